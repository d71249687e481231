from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.base.validity import Period
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk
from backoffice.organisation.scope import ScopedPeriodQuerySet


class Regulation(Period):
    """A version of the desk's operating regulation (quy chế tổ chức hoạt động)."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="regulations", verbose_name=_("one-stop desk")
    )
    number = models.CharField(_("number of the decision"), max_length=100)
    decided_on = models.DateField(_("signed on"))
    signed_by = models.CharField(_("signer"), max_length=200, blank=True)
    title = models.CharField(_("title of the regulation"), max_length=300)
    text = models.TextField(_("text of the regulation"), blank=True)

    objects = ScopedPeriodQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("operating regulation")
        verbose_name_plural = _("operating regulations")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "number"],
                name="regulation_number_once_per_desk",
                violation_error_message=_("This desk already has a regulation with that number."),
            ),
            models.UniqueConstraint(
                fields=["desk"],
                condition=models.Q(valid_to__isnull=True),
                name="one_regulation_without_end_per_desk",
                violation_error_message=_("Give the regulation in force its last day first."),
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="regulation_ends_after_it_starts",
                message=_("A regulation cannot end before it starts."),
            ),
            in_order(
                "decided_on",
                "valid_from",
                name="regulation_in_force_after_it_is_signed",
                message=_("A regulation cannot be in force before it is signed."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
