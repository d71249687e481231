"""Finds the header of a procedure list by its words, and what each column holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from backoffice.procedures.importing.layouts.layout import Column, Layout
from backoffice.procedures.importing.vocabulary import headers
from backoffice.procedures.importing.vocabulary.texts import header_words, one_line, words
from backoffice.procedures.importing.workbooks.workbook import Row, Sheet, column_letter

HEADER_WITHIN = 80
_HEADER_ROWS = 3
_LONGEST_LABEL = 100


class HeaderDictionary:
    """The dictionary of headers, with a person's corrections first."""

    def __init__(self, override: Mapping[str, str] | None) -> None:
        corrections = (override or {}).items()
        self._by_words = {words(header): key for header, key in corrections if header[:1] != "["}
        self._by_letter = {header.strip("[]"): key for header, key in corrections if header[:1] == "["}

    def knows(self, text: str) -> bool:
        return words(text) in self._by_words

    def key_of(self, *texts: str) -> str:
        """Return the key of the first text that has one."""
        for text in texts:
            if (folded := words(text)) in self._by_words:
                return self._by_words[folded]
        return next((key for text in texts if (key := headers.key_of(text))), "")

    def key_of_column(self, index: int, texts: Sequence[str]) -> str:
        """Return the key of a column whose header has these lines, the group first."""
        if (letter := column_letter(index)) in self._by_letter:
            return self._by_letter[letter]
        whole = " / ".join(texts)
        if len(texts) < 2 or self.knows(whole):
            return self.key_of(whole)
        return self.key_of(texts[-1], " ".join(texts), *reversed(texts[:-1]))


def find_layouts(sheet: Sheet, override: Mapping[str, str] | None = None) -> list[Layout]:
    """Return the lists that begin at the first header of the sheet: several if they stand side by side.

    `override` maps a header's text, or "[F]" for column F without one, to a key, or to "" to ignore it.
    """
    dictionary = HeaderDictionary(override)
    for place in range(min(HEADER_WITHIN, len(sheet.rows))):
        if layouts := layouts_at(sheet, place, dictionary):
            return layouts
    return []


def candidate_layout(sheet: Sheet) -> list[Layout]:
    """Return the first row that may be a header although its words are unknown, for a person to map."""
    places = range(min(HEADER_WITHIN, len(sheet.rows)))
    widths = {place: len(_labels(sheet.rows[place])) for place in places}
    place = next((p for p in places if widths[p] >= 2 and 2 * widths[p] >= max(widths.values())), None)
    if place is None:
        return []
    columns = _columns(_header_lines(sheet, place, place), HeaderDictionary(None))
    return [Layout(place, place, tuple(columns), _title(sheet, place))]


def layouts_at(sheet: Sheet, place: int, dictionary: HeaderDictionary) -> list[Layout]:
    """Return the lists whose header begins at `sheet.rows[place]`, none if no header begins there."""
    if not _is_header(sheet.rows[place], dictionary):
        return []
    last = _last_header_row(sheet, place, dictionary)
    first = place - 1 if place and _is_group_row(sheet, place) else place
    columns = _columns(_header_lines(sheet, first, last), dictionary)
    blocks = [tuple(block) for block in _blocks(columns)]
    return [
        Layout(first, last, block, _title(sheet, first, block if len(blocks) > 1 else ())) for block in blocks
    ]


def _labels(row: Row) -> dict[int, str]:
    """Return the cells of a row that are short enough to be headers."""
    return {
        index: one_line(cell)
        for index, cell in enumerate(row.cells)
        if cell and isinstance(cell, str) and len(cell) <= _LONGEST_LABEL
    }


def _is_header(row: Row, dictionary: HeaderDictionary) -> bool:
    labels = _labels(row)
    filled = sum(1 for cell in row.cells if cell != "")
    found = [dictionary.key_of(label) for label in labels.values()]
    known = {key for key in found if key}
    asked_for = sum(1 for label in labels.values() if dictionary.knows(label))
    if filled == 1:
        return found == ["name"] and header_words(next(iter(labels.values()))) in ("ten tthc", "ten thu tuc")
    if len(known) < 2 and not asked_for:
        return False
    if not known & {"name", "code"} and len(known) < 3:
        return False
    return 2 * sum(1 for key in found if key) >= filled or asked_for > 0


def _merges_at(sheet: Sheet, row_number: int) -> Iterator[tuple[int, int, int, int]]:
    return (merge for merge in sheet.merges if merge[0] <= row_number - 1 <= merge[2])


def _last_header_row(sheet: Sheet, place: int, dictionary: HeaderDictionary) -> int:
    last = place
    within = range(place + 1, min(place + _HEADER_ROWS, len(sheet.rows)))
    for below in within:
        if not _is_subheader(sheet, place, below, dictionary):
            break
        last = below
    return last


