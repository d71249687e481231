"""Queue numbers in the back office: events and projections are read, the console acts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from backoffice.base.admin import ReadOnly
from backoffice.history.admin import HistoryPage, TrackedAdmin
from backoffice.tickets.admin_console import console_page, console_waiting
from backoffice.tickets.admin_statistics import statistics_page
from backoffice.tickets.models import Board, Rating, Screen, Ticket, TicketEvent, TicketSeries, WaitEstimate


class EventInline(ReadOnly, admin.TabularInline):
    model = TicketEvent
    fk_name = "ticket"
    fields = ["seq", "kind", "at", "actor", "counter", "group", "reason"]
    ordering = ["seq"]
    extra = 0


@admin.display(description=_("queue number"))
def number(ticket: Ticket) -> str:
    return ticket.label


@admin.register(Ticket)
class TicketAdmin(ReadOnly, TrackedAdmin):
    list_display = [number, "business_day", "group", "state", "priority", "issued_at", "counter"]
    list_filter = ["business_day", "state", "priority", "origin"]
    search_fields = ["series", "=number"]
    ordering = ["-business_day", "-id"]
    exclude = ["token", "request_key"]
    inlines = [EventInline]
    pages = [
        ("console/", console_page, "console"),
        ("console/waiting/", console_waiting, "console_waiting"),
        ("statistics/", statistics_page, "statistics"),
    ]
    history_page = HistoryPage.ROW


@admin.register(TicketEvent)
class TicketEventAdmin(ReadOnly, TrackedAdmin):
    list_display = ["at", "ticket", "kind", "counter", "actor", "reason"]
    list_filter = ["kind"]
    ordering = ["-id"]
    raw_id_fields = ["ticket", "session", "undoes"]
    history_page = HistoryPage.ROW


@admin.register(TicketSeries)
class TicketSeriesAdmin(ReadOnly, TrackedAdmin):
    list_display = ["business_day", "desk", "series", "last"]
    ordering = ["-business_day", "series"]
    history_page = HistoryPage.ROW


@admin.register(Board)
class BoardAdmin(ReadOnly, TrackedAdmin):
    list_display = ["desk", "version"]
    history_page = HistoryPage.ROW


@admin.register(Screen)
class ScreenAdmin(ReadOnly, TrackedAdmin):
    list_display = ["desk", "key", "seen_at", "is_right", "is_silent", "version"]
    list_filter = ["is_right"]
    ordering = ["-seen_at"]
    history_page = HistoryPage.ROW


@admin.register(WaitEstimate)
class WaitEstimateAdmin(ReadOnly, TrackedAdmin):
    list_display = ["ticket", "at", "minutes", "ahead", "counters"]
    exclude = ["model"]
    ordering = ["-at"]
    history_page = HistoryPage.ROW


@admin.register(Rating)
class RatingAdmin(ReadOnly, TrackedAdmin):
    list_display = ["rated_at", "group", "score"]
    list_filter = ["score"]
    ordering = ["-rated_at"]
    history_page = HistoryPage.ROW
