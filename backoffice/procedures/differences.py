"""What differs between two texts and between two versions, as a person wants to see it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import commonprefix

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from backoffice.procedures import columns
from backoffice.procedures.models import Fee, ProcedureFile, ProcedureVersion, ProcessStep, TimeLimit

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
    return [" · ".join(filter(None, (row.in_words, _channel(row), row.case))) for row in rows]


def _channel(row: TimeLimit | Fee) -> str:
    return row.get_channel_display() if row.channel else ""


def _steps(version: ProcedureVersion) -> list[str]:
    rows = sorted(version.process_steps.all(), key=lambda row: row.ordinal)
    return [f"{row.ordinal}. {row.name} ({row.hours.normalize():f})" for row in rows]


def _fees(version: ProcedureVersion) -> list[str]:
    rows = sorted(version.fees.all(), key=lambda row: row.ordinal)
    return [" · ".join(filter(None, _said(row))) for row in rows]


def _said(row: Fee) -> tuple[str, ...]:
    amount = number_format(
        row.amount, decimal_pos=0 if row.amount == int(row.amount) else 2, force_grouping=True
    )
    kind = row.get_kind_display() if row.kind else ""
    return f"{amount} {row.currency}", kind, row.per, _channel(row), row.condition


def _files(version: ProcedureVersion) -> list[str]:
    """Return a line for each file with its hash: other content under the same title is a difference, too."""
    rows = sorted(version.files.all(), key=lambda row: (row.kind, row.title, row.pk))
    return [f"{row.title} ({row.get_kind_display()}, {row.sha256[:8]})" for row in rows]


# What the comparison reads of a version besides its columns.
READ = ("time_limits", "fees", "process_steps", "files")
PARTS = (
    (_("time limits as read"), _limits),
    (_("fees as read"), _fees),
    (ProcessStep._meta.verbose_name_plural, _steps),
    (ProcedureFile._meta.verbose_name_plural, _files),
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
    """Return the parts of two long texts that differ, with some words around them."""
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
