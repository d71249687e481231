"""The groups of the service index on a page."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backoffice.organisation.models import User
from backoffice.reports.admin_views.parameters import asked_by, form_of
from backoffice.reports.evaluation.service_index import service_index


@require_safe
def service_index_page(request: HttpRequest) -> HttpResponse:
    """Show what the desk's own rows contribute to the five groups."""
    asking = form_of(request)
    context = {**admin.site.each_context(request), "title": _("Service index (766)"), "asking": asking}
    if asking.is_valid():
        assert isinstance(request.user, User)
        asked = asked_by(asking, request.user)
        context |= {"asked": asked, "groups": service_index(asked.office, asked.rows, asked.span)}
    return TemplateResponse(request, "reports/service_index.html", context)
