"""Days until and days since, in words."""

from django.utils.translation import gettext, ngettext


def working_days_left(days: int) -> str:
    """Return in words how many working days are left: negative after the last day, 0 on it."""
    if days == 0:
        return gettext("due today")
    if days > 0:
        return ngettext("%(days)d working day left", "%(days)d working days left", days) % {"days": days}
    return ngettext("%(days)d working day over", "%(days)d working days over", -days) % {"days": -days}
