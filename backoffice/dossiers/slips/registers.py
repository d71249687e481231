"""The control sheet of a dossier, the register of a period, the urging letter: kept like every form."""

from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.dossiers import accesses, worklist
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Access, Dossier, Slip, Urging
from backoffice.dossiers.slips import issuing
from backoffice.history.tracking import because
from backoffice.organisation.models import Desk, User
from backoffice.organisation.working_time import calendar_for

LONGEST_REGISTER = 2000
MOST_SHEETS = 200


def control_sheet(dossier: Dossier, *, by: User, at: datetime) -> Slip:
    """Print the hand-overs of a dossier: the receiving side's result in each row (form 05, now 06)."""
    with transaction.atomic():
        return issuing.issue(
            desk=dossier.desk,
            kind=Slip.Kind.CONTROL_SHEET,
            by=by,
            at=at,
            content=_hand_overs_of(dossier),
            dossier=dossier,
        )


def control_sheets(desk: Desk, *, first: date, last: date, by: User, at: datetime, field: str = "") -> Slip:
    """Print the control sheets of the dossiers received from `first` to `last`, each on a page of its own.

    :raises NotAllowed: the days are in the wrong order, nothing was received, or there are too many.
    """
    found = _received(desk, first=first, last=last, field=field, by=by, at_most=MOST_SHEETS)
    if not found:
        raise transitions.NotAllowed(_("No dossier was received in this period."))
    accesses.record_many(found, kind=Access.Kind.EXPORT, by=by, at=at, what=_("control sheets"))
    content = {"sheets": [_hand_overs_of(dossier) for dossier in found]}
    with transaction.atomic():
        return issuing.issue(desk=desk, kind=Slip.Kind.CONTROL_SHEET, by=by, at=at, content=content)


@override("vi")
def _hand_overs_of(dossier: Dossier) -> dict[str, Any]:
    rows = [
        {
            "giver_unit": row.giver_unit,
            "taker_unit": row.taker_unit,
            "giver": row.giver_name,
            "taker": row.taker_name,
            "given": issuing.time_in_words(row.given_at),
            "taken": issuing.time_in_words(row.taken_at) if row.taken_at else "",
            "result": str(row.get_timeliness_display()),
            "note": row.note,
        }
        for row in sorted(dossier.hand_overs.all(), key=attrgetter("ordinal"))
    ]
    return {
        "code": dossier.code,
        "resolving": str(dossier.division or dossier.desk),
        "coordinating": dossier.version.coordinating_agency,
        "received": issuing.day_in_words(dossier.received_on),
        "due": issuing.time_in_words(dossier.due_original_at),
        "new_due": issuing.day_in_words(dossier.due_on) if dossier.due_on > dossier.due_original_on else "",
        "rows": rows,
    }


def register(desk: Desk, *, first: date, last: date, by: User, at: datetime, field: str = "") -> Slip:
    """Print the register of the dossiers received from `first` to `last`, both included (form 06, now 07).

    `field` narrows it to a field by name: one book for each field.

    :raises NotAllowed: the days are in the wrong order, or there are more rows than one book holds.
    """
    found = _received(desk, first=first, last=last, field=field, by=by, at_most=LONGEST_REGISTER)
    accesses.record_many(found, kind=Access.Kind.EXPORT, by=by, at=at, what=_("register of dossiers"))
    with override("vi"):
        content = {
            "first_on": issuing.day_in_words(first),
            "last_on": issuing.day_in_words(last),
            "scope": field,
            "rows": [_line(row) for row in found],
        }
    with transaction.atomic():
        return issuing.issue(desk=desk, kind=Slip.Kind.REGISTER, by=by, at=at, content=content)


def _received(desk: Desk, *, first: date, last: date, field: str, by: User, at_most: int) -> list[Dossier]:
    if last < first:
        raise transitions.NotAllowed(_("The period cannot end before it starts."))
    rows = (
        Dossier.objects.visible_to(by)
        .counted()
        .filter(desk=desk, received_on__range=(first, last))
        .select_related("procedure__field", "version", "division", "applicant", "desk")
        .prefetch_related("hand_overs")
        .order_by("received_at", "pk")
    )
    if field:
        rows = rows.filter(procedure__field__name=field)
    found = list(rows[: at_most + 1])
    if len(found) > at_most:
        raise transitions.NotAllowed(
            _("More than %(number)d dossiers: choose a shorter period.") % {"number": at_most}
        )
    return found


def _line(dossier: Dossier) -> dict[str, str]:
    applicant = dossier.applicant
    returned = dossier.returned_at
    return {
        "code": dossier.code,
        "procedure": dossier.procedure.name,
        "name": dossier.applicant_name,
        "address": ", ".join(part for part in (applicant.address, applicant.phone) if part),
        "resolving": str(dossier.division or dossier.desk),
        "received": issuing.day_in_words(dossier.received_on),
        "due": issuing.day_in_words(dossier.due_original_on),
        "returned": issuing.day_in_words(localdate(returned)) if returned else "",
        "way": dossier.result_place or str(dossier.get_channel_display()),
        "note": str(dossier.get_timeliness_display()) if dossier.timeliness else "",
    }


def urge(dossiers: Sequence[Dossier], *, addressee: str, answer_by: date, by: User, at: datetime) -> Slip:
    """Write an urging letter for dossiers near or past their date, by order of the authority (R62).

    :raises NotAllowed: nothing chosen, nobody addressed, or an answer asked for in the past.
    """
    if not dossiers or not addressee.strip():
        raise transitions.NotAllowed(_("Choose the dossiers and write who is urged."))
    if len({dossier.desk_id for dossier in dossiers}) > 1 or not all(row.is_open for row in dossiers):
        raise transitions.NotAllowed(_("Choose dossiers of one desk that are not resolved yet."))
    if answer_by < localdate(at):
        raise transitions.NotAllowed(_("The day of the answer is past."))
    calendar = calendar_for(dossiers[0].desk)
    with transaction.atomic():
        for dossier in dossiers:
            with transitions.beside(
                dossier, "urge", by=by, at=at, permissions=("dossiers.override_rule",), reason=addressee
            ):
                last = dossier.urgings.aggregate(last=Max("ordinal"))["last"] or 0
                letter = Urging(
                    desk=dossier.desk,
                    dossier=dossier,
                    ordinal=last + 1,
                    addressee=addressee.strip(),
                    answer_by=answer_by,
                    urged_at=at,
                    urged_by=by,
                )
                because(letter, _("urged"))
                letter.save()
        with override("vi"):
            rows = [
                {
                    "code": dossier.code,
                    "procedure": dossier.procedure.name,
                    "due": issuing.day_in_words(dossier.due_on),
                    "words": worklist.due_words(dossier, calendar, at=at)[1],
                }
                for dossier in dossiers
            ]
        content = {
            "addressee": addressee.strip(),
            "answer_by": issuing.day_in_words(answer_by),
            "signer": str(by),
            "signer_title": by.title,
            "rows": rows,
        }
        return issuing.issue(desk=dossiers[0].desk, kind=Slip.Kind.URGING, by=by, at=at, content=content)
