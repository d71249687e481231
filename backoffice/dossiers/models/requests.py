"""Form 02 and form 03: what is still missing, and what was refused; the stop of a dossier."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers.models.applicants import Applicant
from backoffice.dossiers.models.dossiers import Dossier, whose_dossier_is_seen
from backoffice.dossiers.models.papers import Slip
from backoffice.dossiers.models.revocable import STANDING, Revocable, StandingQuerySet, revocation_is_whole
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import ScopedQuerySet, is_bound_to_division
from backoffice.procedures.models import Procedure


class DeskOrRoutedQuerySet(StandingQuerySet, ScopedQuerySet):
    """Papers of a desk; those of a dossier only for those who see the dossier (R82)."""

    def visible_to(self, user) -> Self:
        rows, routed = super().visible_to(user), whose_dossier_is_seen(user)
        if user.is_authenticated and is_bound_to_division(user):
            return rows.filter(routed)
        return rows.filter(models.Q(dossier__isnull=True) | routed)


class Supplement(Revocable):
    """A request to complete a dossier, on form 02: once, in full, with the reason (Điều 15.3)."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="supplements", verbose_name=_("one-stop desk")
    )
    dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supplements",
        verbose_name=_("dossier"),
        help_text=_("Empty: asked for at the counter, before reception."),
    )
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+", verbose_name=_("procedure"))
    applicant = models.ForeignKey(
        Applicant, models.PROTECT, related_name="supplements", verbose_name=_("applicant")
    )
    missing = models.JSONField(_("papers to hand in"), default=list)
    taken_in = models.JSONField(_("papers handed in so far"), default=list, blank=True)
    answer_by = models.DateField(
        _("to be handed in by"),
        null=True,
        blank=True,
        help_text=_("Afterwards the dossier ends; empty where no provision sets a day."),
    )
    reason = models.CharField(_("reason of the supplement"), max_length=1000)
    requested_at = models.DateTimeField(_("asked for at"))
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked for by"))
    notice_is_late = models.BooleanField(_("asked for too late"), default=False)
    override_number = models.CharField(
        _("decision that allows an exception"), max_length=100, blank=True, default=""
    )
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    slip = models.OneToOneField(
        Slip, models.PROTECT, null=True, related_name="supplement", verbose_name=_("printed form")
    )

    objects = DeskOrRoutedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("supplement request")
        verbose_name_plural = _("supplement requests")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(override_number="", dossier__isnull=False) & STANDING,
                name="supplement_is_asked_for_once",
                violation_error_message=_("A supplement may be asked for only once (Điều 11.2.c)."),
            ),
            models.UniqueConstraint(
                fields=["applicant", "procedure"],
                condition=models.Q(override_number="", dossier__isnull=True, completed_at__isnull=True)
                & STANDING,
                name="supplement_at_the_counter_once",
                violation_error_message=_("This applicant was already asked to complete these papers."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="supplement_has_a_reason",
                violation_error_message=_("Write why the papers are needed."),
            ),
            revocation_is_whole("supplement_taken_back_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.requested_at:%d/%m/%Y}"


class Refusal(Revocable):
    """A refusal on form 03, with its coded ground and its text (R14)."""

    class Ground(models.TextChoices):
        NOT_COMPETENT = "NOT_COMPETENT", _("not in the competence of this desk")
        NOT_COMPLETED = "NOT_COMPLETED", _("papers still missing after the supplement")
        CONDITIONS = "CONDITIONS", _("conditions evidently not met")
        NOT_ENTITLED = "NOT_ENTITLED", _("applicant not entitled, or authorisation missing")
        DUPLICATE = "DUPLICATE", _("the same dossier is already under way")

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="refusals", verbose_name=_("one-stop desk"))
    dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="refusals",
        verbose_name=_("dossier"),
        help_text=_("Empty: refused at the counter, no code was issued."),
    )
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, related_name="+", verbose_name=_("procedure")
    )
    applicant = models.ForeignKey(
        Applicant, models.PROTECT, related_name="refusals", verbose_name=_("applicant")
    )
    content = models.CharField(_("what was asked for"), max_length=2000)
    ground = models.CharField(_("ground of the refusal"), max_length=20, choices=Ground)
    text = models.CharField(_("reason of the refusal"), max_length=2000)
    refused_at = models.DateTimeField(_("refused at"))
    refused_on = models.DateField(_("refused on"))
    refused_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("refused by"))
    slip = models.OneToOneField(
        Slip, models.PROTECT, null=True, related_name="refusal", verbose_name=_("printed form")
    )

    objects = DeskOrRoutedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("refusal")
        verbose_name_plural = _("refusals")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="refusal_has_a_reason",
                violation_error_message=_("Write the reason of the refusal."),
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(dossier__isnull=False) & STANDING,
                name="one_refusal_stands_per_dossier",
                violation_error_message=_("This dossier was already refused."),
            ),
            revocation_is_whole("refusal_taken_back_by_somebody"),
        ]
        indexes = [models.Index(fields=["desk", "refused_on"], name="refusal_by_day")]

    def __str__(self) -> str:
        return f"{self.pk} {self.refused_on:%d/%m/%Y}"


class Stop(Revocable):
    """The end of a dossier at the applicant's request, before a result (Nghị định 118/2025 Điều 21)."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="stops", verbose_name=_("dossier"))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="stops", verbose_name=_("one-stop desk"))
    is_withdrawal = models.BooleanField(_("papers withdrawn"), default=False)
    requested_on = models.DateField(_("asked for on"))
    reason = models.CharField(_("reason of the applicant"), max_length=1000)
    papers_returned = models.CharField(_("papers given back"), max_length=1000, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"))
    stopped_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("stopped by"))
    slip = models.OneToOneField(
        Slip, models.PROTECT, null=True, related_name="stop", verbose_name=_("printed form")
    )

    objects = DeskOrRoutedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("stop at the applicant's request")
        verbose_name_plural = _("stops at the applicant's request")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=STANDING,
                name="one_stop_stands_per_dossier",
                violation_error_message=_("This dossier was already stopped."),
            ),
            revocation_is_whole("stop_taken_back_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.requested_on:%d/%m/%Y}"
