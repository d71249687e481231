"""Says of a file that is no workbook what it is, and what to do with it."""

import re

from django.utils.translation import gettext as _

from backoffice.procedures.importing.workbooks.containers import UnreadableFile

_LOOKED_AT = 4_096
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
_MHTML = re.compile(
    rb"^(?:MIME-Version:|Content-Type:\s*multipart/related|From: <?Saved by)", re.IGNORECASE | re.MULTILINE
)


def refuse_strangers(data: bytes) -> None:
    """Refuse what begins like another kind of file.

    :raises UnreadableFile: with what the file is and what to do.
    """
    start = _in_utf8(data[:_LOOKED_AT])
    if sentence := _sentence(data, start):
        raise UnreadableFile(sentence)


def _in_utf8(start: bytes) -> bytes:
    """Return the beginning of the file without its byte order mark, as UTF-8."""
    for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        if start.startswith(mark):
            return start[2:].decode(encoding, errors="replace").encode(errors="replace").lstrip()
    if start[:1] == b"<" and start[1:2] == b"\0":
        return start.decode("utf-16-le", errors="replace").encode(errors="replace")
    if start[:2] == b"\0<":
        return start.decode("utf-16-be", errors="replace").encode(errors="replace")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def _sentence(data: bytes, start: bytes) -> str:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and start[:1] == b"<":
        return _("This is an XML spreadsheet of 2003. Open it in Excel and save it as .xlsx.")
    if start[:1] == b"<" or _MHTML.search(start[:400]):
        return _("This is a web page or XML file, not a workbook. Open it in Excel and save it as .xlsx.")
    if start.startswith(b"%PDF"):
        return _("This is a PDF file. Ask for the list as a spreadsheet.")
    if start.startswith(b"{\\rtf") or (
        start[:2] == b"\xd0\xcf" and "WordDocument".encode("utf-16-le") in data
    ):
        return _("This is a Word document. Copy its table into a spreadsheet, then upload the spreadsheet.")
    if start.startswith(_IMAGES):
        return _("This is a picture. Ask for the list as a spreadsheet.")
    if start[:1] == b"{" and b"docs.google.com" in start:
        return _("This is only a link to Google Sheets. Download the sheet as .xlsx, then upload that file.")
    if start.startswith((b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")):
        return _("This is an archive of files. Unpack it, then upload the spreadsheet in it.")
    return ""
