from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import ScopedQuerySet


class ClosingQuerySet(ScopedQuerySet):
    def of_period(self, desk: Desk, *, first, last, with_below: bool) -> "ClosingQuerySet":
        """Return the closings of one period of an office, the newest first."""
        found = self.filter(desk=desk, first_on=first, last_on=last, with_below=with_below)
        return found.order_by("-number")


class Closing(models.Model):
    """The figures of form 06 on the day the period was closed; never changed."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="closings", verbose_name=_("one-stop desk"))
    first_on = models.DateField(_("period from"))
    last_on = models.DateField(_("period to (included)"))
    with_below = models.BooleanField(_("with the offices below"), default=False)
    number = models.PositiveSmallIntegerField(_("closing number"), help_text=_("1 is the first closing."))
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("closed by"))
    closed_by_name = models.CharField(_("name on that day"), max_length=100)
    reason = models.CharField(_("why closed again"), max_length=500, blank=True)
    figures = models.JSONField(_("figures"))
    previous_hash = models.CharField(_("hash of the closing before"), max_length=64, blank=True)
    sha256 = models.CharField(_("hash of the closing"), max_length=64)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        ordering = ["-last_on", "desk", "-number"]
        permissions = [("close_period", _("Can close a period of reports"))]
        constraints = [
            in_order(
                "first_on",
                "last_on",
                name="closed_period_ends_after_it_starts",
                message=_("The period cannot end before it starts."),
            ),
            models.UniqueConstraint(
                fields=["desk", "first_on", "last_on", "with_below", "number"],
                name="a_period_is_closed_once_at_a_time",
                violation_error_message=_("Somebody has just closed this period."),
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="closing_again_has_a_reason",
                violation_error_message=_("Say why the period is closed again."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%d/%m/%Y}–{self.last_on:%d/%m/%Y} ({self.number})"
