"""What the lists of the catalogue show in a column."""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from backoffice.procedures import admin_views
from backoffice.procedures.models import ColumnMapping, ImportBatch, Posting, Procedure, ProcedureVersion

MARKS = {
    Posting.Status.DRAFT: "neutral",
    Posting.Status.PUBLISHED: "ontime",
    Posting.Status.WITHDRAWN: "paused",
}


@admin.display(description=_("procedure"), ordering="name")
def titled(procedure: Procedure) -> str:
    return format_html("{}<small>{}</small>", procedure.name, procedure.field)


@admin.display(description=_("time limit"))
def main_limit(procedure: Procedure) -> str:
    versions = procedure.versions_in_force
    if not versions:
        return _g("no version in force")
    limits = [version.main_limit for version in versions]
    return ", ".join((limit.in_words if limit else "") or _g("not read") for limit in limits)


@admin.display(description=_("posting"))
def posted(procedure: Procedure) -> str:
    return state(procedure.own_postings[0]) if procedure.own_postings else "–"


@admin.display(description=_("to be reviewed by"), ordering="review_on")
def review(procedure: Procedure) -> str:
    if procedure.review_on is None:
        return "–"
    day = f"{procedure.review_on:%d/%m/%Y}"
    if procedure.review_on > timezone.localdate(timezone.now()):
        return day
    return format_html('<span class="mc-mark mc-mark--late">{}</span>', day)


@admin.display(description=_("posting"), ordering="status")
def state(row: Posting) -> str:
    """Draw the state of a posting as a mark."""
    mark = '<span class="mc-mark mc-mark--{}">{}</span>'
    return format_html(mark, MARKS[Posting.Status(row.status)], capfirst(row.get_status_display()))


@admin.display(description=_("procedure code"), ordering="procedure__code")
def code(row: Posting | ProcedureVersion) -> str:
    return row.procedure.code


@admin.display(description=_("procedure name"))
def name(row: Posting) -> str:
    return row.procedure.name


@admin.display(description=_("open dossiers"))
def dossiers(version: ProcedureVersion) -> str:
    """Draw how many open dossiers run on a version; on a superseded one that is a mark."""
    running = version.running
    if running is None:
        return "–"
    words = format_html('<a href="{}">{}</a>', running.url, running.count) if running.url else running.count
    if version.is_in_force(on=timezone.localdate(timezone.now())):
        return format_html("{}", words)
    return format_html('<span class="mc-mark mc-mark--soon">{}</span>', words)


@admin.display(description=_("counts by kind"))
def kinds(batch: ImportBatch) -> str:
    return ", ".join(f"{label} {count}" for label, count in admin_views.counts(batch))


@admin.display(description=_("columns"))
def meanings(mapping: ColumnMapping) -> str:
    return "; ".join(f"{header} → {key or '–'}" for header, key in mapping.columns.items())
