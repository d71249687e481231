"""Parses Vietnamese free text about fees. No Django, no clock; the text is always kept unchanged."""

from backoffice.procedures.fees.fee import CURRENCIES, KINDS, REASONS, Fee, FeeReading
from backoffice.procedures.fees.reader import read

__all__ = ["CURRENCIES", "KINDS", "REASONS", "Fee", "FeeReading", "read"]
