"""How near the due date of a dossier is: a mark, and the words beside it."""

from datetime import datetime

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from backoffice.base.wording import working_days_left
from backoffice.dossiers import deadlines
from backoffice.dossiers.models import Dossier
from backoffice.organisation.calendar import BeyondCalendar, WorkCalendar

MARKS = {
    deadlines.Urgency.IN_TIME: "neutral",
    deadlines.Urgency.DUE_SOON: "soon",
    deadlines.Urgency.DUE_TODAY: "today",
    deadlines.Urgency.OVERDUE: "late",
}
DONE_MARKS = {"EARLY": "early", "ON_TIME": "ontime", "LATE": "late"}


def own_step(due_at: datetime) -> str:
    """Return by when the account's own step must end: "bước của tôi: 16:00 25/11"."""
    return _("my step: by %(time)s") % {"time": f"{localtime(due_at):%H:%M %d/%m}"}


def due_words(dossier: Dossier, calendar: WorkCalendar, *, at: datetime) -> tuple[str, str]:
    """Return the mark and the words for a due date: "còn 2 ngày làm việc"."""
    if dossier.timeliness:
        return DONE_MARKS[dossier.timeliness], str(dossier.get_timeliness_display())
    if not dossier.is_open:
        return "neutral", _("ended without a result")
    if dossier.is_clock_stopped:
        return "paused", _("the clock is paused")
    try:
        urgency = deadlines.urgency(dossier.due_at, dossier.term_unit, at=at, calendar=calendar)
        days = calendar.working_days_between(localdate(at), dossier.due_on)
    except BeyondCalendar:
        return "neutral", f"{dossier.due_on:%d/%m/%Y}"
    if urgency == deadlines.Urgency.OVERDUE and days >= 0:
        return "late", _("overdue since today")
    return MARKS[urgency], working_days_left(days)
