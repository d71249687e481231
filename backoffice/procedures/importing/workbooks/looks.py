"""What formatting says of cells beside their values: struck out, raised, hidden, shown differently."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNIT_BEFORE = re.compile(r"(?:^|[\W\d])(?:[kcdm]?m|CO|H|SO|NO)$")
# Stands in a cell whose formula was never computed.
NO_VALUE = "=?"
# A cell beyond these is not remembered: a file with so many is no list that anybody reads.
MOST_MARKS = 20_000


class Mark(NamedTuple):
    """What is odd about a cell. `said` is the struck-out or raised part, or what the number is shown as."""

    kind: Literal["struck", "struck_part", "raised", "shown"]
    said: str = ""


class Run(NamedTuple):
    """A piece of a cell's text in one font."""

    text: str
    is_struck: bool = False
    is_raised: bool = False


@dataclass(slots=True)
class Looks:
    """The looks of one sheet; rows are numbers from 1, columns indexes from 0.

    `marks` by place, `texts` that stand for what the engine read, `faint` the columns of each row that are
    red or grey, `formats` of numbers by place. `is_unseen`: the formatting was not looked at.
    """

    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    faint: dict[int, set[int]] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_unseen: bool = False

    def see_runs(self, place: tuple[int, int], runs: Iterable[Run]) -> None:
        """Remember what is struck out or raised in a cell of several fonts."""
        if len(self.marks) >= MOST_MARKS:
            return
        runs = list(runs)
        struck = "".join(run.text for run in runs if run.is_struck).strip()
        kept = [run for run in runs if not run.is_struck]
        if struck and not "".join(run.text for run in kept).strip():
            self.marks[place] = Mark("struck")
            return
        text, raised = "", []
        for run in kept:
            is_number = run.is_raised and any(letter.isdecimal() for letter in run.text)
            if is_number and not _UNIT_BEFORE.search(text):
                raised.append(run.text.strip())
                text += run.text.translate(_RAISED)
            else:
                text += run.text
        if struck:
            self.marks[place] = Mark("struck_part", struck)
            self.texts[place] = text
        elif raised:
            self.marks[place] = Mark("raised", ", ".join(raised))
            self.texts[place] = text


def is_faint(red: int, green: int, blue: int) -> bool:
    """Whether a colour is a red or a middle grey, in which offices write what no longer holds."""
    is_red = red >= 0xC0 and green <= 0x50 and blue <= 0x50
    is_grey = max(red, green, blue) - min(red, green, blue) <= 12 and 0x60 <= red <= 0xC0
    return is_red or is_grey
