"""The nine indices by which the handling of procedures is evaluated: plain numbers in, points out.

Legal source: Thông tư 01/2018/TT-VPCP Điều 13–15. Indices 1, 2, 3, 4 and 7 are scored per finished dossier
and make an officer's sheet; 5, 6, 8 and 9 belong to a unit. `None` means that there is no data yet: it
counts in no denominator.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

PER_DOSSIER = (1, 2, 3, 4, 7)
PER_UNIT = (1, 2, 3, 4, 5, 6, 7, 8, 9)
MINIMUM_DOSSIERS = 5
"""Below this number of dossiers no rank is shown: chance would speak, not the officer's work. Our choice."""

Points = Mapping[int, int | None]


class OfficerGrade(StrEnum):
    FULL = "FULL"
    PARTLY = "PARTLY"
    LOW = "LOW"


class UnitGrade(StrEnum):
    EXCELLENT = "EXCELLENT"
    GOOD = "GOOD"
    FAIR = "FAIR"
    AVERAGE = "AVERAGE"
    WEAK = "WEAK"


# Thresholds are inclusive at the lower bound (Điều 15.3).
_OFFICER = ((Decimal("5"), OfficerGrade.FULL), (Decimal("3.5"), OfficerGrade.PARTLY))
_UNIT = (
    (Decimal(15), UnitGrade.EXCELLENT),
    (Decimal(12), UnitGrade.GOOD),
    (Decimal(9), UnitGrade.FAIR),
    (Decimal(6), UnitGrade.AVERAGE),
)
# Index 5: share of listed procedures whose whole process is done at the desk, by level.
_WHOLE_PROCESS = {"COMMUNE": 100, "DISTRICT": 50, "PROVINCE": 20}


def time_points(taken: int, limit: int) -> int:
    """Indices 1 and 2: 2 if shorter than the limit, 1 if equal, 0 if longer; both in the same unit."""
    return 2 if taken < limit else 1 if taken == limit else 0


def contact_points(contacts: int, *, by_applicant: int = 0) -> int:
    """Index 3: contacts with the desk to complete the dossier; those the applicant caused do not count."""
    return max(0, 2 - max(0, contacts - by_applicant))


def agency_points(agencies: int, *, required: int = 0) -> int:
    """Index 4: agencies contacted; the one that leads a check the law requires is not added to the desk."""
    if agencies == 0:
        return 2
    return 1 if agencies - required <= 1 else 0


def whole_process_points(
    *, level: str, listed: int, at_desk: int, not_exempt: int, received_and_returned: int
) -> int:
    """Index 5, of a unit: `at_desk` of `listed` procedures are done there from reception to return.

    `received_and_returned` of the `not_exempt` ones (Điều 14.5 of Nghị định 61/2018) must be all of them.
    """
    if received_and_returned < not_exempt or not listed:
        return 0
    return 2 if at_desk * 100 >= _WHOLE_PROCESS[level] * listed else 1


def publicity_points(*, posted: bool, electronic: bool) -> int:
    """Index 6: published correctly, fully and in time on paper and electronically."""
    return posted + electronic


def attitude_points(*, early: bool, late: bool, true_feedback: int, pending_feedback: int) -> int | None:
    """Index 7 (R57): 0 for feedback found true; open while one is pending; false feedback does not count.

    A late dossier without feedback is neither early nor on time and gets no point.
    """
    if true_feedback:
        return 0
    if pending_feedback:
        return None
    return 2 if early else 0 if late else 1


def feedback_points(*, received: int, in_time: int, prolonged: int) -> int:
    """Index 8, of a unit (R58): 2 for none or all in time, 1 from 90 %; none may be prolonged."""
    if not received:
        return 2
    if prolonged or in_time * 100 < 90 * received:
        return 0
    return 2 if in_time == received else 1


def online_points(*, eligible: int, deployed: int, dossiers: int, online: int, overdue: int) -> int:
    """Index 9, of a unit: `deployed` of `eligible` procedures online, `online` of `dossiers` filed so."""
    if not deployed or overdue or online * 100 < 15 * dossiers or not dossiers:
        return 0
    return 2 if deployed * 100 >= 20 * eligible and online * 100 >= 30 * dossiers else 1


def index_score(points: Iterable[int | None]) -> Decimal | None:
    """Return Σ points ÷ number of dossiers with data, to one decimal, half up (Điều 15.2.a)."""
    known = [point for point in points if point is not None]
    if not known:
        return None
    return (Decimal(sum(known)) / len(known)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def officer_grade(total: Decimal) -> OfficerGrade:
    return next((grade for least, grade in _OFFICER if total >= least), OfficerGrade.LOW)


def unit_grade(total: Decimal) -> UnitGrade:
    return next((grade for least, grade in _UNIT if total >= least), UnitGrade.WEAK)


@dataclass(frozen=True)
class IndexLine:
    """One index of a sheet: its points over the dossiers that have data."""

    index: int
    points: int
    dossiers: int
    score: Decimal | None


@dataclass(frozen=True)
class OfficerScores:
    """An officer's indices over a period; at most ten points."""

    dossiers: int
    lines: tuple[IndexLine, ...]

    @property
    def total(self) -> Decimal:
        return _total(self.lines)

    @property
    def is_complete(self) -> bool:
        """Every index has data from at least one dossier."""
        return all(line.score is not None for line in self.lines)

    @property
    def grade(self) -> OfficerGrade | None:
        """The rank, shown only for a complete sheet of enough dossiers."""
        if self.dossiers < MINIMUM_DOSSIERS or not self.is_complete:
            return None
        return officer_grade(self.total)


def officer_scores(dossiers: Iterable[Points]) -> OfficerScores:
    """Return the indices of an officer's finished dossiers (R55)."""
    rows = list(dossiers)
    return OfficerScores(len(rows), tuple(_line(index, rows) for index in PER_DOSSIER))


@dataclass(frozen=True)
class UnitScores:
    """A desk's nine indices over a period; at most eighteen points."""

    dossiers: int
    lines: tuple[IndexLine, ...]

    @property
    def total(self) -> Decimal:
        return _total(self.lines)

    @property
    def grade(self) -> UnitGrade | None:
        """The rank, shown only when every index has data and there are enough dossiers."""
        known = all(line.score is not None for line in self.lines)
        return unit_grade(self.total) if known and self.dossiers >= MINIMUM_DOSSIERS else None


def unit_scores(dossiers: Iterable[Points], unit: Points) -> UnitScores:
    """Return the nine indices from the finished dossiers and the points of the unit itself."""
    rows = list(dossiers)
    lines = (_line(index, rows if index in PER_DOSSIER else [unit]) for index in PER_UNIT)
    return UnitScores(len(rows), tuple(lines))


def _total(lines: Iterable[IndexLine]) -> Decimal:
    return sum((line.score for line in lines if line.score is not None), Decimal(0))


def _line(index: int, rows: list[Points]) -> IndexLine:
    known = [points for row in rows if (points := row.get(index)) is not None]
    return IndexLine(index, sum(known), len(known), index_score(known))
