"""Brings a result back to the desk, by the verbs that the officers use."""

from datetime import date, time

from backoffice.dossiers.models import Dossier
from backoffice.dossiers.verbs import handing_over, resolving
from backoffice.organisation.calendar import moment
from backoffice.organisation.models import User


def bring_back(dossier: Dossier, *, worker: User, head: User, desk_officer: User, on: date) -> None:
    """Within a morning: the worker hands over to the head, the head signs, the desk takes the result."""
    handing_over.give(dossier, to=head, by=worker, at=moment(on, time(9, 10)))
    handing_over.take(dossier, by=head, at=moment(on, time(9, 40)))
    number = f"{dossier.code_tail}/GĐ"  # invented
    resolving.sign(dossier, number=number, by=head, at=moment(on, time(10, 20)))
    handing_over.give(dossier, to=desk_officer, by=head, at=moment(on, time(10, 30)))
    resolving.resolve(dossier, by=desk_officer, at=moment(on, time(11, 0)))
