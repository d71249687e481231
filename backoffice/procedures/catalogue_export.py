"""Writes the catalogue as a spreadsheet that the importer reads back without a change."""

from collections.abc import Iterator
from datetime import date

from backoffice.base.spreadsheets import Table, Value
from backoffice.organisation.models import User
from backoffice.procedures.columns import CatalogueResource, titles
from backoffice.procedures.importing.permissions import PERMISSION
from backoffice.procedures.models import Procedure, ProcedureVersion

SHEET = "TTHC"


def catalogue(user: User, *, on: date) -> Table:
    """Return versions in force under Vietnamese column titles.

    An account that may import gets the catalogue of its own desk, which it may import again; others get what
    they may see.
    """
    resource = CatalogueResource()
    return Table(name=SHEET, titles=titles(), rows=_rows(resource, user, on))


def _rows(resource: CatalogueResource, user: User, on: date) -> Iterator[list[Value]]:
    seen = Procedure.objects.visible_to(user)
    if user.desk_id is not None and user.has_perm(PERMISSION):
        seen = seen.filter(desk=user.desk_id)
    versions = (
        ProcedureVersion.objects.in_force(on=on)
        .filter(procedure__in=seen)
        .select_related("procedure__field")
        .order_by("procedure__code", "pk")
    )
    fields = resource.get_export_fields()
    for version in versions.iterator(chunk_size=500):
        yield [resource.export_field(field, version) for field in fields]
