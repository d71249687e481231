"""The admin site of the back office: its first page is the day, its menu uses the law's words."""

from dataclasses import dataclass
from functools import cache, partial
from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from backoffice.reports import saved_filters, urls
from backoffice.reports.admin_views import evaluations, form06
from backoffice.reports.day import overview
from backoffice.reports.situation import figures

_address = cache(reverse)


@dataclass(frozen=True)
class Page:
    """One of our own pages, or a list with a filter: URL name, label, the permission that opens it."""

    name: str
    label: str | Promise
    permission: str
    query: str = ""

    @property
    def url(self) -> str:
        return _address(self.name) + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Section:
    """A group of the menu: pages of ours, and lists of models named "app.Model"."""

    label: str | Promise
    entries: tuple[Page | str, ...]


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class MenuGroup:
    label: str
    entries: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        return any(entry.is_current for entry in self.entries)


CALL = Page("admin:tickets_ticket_console", _("Call numbers"), "staffing.work_at_counter")
RECEIVE = Page("admin:dossiers_dossier_receive", _("Receive at the desk"), "dossiers.receive_dossier")
READ = Page("admin:procedures_importbatch_add", _("Read a spreadsheet"), "procedures.import_procedures")
# What a day begins with; the first page shows it before the tasks.
BEGINNINGS = (CALL, RECEIVE, READ)
SECTIONS = (
    Section(
        _("At the counter"),
        (
            CALL,
            RECEIVE,
            Page(
                "admin:dossiers_dossier_changelist",
                _("Return results"),
                "dossiers.return_dossier",
                "state__exact=RESOLVED",
            ),
            Page("admin:staffing_duty_today", _("Today's roster"), "staffing.view_duty"),
        ),
    ),
    Section(
        _("Dossiers"),
        (
            Page(
                "admin:dossiers_dossier_changelist", _("My dossiers"), "dossiers.view_dossier", "hands=mine"
            ),
            "dossiers.Dossier",
            Page("admin:dossiers_dossier_apologies", _("Apologies to be written"), "dossiers.view_dossier"),
            "dossiers.Apology",
            "dossiers.ChairmanApology",
            "dossiers.Supplement",
            "dossiers.Result",
            "dossiers.Refusal",
            "dossiers.HandOver",
            Page("admin:dossiers_slip_register", _("Register of dossiers"), "dossiers.view_slip"),
            "dossiers.Slip",
            "dossiers.Applicant",
            "dossiers.DossierEvent",
            "dossiers.Access",
            "dossiers.OutsideDeskDecision",
        ),
    ),
    Section(
        _("Administrative procedures"),
        (
            "procedures.Procedure",
            "procedures.Posting",
            Page(
                "admin:procedures_posting_checklist", _("Posting checklist"), "procedures.view_postingcheck"
            ),
            "procedures.ImportBatch",
            "procedures.NationalComparison",
            "procedures.ColumnMapping",
            "procedures.PublicationDecision",
            "procedures.ProcedureVersion",
            "procedures.Field",
        ),
    ),
    Section(
        _("Roster and officers"),
        (
            Page("admin:staffing_duty_week", _("Roster of the week"), "staffing.view_duty"),
            "staffing.Duty",
            "staffing.CounterSession",
            "staffing.Officer",
            "staffing.Absence",
            Page("admin:staffing_officer_notices", _("Monthly notice of officers"), "staffing.change_duty"),
            Page("admin:staffing_regulation_matrix", _("Responsibility matrix"), "staffing.view_regulation"),
            "staffing.Regulation",
            "staffing.RefusedAttempt",
        ),
    ),
    Section(
        _("Training, evaluation, feedback"),
        (
            Page("admin:staffing_training_practise", _("Practice"), "staffing.work_at_counter"),
            Page("admin:staffing_topic_lacking", _("Who is not trained yet"), "staffing.view_topic"),
            "staffing.Training",
            "staffing.Attendance",
            "staffing.Topic",
            Page(
                "admin:staffing_evaluation_draw_up", _("Draw up evaluation sheets"), "staffing.sign_as_head"
            ),
            "staffing.Evaluation",
            Page("admin:reports_unit", _("Evaluation of the desk"), "staffing.view_evaluation"),
            "staffing.Feedback",
            "staffing.SatisfactionSlip",
        ),
    ),
    Section(
        _("Queue"),
        (
            Page("admin:tickets_ticket_statistics", _("Waiting and serving times"), "tickets.view_board"),
            "tickets.Ticket",
            "tickets.TicketEvent",
            "tickets.Rating",
            "tickets.WaitEstimate",
            "tickets.Screen",
            "tickets.Board",
            "tickets.TicketSeries",
        ),
    ),
    Section(
        _("Reports"),
        (
            Page("admin:reports_situation", _("How we stand"), "dossiers.view_dossier"),
            Page("admin:reports_form06", _("Form 06"), "dossiers.view_dossier"),
            Page("admin:reports_fees", _("Fees and levies"), "dossiers.view_dossier"),
            Page("admin:reports_service_index", _("Service index (766)"), "dossiers.view_dossier"),
            "reports.Closing",
            "reports.ScheduledFile",
            "dossiers.AggregateReport",
        ),
    ),
)
SYSTEM = Section(
    _("Reference rows and system"),
    (
        "organisation.Desk",
        "organisation.Division",
        "organisation.Counter",
        "organisation.ServiceGroup",
        "organisation.OpeningHours",
        "organisation.CalendarDay",
        "organisation.RuleSet",
        "organisation.Succession",
        "dossiers.Cause",
        "dossiers.FormRule",
        "organisation.User",
        "auth.Group",
        "axes.AccessAttempt",
        "axes.AccessFailureLog",
        "axes.AccessLog",
    ),
)


