"""Pages of a long list that never count a million rows."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

COUNTED_AT_MOST = 1001


def keys_first(page: QuerySet) -> QuerySet:
    """Return the rows of `page`: first its keys are looked up, then the rows with these keys.

    In one query an engine may join a whole table before it sorts it and takes fifty rows.
    """
    rows = page.model._base_manager.filter(pk__in=page.values("pk")).order_by(*page.query.order_by)
    rows.query.select_related = page.query.select_related
    return rows


class BoundedPaginator(Paginator):
    """Counts up to 1,001 rows; a longer list is "more than 1,000", to be narrowed by search or filter."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[:COUNTED_AT_MOST].count()

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than the pages show."""
        return self.count == COUNTED_AT_MOST
