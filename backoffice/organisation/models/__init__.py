from backoffice.organisation.models.accounts import User
from backoffice.organisation.models.calendar_days import CalendarDay, OpeningHours, RuleSet
from backoffice.organisation.models.desks import Counter, Desk, Division, ServiceGroup, Succession

__all__ = [
    "CalendarDay",
    "Counter",
    "Desk",
    "Division",
    "OpeningHours",
    "RuleSet",
    "ServiceGroup",
    "Succession",
    "User",
]
