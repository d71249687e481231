"""The procedures that a text at the counter may mean; those most often received come first."""

from collections import Counter

from backoffice.base.folding import fold
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk
from backoffice.procedures.models import Posting
from backoffice.procedures.models.versions import PostingQuerySet

OFFERED = 12
# So many hits are ordered by use; with more the officer has to type another word.
ORDERED = 60
# The last receptions of a desk from which the use is counted.
REMEMBERED = 300
FEWEST_LETTERS = 2


def offers(rows: PostingQuerySet, text: str, *, desk: Desk) -> list[Posting]:
    """Return the postings that match a code, folded words or the first letters of the name ("dkks").

    Those that contain the whole text come first, and among them those received most often lately.
    """
    rows = rows.select_related("procedure__field")
    found = list(rows.matching(text)[:ORDERED]) or _by_first_letters(rows, text)
    often, phrase = _received_of_late(desk), fold(text)
    if not phrase:
        usual = rows.filter(procedure__in=[pk for pk, _ in often.most_common(OFFERED)])
        found = list({posting.pk: posting for posting in (*found, *usual)}.values())
    found.sort(
        key=lambda posting: (phrase not in posting.procedure.search_text, -often[posting.procedure_id])
    )
    return found[:OFFERED]


def _by_first_letters(rows: PostingQuerySet, text: str) -> list[Posting]:
    letters = fold(text)
    if len(letters) < FEWEST_LETTERS or not letters.isalpha():
        return []
    names = rows.values_list("pk", "procedure__name")
    meant = [pk for pk, name in names if letters in "".join(word[0] for word in fold(name).split())]
    return list(rows.filter(pk__in=meant[:ORDERED]).matching(""))


def _received_of_late(desk: Desk) -> Counter[int]:
    newest = Dossier.objects.filter(desk=desk).order_by("-received_at", "-pk")
    return Counter(newest.values_list("procedure", flat=True)[:REMEMBERED])