class BackOfficeSite(admin.AdminSite):
    site_header = _("Reception and return of results")
    site_title = _("One-stop desk")
    index_title = _("Today's work")
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict:
        context = super().each_context(request)
        if context["has_permission"]:
            context |= {
                "menu": self.menu(request),
                "desk": request.user.desk,
                "saved_filters": saved_filters.kept(request),
                "roles": ", ".join(sorted(group.name for group in request.user.groups.all())),
            }
        return context

    def get_urls(self) -> list:
        pages = (
            ("form06", form06.form06_page),
            ("dossiers", form06.dossiers_page),
            ("unit", evaluations.unit_page),
            ("officer", evaluations.officer_page),
        )
        ours = [
            path(f"reports/{name}/", self.admin_view(page), name=f"reports_{name}") for name, page in pages
        ]
        return ours + urls.urls(self.admin_view) + super().get_urls()

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        day = overview.day(request.user, at=timezone.now())
        stands = None
        if request.user.desk is not None and figures.is_asked_of(request.user):
            stands = figures.situation(request.user, request.user.desk, on=day.on)
        begin = [page for page in BEGINNINGS if request.user.has_perm(page.permission)]
        shown = {"day": day, "situation": stands, "beginnings": begin}
        return super().index(request, {**shown, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """Make Django's list only when it is read: it costs as much as a small page; ours show the menu."""
        return cast("list[dict]", SimpleLazyObject(partial(super().get_app_list, request, app_label)))

    def menu(self, request: HttpRequest) -> list[MenuGroup]:
        """Return the groups with what the account may open; models that no section names are in the last."""
        lists = {
            model._meta.label: (
                _address(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"),
                capfirst(str(model._meta.verbose_name_plural)),
            )
            for model, model_admin in self._registry.items()
            if model_admin.has_view_or_change_permission(request)
        }
        sections = (*SECTIONS, SYSTEM)
        found = [(str(section.label), _entries(section, lists, request.user)) for section in sections]
        found[-1][1].extend(lists.values())
        here = _here(request, [url for _label, entries in found for url, _text in entries])
        return [
            MenuGroup(label, tuple(Link(url, text, is_current=url == here) for url, text in entries))
            for label, entries in found
            if entries
        ]


def _entries(section: Section, lists: dict[str, tuple[str, str]], user: Any) -> list[tuple[str, str]]:
    """Return the address and text of what the account may open, and take the lists out of `lists`."""
    entries = []
    for entry in section.entries:
        if isinstance(entry, str):
            entries += [lists.pop(entry)] if entry in lists else []
        elif user.has_perm(entry.permission):
            entries.append((entry.url, str(entry.label)))
    return entries


def _here(request: HttpRequest, urls: list[str]) -> str:
    """Return the address in the menu under which the page belongs."""
    full = request.get_full_path()
    return max((url for url in urls if url == full or request.path.startswith(url)), key=len, default="")
