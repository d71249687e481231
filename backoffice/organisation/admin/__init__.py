from backoffice.organisation.admin import accounts, calendar_days, desks

__all__ = ["accounts", "calendar_days", "desks"]
