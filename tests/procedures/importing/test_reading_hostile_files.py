"""Files that are broken, dangerous or something else: one sentence each, in bounded memory and time."""

import resource
import struct
import subprocess

import pytest
from django.utils import translation

from backoffice.procedures.importing.workbooks import containers, parser
from backoffice.procedures.importing.workbooks.containers import Limits, UnreadableFile
from backoffice.procedures.importing.workbooks.opening import open_workbook
from tests.procedures import sheets

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ODS = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def cell(place, row):
    return f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'


def with_a_lying_directory():
    """Return a zip whose directory says 1,000 bytes where 60 million come out."""
    data = bytearray(sheets.raw_xlsx(CELL, more={"xl/x.xml": b"<a>" + bytes(60_000_000)}))
    entry = data.rfind(b"xl/x.xml") - 46
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    return bytes(data)


def with_the_password_flag():
    data = bytearray(sheets.raw_xlsx(CELL))
    entry = data.find(b"PK\x01\x02")
    data[entry + 8] |= 1
    return bytes(data)


def shared_text_in_every_cell():
    """Return 52,000 cells that all show one text of a megabyte: 50 GB, from half a megabyte."""
    text = "".join(chr(97 + (i * i + i // 7) % 23) for i in range(1_000_000))
    rows = (
        f'<row r="{r}">' + "".join(f'<c r="{chr(c)}{r}" t="s"><v>0</v></c>' for c in range(65, 91)) + "</row>"
        for r in range(1, 2001)
    )
    return sheets.raw_xlsx("".join(rows), f"<si><t>{text}</t></si>")


BILLION_LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'
REFUSED = {
    "empty file": (b"", "a.xlsx", "is empty"),
    "too large a file": (b"PK" + bytes(21_000_000), "a.xlsx", "larger than 20 MB"),
    "text named .xlsx": (b"xin chao", "a.xlsx", "does not hold a workbook"),
    "text without a name": (b"xin chao", "", "does not hold a workbook"),
    "web page named .xls": (b"\n<html><table></table></html>", "a.xls", "web page"),
    "PDF": (b"%PDF-1.4", "a.pdf", "PDF"),
    "Word document": (sheets.zipped({"word/document.xml": "<a/>"}), "a.docx", "Word document"),
    "binary workbook": (sheets.zipped({"xl/workbook.bin": b"x"}), "a.xlsb", ".xlsb"),
    "web page with a mark": (b"\xef\xbb\xbf<html></html>", "a.xls", "web page"),
    "web page in UTF-16": ("<html><table>".encode("utf-16"), "a.xls", "web page"),
    "web page without a mark": ("<html><table>".encode("utf-16-le"), "a.xls", "web page"),
    "web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.xls", "web page"),
    "XML spreadsheet": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "a.xls",
        "XML spreadsheet of 2003",
    ),
    "rich text": (b"{\\rtf1\\ansi", "a.doc", "Word document"),
    "old Word document": (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "a.doc", "Word document"),
    "picture": (b"\x89PNG\r\n\x1a\n", "a.png", "picture"),
    "link to Google": (b'{"url": "https://docs.google.com/open?id=1"}', "a.gsheet", "Google Sheets"),
    "archive of workbooks": (sheets.zipped({"a.xlsx": "x", "b.xlsx": "y"}), "a.zip", "archive"),
    "Numbers": (sheets.zipped({"Index/Document.iwa": "x"}), "a.numbers", "Numbers"),
    "presentation": (sheets.zipped({"ppt/presentation.xml": "x"}), "a.pptx", "presentation"),
    "password of LibreOffice": (
        sheets.zipped(
            {
                "mimetype": ODS,
                "content.xml": b"\x01",
                "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>",
            }
        ),
        "a.ods",
        "password",
    ),
    "entities in UTF-16": (
        sheets.raw_xlsx("", more={"xl/worksheets/sheet1.xml": BILLION_LAUGHS.encode("utf-16")}),
        "a.xlsx",
        "entities",
    ),
    "some zip": (sheets.zipped({"a.txt": "x"}), "a.xlsx", "damaged"),
    "two letters": (b"PK\x03\x04", "a.xlsx", "damaged"),
    "cut zip": (sheets.raw_xlsx(CELL)[:-30], "a.xlsx", "damaged"),
    "sheet that is no XML": (sheets.raw_xlsx("<row <c"), "a.xlsx", "damaged"),
    "lying directory": (with_a_lying_directory(), "a.xlsx", "damaged"),
    "junk named .xls": (OLE + bytes(5000), "a.xls", "damaged"),
    "no cell filled": (sheets.xlsx({"S": [], "T": [[None]]}), "a.xlsx", "No cell"),
    "password of Excel": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
    "password of the zip": (with_the_password_flag(), "a.xlsx", "password"),
    "macros": (sheets.raw_xlsx(CELL, more={"xl/vbaProject.bin": b"x"}), "a.xlsm", "macros"),
    "old macros": (sheets.xls("S", [["a"]]) + "_VBA_PROJECT".encode("utf-16-le"), "a.xls", "macros"),
    "entities": (
        sheets.raw_xlsx("", more={"xl/worksheets/sheet2.xml": BILLION_LAUGHS}),
        "a.xlsx",
        "entities",
    ),
    "zip bomb": (
        lambda: sheets.raw_xlsx("", more={"xl/media/a.bin": bytes(100_000_000)}),
        "a.xlsx",
        "too large",
    ),
    "dense zip bomb": (
        lambda: sheets.raw_xlsx("", more={"xl/media/a.bin": bytes(50_000_000)}),
        "a.xlsx",
        "too large",
    ),
    "many parts": (sheets.zipped({f"{n}": b"" for n in range(2_100)}), "a.xlsx", "too many parts"),
    "very many parts": (
        lambda: sheets.zipped({f"{n}": b"" for n in range(5_000)}),
        "a.xlsx",
        "too many parts",
    ),
    "far cell": (sheets.raw_xlsx(cell("ZZZZZZZ1", 1)), "a.xlsx", "too much memory"),
    "far corners": (sheets.raw_xlsx(CELL + cell("XFD1048576", 1048576)), "a.xlsx", "too much memory"),
    "far row": (sheets.raw_xlsx(CELL + cell("Z99999", 99999)), "a.xlsx", "too much memory"),
    "old far corner": (sheets.xls("S", [["a"], *[[]] * 65534, ["b"] * 256]), "a.xls", "too much memory"),
    "text without end": (b'a;b\n"c;' + b"d" * 1_100_000, "a.csv", "quotation mark"),
    "binary named .csv": (b"a;b\x00\x01\x02", "a.csv", "binary"),
    "unknown letters": (b"a;\x9d\x8e;b", "a.csv", "CSV UTF-8"),
    "too many cells": (b";" * 3_000_000, "a.csv", "too large"),
}


def made(case):
    """Return the file; the large ones are not made where their tests are only collected."""
    data, *others = REFUSED[case]
    return data() if callable(data) else data, *others


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_with_a_sentence(case):
    data, name, said = made(case)
    with pytest.raises(UnreadableFile, match=said):
        open_workbook(data, name)


def test_a_text_shared_by_many_cells_is_counted_before_it_is_multiplied():
    with pytest.raises(UnreadableFile, match="too much memory"):
        open_workbook(shared_text_in_every_cell(), "a.xlsx")


@pytest.mark.parametrize(
    "cells",
    [
        "<row r='1'><c r='ZZZZZZZ1'><v>1</v></c></row>",
        '<row r="1"><c r = "ZZZZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c s="0" r="ZZZZZZZ1"><v>1</v></c></row>',
        '<x:row xmlns:x="x" r="1"><x:c r="ZZZZZZZ1"/></x:row>',
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><!-- --><c r="A1"><v>1</v></c></row>',
    ],
)
def test_a_sheet_written_in_an_unusual_way_is_not_read_in_this_process(cells):
    assert not containers.inspect(sheets.raw_xlsx(cells), Limits()).is_small


def test_a_sheet_written_in_the_usual_way_is_read_in_this_process():
    usual = sheets.xlsx({"S": [["a", 1, 2.5, None, True]] * 50})
    assert containers.inspect(usual, Limits()).is_small


@pytest.mark.parametrize("before", range(0, 45, 4))
def test_a_far_cell_cut_in_two_by_the_unpacking_in_pieces_is_seen(before):
    head = len(f'<worksheet xmlns="{sheets.SPREADSHEET}"><sheetData>')
    filler = "".join(cell(f"A{r}", r) for r in range(1, 12_000))[: containers.PIECE - head - 200]
    filler = filler[: filler.rfind("<row")].ljust(containers.PIECE - head - before)
    near = sheets.raw_xlsx(filler + cell("Z12000", 12_000))
    far = sheets.raw_xlsx(filler + cell("ZZZ12000", 12_000))
    assert containers.inspect(near, Limits()).is_small
    assert not containers.inspect(far, Limits()).is_small


def test_two_directories_in_one_zip_are_not_trusted():
    data = sheets.raw_xlsx(CELL) + sheets.raw_xlsx(cell("ZZZZZZZ1", 1))
    assert not containers.inspect(data, Limits()).is_small


def test_a_hundred_thousand_blank_formatted_rows_are_nothing():
    blank = "".join(f'<row r="{r}"><c r="A{r}" s="1"/><c r="B{r}" s="1"/></row>' for r in range(2, 100_002))
    book = open_workbook(sheets.raw_xlsx(CELL + blank), "a.xlsx")
    assert [len(sheet.rows) for sheet in book.sheets] == [1]


def test_a_million_repeated_blank_rows_of_an_opendocument_file_are_nothing():
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table>'
    )
    assert len(open_workbook(_ods(blank), "a.ods").sheets[0].rows) == 1


