"""Form 06 and the late table computed slowly: one dossier after the other, from instants alone (R47–R52).

It shares no code with the product. Vietnam's day begins at 17:00 UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

AHEAD = timedelta(hours=7)
FORM = (
    "received_total",
    "received_online",
    "received_direct",
    "carried_over",
    "resolved_total",
    "early",
    "on_time",
    "late",
    "pending_total",
    "pending_in_time",
    "pending_overdue",
)


@dataclass
class Letter:
    drafted_at: datetime
    kind: str
    signed_at: datetime | None = None


@dataclass
class Life:
    """What happened to a dossier, and the keys of its lines, as text."""

    keys: dict[str, str]
    channel: str
    is_practice: bool
    received_at: datetime
    due_at: datetime
    in_hours: bool
    resolved_at: datetime | None = None
    is_refused: bool = False
    ended_at: datetime | None = None
    ended_how: str = ""
    letters: list[Letter] = field(default_factory=list)


@dataclass(frozen=True)
class Counted:
    """The names of all figures that a dossier is part of."""

    life: Life
    figures: frozenset[str]


def here(at: datetime) -> datetime:
    """The local time of Vietnam, to the minute."""
    return (at.astimezone(UTC).replace(tzinfo=None) + AHEAD).replace(second=0, microsecond=0)


def day(at: datetime) -> date:
    return here(at).date()


def how(life: Life) -> str:
    """Return early, on time or late: by the minute for a limit in hours, otherwise by the day."""
    done, owed = here(life.resolved_at), here(life.due_at)
    if not life.in_hours:
        done, owed = done.date(), owed.date()
    return "early" if done < owed else "late" if done > owed else "on_time"


def figures(life: Life, first: date, last: date) -> set[str]:
    if life.is_practice or day(life.received_at) > last:
        return set()
    if life.ended_at is not None and day(life.ended_at) <= last:
        return {life.ended_how} if first <= day(life.ended_at) else set()
    resolved_on = None if life.resolved_at is None else day(life.resolved_at)
    if resolved_on is not None and resolved_on < first:
        return set()
    found = {"received_total"}
    if day(life.received_at) < first:
        found.add("carried_over")
    else:
        found |= {"received_in_period", "received_online" if life.channel == "ONLINE" else "received_direct"}
    if resolved_on is not None and resolved_on <= last:
        found |= {"resolved_total", how(life)}
        found |= {"refused"} if life.is_refused else set()
        found |= {"in_time"} if how(life) != "late" else set()
    else:
        overdue = day(life.due_at) < last
        found |= {"pending_total", "pending_overdue" if overdue else "pending_in_time"}
    return found | letter_figures(life, last, found & {"late", "pending_overdue"})


def letter_figures(life: Life, last: date, late: set[str]) -> set[str]:
    """The figures of the table of 2026 in which a late dossier is, at the end of the last day."""
    written = [letter for letter in life.letters if day(letter.drafted_at) <= last]
    signed = [letter for letter in written if letter.signed_at and day(letter.signed_at) <= last]
    kinds = {"CHU_QUAN": "subjective", "KHACH_QUAN": "objective", "": "unstated"}
    cause = kinds[sorted(written, key=lambda letter: letter.drafted_at)[-1].kind if written else ""]
    found = set()
    for when in late:
        has_letter = f"{when}__letter" if signed else f"{when}__no_letter"
        found |= {has_letter, f"{has_letter}__{cause}"}
        if when == "late" and cause == "subjective":
            found.add("late__subjective")
    return found


def count(lives: Iterable[Life], first: date, last: date) -> list[Counted]:
    return [Counted(life, frozenset(figures(life, first, last))) for life in lives]


def number(counted: Iterable[Counted], figure: str) -> int:
    return sum(figure in one.figures for one in counted)


def lines(counted: Iterable[Counted], by: str) -> dict[str, dict[str, int]]:
    """Return the lines of the form that are not empty."""
    found: dict[str, dict[str, int]] = {}
    for one in counted:
        if "received_total" in one.figures:
            line = found.setdefault(one.life.keys[by], dict.fromkeys(FORM, 0))
            for figure in one.figures & set(FORM):
                line[figure] += 1
    return found
