"""Reads the free Vietnamese texts of time limits. No Django, no clock."""

from backoffice.procedures.terms.reader import read
from backoffice.procedures.terms.reading import CHANNELS, KINDS, UNITS, UNREAD, UNSURE, Limit, Reading

__all__ = ["CHANNELS", "KINDS", "UNITS", "UNREAD", "UNSURE", "Limit", "Reading", "read"]
