from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.dossiers.models.dossiers import Dossier, RoutedQuerySet
from backoffice.organisation.models import Division, User
from backoffice.procedures.models import ProcessStep


class StepQuerySet(RoutedQuerySet):
    def under_way(self) -> Self:
        """Begun and not ended: the one step in which a dossier is."""
        return self.filter(started_at__isnull=False, ended_at__isnull=True)


class Step(models.Model):
    """A step of a dossier: the division and officer who have it, and by when."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="steps", verbose_name=_("dossier"))
    ordinal = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind of step"), max_length=12, choices=ProcessStep.Kind)
    name = models.CharField(_("step name"), max_length=300)
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("division"),
        help_text=_("Empty: the desk itself."),
    )
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="steps", verbose_name=_("officer")
    )
    deputy_for = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy for")
    )
    due_at = models.DateTimeField(_("step due at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    timeliness = models.CharField(
        _("timeliness"), max_length=10, choices=Dossier.Timeliness, blank=True, default=""
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a dossier")
        verbose_name_plural = _("steps of a dossier")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "ordinal"],
                name="step_order_once_per_dossier",
                violation_error_message=_("Two steps have the same order."),
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(started_at__isnull=False, ended_at__isnull=True),
                name="one_step_at_a_time",
                violation_error_message=_("A dossier is in one step at a time."),
            ),
            in_order(
                "started_at",
                "ended_at",
                name="step_ends_after_it_starts",
                message=_("A step cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}.{self.ordinal} {self.name}"

    @property
    def is_under_way(self) -> bool:
        return self.started_at is not None and self.ended_at is None


class HandOver(models.Model):
    """A dossier given by one person and taken by another, each at a time (R21)."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="hand_overs", verbose_name=_("dossier"))
    ordinal = models.PositiveSmallIntegerField(_("order"))
    giver = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("given by"))
    giver_name = models.CharField(_("giver's name on that day"), max_length=100)
    giver_unit = models.CharField(_("giver's unit on that day"), max_length=200)
    taker = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("taken by"))
    taker_name = models.CharField(_("taker's name on that day"), max_length=100)
    taker_unit = models.CharField(_("taker's unit on that day"), max_length=200)
    given_at = models.DateTimeField(_("given at"))
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    timeliness = models.CharField(
        _("result of the giver's step"), max_length=10, choices=Dossier.Timeliness, blank=True, default=""
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = RoutedQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "ordinal"],
                name="hand_over_order_once_per_dossier",
                violation_error_message=_("Two hand-overs have the same order."),
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(taken_at__isnull=True),
                name="one_hand_over_under_way",
                violation_error_message=_("This dossier is already being handed over."),
            ),
            in_order(
                "given_at",
                "taken_at",
                name="taken_after_given",
                message=_("A dossier cannot be taken before it is given."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}.{self.ordinal}"
