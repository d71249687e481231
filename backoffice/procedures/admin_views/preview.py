"""What a read spreadsheet would change, row by row; after its confirmation, what it did."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backoffice.base.folding import fold
from backoffice.base.row_numbers import row_numbers
from backoffice.procedures import columns, differences
from backoffice.procedures.admin_forms import CodeForm, ConfirmForm
from backoffice.procedures.admin_views.upload import own_key
from backoffice.procedures.importing import progress
from backoffice.procedures.importing.execution import applying, undoing
from backoffice.procedures.importing.permissions import PERMISSION
from backoffice.procedures.importing.plans import acceptance
from backoffice.procedures.models import ImportBatch, ImportRow

Kind = ImportRow.Kind
PERSON = "PERSON"
ROWS_A_PAGE = 25
MOST_CHANGES = 6
# A database takes only so many keys in one question; who finds more narrows the words.
MOST_FOUND = 5000


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    count: int
    accepted: int
    is_current: bool


@dataclass(frozen=True)
class Line:
    """A row of the preview; `changes` are (label, cell, before, after, whether edited here since)."""

    row: ImportRow
    changes: list[tuple[str, str, str, str, bool]]
    more: int
    may_accept: bool


def counts(batch: ImportBatch) -> list[tuple[str, int]]:
    return [(str(Kind(kind).label), count) for kind, count in batch.counts.items()]


def preview(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(model_admin, request, pk)
    form = ConfirmForm(request.POST if "apply" in request.POST else None, initial=_named_decision(batch))
    if request.method == "POST":
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        if (answer := _act(request, batch, form)) is not None:
            return answer
    return TemplateResponse(request, "procedures/preview.html", _context(model_admin, request, batch, form))


def _batch(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> ImportBatch:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(model_admin.get_queryset(request), pk=pk)


def _named_decision(batch: ImportBatch) -> dict[str, Any]:
    """Return the decision that the file's titles name, if they name one; a person confirms it."""
    named = [note["decision"] for note in batch.notes if note.get("decision")]
    if not named or any(other != named[0] for other in named):
        return {}
    return named[0] | {"decided_on": date.fromisoformat(named[0]["decided_on"])}


def _act(request: HttpRequest, batch: ImportBatch, form: ConfirmForm) -> HttpResponse | None:
    """Do what the pressed button says; None leaves the page with its form as it is."""
    here = reverse("admin:procedures_importbatch_change", args=[batch.pk])
    try:
        if "roll_back" in request.POST:
            undoing.roll_back(batch=batch, by=request.user, at=timezone.now())
            messages.success(request, _("The import was taken back: everything is as it was before it."))
            return redirect(here)
        if "discard" in request.POST:
            acceptance.discard(batch=batch, by=request.user)
            messages.success(request, _("The file was put away; nothing was written."))
            return redirect("admin:procedures_importbatch_changelist")
        _decide(request, batch)
        if "apply" not in request.POST:
            return redirect(f"{here}?{_place(request.POST)}")
        if not form.is_valid():
            return None
        applying.apply(
            batch=batch,
            by=request.user,
            at=timezone.now(),
            decision=form.decision,
            publish=form.cleaned_data["publish"],
            skip_errors=form.cleaned_data["skip_errors"],
            on_progress=progress.callback(own_key(request, form.cleaned_data["progress"])),
        )
    except (applying.NotApplied, acceptance.NotDecided, undoing.NotUndone) as refusal:
        messages.error(request, str(refusal))
        return redirect(here)
    messages.success(request, _("The import was carried out."))
    return redirect(here)


def _decide(request: HttpRequest, batch: ImportBatch) -> None:
    """Keep the ticks of the page that was sent, then what the button says of the whole kind."""
    shown = set(row_numbers(request.POST.getlist("shown")))
    ticked = set(row_numbers(request.POST.getlist("accept")))
    if "accept_page" in request.POST:
        ticked = shown
    elif "refuse_page" in request.POST:
        ticked = set()
    if shown:
        acceptance.accept(batch=batch, by=request.user, wanted=ticked & shown, among=shown)
    for verb, accepted in (("accept_kind", True), ("refuse_kind", False)):
        kind = request.POST.get(verb, "")
        if kind in Kind.values:
            acceptance.accept_kind(batch=batch, by=request.user, kind=kind, accepted=accepted)


def _place(asked) -> str:
    return urlencode({name: asked[name] for name in ("kind", "q", "p") if asked.get(name)})


