"""Records beside a dossier: accesses to personal data, files, and figures from before the software."""

from typing import Any, Self

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.dossiers.models.dossiers import Dossier, RoutedQuerySet, whose_dossier_is_seen
from backoffice.dossiers.models.papers import Slip
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, User
from backoffice.organisation.scope import ScopedQuerySet


class AccessQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever sees the dossier, or a form without a dossier, sees the accesses to it."""
        forms = models.Q(dossier__isnull=True, slip__in=Slip.objects.visible_to(user))
        return self.filter(whose_dossier_is_seen(user) | forms)


class Access(models.Model):
    """An access to personal data of a dossier or a form: who, when, what, from where (R80, R81)."""

    class Kind(models.TextChoices):
        VIEW = "VIEW", _("viewed")
        UNMASK = "UNMASK", _("seen in full")
        PRINT = "PRINT", _("printed")
        EXPORT = "EXPORT", _("exported")

    dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accesses",
        verbose_name=_("dossier"),
        help_text=_("Empty: a form that belongs to no dossier."),
    )
    slip = models.ForeignKey(
        Slip,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accesses",
        verbose_name=_("printed form"),
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("account"))
    user_name = models.CharField(_("name on that day"), max_length=100)
    kind = models.CharField(_("kind of access"), max_length=10, choices=Kind)
    what = models.CharField(_("what was seen"), max_length=200, blank=True)
    at = models.DateTimeField(_("time"))
    address = models.GenericIPAddressField(_("from the address"), null=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access to personal data")
        verbose_name_plural = _("accesses to personal data")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dossier__isnull=False) | models.Q(slip__isnull=False),
                name="access_is_to_a_dossier_or_a_form",
                violation_error_message=_("Say which dossier or form was seen."),
            )
        ]
        indexes = [models.Index(fields=["dossier", "-at"], name="access_by_dossier")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {localtime(self.at):%H:%M %d/%m/%Y}"


class Attachment(models.Model):
    """A file of a dossier, kept outside the web root and named by its hash."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="attachments", verbose_name=_("dossier")
    )
    file = models.FileField(_("file"), upload_to="dossiers")
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type of the file"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = RoutedQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "sha256"],
                name="a_file_is_attached_once",
                violation_error_message=_("This file is already attached."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class AggregateReport(models.Model):
    """Figures of a period from before the software, with their source; never turned into dossiers (R53)."""

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="aggregate_reports", verbose_name=_("one-stop desk")
    )
    first_on = models.DateField(_("period from"))
    last_on = models.DateField(_("period to (included)"))
    received = models.PositiveIntegerField(_("dossiers received"))
    resolved = models.PositiveIntegerField(_("dossiers resolved"))
    in_time = models.PositiveIntegerField(_("resolved in time"), help_text=_("Early ones included."))
    late = models.PositiveIntegerField(_("resolved late"))
    pending = models.PositiveIntegerField(_("dossiers pending"), null=True, blank=True)
    source = models.CharField(_("source of the figures"), max_length=300)
    note = models.CharField(_("remark on the figures"), max_length=500, blank=True)

    objects = ScopedQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("reported figures")
        verbose_name_plural = _("reported figures")
        constraints = [
            in_order(
                "first_on",
                "last_on",
                name="reported_period_ends_after_it_starts",
                message=_("The period cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(resolved=models.F("in_time") + models.F("late")),
                name="reported_resolved_is_in_time_and_late",
                violation_error_message=_("Resolved must be the sum of in time and late."),
            ),
            models.CheckConstraint(
                condition=models.Q(pending__isnull=True)
                | models.Q(received=models.F("resolved") + models.F("pending")),
                name="reported_received_is_resolved_and_pending",
                violation_error_message=_("Received must be the sum of resolved and pending."),
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="reported_figures_have_a_source",
                violation_error_message=_("Name the source of the figures."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%d/%m/%Y}–{self.last_on:%d/%m/%Y}"
