"""A person says what a time-limit text means that the program would not decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from backoffice.history.tracking import create_tracked, update_tracked
from backoffice.organisation.models import User
from backoffice.procedures.importing.snapshot import short_hash
from backoffice.procedures.models import Procedure, ProcedureVersion, TimeLimit

PERMISSION = "procedures.change_timelimit"


@dataclass(frozen=True)
class UnreadText:
    """A text without a main limit, with the versions it stands in; `key` names it in a form."""

    text: str
    versions: tuple[ProcedureVersion, ...]

    @property
    def key(self) -> str:
        return short_hash(self.text)


def unread(user: User, *, on: date) -> list[UnreadText]:
    """Return the texts in force that say no limit yet, of the procedures `user` keeps, most used first."""
    found: dict[str, list[ProcedureVersion]] = {}
    for version in _unread_versions(user, on).select_related("procedure").order_by("procedure__code"):
        found.setdefault(version.time_limit_text, []).append(version)
    texts = [UnreadText(text, tuple(versions)) for text, versions in found.items()]
    return sorted(texts, key=lambda unread_text: (-len(unread_text.versions), unread_text.text))


def _unread_versions(user: User, on: date) -> QuerySet:
    main = TimeLimit.objects.filter(version=OuterRef("pk"), is_main=True, amount__isnull=False)
    kept = Procedure.objects.kept_by(user)
    versions = ProcedureVersion.objects.in_force(on=on).filter(procedure__in=kept)
    return versions.exclude(time_limit_text="").filter(~Exists(main))


def confirm(
    *, versions: Sequence[ProcedureVersion], amount: Decimal, unit: str, same_day: bool, by: User
) -> None:
    """Give `versions` this main limit for the text they have; a later import of the same text keeps it.

    :raises PermissionDenied: `by` may not change time limits, or does not see one of the procedures.
    """
    kept = Procedure.objects.kept_by(by).filter(pk__in=[v.procedure_id for v in versions]).values_list("pk")
    if not by.has_perm(PERMISSION) or len(kept) < len({version.procedure_id for version in versions}):
        raise PermissionDenied(_("Your account may not change these time limits."))
    with transaction.atomic():
        held = {
            limit.version_id: limit
            for limit in TimeLimit.objects.filter(version__in=versions).order_by("-is_main", "-ordinal")
        }
        taken = set(TimeLimit.objects.filter(version__in=versions).values_list("version", "ordinal"))
        fresh: list[TimeLimit] = []
        altered: list[TimeLimit] = []
        for version in versions:
            limit = held.get(version.pk)
            if limit is None or limit.amount is not None:
                ordinal = next(n for n in range(1, 1000) if (version.pk, n) not in taken)
                limit = TimeLimit(version=version, ordinal=ordinal)
            limit.amount, limit.unit = (
                (Decimal(1), TimeLimit.Unit.WORKING_DAY) if same_day else (amount, unit)
            )
            limit.same_day, limit.is_main, limit.text = same_day, True, version.time_limit_text
            (altered if limit.pk else fresh).append(limit)
        reason = _("time limit confirmed for its text")
        names = ["amount", "unit", "same_day", "is_main", "text"]
        update_tracked(altered, fields=names, by=by, reason=reason)
        create_tracked(fresh, by=by, reason=reason)
