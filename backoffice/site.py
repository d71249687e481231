"""The admin site of the back office: its first page is the day, its menu speaks the law's words."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backoffice.reports import overview


@dataclass(frozen=True)
class Page:
    """One of our own pages: its URL name, its label, and the permission that opens it."""

    name: str
    label: str | Promise
    permission: str


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


SECTIONS = (
    Section(
        _("Dossiers"),
        (
            "dossiers.Dossier",
            "dossiers.Applicant",
            "dossiers.HandOver",
            "dossiers.Slip",
            "dossiers.DossierEvent",
            "dossiers.OutsideDeskDecision",
        ),
    ),
    Section(
        _("Administrative procedures"),
        (
            "procedures.Procedure",
            "procedures.ProcedureVersion",
            "procedures.Posting",
            "procedures.PublicationDecision",
            "procedures.Field",
            "procedures.ImportBatch",
            "procedures.ColumnMapping",
        ),
    ),
    Section(
        _("Roster and officers"),
        ("staffing.Duty", "staffing.CounterSession", "staffing.Officer", "staffing.RefusedAttempt"),
    ),
    Section(_("Queue"), ("tickets.Ticket", "tickets.TicketEvent", "tickets.TicketSeries", "tickets.Board")),
    Section(_("Reports"), ()),
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
        "organisation.User",
        "auth.Group",
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
                "menu": self.menu(request, context["available_apps"]),
                "desk": request.user.desk,
                "roles": ", ".join(sorted(group.name for group in request.user.groups.all())),
            }
        return context

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        day = overview.day(request.user, at=timezone.now())
        return super().index(request, {"day": day, **(extra_context or {})})

    def menu(self, request: HttpRequest, available_apps: list[dict]) -> list[MenuGroup]:
        """Return the groups with what the account may open; a model that no section names is in the last."""
        lists = {
            model["model"]._meta.label: Link(
                model["admin_url"], str(model["name"]), request.path.startswith(model["admin_url"])
            )
            for app in available_apps
            for model in app["models"]
            if model["admin_url"]
        }
        groups = [_group(section, lists, request) for section in (*SECTIONS, SYSTEM)]
        last = groups.pop()
        groups.append(MenuGroup(last.label, (*last.entries, *lists.values())))
        return [group for group in groups if group.entries]


def _group(section: Section, lists: dict[str, Link], request: HttpRequest) -> MenuGroup:
    """Return the section's links that the account may open, and take them out of `lists`."""
    entries = []
    for entry in section.entries:
        if isinstance(entry, str):
            entries += [lists.pop(entry)] if entry in lists else []
        elif request.user.has_perm(entry.permission):
            url = reverse(entry.name)
            entries.append(Link(url, str(entry.label), request.path == url))
    return MenuGroup(str(section.label), tuple(entries))
