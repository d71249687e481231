"""Makes the spreadsheets that the reading is tried on: small, invented, and some of them hostile."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import openpyxl

from backoffice.procedures.importing.layouts.sheet_layout import Corrections, layouts_of
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.rows.workbook_rows import WorkbookRows, rows_of
from backoffice.procedures.importing.workbooks.opening import open_workbook

Rows = Iterable[Sequence[object]]

HEADER = ["STT", "Mã TTHC", "Tên thủ tục hành chính", "Thời hạn giải quyết"]
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(sheets: dict[str, Rows], merges: Iterable[str] = (), hidden: Iterable[str] = ()) -> bytes:
    """`merges` ("A2:A3") are made on every sheet; `hidden` names sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merges:
            sheet.merge_cells(area)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def read(data: bytes, name: str = "danh-sach.xlsx", corrections: Corrections | None = None) -> WorkbookRows:
    return rows_of(layouts_of(open_workbook(data, name), corrections))


def read_rows(rows: Rows, merges: Iterable[str] = (), sheet: str = "TTHC") -> list[SheetRow]:
    return read(xlsx({sheet: rows}, merges)).rows


def values(rows: Iterable[SheetRow], *keys: str) -> list[tuple[str, ...]]:
    """Return the values of each row under `keys`, "" for those the sheet does not have."""
    return [tuple(row.values.get(key, "") for key in keys) for row in rows]


def codes_of(problems: Iterable) -> list[str]:
    return [problem.message_code for problem in problems]


def zipped(parts: dict[str, str | bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


def raw_xlsx(cells: str, shared: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """Return a workbook whose one sheet has exactly these XML rows."""
    relation = f"{DOCUMENT}/worksheet"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{DOCUMENT}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{relation}" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{cells}</sheetData></worksheet>'
        ),
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{SPREADSHEET}">{shared}</sst>'
    return zipped(parts | (more or {}))


def ods(name: str, rows: Sequence[Sequence[str | tuple[str, int]]]) -> bytes:
    """Return an .ods; a cell (text, 3) spans three rows, and None is a cell covered by one above."""
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    namespaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{namespaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"})


def _ods_cell(cell: str | tuple[str, int] | None) -> str:
    if cell is None:
        return "<table:covered-table-cell/>"
    text, rows = cell if isinstance(cell, tuple) else (cell, 1)
    span = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="1"' if rows > 1 else ""
    value = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string"{span}>{value}</table:table-cell>'


def xls(name: str, rows: Sequence[Sequence[str | float]], merges: Sequence[tuple[int, ...]] = ()) -> bytes:
    """Return an Excel 97 workbook; merges are (first row, last row, first column, last column) from 0."""
    sheet = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, float):
                sheet += _biff(0x0203, struct.pack("<HHHd", r, c, 0, cell))
            elif cell:
                text = cell.encode("utf-16-le")
                sheet += _biff(0x0204, struct.pack("<HHHHB", r, c, 0, len(cell), 1) + text)
    if merges:
        areas = b"".join(struct.pack("<HHHH", *merge) for merge in merges)
        sheet += _biff(0x00E5, struct.pack("<H", len(merges)) + areas)
    sheet += _biff(0x000A, b"")
    start = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    offset = len(start) + 4 + 6 + len(title) + 4
    head = start + _biff(0x0085, struct.pack("<IBB", offset, 0, 0) + title) + _biff(0x000A, b"")
    return _compound_file("Workbook", head + sheet)


def _biff(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound_file(name: str, stream: bytes) -> bytes:
    """Return an OLE file: a sector of its allocation table, one of its directory, then the one stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    entries = _directory_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    entries += _directory_entry(name, 2, 0xFFFFFFFF, 2, len(stream))
    return header + table + entries.ljust(512, b"\0") + stream


def _directory_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = (name + "\0").encode("utf-16-le")
    nothing = 0xFFFFFFFF
    links = struct.pack("<HBBIII", len(title), kind, 1, nothing, nothing, child)
    return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
