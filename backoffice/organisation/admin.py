from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import ScopedInline, TrackedAdmin
from backoffice.organisation.admin_forms import AccountForm, NewAccountForm
from backoffice.organisation.admin_views import calendar_year
from backoffice.organisation.granting import grantable_by, may_manage
from backoffice.organisation.models import (
    CalendarDay,
    Counter,
    Desk,
    Division,
    OpeningHours,
    RuleSet,
    ServiceGroup,
    Succession,
    User,
)

EVERY_DESK = "organisation.see_every_desk"


def _above(desk: str) -> Case:
    """Return the slug of the desk reached by `desk` and a slash, empty where the tree ends."""
    return Case(
        When(**{f"{desk}__isnull": False}, then=Concat(F(f"{desk}__slug"), Value("/"))),
        default=Value(""),
        output_field=CharField(),
    )


class OwnDesk:
    """Rows without a desk hold for the whole country: only who sees every desk writes them."""

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        if "desk" in form.base_fields:
            form.base_fields["desk"].required = not request.user.has_perm(EVERY_DESK)
        return form


class OpeningHoursInline(ScopedInline):
    model = OpeningHours
    ordering = ["weekday", "opens_at"]


@admin.register(Desk)
class DeskAdmin(TrackedAdmin):
    list_display = ["in_tree", "level", "kind", "agency_code", "authority", "valid_from", "valid_to"]
    list_display_links = ["in_tree"]
    list_select_related = ["parent__parent"]
    list_filter = ["level", "kind"]
    search_fields = ["name", "place", "slug", "agency_code", "authority"]
    autocomplete_fields = ["parent"]
    ordering = [Concat(_above("parent__parent"), _above("parent"), F("slug"))]
    prepopulated_fields = {"slug": ["place"]}
    inlines = [OpeningHoursInline]
    fieldsets = [
        (None, {"fields": ["name", ("kind", "level"), "place", "slug"]}),
        (_("Authority"), {"fields": ["authority", "superior", "parent", ("agency_code", "unit_code")]}),
        (_("How citizens reach it"), {"fields": ["address", ("phone", "hotline"), "email"]}),
        (_("Screen in the lobby"), {"fields": ["board_notice", "board_distance"]}),
        (_("In force"), {"fields": [("valid_from", "valid_to")]}),
    ]

    @admin.display(description=_("desk name"), ordering="name")
    def in_tree(self, desk: Desk) -> str:
        depth = 0 if desk.parent is None else 1 if desk.parent.parent is None else 2
        return format_html('<span class="mc-level-{}">{}</span>', depth, desk.name)


@admin.register(Succession)
class SuccessionAdmin(TrackedAdmin):
    list_display = ["predecessor", "successor", "on", "legal_basis"]
    list_display_links = ["predecessor", "successor"]
    list_select_related = ["predecessor", "successor"]
    list_filter = ["on"]
    search_fields = ["predecessor__name", "successor__name", "legal_basis"]
    autocomplete_fields = ["predecessor", "successor"]
    ordering = ["-on", "pk"]


