"""The last day to answer feedback: each kind has its own law (R75)."""

from datetime import date, timedelta

from backoffice.organisation.calendar import BeyondCalendar
from backoffice.organisation.models import Desk, RuleSet
from backoffice.organisation.working_time import calendar_for
from backoffice.staffing.models import Feedback

LAW_DAYS = {Feedback.Kind.COMPLAINT: (30, 45), Feedback.Kind.DENUNCIATION: (30, 60)}
"""Calendar days from acceptance, and when prolonged.

Legal source: Luật Khiếu nại 2011 Điều 28; Luật Tố cáo 2018 Điều 30.1–30.2.
"""


def answer_by(
    kind: str, *, received_on: date, accepted_on: date | None, is_prolonged: bool, desk: Desk
) -> date:
    """Return the last day to answer.

    Feedback and proposals have the working days of the regime from the day after they came in, twice as
    many when prolonged; complaints and denunciations have calendar days from their acceptance.
    """
    if kind in LAW_DAYS:
        usual, longest = LAW_DAYS[Feedback.Kind(kind)]
        return (accepted_on or received_on) + timedelta(days=longest if is_prolonged else usual)
    rules = RuleSet.objects.of_day(received_on) or RuleSet()
    days = rules.feedback_days * (2 if is_prolonged else 1)
    try:
        return calendar_for(desk).add_working_days(received_on, days)
    except BeyondCalendar:
        # In a year that is not in the calendar yet: two days off a week.
        return received_on + timedelta(days=days * 7 // 5)
