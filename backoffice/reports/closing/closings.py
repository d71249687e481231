"""Closing a period: the figures of form 06 and the late table are recorded, and can be counted again exactly.

A closing is counted again from the dossiers and letters as they were at its instant: those changed since are
read from their history, the others as they are. So a later correction is a difference and changes no closing.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.dossiers.models import Apology, Dossier
from backoffice.organisation.models import Desk, User
from backoffice.reports.closing.as_of import Instant
from backoffice.reports.form06 import form06, late_letters
from backoffice.reports.form06.lines import DIMENSIONS
from backoffice.reports.form06.questions import TOTALS, Span
from backoffice.reports.models import Closing

VERSION = 2  # of the questions; a closing keeps its version, and is counted again by the same one
LATE_TABLE_SINCE = 2
WHOLE = ("totals", "side", "late_letters")
# Divisions and fields can be moved later; the dossier's own columns stay.
OWN_COLUMNS = ("division", "procedure", "officer", "office")
Recorded = dict[str, Any]


class NotAllowed(Exception):
    """The period cannot be closed; the message says why."""


@dataclass(frozen=True)
class Difference:
    """A figure of the form that differs from the closing."""

    column: str
    then: int
    now: int


def close(desk: Desk, span: Span, *, with_below: bool, by: User, at: datetime, reason: str = "") -> Closing:
    """Record the figures of a past period; again only with a reason.

    :raises NotAllowed: the account may not, the period is not over, or it is closed and there is no reason.
    :raises DoesNotAddUp: the form does not add up.
    """
    if not by.has_perm("reports.close_period") or not by.sees(desk):
        raise NotAllowed(_("This account may not close the periods of this office."))
    if span.last >= localdate(at):
        raise NotAllowed(_("The period is not over yet."))
    former = Closing.objects.of_period(desk, first=span.first, last=span.last, with_below=with_below).first()
    if former is not None and not reason.strip():
        raise NotAllowed(_("The period is closed already. Say why it is closed again."))
    closing = Closing(
        desk=desk,
        first_on=span.first,
        last_on=span.last,
        with_below=with_below,
        number=former.number + 1 if former else 1,
        closed_at=at,
        closed_by=by,
        closed_by_name=by.full_name,
        reason=reason.strip() if former else "",
        previous_hash=former.sha256 if former else "",
    )
    try:
        with transaction.atomic():
            tree = Desk.objects.tree_below(desk) if with_below else Desk.objects.filter(pk=desk.pk)
            desks = sorted(tree.values_list("pk", flat=True))
            closing.figures = recorded([Instant(desks, at).today()], span) | {"desks": desks}
            closing.sha256 = computed_hash(closing)
            closing.save(force_insert=True)
    except IntegrityError as twice:
        raise NotAllowed(_("Somebody has just closed this period.")) from twice
    return closing


def recorded(
    rows: Sequence[QuerySet],
    span: Span,
    with_letters: Sequence[late_letters.Source] | None = None,
    *,
    version: int = VERSION,
) -> Recorded:
    """Return the form by every dimension, the figures beside it, and the late table.

    `with_letters`: the same dossiers with their letters, if those are not today's.
    """
    forms = {by: form06.form_over(rows, span, by=by) for by in DIMENSIONS}
    whole = forms["field"]
    found: Recorded = {
        "version": version,
        "totals": whole.totals,
        "side": whole.side,
        "lines": {
            by: [{"key": line.key, "name": line.name, **line.figures} for line in form.lines]
            for by, form in forms.items()
        },
    }
    if version >= LATE_TABLE_SINCE:
        sources = with_letters or [late_letters.Source(part, Apology.objects.all()) for part in rows]
        found["late_letters"] = late_letters.figures_of(late_letters.table_over(sources, span))
    return found


def form_of(closing: Closing, *, by: str) -> form06.Form:
    """Return the form in a closing."""
    lines = tuple(
        form06.Line(line["name"], {column: line[column] for column in form06.COLUMNS}, line["key"])
        for line in closing.figures["lines"][by]
    )
    return form06.Form(span_of(closing), lines, closing.figures["totals"], closing.figures["side"])


def late_of(closing: Closing) -> tuple[late_letters.LateLine, ...]:
    """Return the late table in a closing; none before version 2."""
    figures = closing.figures.get("late_letters")
    return late_letters.lines_of(figures) if figures else ()


def span_of(closing: Closing) -> Span:
    return Span(closing.first_on, closing.last_on)


def computed_hash(closing: Closing) -> str:
    """Return the SHA-256 of the whole content of a closing and of the closing before it."""
    content = {
        "desk": closing.desk.slug,
        "first_on": closing.first_on.isoformat(),
        "last_on": closing.last_on.isoformat(),
        "with_below": closing.with_below,
        "number": closing.number,
        "closed_at": int(closing.closed_at.timestamp() * 1000),
        "closed_by": closing.closed_by_name,
        "reason": closing.reason,
        "figures": closing.figures,
        "previous": closing.previous_hash,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def counted_again(closing: Closing) -> Recorded:
    """Return the figures, counted from the dossiers and letters at the instant of the closing."""
    then = _instant(closing)
    return recorded(then.dossiers(), span_of(closing), then.sources(), version=closing.figures["version"])


def is_reproduced(closing: Closing) -> bool:
    """Whether the dossiers of that instant still have the same figures, line by line."""
    return _bare(counted_again(closing)) == _bare(closing.figures)


def differences(closing: Closing) -> list[Difference]:
    """Return the figures that are different today."""
    rows, span = _instant(closing).today(), span_of(closing)
    now = form06.form(rows, span)
    today = now.totals | now.side | late_letters.figures_of(late_letters.table(rows, span))
    then = closing.figures["totals"] | closing.figures["side"] | late_letters.figures_of(late_of(closing))
    return [Difference(name, then[name], today[name]) for name in then if then[name] != today[name]]


def changed_since(closing: Closing) -> QuerySet[Dossier]:
    """Return the dossiers of the period that, or whose letters, were written since the closing."""
    then = _instant(closing)
    written = Q(pk__in=then.written_since())
    if late_of(closing):
        written |= Q(pk__in=then.lettered_since())
    return TOTALS["received_total"](then.today(), span_of(closing)).filter(written).order_by("code")


def broken() -> Iterator[str]:
    """Yield a sentence for every closing that was changed or can no longer be reproduced."""
    for closing in Closing.objects.select_related("desk").order_by("desk", "first_on", "last_on", "number"):
        where = {"desk": closing.desk, "period": closing}
        if computed_hash(closing) != closing.sha256:
            yield _("%(desk)s: the closing of %(period)s was changed.") % where
        elif not is_reproduced(closing):
            yield _("%(desk)s: the closing of %(period)s is not reproduced from the history.") % where


def _instant(closing: Closing) -> Instant:
    return Instant(closing.figures["desks"], closing.closed_at)


def _bare(figures: Recorded) -> Recorded:
    """Leave out the names of lines, which may be corrected, and their order."""
    lines = {
        by: {line["key"]: {column: line[column] for column in form06.COLUMNS} for line in found}
        for by, found in figures["lines"].items()
        if by in OWN_COLUMNS
    }
    return {**{name: figures[name] for name in WHOLE if name in figures}, "lines": lines}
