from datetime import date
from typing import Self

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Counter, Desk, User
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.staffing.models.people import Officer
from backoffice.staffing.models.roster import Duty


class CounterSessionQuerySet(ScopedQuerySet):
    desk_path = "counter__desk"

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def serving(self) -> Self:
        """Open and not paused: this counter calls numbers."""
        return self.open().filter(paused_at__isnull=True)

    def opened_late(self) -> Self:
        return self.filter(minutes_late__gt=0)

    def closed_early(self) -> Self:
        return self.filter(minutes_early__gt=0)

    def closed_by_the_system(self) -> Self:
        return self.filter(closed_by_system=True)

    def left_open(self, *, on: date) -> Self:
        """Still open although they belong to a day before `on`."""
        return self.open().filter(day__lt=on)


class CounterSession(models.Model):
    """An officer's presence at a counter, from opening it to closing it."""

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="sessions", verbose_name=_("counter"))
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="sessions", verbose_name=_("officer"))
    duty = models.ForeignKey(
        Duty, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("rostered duty")
    )
    day = models.DateField(_("day"))
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True)
    pause_reason = models.CharField(_("reason of the pause"), max_length=200, blank=True)
    unrostered_reason = models.CharField(
        _("reason without a duty"), max_length=300, blank=True, help_text=_("Recorded substitution.")
    )
    minutes_late = models.PositiveSmallIntegerField(
        _("opened late (minutes)"),
        null=True,
        blank=True,
        help_text=_("After the opening time of the rostered session; empty without a duty."),
    )
    minutes_early = models.PositiveSmallIntegerField(
        _("closed early (minutes)"),
        null=True,
        blank=True,
        help_text=_("Before the closing time of the rostered session; empty without a duty."),
    )
    closed_by_system = models.BooleanField(_("closed by the system"), default=False)

    objects = CounterSessionQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("counter session")
        verbose_name_plural = _("counter sessions")
        permissions = [("work_at_counter", _("Can open a counter, call numbers, receive and return"))]
        constraints = [
            models.UniqueConstraint(
                fields=["counter"],
                condition=models.Q(closed_at__isnull=True),
                name="counter_open_once",
                violation_error_message=_("This counter is already open."),
            ),
            models.UniqueConstraint(
                fields=["officer"],
                condition=models.Q(closed_at__isnull=True),
                name="officer_at_one_open_counter",
                violation_error_message=_("This officer already has an open counter."),
            ),
            models.CheckConstraint(
                condition=models.Q(duty__isnull=False) | ~models.Q(unrostered_reason=""),
                name="session_has_a_duty_or_a_reason",
                violation_error_message=_("Without a duty on the roster a reason is needed."),
            ),
            in_order(
                "opened_at",
                "closed_at",
                name="session_closes_after_it_opens",
                message=_("A counter cannot close before it opens."),
            ),
        ]
        indexes = [models.Index(fields=["day", "counter"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.opened_at:%d/%m/%Y %H:%M}"


TRIED = {
    "receive": _("to receive a dossier"),
    "refuse": _("to refuse a dossier"),
    "ask_supplement": _("to ask for a supplement"),
    "complete": _("to take in a supplement"),
    "return": _("to return a result"),
}


class RefusedAttempt(models.Model):
    """An attempt to receive or return outside an open counter session (Nghị định 61/2018 Điều 5.1.e)."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, null=True, related_name="refused_attempts", verbose_name=_("one-stop desk")
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("account"))
    user_name = models.CharField(_("name on that day"), max_length=100)
    verb = models.CharField(_("what was tried"), max_length=50)
    at = models.DateTimeField(_("time"))
    reason = models.CharField(_("why it was refused"), max_length=300)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("refused attempt")
        verbose_name_plural = _("refused attempts")
        indexes = [models.Index(fields=["desk", "-at"], name="refused_attempt_by_time")]

    def __str__(self) -> str:
        return f"{localtime(self.at):%d/%m/%Y %H:%M} {self.tried}"

    @property
    def tried(self) -> str:
        """What was tried, in words; a verb without words is shown as it is."""
        return str(TRIED.get(self.verb, self.verb))
