"""Due dates, and how they are counted. No Django, no database, no clock.

`term_count` counts one time limit without interruption; `due_dates` joins such counts to a due date and
to the dates that depend on it: transfer, notice of a supplement; `letter_dates` says by when an apology
is owed.
"""

from backoffice.dossiers.deadlines.due_dates import (
    ClockPaused,
    Due,
    NewDateRefused,
    Pause,
    Policy,
    SupplementNotice,
    Timeliness,
    TransferDeadline,
    UnconfirmedDays,
    Urgency,
    check_new_date,
    deadline_end,
    due,
    is_past,
    reception_at,
    soon_on,
    supplement_notice,
    timeliness,
    transfer_deadline,
    urgency,
)
from backoffice.dossiers.deadlines.letter_dates import (
    ApologyDates,
    apology_dates,
    apology_not_owed_from,
    beginnings_too_near,
    letter_dates,
)
from backoffice.dossiers.deadlines.term_count import (
    ExplainedDay,
    InvalidTerm,
    SameDay,
    Term,
    Unit,
    WhyCode,
)

__all__ = [
    "ApologyDates",
    "ClockPaused",
    "Due",
    "ExplainedDay",
    "InvalidTerm",
    "NewDateRefused",
    "Pause",
    "Policy",
    "SameDay",
    "SupplementNotice",
    "Term",
    "Timeliness",
    "TransferDeadline",
    "UnconfirmedDays",
    "Unit",
    "Urgency",
    "WhyCode",
    "apology_dates",
    "apology_not_owed_from",
    "beginnings_too_near",
    "check_new_date",
    "deadline_end",
    "due",
    "is_past",
    "letter_dates",
    "reception_at",
    "soon_on",
    "supplement_notice",
    "timeliness",
    "transfer_deadline",
    "urgency",
]
