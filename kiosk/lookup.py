"""Looking a dossier up by its code: its progress, never its applicant (R69, TT 01/2018 Điều 16.2.d)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backoffice.dossiers.tracking import Word, look_up
from kiosk.offices import office_or_404
from kiosk.throttle import is_within
from kiosk.tickets import choices
from kiosk.validation import posted

LOOKUPS_A_MINUTE = 10
WORDS = {
    Word.IN_PROCESS: _("being processed"),
    Word.WAITING_SUPPLEMENT: _("waiting for papers from the applicant"),
    Word.READY: _("the result is ready"),
    Word.ENDED: _("ended"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest, office: str) -> HttpResponse:
    """Answer a posted code; it is never in the address of the page, and is not stored."""
    desk = office_or_404(office, on=timezone.localdate())
    context = {"office": desk, "asked": False}
    status = 200
    if request.method == "POST":
        context["asked"] = True
        if is_within("lookup", request, per_minute=LOOKUPS_A_MINUTE):
            found = look_up(posted(request, "code"))
            context |= {"found": found, "word": WORDS[found.word] if found else ""}
            if found:
                context |= choices(desk, at=timezone.now())
        else:
            context["too_often"] = True
            status = 429
    answer = render(request, "kiosk/lookup.html", context, status=status)
    answer["Clear-Site-Data"] = '"cache"'
    return answer
