from backoffice.staffing.models.evaluations import Evaluation, ScoredDossier
from backoffice.staffing.models.feedback import Feedback, SatisfactionSlip
from backoffice.staffing.models.people import Officer
from backoffice.staffing.models.presence import CounterSession, RefusedAttempt
from backoffice.staffing.models.regulations import Regulation
from backoffice.staffing.models.roster import Absence, Duty
from backoffice.staffing.models.training import Attendance, Topic, Training

__all__ = [
    "Absence",
    "Attendance",
    "CounterSession",
    "Duty",
    "Evaluation",
    "Feedback",
    "Officer",
    "RefusedAttempt",
    "Regulation",
    "SatisfactionSlip",
    "ScoredDossier",
    "Topic",
    "Training",
]
