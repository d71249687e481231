from backoffice.staffing.models.people import Officer
from backoffice.staffing.models.presence import CounterSession, RefusedAttempt
from backoffice.staffing.models.roster import Duty

__all__ = ["CounterSession", "Duty", "Officer", "RefusedAttempt"]
