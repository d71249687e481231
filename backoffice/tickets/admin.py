"""Queue numbers in the back office: events and projections are read, the console acts."""

from django.contrib import admin
from django.urls import path

from backoffice.base.admin import ReadOnly
from backoffice.history.admin import TrackedAdmin
from backoffice.tickets.admin_console import console_page, console_waiting
from backoffice.tickets.admin_statistics import statistics_page
from backoffice.tickets.models import Board, Rating, Screen, Ticket, TicketEvent, TicketSeries, WaitEstimate


class EventInline(ReadOnly, admin.TabularInline):
    model = TicketEvent
    fk_name = "ticket"
    fields = ["seq", "kind", "at", "actor", "counter", "group", "reason"]
    ordering = ["seq"]
    extra = 0


class ReadOnlyAdmin(ReadOnly, TrackedAdmin):
    """Rows that only the verbs write; they have no history beside their events."""

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id)


@admin.register(Ticket)
class TicketAdmin(ReadOnlyAdmin):
    list_display = ["label", "business_day", "group", "state", "priority", "issued_at", "counter"]
    list_select_related = ["group", "counter"]
    list_filter = ["business_day", "state", "priority", "origin"]
    search_fields = ["series", "=number"]
    ordering = ["-business_day", "-id"]
    exclude = ["token", "request_key"]
    inlines = [EventInline]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("console/", view(console_page), name="tickets_ticket_console"),
            path("console/waiting/", view(console_waiting), name="tickets_ticket_console_waiting"),
            path("statistics/", view(statistics_page), name="tickets_ticket_statistics"),
            *super().get_urls(),
        ]


@admin.register(TicketEvent)
class TicketEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "ticket", "kind", "counter", "actor", "reason"]
    list_select_related = ["ticket", "counter", "actor"]
    list_filter = ["kind"]
    ordering = ["-id"]
    raw_id_fields = ["ticket", "session", "undoes"]


@admin.register(TicketSeries)
class TicketSeriesAdmin(ReadOnlyAdmin):
    list_display = ["business_day", "desk", "series", "last"]
    list_select_related = ["desk"]
    ordering = ["-business_day", "series"]


@admin.register(Board)
class BoardAdmin(ReadOnlyAdmin):
    list_display = ["desk", "version"]
    list_select_related = ["desk"]


@admin.register(Screen)
class ScreenAdmin(ReadOnlyAdmin):
    list_display = ["desk", "key", "seen_at", "is_right", "is_silent", "version"]
    list_select_related = ["desk"]
    list_filter = ["is_right"]
    ordering = ["-seen_at"]


@admin.register(WaitEstimate)
class WaitEstimateAdmin(ReadOnlyAdmin):
    list_display = ["ticket", "at", "minutes", "ahead", "counters", "model"]
    list_select_related = ["ticket"]
    ordering = ["-at"]


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = ["rated_at", "group", "score"]
    list_select_related = ["group"]
    list_filter = ["score"]
    ordering = ["-rated_at"]
