"""Waits are announced in bands: nobody can promise a minute."""

from bisect import bisect_right

from django.utils.translation import gettext as _

BOUNDS = (5, 10, 20, 30, 45, 60)


def band_of(minutes: float) -> int:
    """Return the band of a wait: 0 is under five minutes, 6 is an hour and more."""
    return bisect_right(BOUNDS, minutes)


def band_words(band: int | None) -> str:
    """Return "10–20 minutes"; an empty text where nothing is known."""
    if band is None:
        return ""
    if band == 0:
        return _("under 5 minutes")
    if band == len(BOUNDS):
        return _("over 60 minutes")
    return _("%(least)s–%(most)s minutes") % {"least": BOUNDS[band - 1], "most": BOUNDS[band]}
