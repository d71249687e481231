from datetime import date
from types import MappingProxyType
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import all_or_none, in_order
from backoffice.dossiers.models import indexes
from backoffice.dossiers.models.applicants import Applicant
from backoffice.dossiers.models.exceptions import OutsideDeskDecision
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, Division, User
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.procedures.models import Procedure, ProcedureVersion, TimeLimit
from backoffice.staffing.models import CounterSession

# Columns that are derived from others: they have no history of their own.
PROJECTIONS = ["search_text", "code_key", "code_tail", "log_seq", "log_hash", "log_seal", "request_key"]


class PauseReason(models.TextChoices):
    """The lawful reasons for which a clock is paused (R31)."""

    BO_SUNG = "BO_SUNG", _("supplement by the applicant")
    XAC_MINH_THEO_LUAT = "XAC_MINH_THEO_LUAT", _("verification that the law does not count")
    NGHIA_VU_TAI_CHINH = "NGHIA_VU_TAI_CHINH", _("financial obligation of the applicant")
    KHAC = "KHAC", _("other ground, with its legal basis")
    MO_LAI = "MO_LAI", _("reopened under a decision, the result was out")


class DossierQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> Self:
        """Division staff see only what was routed to their division, or what it was asked about (R82)."""
        rows = super().visible_to(user)
        if not user.is_authenticated or user.division_id is None:
            return rows
        if user.has_perm("dossiers.see_every_division"):
            return rows
        return rows.filter(
            models.Q(division=user.division_id)
            | models.Q(pk__in=self._part_in("steps", user.division_id))
            | models.Q(pk__in=self._part_in("consultations", user.division_id))
        )

    def _part_in(self, related_name: str, division: int) -> models.QuerySet:
        """Return the ids of the dossiers with a step in the division, or with a question to it.

        The models of these are declared further down.
        """
        related: Any = Dossier._meta.get_field(related_name).related_model
        return related._default_manager.filter(division=division).values("dossier")

    def submitted_as(self, request_key: str, *, desk: Desk) -> Self:
        """The dossier of one submission of the form of reception, if it was received.

        That the key is not empty is said once more for SQLite: with a bound parameter it cannot see that the
        index of the keys, which leaves the empty ones out, holds the row, and would walk the whole desk.
        """
        return self.exclude(request_key="").filter(desk=desk, request_key=request_key)

    def counted(self) -> Self:
        """Leave out practice dossiers: they count nowhere."""
        return self.exclude(nature=Dossier.Nature.PRACTICE)

    def open(self) -> Self:
        """Not yet resolved: the administration still owes a result.

        The empty day follows from the state; SQLite needs it in the query to use the partial indexes.
        """
        return self.filter(state__in=Dossier.OPEN, resolved_on__isnull=True)

    def running(self) -> Self:
        """Open, with the clock ticking against the administration, or its limit used up already."""
        return self.open().filter(is_clock_stopped=False)

    def overdue(self, *, on: date) -> Self:
        """Running, and the last day of the first date is past: the official figure (R38, R48)."""
        return self.running().filter(due_original_on__lt=on)

    def past_appointment(self, *, on: date) -> Self:
        """Running, and the date as it is now is past: a letter may have moved it."""
        return self.running().filter(due_on__lt=on)

    def due_between(self, first: date, last: date) -> Self:
        """Running, with the last day from `first` to `last`, both included."""
        return self.running().filter(due_on__range=(first, last))

    def paused(self) -> Self:
        """Open, and the clock is paused."""
        return self.open().filter(paused_at__isnull=False)

    def held_by(self, user: User) -> Self:
        """Open, and in the hands of `user`."""
        return self.open().filter(holder=user)

    def offered_to(self, user: User) -> Self:
        """Open, and offered to `user`, who has not taken it yet."""
        return self.open().filter(hand_overs__taken_at__isnull=True, hand_overs__taker=user)

    def in_division(self, division: int | None) -> Self:
        """Open, and in the hands of the division; `None` is the desk itself."""
        return self.open().filter(holder_division=division)

    def ready_for_return(self) -> Self:
        """Resolved, waiting at the desk for the applicant."""
        return self.filter(state=Dossier.State.RESOLVED)


