"""The base of our admin classes: scoped rows, scoped choices, and history pages that only read."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.base import lists
from backoffice.history.changes import entries
from backoffice.history.deleting import out_of_sight

CHECKBOX = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'


def _within_sight(db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Offer, and accept, only what the account may see."""
    questions = db_field.remote_field.model._default_manager
    if "queryset" not in kwargs and hasattr(questions, "visible_to"):
        kwargs["queryset"] = questions.visible_to(request.user)


class NamedCells(BaseInlineFormSet):
    """Every cell of the table carries its column's name for those who do not see the head of the column."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label))


class ScopedInline(admin.TabularInline):
    """Rows inside a form whose choices stay within the account's sight."""

    extra = 0
    formset = NamedCells

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        _within_sight(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TrackedAdmin(admin.ModelAdmin):
    """Rows and choices within the account's sight; a history page with a diff on every row."""

    list_per_page = 50
    show_full_result_count = False
    history_per_page = 50

    def get_list_filter(self, request: HttpRequest) -> list:
        days = lists.days_filter(self.model, list(self.get_list_display(request)), self._ordered_by(request))
        return [*super().get_list_filter(request), *([days] if days else [])]

    def _ordered_by(self, request: HttpRequest) -> list:
        return list(self.get_ordering(request) or self.model._meta.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Show the list, or give as a file what it shows."""
        kind = lists.wanted(request)
        if kind and request.method == "GET":
            if not self.has_view_or_change_permission(request):
                raise PermissionDenied
            try:
                changelist = lists.shown(self, request)
            except IncorrectLookupParameters:
                return HttpResponseRedirect(request.path)
            self.exported(request, changelist)
            return lists.as_file(changelist, request, kind)
        return super().changelist_view(request, extra_context)

    def exported(self, request: HttpRequest, changelist: ChangeList) -> None:
        """Called before a list is given as a file; lists of personal data record the look."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = self.model._default_manager.visible_to(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        _within_sight(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        _within_sight(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.DateTimeField) and field is not None:
            # One label, two boxes: the second would have no name.
            field.widget.attrs.setdefault("aria-label", str(field.label))
        return field

    def get_urls(self) -> list:
        return [path("<path:object_id>/history/<path:record_id>/", no_such_page), *super().get_urls()]

    def get_deleted_objects(self, objs, request: HttpRequest):
        """What hangs on a row is named where the account may see it, and only counted elsewhere."""
        if not (hidden := out_of_sight(objs, user=request.user)):
            return super().get_deleted_objects(objs, request)
        named, counts, missing, _protected = super().get_deleted_objects(list(objs)[:0], request)
        said = ngettext(
            "%(count)d row out of your sight depends on it.",
            "%(count)d rows out of your sight depend on it.",
            hidden,
        )
        return named, counts, missing, [said % {"count": hidden}]

    def action_checkbox(self, obj: models.Model) -> str:
        """The box that chooses a row: Django renders two templates for each, an eighth of a list's time."""
        label = format_html(_("Select this object for an action - {}"), str(obj))
        return format_html(CHECKBOX, helpers.ACTION_CHECKBOX_NAME, obj.pk, label)

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        rows = self.get_queryset(request).prefetch_related(None)
        row = get_object_or_404(rows, pk=_key(self.model, unquote(object_id)))
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        records = row.history.select_related("history_user").order_by("-history_date", "-history_id")
        page = Paginator(records, self.history_per_page).get_page(request.GET.get("p"))
        shown = list(records[page.start_index() - 1 : page.end_index() + 1]) if page.paginator.count else []
        before = shown.pop() if page.has_next() else None
        masked: frozenset[str] = getattr(self.model, "masked_in_history", frozenset())
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(row)s") % {"row": row},
            "opts": self.model._meta,
            "object": row,
            "page": page,
            "entries": entries(shown, before=before, masked=masked),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/tracked_history.html", context)


def _key(model: type[models.Model], text: str) -> Any:
    try:
        return model._meta.pk.to_python(text)
    except ValidationError as wrong:
        raise Http404 from wrong


def no_such_page(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer for the address at which the history library would let a row be rewritten."""
    raise Http404
