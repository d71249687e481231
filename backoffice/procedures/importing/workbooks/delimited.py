"""Reads .csv as Vietnamese offices save it: four encodings, three separators, quoted line breaks."""

import csv
import io
import re
from pathlib import PurePath

from django.utils.translation import gettext as _

from backoffice.procedures.importing.workbooks.containers import Limits, UnreadableFile, too_large

_SEPARATORS = (";", ",", "\t")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_LONGEST_CELL = 1_000_000
csv.field_size_limit(_LONGEST_CELL)


def read_rows(data: bytes, limits: Limits) -> list[list[str]]:
    """Return every record, blank ones too, so that a record's place is its row number in a spreadsheet.

    :raises UnreadableFile: for unknown encodings, control characters, broken quotes and too many cells.
    """
    text = decode(data)
    if _CONTROL.search(text):
        raise UnreadableFile(_("This is not a text file: it contains binary data."))
    text, separator = _separated(text)
    rows, cells = [], 0
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            cells += len(record)
            if cells > limits.cells:
                raise too_large()
            rows.append(record)
    except csv.Error:
        raise UnreadableFile(
            _("The .csv file is damaged: a quotation mark is not closed, or a cell is too long.")
        ) from None
    return rows


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
    first, _line_end, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == 5:
        return "\n" + rest, first.strip().strip('"')[-1]
    return text, max(_SEPARATORS, key=lambda separator: _agreement(text[:_SAMPLE], separator))


def _agreement(sample: str, separator: str) -> int:
    """Return how many cells the records have that are as wide as most others."""
    try:
        widths = [len(record) for record in csv.reader(io.StringIO(sample, newline=""), delimiter=separator)]
    except csv.Error:
        return 0
    wide = [width for width in widths if width > 1]
    return max((width * wide.count(width) for width in set(wide)), default=0)


def sheet_name(file_name: str) -> str:
    return PurePath(file_name.replace("\\", "/")).stem
