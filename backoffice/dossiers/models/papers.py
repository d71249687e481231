from datetime import date
from typing import cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.base.validity import Period, PeriodQuerySet
from backoffice.dossiers.models.dossiers import Dossier, whose_dossier_is_seen
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import ScopedQuerySet, desks_in_sight, is_bound_to_division


class CodeSerial(models.Model):
    """The last dossier ordinal that a desk used on a day (R3: gap-free, never reused)."""

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


class SlipQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever sees the dossier sees its forms; a list of dossiers is seen where it was made (R82)."""
        rows = super().visible_to(user)
        lists = models.Q(dossier__isnull=True)
        if user.is_authenticated and is_bound_to_division(user):
            lists &= models.Q(issued_by__division=user.division_id)
        return rows.filter(lists | whose_dossier_is_seen(user))


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
        HAND_OVER_LIST = "HAND_OVER_LIST", _("hand-over list")
        URGING = "URGING", _("urging letter")
        CHAIRMAN = "CHAIRMAN", _("apology of the chairman")

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
    issued_at = models.DateTimeField(_("form issued at"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("form issued by"))
    payload = models.JSONField(_("content"))
    sha256 = models.CharField(_("hash of the content"), max_length=64)
    # Null only in an earlier version, until it had sealed the existing rows.
    seal = models.CharField(_("seal"), max_length=64, null=True, editable=False)  # noqa: DJ001
    printed = models.PositiveSmallIntegerField(_("times printed"), default=0)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    objects = SlipQuerySet.as_manager()

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
        return f"{self.get_kind_display()} {self.number}/{self.year}"


class FormRuleQuerySet(PeriodQuerySet):
    def visible_to(self, user):
        """Everybody sees the rules of the whole country; a desk's own follow the scope."""
        desks = desks_in_sight(user)
        if desks is None:
            return self.all()
        return self.filter(models.Q(desk__isnull=True) | models.Q(desk__in=sorted(desks)))

    def of(self, desk: Desk, kind: str, *, on: date) -> "FormRule | None":
        """Return the rule for a form on a day: the desk's own goes before the country's."""
        rules = self.in_force(on=on).filter(models.Q(desk__isnull=True) | models.Q(desk=desk), kind=kind)
        found = rules.order_by(models.F("desk").asc(nulls_last=True), "-valid_from").first()
        return cast("FormRule | None", found)


class FormRule(Period):
    """Which form set, title and number ending an official form has, from a day on (R1)."""

    desk = models.ForeignKey(
        Desk,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="form_rules",
        verbose_name=_("only for the desk"),
        help_text=_("Empty: the whole country."),
    )
    kind = models.CharField(_("form"), max_length=15, choices=Slip.Kind)
    form_set = models.CharField(_("form set"), max_length=10, choices=Slip.FormSet)
    form_number = models.CharField(_("number of the form"), max_length=10, help_text=_("01, 02 …"))
    title = models.CharField(_("title on the form"), max_length=200)
    suffix = models.CharField(_("ending of the numbers"), max_length=40, help_text=_("/TTPVHCC"))
    is_interim = models.BooleanField(_("interim form"), default=False)

    objects = FormRuleQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("rule for a form")
        verbose_name_plural = _("rules for forms")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "kind", "valid_from"],
                name="form_rule_once_per_day",
                violation_error_message=_("This form already has a rule from that day on."),
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="form_rule_ends_after_it_starts",
                message=_("A rule cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_form_set_display()}, {self.valid_from:%d/%m/%Y}"


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
        return f"{self.get_kind_display()} {self.year}: {self.last}"
