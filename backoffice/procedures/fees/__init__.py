"""Reads the free Vietnamese texts of fees. No Django, no clock; the text is always kept as it came."""

from backoffice.procedures.fees.fee import CURRENCIES, KINDS, REASONS, Fee, FeeReading
from backoffice.procedures.fees.reader import read

__all__ = ["CURRENCIES", "KINDS", "REASONS", "Fee", "FeeReading", "read"]
