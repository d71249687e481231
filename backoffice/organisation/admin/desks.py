from django.contrib import admin
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Concat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import ScopedInline, TrackedAdmin
from backoffice.organisation.admin_forms import CounterForm
from backoffice.organisation.models import Counter, Desk, Division, OpeningHours, ServiceGroup, Succession


def _above(desk: str) -> Case:
    """Return the slug of the desk reached by `desk` and a slash, empty where the tree ends."""
    return Case(
        When(**{f"{desk}__isnull": False}, then=Concat(F(f"{desk}__slug"), Value("/"))),
        default=Value(""),
        output_field=CharField(),
    )


@admin.display(description=_("desk name"), ordering="name")
def in_tree(desk: Desk) -> str:
    depth = 0 if desk.parent is None else 1 if desk.parent.parent is None else 2
    return format_html('<span class="mc-level-{}">{}</span>', depth, desk.name)


class OpeningHoursInline(ScopedInline):
    model = OpeningHours
    fields = ["weekday", "session", "opens_at", "closes_at", "is_working_time", "valid_from", "valid_to"]
    ordering = ["weekday", "opens_at"]


@admin.register(Desk)
class DeskAdmin(TrackedAdmin):
    list_display = [in_tree, "level", "kind", "agency_code", "authority", "valid_from", "valid_to"]
    list_select_related = ["parent__parent"]
    list_filter = ["level", "kind"]
    search_fields = ["name", "place", "slug", "agency_code", "authority"]
    ordering = [Concat(_above("parent__parent"), _above("parent"), F("slug"), output_field=CharField())]
    prepopulated_fields = {"slug": ["place"]}
    inlines = [OpeningHoursInline]
    fieldsets = [
        (None, {"fields": ["name", ("kind", "level"), "place", "slug"]}),
        (_("Authority"), {"fields": ["authority", "superior", "parent", ("agency_code", "unit_code")]}),
        (_("How citizens reach it"), {"fields": ["address", ("phone", "hotline"), "email"]}),
        (_("Screen in the lobby"), {"fields": ["board_notice", "board_distance"]}),
        (_("In force"), {"fields": [("valid_from", "valid_to")]}),
    ]

    class Media:
        css = {"all": ["backoffice/organisation.css"]}


@admin.register(Succession)
class SuccessionAdmin(TrackedAdmin):
    list_display = ["predecessor", "successor", "on", "legal_basis"]
    list_display_links = ["predecessor", "successor"]
    list_filter = ["on"]
    search_fields = ["predecessor__name", "successor__name", "legal_basis"]
    ordering = ["-on", "pk"]


@admin.register(Division)
class DivisionAdmin(TrackedAdmin):
    list_display = ["name", "code", "desk", "phone", "valid_from", "valid_to"]
    list_filter = [("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "code", "desk__name"]
    ordering = ["desk__slug", "name"]
    fieldsets = [
        (None, {"fields": ["desk", "name", ("code", "phone")]}),
        (_("In force"), {"fields": [("valid_from", "valid_to"), "successor"]}),
    ]


@admin.register(ServiceGroup)
class ServiceGroupAdmin(TrackedAdmin):
    list_display = ["series", "name", "desk", "position", "is_active"]
    list_display_links = ["series", "name"]
    list_filter = ["is_active", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "series", "desk__name"]
    ordering = ["desk__slug", "position", "series"]
    fields = ["desk", ("series", "position"), "name", "is_active"]


@admin.display(description=_("service groups"))
def groups_served(counter: Counter) -> str:
    return ", ".join(sorted(group.series for group in counter.service_groups.all()))


@admin.register(Counter)
class CounterAdmin(TrackedAdmin):
    form = CounterForm
    list_display = ["number", "name", groups_served, "desk", "is_active"]
    list_display_links = ["number", "name"]
    list_filter = ["is_active", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "=number", "desk__name"]
    ordering = ["desk__slug", "number"]
    fields = ["desk", ("number", "name"), "service_groups", "is_active"]
    rows_with = ["service_groups"]
