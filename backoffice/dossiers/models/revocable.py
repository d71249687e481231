"""Records that can be taken back: they stay, with who took them back, when and why, and stand no more."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.base.constraints import all_or_none
from backoffice.organisation.models import User

STANDING = models.Q(revoked_at__isnull=True)


class StandingQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(STANDING)


class Revocable(models.Model):
    """A record of an act that can be taken back in the open."""

    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken back by")
    )
    revoked_reason = models.CharField(_("why it was taken back"), max_length=500, blank=True, default="")

    class Meta:
        abstract = True

    def revoke(self, *, by: User, at: datetime, reason: str) -> None:
        """Take the record back; the caller saves it."""
        self.revoked_at, self.revoked_by, self.revoked_reason = at, by, reason[:500]


def revocation_is_whole(name: str) -> models.CheckConstraint:
    """Hold that what was taken back has its time and its author."""
    return all_or_none(
        "revoked_at",
        "revoked_by",
        name=name,
        message=_("What was taken back has its time and its author."),
    )
