from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backoffice.staffing.admin_views.parameters import page_context
from backoffice.staffing.counters import practice, presence
from backoffice.staffing.models import Training

BACKEND = "django.contrib.auth.backends.ModelBackend"
KEY = "practises_for"
"""In the session: who has entered the practice account, and may go back."""


@require_http_methods(["GET", "HEAD", "POST"])
def begin_practice(request: HttpRequest) -> HttpResponse:
    """Explain what practice is; on POST sign in as the user's practice account."""
    user = request.user
    if request.method == "POST":
        try:
            account = practice.account_for(user, on=timezone.localdate(timezone.now()))
        except practice.NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:staffing_training_practise")
        login(request, account, backend=BACKEND)
        request.session[KEY] = user.pk
        messages.warning(request, _("You are practising: everything you enter is marked MẪU."))
        return redirect("admin:index")
    context = page_context(request, title=_("Practice"), model=Training, may_begin=user.desk is not None)
    return TemplateResponse(request, "staffing/practice.html", context)


@require_POST
def end_practice(request: HttpRequest) -> HttpResponse:
    """Close the practice counter and sign in again as the account that began the practice."""
    account = request.user
    own = account.practises_for
    if own is None or request.session.get(KEY) != own.pk or not own.is_active:
        raise PermissionDenied
    session = presence.session_of(account)
    if session is not None:
        presence.close_counter(session=session, by=account, at=timezone.now())
    login(request, own, backend=BACKEND)
    messages.success(request, _("Practice is over: what you enter counts again."))
    return redirect("admin:index")
