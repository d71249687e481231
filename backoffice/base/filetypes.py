"""The type of a file, by its content: its name and what the browser claims do not count."""

import io
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    content_type: str
    ending: str


PDF = FileType("application/pdf", "pdf")
JPEG = FileType("image/jpeg", "jpg")
PNG = FileType("image/png", "png")
DOC = FileType("application/msword", "doc")
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
ODT = FileType("application/vnd.oasis.opendocument.text", "odt")

SCANS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
MOST_ENTRIES = 2_000
MACROS = ("vbaproject.bin", "basic/", "scripts/")


class HasMacros(Exception):
    """A document that contains macros."""


def scan(content: bytes) -> FileType | None:
    """Return the type of a scan: PDF, JPEG or PNG; `None` for anything else."""
    return next((kind for start, kind in SCANS.items() if content.startswith(start)), None)


def document(content: bytes) -> FileType | None:
    """Return the type of a scan or of a text document (.docx, .odt, .doc); `None` for anything else.

    Nothing is unpacked.

    :raises HasMacros: the document contains macros.
    """
    if content.startswith(OLE):
        return _old_word(content)
    if content.startswith(ZIP):
        return _packed(content)
    return scan(content)


def _old_word(content: bytes) -> FileType | None:
    """An old Office file has the names of its parts in it as UTF-16."""
    if _utf16("WordDocument") not in content:
        return None
    if _utf16("_VBA_PROJECT") in content:
        raise HasMacros
    return DOC


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _packed(content: bytes) -> FileType | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {entry.filename.lower() for entry in archive.infolist()[:MOST_ENTRIES]}
            named = b""
            # As OpenDocument wants it: not compressed, so nothing has to be unpacked.
            if "mimetype" in names and archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED:
                with archive.open("mimetype") as entry:
                    named = entry.read(200)
    except (zipfile.BadZipFile, NotImplementedError, KeyError, RuntimeError, ValueError, OSError, EOFError):
        return None
    found = None
    if {"[content_types].xml", "word/document.xml"} <= names:
        found = DOCX
    elif named.strip() == ODT.content_type.encode() and "content.xml" in names:
        found = ODT
    if found and any(name.endswith(MACROS[0]) or name.startswith(MACROS[1:]) for name in names):
        raise HasMacros
    return found
