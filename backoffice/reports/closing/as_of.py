"""Dossiers and letters as they were at a past instant.

Rows written since are read from their history, the others as they are. So a change that bypassed the history
is noticed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from backoffice.dossiers.models import Apology, Dossier
from backoffice.reports.form06.late_letters import Source


@dataclass(frozen=True)
class Instant:
    """The dossiers of some offices at a past instant, even if the tree of offices has changed."""

    desks: Sequence[int]
    at: datetime

    def today(self) -> QuerySet[Dossier]:
        """Return the dossiers as they are now."""
        return Dossier.objects.filter(desk__in=self.desks)

    def dossiers(self) -> list[QuerySet]:
        """Return the dossiers of the instant in two disjoint sets; in the second `id` is its key."""
        written = self.written_since()
        then = self._as_of(_history(Dossier).filter(id__in=written)).filter(desk__in=self.desks)
        return [self.today().exclude(pk__in=written), then]

    def sources(self) -> list[Source]:
        """Return the dossiers of the instant with their letters at that time.

        If a letter of a dossier was written since, all its letters are read from the history.
        """
        lettered = self.lettered_since()
        then = self._as_of(_history(Apology).filter(dossier__in=lettered))
        return [
            source
            for rows in self.dossiers()
            for source in (
                Source(rows.exclude(id__in=lettered), Apology.objects.all()),
                Source(rows.filter(id__in=lettered), then),
            )
        ]

    def written_since(self) -> QuerySet:
        """Return the keys of the dossiers that were written after the instant."""
        return _history(Dossier).filter(history_date__gt=self.at).values("id")

    def lettered_since(self) -> QuerySet:
        """Return the keys of the dossiers with a letter written after the instant."""
        return _history(Apology).filter(history_date__gt=self.at).values("dossier")

    def _as_of(self, records: QuerySet) -> QuerySet:
        """Return the last record up to the instant of each row that existed then."""
        last = records.filter(history_date__lte=self.at).values("id").annotate(last=Max("history_id"))
        found: QuerySet = records.filter(history_id__in=last.values("last"))
        return found.exclude(history_type="-")


def _history(model: Any) -> QuerySet:
    return model.history.model.objects.all()
