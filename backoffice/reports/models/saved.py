from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.organisation.models import User


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Return the account's own filters."""
        return self.filter(user=user.pk) if user.is_active and user.is_staff else self.none()


class SavedFilter(models.Model):
    """A list or report with its filters, saved by an account under a name; its address is the link."""

    user = models.ForeignKey(User, models.PROTECT, related_name="saved_filters", verbose_name=_("account"))
    name = models.CharField(_("name of the filter"), max_length=60)
    path = models.CharField(_("page"), max_length=200)
    query = models.CharField(_("filter in the address"), max_length=1000, blank=True)
    saved_at = models.DateTimeField(_("saved at"))

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path", "name"],
                name="a_filter_name_is_used_once_per_page",
                violation_error_message=_("You already keep a filter with this name here."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path
