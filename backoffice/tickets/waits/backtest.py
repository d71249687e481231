"""Compares the announced waits with the real ones: the log of estimates with the events."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from backoffice.organisation.models import Desk
from backoffice.tickets.events import Kind
from backoffice.tickets.models import TicketEvent, WaitEstimate
from backoffice.tickets.waits.bands import band_of

CONSTANT_MINUTES = 12.0


@dataclass(frozen=True)
class Estimate:
    """One estimate, what the usual formula gives, and the real wait (`came`); `None` without a call."""

    group: str
    minutes: float
    band: int
    formula: float
    came: float | None
    at_most: float | None = None


@dataclass(frozen=True)
class Score:
    """Errors in minutes; shares between 0 and 1, over the `called` ones. Visitors who left do not count.

    `bound_held` is the share of the `bounded` ones that did not wait longer than "seldom more than".
    """

    label: str
    said: int
    called: int
    mean_error: float
    mean_error_long: float
    bias: float
    within_5: float
    band_right: float
    understated_by_10: float
    formula_mean_error: float
    bounded: int
    bound_held: float

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def estimates(desk: Desk, *, first: date, last: date) -> list[Estimate]:
    """Return the estimates of the days from `first` to `last`, both included, with the first call of each."""
    rows = WaitEstimate.objects.filter(ticket__desk=desk, ticket__business_day__range=(first, last))
    calls = TicketEvent.objects.effective().filter(
        kind=Kind.CALLED, ticket__desk=desk, ticket__business_day__range=(first, last)
    )
    called = dict(calls.order_by("-seq").values_list("ticket", "at"))
    return [
        Estimate(
            group=row.ticket.group.name,
            minutes=row.minutes,
            band=row.band,
            formula=CONSTANT_MINUTES * row.ahead / max(row.counters, 1),
            at_most=row.at_most,
            came=(called[row.pk] - row.at).total_seconds() / 60 if row.pk in called else None,
        )
        for row in rows.select_related("ticket__group").order_by("pk")
    ]


def score(label: str, found: Iterable[Estimate]) -> Score | None:
    """Return how good the estimates were; `None` where nobody was called."""
    every = list(found)
    came = [(one, one.came) for one in every if one.came is not None]
    if not came:
        return None
    bounded = [(one.at_most, minutes) for one, minutes in came if one.at_most is not None]
    long = [(one, minutes) for one, minutes in came if minutes >= 10]
    return Score(
        label=label,
        said=len(every),
        called=len(came),
        mean_error=_mean(abs(one.minutes - minutes) for one, minutes in came),
        mean_error_long=_mean(abs(one.minutes - minutes) for one, minutes in long),
        bias=_mean(one.minutes - minutes for one, minutes in came),
        within_5=_mean(abs(one.minutes - minutes) <= 5 for one, minutes in came),
        band_right=_mean(one.band == band_of(minutes) for one, minutes in came),
        understated_by_10=_mean(minutes - one.minutes > 10 for one, minutes in came),
        formula_mean_error=_mean(abs(one.formula - minutes) for one, minutes in came),
        bounded=len(bounded),
        bound_held=_mean(minutes <= bound for bound, minutes in bounded),
    )


def scores(found: list[Estimate]) -> list[Score]:
    """Return the score of all, then of each service group."""
    groups = sorted({one.group for one in found})
    parts = [
        score("*", found),
        *(score(group, (one for one in found if one.group == group)) for group in groups),
    ]
    return [part for part in parts if part is not None]


def _mean(values: Iterable[float]) -> float:
    kept = list(values)
    return round(sum(kept) / len(kept), 3) if kept else 0.0
