"""Why an import is not carried out, or a row of it not written."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from backoffice.procedures.importing.plans.snapshot import Known
from backoffice.procedures.models import ImportRow

Kind = ImportRow.Kind


class NotApplied(Exception):
    """Nothing was written; the message says why."""


class Stale(NotApplied):
    """Rows were edited after the preview: they are refused, with both values, and nothing was written."""


def refuse_unready(rows: Iterable[ImportRow]) -> None:
    """:raises NotApplied: a row lacks code, name or field; the page never accepts such a row."""
    for row in rows:
        lacks_name = row.kind == Kind.NEW and not (row.values.get("name") and row.values.get("field"))
        if not row.code or lacks_name or (row.kind != Kind.NEW and row.procedure_id is None):
            message = _("Sheet “%(sheet)s”, row %(row)s cannot be written: it has no code, name or field.")
            raise NotApplied(message % {"sheet": row.sheet, "row": row.row})


def edits(row: ImportRow, now: Known | None) -> list[dict[str, str]]:
    """Return a problem for each value that was edited since the preview, with the value now."""
    if now is None:
        return [_refusal("", "", _("The procedure is no longer in the catalogue."))]
    found = []
    for change in row.changes:
        current = now.values.get(change["key"], "")
        if current != change["before"]:
            message = _("Edited since the preview. Now: “%(now)s”; the file says: “%(file)s”.")
            words = message % {"now": current[:200], "file": change["after"][:200]}
            found.append(_refusal(change["key"], change["column"], words))
    return found or [_refusal("", "", _("The procedure was edited since the preview: read the file again."))]


def _refusal(key: str, column: str, message: str) -> dict[str, str]:
    return {"column": column, "value": "", "message": message, "severity": "error", "code": key}
