from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import all_or_none
from backoffice.dossiers.models.dossiers import Dossier, RoutedQuerySet
from backoffice.dossiers.models.papers import Slip
from backoffice.dossiers.models.steps import Step
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import SharedActiveQuerySet


class CauseKind(models.TextChoices):
    CHU_QUAN = "CHU_QUAN", _("subjective cause")
    KHACH_QUAN = "KHACH_QUAN", _("objective cause")


class Cause(models.Model):
    """A coded reason of lateness; the list may be edited."""

    code = models.SlugField(_("code of the cause"), max_length=30, unique=True)
    kind = models.CharField(_("kind of cause"), max_length=10, choices=CauseKind)
    name = models.CharField(_("cause of lateness"), max_length=200)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = SharedActiveQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("cause of lateness")
        verbose_name_plural = _("causes of lateness")
        ordering = ["kind", "code"]

    def __str__(self) -> str:
        return self.name


class ApologyQuerySet(RoutedQuerySet):
    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(signed_at__isnull=True)

    def worth_signing(self, *, on: date) -> Self:
        """Drafts whose letter can still be sent: the dossier is open, or was resolved in this year."""
        this_year = models.Q(dossier__resolved_on__gte=on.replace(month=1, day=1))
        is_open = models.Q(dossier__state__in=Dossier.OPEN, dossier__resolved_on__isnull=True)
        return self.drafts().filter(is_open | this_year)

    def without_decision(self) -> Self:
        """The letters that the regime allows; those under a decision of the chairman do not count (R36)."""
        return self.filter(override_number="")

    def signed_between(self, first: date, last: date) -> Self:
        """Signed from `first` to `last`, both included: the register of apologies."""
        return self.filter(signed_on__range=(first, last))


class Apology(models.Model):
    """An apology with one new appointment, signed by the head of the competent agency (Điều 19.9).

    How many of them a dossier may have is a number of its regime, by law one.
    """

    class Channel(models.TextChoices):
        EMAIL = "EMAIL", _("e-mail")
        SMS = "SMS", _("text message")
        PHONE = "PHONE", _("telephone")
        SOCIAL = "SOCIAL", _("approved social network")
        PAPER = "PAPER", _("letter on paper")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="apologies", verbose_name=_("dossier"))
    ordinal = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("Among the letters of the dossier that needed no decision.")
    )
    reason = models.CharField(_("reason for the citizen"), max_length=2000)
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="+", verbose_name=_("cause of lateness"))
    cause_kind = models.CharField(_("kind of cause"), max_length=10, choices=CauseKind)
    step = models.ForeignKey(
        Step,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="apologies",
        verbose_name=_("step that used the time"),
    )
    old_due_on = models.DateField(_("date that is missed"))
    new_due_on = models.DateField(_("new appointment"))
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("drafted by"))
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    signer_name = models.CharField(_("signer's name on that day"), max_length=100, blank=True)
    signer_title = models.CharField(_("signer's title on that day"), max_length=100, blank=True)
    is_late_letter = models.BooleanField(_("late letter"), default=False)
    override_number = models.CharField(
        _("decision that allows a second appointment"), max_length=100, blank=True, default=""
    )
    desk_told_at = models.DateTimeField(_("desk notified at"), null=True, blank=True)
    notified_at = models.DateTimeField(_("applicant notified at"), null=True, blank=True)
    notified_by_channel = models.CharField(
        _("applicant notified by"), max_length=10, choices=Channel, blank=True
    )
    notified_result = models.CharField(_("result of the notification"), max_length=300, blank=True)
    slip = models.OneToOneField(
        Slip, models.PROTECT, null=True, related_name="apology", verbose_name=_("printed form")
    )

    objects = ApologyQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("apology")
        verbose_name_plural = _("apologies")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "ordinal"],
                condition=models.Q(override_number=""),
                name="new_appointment_order_once_per_dossier",
                violation_error_message=_("Two apologies for a dossier have the same order."),
            ),
            models.CheckConstraint(
                condition=models.Q(ordinal__gte=1),
                name="new_appointments_are_counted_from_one",
                violation_error_message=_("The order of an apology begins with 1."),
            ),
            models.CheckConstraint(
                condition=models.Q(new_due_on__gt=models.F("old_due_on")),
                name="new_appointment_after_the_old",
                violation_error_message=_("The new appointment must be later than the one that is missed."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="apology_has_a_reason",
                violation_error_message=_("Write the reason for the citizen."),
            ),
            all_or_none(
                "signed_at",
                "signed_on",
                "signed_by",
                name="signature_has_time_and_signer",
                message=_("A signature has its time and its signer."),
            ),
        ]
        indexes = [models.Index(fields=["signed_on"], name="apology_register")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.new_due_on:%d/%m/%Y}"


class Urging(models.Model):
    """An urging letter for dossiers near or past their date, by order of the authority (R62)."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="urgings", verbose_name=_("one-stop desk"))
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="urgings", verbose_name=_("dossier"))
    ordinal = models.PositiveSmallIntegerField(_("order"))
    addressee = models.CharField(_("addressed to"), max_length=300)
    answer_by = models.DateField(_("answer by"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    urged_at = models.DateTimeField(_("urged at"))
    urged_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("urged by"))

    objects = RoutedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("urging letter")
        verbose_name_plural = _("urging letters")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "ordinal"],
                name="urging_order_once_per_dossier",
                violation_error_message=_("Two urging letters have the same order."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}.{self.ordinal}"
