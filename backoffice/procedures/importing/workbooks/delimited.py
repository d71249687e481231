"""Reads .csv as Vietnamese offices save it: four encodings, four separators, quoted line breaks."""

import csv
import io
import re
from pathlib import PurePath
from typing import NamedTuple

from django.utils.translation import gettext as _

from backoffice.procedures.importing.workbooks.containers import Limits, UnreadableFile, too_large

_SEPARATORS = (";", ",", "\t", "|")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_LONGEST_CELL = 1_000_000
_SEPARATOR_LINE = re.compile(r'"?sep=(\\t|[^"\r\n])"?[;,\t|]*[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
# Excel's way to keep a text from being made a number: ="03 ngày", quoted again or not.
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_FEWEST_SWALLOWED = 2
csv.field_size_limit(_LONGEST_CELL)


class Records(NamedTuple):
    """Every record, blank ones too, so that its place is its row number, and its first line."""

    rows: list[list[str]]
    lines: list[int]


def read_records(data: bytes, limits: Limits) -> Records:
    """Read the records of a text file; how wide they are is for those to judge who know the header.

    :raises UnreadableFile: for unknown encodings, control characters, broken quotes and too many cells.
    """
    text = decode(data)
    if _CONTROL.search(text):
        raise UnreadableFile(_("This is not a text file: it contains binary data."))
    text, separator = _separated(text)
    has_formulas = '="' in text
    if has_formulas:
        text = _without_text_formulas(text, separator)
    rows: list[list[str]] = []
    lines: list[int] = []
    cells, line = 0, 1
    # Blanks between a separator and a quotation mark belong to neither.
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    try:
        for record in reader:
            cells += len(record)
            if cells > limits.cells:
                raise too_large()
            if reader.line_num > line and _holds_records(record, separator):
                raise _broken_quote(line)
            rows.append([_without_text_formula(cell) for cell in record] if has_formulas else record)
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error:
        raise _broken_quote(line) from None
    return Records(rows, lines)


def _broken_quote(line: int) -> UnreadableFile:
    message = _(
        "Line %(line)s of the .csv file: a quotation mark is not closed, or stands inside a cell "
        "without being doubled, or the cell is too long. Nothing was read."
    )
    return UnreadableFile(message % {"line": line})


def _holds_records(record: list[str], separator: str) -> bool:
    """Whether a cell of several lines swallowed other records: its lines look like some."""
    mark = re.escape(separator)
    begins = re.compile(rf'\s*"?(?:\d{{1,4}}"?\s*{mark}\s*"?\d\.\d{{6}}|\d\.\d{{6}}[\w.]*"?\s*{mark})')
    # In prose a blank follows a semicolon or comma.
    close = re.compile(rf"{mark}(?=\S)")
    most = max(_FEWEST_SWALLOWED, len(record) - 2)
    lines = (line for cell in record for line in cell.splitlines()[1:])
    return any(begins.match(line) or len(close.findall(line)) >= most for line in lines)


def _without_text_formulas(text: str, separator: str) -> str:
    """Return ="03 ngày" as "03 ngày", so that a separator within is none."""
    mark = re.escape(separator)
    bare = re.compile(rf'(^|{mark})[ ]*=(?="(?:[^"\n]|"")*"[ ]*(?:{mark}|\r|$))', re.MULTILINE)
    return bare.sub(r"\1", text)


def _without_text_formula(cell: str) -> str:
    """Return what a cell says that holds Excel's ="03 ngày" as its text."""
    match = _TEXT_FORMULA.fullmatch(cell) if cell.startswith('="') else None
    return match[1].replace('""', '"') if match else cell


def decode(data: bytes) -> str:
    """Decode by the byte order mark, else UTF-16 by its zero bytes, else UTF-8, else Windows-1258."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding)
    first, second = data[:_SAMPLE:2], data[1:_SAMPLE:2]
    if 3 * second.count(0) > len(second):
        return _decoded(data, "utf-16-le")
    if 3 * first.count(0) > len(first):
        return _decoded(data, "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1258")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFile(
            _("The letters of the text file cannot be read. Save it as “CSV UTF-8”, then upload it again.")
        ) from None


def _separated(text: str) -> tuple[str, str]:
    """Return the text without Excel's own "sep=;" line, and the separator that most of its lines agree on."""
    if match := _SEPARATOR_LINE.match(text):
        return "\n" + text[match.end() :], match[1].replace("\\t", "\t")
    return text, max(_SEPARATORS, key=lambda separator: _agreement(text[:_SAMPLE], separator))


def _agreement(sample: str, separator: str) -> int:
    """Return how many cells the records have that are as wide as most others."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        widths = [len(record) for record in reader]
    except csv.Error:
        return 0
    wide = [width for width in widths if width > 1]
    return max((width * wide.count(width) for width in set(wide)), default=0)


def sheet_name(file_name: str) -> str:
    return PurePath(file_name.replace("\\", "/")).stem