def _context(
    model_admin: ModelAdmin, request: HttpRequest, batch: ImportBatch, form: ConfirmForm
) -> dict[str, Any]:
    asked = request.POST if request.method == "POST" else request.GET
    every = ImportRow.objects.filter(batch=batch)
    tabs = _tabs(every, asked.get("kind", ""))
    current = next((tab.key for tab in tabs if tab.is_current), "")
    words = asked.get("q", "").strip()
    rows = _chosen(every, current, words).defer("undo", "values")
    page = Paginator(rows, ROWS_A_PAGE).get_page(asked.get("p"))
    status = ImportBatch.Status
    return {
        **model_admin.admin_site.each_context(request),
        "title": batch.file_name,
        "opts": model_admin.opts,
        "batch": batch,
        "is_waiting": batch.status == status.PREVIEWED,
        "may_import": request.user.has_perm(PERMISSION),
        "may_roll_back": batch.status == status.APPLIED and request.user.has_perm(PERMISSION),
        "tabs": tabs,
        "kind": current,
        "q": words,
        "page": page,
        "lines": [_line(row) for row in page.object_list],
        "unchanged": batch.counts.get(Kind.UNCHANGED.value, 0),
        "errors": acceptance.errors_in(batch),
        "accepted": every.filter(accepted=True).exclude(kind__in=[Kind.ERROR, Kind.UNCHANGED]).count(),
        "unmapped": [note for note in batch.notes if note["unmapped"]],
        "form": form,
        "progress": uuid4(),
        "place": urlencode({"kind": current, "q": words}),
    }


def _tabs(every: QuerySet, asked: str) -> list[Tab]:
    found = {
        row["kind"]: row
        for row in every.values("kind").annotate(
            count=Count("pk"), accepted=Count("pk", filter=Q(accepted=True))
        )
    }
    person = every.filter(needs_person=True).count()
    order = [Kind.ERROR, Kind.NEEDS_PERSON, Kind.CHANGED, Kind.NEW, Kind.MISSING]
    keys = [kind.value for kind in order if kind in found] + ([PERSON] if person else [])
    current = asked if asked in keys else (keys[0] if keys else "")
    return [
        Tab(PERSON, _("rows that want a look"), person, 0, key == current)
        if key == PERSON
        else Tab(key, str(Kind(key).label), found[key]["count"], found[key]["accepted"], key == current)
        for key in keys
    ]


def _chosen(every: QuerySet, kind: str, words: str) -> QuerySet:
    rows = every.filter(needs_person=True) if kind == PERSON else every.filter(kind=kind)
    if words:
        wanted = fold(words)
        said = rows.values_list("pk", "code", "name", "sheet")
        found = [pk for pk, *texts in said if wanted in fold(" ".join(texts))]
        rows = rows.filter(pk__in=found[:MOST_FOUND])
    return rows.order_by("pk")


def _line(row: ImportRow) -> Line:
    shown = [
        (
            columns.label(change["key"]),
            change["column"],
            *differences.excerpts(change["before"], change["after"]),
            change["conflict"],
        )
        for change in row.changes[:MOST_CHANGES]
    ]
    may_accept = row.kind != Kind.ERROR and not (row.kind == Kind.NEEDS_PERSON and row.procedure_id is None)
    return Line(row, shown, max(0, len(row.changes) - MOST_CHANGES), may_accept)


def row(model_admin: ModelAdmin, request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Show everything the file says in one row, and let a person put its code right."""
    batch = _batch(model_admin, request, pk)
    found = get_object_or_404(ImportRow.objects.visible_to(request.user), pk=row_pk, batch=batch)
    if request.method == "POST" and not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = CodeForm(request.POST or None, initial={"code": found.code or _proposal(found)})
    if request.method == "POST" and form.is_valid():
        try:
            acceptance.give_code(row=found, by=request.user, code=form.cleaned_data["code"])
        except acceptance.NotDecided as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("The code was put right and the row compared again."))
            return redirect("admin:procedures_importbatch_row", batch.pk, found.pk)
    is_open = found.kind in (Kind.ERROR, Kind.NEEDS_PERSON) and batch.status == ImportBatch.Status.PREVIEWED
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("%(sheet)s, row %(row)s") % {"sheet": found.sheet, "row": found.row},
        "opts": model_admin.opts,
        "batch": batch,
        "line": _line(found),
        "said": [(columns.label(key), value) for key, value in found.values.items() if value],
        "form": form if is_open else None,
    }
    return TemplateResponse(request, "procedures/row.html", context)


def _proposal(found: ImportRow) -> str:
    return next((p["proposal"] for p in found.problems if p.get("proposal")), "")
