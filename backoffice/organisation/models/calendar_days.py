from collections.abc import Iterable
from datetime import date, time
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.base.validity import Period
from backoffice.history.tracking import tracked
from backoffice.organisation.models.desks import Desk
from backoffice.organisation.scope import (
    ScopedPeriodQuerySet,
    ScopedQuerySet,
    SharedPeriodQuerySet,
    desks_in_sight,
)


class CalendarDayQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Everybody sees national days; a desk's own days follow the scope."""
        desks = desks_in_sight(user)
        if desks is None:
            return self.all()
        return self.filter(models.Q(desk__isnull=True) | models.Q(desk__in=sorted(desks)))

    def for_desk(self, desk: Desk | None):
        """Return the national days and those `desk` set for itself."""
        return self.for_desks([desk.pk if desk else None])

    def for_desks(self, desks: Iterable[int | None]):
        """Return the national days and those the desks set for themselves, named by their ids."""
        own = sorted(desk for desk in desks if desk is not None)
        return self.filter(models.Q(desk__isnull=True) | models.Q(desk__in=own))


class CalendarDay(models.Model):
    """A day on which the calendar departs from the week: a weekday off, or a weekend day worked."""

    class Kind(models.TextChoices):
        NGHI_LE = "NGHI_LE", _("public holiday")
        NGHI_BU = "NGHI_BU", _("day off in lieu")
        HOAN_DOI_NGHI = "HOAN_DOI_NGHI", _("day off by swap")
        LAM_BU = "LAM_BU", _("worked in exchange")

    desk = models.ForeignKey(
        Desk,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calendar_days",
        verbose_name=_("only for the desk"),
        help_text=_("Empty: the whole country."),
    )
    day = models.DateField(_("calendar day"))
    kind = models.CharField(_("kind of day"), max_length=20, choices=Kind)
    name = models.CharField(_("name of the day"), max_length=100)
    source = models.CharField(_("source document"), max_length=300)
    confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_("Not confirmed: due dates that cross this day carry a warning."),
    )

    objects = CalendarDayQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "day"],
                name="calendar_day_once_per_desk",
                violation_error_message=_("This day is already in the calendar of the desk."),
            ),
            models.UniqueConstraint(
                fields=["day"],
                condition=models.Q(desk__isnull=True),
                name="calendar_day_once_nationally",
                violation_error_message=_("This day is already in the national calendar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class OpeningHours(Period):
    """One opening session of a desk on a weekday."""

    class Session(models.TextChoices):
        MORNING = "MORNING", _("morning")
        AFTERNOON = "AFTERNOON", _("afternoon")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="opening_hours", verbose_name=_("one-stop desk")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    session = models.CharField(_("session"), max_length=10, choices=Session)
    opens_at = models.TimeField(_("opens at"), default=time(7, 30))
    closes_at = models.TimeField(_("closes at"), default=time(11, 30))
    is_working_time = models.BooleanField(
        _("working time"),
        default=True,
        help_text=_("Off for a Saturday opening: the desk receives, but the day does not count."),
    )

    objects = ScopedPeriodQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "weekday", "session", "valid_from"],
                name="opening_session_once_per_weekday",
                violation_error_message=_("This session is already there for that weekday and day of start."),
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="opening_before_closing",
                violation_error_message=_("The desk must open before it closes."),
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="opening_hours_end_after_they_start",
                message=_("The hours cannot end before they start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"


class RuleSetQuerySet(SharedPeriodQuerySet):
    def latest_first(self) -> Self:
        """In the order in which they are asked for a day: the later one counts."""
        return self.order_by("-valid_from")

    def of_day(self, day: date) -> "RuleSet | None":
        """Return the numbers of the regime in force on a day (R1)."""
        return self.in_force(on=day).latest_first().first()


class RuleSet(Period):
    """The numbers of one legal regime, chosen by the day of reception."""

    class Regime(models.TextChoices):
        QD09 = "QD09", _("Decision 09/2015")
        ND61 = "ND61", _("Decree 61/2018")
        ND118 = "ND118", _("Decree 118/2025")

    regime = models.CharField(_("regime"), max_length=10, choices=Regime, unique=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    supplement_notice_days = models.PositiveSmallIntegerField(
        _("supplement notice"), default=3, help_text=_("Working days from reception (Điều 19.4).")
    )
    transfer_cutoff = models.TimeField(
        _("transfer on the same day until"), default=time(15, 0), help_text=_("Included (Điều 18.2).")
    )
    apology_days_before = models.PositiveSmallIntegerField(
        _("apology before the due date"), default=1, help_text=_("Calendar days (Điều 19.9).")
    )
    reappointments_allowed = models.PositiveSmallIntegerField(_("re-appointments allowed"), default=1)
    feedback_days = models.PositiveSmallIntegerField(
        _("answer to feedback"), default=10, help_text=_("Working days.")
    )
    target_wait_minutes = models.PositiveSmallIntegerField(_("target waiting time (minutes)"), default=15)
    secondment_months_min = models.PositiveSmallIntegerField(_("secondment at least (months)"), default=6)
    secondment_months_max = models.PositiveSmallIntegerField(_("secondment at most (months)"), default=24)
    seniority_years = models.PositiveSmallIntegerField(_("seniority at least (years)"), default=3)

    objects = RuleSetQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        constraints = [
            in_order(
                "valid_from",
                "valid_to",
                name="rule_set_ends_after_it_starts",
                message=_("A rule set cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_regime_display()

    @staticmethod
    def among(rules: "Iterable[RuleSet]", *, on: date) -> "RuleSet | None":
        """Return what `RuleSetQuerySet.of_day` would, from rows that were read the latest first."""
        return next((regime for regime in rules if regime.is_in_force(on=on)), None)
