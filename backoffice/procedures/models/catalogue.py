from decimal import Decimal

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backoffice.history.tracking import tracked
from backoffice.organisation.models import Division, User
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.procedures import fee_words
from backoffice.procedures.models.versions import Procedure, ProcedureVersion


class PartQuerySet(ScopedQuerySet):
    """Parts of a version: seen where their procedure is seen."""

    def visible_to(self, user):
        return self.filter(version__procedure__in=Procedure.objects.visible_to(user))


class Channel(models.TextChoices):
    ANY = "", _("any channel")
    IN_PERSON = "IN_PERSON", _("in person")
    ONLINE = "ONLINE", _("online")
    POSTAL = "POSTAL", _("public postal service")


class Component(models.Model):
    """A paper the applicant hands in."""

    version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="components", verbose_name=_("procedure version")
    )
    ordinal = models.PositiveSmallIntegerField(_("order"))
    case = models.CharField(_("case"), max_length=500, blank=True)
    name = models.TextField(_("name of the paper"))
    form_name = models.CharField(_("application form"), max_length=300, blank=True)
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    is_mandatory = models.BooleanField(_("mandatory"), default=True)

    objects = PartQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("component of the dossier")
        verbose_name_plural = _("components of the dossier")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "ordinal"],
                name="component_order_once_per_version",
                violation_error_message=_("Two components have the same order."),
            )
        ]

    def __str__(self) -> str:
        return self.name[:100]


class TimeLimit(models.Model):
    """The time a procedure may take, for a case and a channel."""

    class Unit(models.TextChoices):
        WORKING_DAY = "working_day", _("working days")
        DAY = "day", _("days of the calendar")
        MONTH = "month", _("months")
        HOUR = "hour", _("working hours")

    version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="time_limits", verbose_name=_("procedure version")
    )
    ordinal = models.PositiveSmallIntegerField(_("order"), default=1)
    case = models.CharField(_("case"), max_length=500, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True, default=Channel.ANY)
    amount = models.DecimalField(_("amount"), max_digits=6, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=12, choices=Unit, blank=True)
    same_day = models.BooleanField(
        _("within the day"), default=False, help_text=_("After 15:00 on the next working day.")
    )
    is_main = models.BooleanField(_("main limit"), default=False)
    text = models.TextField(_("text of the limit"), blank=True)

    objects = PartQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "ordinal"],
                name="time_limit_order_once_per_version",
                violation_error_message=_("Two time limits have the same order."),
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(is_main=True),
                name="one_main_limit_per_version",
                violation_error_message=_("A version has one main time limit."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True, unit="")
                | (models.Q(amount__gt=0) & ~models.Q(unit="")),
                name="time_limit_has_amount_and_unit",
                violation_error_message=_("Give the amount and its unit, or neither."),
            ),
        ]

    def __str__(self) -> str:
        words = self.in_words or self.text[:50]
        return f"{words} ({self.case})" if self.case else words

    @property
    def in_words(self) -> str:
        """Say the limit as people do, "" where it has no amount: "5 working days", "within the day"."""
        if self.same_day:
            return gettext("within the day")
        if self.amount is None:
            return ""
        # Eleven point zero days are eleven days.
        amount = number_format(Decimal(f"{self.amount.normalize():f}"))
        return f"{amount} {self.get_unit_display()}"


class Fee(models.Model):
    """What the applicant pays: a fee for the service (phí) or a state levy (lệ phí)."""

    class Kind(models.TextChoices):
        PHI = "PHI", _("service fee")
        LE_PHI = "LE_PHI", _("state levy")
        UNSTATED = "", _("not stated")

    version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="fees", verbose_name=_("procedure version")
    )
    ordinal = models.PositiveSmallIntegerField(_("order"), default=1)
    kind = models.CharField(_("kind of fee"), max_length=10, choices=Kind, blank=True, default=Kind.UNSTATED)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True, default=Channel.ANY)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="VND")
    per = models.CharField(_("per"), max_length=100, blank=True, help_text=_("bản, lần, trang …"))
    condition = models.CharField(_("condition"), max_length=500, blank=True)

    objects = PartQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "ordinal"],
                name="fee_order_once_per_version",
                violation_error_message=_("Two fees have the same order."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="fee_is_not_negative",
                violation_error_message=_("A fee cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        kind = self.get_kind_display() if self.kind else ""
        return fee_words.line(kind, self.amount, currency=self.currency, per=self.per)


class ProcessStep(models.Model):
    """A step of the internal process: which division, post and officer, and its share of the limit."""

    class Kind(models.TextChoices):
        RECEPTION = "RECEPTION", _("reception")
        EXAMINATION = "EXAMINATION", _("examination")
        CONSULTATION = "CONSULTATION", _("consultation")
        APPROVAL = "APPROVAL", _("approval and signature")
        RETURN = "RETURN", _("return of the result")

    version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="process_steps", verbose_name=_("procedure version")
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="process_steps",
        verbose_name=_("division"),
        help_text=_("Empty: the desk itself."),
    )
    ordinal = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind of step"), max_length=12, choices=Kind, default=Kind.EXAMINATION)
    name = models.CharField(_("step name"), max_length=300)
    post = models.CharField(_("post"), max_length=200, blank=True)
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("officer")
    )
    standby = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("standby officer")
    )
    hours = models.DecimalField(
        _("share of the limit"),
        max_digits=6,
        decimal_places=2,
        help_text=_("In working hours; a day has eight."),
    )

    objects = PartQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("step of the internal process")
        verbose_name_plural = _("steps of the internal process")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "ordinal"],
                name="step_order_once_per_version",
                violation_error_message=_("Two steps have the same order."),
            ),
            models.CheckConstraint(
                condition=models.Q(hours__gte=0),
                name="step_takes_no_negative_time",
                violation_error_message=_("A step cannot take negative time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.name}"
