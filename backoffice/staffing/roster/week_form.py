"""A week's grid as a form: typed names in, officers out; all wrong cells are reported at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from backoffice.base.folding import tidy
from backoffice.base.row_numbers import row_number
from backoffice.organisation.models import Counter, Division
from backoffice.staffing.models import CounterSession, Duty
from backoffice.staffing.roster.checks import Kind, Person, Problem, Slot
from backoffice.staffing.roster.facts import Roster
from backoffice.staffing.roster.officer_names import find, labels
from backoffice.staffing.roster.sentences import anchor, sentence


@dataclass
class Cell:
    """One input: the typed text, the officer when the roster was read, the problems."""

    slot: Slot
    value: str
    known: int | None
    is_locked: bool = False
    is_changed: bool = False
    error: str = ""
    theirs: str = ""
    is_impossible: bool = False
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return anchor(self.slot)

    @property
    def session_label(self) -> str:
        return dict(Duty.Session.choices)[self.slot.session]


@dataclass(frozen=True)
class DayColumn:
    day: date
    day_off: str
    is_open: bool

    @property
    def weekday(self) -> str:
        return date_format(self.day, "l")


class WeekForm:
    """The cells of a roster; `data` are typed names, `proposed` officers to start from."""

    def __init__(
        self,
        roster: Roster,
        data: Mapping[str, str] | None = None,
        proposed: Mapping[Slot, int | None] | None = None,
    ) -> None:
        self.roster = roster
        divisions = dict(Division.objects.filter(desk=roster.desk).values_list("pk", "name"))
        self.labels = labels(roster.people.values(), divisions)
        self.wanted: dict[Slot, int | None] = {}
        self.known: dict[Slot, int | None] = {}
        worked = {
            Slot(*row)
            for row in CounterSession.objects.filter(duty__in=[d.pk for d in roster.duties.values()])
            .order_by()
            .values_list("duty__counter", "duty__day", "duty__session")
        }
        self.cells = {
            slot: self._cell(slot, data, proposed or {}, is_locked=slot in worked)
            for slot in dict.fromkeys([*roster.slots, *roster.duties])
        }

    @property
    def is_valid(self) -> bool:
        return not any(cell.error for cell in self.cells.values())

    @property
    def changes(self) -> int:
        return sum(self.wanted[slot] != self.known[slot] for slot in self.wanted)

    @property
    def placed(self) -> dict[Slot, Person]:
        return {s: self.roster.people[officer] for s, officer in self.wanted.items() if officer is not None}

    @property
    def columns(self) -> list[DayColumn]:
        """The days with a session or a duty, and weekdays off with their name."""
        used = {slot.day for slot in self.cells}
        return [
            DayColumn(day, self.roster.plan.day_off(day), day in used)
            for day in self.roster.days
            if day in used or (day.weekday() < 5)
        ]

    @property
    def rows(self) -> list[tuple[Counter, list[tuple[DayColumn, list[Cell]]]]]:
        return [
            (
                counter,
                [
                    (column, [self.cells[s] for s in self._slots(counter, column.day)])
                    for column in self.columns
                ],
            )
            for counter in self.roster.counters
        ]

    def check(self) -> list[Problem]:
        """Return the problems of the typed names, and add each to its cell, except gaps."""
        problems = self.roster.problems(self.placed)
        for problem in problems:
            if problem.slot in self.cells and problem.kind is not Kind.GAP:
                cell = self.cells[problem.slot]
                cell.problems.append(sentence(problem))
                cell.is_impossible |= problem.stops
        return problems

    def show_conflict(self, slot: Slot, theirs: int | None) -> None:
        """Keep what the user typed, show the officer saved by somebody else, and take that as known."""
        cell = self.cells[slot]
        cell.known = theirs
        cell.theirs = self.labels[theirs] if theirs is not None else _("nobody")

    def _slots(self, counter: Counter, day: date) -> list[Slot]:
        here = [slot for slot in self.cells if slot.counter == counter.pk and slot.day == day]
        order = list(Duty.Session.values)
        return sorted(here, key=lambda slot: order.index(slot.session))

    def _cell(
        self,
        slot: Slot,
        data: Mapping[str, str] | None,
        proposed: Mapping[Slot, int | None],
        *,
        is_locked: bool,
    ) -> Cell:
        duty = self.roster.duties.get(slot)
        current = duty.officer_id if duty else None
        if data is None or is_locked:
            wanted = current if is_locked else proposed.get(slot, current)
            cell = Cell(slot, self.labels.get(wanted or 0, ""), current, is_locked)
        else:
            typed = tidy(data.get(anchor(slot), ""))
            cell = Cell(slot, typed, row_number(data.get("k" + anchor(slot)[1:], "")) or None)
            wanted, cell.error = self._officer(typed)
            if not cell.error:
                cell.value = self.labels.get(wanted or 0, "")
        self.wanted[slot], self.known[slot] = wanted, cell.known
        cell.is_changed = wanted != cell.known
        return cell

    def _officer(self, typed: str) -> tuple[int | None, str]:
        if not typed:
            return None, ""
        for officer, label in self.labels.items():
            if label == typed:
                return officer, ""
        found = find(typed, self.roster.people.values())
        if len(found) == 1:
            return found[0].id, ""
        if not found:
            return None, _("No officer of the desk is called “%(name)s”.") % {"name": typed}
        names = ", ".join(self.labels[person.id] for person in found)
        return None, _("“%(name)s” may be: %(names)s.") % {"name": typed, "names": names}
