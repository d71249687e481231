"""The publication decision of a file: recorded once, whatever the spelling of its number."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk
from backoffice.procedures.importing.execution.chronology import day_refused
from backoffice.procedures.importing.execution.refusals import NotApplied
from backoffice.procedures.importing.vocabulary.codes import decision_key
from backoffice.procedures.models import PublicationDecision


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The publication decision of a file, asked once. `effective_on` is the first day of the content."""

    number: str
    decided_on: date
    effective_on: date
    issued_by: str = ""


def record(desk: Desk, asked: Decision, *, today: date) -> PublicationDecision:
    """Return the decision of that number and day, whose spelling may differ, or record it.

    :raises NotApplied: its effective day is out of all time, or another than the one recorded.
    """
    if refusal := day_refused(asked.effective_on, today=today):
        raise NotApplied(refusal)
    key = decision_key(asked.number)
    signed = PublicationDecision.objects.filter(desk=desk, decided_on=asked.decided_on)
    decision = next((one for one in signed.order_by("pk") if decision_key(one.number) == key), None)
    decision = decision or PublicationDecision.objects.create(
        desk=desk,
        number=asked.number,
        decided_on=asked.decided_on,
        effective_on=asked.effective_on,
        issued_by=asked.issued_by,
    )
    if decision.effective_on != asked.effective_on:
        message = _("Decision %(number)s is recorded already, effective on %(day)s: give that day.")
        values = {"number": decision.number, "day": f"{decision.effective_on:%d/%m/%Y}"}
        raise NotApplied(message % values)
    return decision
