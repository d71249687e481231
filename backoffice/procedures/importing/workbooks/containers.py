"""Inspects a zipped workbook before it is parsed: its kind, its size when unpacked, what it hides."""

import io
import math
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from backoffice.procedures.importing.workbooks.parser import MEGABYTE


class UnreadableFile(Exception):
    """The uploaded file is refused; the text is one sentence for the person who uploaded it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may cost: sizes in bytes, `ratio` unpacked to packed, `seconds` of processor time."""

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 80 * MEGABYTE
    ratio: int = 200
    entries: int = 2_000
    cells: int = 2_000_000
    text_bytes: int = 200 * MEGABYTE
    memory: int = 768 * MEGABYTE
    seconds: int = 20


@dataclass(frozen=True, slots=True)
class Container:
    """An accepted zip. `is_small`: its cells are proven to fit into the memory of this process."""

    kind: str
    is_small: bool
    ods_content: bytes = b""
    hinted: set[str] = field(default_factory=set)
    data: bytes = b""
    entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield what the part called `name` holds once more; nothing if there is none."""
        if entry := self.entries.get(name):
            yield from _unpacked(self.data, entry, entry.file_size)

    def kept(self, name: str) -> bytes:
        return b"".join(self.pieces(name))


# First group: a cell's value. Second: a cell or row that does not say its place in the usual way, or lies
# beyond Z99999 (the engine reserves the whole rectangle up to the farthest cell), or what could hide one.
_VALUE_OR_ODD = re.compile(
    rb'<(?:v([^<]*)|(c(?=[\s/>])(?! r="[A-Z]\d{1,5}")|row(?=[\s/>])(?! r="\d{1,5}")'
    rb"|[\w.-]+:(?:c|row)[\s/>]|!|f(?=[\s/>])|strike))"
)
# Of these, what says that the formatting or the formulas of a sheet matter; then how else it is said.
_TAGS_OF_HINTS = frozenset({b"f", b"strike"})
_HINTS_BESIDE_TAGS = (b"hidden=",)
_HINTS = (b"strike", b"vertAlign", b'="e"', b"='e'", b"<f>", b"<f ", b":f>", b":f ")
_LONGEST_HINT = 16
_ODD_SHARED_TEXT = re.compile(rb"</[\w.-]+:si|</si\s|<!")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_MACROS = re.compile(r"(?:.*/)?vbaProject\.bin|xl/macrosheets/.*|Basic/.+|Scripts/.+", re.IGNORECASE)
# The parts by which the kind of a workbook is told, by their name in small letters.
_USUAL = {
    name.lower(): name
    for name in (
        *("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
        *("xl/sharedStrings.xml", "xl/styles.xml", "content.xml", "mimetype", "META-INF/manifest.xml"),
    )
}
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']+)[\"']")
# An entry is unpacked and looked at in pieces of this size.
PIECE = MEGABYTE // 2


def inspect(data: bytes, limits: Limits) -> Container:
    """Unpack every entry of the zip `data` once, within `limits`, and say what it is.

    The sizes in the directory of a zip may be false; what is counted here is what is unpacked.

    :raises UnreadableFile: if it is not a workbook, is damaged, protected, dangerous or too large.
    """
    if data.count(b"PK\x01\x02") > 2 * limits.entries:
        raise _too_many_parts()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise broken() from None
    _refuse_by_directory(data, entries, limits)
    if _is_unusual(data, entries, limits):
        data, entries = _rewritten(data, entries, limits)
    kind = _kind({entry.filename for entry in entries})
    if kind == "ods" and _is_encrypted(data, entries, limits):
        raise protected()
    scan = _Scan(is_small=kind == "xlsx" and _has_one_directory(data, entries))
    room = limits.unpacked_bytes
    for entry in entries:
        room -= scan.read(entry.filename, _unpacked(data, entry, room))
    shared = scan.kept.get("xl/sharedStrings.xml", b"")
    is_small = scan.is_small and _shared_text(shared, scan.values) <= limits.text_bytes
    content = scan.kept.get("content.xml", b"")
    named = {entry.filename: entry for entry in entries}
    return Container(kind, is_small, content, scan.hinted, data, named)


class _Scan:
    """Examines entries while they are unpacked, piece by piece, so that no large one is held whole."""

    def __init__(self, *, is_small: bool) -> None:
        self.is_small = is_small
        self.values: Counter[bytes] = Counter()
        self.kept: dict[str, bytes] = {}
        self.hinted: set[str] = set()

    def read(self, name: str, pieces: Iterator[bytes]) -> int:
        """Return the size of the entry."""
        size, rest, kept, tail = 0, b"", [], b""
        for piece in pieces:
            if not size and _DTD.search(piece):
                raise UnreadableFile(
                    _("The file contains XML entities, which a spreadsheet never needs; it was refused.")
                )
            size += len(piece)
            if name in ("xl/sharedStrings.xml", "content.xml"):
                kept.append(piece)
            elif name.startswith("xl/worksheets/"):
                self._look_for_hints(name, tail + piece)
                tail = piece[-_LONGEST_HINT:]
                if self.is_small:
                    rest = self._look_at_whole_tags(name, rest + piece)
        if rest:
            self._look_at_tags(name, rest)
        self.kept[name] = b"".join(kept)
        return size

    def _look_for_hints(self, name: str, text: bytes) -> None:
        """Note a sheet whose formatting matters; tags are looked at elsewhere as long as they are usual."""
        hints = _HINTS_BESIDE_TAGS if self.is_small else (*_HINTS_BESIDE_TAGS, *_HINTS)
        if name not in self.hinted and any(hint in text for hint in hints):
            self.hinted.add(name)

    def _look_at_whole_tags(self, name: str, text: bytes) -> bytes:
        """Return what begins with the last "<", to be looked at with the next piece."""
        cut = text.rfind(b"<")
        if cut < 0 or len(text) - cut >= PIECE:
            self.is_small = False
            self._look_for_hints(name, text)
        self._look_at_tags(name, text[: cut + 1])
        return text[cut:]

    def _look_at_tags(self, name: str, text: bytes) -> None:
        found = _VALUE_OR_ODD.findall(text)
        values = Counter([value for value, _odd in found])
        self.values.update(values)
        odd = {odd for _value, odd in found if odd}
        if odd & _TAGS_OF_HINTS or any(value.startswith((b">#", b"ertAlign")) for value in values):
            self.hinted.add(name)
        if odd - _TAGS_OF_HINTS:
            self.is_small = False
            self._look_for_hints(name, text)


def broken() -> UnreadableFile:
    return UnreadableFile(_("The file is damaged: it cannot be opened as a spreadsheet."))


def too_large() -> UnreadableFile:
    return UnreadableFile(_("The file becomes too large when it is unpacked; it was refused."))


def macros() -> UnreadableFile:
    return UnreadableFile(
        _("The file contains macros (programs). Save it as .xlsx without macros, then upload it again.")
    )


def _too_many_parts() -> UnreadableFile:
    return UnreadableFile(_("The file holds too many parts to be a procedure list; it was refused."))


def protected() -> UnreadableFile:
    return UnreadableFile(
        _("The file is protected by a password. Save it without a password, then upload it again.")
    )


def _refuse_by_directory(data: bytes, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise _too_many_parts()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes or unpacked > max(MEGABYTE, limits.ratio * len(data)):
        raise too_large()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise protected()
    if any(_MACROS.fullmatch(entry.filename) for entry in entries):
        raise macros()


def _is_unusual(data: bytes, entries: list[zipfile.ZipInfo], limits: Limits) -> bool:
    """Whether the engine would not find or understand parts: other slashes, other case, UTF-16."""
    for entry in entries:
        name = entry.filename
        if "\\" in name or name.startswith("/") or (name.lower() in _USUAL and name not in _USUAL.values()):
            return True
    parts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    return any(_is_utf16(next(_unpacked(data, entry, limits.unpacked_bytes), b"")) for entry in parts)


def _is_utf16(start: bytes) -> bool:
    return start[:2] in (b"\xff\xfe", b"\xfe\xff") or start[:2] in (b"<\0", b"\0<")


def _rewritten(
    data: bytes, entries: list[zipfile.ZipInfo], limits: Limits
) -> tuple[bytes, list[zipfile.ZipInfo]]:
    """Return the same workbook with the usual names of its parts, all of them in UTF-8."""
    saved, room = io.BytesIO(), limits.unpacked_bytes
    targets: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    for entry in entries:
        content = b"".join(_unpacked(data, entry, room))
        room -= len(content)
        name = entry.filename.replace("\\", "/").lstrip("/")
        name = _USUAL.get(name.lower(), name)
        if name.endswith((".xml", ".rels")) and _is_utf16(content):
            content = _in_utf8(content)
        contents.setdefault(name, content)
    for match in _TARGET.finditer(contents.get("xl/_rels/workbook.xml.rels", b"")):
        target = match[1].decode(errors="replace").replace("\\", "/")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[part.lower()] = part
    contents = {targets.get(name.lower(), name): content for name, content in contents.items()}
    for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels"):
        if name in contents:
            fixed = contents[name].replace(b"\\", b"/")
            contents[name] = re.sub(rb"(?i)xl/workbook\.xml", b"xl/workbook.xml", fixed)
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    rewritten = saved.getvalue()
    with zipfile.ZipFile(io.BytesIO(rewritten)) as archive:
        return rewritten, archive.infolist()


def _in_utf8(content: bytes) -> bytes:
    big = content[:2] == b"\xfe\xff" or content[:2] == b"\0<"
    try:
        text = content.decode("utf-16-be" if big else "utf-16-le").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise broken() from None
    return re.sub(r"^(<\?xml[^>]*?)\s+encoding\s*=\s*([\"'])[^\"']*\2", r"\1", text).encode()


def _is_encrypted(data: bytes, entries: list[zipfile.ZipInfo], limits: Limits) -> bool:
    manifest = next((entry for entry in entries if entry.filename == "META-INF/manifest.xml"), None)
    whole = b"".join(_unpacked(data, manifest, limits.unpacked_bytes)) if manifest else b""
    return b"encryption-data" in whole


def _kind(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and ("mimetype" in names or "META-INF/manifest.xml" in names):
        return "ods"
    if "xl/workbook.bin" in names:
        raise UnreadableFile(
            _("Binary workbooks (.xlsb) are not read. Save the file as .xlsx, then upload it again.")
        )
    if "word/document.xml" in names:
        raise UnreadableFile(
            _("This is a Word document. Copy its table into a spreadsheet, then upload the spreadsheet.")
        )
    if any(name.lower().endswith((".xlsx", ".xls", ".ods", ".csv")) for name in names):
        raise UnreadableFile(_("This is an archive of files. Unpack it, then upload the spreadsheet in it."))
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        raise UnreadableFile(_("This is a Numbers file. Export it as .xlsx, then upload that file."))
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableFile(_("This is a presentation. Ask for the list as a spreadsheet."))
    raise broken()


def _has_one_directory(data: bytes, entries: list[zipfile.ZipInfo]) -> bool:
    """Whether every zip reader must find the same entries: one directory, nothing before the first entry."""
    return (
        data.count(b"PK\x05\x06") == 1
        and b"PK\x06\x07" not in data
        and len({entry.filename for entry in entries}) == len(entries)
        and min((entry.header_offset for entry in entries), default=1) == 0
    )


def _unpacked(data: bytes, entry: zipfile.ZipInfo, room: int) -> Iterator[bytes]:
    """Yield what the entry really holds, at most `room` bytes."""
    header = data[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise broken()
    start = entry.header_offset + 30 + int.from_bytes(header[26:28], "little")
    start += int.from_bytes(header[28:30], "little")
    packed = memoryview(data)[start : start + entry.compress_size]
    size = 0
    for piece in _pieces(packed, entry.compress_type):
        size += len(piece)
        if size > room:
            raise too_large()
        yield piece
    if size != entry.file_size:
        raise broken()


def _pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
        return
    if method != zipfile.ZIP_DEFLATED:
        raise broken()
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        piece = inflater.decompress(packed, PIECE)
        while piece:
            yield piece
            piece = inflater.decompress(inflater.unconsumed_tail, PIECE)
    except zlib.error:
        raise broken() from None


def _shared_text(shared: bytes, values: Counter[bytes]) -> float:
    """Return an upper bound of the bytes that the cells take once each holds its own copy of a shared text.

    `values` are the cells' values, each after its ">", and how often each occurs.
    """
    if not shared:
        return 0
    if _ODD_SHARED_TEXT.search(shared) or any(value[:1] != b">" or b"&#" in value for value in values):
        return math.inf
    lengths = {b">%d" % place: len(text) for place, text in enumerate(shared.split(b"</si>"))}
    return sum(lengths.get(value.rstrip(), 0) * times for value, times in values.items())
