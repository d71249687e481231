"""What is late, by letter and cause: the table of 2026 (R52), each figure the length of its list.

A letter counts when it was signed by the last day of the period; the cause is that of the letter written
last by then, signed or not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain, product

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.timezone import make_aware

from backoffice.dossiers.models import Apology
from backoffice.dossiers.models.apologies import CauseKind
from backoffice.reports.questions import QUESTIONS, Question, Span, number, parts_of

# Resolved late, and pending past the date.
WHENS: dict[str, Question] = {name: QUESTIONS[name] for name in ("late", "pending_overdue")}
LETTERS = {"letter": True, "no_letter": False}
KINDS = {"subjective": CauseKind.CHU_QUAN, "objective": CauseKind.KHACH_QUAN, "unstated": None}


@dataclass(frozen=True)
class LateLine:
    """One line of the table; `figures` by name of `LATE`."""

    when: str
    figures: dict[str, int]


def lettered(rows: QuerySet, span: Span) -> QuerySet:
    """Return `rows` with `has_letter` and `cause_kind` as they were at the end of the last day."""
    written = Apology.objects.filter(dossier=OuterRef("pk"), drafted_at__lt=_midnight_after(span.last))
    newest = written.order_by("-drafted_at", "-pk").values("cause_kind")[:1]
    return rows.annotate(
        has_letter=Exists(written.filter(signed_on__lte=span.last)), cause_kind=Subquery(newest)
    )


def table(rows: QuerySet, span: Span) -> tuple[LateLine, ...]:
    """Return the two lines of the table."""
    return tuple(_line(when, parts_of(rows, span, figures=(when,)), span) for when in WHENS)


def _line(when: str, parts: Iterable[QuerySet], span: Span) -> LateLine:
    figures = {name: 0 for name in LATE if name.startswith(f"{when}__")}
    groups = (
        lettered(rows, span).order_by().values_list("has_letter", "cause_kind").annotate(number())
        for rows in parts
    )
    for has_letter, kind, count in chain.from_iterable(groups):
        letter = "letter" if has_letter else "no_letter"
        cause = next(name for name, value in KINDS.items() if value == kind)
        figures[f"{when}__{letter}"] += count
        figures[f"{when}__{letter}__{cause}"] += count
    return LateLine(when, figures)


def _by_letter(rows: QuerySet, span: Span, *, when: str, letter: str) -> QuerySet:
    return lettered(WHENS[when](rows, span), span).filter(has_letter=LETTERS[letter])


def _by_cause(rows: QuerySet, span: Span, *, when: str, letter: str, cause: str) -> QuerySet:
    found = _by_letter(rows, span, when=when, letter=letter)
    kind = KINDS[cause]
    return found.filter(cause_kind__isnull=True) if kind is None else found.filter(cause_kind=kind)


def _midnight_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _questions() -> dict[str, Question]:
    found: dict[str, Question] = {}
    for when, letter in product(WHENS, LETTERS):
        found[f"{when}__{letter}"] = partial(_by_letter, when=when, letter=letter)
        for cause in KINDS:
            found[f"{when}__{letter}__{cause}"] = partial(_by_cause, when=when, letter=letter, cause=cause)
    return found


def subjective(rows: QuerySet, span: Span) -> QuerySet:
    """Resolved late, and the cause stated last is subjective; with a letter or without."""
    return lettered(WHENS["late"](rows, span), span).filter(cause_kind=CauseKind.CHU_QUAN)


LATE = _questions()
