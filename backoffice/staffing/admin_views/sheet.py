from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backoffice.staffing.admin_forms import SheetForm
from backoffice.staffing.admin_views.parameters import desk_asked, page_context, require, week_asked
from backoffice.staffing.admin_views.week import week_page
from backoffice.staffing.roster.sheet_import import read_file
from backoffice.staffing.roster.week_form import WeekForm
from backoffice.staffing.roster.weeks import Week


@require_http_methods(["GET", "HEAD", "POST"])
def read_week(request: HttpRequest) -> HttpResponse:
    """Read an uploaded sheet; without errors its officers are put into the grid, to be checked and saved."""
    require(request, "staffing.change_duty")
    desk = desk_asked(request)
    this_week = Week.of(timezone.localdate(timezone.now()))
    week = week_asked(request.GET.get("week", ""), otherwise=this_week)
    form = SheetForm(request.POST or None, request.FILES or None)
    problems = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["sheet"]
        read = read_file(upload.read(), upload.name, desk=desk, otherwise=week)
        if isinstance(read, list):
            problems = read
        elif read.errors:
            problems = read.errors
        else:
            came_from = _("Read from %(name)s, not saved yet: look at the changes, then save.")
            return week_page(
                request,
                WeekForm(read.roster, proposed=read.cells),
                read.week,
                came_from=came_from % {"name": upload.name},
            )
    context = page_context(
        request, title=_("Read a weekly duty sheet"), office=desk, week=week, form=form, problems=problems
    )
    return TemplateResponse(request, "staffing/sheet.html", context)
