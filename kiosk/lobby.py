"""The touch screen's first page, and the list of offices where there are several."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backoffice.organisation.models import Desk
from backoffice.tickets.board import officers_on_duty
from kiosk.offices import office_or_404


@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Show the offices; if there is only one, go to its lobby."""
    offices = list(Desk.objects.real().in_force(on=timezone.localdate()).order_by("level", "slug"))
    if len(offices) == 1:
        return redirect("kiosk:home", office=offices[0].slug)
    districts = [desk for desk in offices if desk.level != Desk.Level.COMMUNE]
    communes = [desk for desk in offices if desk.level == Desk.Level.COMMUNE]
    return render(request, "kiosk/entrance.html", {"districts": districts, "communes": communes})


@require_safe
def home(request: HttpRequest, office: str) -> HttpResponse:
    at = timezone.now()
    desk = office_or_404(office, on=timezone.localdate(at))
    officers = officers_on_duty(desk, on=timezone.localdate(at))
    return render(request, "kiosk/home.html", {"office": desk, "officers": officers})
