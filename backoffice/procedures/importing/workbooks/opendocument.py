"""Finds in an .ods file what the engine does not report: merged cells, formatting, what numbers look like."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from backoffice.procedures.importing.workbooks import number_formats
from backoffice.procedures.importing.workbooks.looks import MOST_MARKS, NO_VALUE, Looks, Mark, Run, is_faint
from backoffice.procedures.importing.workbooks.parser import MEGABYTE

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE, _TEXT = f"{{{_NAMESPACE}:table:1.0}}", f"{{{_NAMESPACE}:text:1.0}}"
_OFFICE, _STYLE = f"{{{_NAMESPACE}:office:1.0}}", f"{{{_NAMESPACE}:style:1.0}}"
_FO = f"{{{_NAMESPACE}:xsl-fo-compatible:1.0}}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_READ_AT_MOST = 20 * MEGABYTE
# A cell or row that stands for many is looked at this often: what is repeated more is blank.
_MOST_REPEATED = 50
_NUMBERS = frozenset({"float", "currency", "percentage"})
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|(?:Err|Lỗi):\d{3}", re.IGNORECASE)

Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class OdsSheet:
    """The merged areas (row, column, last row, last column, from 0) of a sheet, and its looks."""

    merges: list[Merge] = field(default_factory=list)
    looks: Looks = field(default_factory=Looks)


@dataclass(slots=True)
class _Styles:
    struck: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    faint: set[str] = field(default_factory=set)


def sheets_of(content: bytes) -> dict[str, OdsSheet]:
    """Return what `content.xml` says of each sheet beside the values of its cells."""
    found: dict[str, OdsSheet] = defaultdict(OdsSheet)
    if not content:
        return found
    if len(content) > _READ_AT_MOST:
        return defaultdict(lambda: OdsSheet(looks=Looks(is_unseen=True)))
    styles = _Styles()
    sheet, row, column = OdsSheet(), 0, 0
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                if element.tag == f"{_TABLE}table":
                    sheet, row, column = found[element.get(f"{_TABLE}name", "")], 0, 0
            elif element.tag == f"{_TABLE}table-row":
                _read_row(element, row, sheet, styles)
                row += _count(element, "number-rows-repeated")
                element.clear()
            elif element.tag == f"{_TABLE}table-column":
                repeated = _count(element, "number-columns-repeated")
                if _is_hidden(element):
                    sheet.looks.hidden_columns.update(range(column, min(column + repeated, 16_384)))
                column += repeated
            elif element.tag == f"{_STYLE}style":
                _read_style(element, styles)
                element.clear()
    except (ParseError, DefusedXmlException):
        return defaultdict(OdsSheet)
    return found


def _read_style(style: Element, styles: _Styles) -> None:
    name = style.get(f"{_STYLE}name", "")
    for properties in style:
        if properties.tag == f"{_STYLE}text-properties":
            kinds = ("style", "type")
            lines = (properties.get(f"{_STYLE}text-line-through-{kind}", "none") for kind in kinds)
            if any(line != "none" for line in lines):
                styles.struck.add(name)
            if properties.get(f"{_STYLE}text-position", "0%").startswith(("super", "sub")):
                styles.raised.add(name)
            if _is_faint(properties.get(f"{_FO}color", "")):
                styles.faint.add(name)
        elif properties.tag == f"{_STYLE}table-cell-properties" and _is_faint(
            properties.get(f"{_FO}background-color", "")
        ):
            styles.faint.add(name)


def _is_faint(colour: str) -> bool:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        return False
    return is_faint(int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def _read_row(element: Element, row: int, sheet: OdsSheet, styles: _Styles) -> None:
    column = 0
    rows = range(row + 1, row + 1 + min(_count(element, "number-rows-repeated"), _MOST_REPEATED))
    if _is_hidden(element) and len(sheet.looks.hidden_rows) < MOST_MARKS:
        sheet.looks.hidden_rows.update(rows)
    row_style = element.get(f"{_TABLE}default-cell-style-name", "")
    for cell in element:
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            sheet.merges.append((row, column, row + down - 1, column + across - 1))
        repeated = _count(cell, "number-columns-repeated")
        if len(cell) and len(sheet.looks.marks) < MOST_MARKS:
            columns = range(column, column + min(repeated, _MOST_REPEATED))
            for place in ((number, index) for number in rows for index in columns):
                _see(cell, place, sheet.looks, styles, row_style)
        column += repeated


def _see(cell: Element, place: tuple[int, int], looks: Looks, styles: _Styles, row_style: str) -> None:
    style = cell.get(f"{_TABLE}style-name", row_style)
    runs = list(_runs(cell, styles))
    text = "".join(run.text for run in runs).strip()
    kind = cell.get(f"{_OFFICE}value-type", "")
    has_formula = cell.get(f"{_TABLE}formula") is not None
    if cell.get(f"{_CALC}value-type") == "error" or (has_formula and _ERROR.fullmatch(text)):
        looks.texts[place] = text or "#N/A"
        return
    if has_formula and not kind and not text:
        looks.texts[place] = NO_VALUE
    if not text:
        return
    if style in styles.faint:
        looks.faint.setdefault(place[0], set()).add(place[1])
    if style in styles.struck:
        looks.see_runs(place, [Run(text, is_struck=True)])
    elif any(run.is_struck or run.is_raised for run in runs):
        looks.see_runs(place, runs)
    elif kind in _NUMBERS:
        _see_number(cell, place, text, looks)
    if kind in ("", "string") and place not in looks.texts and _has_blanks(cell):
        looks.texts[place] = text


def _see_number(cell: Element, place: tuple[int, int], text: str, looks: Looks) -> None:
    try:
        value = float(cell.get(f"{_OFFICE}value", ""))
    except ValueError:
        return
    compared = number_formats.compare(value, text)
    if compared == "words":
        looks.texts[place] = text
    elif compared == "differs":
        looks.marks[place] = Mark("shown", text)


def _has_blanks(cell: Element) -> bool:
    blanks = (f"{_TEXT}tab", f"{_TEXT}line-break", f"{_TEXT}s")
    return any(element.tag in blanks for element in cell.iter())


def _runs(cell: Element, styles: _Styles) -> Iterator[Run]:
    """Yield the pieces of a cell's paragraphs; a comment on the cell is none of them."""
    is_first = True
    for paragraph in cell:
        if paragraph.tag == f"{_TEXT}p":
            if not is_first:
                yield Run("\n")
            is_first = False
            yield from _pieces(paragraph, styles, is_struck=False, is_raised=False)


def _pieces(element: Element, styles: _Styles, *, is_struck: bool, is_raised: bool) -> Iterator[Run]:
    name = element.get(f"{_TEXT}style-name", "")
    is_struck, is_raised = is_struck or name in styles.struck, is_raised or name in styles.raised
    if element.text:
        yield Run(element.text, is_struck, is_raised)
    for child in element:
        if child.tag == f"{_TEXT}line-break":
            yield Run("\n")
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}s"):
            yield Run(" ")
        elif child.tag.startswith(_TEXT) and child.tag != f"{_TEXT}note":
            yield from _pieces(child, styles, is_struck=is_struck, is_raised=is_raised)
        if child.tail:
            yield Run(child.tail, is_struck, is_raised)


def _is_hidden(element: Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _count(element: Element, attribute: str) -> int:
    written = element.get(f"{_TABLE}{attribute}", "1")
    return int(written) if written.isdecimal() and len(written) < 8 else 1
