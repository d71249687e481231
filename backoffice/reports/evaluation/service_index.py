"""The groups of the index for serving people and business, with their points (Quyết định 766/QĐ-TTg).

The national portal awards the points of the index. Here is what the desk's own rows show for a group, with
its denominator; points only where the decision derives them from one share, elsewhere the reason why not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.organisation.models import Desk
from backoffice.procedures import completeness
from backoffice.procedures.models import Posting
from backoffice.reports.form06 import form06
from backoffice.reports.form06.questions import Span
from backoffice.tickets.models import Rating


@dataclass(frozen=True)
class Group:
    """A group of the index, worth `points` at most."""

    key: str
    label: str | Promise
    points: int


@dataclass(frozen=True)
class Measured:
    """A share of the desk's own rows; `most` are the points for a full share, if there are points for it."""

    label: str
    part: int
    whole: int
    most: int | None = None

    @property
    def shown(self) -> str:
        return form06.in_words(form06.percent(self.part, self.whole))

    @property
    def points(self) -> Decimal | None:
        """To two decimals; `None` without points for the share or with nothing to divide."""
        if self.most is None or not self.whole:
            return None
        exact = Decimal(self.most) * self.part / self.whole
        return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class GroupLine:
    group: Group
    measured: tuple[Measured, ...]
    missing: str  # what cannot be computed here, and why

    @property
    def points(self) -> Decimal | None:
        """The points that can be computed, which are not all of the group if something is missing."""
        known = [one.points for one in self.measured if one.points is not None]
        return sum(known, Decimal(0)) if known else None


# Not replaced yet: Nghị định 224/2026 Điều 19 leaves the new measures to the ministry.
GROUPS = (
    Group("publicity", gettext_lazy("Publicity, transparency"), 18),
    Group("progress", gettext_lazy("Progress and results of resolution"), 20),
    Group("digitising", gettext_lazy("Digitising of dossiers"), 22),
    Group("online", gettext_lazy("Online services"), 22),
    Group("satisfaction", gettext_lazy("Satisfaction"), 18),
)
RESOLVED_IN_TIME = 20
SATISFIED = 6  # of the 18 of the group: with reception and resolution


def service_index(desk: Desk, rows: QuerySet, span: Span) -> tuple[GroupLine, ...]:
    """Return the five groups for the dossiers `rows` of `desk`."""
    totals = form06.totals(rows, span)
    makers = {
        "publicity": _publicity(desk, span),
        "progress": _progress(totals),
        "digitising": iter(()),
        "online": _online(totals),
        "satisfaction": _satisfaction(desk, span),
    }
    missing = _missing()
    return tuple(GroupLine(group, tuple(makers[group.key]), missing[group.key]) for group in GROUPS)


def _publicity(desk: Desk, span: Span) -> Iterator[Measured]:
    for share in completeness.shares(Posting.objects.filter(desk=desk), on=span.last):
        yield Measured(str(share.aspect.label), share.having, share.posted)


def _progress(totals: dict[str, int]) -> Iterator[Measured]:
    in_time = totals["early"] + totals["on_time"]
    label = _("resolved in time, of the resolved")
    yield Measured(label, in_time, totals["resolved_total"], RESOLVED_IN_TIME)


def _online(totals: dict[str, int]) -> Iterator[Measured]:
    received = totals["received_online"] + totals["received_direct"]
    yield Measured(_("received online, of the received"), totals["received_online"], received)


def _satisfaction(desk: Desk, span: Span) -> Iterator[Measured]:
    rows = Rating.objects.filter(ticket__desk=desk, ticket__business_day__range=(span.first, span.last))
    satisfied = rows.filter(score__gte=Rating.Score.SATISFIED).count()
    yield Measured(_("satisfied, of the ratings at the desk"), satisfied, rows.count(), SATISFIED)


def _missing() -> dict[str, str]:
    return {
        "publicity": _("On-time publication is counted by the national database of procedures."),
        "progress": "",
        "digitising": _("Digitised results and their reuse are counted by the national portal."),
        "online": _("Online payment and the services offered are counted by the national portal."),
        "satisfaction": _("Handling of feedback on the national portal is counted there."),
    }
