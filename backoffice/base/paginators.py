"""Pages of a long list that never count a million rows."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

COUNTED_AT_MOST = 1001


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
