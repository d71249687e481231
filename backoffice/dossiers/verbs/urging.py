"""Urging letters for dossiers near or past their date, by order of the authority (R62)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override

from backoffice.dossiers import due_marks
from backoffice.dossiers.lifecycle.transitions import NotAllowed, Verb, moving
from backoffice.dossiers.models import Dossier, Slip, Urging
from backoffice.dossiers.slips import issuing
from backoffice.history.tracking import because
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendar_for


def urge(dossiers: Sequence[Dossier], *, addressee: str, answer_by: date, by: User, at: datetime) -> Slip:
    """Write an urging letter for dossiers near or past their date, by order of the authority (R62).

    :raises NotAllowed: no dossiers, no addressee, or the day for the answer is past.
    """
    if not dossiers or not addressee.strip():
        raise NotAllowed(_("Choose the dossiers and write who is urged."))
    if len({dossier.desk_id for dossier in dossiers}) > 1 or not all(row.is_open for row in dossiers):
        raise NotAllowed(_("Choose dossiers of one desk that are not resolved yet."))
    if answer_by < localdate(at):
        raise NotAllowed(_("The day of the answer is past."))
    calendar = calendar_for(dossiers[0].desk)
    with transaction.atomic():
        for dossier in dossiers:
            with moving(dossier, URGE, by=by, at=at, reason=addressee):
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
                    "words": due_marks.due_words(dossier, calendar, at=at)[1],
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
        return issuing.issue(desk=dossiers[0].desk, kind=URGE.slip, by=by, at=at, content=content)


def last_of(dossiers: Iterable[Dossier]) -> dict[int, Urging]:
    """Return the last urging letter of each open dossier that has one, by the dossier's key, in one query."""
    letters = Urging.objects.filter(dossier__in=[dossier.pk for dossier in dossiers if dossier.is_open])
    return {letter.dossier_id: letter for letter in letters.order_by("dossier", "ordinal")}


def in_words(letter: Urging) -> str:
    """Say when a letter was sent and to whom: "đã đôn đốc 30/11 09:12: Phòng Tư pháp"."""
    time = f"{localtime(letter.urged_at):%d/%m %H:%M}"
    return _("urged %(time)s: %(to)s") % {"time": time, "to": letter.addressee}


URGE = Verb(name="urge", label=_lazy("urged"), permissions=("dossiers.override_rule",), slip=Slip.Kind.URGING)
