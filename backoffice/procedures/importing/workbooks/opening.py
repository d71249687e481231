"""Opens an uploaded file: .xlsx, .xls, .ods or .csv become sheets of rows with clean cells."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath

from django.utils.translation import gettext as _

from backoffice.procedures.importing.vocabulary.texts import (
    clean,
    is_in_an_old_font_code,
    is_untidy,
    may_be_in_an_old_font_code,
)
from backoffice.procedures.importing.workbooks import (
    containers,
    delimited,
    number_formats,
    opendocument,
    parser,
    strangers,
    xlsx_looks,
)
from backoffice.procedures.importing.workbooks.containers import Limits, UnreadableFile
from backoffice.procedures.importing.workbooks.looks import Looks, Mark
from backoffice.procedures.importing.workbooks.workbook import Cell, Row, Sheet, Workbook

_ZIP, _OLE = b"PK", bytes.fromhex("D0CF11E0A1B11AE1")
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
_FONT_SAMPLE = 2_000
# Rows are looked through together: most need no cleaning, and so few pieces of text stay in the cache.
_ROWS_AT_ONCE = 50
_MOST_COVERED = 200_000


def open_workbook(data: bytes, name: str, *, limits: Limits | None = None) -> Workbook:
    """Read the bytes of the file called `name`: .xlsx, .xls, .ods or .csv, by what they are.

    :raises UnreadableFile: with one sentence for the person who uploaded it.
    """
    limits = limits or Limits()
    if not data:
        raise UnreadableFile(_("The file is empty."))
    if len(data) > limits.file_bytes:
        values = {"megabytes": limits.file_bytes // parser.MEGABYTE}
        raise UnreadableFile(_("The file is larger than %(megabytes)s MB; it was refused.") % values)
    strangers.refuse_strangers(data)
    if data.startswith(_ZIP):
        sheets = _zipped_sheets(data, limits)
    elif data.startswith(_OLE):
        sheets = _old_excel_sheets(data, limits)
    else:
        sheets = _text_sheets(data, name, limits)
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile(_("No cell of the workbook is filled."))
    return Workbook(name, sheets)


def _zipped_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    container = containers.inspect(data, limits)
    parsed = _parsed(container.data, limits, apart=not container.is_small)
    if container.kind == "ods":
        found = opendocument.sheets_of(container.ods_content)
        return _sheets(
            [sheet._replace(merges=found[sheet.name].merges) for sheet in parsed],
            {name: seen.looks for name, seen in found.items()},
        )
    return _sheets(parsed, _looks_of(container, parsed))


def _looks_of(container: containers.Container, parsed: list[parser.ParsedSheet]) -> dict[str, Looks]:
    broken = {
        sheet.name
        for sheet in parsed
        if any(v.__class__ is float and v % 1 for row in sheet.rows for v in row)
    }
    parts = xlsx_looks.sheet_parts(
        container.kept("xl/workbook.xml"), container.kept("xl/_rels/workbook.xml.rels")
    )
    return xlsx_looks.looks_of(container.pieces, parts, container.hinted, broken)


def _old_excel_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    if any(name.encode("utf-16-le") in data for name in ("EncryptedPackage", "EncryptionInfo")):
        raise containers.protected()
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise containers.macros()
    return _sheets(_parsed(data, limits, apart=True), None)


def _text_sheets(data: bytes, name: str, limits: Limits) -> list[Sheet]:
    suffix = PurePath(name).suffix.lower()
    if suffix not in _TEXT_SUFFIXES:
        values = {"suffix": suffix or name}
        raise UnreadableFile(_("The file is named %(suffix)s but does not hold a workbook.") % values)
    records = delimited.read_records(data, limits)
    return [Sheet(delimited.sheet_name(name), _clean_rows(records.rows, 0, 0), lines=records.lines)]


def _parsed(data: bytes, limits: Limits, *, apart: bool) -> list[parser.ParsedSheet]:
    try:
        if apart:
            return parser.parse_apart(data, cells=limits.cells, memory=limits.memory, seconds=limits.seconds)
        return parser.parse(data, cells=limits.cells)
    except parser.NotParsed as refusal:
        raise _refusal(refusal.reason) from None


def _refusal(reason: str) -> UnreadableFile:
    if reason == "encrypted":
        return containers.protected()
    if reason == "broken":
        return containers.broken()
    return UnreadableFile(
        _("The file needs too much memory or time. Delete what stands far below or beside the table.")
    )


def _sheets(parsed: list[parser.ParsedSheet], looks: Mapping[str, Looks] | None) -> list[Sheet]:
    """`looks` by the name of a sheet, or None where the kind of file does not let its formatting be seen."""
    sheets = []
    for sheet in parsed:
        seen = Looks(is_unseen=True) if looks is None else looks.get(sheet.name, Looks())
        _empty_covered_cells(sheet)
        rows = _with_what_is_shown(sheet, seen)
        cleaned = _clean_rows(rows, sheet.first_row, sheet.first_column)
        sheets.append(Sheet(clean(sheet.name), cleaned, sheet.merges, sheet.is_hidden, looks=seen))
    return sheets


def _empty_covered_cells(sheet: parser.ParsedSheet) -> None:
    """Empty what lies hidden under merged cells: only their first cell is seen, and counts."""
    room = _MOST_COVERED
    for top, left, bottom, right in sheet.merges:
        for row in range(max(top, sheet.first_row), min(bottom, sheet.first_row + len(sheet.rows) - 1) + 1):
            cells = sheet.rows[row - sheet.first_row]
            first = left + 1 if row == top else left
            for column in range(
                max(first, sheet.first_column), min(right, sheet.first_column + len(cells) - 1) + 1
            ):
                cells[column - sheet.first_column] = ""
                room -= 1
        if room < 0:
            return


def _with_what_is_shown(sheet: parser.ParsedSheet, looks: Looks) -> list[list]:
    """Return the rows with what is seen instead of what the engine read: errors, words, no struck text."""
    for place, code in looks.formats.items():
        row, column = place[0] - 1 - sheet.first_row, place[1] - sheet.first_column
        value = (
            sheet.rows[row][column]
            if 0 <= row < len(sheet.rows) and 0 <= column < len(sheet.rows[row])
            else ""
        )
        if value.__class__ is not float:
            continue
        text = number_formats.shown(value, code)
        if text is None:
            continue
        compared = number_formats.compare(value, text)
        if compared == "words":
            looks.texts[place] = text
        elif compared == "differs":
            looks.marks[place] = Mark("shown", text)
    if not looks.texts:
        return sheet.rows
    return _with_texts(sheet, looks.texts)


def _with_texts(sheet: parser.ParsedSheet, texts: Mapping[tuple[int, int], str]) -> list[list]:
    """Put `texts` into the rows; the engine's area is never left, but a cell at its edge may be outside."""
    rows = [list(row) for row in sheet.rows]
    for (number, index), text in texts.items():
        row, column = number - 1 - sheet.first_row, index - sheet.first_column
        if row < 0 or column < 0 or row > len(rows) + _MOST_COVERED or column > 16_384:
            continue
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text
    return rows


