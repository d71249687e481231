from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.folding import fold
from backoffice.dossiers import identity
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk
from backoffice.organisation.scope import ScopedQuerySet, is_bound_to_division


class ApplicantQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Division staff know the applicants of the dossiers they see (`Dossier` is declared further up)."""
        rows = super().visible_to(user)
        if not user.is_authenticated or not is_bound_to_division(user):
            return rows
        dossiers = Applicant._meta.get_field("dossiers").related_model.objects.visible_to(user)  # type: ignore[attr-defined]
        return rows.filter(pk__in=dossiers.order_by().values("applicant"))

    def with_id_number(self, number: str, *, desk: Desk) -> Self:
        """Who has an ID number, in any spelling; not empty, for the reason of `Dossier.submitted_as`."""
        return self.exclude(id_number="").filter(desk=desk, id_number=identity.normalised(number))


class Applicant(models.Model):
    """A person or organisation that hands in dossiers at a desk; identified by the ID number."""

    class Kind(models.TextChoices):
        CITIZEN = "0", _("citizen")
        ENTERPRISE = "1", _("enterprise")
        HOUSEHOLD_BUSINESS = "2", _("household business")
        ORGANISATION = "3", _("organisation")

    masked_in_history = frozenset({"id_number", "phone", "email", "address"})

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="applicants", verbose_name=_("one-stop desk"))
    kind = models.CharField(_("kind of applicant"), max_length=1, choices=Kind, default=Kind.CITIZEN)
    full_name = models.CharField(_("name of the applicant"), max_length=200)
    id_number = models.CharField(_("ID number"), max_length=20, blank=True)
    phone = models.CharField(_("applicant's telephone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("applicant's address"), max_length=300, blank=True)
    id_reversed = models.CharField(_("ID number backwards"), max_length=20, default="", editable=False)
    phone_reversed = models.CharField(_("telephone backwards"), max_length=20, default="", editable=False)

    objects = ApplicantQuerySet.as_manager()
    history = tracked(excluded_fields=["id_reversed", "phone_reversed"])

    class Meta:
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")
        permissions = [("unmask_applicant", _("Can see ID and telephone in full (logged)"))]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "id_number"],
                condition=~models.Q(id_number=""),
                name="applicant_once_per_desk_and_id",
                violation_error_message=_("An applicant with this ID number is already known here."),
            )
        ]
        indexes = [
            models.Index(fields=["desk", "phone"], name="applicant_by_phone"),
            # At the counter people state the last digits.
            models.Index(
                fields=["id_reversed"], opclasses=["varchar_pattern_ops"], name="applicant_by_last_digits"
            ),
            models.Index(
                fields=["phone_reversed"], opclasses=["varchar_pattern_ops"], name="applicant_by_phone_end"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def folded_name(self) -> str:
        return fold(self.full_name)
