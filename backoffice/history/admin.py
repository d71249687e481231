"""The base of our admin classes: scoped rows, scoped choices, and history pages that only read."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten, unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.base import lists
from backoffice.base.dates import AdminDay
from backoffice.base.folding import fold
from backoffice.history.changes import entries
from backoffice.history.deletions import out_of_sight

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
            if field.label and not field.widget.is_hidden:
                field.widget.attrs.setdefault("aria-label", str(field.label))


class WithinSight:
    """Offers, and accepts, only the choices that the account may see."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
            kwargs.setdefault("widget", AdminDay)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        _within_sight(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        _within_sight(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class ScopedInline(WithinSight, admin.TabularInline):
    """Rows inside a form whose choices stay within the account's sight."""

    extra = 0
    formset = NamedCells


class HistoryPage(Enum):
    """What stands at the address of a row's history."""

    CHANGES = "what changed, when and by whom; no page where the table keeps no history"
    ROW = "the row's own page, which says itself what became of it"
    NONE = "no page, though the table keeps a history"


class TrackedAdmin(WithinSight, admin.ModelAdmin):
    """Rows and choices within the account's sight; a history page with a diff on every row.

    A class of ours is a list of attributes: those of Django, and these. A column may be a function of the
    row, among `fields` as well, where it is only read.

    list_select_related: what a column's words need; the rows that a column shows itself are always joined.
    days_of: the column of the filter by days, where it is not the first that is shown.
    short_choices: the relations whose choices are few, drawn as a plain list. Each other one to a table that
        can be searched is chosen by typing (Django's `autocomplete_fields`).
    search_folded: whether the columns of `search_fields` hold folded text, so that the words are folded too.
    rows_with: relations that every page of a row needs, joined or fetched together.
    rows_without: columns too heavy for a list, left out until they are asked for.
    initial_from: what a new row starts with: column → a function of the request.
    pages: pages of ours below the list, (route, view, name); the page "week" of a duty is
        "admin:staffing_duty_week". The view is given the request.
    own_pages: the same, for views that work with this class (its rows, its permissions): they are given the
        class first and then the request.
    add_page, row_page: views of ours in place of Django's pages to add a row and to change one, given the
        class, the request and, for a row, its key.
    history_page: see `HistoryPage`.
    """

    list_per_page = 50
    list_select_related: ClassVar[Sequence[str]] = ()
    show_full_result_count = False
    history_per_page = 50

    days_of = ""
    short_choices: Sequence[str] = ()
    search_folded = False
    rows_with: Sequence[str] = ()
    rows_without: Sequence[str] = ()
    initial_from: Mapping[str, Callable[[HttpRequest], Any]] = {}
    pages: Sequence[tuple[str, Callable[..., HttpResponseBase], str]] = ()
    own_pages: Sequence[tuple[str, Callable[..., HttpResponseBase], str]] = ()
    add_page: Callable[..., HttpResponseBase] | None = None
    row_page: Callable[..., HttpResponseBase] | None = None
    history_page = HistoryPage.CHANGES

    def get_list_filter(self, request: HttpRequest) -> list:
        shown = [self.days_of] if self.days_of else list(self.get_list_display(request))
        days = lists.days_filter(self.model, shown, self._ordered_by(request))
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
        rows = self.model._default_manager.visible_to(request.user).defer(*self.rows_without)
        fetched = [name for name in self.rows_with if self.opts.get_field(name).many_to_many]
        if joined := [name for name in self.rows_with if name not in fetched]:
            rows = rows.select_related(*joined)
        ordering = self.get_ordering(request)
        return (rows.order_by(*ordering) if ordering else rows).prefetch_related(*fetched)

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        to_one = {field.name for field in self.opts.fields if field.is_relation}
        shown = [name for name in self.list_display if name in to_one]
        return [*shown, *self.list_select_related]

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        drawn_otherwise = {*self.short_choices, *self.raw_id_fields, *self.filter_horizontal}
        return [
            field.name
            for field in [*self.opts.fields, *self.opts.many_to_many]
            if field.is_relation and field.name not in drawn_otherwise and self._is_searched(field)
        ]

    def _is_searched(self, relation: Any) -> bool:
        target = relation.remote_field.model
        site = self.admin_site
        return site.is_registered(target) and bool(site.get_model_admin(target).search_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list:
        drawn = [field for field in flatten(self.fields or ()) if callable(field)]
        return [*super().get_readonly_fields(request, obj), *drawn]

    def get_search_results(self, request: HttpRequest, queryset: models.QuerySet, search_term: str):
        words = fold(search_term) if self.search_folded else search_term
        return super().get_search_results(request, queryset, words)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = {name: given(request) for name, given in self.initial_from.items()}
        return initial | super().get_changeform_initial_data(request)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.DateTimeField) and field is not None:
            # One label, two boxes: the second would have no name.
            field.widget.attrs.setdefault("aria-label", str(field.label))
        return field

    def get_urls(self) -> list:
        own = [(route, partial(view, self), name) for route, view, name in self.own_pages]
        start = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"{start}_{name}")
                for route, view, name in [*self.pages, *own]
            ),
            path("<path:object_id>/history/<path:record_id>/", no_such_page),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None) -> HttpResponse:
        if self.add_page:
            return self.add_page(request)
        return super().add_view(request, form_url, extra_context)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None):
        if self.row_page:
            return self.row_page(request, _key(self.model, unquote(object_id)))
        return super().change_view(request, object_id, form_url, extra_context)

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

    @property
    def shows_changes(self) -> bool:
        """Whether the page of a row's history has changes to show."""
        is_kept = hasattr(self.opts, "simple_history_manager_attribute")
        return is_kept and self.history_page is HistoryPage.CHANGES

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        if self.history_page is HistoryPage.ROW:
            return self.change_view(request, object_id)
        if not self.shows_changes:
            return no_such_page(request)
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
