"""Fills level, field and kind of change where no cell has them: from the list around the row."""

import itertools

from django.utils.translation import gettext as _

from backoffice.procedures.importing.layouts.context import Context
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.vocabulary import headings
from backoffice.procedures.importing.workbooks.problems import Problem, warning


def complete(rows: list[SheetRow], context: Context) -> list[Problem]:
    """Fill the rows of one list; return what a person must know of the whole sheet.

    The order of priority is: heading, rows above, agencies, title, name of the sheet.
    """
    for row in rows:
        row.derive("status", *context.change)
    incomplete = [row for row in rows if not (row.values.get("field") and row.values.get("level"))]
    if incomplete and not context.is_own_export:
        _fill_groups(rows)
    for row in incomplete:
        _guess_level(row)
        row.derive("level", *context.level)
        row.derive("field", *context.field)
    named = next((row for row in incomplete if row.derived.get("field") == "sheet"), None)
    if named is None:
        return []
    field = context.field.value
    message = _("The field “%(field)s” was taken from the sheet's name.") % {"field": field}
    return [warning((named.sheet, named.row, -1), field, "field_from_sheet_name", message, field)]


def _fill_groups(rows: list[SheetRow]) -> None:
    """Where a list names the field or level only in the first row of a group, copy it to the others.

    In a list that repeats a value from row to row, an empty cell means an empty value.
    """
    for key in ("field", "level"):
        pairs = [
            (before, row)
            for before, row in itertools.pairwise(rows)
            if key in before.cells and key in row.cells
        ]
        if any(row.values[key] and row.values[key] == before.values[key] for before, row in pairs):
            continue
        for before, row in pairs:
            if before.values[key] and not row.values[key]:
                row.derive(key, before.values[key], "above")
                message = _("“%(value)s” was taken from the row above.") % {"value": row.values[key]}
                place = (row.sheet, row.row, -1)
                row.problems.append(warning(place, "", f"{key}_from_above", message, row.values[key]))


def _guess_level(row: SheetRow) -> None:
    """Under a heading "at several levels", take the levels from the agencies, with a warning."""
    agency = row.values.get("agency", "")
    levels = ", ".join(headings.levels_of_agency(agency)) if row.level_section else ""
    if levels and not row.values.get("level"):
        row.derive("level", levels, "agency")
        message = _("The level “%(level)s” was taken from the agencies: please check.") % {"level": levels}
        row.problems.append(warning((row.sheet, row.row, -1), agency, "level_from_agency", message, levels))
