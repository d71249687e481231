from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers.models.papers import Slip
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.staffing.models import Feedback


class ChairmanApologyQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever sees the feedback sees the apology for it."""
        return super().visible_to(user).filter(feedback__in=Feedback.objects.visible_to(user))


class ChairmanApology(models.Model):
    """The chairman's apology for a proven forbidden act; it has no due date (61 Đ37.2.d, R40)."""

    class Prohibition(models.TextChoices):
        """What officers may not do (Nghị định 61/2018 Điều 5.1, the same list in 118/2025 Điều 5)."""

        HARASSING = "a", _("harassing or causing trouble")
        CHANNEL = "b", _("hindering the choice of channel")
        DATA = "c", _("blocking, altering, deleting, forging or copying data unlawfully")
        DISCLOSING = "d", _("disclosing information of a dossier, or using it for gain")
        REFUSING = "dd", _("refusing, prolonging, or demanding papers outside the law")
        DIRECT = "e", _("dealing with applicants not through the desk")
        SHIFTING = "g", _("shifting responsibility")
        CONDUCT = "h", _("improper conduct")

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="chairman_apologies", verbose_name=_("one-stop desk")
    )
    feedback = models.OneToOneField(
        Feedback,
        models.PROTECT,
        related_name="chairman_apology",
        verbose_name=_("feedback found true"),
        error_messages={"unique": _("The chairman has already apologised for this.")},
    )
    prohibition = models.CharField(_("forbidden act"), max_length=2, choices=Prohibition)
    addressee = models.CharField(_("apology addressed to"), max_length=300)
    text = models.CharField(_("words of the apology"), max_length=3000)
    signed_at = models.DateTimeField(_("apology signed at"))
    signed_on = models.DateField(_("apology signed on"))
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("apology signed by"))
    signer_name = models.CharField(_("signer's name on that day"), max_length=100)
    signer_title = models.CharField(_("signer's title on that day"), max_length=100, blank=True)
    slip = models.OneToOneField(
        Slip, models.PROTECT, null=True, related_name="chairman_apology", verbose_name=_("printed form")
    )

    objects = ChairmanApologyQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("apology of the chairman")
        verbose_name_plural = _("apologies of the chairman")
        permissions = [("sign_chairmanapology", _("Can sign apologies of the chairman"))]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(addressee=""),
                name="chairman_apology_has_words_and_addressee",
                violation_error_message=_("Write the words of the apology and to whom it goes."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.signed_on:%d/%m/%Y}"
