"""How many open dossiers still run on each version of a procedure, for the catalogue's pages."""

from collections.abc import Mapping, Sequence

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import User
from backoffice.organisation.scope import desks_in_sight
from backoffice.procedures import in_use


def running(user: User, versions: Sequence[int]) -> Mapping[int, in_use.Running]:
    """Count what `user` would find in the list; without the right to read dossiers, the desk's number."""
    reads = user.has_perm("dossiers.view_dossier")
    rows = Dossier.objects.all()
    rows = rows.visible_to(user) if reads else rows.of_desks(desks_in_sight(user))
    counts = rows.open().filter(version__in=versions).order_by().values("version")
    return {
        row["version"]: in_use.Running(row["count"], _list_of(row["version"]) if reads else "")
        for row in counts.annotate(count=Count("pk"))
    }


def _list_of(version: int) -> str:
    return f"{reverse('admin:dossiers_dossier_changelist')}?{urlencode({'version__id__exact': version})}"
