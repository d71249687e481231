"""Before posting: what is missing on each public page. After it: the result for each procedure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk, User
from backoffice.procedures import posting, public_page
from backoffice.procedures.models import Posting, Procedure

Pair = tuple[Procedure, Desk]
MOST = 1_000
KEY = re.compile(r"[0-9]{1,17}-[0-9]{1,17}")


@dataclass(frozen=True)
class Line:
    """A procedure at a desk, with what its page lacks. `key` names it in the form: "12-3"."""

    procedure: Procedure
    desk: Desk
    lacks: list[public_page.Lack]
    is_posted: bool

    @property
    def key(self) -> str:
        return f"{self.procedure.pk}-{self.desk.pk}"

    @property
    def may_be_posted(self) -> bool:
        return not self.is_posted and not any(lack.stops for lack in self.lacks)


def publish(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show the check of `?pk=12-3`, procedure and desk; POST posts the ticked ones and shows the result."""
    if not request.user.has_perm(posting.PERMISSION):
        raise PermissionDenied
    if request.method != "POST":
        return check(model_admin, request, _named(request.user, request.GET.getlist("pk")))
    pairs = _named(request.user, request.POST.getlist("pk"))
    outcomes = posting.publish_each(pairs, by=request.user, at=timezone.now())
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Posting on the kiosk: the result"),
        "opts": model_admin.opts,
        "outcomes": outcomes,
        "posted": sum(not outcome.refusal for outcome in outcomes),
    }
    return TemplateResponse(request, "procedures/published.html", context)


def check(model_admin: ModelAdmin, request: HttpRequest, pairs: Iterable[Pair]) -> HttpResponse:
    """Show what would be missing on the public page of each, before anything is posted."""
    lines = _lines(list(pairs))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Before posting on the kiosk"),
        "opts": model_admin.opts,
        "lines": lines,
        "ready": sum(line.may_be_posted for line in lines),
        "stopped": sum(not line.is_posted and not line.may_be_posted for line in lines),
        "several_desks": len({line.desk.pk for line in lines}) > 1,
    }
    return TemplateResponse(request, "procedures/publish.html", context)


def _named(user: User, keys: list[str]) -> list[Pair]:
    """Return the named pairs within the account's sight, by code; what is out of it does not exist."""
    named = [tuple(map(int, key.split("-"))) for key in keys[:MOST] if KEY.fullmatch(key)]
    desks = Desk.objects.visible_to(user).in_bulk({desk for _procedure, desk in named})
    seen = Procedure.objects.visible_to(user).in_bulk({procedure for procedure, _desk in named})
    pairs = [(seen[p], desks[d]) for p, d in dict.fromkeys(named) if p in seen and d in desks]
    return sorted(pairs, key=lambda pair: (pair[0].code, pair[1].slug))


def _lines(pairs: list[Pair]) -> list[Line]:
    today = timezone.localdate(timezone.now())
    at_desk: dict[Desk, list[Procedure]] = {}
    for procedure, desk in pairs:
        at_desk.setdefault(desk, []).append(procedure)
    found = {desk: public_page.lacks_of(rows, desk=desk, on=today) for desk, rows in at_desk.items()}
    rows = Posting.objects.filter(desk__in=at_desk, status=Posting.Status.PUBLISHED)
    posted = set(rows.values_list("procedure", "desk"))
    return [
        Line(procedure, desk, found[desk][procedure.pk], (procedure.pk, desk.pk) in posted)
        for procedure, desk in pairs
    ]
