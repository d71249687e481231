"""Reads the cells of one procedure: texts, ticks, dittos, codes, several columns of one kind."""

import re
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from backoffice.procedures.importing.layouts.layout import Column, Layout
from backoffice.procedures.importing.vocabulary import codes, headers, letters, marks
from backoffice.procedures.importing.vocabulary.texts import clean, one_line, words
from backoffice.procedures.importing.workbooks.problems import Problem, error, question, warning
from backoffice.procedures.importing.workbooks.workbook import Cell, text_of

# A list in such a cell is kept line by line, without blank lines.
_LINES = frozenset(
    (
        *("subjects", "agency", "competent_agency", "reception_address", "delegated_agency"),
        *("coordinating_agency", "channels", "time_limit", "fee", "place", "decision", "note"),
    )
)
_ONE_LINE = frozenset({"stt", "name", "issuing_agency", "field", "kind", "url", "status"})
# Long texts whose lines are left alone.
_AS_IT_COMES = frozenset(
    {"documents", "steps", "conditions", "result", "legal_basis", "description", "keywords"}
)
_ONLINE = {"online_full": "toan trinh", "online_partial": "mot phan", "online_info": "cung cap thong tin"}
_TICKED = frozenset({*_ONLINE, headers.ONLINE, "channels"})
_ANY_LETTERS = _AS_IT_COMES | {"stt", "url", "code"}
_MAY_BE_A_DASH = _TICKED | {"stt", "level"}
_NO_DITTO = frozenset({"stt", "code", "name"})
_NO_CODE = re.compile(r"(?:chua co|khong co|khong|chua cap|dang cap nhat|chua cap nhat)?")
_BARE_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SHORT = 30
# Excel holds 32,767 characters in a cell; what comes near was cut, by Excel or by the exporter.
CUT_FROM = 32_600


