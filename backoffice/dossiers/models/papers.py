from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers.models.dossiers import Dossier
from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import ScopedQuerySet


class CodeSerial(models.Model):
    """The last dossier ordinal a desk gave on a day (R3: gap-free, never reused)."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", verbose_name=_("one-stop desk"))
    day = models.DateField(_("day"))
    last = models.PositiveIntegerField(_("last ordinal"), default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ordinals of a day")
        verbose_name_plural = _("ordinals of a day")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "day"],
                name="codes_counted_once_per_day",
                violation_error_message=_("This day is already counted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.last}"


class Slip(models.Model):
    """A printed official form: a numbered snapshot with its hash, replaced but never edited."""

    class Kind(models.TextChoices):
        RECEIPT = "RECEIPT", _("receipt and appointment")
        SUPPLEMENT = "SUPPLEMENT", _("supplement request")
        REFUSAL = "REFUSAL", _("refusal of reception")
        APOLOGY = "APOLOGY", _("apology and new appointment")
        STOP_NOTICE = "STOP_NOTICE", _("stop notice")
        CONTROL_SHEET = "CONTROL_SHEET", _("control sheet")
        REGISTER = "REGISTER", _("register of dossiers")

    class FormSet(models.TextChoices):
        TT01_2018 = "TT01_2018", "TT 01/2018/TT-VPCP"
        TT03_2025 = "TT03_2025", "TT 03/2025/TT-VPCP"

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="slips", verbose_name=_("dossier")
    )
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="slips", verbose_name=_("one-stop desk"))
    kind = models.CharField(_("form"), max_length=15, choices=Kind)
    form_set = models.CharField(_("form set"), max_length=10, choices=FormSet)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number in the year"))
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("issued by"))
    payload = models.JSONField(_("content"))
    sha256 = models.CharField(_("hash of the content"), max_length=64)
    printed = models.PositiveSmallIntegerField(_("times printed"), default=0)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed form")
        verbose_name_plural = _("printed forms")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "kind", "year", "number"],
                name="form_number_once_per_year",
                violation_error_message=_("This number is taken."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}/{self.year}"


class SlipSerial(models.Model):
    """The last number of a form in a year of a desk."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", verbose_name=_("one-stop desk"))
    kind = models.CharField(_("form"), max_length=15, choices=Slip.Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("numbers of a form")
        verbose_name_plural = _("numbers of a form")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "kind", "year"],
                name="forms_counted_once_per_year",
                violation_error_message=_("This year is already counted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"
