from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.organisation.models import Counter, Desk, ServiceGroup, User
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.procedures.models import Procedure
from backoffice.staffing.models import CounterSession


class TicketQuerySet(ScopedQuerySet):
    def of_day(self, *, on: date) -> Self:
        return self.filter(business_day=on)

    def waiting(self) -> Self:
        return self.filter(state=Ticket.State.WAITING)

    def at_a_counter(self) -> Self:
        """Called or being served: the person is at a counter or on the way to it."""
        return self.filter(state__in=[Ticket.State.CALLED, Ticket.State.SERVING])

    def next_for(self, counter: Counter, *, groups: list[int], on: date, after_priority: bool) -> Self:
        """Return the numbers that wait for `counter` on a day, in the order of the calls.

        Priority goes before an earlier arrival, but never twice in a row at one counter: after such
        a call the longest wait comes next. `turns.in_turn` is the same rule on values.
        """
        elsewhere = CounterSession.objects.open().filter(counter=models.OuterRef("for_counter"))
        mine = models.Q(for_counter=counter) | models.Q(group__in=groups) & (
            models.Q(for_counter__isnull=True) | ~models.Exists(elsewhere)
        )
        privileged = models.Case(models.When(priority="", then=1), default=0)
        order = ["queued_at", "pk"] if after_priority else [privileged, "queued_at", "pk"]
        return self.filter(mine, desk=counter.desk_id, business_day=on).waiting().order_by(*order)

    def unfinished(self) -> Self:
        """Waiting, at a counter or parked: when the day is over, `ends_of_days` ends them."""
        State = Ticket.State
        return self.filter(state__in=[State.WAITING, State.CALLED, State.SERVING, State.PARKED])

    def set_aside(self) -> Self:
        """Parked or absent: an officer may put these back into the queue."""
        return self.filter(state__in=[Ticket.State.PARKED, Ticket.State.NO_SHOW])


class Ticket(models.Model):
    """A queue number of a day. State, counter and times are derived from its events."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("waiting")
        CALLED = "CALLED", _("called")
        SERVING = "SERVING", _("being served")
        DONE = "DONE", _("served")
        NO_SHOW = "NO_SHOW", _("did not come")
        PARKED = "PARKED", _("parked")
        LEFT = "LEFT", _("left")
        VOID = "VOID", _("void")

    class Priority(models.TextChoices):
        NONE = "", _("no priority")
        ELDERLY = "CAO_TUOI", _("elderly")
        DISABLED = "KHUYET_TAT", _("disabled")
        PREGNANT = "THAI_SAN", _("pregnant")
        SMALL_CHILD = "CON_NHO", _("with a small child")
        MERITORIOUS = "NGUOI_CO_CONG", _("person of merit")

    class Origin(models.TextChoices):
        KIOSK = "KIOSK", _("touch screen")
        DESK = "DESK", _("issued at the desk")
        PHONE = "PHONE", _("phone page")

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="tickets", verbose_name=_("one-stop desk"))
    business_day = models.DateField(_("business day"))
    series = models.CharField(_("letter"), max_length=1)
    number = models.PositiveSmallIntegerField(_("number"))
    group = models.ForeignKey(
        ServiceGroup, models.PROTECT, related_name="tickets", verbose_name=_("service group")
    )
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("procedure")
    )
    origin = models.CharField(_("issued by"), max_length=10, choices=Origin, default=Origin.KIOSK)
    dossier_code = models.CharField(
        _("code of the dossier"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("From the receipt that was scanned; only the officer at the counter sees it."),
    )
    priority = models.CharField(
        _("priority"), max_length=15, choices=Priority, blank=True, default=Priority.NONE
    )
    token = models.CharField(_("token of its page"), max_length=32, unique=True, editable=False)
    request_key = models.CharField(_("idempotency key"), max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField(_("issued at"))
    queued_at = models.DateTimeField(
        _("place in the queue"),
        help_text=_("The arrival; later only for who let others go first. A transfer keeps it."),
    )
    for_counter = models.ForeignKey(
        Counter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("wanted by the counter"),
        help_text=_("Called by this counter while it is open, then by any of its group."),
    )

    # The projection, rebuilt from the events by `events.rebuild`.
    state = models.CharField(_("state of the number"), max_length=10, choices=State, default=State.WAITING)
    since = models.DateTimeField(_("in this state since"))
    counter = models.ForeignKey(
        Counter, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("counter")
    )
    session = models.ForeignKey(
        CounterSession,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("counter session"),
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("queue number")
        verbose_name_plural = _("queue numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "business_day", "series", "number"],
                name="ticket_number_given_once",
                violation_error_message=_("This number was already given today."),
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=999),
                name="ticket_number_has_three_digits",
                violation_error_message=_("Numbers run from 001 to 999."),
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(state__in=["CALLED", "SERVING"]),
                name="counter_serves_one_number",
                violation_error_message=_("This counter is still serving a number."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "business_day", "group", "queued_at", "id"],
                condition=models.Q(state="WAITING"),
                name="ticket_waiting",
            ),
            models.Index(fields=["desk", "business_day", "state"], name="ticket_by_day_and_state"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The number on the paper and the board: D001."""
        return f"{self.series}{self.number:03d}"


class TicketEventQuerySet(ScopedQuerySet):
    desk_path = "ticket__desk"

    def effective(self) -> Self:
        """Return the events that still count: neither undone nor an undo."""
        return self.filter(undone_by__isnull=True, undoes__isnull=True)


class TicketEvent(models.Model):
    """An event of a queue number: appended, never changed."""

    class Kind(models.TextChoices):
        ISSUED = "ISSUED", _("issued")
        CALLED = "CALLED", _("called")
        RECALLED = "RECALLED", _("called again")
        SERVING = "SERVING", _("service began")
        DONE = "DONE", _("service ended")
        NO_SHOW = "NO_SHOW", _("did not come")
        PARKED = "PARKED", _("parked")
        TRANSFERRED = "TRANSFERRED", _("transferred")
        LEFT = "LEFT", _("left")
        VOIDED = "VOIDED", _("made void")
        UNDONE = "UNDONE", _("last action undone")
        POSTPONED = "POSTPONED", _("let others go first")
        RETURNED = "RETURNED", _("back in the queue")
        ADDED = "ADDED", _("another service asked for")
        ONWARD = "ONWARD", _("on to the next service")
        CONTINUED = "CONTINUED", _("next service began here")

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="events", verbose_name=_("queue number"))
    seq = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    counter = models.ForeignKey(
        Counter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("counter")
    )
    group = models.ForeignKey(
        ServiceGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("service group")
    )
    session = models.ForeignKey(
        CounterSession,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("counter session"),
    )
    for_counter = models.ForeignKey(
        Counter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("wanted by the counter"),
    )
    queued_at = models.DateTimeField(_("place in the queue"), null=True, blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = TicketEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a queue number")
        verbose_name_plural = _("events of queue numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "seq"],
                name="ticket_events_in_order",
                violation_error_message=_("Another event came first."),
            )
        ]
        indexes = [
            models.Index(fields=["counter", "-id"], name="ticket_event_by_counter"),
            models.Index(fields=["at"], name="ticket_event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}.{self.seq} {self.get_kind_display()}"
