"""Parses the table of an internal process as offices write it: step, who is responsible, how long. No Django.

The tables come out of Word: a step's text runs over several rows, its time stands in one of them, half days
are written "½ ngày", and a process that may need verification has a second column of times.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from backoffice.base.folding import fold, tidy

HOURS_OF_A_DAY = 8
NAME_LENGTH, POST_LENGTH = 300, 200
MOST_STEPS = 60

_AMOUNT = r"(?:(?P<whole>\d{1,3})\s+)?(?P<half>½|1/2)|(?P<number>\d{1,3}(?:[.,]\d{1,2})?)"
_TIME = re.compile(
    rf"^\W{{0,2}}\s*(?:{_AMOUNT})\s*(?P<unit>ngày(?:\s+làm\s+việc)?|giờ(?:\s+làm\s+việc)?|buổi)?\s*[.;]?$",
    re.IGNORECASE,
)
_HEADS = {"times": "thoi gian", "post": "trach nhiem", "name": "trinh tu|cac buoc|noi dung|buoc cong viec"}
_NOT_A_TIME = re.compile(r"khong|tong|truong hop")


@dataclass(frozen=True)
class Columns:
    """At which places a row says the step, who is responsible and how long it takes."""

    name: int
    post: int
    times: tuple[int, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A step as read. `hours` are working hours, `None` where `time` needs a person."""

    name: str
    post: str
    time: str
    hours: Decimal | None


@dataclass
class _Gathering:
    texts: list[str] = field(default_factory=list)
    post: str = ""
    time: str = ""

    def is_open_for(self, post: str, time: str) -> bool:
        """Whether a row continues this step: not both name a responsible person, and not both a time."""
        return not (self.post and post) and not (self.time and time)


def hours_of(text: str, *, unit: str = "") -> Decimal | None:
    """Return the working hours of "½ ngày", "01 ngày", "1,5 ngày", "4 giờ"; `None` for anything else.

    `unit` is "day" or "hour" where only the head of the column says it. A day has eight hours, a half day
    (buổi) four. A text with two times, or with a condition, is for a person.
    """
    match = _TIME.match(tidy(text))
    if match is None:
        return None
    said = fold(match["unit"] or "")
    if not said and not unit:
        return None
    if match["half"]:
        amount = Decimal(match["whole"] or 0) + Decimal("0.5")
    else:
        amount = Decimal(match["number"].replace(",", "."))
    if said.startswith("gio") or (not said and unit == "hour"):
        return amount
    return amount * (4 if said.startswith("buoi") else HOURS_OF_A_DAY)


def columns_of(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Find the head of the table: the first row that names the step or who, and how long."""
    for row in rows[:10]:
        heads = [fold(cell) for cell in row]
        times = tuple(place for place, head in enumerate(heads) if _HEADS["times"] in head)
        posts = [place for place, head in enumerate(heads) if _HEADS["post"] in head]
        names = [place for place, head in enumerate(heads) if re.search(_HEADS["name"], head)]
        if times and posts and names and names[0] != posts[0]:
            # "Trường hợp có xác minh: 06 ngày" is a column of times, too.
            later = tuple(range(min(times), len(row)))
            return Columns(names[0], posts[0], later, tuple(tidy(row[place]) for place in later))
    return None


def read(rows: Sequence[Sequence[str]], *, column: int = 0) -> list[Draft]:
    """Return the steps of a table, at most 60; `column` chooses among several columns of times.

    Without a head there are no steps. A row without a responsible person and a time of its own belongs to the
    step before.
    """
    found = columns_of(rows)
    if found is None:
        return []
    place = found.times[min(column, len(found.times) - 1)]
    unit = _unit_of(found.titles[min(column, len(found.titles) - 1)])
    body = [row for row in rows if columns_of([row]) is None]
    gathered = list(_gather(body, found, place))
    drafts = [
        Draft(_name(step.texts), step.post[:POST_LENGTH], step.time, hours_of(step.time, unit=unit))
        for step in gathered[:MOST_STEPS]
        if step.texts or step.post
    ]
    return _without_time_of_whole(drafts)


def _gather(rows: Iterable[Sequence[str]], columns: Columns, place: int) -> Iterable[_Gathering]:
    current = _Gathering()
    for row in rows:
        name, post, time = (tidy(row[n]) if n < len(row) else "" for n in (columns.name, columns.post, place))
        if not (name or post or time):
            continue
        if (current.texts or current.post) and not current.is_open_for(post, time):
            yield current
            current = _Gathering()
        if name:
            current.texts.append(name)
        current.post, current.time = current.post or post, current.time or time
    yield current


def _name(texts: Sequence[str]) -> str:
    joined = re.sub(r"^[\s\-+•*.]+", "", " ".join(texts)).strip()
    return joined if len(joined) <= NAME_LENGTH else f"{joined[: NAME_LENGTH - 1]}…"


def _without_time_of_whole(drafts: list[Draft]) -> list[Draft]:
    """Leave the hours open if only the first step has a time: it is a merged cell, for all steps together."""
    if len(drafts) < 3 or not drafts[0].time or any(draft.time for draft in drafts[1:]):
        return drafts
    return [replace(drafts[0], hours=None), *drafts[1:]]


def _unit_of(title: str) -> str:
    folded = fold(title)
    if "(gio" in folded:
        return "hour"
    return "day" if "(ngay" in folded else ""


def kind_of(draft: Draft, *, is_first: bool, is_last: bool) -> str:
    """Return the code of the kind of step that its post and its words name."""
    post, name = fold(draft.post), fold(draft.name)
    at_the_desk = "tiep nhan" in post or "mot cua" in post or "hanh chinh cong" in post
    if is_last and not is_first and (at_the_desk or re.search(r"\btra (?:ket qua|ho so)", name)):
        return "RETURN"
    if is_first or (at_the_desk and "tiep nhan" in name):
        return "RECEPTION"
    if re.search(r"lanh dao|chu tich|van thu", post) or re.search(r"\bky duyet|dong dau", name):
        return "APPROVAL"
    return "EXAMINATION"


def shares(hours: Decimal) -> tuple[Decimal, Decimal, Decimal, Decimal, Decimal]:
    """Divide a limit among reception, examination, signature, stamp and return of the result.

    From three days on as the real processes do: half a day each for reception, signature and stamp; the
    result is handed back within the desk's hours, and the rest is for the examination. Below, in eighths.
    """
    is_long = hours >= 3 * HOURS_OF_A_DAY
    part = Decimal(4) if is_long else (hours / 8).quantize(Decimal("0.01"))
    return part, hours - 3 * part, part, part, Decimal(0)
