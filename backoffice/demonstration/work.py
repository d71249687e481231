"""How a result comes back to the desk, by the verbs the officers use."""

from datetime import date, time

from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Dossier
from backoffice.organisation.calendar import moment
from backoffice.organisation.models import User


def bring_back(dossier: Dossier, *, worker: User, head: User, desk_officer: User, on: date) -> None:
    """Let the head sign what the worker did, and the desk take the result, within a morning."""
    transitions.give(dossier, to=head, by=worker, at=moment(on, time(9, 10)))
    transitions.take(dossier, by=head, at=moment(on, time(9, 40)))
    transitions.sign(dossier, by=head, at=moment(on, time(10, 20)))
    transitions.give(dossier, to=desk_officer, by=head, at=moment(on, time(10, 30)))
    transitions.resolve(dossier, by=desk_officer, at=moment(on, time(11, 0)))
