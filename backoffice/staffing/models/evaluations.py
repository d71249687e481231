from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import all_or_none, in_order
from backoffice.history.tracking import tracked
from backoffice.organisation.models import User
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.staffing.models.people import Officer


class EvaluationQuerySet(ScopedQuerySet):
    desk_path = "officer__desk"

    def visible_to(self, user: Any) -> Self:
        """The head of the desk sees every sheet, a division those of its officers, an officer their own."""
        rows = super().visible_to(user)
        if user.has_perm("staffing.see_every_evaluation") or user.has_perm("staffing.sign_as_head"):
            return rows
        own = models.Q(officer__user=user.pk, shown_at__isnull=False)
        if user.has_perm("staffing.sign_as_division") and user.division_id:
            own |= models.Q(officer__home_division=user.division_id)
        return rows.filter(own)

    def unsigned(self) -> Self:
        return self.filter(models.Q(head_signed_at__isnull=True) | models.Q(division_signed_at__isnull=True))


class Evaluation(models.Model):
    """An officer's sheet for a period, signed by the head of the desk and of the sending division."""

    class Kind(models.TextChoices):
        QUARTER = "QUY", _("quarterly")
        YEAR = "NAM", _("yearly")

    officer = models.ForeignKey(
        Officer, models.PROTECT, related_name="evaluations", verbose_name=_("officer")
    )
    kind = models.CharField(_("kind of evaluation"), max_length=4, choices=Kind, default=Kind.QUARTER)
    first_on = models.DateField(_("period from"))
    last_on = models.DateField(_("period to (included)"))
    drawn_at = models.DateTimeField(_("drawn up at"))
    shown_at = models.DateTimeField(_("shown to the officer at"), null=True, blank=True)
    answer = models.TextField(_("answer of the officer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    head_signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("head of the desk")
    )
    head_signed_at = models.DateTimeField(_("signed by the head of the desk at"), null=True, blank=True)
    division_signed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("head of the sending division"),
    )
    division_signed_at = models.DateTimeField(_("signed by the sending division at"), null=True, blank=True)

    objects = EvaluationQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("evaluation sheet")
        verbose_name_plural = _("evaluation sheets")
        permissions = [
            ("see_every_evaluation", _("Can see every evaluation of the desk")),
            ("sign_as_head", _("Can sign evaluations as head of the desk")),
            ("sign_as_division", _("Can sign evaluations as head of the sending division")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "first_on", "last_on"],
                name="one_evaluation_per_officer_and_period",
                violation_error_message=_("This officer already has a sheet for that period."),
            ),
            in_order(
                "first_on",
                "last_on",
                name="evaluation_period_ends_after_it_starts",
                message=_("A period cannot end before it starts."),
            ),
            all_or_none(
                "head_signed_by",
                "head_signed_at",
                name="head_signature_has_time_and_author",
                message=_("A signature has its time and its author."),
            ),
            all_or_none(
                "division_signed_by",
                "division_signed_at",
                name="division_signature_has_time_and_author",
                message=_("A signature has its time and its author."),
            ),
            models.CheckConstraint(
                condition=models.Q(shown_at__isnull=False)
                | models.Q(head_signed_at__isnull=True, division_signed_at__isnull=True),
                name="officer_sees_the_sheet_before_it_is_signed",
                violation_error_message=_("Show the sheet to the officer before it is signed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id}: {self.first_on:%d/%m/%Y}–{self.last_on:%d/%m/%Y}"

    @property
    def is_signed(self) -> bool:
        return self.head_signed_at is not None and self.division_signed_at is not None

    @property
    def is_touched(self) -> bool:
        """A first signature closes the figures."""
        return self.head_signed_at is not None or self.division_signed_at is not None


class ScoredDossierQuerySet(ScopedQuerySet):
    desk_path = "evaluation__officer__desk"

    def visible_to(self, user: Any) -> Self:
        return self.filter(evaluation__in=Evaluation.objects.visible_to(user))


class ScoredDossier(models.Model):
    """The points of one finished dossier on a sheet; empty where an index has no data (R55)."""

    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, related_name="dossiers", verbose_name=_("evaluation sheet")
    )
    code = models.CharField(_("dossier code"), max_length=60)
    total_time = models.PositiveSmallIntegerField(_("index 1"), null=True, blank=True)
    unit_time = models.PositiveSmallIntegerField(_("index 2"), null=True, blank=True)
    contacts = models.PositiveSmallIntegerField(_("index 3"), null=True, blank=True)
    agencies = models.PositiveSmallIntegerField(_("index 4"), null=True, blank=True)
    attitude = models.PositiveSmallIntegerField(_("index 7"), null=True, blank=True)

    objects = ScoredDossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("scored dossier")
        verbose_name_plural = _("scored dossiers")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "code"],
                name="dossier_scored_once_per_sheet",
                violation_error_message=_("This dossier is already on the sheet."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    *(
                        models.Q(**{f"{index}__isnull": True}) | models.Q(**{f"{index}__lte": 2})
                        for index in ("total_time", "unit_time", "contacts", "agencies", "attitude")
                    )
                ),
                name="an_index_gives_at_most_two_points",
                violation_error_message=_("An index gives 0, 1 or 2 points."),
            ),
        ]

    def __str__(self) -> str:
        return self.code
