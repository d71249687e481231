"""Reads a weekly duty sheet of a desk: officers by slot, and all its problems at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from backoffice.base.folding import fold
from backoffice.organisation.models import Counter, Desk
from backoffice.procedures.importing.workbooks import problems as cell_problems
from backoffice.procedures.importing.workbooks.problems import Problem
from backoffice.procedures.importing.workbooks.workbook import Cell, Workbook
from backoffice.staffing.roster import sheet_layout
from backoffice.staffing.roster.checks import Person, Slot
from backoffice.staffing.roster.facts import Roster, read_roster
from backoffice.staffing.roster.officer_names import find
from backoffice.staffing.roster.sentences import sentence
from backoffice.staffing.roster.sheet_layout import NoTable, Table, find_table
from backoffice.staffing.roster.weeks import Week

_NOBODY = re.compile(r"^[\s\-–—._/x]*$|^(nghi|trong|khong|le)\b")
_DITTO = re.compile(r"^[\s\-–\"”〃]*(nt|nhu tren|n\.t)?[\s\-–\"”〃.]*$")
_SEVERAL = re.compile(r"\s*(?:[,;\n+]|\s/\s|\bvà\b)\s*")
_COUNTER = re.compile(r"^(?:quay|cua|ban|o)?\s*(?:so\s*)?0*(\d{1,2})\b")

Place = tuple[str, int, int]


@dataclass
class SheetRoster:
    """The content of a sheet: officers by slot (`None` where a session is empty)."""

    roster: Roster
    week: Week
    cells: dict[Slot, int | None] = field(default_factory=dict)
    places: dict[Slot, Place] = field(default_factory=dict)
    texts: dict[Slot, str] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


class NotARoster(Exception):
    """No table of days and counters was found; the message says what is missing."""


def read_sheet(workbook: Workbook, desk: Desk, *, otherwise: Week | None = None) -> SheetRoster:
    """Read the first visible sheet with a table of weekdays.

    :raises NotARoster: there is none, or it does not say its week and there is no `otherwise`.
    """
    counters = tuple(Counter.objects.filter(desk=desk).active().order_by("number"))
    table = _table(workbook, counters, otherwise)
    week = table.week
    read = SheetRoster(read_roster(desk, first=week.monday, last=week.sunday), week)
    _Reader(table, read).run()
    _check(read)
    return read


def _table(workbook: Workbook, counters: Sequence[Counter], otherwise: Week | None) -> Table:
    missing = "no_days"
    for sheet in workbook.sheets:
        if sheet.is_hidden or not sheet.rows:
            continue
        try:
            return find_table(
                sheet, is_counter=lambda text: _counter(text, counters) is not None, otherwise=otherwise
            )
        except NoTable as nothing:
            missing = max(missing, nothing.code)
    if missing == "no_week":
        raise NotARoster(_("The sheet does not say which week it is for: write the dates in its title."))
    raise NotARoster(_("No row with the days of the week (Thứ Hai, Thứ Ba …) was found."))


class _Reader:
    """Walks the rows of a table once and fills a `SheetRoster`."""

    def __init__(self, table: Table, read: SheetRoster) -> None:
        self.table = table
        self.read = read
        self.counter: Counter | None = None
        self.above: dict[int, str] = {}
        self.officer_column = self._officers_down()
        self.head = ""

    def run(self) -> None:
        for number, index, text in self.table.misdated:
            message = _("The date does not fall on that weekday of the week.")
            self._error(self.table.place(number, index), text, "misdated", message)
        for number, cells in self.table.rows():
            if self.officer_column is None:
                self._row(number, cells)
            else:
                self._row_of_an_officer(number, cells)

    def _officers_down(self) -> int | None:
        """Return the column of the names if the sheet has a row for each officer and counters in it."""
        people = self.read.roster.people.values()
        counts: dict[int, int] = {}
        for _number, cells in self.table.rows():
            if _counter(str(_at(cells, self.table.counter_column)), self.read.roster.counters):
                return None
            for index, cell in enumerate(cells[: self.table.columns[0].index]):
                counts[index] = counts.get(index, 0) + bool(cell and find(str(cell), people))
        best = max(counts, key=lambda index: counts[index], default=None)
        return best if best is not None and counts[best] > 1 else None

    def _row_of_an_officer(self, number: int, cells: list[Cell]) -> None:
        assert self.officer_column is not None
        self.head = str(_at(cells, self.officer_column)).strip() or self.head
        for column in self.table.columns:
            text, place = str(_at(cells, column.index)).strip(), self.table.place(number, column.index)
            if _NOBODY.match(fold(text)):
                continue
            self.counter = _counter(text, self.read.roster.counters)
            if self.counter is None:
                message = _("The desk has no counter of that number or name.")
                self._error(place, text, "unknown_counter", message)
                continue
            for session in self._sessions(column, cells):
                self._cell(place, self.head, self.read.week.days[column.weekday], session)

    def _row(self, number: int, cells: list[Cell]) -> None:
        written = str(_at(cells, self.table.counter_column)).strip()
        names = {column.index: str(_at(cells, column.index)).strip() for column in self.table.columns}
        if written:
            self.counter = _counter(written, self.read.roster.counters)
            if self.counter is None and any(names.values()):
                place = self.table.place(number, self.table.counter_column)
                message = _("The desk has no counter of that number or name.")
                self._error(place, written, "unknown_counter", message)
                return
        elif self.table.session_column is None:
            return
        if self.counter is None:
            return
        left = ""
        for column in self.table.columns:
            text = names[column.index]
            if text and _DITTO.match(fold(text)):
                # With rows "Sáng" and "Chiều" "nt" means the row above; otherwise the session before.
                by_rows = self.table.session_column is not None
                text = self.above.get(column.index, "") if by_rows else left
            left = self.above[column.index] = text
            place = self.table.place(number, column.index)
            for session in self._sessions(column, cells):
                self._cell(place, text, self.read.week.days[column.weekday], session)

    def _sessions(self, column: sheet_layout.Column, cells: list[Cell]) -> Iterator[str]:
        if column.session:
            yield column.session
        elif self.table.session_column is not None:
            word = fold(str(_at(cells, self.table.session_column))).removeprefix("buoi ")
            yield from [sheet_layout.SESSIONS[word]] if word in sheet_layout.SESSIONS else []
        else:
            yield from (sheet_layout.MORNING, sheet_layout.AFTERNOON)

    def _cell(self, place: Place, text: str, day: date, session: str) -> None:
        assert self.counter is not None
        slot = Slot(self.counter.pk, day, session)
        officer = self._officer(place, text)
        is_open = any(opening.session == session for opening in self.read.roster.plan.on(day))
        both = not place_names_session(self.table)
        if not is_open:
            # A column for the whole day on a half day means the session that opens.
            if officer is not None and not (both and self.read.roster.plan.on(day)):
                message = _("The desk is closed in this session.")
                self._error(place, text, "closed", message)
            return
        if self.read.texts.get(slot) and not text:
            return
        if self.read.texts.get(slot):
            message = _("This counter stands in the sheet twice.")
            self._error(place, text, "counter_twice", message)
            return
        self.read.cells[slot], self.read.places[slot], self.read.texts[slot] = officer, place, text

    def _officer(self, place: Place, text: str) -> int | None:
        if _NOBODY.match(fold(text)):
            return None
        people = self.read.roster.people.values()
        found = find(text, people)
        if len(found) == 1:
            return found[0].id
        if found:
            names = "; ".join(_apart(person, found) for person in found)
            message = _("Several officers have this name: %(names)s. Write which one.")
            self._error(place, text, "ambiguous_name", message % {"names": names})
        elif len([part for part in _SEVERAL.split(text) if part]) > 1:
            message = _("A counter has one officer in a session: several names stand here.")
            self._error(place, text, "several_names", message)
        else:
            message = _("No officer of the desk has this name.")
            self._error(place, text, "unknown_name", message)
        return None

    def _error(self, place: Place, value: str, code: str, message: str) -> None:
        problem = cell_problems.error(place, value, code, message)
        # A problem of a cell for both sessions is reported once.
        if problem not in self.read.errors:
            self.read.errors.append(problem)


def place_names_session(table: Table) -> bool:
    return table.session_column is not None or any(column.session for column in table.columns)


def _check(read: SheetRoster) -> None:
    """Report the problems of the week after this sheet: two places are an error, the rest are warnings."""
    after = read.roster.placed
    for slot, officer in read.cells.items():
        after.pop(slot, None)
        if officer is not None:
            after[slot] = read.roster.people[officer]
    for problem in read.roster.problems(after):
        if problem.slot not in read.places:
            continue
        place, text = read.places[problem.slot], read.texts[problem.slot]
        if problem.stops:
            read.errors.append(cell_problems.error(place, text, problem.kind.lower(), sentence(problem)))
        else:
            read.warnings.append(cell_problems.warning(place, text, problem.kind.lower(), sentence(problem)))


def _counter(text: str, counters: Sequence[Counter]) -> Counter | None:
    numbered = _COUNTER.match(fold(text))
    for counter in counters:
        if numbered and counter.number == int(numbered[1]):
            return counter
        if counter.name and fold(counter.name) == fold(text):
            return counter
    return None


def _apart(person: Person, namesakes: list[Person]) -> str:
    """Return a name that differs from its namesakes: with the row number in the list of officers."""
    alike = sum(other.name == person.name for other in namesakes) > 1
    return f"{person.name} (#{person.id})" if alike else person.name


def _at(cells: list[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else ""
