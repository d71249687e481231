"""Filters saved by an account: the page, the parameters of its address, and a name."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from backoffice.organisation.models import User
from backoffice.reports.models import SavedFilter

# Parameters of pages and order, which do not change which rows are shown.
FLEETING = ("p", "page", "format", "_popup", "_to_field", "e")
KEPT_AT_MOST = 100


class NotKept(Exception):
    """The filter cannot be saved; the message says why."""


@dataclass(frozen=True)
class Kept:
    """The filters an account has saved for the present page; queried when they are shown."""

    user: User
    path: str
    query: str

    @property
    def here(self) -> list[SavedFilter]:
        return list(SavedFilter.objects.visible_to(self.user).filter(path=self.path).order_by("name"))


def kept(request: HttpRequest) -> Kept:
    """Return the filters saved for the page of a request."""
    assert isinstance(request.user, User)
    return Kept(request.user, request.path, lasting(request.META.get("QUERY_STRING", "")))


def lasting(query: str) -> str:
    """Return an address's query without the parameters that are not saved."""
    pairs = parse_qsl(query)
    return urlencode([(name, value) for name, value in pairs if name not in FLEETING])


def keep(*, user: User, path: str, query: str, name: str, at: datetime) -> SavedFilter:
    """Save a page of the back office with its filter; a filter with the same name is replaced.

    :raises NotKept: no name, not one of our pages, a filter that is too long, or too many filters.
    """
    name, query = " ".join(name.split()), lasting(query)
    own = SavedFilter.objects.visible_to(user)
    if not name or len(name) > 60:
        raise NotKept(_("Give the filter a name of at most 60 letters."))
    if not _is_ours(path) or len(query) > 1000:
        raise NotKept(_("This page cannot be kept as a filter."))
    is_new = not own.filter(path=path, name=name).exists()
    if is_new and own.count() >= KEPT_AT_MOST:
        raise NotKept(_("You keep %(count)d filters already: forget some first.") % {"count": KEPT_AT_MOST})
    try:
        with transaction.atomic():
            saved, _made = SavedFilter.objects.update_or_create(
                user=user, path=path, name=name, defaults={"query": query, "saved_at": at}
            )
    except IntegrityError as twice:
        raise NotKept(_("You already keep a filter with this name here.")) from twice
    return saved


def _is_ours(path: str) -> bool:
    if not path.startswith(reverse("admin:index")) or len(path) > 200:
        return False
    try:
        # A URL without a name is the site's catch-all, which is no page.
        return resolve(path).url_name is not None
    except Resolver404:
        return False
