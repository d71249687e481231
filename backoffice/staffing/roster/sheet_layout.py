"""Finds the table in a weekly duty sheet as an office writes it: days across, counters down.

Above it are titles, below it notes and signatures. The session is a second header row under each day,
or a column beside the counter; without both a day means both sessions. A sheet with the counters across
and the days down is read after its rows and columns are exchanged.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from backoffice.base.folding import fold
from backoffice.organisation.models import OpeningHours
from backoffice.procedures.importing.workbooks.workbook import Cell, Row, Sheet
from backoffice.staffing.roster.weeks import Week

MORNING, AFTERNOON = OpeningHours.Session.MORNING, OpeningHours.Session.AFTERNOON
SESSIONS = {"sang": MORNING, "s": MORNING, "chieu": AFTERNOON, "c": AFTERNOON}

_WEEKDAY = re.compile(r"\b(?:thu\s*|t)(2|3|4|5|6|7|hai|ba|tu|nam|sau|bay)\b|\b(chu nhat|cn)\b")
_NUMBER = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_DATE = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?\b")
_WEEK = re.compile(r"\btuan\s*(?:thu|so)?\s*(\d{1,2})\b")
_DATE_IN_WORDS = re.compile(r"\bngay\s*(\d{1,2})\s*thang\s*(\d{1,2})(?:\s*nam\s*(\d{4}))?\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_FOOTER = re.compile(r"^(noi nhan|ghi chu|luu y|nguoi lap|truong |pho truong |lanh dao|tm\.|kt\.|tl\.|duyet)")
_COUNTER_HEADING = re.compile(r"\b(quay|cua|vi tri|ban so)\b")


class NoTable(Exception):
    """The sheet has no row of weekdays, or does not say which week it is."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Column:
    """A column of the table: its day, and its session if the header names one."""

    index: int
    weekday: int
    session: str = ""


@dataclass(frozen=True)
class Table:
    sheet: Sheet
    week: Week
    columns: tuple[Column, ...]
    counter_column: int
    session_column: int | None
    first_row: int
    misdated: tuple[tuple[int, int, str], ...] = ()
    """Headers whose date is not that weekday: row, column index, text."""
    is_turned: bool = False

    def place(self, number: int, index: int) -> tuple[str, int, int]:
        """Return the sheet, row and column of a cell as a user of the file sees them."""
        return (
            (self.sheet.name, index + 1, number - 1) if self.is_turned else (self.sheet.name, number, index)
        )

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows below the header up to the notes and signatures, merged cells filled."""
        grid = filled(self.sheet)
        for row in self.sheet.rows:
            cells = grid[row.number]
            if row.number < self.first_row:
                continue
            if any(_FOOTER.match(fold(str(cell))) for cell in cells if cell):
                return
            yield row.number, cells


def find_table(sheet: Sheet, *, is_counter: Callable[[str], bool], otherwise: Week | None = None) -> Table:
    """Return the table of `sheet`; `otherwise` is its week if the sheet does not say one.

    `is_counter` returns whether a text names a counter of the desk: where the days are in one column
    it finds the row of the counters.

    :raises NoTable: "no_days" or "no_week".
    """
    try:
        return _upright(sheet, otherwise)
    except NoTable as nothing:
        if nothing.code != "no_days":
            raise
    table = _upright(turned(sheet), otherwise)
    column = _most(table, is_counter)
    if column is None:
        raise NoTable("no_days")
    return replace(table, counter_column=column, is_turned=True)


def turned(sheet: Sheet) -> Sheet:
    """Return the sheet with rows and columns exchanged, up to its notes and signatures."""
    rows, has_days = [], False
    for row in sheet.rows:
        texts = [str(cell) for cell in row.cells if cell]
        if has_days and any(_FOOTER.match(fold(text)) for text in texts):
            break
        has_days = has_days or bool(_weekdays(row.cells))
        rows.append(row)
    last = rows[-1].number if rows else 0
    width = max((len(row.cells) for row in rows), default=0)
    columns = [Row(index + 1, [""] * last) for index in range(width)]
    for row in rows:
        for index, cell in enumerate(row.cells):
            columns[index].cells[row.number - 1] = cell
    merges = [
        (left, top, right, min(bottom, last - 1)) for top, left, bottom, right in sheet.merges if top < last
    ]
    return Sheet(sheet.name, columns, merges, sheet.is_hidden)


def _most(table: Table, is_wanted: Callable[[str], bool]) -> int | None:
    """Return the column before the days with the most wanted cells; none if it has fewer than two."""
    counts: dict[int, int] = {}
    for _number, cells in table.rows():
        for index, cell in enumerate(cells[: table.columns[0].index]):
            if cell and is_wanted(str(cell)):
                counts[index] = counts.get(index, 0) + 1
    best = max(counts, key=lambda index: counts[index], default=None)
    return best if best is not None and counts[best] > 1 else None


def _upright(sheet: Sheet, otherwise: Week | None) -> Table:
    grid = filled(sheet)
    header = next((row for row in sheet.rows if len(_weekdays(grid[row.number])) >= 2), None)
    if header is None:
        raise NoTable("no_days")
    weekdays = _weekdays(grid[header.number])
    below = next((row for row in sheet.rows if row.number > header.number), None)
    sessions = _sessions(grid[below.number]) if below else {}
    sessions = {index: session for index, session in sessions.items() if index in weekdays}
    first_day = min(weekdays)
    return Table(
        sheet=sheet,
        week=_week(sheet, header.number, otherwise),
        columns=tuple(Column(index, day, sessions.get(index, "")) for index, day in sorted(weekdays.items())),
        counter_column=_counter_column(grid, header.number, first_day),
        session_column=None if sessions else _session_column(grid, header.number, first_day),
        first_row=(below.number if sessions and below else header.number) + 1,
        misdated=tuple(_misdated(grid[header.number], header.number, weekdays)),
    )


def filled(sheet: Sheet) -> dict[int, list[Cell]]:
    """Return the rows by number, with a merged cell's value in each cell it covers."""
    grid = {row.number: list(row.cells) for row in sheet.rows}
    for top, left, bottom, right in sheet.merges:
        value = _at(grid.get(top + 1, []), left)
        for number in range(top + 1, bottom + 2):
            cells = grid.get(number)
            if cells is None or not value:
                continue
            cells.extend([""] * (right + 1 - len(cells)))
            cells[left : right + 1] = [value] * (right + 1 - left)
    return grid


