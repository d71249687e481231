"""An evaluation sheet from its figures to two signatures.

draw_up → show → (answer) → sign_as_head, sign_as_division; a first signature closes the figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.history.tracking import create_tracked, update_tracked
from backoffice.organisation.models import User
from backoffice.staffing.evaluation.indices import OfficerScores, Points, officer_scores
from backoffice.staffing.models import Evaluation, Officer, ScoredDossier

COLUMNS = {1: "total_time", 2: "unit_time", 3: "contacts", 4: "agencies", 7: "attitude"}


class NotAllowed(Exception):
    """This step of the evaluation is not possible; the message says why."""


@dataclass(frozen=True)
class Scored:
    """The points of one finished dossier by index; its code, never its applicant (R59)."""

    code: str
    points: Points


def draw_up(
    *,
    officer: Officer,
    kind: str,
    first_on: date,
    last_on: date,
    dossiers: Sequence[Scored],
    by: User,
    at: datetime,
) -> Evaluation:
    """Write the sheet of a period; it may be written again until somebody signs it.

    A sheet drawn up again must be shown again; an answer to the former figures stays in the history.

    :raises NotAllowed: it is signed already.
    """
    with transaction.atomic():
        sheet = (
            Evaluation.objects.select_for_update()
            .filter(officer=officer, first_on=first_on, last_on=last_on)
            .first()
        )
        reason = _("Drawn up from %(count)s dossiers") % {"count": len(dossiers)}
        if sheet is None:
            new = Evaluation(officer=officer, kind=kind, first_on=first_on, last_on=last_on, drawn_at=at)
            (sheet,) = create_tracked([new], by=by, reason=reason)
        else:
            _refuse_touched(sheet)
            sheet.drawn_at, sheet.shown_at, sheet.answer, sheet.answered_at = at, None, "", None
            _save(sheet, "drawn_at", "shown_at", "answer", "answered_at", by=by, reason=reason)
            sheet.dossiers.all().delete()
        ScoredDossier.objects.bulk_create(
            ScoredDossier(
                evaluation=sheet,
                code=dossier.code,
                **{column: dossier.points.get(index) for index, column in COLUMNS.items()},
            )
            for dossier in dossiers
        )
    return sheet


def scores(sheet: Evaluation) -> OfficerScores:
    """Return the indices of a sheet from its dossiers; one query."""
    return officer_scores(points_of(row) for row in sheet.dossiers.order_by("code"))


def points_of(row: ScoredDossier) -> Mapping[int, int | None]:
    return {index: getattr(row, column) for index, column in COLUMNS.items()}


def show(sheet: Evaluation, *, by: User, at: datetime) -> None:
    """Show the sheet to the officer."""
    with transaction.atomic():
        _lock(sheet)
        if sheet.shown_at is None:
            sheet.shown_at = at
            _save(sheet, "shown_at", by=by, reason=_("Shown to the officer"))


def answer(sheet: Evaluation, *, text: str, by: User, at: datetime) -> None:
    """Record the officer's answer to the figures.

    :raises NotAllowed: another account, not shown yet, an empty text, or signed already.
    """
    with transaction.atomic():
        _lock(sheet)
        if sheet.officer.user_id != by.pk:
            raise NotAllowed(_("Only the officer answers."))
        if sheet.shown_at is None:
            raise NotAllowed(_("The sheet has not been shown to the officer yet."))
        _refuse_touched(sheet)
        cleaned = text.replace("\x00", "").strip()
        if not cleaned:
            raise NotAllowed(_("Write the answer."))
        sheet.answer, sheet.answered_at = cleaned, at
        _save(sheet, "answer", "answered_at", by=by, reason=_("Answered by the officer"))


def sign_as_head(sheet: Evaluation, *, by: User, at: datetime) -> None:
    """Sign as head of the desk (Nghị định 61/2018 Điều 9.3).

    :raises NotAllowed: see `_may_sign`, or signed already.
    """
    with transaction.atomic():
        _lock(sheet)
        _may_sign(sheet, by=by, at=at, permission="staffing.sign_as_head")
        if sheet.head_signed_at is not None:
            raise NotAllowed(_("The head of the desk has signed already."))
        sheet.head_signed_by, sheet.head_signed_at = by, at
        _save(sheet, "head_signed_by", "head_signed_at", by=by, reason=_("Signed by the head of the desk"))


def sign_as_division(sheet: Evaluation, *, by: User, at: datetime) -> None:
    """Sign as head of the division that sent the officer (Điều 12.10).

    :raises NotAllowed: see `_may_sign`, of another division, or signed already.
    """
    with transaction.atomic():
        _lock(sheet)
        _may_sign(sheet, by=by, at=at, permission="staffing.sign_as_division")
        if by.division_id is None or by.division_id != sheet.officer.home_division_id:
            raise NotAllowed(_("Only the head of the sending division signs here."))
        if sheet.division_signed_at is not None:
            raise NotAllowed(_("The sending division has signed already."))
        sheet.division_signed_by, sheet.division_signed_at = by, at
        fields = ("division_signed_by", "division_signed_at")
        _save(sheet, *fields, by=by, reason=_("Signed by the head of the sending division"))


def _may_sign(sheet: Evaluation, *, by: User, at: datetime, permission: str) -> None:
    """Refuse an account without the right, the officer, a second signature, and a sheet shown only today.

    The officer may answer on the day on which the sheet is shown; after an answer it may be signed at once.
    """
    if not by.has_perm(permission) or not by.sees(sheet):
        raise NotAllowed(_("This account may not sign here."))
    if by.pk in (sheet.officer.user_id, sheet.head_signed_by_id, sheet.division_signed_by_id):
        raise NotAllowed(_("The two signatures are of two people, and not of the officer."))
    if sheet.shown_at is None:
        raise NotAllowed(_("Show the sheet to the officer before it is signed."))
    if sheet.answered_at is None and localdate(at) <= localdate(sheet.shown_at):
        raise NotAllowed(_("The officer may answer until the end of today: sign from tomorrow."))


def _refuse_touched(sheet: Evaluation) -> None:
    if sheet.is_touched:
        raise NotAllowed(_("The sheet bears a signature: its figures stay."))


def _lock(sheet: Evaluation) -> None:
    sheet.refresh_from_db(from_queryset=Evaluation.objects.select_for_update())


def _save(sheet: Evaluation, *fields: str, by: User, reason: str) -> None:
    update_tracked([sheet], fields=fields, by=by, reason=reason)
