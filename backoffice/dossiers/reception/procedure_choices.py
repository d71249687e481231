"""The procedures that a text at the counter may mean; those most often received come first."""

import re
from collections import Counter

from backoffice.base.folding import fold
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk, ServiceGroup
from backoffice.procedures.models import Posting
from backoffice.procedures.models.versions import PostingQuerySet

OFFERED = 12
# So many hits are ordered by use; with more the officer has to type another word.
ORDERED = 60
# The last receptions of a desk from which the use is counted.
REMEMBERED = 300
FEWEST_LETTERS = 2
CODE_WITHOUT_DOT = re.compile(r"^(\d)(\d{6})$")


def offers(
    rows: PostingQuerySet, text: str, *, desk: Desk, group: ServiceGroup | None = None
) -> list[Posting]:
    """Return the postings that match a code, folded words or first letters ("dkks", "gp xay dung").

    Those that contain the whole text come first, among them those of the ticket's group, and then those
    received most often lately.
    """
    rows = rows.select_related("procedure__field")
    found = list(rows.matching(_with_dot(text))[:ORDERED]) or _by_first_letters(rows, text)
    often, phrase = _received_of_late(desk), fold(_with_dot(text))
    of_group = set(rows.queued_in(group).values_list("pk", flat=True)) if group else set()
    if not phrase:
        usual = rows.filter(procedure__in=[pk for pk, _ in often.most_common(OFFERED)])
        waited_for = rows.filter(pk__in=of_group).matching("")[:ORDERED]
        found = list({posting.pk: posting for posting in (*found, *usual, *waited_for)}.values())
    found.sort(
        key=lambda posting: (
            phrase not in posting.procedure.search_text,
            posting.pk not in of_group,
            -often[posting.procedure_id],
        )
    )
    return found[:OFFERED]


def _with_dot(text: str) -> str:
    """Return a national code with its dot: "1004859" → "1.004859"; any other text as it is."""
    return CODE_WITHOUT_DOT.sub(r"\1.\2", text.strip())


def _by_first_letters(rows: PostingQuerySet, text: str) -> list[Posting]:
    """Return the postings whose name holds every word, or has it as the first letters of its words."""
    words = fold(text).split()
    if not any(word.isalpha() and len(word) >= FEWEST_LETTERS for word in words):
        return []
    names = rows.values_list("pk", "procedure__name", "procedure__search_text")
    meant = [pk for pk, name, searched in names if _is_meant(words, name, searched)]
    return list(rows.filter(pk__in=meant[:ORDERED]).matching(""))


def _is_meant(words: list[str], name: str, searched: str) -> bool:
    letters = "".join(word[0] for word in fold(name).split())
    return all(word in searched or len(word) >= FEWEST_LETTERS and word in letters for word in words)


def _received_of_late(desk: Desk) -> Counter[int]:
    newest = Dossier.objects.filter(desk=desk).order_by("-received_at", "-pk")
    return Counter(newest.values_list("procedure", flat=True)[:REMEMBERED])
