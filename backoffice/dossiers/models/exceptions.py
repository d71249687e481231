from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.procedures.models import Procedure


class OutsideDeskDecision(models.Model):
    """A decision that lets a procedure be received outside the desk (Nghị định 61/2018 Điều 14.5)."""

    class Kind(models.TextChoices):
        LUU_DONG = "LUU_DONG", _("mobile reception")
        TAI_NOI_KIEM_TRA = "TAI_NOI_KIEM_TRA", _("at the place of inspection")

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="outside_decisions", verbose_name=_("one-stop desk")
    )
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="outside_decisions", verbose_name=_("procedure")
    )
    kind = models.CharField(_("kind of exception"), max_length=20, choices=Kind)
    number = models.CharField(_("decision number"), max_length=100)
    decided_on = models.DateField(_("decided on"))
    signer = models.CharField(_("signed by"), max_length=200)
    valid_to = models.DateField(_("in force to (included)"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("decision on reception outside the desk")
        verbose_name_plural = _("decisions on reception outside the desk")
        constraints = [
            in_order(
                "decided_on",
                "valid_to",
                name="outside_decision_ends_after_it_is_made",
                message=_("A decision cannot end before it is made."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
