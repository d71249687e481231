"""Looks at the formatting of an .xlsx file, which the engine does not report: a second, cheap pass.

Only the parts are parsed again in which something stands that could change what a cell means.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from backoffice.procedures.importing.workbooks import number_formats
from backoffice.procedures.importing.workbooks.looks import MOST_MARKS, NO_VALUE, Looks, Run, is_faint
from backoffice.procedures.importing.workbooks.parser import MEGABYTE

_RICH = (b"strike", b"vertAlign")
_LARGEST = 32 * MEGABYTE
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RED_OR_GREY_INDEX = frozenset({2, 10, 22, 23, 55})
_FALSE = frozenset({"0", "false", "none", "off"})


class _NotRead(Exception):
    """The part holds what no spreadsheet needs."""


@dataclass(slots=True)
class Styles:
    """The numbers of the cell styles that matter, and the number formats by style."""

    struck: set[str] = field(default_factory=set)
    faint: set[str] = field(default_factory=set)
    formats: dict[str, str] = field(default_factory=dict)
    rounding: dict[str, str] = field(default_factory=dict)

    @property
    def matter(self) -> bool:
        return bool(self.struck or self.faint or self.formats)


def looks_of(
    parts: Callable[[str], Iterator[bytes]],
    sheets: dict[str, str],
    hinted: set[str],
    has_fractions: set[str],
) -> dict[str, Looks]:
    """Return the looks of each sheet by its name; `sheets` has the part of each, `parts` gives its bytes.

    `hinted` are the parts in which formulas, errors, fonts or hidden rows stand; `has_fractions` the sheets
    with broken numbers.
    """
    try:
        styles = _styles(parts("xl/styles.xml"))
        shared = _rich_texts(parts("xl/sharedStrings.xml"))
    except (_NotRead, expat.ExpatError, ValueError):
        return {name: Looks(is_unseen=True) for name in sheets}
    found = {}
    for name, part in sheets.items():
        is_rounding = name in has_fractions and bool(styles.rounding)
        if not (styles.matter or shared or is_rounding or part in hinted):
            continue
        pass_ = _SheetPass(styles, shared)
        try:
            _parse(parts(part), pass_.start, pass_.end, pass_.text)
        except (_NotRead, expat.ExpatError, ValueError):
            pass_.looks = Looks(is_unseen=True)
        found[name] = pass_.looks
    return found


def sheet_parts(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Return the part of each sheet by its name."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            ids = (value for key, value in attributes.items() if _local(key) == "id" and ":" in key)
            target = targets.get(next(ids, ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            sheets[attributes.get("name", "")] = part.replace("/./", "/")

    try:
        _parse([relations], relation)
        _parse([workbook], sheet)
    except (_NotRead, expat.ExpatError):
        return {}
    return sheets


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _refuse(*_arguments: object) -> None:
    raise _NotRead


def _parse(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > _LARGEST:
            raise _NotRead
        parser.Parse(piece, False)
    if size:
        parser.Parse(b"", True)


def _is_on(attributes: dict[str, str]) -> bool:
    return attributes.get("val", "1").lower() not in _FALSE


def _is_faint(attributes: dict[str, str]) -> bool:
    colour = attributes.get("rgb", "")
    if re.fullmatch(r"[0-9A-Fa-f]{8}", colour):
        return is_faint(int(colour[2:4], 16), int(colour[4:6], 16), int(colour[6:8], 16))
    tint = float(attributes.get("tint", "0") or 0)
    if attributes.get("theme") in ("0", "1"):
        level = round(255 * (1 + tint) if attributes["theme"] == "0" else 255 * tint)
        return is_faint(level, level, level)
    indexed = attributes.get("indexed", "")
    return indexed.isdecimal() and int(indexed) in _RED_OR_GREY_INDEX


def _styles(pieces: Iterable[bytes]) -> Styles:
    """Read fonts, fills and number formats, and say which cell styles use those that matter."""
    styles = Styles()
    codes = {str(number): code for number, code in number_formats.BUILT_IN.items()}
    path: list[str] = []
    fonts: list[dict[str, bool]] = []
    fills: list[bool] = []
    formats: list[tuple[str, str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        name, within = _local(tag), path[-1] if path else ""
        path.append(name)
        if name == "numFmt" and "numFmts" in path:
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "font" and within == "fonts":
            fonts.append({})
        elif name == "fill" and within == "fills":
            fills.append(False)
        elif "fonts" in path and name == "strike" and fonts:
            fonts[-1]["struck"] = _is_on(attributes)
        elif "fonts" in path and name == "vertAlign" and fonts:
            fonts[-1]["raised"] = attributes.get("val") in ("superscript", "subscript")
        elif "fonts" in path and name == "color" and fonts:
            fonts[-1]["faint"] = _is_faint(attributes)
        elif "fills" in path and name == "fgColor" and fills:
            fills[-1] = _is_faint(attributes)
        elif name == "xf" and within == "cellXfs":
            keys = ("fontId", "fillId", "numFmtId")
            font, fill, number = (attributes.get(key, "0") for key in keys)
            formats.append((font, fill, number))

    def end(_tag: str) -> None:
        path.pop()

    _parse(pieces, start, end)
    for style, (font_id, fill_id, number) in enumerate(formats):
        font = fonts[int(font_id)] if int(font_id) < len(fonts) else {}
        if font.get("struck"):
            styles.struck.add(str(style))
        if font.get("faint") or (int(fill_id) < len(fills) and fills[int(fill_id)]):
            styles.faint.add(str(style))
        code = codes.get(number, "")
        if code and not number_formats.is_plain(code) and number_formats.shown(1, code) is not None:
            styles.formats[str(style)] = code
        elif code and number_formats.rounds(code):
            styles.rounding[str(style)] = code
    return styles


def _rich_texts(pieces: Iterator[bytes]) -> dict[str, list[Run]]:
    """Return the shared texts with struck-out or raised pieces, by their number as cells write it."""
    whole = b"".join(pieces)
    if len(whole) > _LARGEST or not any(hint in whole for hint in _RICH):
        return {}
    found: dict[str, list[Run]] = {}
    reader = _RunReader()
    count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        reader.start(_local(tag), attributes)

    def end(tag: str) -> None:
        nonlocal count
        name = _local(tag)
        reader.end(name)
        if name == "si":
            if reader.is_rich and len(found) < MOST_MARKS:
                found[str(count)] = list(reader.runs)
            reader.clear()
            count += 1

    _parse([whole], start, end, reader.text)
    return found


class _RunReader:
    """Collects the runs of one text: <r><rPr><strike/></rPr><t>…</t></r>."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.runs: list[Run] = []
        self._is_struck = self._is_raised = self._is_text = self._is_phonetic = False
        self._texts: list[str] = []

    @property
    def is_rich(self) -> bool:
        return any(run.is_struck or run.is_raised for run in self.runs)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "r":
            self._is_struck = self._is_raised = False
        elif name == "strike":
            self._is_struck = _is_on(attributes)
        elif name == "vertAlign":
            self._is_raised = attributes.get("val") in ("superscript", "subscript")
        elif name == "rPh":
            self._is_phonetic = True
        elif name == "t":
            self._is_text = not self._is_phonetic

    def text(self, text: str) -> None:
        if self._is_text:
            self._texts.append(text)

    def end(self, name: str) -> None:
        if name == "t" and self._is_text:
            self.runs.append(Run("".join(self._texts), self._is_struck, self._is_raised))
            self._texts, self._is_text = [], False
        elif name == "r":
            self._is_struck = self._is_raised = False
        elif name == "rPh":
            self._is_phonetic = False


