"""The percentages of form 06, each with the name of its whole (R49)."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from backoffice.reports.form06 import form06


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, each named by its question; `percent` is `None` if the whole is 0."""

    words: str
    part: str
    whole: str
    numbers: tuple[int, int]

    @property
    def percent(self) -> Decimal | None:
        return form06.percent(*self.numbers)

    @property
    def shown(self) -> str:
        """Return "4,91 %", or a dash."""
        return form06.in_words(self.percent)

    def __str__(self) -> str:
        part, whole = (number_format(number, force_grouping=True) for number in self.numbers)
        return f"{self.words}: {self.shown} ({part}/{whole})"


def shares(form: form06.Form) -> tuple[Share, ...]:
    """Return late of resolved, in time of resolved, resolved of received."""
    totals = form.totals
    resolved, received = totals["resolved_total"], totals["received_total"]
    in_time = totals["early"] + totals["on_time"]
    return (
        Share(_("late, of the resolved"), "late", "resolved_total", (totals["late"], resolved)),
        Share(_("early and on time, of the resolved"), "in_time", "resolved_total", (in_time, resolved)),
        Share(_("resolved, of the received"), "resolved_total", "received_total", (resolved, received)),
    )
