"""What can be done with several chosen procedures, or their postings, at once."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from backoffice.organisation.models import Desk, User
from backoffice.procedures import admin_views, in_use, posting
from backoffice.procedures.models import Posting, Procedure

MOST_NAMED = 15


@admin.action(description=_("Check and post the selected procedures"), permissions=["publish"])
def publish(model_admin, request, queryset):
    return admin_views.check(model_admin, request, _pairs(request, queryset))


@admin.action(description=_("Take the selected procedures off the kiosk"), permissions=["publish"])
def withdraw(model_admin, request, queryset):
    done = 0
    said: list[tuple[int, str]] = []
    for procedure, desk in _pairs(request, queryset):
        try:
            posting.withdraw(procedure=procedure, desk=desk, by=request.user)
        except posting.NotPosted as refusal:
            said.append((messages.ERROR, f"{procedure.code}: {refusal}"))
        else:
            done += 1
            said += _still_running(procedure, request.user)
    _tell(model_admin, request, said, _g("Procedures withdrawn: %(count)d.") % {"count": done}, done)


@admin.action(description=_("Assign the review of the selected procedures"), permissions=["change"])
def assign(model_admin, request, queryset):
    return admin_views.ask(model_admin, request, queryset)


def _pairs(request: HttpRequest, chosen: QuerySet) -> list[tuple[Procedure, Desk]]:
    """Return each procedure with the desk it is posted at; one of the catalogue, with the own desk."""
    if chosen.model is Posting:
        return [(row.procedure, row.desk) for row in chosen]
    desk = request.user.desk
    assert desk  # the permission to publish asks for one
    return [(procedure, desk) for procedure in chosen]


def _still_running(procedure: Procedure, user: User) -> list[tuple[int, str]]:
    """Say how many open dossiers of a withdrawn procedure go on, each under its own version (R72)."""
    versions = list(procedure.versions.values_list("pk", flat=True))
    open_now = sum(running.count for running in in_use.running_on(versions, user=user).values())
    if not open_now:
        return []
    words = ngettext(
        "%(code)s: %(n)d open dossier goes on under its version.",
        "%(code)s: %(n)d open dossiers go on under their versions.",
        open_now,
    )
    return [(messages.WARNING, words % {"code": procedure.code, "n": open_now})]


def _tell(model_admin, request: HttpRequest, said: list[tuple[int, str]], summary: str, done: int) -> None:
    if done:
        model_admin.message_user(request, summary, messages.SUCCESS)
    for level, words in said[:MOST_NAMED]:
        model_admin.message_user(request, words, level)
    if len(said) > MOST_NAMED:
        more = _g("And %(count)d more of the selected procedures.") % {"count": len(said) - MOST_NAMED}
        model_admin.message_user(request, more, messages.WARNING)
