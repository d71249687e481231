"""Parses a workbook with calamine, in this process or in a child process.

A few bytes can make the engine reserve gigabytes and abort the whole process (one cell named ZZZZZZZ1 is
enough), so a workbook that is not known to be small is read in a child process with bounded memory and
time. The child runs this file alone: nothing here may import Django or the application.
"""

import io
import marshal
import os
import resource
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

type_of_value = str | int | float | bool | date | datetime | time | timedelta
MEGABYTE = 1024 * 1024
# Seconds that the child may stand still, on a busy machine, beyond its processor time.
WAITING = 20


class ParsedSheet(NamedTuple):
    """A sheet's used area; rows and columns count from 0, merges are (row, column, last row, last column)."""

    name: str
    is_hidden: bool
    first_row: int
    first_column: int
    rows: list[list[type_of_value]]
    merges: list[tuple[int, int, int, int]]


class NotParsed(Exception):
    """The engine refused; `reason` is one of "broken", "encrypted", "cells", "memory", "time"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(data: bytes, *, cells: int) -> list[ParsedSheet]:
    """Read every worksheet of `data`, at most `cells` cells in all, empty ones before others included.

    :raises NotParsed: "broken", "encrypted" or "cells".
    """
    try:
        with load_workbook(io.BytesIO(data)) as book:
            names = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
            parsed = []
            for meta in names:
                sheet = book.get_sheet_by_name(meta.name)
                row, column = sheet.start or (0, 0)
                cells -= sheet.height * (column + sheet.width)
                if cells < 0:
                    raise NotParsed("cells")
                is_hidden = meta.visible != SheetVisibleEnum.Visible
                merges = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
                parsed.append(ParsedSheet(meta.name, is_hidden, row, column, sheet.to_python(), merges))
    except PasswordError:
        raise NotParsed("encrypted") from None
    except CalamineError:
        raise NotParsed("broken") from None
    return parsed


def parse_apart(data: bytes, *, cells: int, memory: int, seconds: int) -> list[ParsedSheet]:
    """Do what `parse` does in a child process with at most `memory` bytes and `seconds` of processor time.

    :raises NotParsed: for the reasons of `parse`, and "memory" or "time".
    """
    command = [sys.executable, "-I", __file__, str(cells), str(memory), str(seconds)]
    try:
        child = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds + WAITING, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotParsed("time") from None
    if child.returncode:
        is_killed_by_the_clock = child.returncode in (-24, -9)
        raise NotParsed("time" if is_killed_by_the_clock else "memory")
    answer = marshal.loads(child.stdout)
    if isinstance(answer, str):
        raise NotParsed(answer)
    sheets = [ParsedSheet._make(sheet) for sheet in answer]
    return [sheet._replace(rows=_with_dates(sheet.rows)) for sheet in sheets]


def _with_dates(rows: list[list]) -> list[list[type_of_value]]:
    return [[date.fromisoformat(v[0]) if v.__class__ is tuple else v for v in row] for row in rows]


def _plain(value: type_of_value) -> str | float | bool | tuple[str]:
    """Return what marshal can carry; a date travels as a tuple, a time of day as text."""
    if isinstance(value, datetime):
        return (value.date().isoformat(),)
    if isinstance(value, date):
        return (value.isoformat(),)
    return value if isinstance(value, str | int | float) else str(value)


def _answer(data: bytes, cells: int) -> str | list[tuple]:
    try:
        sheets = parse(data, cells=cells)
    except NotParsed as refusal:
        return refusal.reason
    except MemoryError:
        return "memory"
    return [(*sheet[:4], [[_plain(v) for v in row] for row in sheet.rows], sheet.merges) for sheet in sheets]


def main(cells: int, memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Out of memory, the engine would wait for ever for the memory to print where it stood.
    os.putenv("RUST_BACKTRACE", "0")
    sys.stdout.buffer.write(marshal.dumps(_answer(sys.stdin.buffer.read(), cells)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
