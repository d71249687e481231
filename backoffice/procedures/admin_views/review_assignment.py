"""Reviews: assigned to many procedures at once, and recorded when they are done."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from backoffice.base.row_numbers import row_numbers
from backoffice.procedures import review
from backoffice.procedures.models import Procedure
from backoffice.procedures.upkeep_forms import ReviewForm

CHANGE = "procedures.change_procedure"


def assign(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Give the procedures of `pk` an owner and a review date."""
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    keys = row_numbers(request.POST.getlist("pk"))
    rows = Procedure.objects.kept_by(request.user).filter(pk__in=keys)
    form = ReviewForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return ask(model_admin, request, rows, form)
    count = review.assign(list(rows), by=request.user, **form.cleaned_data)
    words = ngettext("%(count)d procedure is assigned.", "%(count)d procedures are assigned.", count)
    messages.success(request, words % {"count": count})
    return redirect("admin:procedures_procedure_changelist")


def ask(
    model_admin: ModelAdmin, request: HttpRequest, rows: QuerySet[Procedure], form: ReviewForm | None = None
) -> HttpResponse:
    """Ask who reviews the procedures and by when; what another desk keeps is left out."""
    kept = Procedure.objects.kept_by(request.user).filter(pk__in=rows.order_by().values("pk"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Assign the review"),
        "opts": model_admin.opts,
        "rows": kept.order_by("code", "pk"),
        "form": form or ReviewForm(user=request.user),
    }
    return TemplateResponse(request, "procedures/assign.html", context)


@require_POST
def reviewed(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a procedure was looked at today."""
    procedure = get_object_or_404(Procedure.objects.visible_to(request.user), pk=pk)
    review.reviewed(procedure, by=request.user, on=timezone.localdate(timezone.now()))
    words = _("%(code)s is reviewed; the next review is due on %(day)s.")
    said = words % {"code": procedure.code, "day": f"{procedure.review_on:%d/%m/%Y}"}
    messages.success(request, said)
    return redirect("admin:procedures_procedure_change", procedure.pk)
