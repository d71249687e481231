from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backoffice.staffing.admin_views.parameters import desk_asked, page_context, require
from backoffice.staffing.models import Topic
from backoffice.staffing.trainings import topic_lines


@require_safe
def lacking(request: HttpRequest) -> HttpResponse:
    """Show for each topic who has passed and who has not yet."""
    require(request, "staffing.view_topic")
    desk = desk_asked(request)
    lines = topic_lines(desk, on=timezone.localdate(timezone.now()))
    context = page_context(request, title=_("Who is not trained yet"), model=Topic, office=desk, lines=lines)
    return TemplateResponse(request, "staffing/lacking.html", context)
