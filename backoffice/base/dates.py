"""How a day is typed and shown in every form: dd/mm/yyyy, whatever the browser and its language."""

import re
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.utils.dateparse import parse_date

SHOWN, PATTERN = "%d/%m/%Y", "dd/mm/yyyy"
# 5/12/2026, 05-12-26, 5.12.2026 and, without signs, 05122026.
TYPED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})|(\d{2})(\d{2})(\d{4})", re.ASCII)
CENTURY = 2000


def typed_day(text: str) -> date | None:
    """Return the day that somebody typed, or that an address holds; None if it is none."""
    found = TYPED.fullmatch(text)
    try:
        if found is None:
            return parse_date(text)
        day, month, year = (int(part) for part in found.groups() if part is not None)
        return date(year + CENTURY if year < 100 else year, month, day)
    except ValueError:
        return None


class TypedDay(forms.DateInput):
    """Turns what was typed into what the formats of every language read; shows it as offices write."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        day = typed_day(value.strip()) if isinstance(value, str) else None
        return day.isoformat() if day else value

    def format_value(self, value: Any) -> Any:
        day = typed_day(value.strip()) if isinstance(value, str) else value
        return f"{day:{SHOWN}}" if isinstance(day, date) else value


class DayBox(TypedDay):
    """The box for a day in our own forms."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"placeholder": PATTERN, "inputmode": "numeric", "size": 10, "autocomplete": "off"}
        super().__init__(attrs=usual | (attrs or {}))


class AdminDay(TypedDay, widgets.AdminDateWidget):
    """The box for a day in a form of the admin, with Django's calendar beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = None) -> None:
        super().__init__({"placeholder": PATTERN, **(attrs or {})}, format)
