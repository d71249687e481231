"""The layout of the table of what is late, by apology and cause, for pages and sheets."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from backoffice.reports.form06.labels import COLUMN_WORDS, KIND_WORDS, LETTER_WORDS
from backoffice.reports.form06.late_letters import LateLine


def late_groups() -> list[tuple[str, list[str]]]:
    """Return the titles of the columns: with a letter and without, each as a sum and by cause."""
    titles = [_("Total number"), *(str(words) for words in KIND_WORDS.values())]
    return [(str(words), titles) for words in LETTER_WORDS.values()]


def late_table(
    lines: Sequence[LateLine], totals: Mapping[str, int], cell: Callable[[str, int], Any]
) -> dict[str, Any]:
    """Return the table for the page; `cell` makes a figure from the name of a question and its number."""
    return {
        "late_groups": late_groups(),
        "late_lines": [
            (
                str(COLUMN_WORDS[line.when]),
                cell(line.when, totals[line.when]),
                [cell(name, number) for name, number in line.figures.items()],
            )
            for line in lines
        ],
    }
