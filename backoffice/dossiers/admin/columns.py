"""What the lists of dossiers and of printed forms show in a column."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from backoffice.dossiers.due_marks import own_step
from backoffice.dossiers.masking import masked_id
from backoffice.dossiers.verbs import urging


@admin.display(description=_("applicant"))
def who(dossier):
    name, number = dossier.applicant_name, masked_id(dossier.applicant.id_number)
    return format_html("{}<small class='dossier-id'>{}</small>", name, number)


@admin.display(description=_("procedure"))
def what(dossier):
    name = Truncator(dossier.procedure.name).chars(90)
    if not dossier.is_cross_boundary:
        return name
    return format_html("{}<small class='dossier-unit'>{}</small>", name, _("irrespective of boundaries"))


@admin.display(description=_("result due"))
def when(dossier):
    line, more = dossier.line, []
    if line.own_due_at is not None:
        own = "<small class='dossier-own{}'>{}</small>"
        more.append(format_html(own, " is-late" if line.is_own_late else "", own_step(line.own_due_at)))
    if line.urged and dossier.is_open:
        more.append(format_html("<small class='dossier-unit'>{}</small>", urging.in_words(line.urged)))
    mark = "<span class='mc-mark mc-mark--{}'>{}</span><small class='dossier-due'>{}</small>{}"
    return format_html(mark, line.mark, line.words, f"{dossier.due_on:%d/%m/%Y}", SafeString("".join(more)))


@admin.display(description=_("at the desk since"))
def since(dossier):
    days = (localdate(timezone.now()) - localdate(dossier.resolved_at)).days
    waiting = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    day = f"{localdate(dossier.resolved_at):%d/%m/%Y}"
    return format_html("{}<small class='dossier-due'>{}</small>", day, waiting)


@admin.display(description=_("applicant notified"))
def told(dossier):
    return f"{localtime(dossier.told_at):%d/%m/%Y}" if dossier.told_at else _("not yet")


@admin.display(description=_("held by"))
def held(dossier):
    place = dossier.holder_division or _("the desk")
    return format_html("{}<small class='dossier-unit'>{}</small>", dossier.holder, place)


@admin.display(description=_("state of the dossier"))
def state_word(dossier):
    return capfirst(dossier.get_state_display())


@admin.display(description=_("next step"))
def next_step(dossier):
    if not dossier.line.verb:
        return ""
    url = reverse("admin:dossiers_dossier_do", args=[dossier.pk, dossier.line.verb])
    label = capfirst(dossier.line.action)
    return format_html("<a class='mc-button dossier-next' href='{}'>{}</a>", url, label)


@admin.display(description=_("number of the form"))
def printed_number(slip):
    return slip.payload.get("number", slip.number)


@admin.display(description=_("paper"))
def paper(slip):
    url = reverse("admin:dossiers_slip_print", args=[slip.pk])
    return format_html("<a href='{}'>{}</a>", url, _("Print"))
