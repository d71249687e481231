"""What the page of a dossier shows, gathered: kept explanations, steps as a line, possible actions."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Dossier, DueComputation, Step
from backoffice.dossiers.verb_forms import FORMS, LABELS
from backoffice.organisation.models import User

EXTRA = {
    "pay": transitions.DESK,
    "digitise": transitions.DESK,
    "draft_apology": ("dossiers.process_dossier", "dossiers.resolve_dossier", "dossiers.sign_apology"),
    "sign_apology": ("dossiers.sign_apology",),
    "discard_apology": ("dossiers.process_dossier", "dossiers.resolve_dossier", "dossiers.sign_apology"),
    "tell_new_date": (*transitions.DESK, "dossiers.process_dossier"),
}


@dataclass(frozen=True)
class Action:
    """A button: its verb and label, whether it is the next step, whether it asks something first."""

    verb: str
    label: str
    is_main: bool
    asks: bool


@dataclass(frozen=True)
class Stage:
    """A step in the line at the top: its class says done, current or late."""

    step: Step
    css: str


def computations(dossier: Dossier) -> QuerySet[DueComputation]:
    return dossier.computations.order_by("-at", "-pk")


def kept(computation: DueComputation) -> list[deadlines.ExplainedDay]:
    """Return the recorded days as they were explained when the date was computed."""
    return [
        deadlines.ExplainedDay(
            date.fromisoformat(day["date"]),
            day["counted"],
            deadlines.WhyCode(day["why"]),
            day.get("note", ""),
            day.get("minutes", 0),
        )
        for day in computation.explanation
    ]


def steps(dossier: Dossier, *, at: datetime) -> list[Stage]:
    rows = dossier.steps.select_related("division", "officer", "deputy_for").order_by("ordinal")
    return [Stage(step, _css(step, dossier, at)) for step in rows]


def _css(step: Step, dossier: Dossier, at: datetime) -> str:
    if step.ended_at is not None:
        return "is-done is-late" if step.timeliness == Dossier.Timeliness.LATE else "is-done"
    if step.started_at is None:
        return ""
    overdue = dossier.is_open and step.due_at is not None and step.due_at < at
    return "is-current is-late" if overdue else "is-current"


def actions(dossier: Dossier, *, main: str, user: User) -> list[Action]:
    """Return what this account may do with the dossier in its state, the next step first."""
    offered = dossier.hand_overs.filter(taken_at__isnull=True).exists()
    verbs = [v for v in transitions.TRANSITIONS if _is_possible(v, dossier, user, offered=offered)]
    verbs += [v for v, permissions in EXTRA.items() if _is_open(v, dossier) and _has(user, permissions)]
    verbs.sort(key=lambda verb: verb != main)
    return [Action(v, str(LABELS[v]), v == main, FORMS[v].asks()) for v in verbs]


def _is_possible(verb: str, dossier: Dossier, user: User, *, offered: bool) -> bool:
    if dossier.state not in transitions.TRANSITIONS[verb].sources or not transitions.may(user, verb):
        return False
    holds = dossier.holder_id == user.pk or user.has_perm("dossiers.override_rule")
    stands = dossier.paused_at is not None
    return {
        "give": holds and not offered,
        "recall": holds and offered,
        "take": offered and dossier.holder_id != user.pk,
        "pause": not stands,
        "resume": stands,
        "sign": dossier.result_signed_at is None,
        "stop": dossier.result_signed_at is None,
        "withdraw": dossier.result_signed_at is None,
        "resolve": not stands,
        "tell": dossier.delivery == Dossier.Delivery.READY,
    }.get(verb, True)


def _is_open(verb: str, dossier: Dossier) -> bool:
    drafts = [letter for letter in dossier.apologies.all() if letter.signed_at is None]
    letters = [letter for letter in dossier.apologies.all() if letter.signed_at is not None]
    owes = dossier.is_open or dossier.timeliness == Dossier.Timeliness.LATE
    return {
        "digitise": True,
        "pay": dossier.payment == Dossier.Payment.DUE,
        "draft_apology": owes and not drafts and not letters,
        "sign_apology": bool(drafts),
        "discard_apology": bool(drafts),
        "tell_new_date": any(letter.notified_at is None for letter in letters),
    }[verb]


def _has(user: User, permissions: tuple[str, ...]) -> bool:
    return any(user.has_perm(permission) for permission in permissions)
