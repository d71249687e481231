"""Parses Vietnamese free text about time limits. No Django, no clock."""

from backoffice.procedures.terms.limit import CHANNELS, KINDS, UNITS, UNREAD, UNSURE, Limit, Reading
from backoffice.procedures.terms.reader import read

__all__ = ["CHANNELS", "KINDS", "UNITS", "UNREAD", "UNSURE", "Limit", "Reading", "read"]
