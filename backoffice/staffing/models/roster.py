from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
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


class AbsenceQuerySet(ScopedQuerySet):
    desk_path = "officer__desk"

    def touching(self, *, first: date, last: date) -> Self:
        """Return the absences with a day from `first` to `last`, both included."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class Absence(models.Model):
    """An officer away on some days: leave, rest in lieu, mission, training."""

    class Kind(models.TextChoices):
        ANNUAL = "NGHI_PHEP", _("annual leave")
        SICK = "NGHI_OM", _("sick leave")
        IN_LIEU = "NGHI_BU", _("rest in lieu (Điều 11.3.c)")
        MISSION = "CONG_TAC", _("on mission")
        TRAINING = "DI_HOC", _("in training")
        OTHER = "KHAC", _("other absence")

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="absences", verbose_name=_("officer"))
    kind = models.CharField(_("kind of absence"), max_length=10, choices=Kind, default=Kind.ANNUAL)
    starts_on = models.DateField(_("absent from"))
    ends_on = models.DateField(_("absent to (included)"))
    session = models.CharField(
        _("only in the session"),
        max_length=10,
        choices=OpeningHours.Session,
        blank=True,
        help_text=_("Empty: the whole day."),
    )
    note = models.CharField(_("note on the absence"), max_length=300, blank=True)

    objects = AbsenceQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            in_order(
                "starts_on",
                "ends_on",
                name="absence_ends_after_it_starts",
                message=_("An absence cannot end before it starts."),
            ),
        ]
        indexes = [models.Index(fields=["officer", "starts_on"], name="absence_by_officer")]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y} {self.get_kind_display()}"

    def covers(self, day: date, session: str) -> bool:
        return self.starts_on <= day <= self.ends_on and self.session in ("", session)
