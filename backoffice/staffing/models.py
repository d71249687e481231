from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Counter, Desk, Division, OpeningHours, User
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.procedures.models import Field


class OfficerQuerySet(ScopedQuerySet):
    def serving(self, *, on: date) -> Self:
        """Return the officers whose secondment covers the day."""
        return self.filter(seconded_from__lte=on).filter(
            models.Q(seconded_to__isnull=True) | models.Q(seconded_to__gte=on)
        )


class Officer(models.Model):
    """A person who serves at a desk, sent by a division for a period."""

    class Category(models.TextChoices):
        OFFICIAL = "CAN_BO", _("official")
        CIVIL_SERVANT = "CONG_CHUC", _("civil servant")
        PUBLIC_EMPLOYEE = "VIEN_CHUC", _("public employee")
        CONTRACT = "HOP_DONG", _("contracted staff")

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="officers", verbose_name=_("one-stop desk"))
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="officer", verbose_name=_("account")
    )
    home_division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_officers",
        verbose_name=_("sent by the division"),
    )
    full_name = models.CharField(_("full name"), max_length=100)
    title = models.CharField(_("official title"), max_length=100)
    category = models.CharField(
        _("category"), max_length=10, choices=Category, default=Category.CIVIL_SERVANT
    )
    phone = models.CharField(
        _("published telephone"), max_length=30, blank=True, help_text=_("Posted in the lobby (Điều 9.7).")
    )
    fields = models.ManyToManyField(
        Field, blank=True, related_name="officers", verbose_name=_("fields in charge")
    )
    is_head = models.BooleanField(_("head of the desk"), default=False)
    is_standby = models.BooleanField(_("standby"), default=False)
    seconded_from = models.DateField(_("serves from"))
    seconded_to = models.DateField(_("serves to (included)"), null=True, blank=True)

    objects = OfficerQuerySet.as_manager()
    history = tracked(m2m_fields=[fields])

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        constraints = [
            in_order(
                "seconded_from",
                "seconded_to",
                name="secondment_ends_after_it_starts",
                message=_("A secondment cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


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


class CounterSessionQuerySet(ScopedQuerySet):
    desk_path = "counter__desk"

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def serving(self) -> Self:
        """Open and not paused: this counter calls numbers."""
        return self.open().filter(paused_at__isnull=True)


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
        return f"{self.at:%d/%m/%Y %H:%M} {self.verb}"
