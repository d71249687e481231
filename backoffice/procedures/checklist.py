"""The posting checklist of a desk: eight items that must be on show, last checked by whom and when (R70)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk, User
from backoffice.procedures.models import PostingCheck

PERMISSION = "procedures.add_postingcheck"
# Our own choice: nothing in the law says how often.
STALE_AFTER = timedelta(days=90)


class NotChecked(Exception):
    """Nothing is recorded; the message says why."""


@dataclass(frozen=True)
class Line:
    """An item with its last check, `None` if it was never checked."""

    item: PostingCheck.Item
    last: PostingCheck | None
    at: datetime

    @property
    def is_stale(self) -> bool:
        """Never checked, or more than 90 days ago."""
        return self.last is None or localdate(self.at) - localdate(self.last.checked_at) > STALE_AFTER

    @property
    def mark(self) -> str:
        if self.last is not None and not self.last.is_in_order:
            return "late"
        return "soon" if self.is_stale else "ontime"


def lines(desk: Desk, *, at: datetime) -> list[Line]:
    """Return the eight items in the order of the law, each with its last check."""
    last: dict[str, PostingCheck] = {}
    checks = PostingCheck.objects.filter(desk=desk).select_related("checked_by")
    for check in checks.order_by("checked_at", "pk"):
        last[check.item] = check
    return [Line(item, last.get(item), at) for item in PostingCheck.Item]


def record(
    desk: Desk, found: Mapping[str, tuple[bool, str]], *, by: User, at: datetime
) -> list[PostingCheck]:
    """Record what was found: by item, whether it is in order, and a note.

    :raises NotChecked: nothing was looked at, or something is not in order and nobody says what.
    :raises PermissionDenied: `by` may not check this desk.
    """
    if not by.has_perm(PERMISSION) or not by.sees(desk):
        raise PermissionDenied(_("Your account may not check the postings of this desk."))
    if not found:
        raise NotChecked(_("Say of at least one item what you found."))
    silent = [item for item, (is_in_order, note) in found.items() if not is_in_order and not note.strip()]
    if silent:
        raise NotChecked(
            _("Say what is not in order: %(items)s.")
            % {"items": "; ".join(str(PostingCheck.Item(item).label) for item in silent)}
        )
    rows = [
        PostingCheck(
            desk=desk,
            item=PostingCheck.Item(item),
            is_in_order=is_in_order,
            note=note.strip()[:500],
            checked_at=at,
            checked_by=by,
        )
        for item, (is_in_order, note) in found.items()
    ]
    with transaction.atomic():
        return PostingCheck.objects.bulk_create(rows)
