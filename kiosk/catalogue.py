"""The posted procedures of an office: found by field, level or words without marks, shown as a checklist."""

import secrets
from datetime import date
from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backoffice.base.folding import fold
from backoffice.organisation.models import Desk
from backoffice.procedures.models import Field, Posting, ProcedureVersion
from backoffice.tickets.issuing import group_for
from kiosk.offices import office_or_404
from kiosk.qr import qr_of
from kiosk.validation import words

PER_PAGE = 20


class PostingFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="with_words")
    field = django_filters.NumberFilter(field_name="procedure__field")
    level = django_filters.CharFilter(method="of_level")

    class Meta:
        model = Posting
        fields: list[str] = []

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._on = on

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in fold(value).split()[:8]:
            queryset = queryset.filter(procedure__search_text__contains=word)
        return queryset

    def of_level(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        in_force = ProcedureVersion.objects.in_force(on=self._on)
        return queryset.filter(Exists(in_force.filter(procedure=OuterRef("procedure"), level=value)))


def published(desk: Desk, *, on: date) -> QuerySet[Posting]:
    """Return the desk's public list, with everything a line of it shows."""
    versions = ProcedureVersion.objects.in_force(on=on).prefetch_related("time_limits")
    versions = versions.only("procedure", "level", "time_limit_text", "immediate_result", "valid_from")
    postings = Posting.objects.filter(desk=desk).published(on=on).select_related("procedure__field")
    return postings.prefetch_related(Prefetch("procedure__versions", versions, to_attr="in_force"))


@require_safe
def procedure_list(request: HttpRequest, office: str) -> HttpResponse:
    today = timezone.localdate()
    desk = office_or_404(office, on=today)
    found = PostingFilter(request.GET, queryset=published(desk, on=today), on=today)
    rows = found.qs.order_by("procedure__name", "pk") if found.is_valid() else found.queryset.none()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "office": desk,
        "page": page,
        "query": request.GET.get("q", ""),
        "fields": _fields(desk, on=today),
        "chosen_field": request.GET.get("field", ""),
        "levels": _levels(desk, on=today),
        "chosen_level": request.GET.get("level", ""),
        "onwards": _onwards(request),
    }
    return render(request, "kiosk/procedures.html", context)


@never_cache  # it contains the key of one number
@require_safe
def procedure_page(request: HttpRequest, office: str, code: str) -> HttpResponse:
    today = timezone.localdate()
    desk = office_or_404(office, on=today)
    posting, version = _posted_or_404(desk, code, on=today)
    context = {
        "office": desk,
        "procedure": posting.procedure,
        "version": version,
        "components": sorted(version.components.all(), key=lambda part: part.ordinal),
        "limits": sorted(version.time_limits.all(), key=lambda limit: (not limit.is_main, limit.ordinal)),
        "fees": sorted(version.fees.all(), key=lambda fee: fee.ordinal),
        "files": version.files.public().order_by("kind", "title", "pk"),
        "group": group_for(desk, posting.procedure),
        "key": secrets.token_hex(16),
        "qr": qr_of(request, request.path),
    }
    return render(request, "kiosk/procedure.html", context)


def _posted_or_404(desk: Desk, code: str, *, on: date) -> tuple[Posting, ProcedureVersion]:
    """Return the procedure posted at the desk under a code, with its version in force."""
    postings = Posting.objects.filter(desk=desk).published(on=on)
    postings = postings.filter(procedure__code=words(code, at_most=60)).select_related("procedure__field")
    posting = postings.order_by("pk").first()
    if posting is None:
        raise Http404
    versions = ProcedureVersion.objects.in_force(on=on).filter(procedure=posting.procedure)
    parts = versions.prefetch_related("components", "time_limits", "fees")
    return posting, parts.order_by("-valid_from")[0]


@require_safe
def procedure_file(request: HttpRequest, office: str, code: str, pk: int) -> FileResponse:
    """Return a blank form or a sample of a procedure posted here today, as a download."""
    today = timezone.localdate()
    _posting, version = _posted_or_404(office_or_404(office, on=today), code, on=today)
    row = get_object_or_404(version.files.public(), pk=pk)
    ending = row.file.name.rpartition(".")[2]
    answer = FileResponse(
        row.file.open(), as_attachment=True, filename=f"{row.title}.{ending}", content_type=row.content_type
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _fields(desk: Desk, *, on: date) -> list[Any]:
    posted = Posting.objects.filter(desk=desk).published(on=on)
    counts = Field.objects.filter(procedures__postings__in=posted).values("pk", "name")
    return list(counts.annotate(count=Count("procedures__postings")).order_by("name"))


def _levels(desk: Desk, *, on: date) -> list[str]:
    posted = Posting.objects.filter(desk=desk).published(on=on)
    versions = (
        ProcedureVersion.objects.in_force(on=on).filter(procedure__postings__in=posted).exclude(level="")
    )
    return sorted(set(versions.values_list("level", flat=True)))


def _onwards(request: HttpRequest) -> str:
    """The query of the next page's link: the same filters without the page."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