@admin.register(Division)
class DivisionAdmin(TrackedAdmin):
    list_display = ["name", "code", "desk", "phone", "valid_from", "valid_to"]
    list_select_related = ["desk"]
    list_filter = [("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "code", "desk__name"]
    autocomplete_fields = ["desk", "successor"]
    ordering = ["desk__slug", "name"]
    fieldsets = [
        (None, {"fields": ["desk", "name", ("code", "phone")]}),
        (_("In force"), {"fields": [("valid_from", "valid_to"), "successor"]}),
    ]


@admin.register(ServiceGroup)
class ServiceGroupAdmin(TrackedAdmin):
    list_display = ["series", "name", "desk", "position", "is_active"]
    list_display_links = ["series", "name"]
    list_select_related = ["desk"]
    list_filter = ["is_active", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "series", "desk__name"]
    autocomplete_fields = ["desk"]
    ordering = ["desk__slug", "position", "series"]
    fields = ["desk", ("series", "position"), "name", "is_active"]


@admin.register(Counter)
class CounterAdmin(TrackedAdmin):
    list_display = ["number", "name", "groups_served", "desk", "is_active"]
    list_display_links = ["number", "name"]
    list_select_related = ["desk"]
    list_filter = ["is_active", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "=number", "desk__name"]
    autocomplete_fields = ["desk", "service_groups"]
    ordering = ["desk__slug", "number"]
    fields = ["desk", ("number", "name"), "service_groups", "is_active"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("service_groups")

    @admin.display(description=_("service groups"))
    def groups_served(self, counter: Counter) -> str:
        return ", ".join(sorted(group.series for group in counter.service_groups.all()))


@admin.register(OpeningHours)
class OpeningHoursAdmin(TrackedAdmin):
    list_display = [
        "desk",
        "weekday",
        "session",
        "opens_at",
        "closes_at",
        "is_working_time",
        "valid_from",
        "valid_to",
    ]
    list_select_related = ["desk"]
    list_filter = ["weekday", "session", "is_working_time", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["desk__name"]
    autocomplete_fields = ["desk"]
    ordering = ["desk__slug", "-valid_from", "weekday", "opens_at"]
    fieldsets = [
        (None, {"fields": ["desk", ("weekday", "session"), ("opens_at", "closes_at"), "is_working_time"]}),
        (_("In force"), {"fields": [("valid_from", "valid_to")]}),
    ]


@admin.register(CalendarDay)
class CalendarDayAdmin(OwnDesk, TrackedAdmin):
    list_display = ["day", "name", "kind", "desk", "source", "confirmed"]
    list_select_related = ["desk"]
    list_filter = ["kind", "confirmed"]
    date_hierarchy = "day"
    search_fields = ["name", "source"]
    autocomplete_fields = ["desk"]
    ordering = ["-day", "pk"]
    fields = ["desk", ("day", "kind"), "name", "source", "confirmed"]

    def get_urls(self) -> list:
        year = path(
            "year/<int:year>/",
            self.admin_site.admin_view(self.year),
            name="organisation_calendarday_year",
        )
        return [year, *super().get_urls()]

    def year(self, request: HttpRequest, year: int):
        return calendar_year(self, request, year)

    def has_change_permission(self, request: HttpRequest, obj: CalendarDay | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: CalendarDay | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_write(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None):
        this_year = timezone.localdate(timezone.now()).year
        return super().changelist_view(request, {"this_year": this_year, **(extra_context or {})})


def _may_write(request: HttpRequest, day: CalendarDay | None) -> bool:
    return day is None or day.desk_id is not None or request.user.has_perm(EVERY_DESK)


@admin.register(RuleSet)
class RuleSetAdmin(TrackedAdmin):
    list_display = [
        "regime",
        "valid_from",
        "valid_to",
        "supplement_notice_days",
        "transfer_cutoff",
        "apology_days_before",
        "reappointments_allowed",
        "feedback_days",
        "target_wait_minutes",
    ]
    search_fields = ["regime", "legal_basis"]
    ordering = ["-valid_from"]
    fieldsets = [
        (None, {"fields": ["regime", "legal_basis", ("valid_from", "valid_to")]}),
        (
            _("Dossiers"),
            {
                "fields": [
                    ("supplement_notice_days", "transfer_cutoff"),
                    ("apology_days_before", "reappointments_allowed"),
                    ("feedback_days", "target_wait_minutes"),
                ]
            },
        ),
        (
            _("Officers at the desk"),
            {"fields": [("secondment_months_min", "secondment_months_max"), "seniority_years"]},
        ),
    ]


@admin.register(User)
class AccountAdmin(OwnDesk, TrackedAdmin, UserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    list_display = ["username", "full_name", "title", "desk", "division", "role_names", "is_active"]
    list_display_links = ["username", "full_name"]
    list_select_related = ["desk", "division"]
    list_filter = ["is_active", "groups", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["username", "full_name", "email", "title"]
    autocomplete_fields = ["desk", "division"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    ordering = ["username"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person and posting"), {"fields": ["full_name", "title", "email", "desk", "division"]}),
        (_("What the account may do"), {"fields": ["groups", "is_active", "is_staff"]}),
        (_("Times"), {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", ("password1", "password2")]}),
        (_("Person and posting"), {"fields": ["full_name", "title", "email", "desk", "division"]}),
        (_("What the account may do"), {"fields": ["groups", "is_staff"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_manage(request.user, obj))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = grantable_by(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("roles"))
    def role_names(self, account: User) -> str:
        return ", ".join(sorted(group.name for group in account.groups.all()))