def _at(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else ""


def _weekdays(cells: Sequence[Cell]) -> dict[int, int]:
    found = {}
    for index, cell in enumerate(cells):
        if isinstance(cell, date):
            found[index] = cell.weekday()
        elif isinstance(cell, str) and (weekday := _weekday(cell)) is not None:
            found[index] = weekday
    return found


def _weekday(text: str) -> int | None:
    named = _WEEKDAY.search(fold(text))
    if named is None or len(text) > 40:
        return None
    if named[2]:
        return 6
    return _NUMBER[named[1]] if named[1] in _NUMBER else int(named[1]) - 2


def _sessions(cells: Sequence[Cell]) -> dict[int, str]:
    words = {index: fold(str(cell)).removeprefix("buoi ") for index, cell in enumerate(cells)}
    return {index: SESSIONS[word] for index, word in words.items() if word in SESSIONS}


def _week(sheet: Sheet, header: int, otherwise: Week | None) -> Week:
    """Return the week of the first full date in the title or header; else of "Tuần 48" with a year."""
    cells = [cell for row in sheet.rows if row.number <= header for cell in row.cells if cell]
    for cell in cells:
        if isinstance(cell, date):
            return Week.of(cell)
    text = " ".join(fold(str(cell)) for cell in cells)
    # "Ngày 20/11/2026" belongs to the signature, not to the week: a date after "từ" is preferred.
    since = text.find("tu ngay")
    years = _YEAR.findall(text)
    for wording in (text[since:] if since >= 0 else "", text):
        for day, month, year in (*_DATE.findall(wording), *_DATE_IN_WORDS.findall(wording)):
            if year or years:
                return Week.of(_date(int(year or years[0]), int(month), int(day)))
    named = _WEEK.search(text)
    if named and years:
        return _week_named(f"{years[0]}-W{int(named[1]):02d}")
    if otherwise is None:
        raise NoTable("no_week")
    return otherwise


def _week_named(code: str) -> Week:
    try:
        return Week.named(code)
    except ValueError:
        raise NoTable("no_week") from None


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoTable("no_week") from None


def _misdated(cells: Sequence[Cell], number: int, weekdays: dict[int, int]) -> Iterator[tuple[int, int, str]]:
    """Yield headers such as "Thứ Ba 23/11" where by the other dates the 23rd is another weekday."""
    dated = {}
    for index in weekdays:
        cell = _at(cells, index)
        written = _DATE.search(cell) if isinstance(cell, str) else None
        if written:
            dated[index] = int(written[1])
    if not dated:
        return
    first = min(dated)
    for index, day in dated.items():
        expected = dated[first] + weekdays[index] - weekdays[first]
        # Past the end of a month the days start again at 1: only a difference within the month is certain.
        if day != expected and not (expected > 28 and day <= 7):
            yield number, index, str(_at(cells, index))


def _counter_column(grid: dict[int, list[Cell]], header: int, first_day: int) -> int:
    for number in (header, header - 1, header + 1):
        for index, cell in enumerate(grid.get(number, [])[:first_day]):
            if _COUNTER_HEADING.search(fold(str(cell))):
                return index
    return 0


def _session_column(grid: dict[int, list[Cell]], header: int, first_day: int) -> int | None:
    for number in sorted(grid):
        if number > header:
            for index in _sessions(grid[number][:first_day]):
                return index
    return None
