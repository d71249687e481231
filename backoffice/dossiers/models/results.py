from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers.models.dossiers import Dossier, RoutedQuerySet
from backoffice.dossiers.models.records import Attachment
from backoffice.dossiers.models.revocable import STANDING, Revocable, StandingQuerySet, revocation_is_whole
from backoffice.history.tracking import tracked
from backoffice.organisation.models import User


class ResultQuerySet(StandingQuerySet, RoutedQuerySet):
    """What a dossier was decided by; one that was taken back decides nothing."""


class Result(Revocable):
    """What was decided on a dossier: kind, number, day, signer, and the signed file if there is one."""

    class Kind(models.TextChoices):
        CERTIFICATE = "CERTIFICATE", _("certificate or paper")
        APPROVAL = "APPROVAL", _("decision of approval")
        REFUSAL = "REFUSAL", _("refusal in writing")

    # What a person signs; a refusal has a form and a verb of its own.
    SIGNED = (Kind.CERTIFICATE, Kind.APPROVAL)

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="results", verbose_name=_("dossier"))
    kind = models.CharField(_("kind of result"), max_length=12, choices=Kind)
    number = models.CharField(_("number of the result"), max_length=100)
    signed_on = models.DateField(_("day of the signature"))
    signed_at = models.DateTimeField(_("entered at"))
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    signer_name = models.CharField(_("signer's name on that day"), max_length=100)
    signer_title = models.CharField(_("signer's title on that day"), max_length=100, blank=True)
    signer_unit = models.CharField(_("signer's unit on that day"), max_length=200, blank=True)
    in_place_of = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in place of"),
        help_text=_("Whom the process names; empty where it is the signer."),
    )
    substitution = models.CharField(
        _("paper that allows the substitution"), max_length=200, blank=True, default=""
    )
    file = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("signed file"),
    )

    objects = ResultQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("result of a dossier")
        verbose_name_plural = _("results of dossiers")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=STANDING,
                name="one_result_stands_per_dossier",
                violation_error_message=_("This dossier already has a result."),
            ),
            models.CheckConstraint(
                condition=~models.Q(number=""),
                name="result_has_a_number",
                violation_error_message=_("Write the number of the result."),
            ),
            models.CheckConstraint(
                condition=models.Q(in_place_of__isnull=True) | ~models.Q(substitution=""),
                name="substitution_names_its_paper",
                violation_error_message=_("Name the paper that lets you sign in place of another."),
            ),
            revocation_is_whole("revocation_has_time_and_author"),
        ]
        indexes = [models.Index(fields=["number"], name="result_by_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.signed_on:%d/%m/%Y}"
