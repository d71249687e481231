"""What differs between two texts and between two versions, as a person wants to see it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import commonprefix

from backoffice.procedures.importing import columns
from backoffice.procedures.models import ProcedureVersion

_WORD = re.compile(r"\s+|[^\s]+")
# Beyond this many pairs of words, lines are compared: a person reads no finer there, and time is bounded.
MOST_PAIRS = 1_000_000
CONTEXT = 60
SHOWN = 300


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `is_different` where the other text has no such stretch."""

    text: str
    is_different: bool


@dataclass(frozen=True)
class Difference:
    """A column of two versions that differs, cut into pieces for each side."""

    label: str
    before: list[Piece]
    after: list[Piece]


def versions(before: ProcedureVersion, after: ProcedureVersion) -> Iterator[Difference]:
    """Yield every column of content that differs, in the order of the national database."""
    for key in columns.CONTENT:
        earlier, later = (_shown(version, columns.attribute(key)) for version in (before, after))
        if earlier != later:
            yield Difference(columns.label(key), *pieces(earlier, later))
    for label, lines in PARTS:
        earlier, later = "\n".join(lines(before)), "\n".join(lines(after))
        if earlier != later:
            yield Difference(str(label), *pieces(earlier, later))


def _shown(version: ProcedureVersion, name: str) -> str:
    label = getattr(version, f"get_{name}_display", None)
    return str(label()) if label else getattr(version, name)


def _limits(version: ProcedureVersion) -> list[str]:
    rows = sorted(version.time_limits.all(), key=lambda row: row.ordinal)
    return [" · ".join(filter(None, (row.in_words, row.get_channel_display(), row.case))) for row in rows]


def _steps(version: ProcedureVersion) -> list[str]:
    rows = sorted(version.process_steps.all(), key=lambda row: row.ordinal)
    return [f"{row.ordinal}. {row.name} ({row.hours.normalize():f})" for row in rows]


PARTS = (
    (ProcedureVersion.time_limits.rel.related_model._meta.verbose_name_plural, _limits),
    (ProcedureVersion.process_steps.rel.related_model._meta.verbose_name_plural, _steps),
)


def pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Cut both texts into what they share and what only one has, word by word."""
    earlier, later = _WORD.findall(before), _WORD.findall(after)
    if len(earlier) * len(later) > MOST_PAIRS:
        earlier, later = before.splitlines(keepends=True), after.splitlines(keepends=True)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, earlier, later, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if i2 > i1:
            left.append(Piece("".join(earlier[i1:i2]), tag != "equal"))
        if j2 > j1:
            right.append(Piece("".join(later[j1:j2]), tag != "equal"))
    return left, right


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return of two long texts the part that differs, with some words around it."""
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    head = len(commonprefix([before, after]))
    room = min(len(before), len(after)) - head
    tail = min(room, len(commonprefix([before[::-1], after[::-1]])))
    return _excerpt(before, head, tail), _excerpt(after, head, tail)


def _excerpt(text: str, head: int, tail: int) -> str:
    first, last = max(0, head - CONTEXT), min(len(text), len(text) - tail + CONTEXT)
    cut = text[first:last]
    if len(cut) > SHOWN:
        cut = f"{cut[:SHOWN]}…"
    return ("…" if first else "") + cut + ("…" if last < len(text) and not cut.endswith("…") else "")
