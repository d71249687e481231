"""The internal process of a version: its steps in one table, checked against the limit."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.history.tracking import because
from backoffice.procedures import processes
from backoffice.procedures.admin_views.version_access import may_keep, version_or_404
from backoffice.procedures.models import ProcedureVersion, ProcessStep
from backoffice.procedures.upkeep_forms import SourceForm, StepFormSet, Steps, TableForm

# No process has so many steps: an order out of everybody's way.
FAR = 10_000


def process(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the steps; POST `save` writes the table, `divide`, `copy` and `table` replace it in one go."""
    version = version_or_404(model_admin, request, pk)
    user, desk = request.user, version.procedure.desk
    rows = ProcessStep.objects.filter(version=version).order_by("ordinal")
    pressed = request.POST
    steps = StepFormSet(
        pressed if "save" in pressed else None,
        queryset=rows,
        prefix="steps",
        form_kwargs={"desk": desk, "user": user},
    )
    source = SourceForm(pressed if "copy" in pressed else None, user=user, desk=desk)
    table = TableForm(pressed if "take_table" in pressed else None)
    if request.method == "POST":
        processes.check_permission(user, version)
        if _do(request, version, steps, source, table):
            return redirect("admin:procedures_procedureversion_process", version.pk)
    may_change = may_keep(user, version, processes.PERMISSION)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Internal process"),
        "opts": model_admin.opts,
        "version": version,
        "limit": version.main_limit,
        "allowed": processes.allowed_hours(version.main_limit),
        "taken": processes.hours_of(version),
        "over": processes.hours_over(version, version.main_limit),
        "steps": steps,
        "rows": rows.select_related("division", "officer", "standby"),
        "source": source,
        "table": table,
        "may_change": may_change,
    }
    return TemplateResponse(request, "procedures/process.html", context)


def _do(
    request: HttpRequest, version: ProcedureVersion, steps: Steps, source: SourceForm, table: TableForm
) -> bool:
    """Do what was pressed; False where a form has something to say."""
    by = request.user
    try:
        if "divide" in request.POST:
            processes.divide(version, by=by)
        elif "copy" in request.POST and source.is_valid():
            processes.take_from(source.source, version, by=by)
        elif "take_table" in request.POST and table.is_valid():
            column = int(table.cleaned_data["column"])
            unread = processes.take_table(version, table.rows, column=column, by=by)
            _tell_unread(request, len(unread))
        elif "save" in request.POST and steps.is_valid():
            _save(steps, version)
        else:
            return False
    except processes.NotTaken as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("The internal process is saved."))
    return True


def _tell_unread(request: HttpRequest, count: int) -> None:
    if count:
        words = ngettext(
            "The time of %(count)d step could not be read: fill it in.",
            "The times of %(count)d steps could not be read: fill them in.",
            count,
        )
        messages.warning(request, words % {"count": count})


def _save(steps: Steps, version: ProcedureVersion) -> None:
    """Write the table; an order that moved is freed before another step takes it."""
    with transaction.atomic():
        ProcedureVersion.objects.select_for_update().get(pk=version.pk)
        changed = steps.save(commit=False)
        for row in steps.deleted_objects:
            because(row, _("step removed"))
            row.delete()
        _free_orders([row for row in changed if row.pk])
        for row in changed:
            row.version = version
            row.save()


def _free_orders(changed: list[ProcessStep]) -> None:
    """Move steps that swap their places out of each other's way first."""
    held = dict(ProcessStep.objects.filter(pk__in=[row.pk for row in changed]).values_list("pk", "ordinal"))
    wanted = {row.ordinal for row in changed}
    for row in changed:
        if held[row.pk] != row.ordinal and held[row.pk] in wanted:
            final, row.ordinal = row.ordinal, FAR + held[row.pk]
            because(row, _("order changed"))
            row.save()
            row.ordinal = final
