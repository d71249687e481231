from backoffice.staffing.admin import people, presence, roster

__all__ = ["people", "presence", "roster"]