def _clean_rows(values: Iterable[Sequence], first_row: int, first_column: int) -> list[Row]:
    """Drop blank rows and clean the texts of the others."""
    before: list[Cell] = [""] * first_column
    rows = []
    for number, found in enumerate(values, first_row + 1):
        cells: list[Cell] = [v.strip() if v.__class__ is str else _cell(v) for v in found]
        if any(cells):
            rows.append(Row(number, before + cells if before else cells))
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        texts = "\0".join([v for row in some for v in row.cells if v.__class__ is str])
        letters = frozenset(texts) - {"\0"}
        if may_be_in_an_old_font_code(letters):
            _refuse_old_fonts(some)
        if is_untidy(texts, letters):
            for row in some:
                row.cells[:] = [clean(v) if isinstance(v, str) else v for v in row.cells]
    return [row for row in rows if any(row.cells)]


def _cell(value: object) -> Cell:
    """Return whole numbers as text: they are codes and ordinals, and arrive as 12345.0."""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else value
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)


def _refuse_old_fonts(rows: list[Row]) -> None:
    """Refuse the file if one row is written in an old font code."""
    for row in rows:
        sample = " ".join(v for v in row.cells if isinstance(v, str))[:_FONT_SAMPLE]
        if is_in_an_old_font_code(sample):
            message = _(
                "The letters of row %(row)s are not in Unicode but in an old font code "
                "(TCVN3, .VnTime, VNI). Convert the file to Unicode, then upload it again."
            )
            raise UnreadableFile(message % {"row": row.number})