class CellReader:
    """Reads row after row of one list; it keeps the row above to resolve dittos."""

    def __init__(self, sheet: str, layout: Layout) -> None:
        by_key: dict[str, list[Column]] = defaultdict(list)
        for column in layout.columns:
            if column.key:
                by_key[column.key].append(column)
        self._sheet = sheet
        self._code = by_key.pop("code")[0].index if "code" in by_key else -1
        self._name = by_key["name"][0].index
        # With each column the short texts that were found to need nothing: most cells repeat a few texts.
        self._single: list[tuple[str, Column, int, set[Cell]]] = [
            (key, found[0], found[0].index, set()) for key, found in by_key.items() if len(found) == 1
        ]
        self._several = [(key, found) for key, found in by_key.items() if len(found) > 1]
        self._letters = {column.index: column.letter for column in layout.columns}
        self._places = {key: found[0].letter for key, found in by_key.items()}
        self._above: dict[int, str] = {}
        self._seen: dict[str, int] = {}
        self._number = 0
        self._problems: list[Problem] = []

    def read(
        self, number: int, cells: Sequence[Cell]
    ) -> tuple[dict[str, str], dict[str, str], list[Problem]]:
        """Return the values and the column letters by key, and what is wrong with them."""
        self._number, self._problems = number, []
        values: dict[str, str] = {"code": ""}
        places = self._places.copy()
        width = len(cells)
        for key, column, index, settled in self._single:
            cell = cells[index] if index < width else ""
            if (
                column.unit_at < 0
                and isinstance(cell, str)
                and (not cell or cell in settled or _needs_nothing(cell, key))
            ):
                self._above[index] = values[key] = cell
            else:
                before = len(self._problems)
                text = values[key] = self._text(cell, column)
                if column.unit_at >= 0 and _BARE_NUMBER.fullmatch(text):
                    text = values[key] = self._with_unit(text, cells, column)
                elif text == cell and len(text) < _SHORT and len(self._problems) == before:
                    settled.add(text)
            if key in _TICKED:
                self._read_tick(column, values)
        for key, columns in self._several:
            self._read_several(cells, key, columns, values, places)
        self._read_code(cells, values, places)
        if not values["name"]:
            self._complain(self._name, "", "name_missing", _("The row has no procedure name."))
        return values, places, self._problems

    def _complain(self, index: int, value: str, code: str, message: str, proposal: str = "") -> None:
        self._problems.append(error((self._sheet, self._number, index), value, code, message, proposal))

    def _warn(self, index: int, value: str, code: str, message: str) -> None:
        self._problems.append(warning((self._sheet, self._number, index), value, code, message))

    def _text(self, cell: Cell, column: Column) -> str:
        """Return the cell as text; a ditto becomes what stands above it."""
        key, index = column.key, column.index
        text = cell if isinstance(cell, str) else text_of(cell)
        if marks.is_no_value(text):
            self._complain_of_no_value(index, text, key)
            return ""
        if key not in _MAY_BE_A_DASH and marks.is_nothing(text):
            return ""
        if key not in _ANY_LETTERS:
            text = self._with_letters(index, text, key)
        if "\n" in text:
            text = _lined_up(text, key)
        if key not in _NO_DITTO and len(text) < _SHORT and marks.is_ditto(text):
            text = self._from_above(index, text)
        elif key not in _NO_DITTO and marks.begins_with_ditto(text):
            message = _("“As above” is followed by other text: please complete it by hand.")
            self._warn(index, text[:80], "ditto_with_more", message)
        elif len(text) >= CUT_FROM:
            message = _("The text fills the cell to its limit: its end is probably missing.")
            self._warn(index, text[-80:], "text_cut", message)
        if column.unit and key in ("time_limit", "fee") and _BARE_NUMBER.fullmatch(text):
            message = _("The unit “%(unit)s” was taken from the column's header.") % {"unit": column.unit}
            self._warn(index, text, "unit_from_header", message)
            text = f"{text} {column.unit}"
        self._above[index] = text
        return text

    def _with_unit(self, text: str, cells: Sequence[Cell], column: Column) -> str:
        """Join a number with the unit in the column beside it."""
        cell = cells[column.unit_at] if column.unit_at < len(cells) else ""
        unit = cell if isinstance(cell, str) else ""
        return f"{text} {one_line(unit)}" if unit and not any(sign.isdigit() for sign in unit) else text

    def _with_letters(self, index: int, text: str, key: str) -> str:
        """Return the text in Unicode; what was converted, or lost its letters, a person looks at."""
        code, unicode = letters.converted(text)
        place = (self._sheet, self._number, index)
        if code:
            message = _("The letters were in %(code)s, not in Unicode, and were converted: please check.")
            message %= {"code": code}
            self._problems.append(question(place, text[:200], "letters_converted", message, unicode[:200]))
            return unicode
        if letters.has_lost_letters(text):
            complain = error if key == "name" else question
            message = _("Letters were lost: “?” stands in their place. Take the text from the original file.")
            self._problems.append(complain(place, text[:200], "letters_lost", message))
        return text

    def _complain_of_no_value(self, index: int, text: str, key: str) -> None:
        """Name an error or an uncomputed formula; a row without its code or name is refused, others ask."""
        if key == "stt":
            return
        if text.startswith("="):
            message = _(
                "The formula has no value yet: open the file in Excel or LibreOffice, save it, "
                "then read it again."
            )
        else:
            message = _("The cell holds the error %(error)s: put it right in the file, then read it again.")
            message %= {"error": text[:20]}
        complain = error if key in ("code", "name") else question
        place = (self._sheet, self._number, index)
        self._problems.append(complain(place, text[:200], "cell_without_value", message))

    def _from_above(self, index: int, text: str) -> str:
        above = self._above.get(index, "")
        if not above:
            message = _("“%(text)s” refers to the row above, which has nothing in this column.")
            self._warn(index, text, "ditto_without_source", message % {"text": text})
        return above

    def _read_several(
        self,
        cells: Sequence[Cell],
        key: str,
        columns: Sequence[Column],
        values: dict[str, str],
        places: dict[str, str],
    ) -> None:
        """Join the columns of one key; `places` has the first that is filled."""
        within = [column for column in columns if column.index < len(cells)]
        texts = [(column, self._text(cells[column.index], column)) for column in within]
        filled = [(column, text) for column, text in texts if text]
        if key in ("level", "channels"):
            filled = [(column, text) for column, text in filled if not marks.is_no_tick(text)]
        values[key] = _joined(key, filled)
        if filled:
            places[key] = filled[0][0].letter

    def _read_tick(self, column: Column, values: dict[str, str]) -> None:
        """Put "x" under each kind of online service that is ticked or named, or a ticked channel's name."""
        key, text = column.key, values[column.key]
        ticked = marks.is_tick(text)
        if key == "channels":
            values[key] = _ticked_label(column) if ticked else text
            return
        if key == headers.ONLINE:
            del values[key]
            named = _online_named(words(text))
            values.update({key: "x" if key in named else "" for key in _ONLINE if key not in values})
        else:
            named = {key} if ticked or (text and words(text) == _ONLINE[key]) else set()
            values[key] = "x" if named else ""
        if text and not named and not marks.is_no_tick(text):
            message = _("“%(text)s” does not say whether the procedure is served online.") % {"text": text}
            self._warn(column.index, text, "tick_unclear", message)

    def _read_code(self, cells: Sequence[Cell], values: dict[str, str], places: dict[str, str]) -> None:
        """Take the code from its column or, if that is empty, from the name; remove it from the name."""
        cell = cells[self._code] if 0 <= self._code < len(cells) else ""
        written = cell if isinstance(cell, str) else text_of(cell)
        if marks.is_no_value(written):
            places["code"] = self._letters[self._code]
            self._complain_of_no_value(self._code, written, "code")
            return
        if marks.is_nothing(written):
            written = ""
        name = values["name"]
        in_name = codes.find_codes(name) if "." in name else []
        if written[1:2] == "." or not _NO_CODE.fullmatch(words(written)):
            places["code"] = self._letters[self._code]
            code = self._parsed(written, self._code)
        else:
            places["code"] = self._letters[self._name if in_name or self._code < 0 else self._code]
            code = self._code_of_name(name, in_name)
        if code:
            values["code"] = str(code)
            self._note_repetition(values["code"])
        for other in in_name:
            if code and other.base == code.base:
                values["name"] = codes.without_code(values["name"], other)
            elif code:
                message = _("The name holds the code %(other)s, but the row's code is %(code)s.")
                self._warn(self._name, name, "codes_disagree", message % {"other": other, "code": code})

    def _parsed(self, written: str, index: int) -> codes.Code | None:
        try:
            return codes.parse_code(written)
        except codes.BadCode as bad:
            found = codes.find_codes(written)
            if len({code.base for code in found}) > 1:
                self._complain_of_several_codes(index, written)
            elif found:
                message = _("The cell holds other text beside the code %(code)s.") % {"code": found[0]}
                self._warn(index, written, "code_with_text", message)
                return found[0]
            else:
                self._complain(index, written, bad.message_code, str(bad), bad.proposal)
        return None

    def _code_of_name(self, name: str, found: list[codes.Code]) -> codes.Code | None:
        if len({code.base for code in found}) == 1:
            return found[0]
        if found:
            self._complain_of_several_codes(self._name, name)
        elif damaged := codes.damaged_code_in(name):
            return self._parsed(damaged, self._name)
        elif name:
            message = _("The row has no code: match it with a known procedure or leave it without one.")
            self._warn(self._code if self._code >= 0 else self._name, "", "code_missing", message)
        return None

    def _complain_of_several_codes(self, index: int, text: str) -> None:
        message = _("The cell holds several procedure codes; a row can have one.")
        self._complain(index, text, "several_codes", message)

    def _note_repetition(self, code: str) -> None:
        first = self._seen.setdefault(code, self._number)
        if first != self._number:
            message = _("The code %(code)s already stands in row %(row)s.") % {"code": code, "row": first}
            self._warn(self._code if self._code >= 0 else self._name, code, "code_repeated", message)


