from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backoffice.staffing.admin_forms import SubstitutionForm
from backoffice.staffing.admin_views.parameters import page_context, require
from backoffice.staffing.counters import presence
from backoffice.staffing.models import CounterSession, Duty
from backoffice.staffing.roster import rostering
from backoffice.staffing.roster.checks import Person, Problem, Slot, candidates, doubts
from backoffice.staffing.roster.facts import read_roster
from backoffice.staffing.roster.sentences import sentence


@require_http_methods(["GET", "HEAD", "POST"])
def stand_in(request: HttpRequest, duty: int) -> HttpResponse:
    """Replace a rostered officer by another; the best free officer is chosen beforehand."""
    require(request, "staffing.change_duty")
    rows = Duty.objects.visible_to(request.user).select_related("counter__desk", "officer", "replaces")
    row = get_object_or_404(rows, pk=duty)
    roster = read_roster(row.counter.desk, first=row.day, last=row.day)
    slot = Slot(row.counter_id, row.day, row.session)
    busy = {d.officer_id for s, d in roster.duties.items() if s.session == row.session}
    fields = roster.fields_of.get(row.counter_id, frozenset())
    people = list(roster.people.values())
    free = candidates(people, slot=slot, busy=frozenset(busy), fields=fields)
    labels = {person.id: _label(person, doubts(slot, person, fields)) for person in free}
    away = roster.people[row.officer_id].absence(row.day, row.session)
    form = SubstitutionForm(request.POST or None, people=labels, reason=away.why if away else "")
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                rostering.substitute(
                    duty=row, officer=form.officer, reason=form.cleaned_data["reason"], by=request.user
                )
                if "relieve" in request.POST:
                    presence.relieve(row, by=request.user, at=timezone.now())
        except (rostering.NotAllowed, presence.NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            done = _("%(officer)s stands in for %(replaced)s.")
            names = {"officer": row.officer.full_name, "replaced": row.replaces or ""}
            messages.success(request, done % names)
            return redirect("admin:staffing_duty_today")
    here = CounterSession.objects.open().filter(counter=row.counter, day=row.day, officer=row.officer)
    is_today = row.day == timezone.localdate(timezone.now())
    context = page_context(
        request,
        title=_("Substitution"),
        duty=row,
        form=form,
        free=free,
        open_session=here.first() if is_today else None,
    )
    return TemplateResponse(request, "staffing/substitution.html", context)


def _label(person: Person, against: list[Problem]) -> str:
    """Return an officer's name with the mark of a standby and the objections to the choice."""
    name = _("%(name)s (standby)") % {"name": person.name} if person.is_standby else person.name
    return " – ".join([name, *map(sentence, against)])
