"""What a row of a sheet states about a procedure, in the columns of the catalogue."""

from dataclasses import dataclass

from backoffice.base.folding import fold
from backoffice.procedures import columns
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.vocabulary.codes import BadCode, Code, parse_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A row in the columns of the catalogue; an empty cell states nothing.

    `code` is `None` where the row has none or, with the reason in `bad_code`, one that is not national.
    """

    row: SheetRow
    code: Code | None
    bad_code: str
    content: dict[str, str]
    change_type: str
    field: str
    folded_field: str
    folded_agency: str


def statement_of(row: SheetRow) -> Statement:
    values = row.values
    code, bad_code = None, ""
    if values.get("code"):
        try:
            code = parse_code(values["code"])
        except BadCode as bad:
            bad_code = str(bad)
    field = values.get("field", "")
    return Statement(
        row=row,
        code=code,
        bad_code=bad_code,
        content=columns.content_of(values),
        change_type=columns.change_type(values),
        field=field,
        folded_field=fold(field),
        folded_agency=fold(values.get("issuing_agency", "")),
    )
