"""How much longer waits are than announced: learnt from the log of announced and real waits.

    seldom more than = (estimate + 2) × factor − 2

The factor is the 85 % quantile of (came + 2) ÷ (announced + 2) over the last four weeks: it includes
absences and slow days, which no replay knows. The two minutes keep short estimates from deciding everything.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil

from django.core.cache import cache

from backoffice.organisation.models import Desk
from backoffice.tickets.waits.backtest import estimates

SHARE = 0.85
LEARN_DAYS = 28
LEARN_AT_LEAST = 50
SOFTENED = 2.0
ROUNDED_TO = 5


def factor_of(pairs: Iterable[tuple[float, float]]) -> float | None:
    """Return the factor of pairs of announced and real minutes; `None` for fewer than fifty."""
    ratios = sorted((came + SOFTENED) / (announced + SOFTENED) for announced, came in pairs)
    if len(ratios) < LEARN_AT_LEAST:
        return None
    return ratios[min(ceil(SHARE * (len(ratios) + 1)), len(ratios)) - 1]


def at_most(minutes: float, factor: float | None) -> int | None:
    """Return the minutes for "seldom more than", rounded up to five."""
    if factor is None:
        return None
    bound = (minutes + SOFTENED) * max(factor, 1.0) - SOFTENED
    return max(ROUNDED_TO, ceil(bound / ROUNDED_TO) * ROUNDED_TO)


def factor_before(desk: Desk, day: date) -> float | None:
    """Return the factor learnt in the four weeks before `day`; read once a day."""
    key = f"tickets.factor.{desk.pk}.{day:%Y%m%d}"
    kept = cache.get(key)
    if kept is None:
        announced = estimates(desk, first=day - timedelta(days=LEARN_DAYS), last=day - timedelta(days=1))
        kept = (factor_of((one.minutes, one.came) for one in announced if one.came is not None),)
        cache.set(key, kept, timeout=24 * 60 * 60)
    return kept[0]
