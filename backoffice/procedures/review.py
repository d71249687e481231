"""The periodic review of procedures: who is responsible, and when it is due."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from backoffice.history.tracking import because, update_tracked
from backoffice.organisation.models import User
from backoffice.procedures.models import Procedure
from backoffice.procedures.models.versions import ProcedureQuerySet

# Who watches over all reviews of the desk: its lead and the catalogue keeper.
OVERSEES = "procedures.add_postingcheck"


def answered_by(user: User) -> ProcedureQuerySet:
    """Return the procedures whose review `user` is responsible for: the own ones, or all of the desk."""
    seen = Procedure.objects.visible_to(user)
    if not user.has_perm(OVERSEES):
        return seen.filter(owner=user)
    kept = Procedure.objects.kept_by(user).values("pk")
    return seen.filter(Q(owner=user) | Q(pk__in=kept))


def may_review(user: User, procedure: Procedure) -> bool:
    """Whether `user` owns the procedure, or may change the catalogue of its desk."""
    if procedure.owner_id == user.pk:
        return True
    kept = Procedure.objects.kept_by(user).filter(pk=procedure.pk)
    return user.has_perm("procedures.change_procedure") and kept.exists()


def reviewed(procedure: Procedure, *, by: User, on: date) -> None:
    """Record that `procedure` was reviewed on a day; the next review is due twelve months later.

    :raises PermissionDenied: `by` neither owns it nor may change it.
    """
    if not may_review(by, procedure):
        raise PermissionDenied(_("Your account may not review this procedure."))
    procedure.review_on = _a_year_after(on)
    because(procedure, _("reviewed on %(day)s") % {"day": f"{on:%d/%m/%Y}"})
    procedure.save(update_fields=["review_on"])


def assign(procedures: Sequence[Procedure], *, owner: User | None, review_on: date | None, by: User) -> int:
    """Set the owner, the review date or both, `None` leaves a value unchanged; return how many procedures.

    :raises PermissionDenied: `by` may not change one of them.
    """
    kept = Procedure.objects.kept_by(by).filter(pk__in=[procedure.pk for procedure in procedures])
    if not by.has_perm("procedures.change_procedure") or kept.count() < len(procedures):
        raise PermissionDenied(_("Your account may not change one of these procedures."))
    values = {"owner": owner, "review_on": review_on}
    fields = [name for name, value in values.items() if value is not None]
    for procedure in procedures:
        for name in fields:
            setattr(procedure, name, values[name])
    with transaction.atomic():
        update_tracked(procedures, fields=fields, by=by, reason=_("review assigned"))
    return len(procedures)


def _a_year_after(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
