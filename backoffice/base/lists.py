"""What every list of the admin can do: be filtered by days, and be downloaded as a file.

The filter is django-filter's; its parameters are in the address beside those of the other filters.
"""

import copy
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qsl

import django_filters
from django.contrib import admin, messages
from django.contrib.admin.utils import display_for_field, display_for_value, label_for_field, lookup_field
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.base.dates import SHOWN, DayBox, typed_day
from backoffice.base.spreadsheets import CSV, XLSX, Table, Value, csv_file, xlsx

FORMAT = "format"
FORMATS = {"xlsx": XLSX, "csv": CSV}
EXPORTED_AT_MOST = 20_000
NOTHING = "–"


class Days(django_filters.FilterSet):
    """Rows from a day to a day, both included; of an instant, in Vietnam's days."""

    column = ""

    first = django_filters.DateFilter(method="from_day", label=gettext_lazy("shown from"), widget=DayBox)
    last = django_filters.DateFilter(
        method="to_day", label=gettext_lazy("shown to (included)"), widget=DayBox
    )

    def from_day(self, rows: models.QuerySet, name: str, day: date) -> models.QuerySet:
        return rows.filter(**{f"{self.column}__gte": self._edge(rows, day)})

    def to_day(self, rows: models.QuerySet, name: str, day: date) -> models.QuerySet:
        if isinstance(rows.model._meta.get_field(self.column), models.DateTimeField):
            return rows.filter(**{f"{self.column}__lt": self._edge(rows, day + timedelta(days=1))})
        return rows.filter(**{f"{self.column}__lte": day})

    def _edge(self, rows: models.QuerySet, day: date) -> date | datetime:
        if isinstance(rows.model._meta.get_field(self.column), models.DateTimeField):
            return make_aware(datetime.combine(day, time.min))
        return day


class DaysFilter(admin.ListFilter):
    """A django-filter FilterSet among the filters of a list."""

    template = "admin/days_filter.html"
    filterset_class: type[Days] = Days

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        field = model._meta.get_field(self.filterset_class.column)
        self.title = field.verbose_name
        super().__init__(request, params, model, model_admin)
        self.names = list(self.filterset_class.base_filters)
        values = {name: params.pop(name)[-1] for name in self.names if name in params}
        self.used_parameters.update(values)
        rows = model._default_manager.none()
        self.form = self.filterset_class(values, queryset=rows, request=request).form
        self.kept: list[tuple[str, str]] = []

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return self.names

    def choices(self, changelist: Any) -> Iterator[dict]:
        """Yield the other parameters of the address, so that they stay."""
        query = changelist.get_query_string(remove=[*self.names, "p"])
        self.kept = parse_qsl(query.lstrip("?"))
        yield from ()

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if not self.form.is_valid():
            return queryset.none()
        return self.filterset_class(self.used_parameters, queryset=queryset, request=request).qs

    @property
    def period(self) -> str:
        """The chosen days as offices write them, whatever the address holds."""
        typed = [str(self.used_parameters.get(name, "")) for name in self.names]
        days = [(text, typed_day(text)) for text in typed]
        return " – ".join(f"{day:{SHOWN}}" if day else text for text, day in days)

    @property
    def is_active(self) -> bool:
        return any(self.used_parameters.get(name) for name in self.names)


def days_filter(model: type[models.Model], listed: list[Any], ordering: list[Any]) -> type[DaysFilter] | None:
    """Return the filter on the first column of days that a list shows or is ordered by."""
    for name in [*listed, *(str(name).lstrip("-") for name in ordering)]:
        try:
            field = model._meta.get_field(name) if isinstance(name, str) else None
        except FieldDoesNotExist:
            continue
        if isinstance(field, models.DateField):
            filterset = type("DaysOf", (Days,), {"column": field.name})
            return type("DaysFilterOf", (DaysFilter,), {"filterset_class": filterset})
    return None


def wanted(request: HttpRequest) -> str:
    """Return the kind of file (of `FORMATS`) that the request asks for, and take it out of the address."""
    kind = request.GET.get(FORMAT, "")
    if FORMAT in request.GET:
        shown_without = request.GET.copy()
        del shown_without[FORMAT]
        request.GET = shown_without  # type: ignore[assignment]
    return kind if kind in FORMATS else ""


def shown(model_admin: admin.ModelAdmin, request: HttpRequest) -> ChangeList:
    """Return the list as the account sees it, all pages as one."""
    whole: Any = copy.copy(model_admin)
    whole.list_per_page, whole.paginator = EXPORTED_AT_MOST + 1, Paginator
    return whole.get_changelist_instance(request)


def as_file(changelist: ChangeList, request: HttpRequest, kind: str) -> HttpResponse:
    """Return the rows and columns of a list as a file; with too many rows, back to the list to narrow it."""
    if len(changelist.result_list) > EXPORTED_AT_MOST:
        sentence = _("More than %(count)d rows: narrow the list before you download it.")
        messages.warning(request, sentence % {"count": EXPORTED_AT_MOST})
        return HttpResponseRedirect(f"{request.path}?{request.GET.urlencode()}")
    names: list[Any] = [name for name in changelist.list_display if name != "action_checkbox"]
    table = Table(
        name=capfirst(str(changelist.opts.verbose_name_plural)),
        titles=[
            capfirst(str(label_for_field(name, changelist.model, changelist.model_admin))) for name in names
        ],
        rows=[[_cell(name, row, changelist) for name in names] for row in changelist.result_list],
    )
    content = csv_file(table) if kind == "csv" else xlsx(table)
    answer = HttpResponse(content, content_type=FORMATS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{changelist.opts.model_name}.{kind}"'
    return answer


def _cell(name: str, row: Any, changelist: ChangeList) -> Value:
    try:
        field, _attribute, value = lookup_field(name, row, changelist.model_admin)
    except ObjectDoesNotExist:
        return ""
    if value is None:
        return ""
    if field is not None and getattr(field, "flatchoices", None):
        return str(display_for_field(value, field, NOTHING))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (int, float, date)):
        return value
    if isinstance(field, models.ForeignKey):
        return str(getattr(row, field.name) or "")
    text = str(display_for_value(value, NOTHING)) if not isinstance(value, str) else value
    return " ".join(strip_tags(text.replace("<", " <")).split()) if hasattr(value, "__html__") else text
