"""Facts about the clock of a dossier: how a date was computed, and when the clock was paused."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import all_or_none, in_order
from backoffice.dossiers.models.dossiers import Dossier, PauseReason, RoutedQuerySet
from backoffice.dossiers.models.revocable import Revocable, StandingQuerySet, revocation_is_whole
from backoffice.history.tracking import tracked
from backoffice.organisation.models import User


class DueComputation(models.Model):
    """How a due date was computed: the inputs, every day counted or not, and the result."""

    class Occasion(models.TextChoices):
        RECEPTION = "RECEPTION", _("at reception")
        SUPPLEMENT = "SUPPLEMENT", _("after the supplement")
        PAUSE = "PAUSE", _("after a pause")
        REAPPOINTMENT = "REAPPOINTMENT", _("new appointment")
        CORRECTION = "CORRECTION", _("after a correction")
        CALENDAR = "CALENDAR", _("after a change of the calendar")

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="computations", verbose_name=_("dossier")
    )
    occasion = models.CharField(_("occasion of the computation"), max_length=15, choices=Occasion)
    at = models.DateTimeField(_("computed at"))
    inputs = models.JSONField(_("inputs"), default=dict)
    explanation = models.JSONField(_("day by day"), default=list)
    warnings = models.JSONField(_("warnings of the calendar"), default=list)
    due_on = models.DateField(_("due date"))
    due_at = models.DateTimeField(_("appointment"))
    deadline_end = models.DateTimeField(_("last instant in time"))

    objects = RoutedQuerySet.as_manager()

    class Meta:
        verbose_name = _("computation of a due date")
        verbose_name_plural = _("computations of due dates")
        ordering = ["dossier", "at", "id"]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.due_on:%d/%m/%Y}"


class PauseQuerySet(StandingQuerySet, RoutedQuerySet):
    """Pauses of a dossier; one that was taken back stopped no clock."""


class Pause(Revocable):
    """A time in which the clock of a dossier was paused, for one of the lawful reasons (R31)."""

    Reason = PauseReason

    class Policy(models.TextChoices):
        RESTART = "RESTART", _("the full limit again")
        RESUME = "RESUME", _("the rest of the limit")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="pauses", verbose_name=_("dossier"))
    reason = models.CharField(_("lawful reason"), max_length=20, choices=Reason)
    policy = models.CharField(_("what the pause does to the limit"), max_length=10, choices=Policy)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    paused_at = models.DateTimeField(_("clock paused at"))
    resumed_at = models.DateTimeField(_("clock resumed at"), null=True, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause of the clock")
        verbose_name_plural = _("pauses of the clock")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(resumed_at__isnull=True),
                name="one_pause_at_a_time",
                violation_error_message=_("The clock of this dossier is already paused."),
            ),
            in_order(
                "paused_at",
                "resumed_at",
                name="pause_ends_after_it_starts",
                message=_("The clock cannot be resumed before it was paused."),
            ),
            models.CheckConstraint(
                condition=~models.Q(legal_basis=""),
                name="pause_has_a_legal_basis",
                violation_error_message=_("A pause names its legal basis."),
            ),
            revocation_is_whole("pause_taken_back_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.reason}"


class PauseProposal(models.Model):
    """A pause that needs a second person: proposed by one, granted or declined by another (R31)."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="pause_proposals", verbose_name=_("dossier")
    )
    reason = models.CharField(_("lawful reason"), max_length=20, choices=Pause.Reason)
    policy = models.CharField(_("what the pause does to the limit"), max_length=10, choices=Pause.Policy)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    is_granted = models.BooleanField(_("granted"), default=False)

    objects = RoutedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("proposal of a pause")
        verbose_name_plural = _("proposals of pauses")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(decided_at__isnull=True),
                name="one_proposal_of_a_pause_at_a_time",
                violation_error_message=_("A pause of this dossier is already proposed."),
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="a_second_person_decides_on_a_pause",
                violation_error_message=_("A second person decides on a pause, not who proposed it."),
            ),
            all_or_none(
                "decided_at",
                "decided_by",
                name="decision_on_a_pause_has_time_and_author",
                message=_("A decision has its time and its author."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.get_reason_display()}"
