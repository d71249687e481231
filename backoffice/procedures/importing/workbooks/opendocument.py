"""Finds the merged cells of an .ods file, which the engine does not report."""

import io
import re
from collections import defaultdict
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from backoffice.procedures.importing.workbooks.parser import MEGABYTE

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SPANNED = re.compile(rb'number-(?:rows|columns)-spanned="(?!1")')
_READ_AT_MOST = 20 * MEGABYTE

Merge = tuple[int, int, int, int]


def merges(content: bytes) -> dict[str, list[Merge]]:
    """Return the merged areas (row, column, last row, last column, from 0) of each sheet of `content.xml`."""
    found: dict[str, list[Merge]] = defaultdict(list)
    if len(content) > _READ_AT_MOST or not _SPANNED.search(content):
        return found
    sheet, row = "", 0
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if event == "start" and element.tag == f"{_TABLE}table":
                sheet, row = element.get(f"{_TABLE}name", ""), 0
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                found[sheet] += _merges_of_row(element, row)
                row += _count(element, "number-rows-repeated")
                element.clear()
    except (ParseError, DefusedXmlException):
        return defaultdict(list)
    return found


def _merges_of_row(element: Element, row: int) -> list[Merge]:
    found, column = [], 0
    for cell in element:
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            found.append((row, column, row + down - 1, column + across - 1))
        column += _count(cell, "number-columns-repeated")
    return found


def _count(element: Element, attribute: str) -> int:
    written = element.get(f"{_TABLE}{attribute}", "1")
    return int(written) if written.isdecimal() and len(written) < 8 else 1
