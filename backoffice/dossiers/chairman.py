"""The chairman's apology for a proven forbidden act; it has no due date (61 Đ37.2.d, R40)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import ChairmanApology, Slip
from backoffice.dossiers.slips import issuing
from backoffice.history.tracking import because
from backoffice.organisation.models import User
from backoffice.staffing.models import Feedback

# Nobody may find out who denounced: no letter is sent for a denunciation.
KINDS = (Feedback.Kind.FEEDBACK, Feedback.Kind.PROPOSAL, Feedback.Kind.COMPLAINT)


def calling_for(user: User):
    """Return the feedback in sight that was found true and has no apology of the chairman yet."""
    found = Feedback.objects.visible_to(user).filter(conclusion=Feedback.Conclusion.TRUE, kind__in=KINDS)
    return found.filter(chairman_apology__isnull=True).select_related("officer__user", "desk")


def apologise(
    feedback: Feedback, *, prohibition: str, addressee: str, text: str, by: User, at: datetime
) -> ChairmanApology:
    """Sign the chairman's apology and print it, once for each feedback.

    :raises NotYours: the account may not sign for the authority.
    :raises NotAllowed: not found true, a denunciation, nothing written, or apologised for already.
    """
    if not by.has_perm("dossiers.sign_chairmanapology"):
        raise transitions.NotYours(_("Only the head of the authority signs this apology."))
    if feedback.conclusion != Feedback.Conclusion.TRUE or feedback.kind not in KINDS:
        raise transitions.NotAllowed(_("The chairman apologises for what was found true."))
    if prohibition not in ChairmanApology.Prohibition.values or not addressee.strip() or not text.strip():
        raise transitions.NotAllowed(_("Write which act it was, to whom the apology goes, and its words."))
    apology = ChairmanApology(
        desk=feedback.desk,
        feedback=feedback,
        prohibition=prohibition,
        addressee=addressee.strip(),
        text=text.strip(),
        signed_at=at,
        signed_on=localdate(at),
        signed_by=by,
        signer_name=str(by),
        signer_title=by.title,
    )
    try:
        with transaction.atomic():
            apology.slip = _issue(apology, at=at)
            because(apology, _("signed"))
            apology.save()
    except IntegrityError as twice:
        raise transitions.NotAllowed(_("The chairman has already apologised for this.")) from twice
    return apology


@override("vi")
def _issue(apology: ChairmanApology, *, at: datetime) -> Slip:
    return issuing.issue(
        desk=apology.desk,
        kind=Slip.Kind.CHAIRMAN,
        by=apology.signed_by,
        at=at,
        content={
            "agency": apology.desk.authority,
            "authority": apology.desk.superior,
            "addressee": apology.addressee,
            "act": str(apology.get_prohibition_display()),
            "text": apology.text,
            "signer": apology.signer_name,
            "signer_title": apology.signer_title,
        },
    )
