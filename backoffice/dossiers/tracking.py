"""What the public may know of a dossier: its progress, never its applicant (R69)."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.timezone import localtime

from backoffice.dossiers import codes
from backoffice.dossiers.models import Dossier

State = Dossier.State


class Word(StrEnum):
    """Four words for the public, without the divisions' names."""

    IN_PROCESS = "IN_PROCESS"
    WAITING_SUPPLEMENT = "WAITING_SUPPLEMENT"
    READY = "READY"
    ENDED = "ENDED"


WORDS = {
    State.RECEIVED: Word.IN_PROCESS,
    State.IN_PROCESS: Word.IN_PROCESS,
    State.WAITING_SUPPLEMENT: Word.WAITING_SUPPLEMENT,
    State.RESOLVED: Word.READY,
    State.REFUSED: Word.READY,
    State.RETURNED: Word.ENDED,
    State.STOPPED: Word.ENDED,
    State.WITHDRAWN: Word.ENDED,
    State.UNANSWERED: Word.ENDED,
}


@dataclass(frozen=True)
class Progress:
    """The printed code, one of four words, and the share of the steps that are done.

    `due` is the appointment as printed ("07:30 01/12/2026"), empty once there is a result.
    """

    code: str
    word: Word
    done: int
    steps: int
    due: str = ""

    @property
    def percent(self) -> int:
        return 100 * self.done // self.steps if self.steps else 0


def look_up(code: str) -> Progress | None:
    """Return the progress of the dossier with exactly this code, with or without signs; None if unknown.

    No name, no procedure, no division. Practice dossiers are unknown to the public.
    """
    key = codes.key(code)
    if not key:
        return None
    dossier = Dossier.objects.counted().filter(code_key=key).first()
    if dossier is None:
        return None
    # The notice of a refusal waits at the desk until it is given back with the papers.
    word = Word.ENDED if dossier.returned_at else WORDS[State(dossier.state)]
    steps = list(dossier.steps.values_list("ended_at", flat=True))
    finished = word in (Word.READY, Word.ENDED)
    return Progress(
        code=dossier.code,
        word=word,
        done=len(steps) if finished else sum(ended is not None for ended in steps),
        steps=len(steps),
        due="" if finished else f"{localtime(dossier.due_at):%H:%M %d/%m/%Y}",
    )