class Dossier(models.Model):
    """A dossier: what an applicant handed in, who holds it, and when the result is due."""

    class State(models.TextChoices):
        RECEIVED = "RECEIVED", _("received")
        IN_PROCESS = "IN_PROCESS", _("in process")
        WAITING_SUPPLEMENT = "WAITING_SUPPLEMENT", _("waiting for supplement")
        RESOLVED = "RESOLVED", _("resolved, result at the desk")
        RETURNED = "RETURNED", _("result returned")
        REFUSED = "REFUSED", _("refused after examination")
        STOPPED = "STOPPED", _("stopped at the applicant's request")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")
        UNANSWERED = "UNANSWERED", _("ended, the supplement did not come")

    class Channel(models.TextChoices):
        IN_PERSON = "IN_PERSON", _("in person")
        ONLINE = "ONLINE", _("online")
        POSTAL = "POSTAL", _("public postal service")

    class Timeliness(models.TextChoices):
        EARLY = "EARLY", _("early")
        ON_TIME = "ON_TIME", _("on time")
        LATE = "LATE", _("late")

    class Nature(models.TextChoices):
        REAL = "REAL", _("real")
        DEMO = "DEMO", _("invented, for demonstration")
        PRACTICE = "PRACTICE", _("practice (MẪU)")

    class Payment(models.TextChoices):
        NONE = "NONE", _("nothing to pay")
        DUE = "DUE", _("to be paid")
        PAID = "PAID", _("paid")
        EXEMPT = "EXEMPT", _("exempt")

    class Delivery(models.TextChoices):
        NOT_READY = "NOT_READY", _("not ready")
        READY = "READY", _("ready at the desk")
        NOTIFIED = "NOTIFIED", _("applicant notified")
        HANDED_OVER = "HANDED_OVER", _("handed over")

    # Codes that a column without choices keeps.
    labels_in_history = MappingProxyType({"pause_reason": PauseReason})
    masked_in_history = frozenset({"proxy_id_number", "proxy_phone"})
    OPEN = (State.RECEIVED, State.IN_PROCESS, State.WAITING_SUPPLEMENT)
    FINISHED = (State.RESOLVED, State.RETURNED, State.REFUSED)

    code = models.CharField(_("dossier code"), max_length=60, unique=True)
    is_foreign_code = models.BooleanField(_("code of another system"), default=False)
    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="dossiers", verbose_name=_("received by the desk")
    )
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="dossiers", verbose_name=_("procedure")
    )
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="dossiers", verbose_name=_("version of the procedure")
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name=_("resolving division"),
    )
    applicant = models.ForeignKey(
        Applicant, models.PROTECT, related_name="dossiers", verbose_name=_("applicant")
    )
    applicant_name = models.CharField(_("applicant's name on that day"), max_length=200)
    proxy_name = models.CharField(_("authorised person"), max_length=200, blank=True)
    proxy_id_number = models.CharField(_("ID number of the authorised person"), max_length=20, blank=True)
    proxy_phone = models.CharField(_("telephone of the authorised person"), max_length=20, blank=True)
    proxy_paper = models.CharField(_("authorisation paper"), max_length=200, blank=True)
    content = models.CharField(_("what is asked for"), max_length=2000)
    sets = models.PositiveSmallIntegerField(_("sets of papers"), default=1)
    result_place = models.CharField(_("result collected at"), max_length=200, blank=True)

    channel = models.CharField(_("channel of reception"), max_length=10, choices=Channel)
    received_at = models.DateTimeField(_("received at"))
    received_on = models.DateField(_("received on"), help_text=_("Local day of reception."))
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("received by"))
    received_by_name = models.CharField(_("receiver's name on that day"), max_length=100)
    session = models.ForeignKey(
        CounterSession,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name=_("counter session"),
    )
    outside_decision = models.ForeignKey(
        OutsideDeskDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name=_("exception decision"),
    )
    outside_place = models.CharField(_("place of the exception"), max_length=200, blank=True)
    submitted_at = models.DateTimeField(_("submitted or posted at"), null=True, blank=True)
    entered_late = models.BooleanField(_("entered later from paper"), default=False)
    is_cross_boundary = models.BooleanField(_("irrespective of boundaries"), default=False)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.REAL)

    term_amount = models.DecimalField(_("time limit"), max_digits=6, decimal_places=2)
    term_unit = models.CharField(_("unit of the limit"), max_length=12, choices=TimeLimit.Unit)
    due_original_on = models.DateField(_("first due date"))
    due_original_at = models.DateTimeField(_("first appointment"))
    due_on = models.DateField(_("due date"))
    due_at = models.DateTimeField(_("appointment"))

    state = models.CharField(_("state of the dossier"), max_length=20, choices=State, default=State.RECEIVED)
    holder = models.ForeignKey(User, models.PROTECT, related_name="held_dossiers", verbose_name=_("held by"))
    holder_division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="held_dossiers",
        verbose_name=_("held in division"),
        help_text=_("Empty: at the desk."),
    )
    paused_at = models.DateTimeField(_("clock paused at"), null=True, blank=True)
    is_clock_stopped = models.BooleanField(
        _("clock stopped in time"),
        default=False,
        help_text=_(
            "Paused before the limit was used up; late stays late in a pause that began later (R37)."
        ),
    )
    pause_reason = models.CharField(_("why the clock is paused"), max_length=30, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_on = models.DateField(_("resolved on"), null=True, blank=True)
    timeliness = models.CharField(_("timeliness"), max_length=10, choices=Timeliness, blank=True, default="")
    ended_on = models.DateField(_("ended without result on"), null=True, blank=True)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    payment = models.CharField(_("payment"), max_length=10, choices=Payment, default=Payment.NONE)
    delivery = models.CharField(_("delivery"), max_length=12, choices=Delivery, default=Delivery.NOT_READY)
    result_signed_at = models.DateTimeField(_("result signed at"), null=True, blank=True)
    receipt_requested = models.BooleanField(
        _("receipt asked for"), default=True, help_text=_("Results given at once need none (Điều 17.4).")
    )
    paper_register = models.CharField(
        _("book and number of the paper register"), max_length=60, blank=True, default=""
    )
    request_key = models.CharField(
        _("key of the submission"), max_length=40, blank=True, default="", editable=False
    )
    search_text = models.TextField(_("folded text"), editable=False)
    code_key = models.CharField(_("code without signs"), max_length=60, default="", editable=False)
    code_tail = models.CharField(_("day and ordinal of the code"), max_length=24, default="", editable=False)
    log_seq = models.PositiveIntegerField(_("events so far"), default=0, editable=False)
    log_hash = models.CharField(_("hash at the end"), max_length=64, blank=True, default="", editable=False)
    log_seal = models.CharField(_("seal on the log"), max_length=64, null=True, editable=False)  # noqa: DJ001

    objects = DossierQuerySet.as_manager()
    history = tracked(excluded_fields=PROJECTIONS)

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        permissions = [
            ("receive_dossier", _("Can receive dossiers at a counter")),
            ("process_dossier", _("Can process dossiers in a division")),
            ("resolve_dossier", _("Can sign results")),
            ("return_dossier", _("Can return results at a counter")),
            ("sign_apology", _("Can sign apologies")),
            ("override_rule", _("Can override a rule under a recorded decision")),
            ("see_every_division", _("Can see the dossiers of every division")),
        ]
        constraints = [
            in_order(
                "received_on",
                "due_original_on",
                name="dossier_due_after_reception",
                message=_("The due date cannot be before the day of reception."),
            ),
            in_order(
                "due_original_on",
                "due_on",
                name="new_appointment_is_later",
                message=_("A new appointment cannot be before the first one."),
            ),
            in_order(
                "received_at",
                "resolved_at",
                name="dossier_resolved_after_reception",
                message=_("A result cannot be older than the reception."),
            ),
            in_order(
                "resolved_at",
                "returned_at",
                name="dossier_returned_after_result",
                message=_("A result cannot be returned before it exists."),
            ),
            all_or_none(
                "resolved_at",
                "resolved_on",
                name="resolution_has_time_and_day",
                message=_("A resolution has its time and its day."),
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_at__isnull=True, timeliness="")
                | (models.Q(resolved_at__isnull=False) & ~models.Q(timeliness="")),
                name="resolution_is_early_on_time_or_late",
                violation_error_message=_("A resolved dossier is early, on time or late."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["RESOLVED", "RETURNED", "REFUSED"], resolved_at__isnull=False)
                | (
                    ~models.Q(state__in=["RESOLVED", "RETURNED", "REFUSED"])
                    & models.Q(resolved_at__isnull=True)
                ),
                name="finished_state_has_a_resolution",
                violation_error_message=_("State and resolution do not agree."),
            ),
            models.CheckConstraint(
                condition=models.Q(session__isnull=False)
                | models.Q(outside_decision__isnull=False)
                | ~models.Q(channel="IN_PERSON")
                | models.Q(entered_late=True)
                | ~models.Q(nature="REAL")
                | models.Q(is_foreign_code=True),
                name="reception_only_at_the_desk",
                violation_error_message=_("Dossiers are received only at an open counter of the desk."),
            ),
            models.CheckConstraint(
                condition=models.Q(proxy_name="") | ~models.Q(proxy_paper=""),
                name="proxy_shows_an_authorisation",
                violation_error_message=_("An authorised person must show the authorisation paper."),
            ),
            models.CheckConstraint(
                condition=models.Q(paused_at__isnull=True, pause_reason="")
                | (models.Q(paused_at__isnull=False) & ~models.Q(pause_reason="")),
                name="pause_has_a_reason",
                violation_error_message=_("A paused clock has a lawful reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_clock_stopped=False) | models.Q(paused_at__isnull=False),
                name="stopped_clock_is_paused",
                violation_error_message=_("A stopped clock has its pause."),
            ),
            models.UniqueConstraint(
                fields=["desk", "request_key"],
                condition=~models.Q(request_key=""),
                name="a_submission_is_received_once",
                violation_error_message=_("This reception was already saved."),
            ),
        ]
        indexes = indexes.DOSSIER

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def is_overdue(self, *, on: date) -> bool:
        return self.is_open and not self.is_clock_stopped and self.due_original_on < on


def whose_dossier_is_seen(user) -> models.Q:
    """Return the condition, for rows that belong to a dossier, that `user` sees the dossier.

    It is checked row by row: a subquery of all visible dossiers would be computed for every query.
    """
    return models.Q(models.Exists(Dossier.objects.visible_to(user).filter(pk=models.OuterRef("dossier"))))


class RoutedQuerySet(models.QuerySet):
    """Parts of a dossier: seen where the dossier is seen."""

    def visible_to(self, user) -> Self:
        return self.filter(whose_dossier_is_seen(user))