def test_a_million_repeated_filled_rows_of_an_opendocument_file_are_refused():
    filled = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    with pytest.raises(UnreadableFile):
        open_workbook(_ods(filled), "a.ods")


def _ods(rows):
    parts = {"mimetype": ODS, "META-INF/manifest.xml": "<manifest/>"}
    content = containers.inspect(sheets.ods("S", [["x"]]), Limits()).ods_content.decode()
    return sheets.zipped(parts | {"content.xml": content.replace("</table:table>", rows)})


def test_the_child_process_gives_up_after_its_time(monkeypatch):
    def late(*_args, **options):
        raise subprocess.TimeoutExpired("python", options["timeout"])

    monkeypatch.setattr(subprocess, "run", late)
    with pytest.raises(UnreadableFile, match="memory or time"):
        open_workbook(sheets.xls("S", [["a"]]), "a.xls")


def test_the_child_process_keeps_to_its_memory():
    data = sheets.raw_xlsx("".join(cell(f"Z{r}", r) for r in range(1, 50_000)) + cell("A50000", 50_000))
    with pytest.raises(parser.NotParsed, match="memory"):
        parser.parse_apart(data, cells=10_000_000, memory=60 * parser.MEGABYTE, seconds=200)


def test_both_ways_of_parsing_give_the_same():
    data = sheets.xlsx({"S": [["Đăng ký", 1, 2.5, True, None]], "T": [[None, "x"], ["y"]]}, ["A1:A2"])
    apart = parser.parse_apart(data, cells=1000, memory=512 * parser.MEGABYTE, seconds=20)
    assert apart == parser.parse(data, cells=1000)


def test_a_hostile_file_leaves_this_process_small():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for case in ("far corners", "old far corner", "zip bomb"):
        with pytest.raises(UnreadableFile):
            open_workbook(*made(case)[:2])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