def _is_subheader(sheet: Sheet, place: int, below: int, dictionary: HeaderDictionary) -> bool:
    """Whether the row only divides columns of the header above: none under ordinal, code and name."""
    top, row = sheet.rows[place], sheet.rows[below]
    labels = _labels(row)
    if len(labels) < sum(1 for cell in row.cells if cell != "") or not labels:
        return False
    if any(label.strip("()").isdecimal() for label in labels.values()):
        return False
    if all(headers.unit_of(label) and label.startswith("(") for label in labels.values()):
        return True
    own = {index: dictionary.key_of(label) for index, label in _labels(top).items()}
    if any(own.get(index) in ("stt", "code", "name") for index in labels):
        return False
    groups = {
        column
        for _row, first, _last, last in _merges_at(sheet, top.number)
        if last > first
        for column in range(first, last + 1)
    }
    if groups:
        return any(index in groups for index in labels)
    beside = {index for index in labels if index not in own}
    return bool(beside) and all(index in beside or index + 1 in beside for index in labels)


def _is_group_row(sheet: Sheet, place: int) -> bool:
    """Whether the row above names groups of the header's columns, and is not a title."""
    above, header = sheet.rows[place - 1], _labels(sheet.rows[place])
    if above.number != sheet.rows[place].number - 1:
        return False
    spans = [
        last - first + 1
        for top, first, _bottom, last in _merges_at(sheet, above.number)
        if last > first and top == above.number - 1 and first in _labels(above)
    ]
    return bool(spans) and max(spans) < len(header) - 1


def _header_lines(sheet: Sheet, first: int, last: int) -> list[dict[int, str]]:
    """Return the labels of each header row, those of merged or open groups repeated over their columns."""
    lines = [_labels(sheet.rows[place]) for place in range(first, last + 1)]
    for line, place in zip(lines[:-1], range(first, last), strict=True):
        number = sheet.rows[place].number - 1
        spans = {
            (left, right)
            for top, left, _b, right in _merges_at(sheet, number + 1)
            if top == number and right > left
        }
        below = set().union(*lines[lines.index(line) + 1 :])
        for left, right in spans or _open_groups(line, below):
            for column in range(left, right + 1):
                line.setdefault(column, line.get(left, ""))
    return lines


def _open_groups(line: dict[int, str], below: set[int]) -> Iterator[tuple[int, int]]:
    for left in sorted(line):
        right = left
        while right + 1 not in line and right + 1 in below:
            right += 1
        if left in below:
            yield left, right


def _columns(lines: Sequence[dict[int, str]], dictionary: HeaderDictionary) -> list[Column]:
    width = max((max(line, default=-1) for line in lines), default=-1) + 1
    columns: list[Column] = []
    for index in range(width):
        texts = list(dict.fromkeys(text for line in lines if (text := line.get(index, ""))))
        header = " / ".join(texts)
        key = dictionary.key_of_column(index, texts)
        if (
            columns
            and columns[-1].key in ("time_limit", "fee")
            and headers.is_unit(texts[-1] if texts else "")
        ):
            columns[-1], key = replace(columns[-1], unit_at=index), ""
        columns.append(Column(index, header, texts[-1] if texts else "", key, headers.unit_of(header)))
    return columns


def _blocks(columns: list[Column]) -> Iterator[list[Column]]:
    """Split lists that stand side by side; of a key that has one column, leave the second without it."""
    start = 0
    for index in _starts_of_other_lists(columns):
        yield _once_each(columns[start:index])
        start = index
    yield _once_each(columns[start:])


def _starts_of_other_lists(columns: list[Column]) -> Iterator[int]:
    names = [column.index for column in columns if column.key == "name"]
    for before, name in zip(names, names[1:], strict=False):
        between = columns[before + 1 : name + 1]
        again = [
            c.index
            for c in between
            if c.key in ("stt", "code") or words(c.header) == words(columns[0].header)
        ]
        gaps = [c.index + 1 for c in between if not c.header]
        if again and (gaps or len(again) > 1 or columns[again[0]].key == "stt"):
            yield again[0]
        elif gaps and words(columns[name].header) == words(columns[before].header):
            yield gaps[-1]


def _once_each(columns: list[Column]) -> list[Column]:
    """Take the key from columns of the old content, and from the second column of a key that has one."""
    surplus: set[int] = set()
    for key in {column.key for column in columns if column.key}:
        same = [column for column in columns if column.key == key]
        places = headers.preferred([column.header for column in same], key) if len(same) > 1 else [0]
        chosen = places[:1] if key in headers.SINGLE else places
        surplus |= {column.index for place, column in enumerate(same) if place not in chosen}
    kept = [replace(column, key="") if column.index in surplus else column for column in columns]
    while kept and not kept[-1].header:
        kept.pop()
    while kept and not kept[0].header:
        kept.pop(0)
    return kept


def _title(sheet: Sheet, first: int, block: Sequence[Column] = ()) -> str:
    """Return the lines above the header, each once; of several lists, those above or across this one."""
    lines: dict[str, None] = {}
    for row in sheet.rows[:first]:
        across = {
            left: right for top, left, _b, right in _merges_at(sheet, row.number) if top == row.number - 1
        }
        for index, cell in enumerate(row.cells):
            is_above = not block or (index <= block[-1].index and across.get(index, index) >= block[0].index)
            if cell and isinstance(cell, str) and is_above:
                lines[cell] = None
    return "\n".join(lines)
