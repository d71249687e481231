"""Rows that are in use or no longer: they stay, because others name them."""

from typing import Self

from django.db import models


class ActiveQuerySet(models.QuerySet):
    def active(self) -> Self:
        """In use: an account that may sign in, a counter or group that serves, a cause to choose."""
        return self.filter(is_active=True)
