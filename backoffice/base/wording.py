"""How long until, how long since: numbers of days as people say them."""

from django.utils.translation import gettext, ngettext


def working_days_left(days: int) -> str:
    """Say how far a last day is: in working days, negative once it is past, 0 when it is today."""
    if days == 0:
        return gettext("due today")
    if days > 0:
        return ngettext("%(days)d working day left", "%(days)d working days left", days) % {"days": days}
    return ngettext("%(days)d working day over", "%(days)d working days over", -days) % {"days": -days}
