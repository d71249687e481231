"""Rows that are in force from a day to a day, both included."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodQuerySet(models.QuerySet):
    def in_force(self, *, on: date) -> Self:
        return self.filter(valid_from__lte=on).filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on)
        )


class Period(models.Model):
    """Something that is in force from a first day to a last day, or without end."""

    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to (included)"), null=True, blank=True)

    class Meta:
        abstract = True

    def is_in_force(self, *, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
