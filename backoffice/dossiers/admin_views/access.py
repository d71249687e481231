"""May this account see this dossier? Every page of this app checks it first, and refuses alike."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from backoffice.dossiers import codes, deadlines, explanations
from backoffice.dossiers.lifecycle import clock, transitions
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.reception import appointments
from backoffice.organisation.calendar import BeyondCalendar
from backoffice.staffing.counters import presence

UNCOUNTABLE = (BeyondCalendar, deadlines.ClockPaused, deadlines.InvalidTerm, deadlines.NewDateRefused)
REFUSALS = (
    transitions.NotAllowed,
    appointments.NotReceivable,
    codes.DayIsFull,
    codes.NotACode,
    clock.NoRegime,
    *UNCOUNTABLE,
)
PARTS = ("desk", "procedure", "version", "division", "applicant", "holder", "holder_division", "received_by")


def require(request: HttpRequest, *permissions: str) -> None:
    """Refuse an account that has none of the permissions."""
    if not any(request.user.has_perm(permission) for permission in permissions):
        raise PermissionDenied


def require_at_the_counter(request: HttpRequest, verb: str, *permissions: str) -> None:
    """Refuse as `require` does, and record the attempt for the head of the desk (R10).

    :raises NotAtTheDesk: the account has none of the permissions of reception and return.
    """
    if not any(request.user.has_perm(permission) for permission in permissions):
        raise presence.refused(user=request.user, verb=verb, at=timezone.now())


def dossier_or_404(request: HttpRequest, pk: int) -> Dossier:
    """Return a dossier within the account's sight."""
    require(request, "dossiers.view_dossier")
    rows = Dossier.objects.visible_to(request.user).select_related(*PARTS)
    return get_object_or_404(rows, pk=pk)


def sentence(refusal: Exception) -> str:
    """Return the sentence for the officer when a step ended in one of `REFUSALS`."""
    return explanations.refusal(refusal) if isinstance(refusal, UNCOUNTABLE) else str(refusal)


def page_context(request: HttpRequest, *, title: str, **context: Any) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": title, "opts": Dossier._meta, **context}


def address_of(request: HttpRequest) -> str | None:
    return request.META.get("REMOTE_ADDR") or None
