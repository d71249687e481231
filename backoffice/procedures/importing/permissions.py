"""Who may import procedures, and into which desk's catalogue."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk, User

PERMISSION = "procedures.import_procedures"


def check_permission(user: User, desk: Desk) -> None:
    """:raises PermissionDenied: unless `user` may import into the catalogue of `desk`."""
    if not user.has_perm(PERMISSION) or not user.sees(desk):
        raise PermissionDenied(_("Your account may not import procedures into this desk's catalogue."))
