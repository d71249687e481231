"""The desks that have a lobby: those in force today."""

from datetime import date

from django.http import Http404

from backoffice.organisation.models import Desk


def office_or_404(slug: str, *, on: date) -> Desk:
    desk = Desk.objects.real().in_force(on=on).filter(slug=slug).first()
    if desk is None:
        raise Http404
    return desk