def _needs_nothing(cell: str, key: str) -> bool:
    """Whether the text needs no work: too long for a ditto or tick, too short to be cut, right lines."""
    is_lined_up = key in _AS_IT_COMES or "\n" not in cell
    is_usual = _SHORT <= len(cell) < CUT_FROM and is_lined_up and cell[0] not in "Nn=#"
    return is_usual and (key in _ANY_LETTERS or not letters.may_be_odd(cell))


def as_kept(key: str, text: str) -> str:
    """Return a text that was typed in a form as if it had been read from a cell."""
    tidied = clean(text)
    return _lined_up(tidied, key) if "\n" in tidied else tidied


def _lined_up(text: str, key: str) -> str:
    if key in _ONE_LINE:
        return one_line(text)
    if key in _LINES:
        return "\n".join([line.strip() for line in text.split("\n") if line.strip()])
    if key == "level":
        return ", ".join([line.strip(" ,;") for line in text.split("\n") if line.strip()])
    return text


def _online_named(found: str) -> set[str]:
    """Return the kinds of online service that folded words name: "dvc truc tuyen toan trinh", "muc do 4"."""
    named = {key for key, name in _ONLINE.items() if name in found}
    level = found.removeprefix("muc ").removeprefix("do ")
    return named | {key for key, number in (("online_full", "4"), ("online_partial", "3")) if level == number}


def _joined(key: str, filled: Sequence[tuple[Column, str]]) -> str:
    """Join the texts of several columns of one key, each after the label of its column."""
    if key == "decision":
        parts = [f"ngày {text}" if _is_day(text) else text for _column, text in filled]
        return " ".join(parts)
    lines = []
    for column, text in filled:
        if key in ("level", "channels") and marks.is_tick(text):
            lines.append(_ticked_label(column))
        else:
            lines.append(f"{column.label}: {text}" if column.label and text != column.label else text)
    return (", " if key == "level" else "\n").join(lines)


def _is_day(text: str) -> bool:
    return len(text) <= 10 and codes.parse_date(text) is not None


def _ticked_label(column: Column) -> str:
    """Return what a tick in the column says: "Cấp xã" under "Xã", "Dịch vụ bưu chính" under "BCCI"."""
    if column.key == "channels" and re.search(r"\b(?:bcci|buu chinh)\b", words(column.label)):
        return "Dịch vụ bưu chính"
    return (headers.level_named(column.label) if column.key == "level" else "") or column.label
