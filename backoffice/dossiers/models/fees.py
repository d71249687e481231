from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import all_or_none
from backoffice.dossiers.models.dossiers import Dossier, RoutedQuerySet
from backoffice.history.tracking import tracked
from backoffice.organisation.models import User
from backoffice.procedures import fee_words


class FeeLineQuerySet(RoutedQuerySet):
    def owed(self) -> Self:
        """Neither paid nor exempt nor free."""
        return self.filter(paid_at__isnull=True, exempt_ground="", amount__gt=0)

    def paid_between(self, first: datetime, last: datetime) -> Self:
        """Paid from `first` up to, not including, `last`."""
        return self.filter(paid_at__gte=first, paid_at__lt=last)

    def by_division(self) -> models.QuerySet[Any, tuple[int | None, str, Decimal, Decimal]]:
        """Return resolving division, kind, the sum of the amounts and the part that was paid online (R46)."""
        online = models.Sum("amount", filter=models.Q(paid_online=True), default=0)
        rows = self.order_by("dossier__division", "kind").values_list("dossier__division", "kind")
        return rows.annotate(total=models.Sum("amount"), online=online)


class FeeLine(models.Model):
    """An amount of a dossier, service fee or state levy, and how it was settled (R46)."""

    class Kind(models.TextChoices):
        PHI = "PHI", _("service fee")
        LE_PHI = "LE_PHI", _("state levy")
        UNSTATED = "", _("not stated")

    class Moment(models.TextChoices):
        RECEPTION = "1", _("at reception")
        SUPPLEMENT = "2", _("at the supplement")
        RETURN = "4", _("at the return")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="fees", verbose_name=_("dossier"))
    kind = models.CharField(_("kind of fee"), max_length=10, choices=Kind, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=0)
    exempt_ground = models.CharField(_("ground of the exemption"), max_length=300, blank=True, default="")
    paid_at = models.DateTimeField(_("paid at"), null=True, blank=True)
    paid_moment = models.CharField(_("moment of payment"), max_length=1, choices=Moment, blank=True)
    paid_online = models.BooleanField(_("paid online"), default=False)
    receipt_number = models.CharField(_("number of the fee receipt"), max_length=60, blank=True, default="")
    collected_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("collected by")
    )

    objects = FeeLineQuerySet.as_manager()
    history = tracked()

    class Meta:
        verbose_name = _("amount of a dossier")
        verbose_name_plural = _("amounts of dossiers")
        indexes = [models.Index(fields=["paid_at"], name="fees_by_instant_of_payment")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="amount_is_not_negative",
                violation_error_message=_("An amount cannot be negative."),
            ),
            all_or_none(
                "paid_at",
                "collected_by",
                name="payment_has_time_and_collector",
                message=_("A payment has its time and who took it."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        return fee_words.line(self.get_kind_display() if self.kind else "", self.amount)

    @property
    def is_owed(self) -> bool:
        return bool(self.amount) and self.paid_at is None and not self.exempt_ground
