"""Time-limit texts that could not be parsed, and the limit that a person confirms for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from backoffice.base.row_numbers import row_number
from backoffice.history.tracking import create_tracked, update_tracked
from backoffice.organisation.models import User
from backoffice.procedures import doubts
from backoffice.procedures.importing.plans.snapshot import short_hash
from backoffice.procedures.models import Procedure, ProcedureVersion, TimeLimit
from backoffice.procedures.parts import read_limit

PERMISSION = "procedures.change_timelimit"
MOST_NAMED = 30


@dataclass(frozen=True)
class UnreadText:
    """A text without a main limit; `versions` are the first of the `count` it stands in."""

    text: str
    count: int
    versions: tuple[ProcedureVersion, ...]

    @property
    def key(self) -> str:
        """The name of the text in a form: a version that has it, and its hash to notice a change."""
        return f"{self.versions[0].pk}-{short_hash(self.text)}"

    @property
    def doubt(self) -> str:
        return doubts.of_limit(read_limit(self.text))


def unread(user: User, *, on: date, version: int | None = None) -> QuerySet:
    """Return (text, count) of the texts in force without a limit that `user` keeps, most used first.

    :param version: only the text of this version.
    """
    versions = _unread_versions(user, on)
    if version is not None:
        versions = versions.filter(time_limit_text__in=versions.filter(pk=version).values("time_limit_text"))
    texts = versions.values_list("time_limit_text").annotate(count=Count("pk"))
    return texts.order_by("-count", "time_limit_text")


def with_versions(texts: Iterable[tuple[str, int]], *, user: User, on: date) -> list[UnreadText]:
    """Return each of the texts with the first versions it stands in, by one query."""
    counts = dict(texts)
    place = Window(RowNumber(), partition_by="time_limit_text", order_by=["procedure__code", "pk"])
    versions = _unread_versions(user, on).filter(time_limit_text__in=counts).annotate(place=place)
    found: dict[str, list[ProcedureVersion]] = {}
    for version in versions.filter(place__lte=MOST_NAMED).select_related("procedure").order_by("place"):
        found.setdefault(version.time_limit_text, []).append(version)
    return [UnreadText(text, counts[text], tuple(found[text])) for text in counts if text in found]


def versions_of(key: str, *, user: User, on: date) -> list[ProcedureVersion]:
    """Return the versions of the text named by `UnreadText.key`; none where it is read or changed since."""
    pk, _dash, said = key.partition("-")
    versions = _unread_versions(user, on)
    named = versions.filter(pk=row_number(pk)).first()
    if named is None or short_hash(named.time_limit_text) != said:
        return []
    return list(versions.filter(time_limit_text=named.time_limit_text).order_by("pk"))


def _unread_versions(user: User, on: date) -> QuerySet:
    main = TimeLimit.objects.filter(version=OuterRef("pk"), is_main=True, amount__isnull=False)
    kept = Procedure.objects.kept_by(user)
    versions = ProcedureVersion.objects.in_force(on=on).filter(procedure__in=kept)
    return versions.exclude(time_limit_text="").filter(~Exists(main))


def confirm(
    *, versions: Sequence[ProcedureVersion], amount: Decimal, unit: str, same_day: bool, by: User
) -> None:
    """Set the main limit of `versions` for their text; a later import of the same text keeps it.

    :raises PermissionDenied: `by` may not change time limits, or does not see one of the procedures.
    """
    kept = Procedure.objects.kept_by(by).filter(pk__in=[v.procedure_id for v in versions]).values_list("pk")
    if not by.has_perm(PERMISSION) or len(kept) < len({version.procedure_id for version in versions}):
        raise PermissionDenied(_("Your account may not change these time limits."))
    with transaction.atomic():
        held = {
            limit.version_id: limit
            for limit in TimeLimit.objects.filter(version__in=versions).order_by("-is_main", "-ordinal")
        }
        taken = set(TimeLimit.objects.filter(version__in=versions).values_list("version", "ordinal"))
        fresh: list[TimeLimit] = []
        altered: list[TimeLimit] = []
        for version in versions:
            limit = held.get(version.pk)
            if limit is None or limit.amount is not None:
                ordinal = next(n for n in range(1, 1000) if (version.pk, n) not in taken)
                limit = TimeLimit(version=version, ordinal=ordinal)
            limit.amount, limit.unit = (
                (Decimal(1), TimeLimit.Unit.WORKING_DAY) if same_day else (amount, unit)
            )
            limit.same_day, limit.is_main, limit.text = same_day, True, version.time_limit_text
            (altered if limit.pk else fresh).append(limit)
        reason = _("time limit confirmed for its text")
        names = ["amount", "unit", "same_day", "is_main", "text"]
        update_tracked(altered, fields=names, by=by, reason=reason)
        create_tracked(fresh, by=by, reason=reason)
