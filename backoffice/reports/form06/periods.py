"""The periods people report by: calendar months, and quarters and years that close on the 14th."""

from dataclasses import dataclass
from datetime import date, timedelta

from backoffice.reports.form06.questions import Span

QUARTERS_END_IN = (3, 6, 9, 12)


@dataclass(frozen=True)
class Periods:
    """The periods offered on a day; other dates may be typed."""

    month: Span
    last_month: Span
    quarter: Span
    last_quarter: Span
    half_year: Span  # the first six months of the reporting year
    nine_months: Span
    year: Span
    last_year: Span


def periods(on: date) -> Periods:
    """Return the periods that contain a day, and those before them."""
    this_month, this_quarter, this_year = month(on), quarter(on), year(on)
    return Periods(
        month=this_month,
        last_month=month(this_month.first - timedelta(days=1)),
        quarter=this_quarter,
        last_quarter=quarter(this_quarter.first - timedelta(days=1)),
        half_year=Span(this_year.first, this_year.last.replace(month=6)),
        nine_months=Span(this_year.first, this_year.last.replace(month=9)),
        year=this_year,
        last_year=year(this_year.first - timedelta(days=1)),
    )


def month(on: date) -> Span:
    """Return the calendar month of a day."""
    following = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    return Span(on.replace(day=1), following - timedelta(days=1))


def quarter(on: date) -> Span:
    """Return the reporting quarter, closed on the 14th of its last month (Nghị định 09/2019 Điều 12)."""
    ends = [date(on.year, number, 14) for number in QUARTERS_END_IN] + [date(on.year + 1, 3, 14)]
    last = next(end for end in ends if end >= on)
    begins_in = last.month - 3 or 12
    return Span(date(last.year - (begins_in == 12), begins_in, 15), last)


def year(on: date) -> Span:
    """Return the reporting year, 15 December to 14 December (Nghị định 09/2019 Điều 12)."""
    last = date(on.year, 12, 14)
    if on > last:
        last = last.replace(year=on.year + 1)
    return Span(date(last.year - 1, 12, 15), last)
