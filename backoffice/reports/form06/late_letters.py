"""What is late, by letter and cause: the table of 2026 (R52), each figure the length of its list.

A letter counts when it was signed by the last day of the period; the cause is that of the letter written
last by then, signed or not. Dossiers and letters of a past instant, read from their history, are counted by
the same rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, product

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from backoffice.dossiers.models import Apology
from backoffice.dossiers.models.apologies import CauseKind
from backoffice.reports.form06.questions import QUESTIONS, Question, Span, number, parts_of

# Resolved late, and pending past the date.
WHENS: dict[str, Question] = {name: QUESTIONS[name] for name in ("late", "pending_overdue")}
LETTERS = {"letter": True, "no_letter": False}
KINDS = {"subjective": CauseKind.CHU_QUAN, "objective": CauseKind.KHACH_QUAN, "unstated": None}


@dataclass(frozen=True)
class LateLine:
    """One line of the table; `figures` by name of `LATE`."""

    when: str
    figures: dict[str, int]


@dataclass(frozen=True)
class Source:
    """Dossiers, and a set of letters that includes theirs: of today, or of a past instant."""

    rows: QuerySet
    letters: QuerySet


def lettered(rows: QuerySet, span: Span, letters: QuerySet | None = None) -> QuerySet:
    """Return `rows` with `has_letter` and `cause_kind` as they were at the end of the last day.

    `letters`: those of a past instant, if not today's.
    """
    letters = Apology.objects.all() if letters is None else letters
    # In a history row `pk` is the key of the history row; `id` is that of the dossier or letter.
    written = letters.filter(dossier=OuterRef("id"), drafted_at__lt=span.instants[1])
    newest = written.order_by("-drafted_at", "-id").values("cause_kind")[:1]
    return rows.annotate(
        has_letter=Exists(written.filter(signed_on__lte=span.last)), cause_kind=Subquery(newest)
    )


def table(rows: QuerySet, span: Span) -> tuple[LateLine, ...]:
    """Return the two lines of the table."""
    return table_over([Source(rows, Apology.objects.all())], span)


def table_over(sources: Sequence[Source], span: Span) -> tuple[LateLine, ...]:
    """Return the table over several disjoint sets of dossiers, each with its letters."""
    return tuple(
        _line(
            when,
            (
                lettered(part, span, source.letters)
                for source in sources
                for part in parts_of(source.rows, span, figures=(when,))
            ),
        )
        for when in WHENS
    )


def figures_of(lines: Iterable[LateLine]) -> dict[str, int]:
    """Return the figures of the table by name of `LATE`."""
    return {name: number for line in lines for name, number in line.figures.items()}


def lines_of(figures: Mapping[str, int]) -> tuple[LateLine, ...]:
    """Return the table with these figures by name of `LATE`."""
    return tuple(LateLine(when, {name: figures[name] for name in _names(when)}) for when in WHENS)


def _line(when: str, parts: Iterable[QuerySet]) -> LateLine:
    figures = dict.fromkeys(_names(when), 0)
    groups = (part.order_by().values_list("has_letter", "cause_kind").annotate(number()) for part in parts)
    for has_letter, kind, count in chain.from_iterable(groups):
        letter = "letter" if has_letter else "no_letter"
        cause = next(name for name, value in KINDS.items() if value == kind)
        figures[f"{when}__{letter}"] += count
        figures[f"{when}__{letter}__{cause}"] += count
    return LateLine(when, figures)


def _names(when: str) -> list[str]:
    return [name for name in LATE if name.startswith(f"{when}__")]


def _by_letter(rows: QuerySet, span: Span, *, when: str, letter: str) -> QuerySet:
    return lettered(WHENS[when](rows, span), span).filter(has_letter=LETTERS[letter])


def _by_cause(rows: QuerySet, span: Span, *, when: str, letter: str, cause: str) -> QuerySet:
    found = _by_letter(rows, span, when=when, letter=letter)
    kind = KINDS[cause]
    return found.filter(cause_kind__isnull=True) if kind is None else found.filter(cause_kind=kind)


def _questions() -> dict[str, Question]:
    found: dict[str, Question] = {}
    for when, letter in product(WHENS, LETTERS):
        found[f"{when}__{letter}"] = partial(_by_letter, when=when, letter=letter)
        for cause in KINDS:
            found[f"{when}__{letter}__{cause}"] = partial(_by_cause, when=when, letter=letter, cause=cause)
    return found


def subjective(rows: QuerySet, span: Span) -> QuerySet:
    """Resolved late with a subjective cause (the one stated last), with a letter or without."""
    return lettered(WHENS["late"](rows, span), span).filter(cause_kind=CauseKind.CHU_QUAN)


LATE = _questions()
