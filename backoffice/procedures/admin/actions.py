"""What can be done with several chosen procedures, or their postings, at once."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from backoffice.organisation.models import Desk
from backoffice.procedures import admin_views, posting
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


def _tell(model_admin, request: HttpRequest, said: list[tuple[int, str]], summary: str, done: int) -> None:
    if done:
        model_admin.message_user(request, summary, messages.SUCCESS)
    for level, words in said[:MOST_NAMED]:
        model_admin.message_user(request, words, level)
    if len(said) > MOST_NAMED:
        more = _g("And %(count)d more of the selected procedures.") % {"count": len(said) - MOST_NAMED}
        model_admin.message_user(request, more, messages.WARNING)
