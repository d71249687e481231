from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import all_or_none
from backoffice.dossiers.models.dossiers import Dossier, RoutedQuerySet
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Division, User


class ConsultationQuerySet(RoutedQuerySet):
    def unanswered(self) -> Self:
        return self.filter(answered_at__isnull=True)


class Consultation(models.Model):
    """A question to another division, or to another office, with its term and answer (61 Đ19.5).

    The dossier stays with its holder, and its clock runs on.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="consultations", verbose_name=_("dossier")
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name=_("division asked"),
        help_text=_("Empty: another office."),
    )
    office = models.CharField(_("other office asked"), max_length=200, blank=True, default="")
    question = models.CharField(_("question"), max_length=2000)
    letter = models.CharField(_("number of the letter"), max_length=100, blank=True, default="")
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    answer_by = models.DateField(_("answer due on"))
    answer = models.CharField(_("answer"), max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answer entered by")
    )

    objects = ConsultationQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(division__isnull=False, office="")
                | (models.Q(division__isnull=True) & ~models.Q(office="")),
                name="consultation_asks_a_division_or_an_office",
                violation_error_message=_("Ask one division, or name one other office."),
            ),
            models.CheckConstraint(
                condition=~models.Q(question=""),
                name="consultation_has_a_question",
                violation_error_message=_("Write the question."),
            ),
            all_or_none(
                "answered_at",
                "answered_by",
                name="answer_has_time_and_author",
                message=_("An answer has its time and its author."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.asked_at:%d/%m/%Y}"

    @property
    def addressee(self) -> str:
        return str(self.division) if self.division else self.office
