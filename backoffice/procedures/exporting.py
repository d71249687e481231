"""Writes the catalogue as a spreadsheet that the importer reads back without a change."""

from collections.abc import Iterator
from datetime import date

from django.utils import translation

from backoffice.base.spreadsheets import Table, Value
from backoffice.organisation.models import User
from backoffice.procedures.importing.columns import CatalogueResource
from backoffice.procedures.models import Procedure, ProcedureVersion

SHEET = "TTHC"


def catalogue(user: User, *, on: date) -> Table:
    """Return the version in force of every procedure `user` may see, under Vietnamese column titles."""
    resource = CatalogueResource()
    fields = resource.get_export_fields()
    with translation.override("vi"):
        titles = [str(field.column_name) for field in fields]
    return Table(name=SHEET, titles=titles, rows=_rows(resource, user, on))


def _rows(resource: CatalogueResource, user: User, on: date) -> Iterator[list[Value]]:
    versions = (
        ProcedureVersion.objects.in_force(on=on)
        .filter(procedure__in=Procedure.objects.visible_to(user))
        .select_related("procedure__field")
        .order_by("procedure__code", "pk")
    )
    fields = resource.get_export_fields()
    for version in versions.iterator(chunk_size=500):
        yield [resource.export_field(field, version) for field in fields]
