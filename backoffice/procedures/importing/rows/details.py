"""Joins sheets that list details by procedure code (documents, steps, …) to the procedures."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from backoffice.procedures.importing.layouts.layout import Column, Layout
from backoffice.procedures.importing.layouts.sheet_layout import SheetLayout
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.vocabulary import codes, headers, marks
from backoffice.procedures.importing.vocabulary.texts import one_line
from backoffice.procedures.importing.workbooks.problems import Problem, warning
from backoffice.procedures.importing.workbooks.workbook import Row, Sheet, text_of

_BY_CHANNEL = ("time_limit", "fee")


def join(details: SheetLayout, procedures: Sequence[SheetRow]) -> list[Problem]:
    """Fill empty values of the procedures, a line for each row of details; warn of codes nobody has."""
    sheet, layout = details.sheet, details.layouts[0]
    by_base: dict[str, list[SheetRow]] = defaultdict(list)
    for procedure in procedures:
        if procedure.values["code"]:
            by_base[codes.parse_code(procedure.values["code"]).base].append(procedure)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    problems: list[Problem] = []
    for base, row in _rows_with_codes(sheet, layout):
        if base not in by_base:
            message = _("No procedure in this workbook has the code of these details.")
            place = (sheet.name, row.number, layout.with_key("code")[0].index)
            problems.append(warning(place, base, "details_without_procedure", message))
            continue
        for key, line in _lines(details.detail, layout, row):
            found[base, key].append(line)
    for (base, key), lines in found.items():
        for procedure in by_base[base]:
            procedure.derive(key, _as_list(key, lines), "details")
    return problems


def _rows_with_codes(sheet: Sheet, layout: Layout) -> Iterator[tuple[str, Row]]:
    """Yield each row with the code in it or, if that is empty, in the last row that has one."""
    column = layout.with_key("code")[0].index
    base = ""
    for row in sheet.rows[layout.last + 1 :]:
        written = text_of(row.cells[column]) if column < len(row.cells) else ""
        if written and not marks.is_ditto(written):
            found = codes.find_codes(written)
            base = found[0].base if found else ""
        if base:
            yield base, row


def _lines(detail: str, layout: Layout, row: Row) -> Iterator[tuple[str, str]]:
    """Yield each key with the line that the row adds to it."""
    filled = [
        (column, text_of(row.cells[column.index]))
        for column in layout.columns
        if column.key not in ("code", "name", "stt")
        and column.index < len(row.cells)
        and row.cells[column.index]
    ]
    own = [column.key for column, _text in filled if column.key in headers.KEYS]
    kind = detail or (own[0] if own else "")
    if not filled or not kind:
        return
    if kind == "channels":
        yield from _channel_lines(filled)
    else:
        yield kind, _line(kind, filled)


def _channel_lines(filled: Sequence[tuple[Column, str]]) -> Iterator[tuple[str, str]]:
    texts = {column.key or "note": text for column, text in filled}
    channel = texts.get("channels", "")
    if channel:
        yield "channels", one_line(channel)
    for key in _BY_CHANNEL:
        if text := texts.get(key):
            yield key, f"{channel}: {text}" if channel else text


def _line(kind: str, filled: Sequence[tuple[Column, str]]) -> str:
    """Return "main text (Bản chính: 1; Bản sao: 0)": the columns of the kind, then the others."""
    main = [text for column, text in filled if column.key == kind] or [filled[0][1]]
    others = [
        f"{column.label}: {one_line(text)}" for column, text in filled if text not in main and column.header
    ]
    return " – ".join(main) + (f" ({'; '.join(others)})" if others else "")


def _as_list(key: str, lines: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(lines))
    bullet = "- " if key in ("documents", "legal_basis", "result") else ""
    return "\n".join(f"{bullet}{line}" for line in distinct)
