from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.history.tracking import tracked
from backoffice.organisation.models.desks import Desk, Division
from backoffice.organisation.scope import ScopedActiveQuerySet


class AccountManager(UserManager.from_queryset(ScopedActiveQuerySet)):  # type: ignore[misc]
    """Django's manager of accounts, with our scope."""

    def get(self, *args: Any, **kwargs: Any) -> "User":
        """Read the account with its desk, which every page needs."""
        return self.select_related("desk").get(*args, **kwargs)


class User(AbstractUser):
    """An account with its posting: a desk, and for division staff also their division."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=100)
    title = models.CharField(_("official title"), max_length=100, blank=True)
    desk = models.ForeignKey(
        Desk, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("posted at desk")
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("posted in division"),
        help_text=_("Empty for the staff of the desk itself."),
    )
    practises_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="practice_accounts",
        verbose_name=_("practice account of"),
    )

    REQUIRED_FIELDS = ["full_name", "email"]

    objects = AccountManager()  # type: ignore[misc]
    history = tracked(excluded_fields=["password", "last_login"])

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")  # type: ignore[assignment]
        verbose_name_plural = _("accounts")  # type: ignore[assignment]
        constraints = [
            models.UniqueConstraint(
                fields=["practises_for"],
                condition=models.Q(practises_for__isnull=False),
                name="one_practice_account_per_account",
                violation_error_message=_("This account already has its practice account."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def desks_in_sight(self) -> frozenset[int] | None:
        """The ids of the desks whose rows this account may see, `None` for every desk."""
        if self.practises_for_id is not None:
            return frozenset({self.desk_id} if self.desk_id else ())
        if self.has_perm("organisation.see_every_desk"):
            return None
        if self.desk is None:
            return frozenset()
        if self.has_perm("organisation.see_subordinate_desks"):
            return frozenset(Desk.objects.tree_below(self.desk).values_list("pk", flat=True))
        return frozenset({self.desk.pk})

    def sees(self, row: Any) -> bool:
        """Return whether this account may see `row`, of a scoped model."""
        return type(row)._default_manager.visible_to(self).filter(pk=row.pk).exists()
