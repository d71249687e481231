"""The comparison with the national database: a file comes in, the differences stay, nothing else changes."""

from collections import Counter

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.base import spreadsheets
from backoffice.base.folding import fold
from backoffice.procedures import differences, national
from backoffice.procedures.admin_views.downloads import attachment
from backoffice.procedures.importing.workbooks.containers import UnreadableFile
from backoffice.procedures.models import NationalComparison
from backoffice.procedures.upkeep_forms import NationalForm

A_PAGE = 100
WORDS = {
    "missing_here": gettext_lazy("not in this catalogue"),
    "missing_there": gettext_lazy("not in the national database"),
    "name": gettext_lazy("another name"),
    "time_limit": gettext_lazy("another time limit"),
    "fee": gettext_lazy("other fees"),
    "decision": gettext_lazy("another decision"),
    "unread": gettext_lazy("code not read"),
}


def upload(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(national.PERMISSION):
        raise PermissionDenied
    form = NationalForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = national.compare(
                desk=form.cleaned_data["desk"],
                by=request.user,
                data=file.read(),
                file_name=file.name,
                at=timezone.now(),
            )
        except UnreadableFile as unreadable:
            form.add_error("file", str(unreadable))
        else:
            return redirect("admin:procedures_nationalcomparison_change", kept.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Compare with the national database"),
        "opts": model_admin.opts,
        "form": form,
    }
    return TemplateResponse(request, "procedures/national_upload.html", context)


def comparison(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the differences, of `?kind=fee` or holding the words of `?q=`; `?format=xlsx` gives them all."""
    row = get_object_or_404(NationalComparison.objects.visible_to(request.user), pk=pk)
    if not model_admin.has_view_permission(request, row):
        raise PermissionDenied
    if request.GET.get("format") in ("xlsx", "csv"):
        return _file(row, request.GET["format"])
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "")
    chosen = [d for d in row.differences if kind in ("", d["kind"]) and _holds(d, words)]
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("p"))
    lines = [(d, WORDS[d["kind"]], *differences.pieces(d["here"], d["there"])) for d in page.object_list]
    counts = Counter(d["kind"] for d in row.differences)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Comparison with the national database"),
        "opts": model_admin.opts,
        "comparison": row,
        "tabs": [(key, WORDS[key], counts[key]) for key in national.KINDS if counts[key]],
        "total": len(row.differences),
        "kind": kind,
        "query": words,
        "page": page,
        "lines": lines,
    }
    return TemplateResponse(request, "procedures/national.html", context)


def _holds(difference: dict[str, str], words: str) -> bool:
    text = fold(f"{difference['code']} {difference['name']} {difference['there']}")
    return all(word in text for word in fold(words).split())


def _file(row: NationalComparison, kind: str) -> HttpResponse:
    titles = [_("Difference"), _("Procedure code"), _("Procedure name"), _("Here"), _("There"), _("Place")]
    rows = [
        [str(WORDS[d["kind"]]), d["code"], d["name"], d["here"], d["there"], d["place"]]
        for d in row.differences
    ]
    table = spreadsheets.Table(name=_("Differences"), titles=titles, rows=rows)
    name = f"doi-chieu-{timezone.localdate(row.compared_at)}"
    if kind == "csv":
        return attachment(spreadsheets.csv_file(table), f"{name}.csv", spreadsheets.CSV)
    return attachment(spreadsheets.xlsx(table), f"{name}.xlsx", spreadsheets.XLSX)
