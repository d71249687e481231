from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import in_order
from backoffice.history.tracking import tracked
from backoffice.organisation.models import Desk, Division, User
from backoffice.organisation.scope import ScopedQuerySet
from backoffice.procedures.models import Field


class OfficerQuerySet(ScopedQuerySet):
    def serving(self, *, on: date) -> Self:
        """Return the officers whose secondment covers the day."""
        return self.filter(seconded_from__lte=on).filter(
            models.Q(seconded_to__isnull=True) | models.Q(seconded_to__gte=on)
        )


class Officer(models.Model):
    """A person who serves at a desk, sent by a division for a period."""

    class Category(models.TextChoices):
        OFFICIAL = "CAN_BO", _("official")
        CIVIL_SERVANT = "CONG_CHUC", _("civil servant")
        PUBLIC_EMPLOYEE = "VIEN_CHUC", _("public employee")
        CONTRACT = "HOP_DONG", _("contracted staff")

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="officers", verbose_name=_("one-stop desk"))
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="officer", verbose_name=_("account")
    )
    home_division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_officers",
        verbose_name=_("sent by the division"),
    )
    full_name = models.CharField(_("full name"), max_length=100)
    title = models.CharField(_("official title"), max_length=100)
    category = models.CharField(
        _("category"), max_length=10, choices=Category, default=Category.CIVIL_SERVANT
    )
    phone = models.CharField(
        _("published telephone"), max_length=30, blank=True, help_text=_("Posted in the lobby (Điều 9.7).")
    )
    fields = models.ManyToManyField(
        Field, blank=True, related_name="officers", verbose_name=_("fields in charge")
    )
    is_head = models.BooleanField(_("head of the desk"), default=False)
    is_standby = models.BooleanField(_("standby"), default=False)
    seconded_from = models.DateField(_("serves from"))
    seconded_to = models.DateField(_("serves to (included)"), null=True, blank=True)

    in_field_since = models.DateField(
        _("works in the field since"),
        null=True,
        blank=True,
        help_text=_("Empty: not known. Three years are needed, since 2025 two (Điều 11)."),
    )

    objects = OfficerQuerySet.as_manager()
    history = tracked(m2m_fields=[fields])

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        constraints = [
            in_order(
                "seconded_from",
                "seconded_to",
                name="secondment_ends_after_it_starts",
                message=_("A secondment cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
