"""The desk that a command names: by its slug or its agency code."""

from django.core.management.base import CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk


def desk_named(code: str) -> Desk:
    """Return the desk whose slug or agency code is `code`.

    :raises CommandError: there is none, or several share the code; the message lists what there is.
    """
    found = list(Desk.objects.filter(Q(slug=code) | Q(agency_code=code)).order_by("slug")[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(Desk.objects.order_by("slug").values_list("slug", flat=True)[:30])
    refusal = _("No single desk is named %(code)s. Known: %(known)s.")
    raise CommandError(refusal % {"code": code, "known": known}, returncode=2)
