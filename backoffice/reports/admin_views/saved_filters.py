"""Saving and deleting filters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from backoffice.organisation.models import User
from backoffice.reports import saved_filters
from backoffice.reports.models import SavedFilter


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the filter of a page and go back to it."""
    assert isinstance(request.user, User)
    posted = {name: request.POST.get(name, "") for name in ("path", "query", "name")}
    try:
        saved = saved_filters.keep(user=request.user, at=timezone.now(), **posted)
    except saved_filters.NotKept as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:index")
    messages.success(request, _("The filter “%(name)s” is kept.") % {"name": saved.name})
    return redirect(saved.url)


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a filter of the account's own."""
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    saved.delete()
    messages.success(request, _("The filter “%(name)s” is forgotten.") % {"name": saved.name})
    return redirect(saved.url)