class _SheetPass:
    """Looks at every cell of one sheet."""

    def __init__(self, styles: Styles, shared: dict[str, list[Run]]) -> None:
        self.looks = Looks()
        self._styles, self._shared = styles, shared
        self._row, self._column = 0, -1
        self._style = self._type = ""
        self._value: list[str] = []
        self._is_value = self._has_formula = self._is_inline = False
        self._runs = _RunReader()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag if ":" not in tag else _local(tag)
        if name == "c":
            self._begin(attributes)
        elif name == "v":
            self._is_value = True
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = -1
            if attributes.get("hidden", "0") not in _FALSE and len(self.looks.hidden_rows) < MOST_MARKS:
                self.looks.hidden_rows.add(self._row)
        elif name == "f":
            self._has_formula = True
        elif name == "is":
            self._is_inline = True
        elif name == "col":
            self._hide_columns(attributes)
        elif self._is_inline:
            self._runs.start(name, attributes)

    def text(self, text: str) -> None:
        if self._is_value:
            self._value.append(text)
        elif self._is_inline:
            self._runs.text(text)

    def end(self, tag: str) -> None:
        name = tag if ":" not in tag else _local(tag)
        if name == "v":
            self._is_value = False
        elif name == "c":
            self._see()
        elif self._is_inline:
            self._runs.end(name)

    def _begin(self, attributes: dict[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        if place:
            self._column = 0
            for letter in place[1]:
                self._column = self._column * 26 + ord(letter) - 64
            self._column -= 1
        else:
            self._column += 1
        self._style, self._type = attributes.get("s", ""), attributes.get("t", "n")
        self._value, self._has_formula, self._is_inline = [], False, False
        self._runs.clear()

    def _see(self) -> None:
        place, value, looks = (self._row, self._column), "".join(self._value).strip(), self.looks
        if self._type == "e":
            self._put(place, value or "#N/A")
            return
        if self._has_formula and not value and self._type != "str" and not self._runs.runs:
            self._put(place, NO_VALUE)
            return
        if not value and not self._runs.runs:
            return
        styles = self._styles
        if self._style in styles.faint:
            looks.faint.setdefault(self._row, set()).add(self._column)
        if self._style in styles.struck:
            looks.see_runs(place, [Run(value or "x", is_struck=True)])
        elif self._runs.is_rich:
            looks.see_runs(place, self._runs.runs)
        elif self._type == "s" and value in self._shared:
            looks.see_runs(place, self._shared[value])
        elif self._type == "n" and len(looks.formats) < MOST_MARKS:
            code = styles.formats.get(self._style) or styles.rounding.get(self._style)
            if code and (self._style in styles.formats or "." in value):
                looks.formats[place] = code

    def _put(self, place: tuple[int, int], text: str) -> None:
        if len(self.looks.texts) < MOST_MARKS:
            self.looks.texts[place] = text

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        is_hidden = attributes.get("hidden", "0") not in _FALSE
        if is_hidden and first.isdecimal() and last.isdecimal():
            self.looks.hidden_columns.update(range(int(first) - 1, min(int(last), 16_384)))
