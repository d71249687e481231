"""What the pages of the roster read from a request: the desk, the week, whether the account may."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest

from backoffice.organisation.models import Desk
from backoffice.staffing.models import Duty
from backoffice.staffing.roster.weeks import Week


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def desk_asked(request: HttpRequest) -> Desk:
    """Return the desk named by `?office=`, or else the account's own; only one in its sight."""
    slug = request.GET.get("office", "")
    if not slug.isprintable():
        # PostgreSQL refuses a NUL in a text.
        raise Http404
    desks = Desk.objects.visible_to(request.user)
    desk = desks.filter(slug=slug).first() if slug else request.user.desk or desks.order_by("slug").first()
    if desk is None:
        raise Http404
    return desk


def week_asked(code: str, *, otherwise: Week) -> Week:
    if not code:
        return otherwise
    try:
        return Week.named(code)
    except ValueError as unknown:
        raise Http404 from unknown


def page_context(request: HttpRequest, *, title: str, model: type[Model] = Duty, **more) -> dict:
    """Return what the admin's base template needs, with `more`; the page links back to `model`'s list."""
    return {**admin.site.each_context(request), "title": title, "opts": model._meta, **more}
