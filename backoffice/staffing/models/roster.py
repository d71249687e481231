from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.history.tracking import tracked
from backoffice.organisation.models import Counter, OpeningHours
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.staffing.models.people import Officer


class DutyQuerySet(ScopedQuerySet):
    desk_path = "counter__desk"

    def on_day(self, *, on: date) -> Self:
        return self.filter(day=on)

    def roster(self) -> Self:
        """Return the duties with what the grid shows, in the order of the grid."""
        return self.select_related("counter", "officer", "replaces").order_by(
            "day", "session", "counter__number"
        )


class Duty(models.Model):
    """An officer rostered at a counter for a session of a day."""

    Session = OpeningHours.Session

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="duties", verbose_name=_("counter"))
    day = models.DateField(_("day of duty"))
    session = models.CharField(_("session"), max_length=10, choices=OpeningHours.Session)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="duties", verbose_name=_("officer"))
    replaces = models.ForeignKey(
        Officer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_duties",
        verbose_name=_("in place of"),
    )
    reason = models.CharField(_("reason of the substitution"), max_length=300, blank=True)

    objects = DutyQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(
                fields=["counter", "day", "session"],
                name="one_officer_per_counter_and_session",
                violation_error_message=_("This counter already has an officer in that session."),
            ),
            models.UniqueConstraint(
                fields=["officer", "day", "session"],
                name="officer_in_one_place_at_a_time",
                violation_error_message=_("This officer already has a duty in that session."),
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True) | ~models.Q(reason=""),
                name="substitution_has_a_reason",
                violation_error_message=_("A substitution needs its reason."),
            ),
        ]
        indexes = [models.Index(fields=["day", "session"], name="duty_by_day")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.get_session_display()}: {self.officer_id}"
