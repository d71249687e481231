"""What keeps a counter from being closed for good: an officer at it, and the roster to come."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import ngettext

from backoffice.organisation.holdings import Held
from backoffice.organisation.models import Counter
from backoffice.staffing.models import CounterSession, Duty


def held_at(counter: Counter, at: datetime) -> Sequence[Held]:
    open_now = CounterSession.objects.open().filter(counter=counter).count()
    duties = Duty.objects.filter(counter=counter, day__gte=localdate(at)).count()
    return [
        Held(open_now, ngettext("%(n)d open session", "%(n)d open sessions", open_now) % {"n": open_now}),
        Held(duties, ngettext("%(n)d duty to come", "%(n)d duties to come", duties) % {"n": duties}),
    ]
