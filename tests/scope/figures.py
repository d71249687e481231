"""The rows of the app `reports`, for a desk."""

from datetime import date

from backoffice.dossiers.models import Dossier
from backoffice.reports.closing.closings import computed_hash, recorded
from backoffice.reports.form06.questions import Span
from backoffice.reports.models import Closing, SavedFilter, ScheduledFile
from tests.support.dossiers import World
from tests.support.factories import MONDAY, at


def make_figures(world: World) -> None:
    """Create a closed period, a scheduled file, and a saved filter."""
    asked = Span(date(2026, 1, 1), date(2026, 1, 31))
    closing = Closing(
        desk=world.desk,
        first_on=asked.first,
        last_on=asked.last,
        number=1,
        closed_at=at(8),
        closed_by=world.lead,
        closed_by_name=world.lead.full_name,
        figures=recorded([Dossier.objects.filter(desk=world.desk)], asked) | {"desks": [world.desk.pk]},
    )
    closing.sha256 = computed_hash(closing)
    closing.save()
    ScheduledFile.objects.create(
        desk=world.desk,
        kind=ScheduledFile.Kind.URGING_LIST,
        first_on=MONDAY,
        last_on=MONDAY,
        due_on=MONDAY,
        made_at=at(6),
        name=f"don-doc-{world.desk.slug}.xlsx",
        content=b"xlsx",
        sha256="0" * 64,
    )
    SavedFilter.objects.create(
        user=world.lead, name="Quá hạn", path="/admin/dossiers/dossier/", query="due=late", saved_at=at(8)
    )
