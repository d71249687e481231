"""Who sees which desk's rows: one QuerySet method, used by every list, form, history, export and print.

A posting at a desk sees that desk; with `see_subordinate_desks` also the desks below it (district →
communes); with `see_every_desk` all of them. Everybody else sees nothing.
"""

from typing import Any, Self

from django.db import models

from backoffice.base.active import ActiveQuerySet
from backoffice.base.validity import PeriodQuerySet


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a desk, reached by `desk_path`."""

    desk_path = "desk"

    def visible_to(self, user: Any) -> Self:
        """Return the rows of the desks in `user`'s sight (`User.desks_in_sight`)."""
        return self.of_desks(desks_in_sight(user))

    def of_desks(self, desks: frozenset[int] | None) -> Self:
        """Return the rows of the desks with these ids; `None` means every desk."""
        if desks is None:
            return self.all()
        if len(desks) == 1:
            return self.filter(**{self.desk_path: next(iter(desks))})
        return self.filter(**{f"{self.desk_path}__in": sorted(desks)})


def scoped_by(path: str) -> type[ScopedQuerySet]:
    """Return the scoped QuerySet of a model whose desk is reached by `path` ("counter__desk")."""
    return type("ScopedQuerySet", (ScopedQuerySet,), {"desk_path": path})


class SharedQuerySet(models.QuerySet):
    """Reference rows that belong to no desk: every account of the back office may read them."""

    def visible_to(self, user: Any) -> Self:
        return self.all() if user.is_active and user.is_staff else self.none()


class ScopedActiveQuerySet(ScopedQuerySet, ActiveQuerySet):
    """Rows of a desk that are in use or no longer."""


class SharedActiveQuerySet(SharedQuerySet, ActiveQuerySet):
    """Reference rows that are in use or no longer."""


class ScopedPeriodQuerySet(ScopedQuerySet, PeriodQuerySet):
    """Rows of a desk that are in force from a day to a day."""


class SharedPeriodQuerySet(SharedQuerySet, PeriodQuerySet):
    """Reference rows that are in force from a day to a day."""


def desks_in_sight(user: Any) -> frozenset[int] | None:
    """Return the ids of the desks `user` may see, `None` for all of them; without a posting, none."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return user.desks_in_sight


def is_bound_to_division(user: Any) -> bool:
    """Return whether `user` sees only what was routed to, or is about, their own division (R82)."""
    return user.division_id is not None and not user.has_perm("dossiers.see_every_division")
