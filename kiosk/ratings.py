"""Rating the service at the touch screen: the served number, and one of three grades."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backoffice.organisation.models import ServiceGroup
from backoffice.tickets import ratings
from backoffice.tickets.models import Rating
from kiosk.offices import office_or_404
from kiosk.throttle import is_within
from kiosk.validation import posted

RATINGS_A_MINUTE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rating_page(request: HttpRequest, office: str) -> HttpResponse:
    """Record a grade; a number that does not exist, still waits or was rated gets the same answer."""
    at = timezone.now()
    desk = office_or_404(office, on=timezone.localdate(at))
    letters = ServiceGroup.objects.filter(desk=desk).order_by("series").values_list("series", flat=True)
    context = {"office": desk, "scores": Rating.Score.choices, "letters": "".join(dict.fromkeys(letters))}
    if request.method != "POST":
        return render(request, "kiosk/rating.html", context)
    if not is_within("rating", request, per_minute=RATINGS_A_MINUTE):
        why = _("Too many questions in a minute. Please wait a moment, or ask at a counter.")
        return render(request, "kiosk/rating.html", context | {"why": why}, status=429)
    try:
        ticket = ratings.served_today(desk, posted(request, "number", at_most=10), at=at)
        ratings.rate(ticket, score=posted(request, "score"), at=at)
    except ratings.NotRated:
        why = _(
            "Only a number that was served today can be rated, and once. Please compare it with your paper."
        )
        return render(request, "kiosk/rating.html", context | {"why": why}, status=409)
    return render(request, "kiosk/rating.html", context | {"thanks": True})
