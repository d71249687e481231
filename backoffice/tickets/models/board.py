from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from backoffice.organisation.models import Desk, ServiceGroup
from backoffice.organisation.scope import ScopedQuerySet, scoped_by
from backoffice.tickets.models.tickets import Ticket

ALIVE = timedelta(seconds=60)


class TicketSeries(models.Model):
    """The last number issued in a series of a day."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", verbose_name=_("one-stop desk"))
    business_day = models.DateField(_("business day"))
    series = models.CharField(_("letter"), max_length=1)
    last = models.PositiveSmallIntegerField(_("last number"), default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of a day")
        verbose_name_plural = _("series of a day")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "business_day", "series"],
                name="series_counted_once_per_day",
                violation_error_message=_("This series is already counted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}{self.last:03d}"


class Board(models.Model):
    """The version number of the lobby: it grows in the transaction that changes what the screens show."""

    desk = models.OneToOneField(
        Desk, models.PROTECT, primary_key=True, related_name="board", verbose_name=_("one-stop desk")
    )
    version = models.PositiveBigIntegerField(_("version"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lobby board")
        verbose_name_plural = _("lobby boards")

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.version}"


class ScreenQuerySet(ScopedQuerySet):
    def alive(self, *, at: datetime) -> Self:
        """Return the screens that reported within the last minute."""
        return self.filter(seen_at__gt=at - ALIVE)

    def expected(self, *, at: datetime) -> Self:
        """Return those that should show something now: alive, or named and seen earlier today."""
        today = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(
            models.Q(seen_at__gt=at - ALIVE) | ~models.Q(name="") & models.Q(seen_at__gte=today)
        )


class Screen(models.Model):
    """A lobby screen that reports what it shows, so that a frozen one is noticed."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="screens", verbose_name=_("one-stop desk"))
    key = models.CharField(_("key of the screen"), max_length=40, unique=True)
    name = models.CharField(
        _("name of the screen"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("From the address it was started with: a named screen that falls silent is missed."),
    )
    first_seen_at = models.DateTimeField(_("first seen at"))
    seen_at = models.DateTimeField(_("seen at"))
    version = models.PositiveBigIntegerField(_("version shown"))
    shown = models.CharField(_("hash of what it shows"), max_length=64)
    is_right = models.BooleanField(_("shows what it should"))
    is_silent = models.BooleanField(_("sound is blocked"), default=False)

    objects = ScreenQuerySet.as_manager()

    class Meta:
        verbose_name = _("lobby screen")
        verbose_name_plural = _("lobby screens")
        indexes = [models.Index(fields=["desk", "-seen_at"], name="screen_by_desk")]

    def __str__(self) -> str:
        return self.name or self.key[:8]


class WaitEstimate(models.Model):
    """The wait announced to a visitor, kept to be compared with the real one."""

    ticket = models.OneToOneField(
        Ticket, models.PROTECT, primary_key=True, related_name="estimate", verbose_name=_("queue number")
    )
    at = models.DateTimeField(_("announced at"))
    model = models.CharField(_("estimator"), max_length=10)
    minutes = models.FloatField(_("estimated wait (minutes)"))
    band = models.PositiveSmallIntegerField(_("announced band"))
    at_most = models.FloatField(_("seldom more than (minutes)"), null=True, blank=True)
    ahead = models.PositiveSmallIntegerField(_("people ahead"))
    counters = models.PositiveSmallIntegerField(_("counters that serve the group"))

    objects = scoped_by("ticket__desk").as_manager()

    class Meta:
        verbose_name = _("estimate of a wait")
        verbose_name_plural = _("estimates of waits")

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.minutes:.0f}"


class Rating(models.Model):
    """How a visitor rated the service; once for each served number, without a name."""

    class Score(models.IntegerChoices):
        UNSATISFIED = 1, _("not satisfied")
        SATISFIED = 2, _("satisfied")
        VERY_SATISFIED = 3, _("very satisfied")

    ticket = models.OneToOneField(
        Ticket, models.PROTECT, primary_key=True, related_name="rating", verbose_name=_("queue number")
    )
    group = models.ForeignKey(
        ServiceGroup, models.PROTECT, related_name="ratings", verbose_name=_("service group")
    )
    score = models.PositiveSmallIntegerField(_("rating"), choices=Score)
    rated_at = models.DateTimeField(_("rated at"))

    objects = scoped_by("ticket__desk").as_manager()

    class Meta:
        verbose_name = _("rating of the service")
        verbose_name_plural = _("ratings of the service")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__in=[1, 2, 3]),
                name="rating_has_three_grades",
                violation_error_message=_("Rate with one of the three grades."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.score}"
