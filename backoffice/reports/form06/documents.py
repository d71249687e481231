"""Form 06 and the late table as one JSON document."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from backoffice.organisation.models import Desk
from backoffice.reports.form06 import form06, late_letters


def document(
    office: Desk, form: form06.Form, by: str, late: Sequence[late_letters.LateLine]
) -> dict[str, Any]:
    """Return the form with the keys of the `report` command; percentages are texts with their denominator.

    The figures of the late table have the names of their lists; a closing made before it existed has none.
    """
    found = {
        "office": office.slug,
        "from": form.span.first.isoformat(),
        "to": form.span.last.isoformat(),
        "judged_on": form.span.judged_on.isoformat(),
        "by": by,
        "rows": [{"name": line.name, **_ordered(line.figures)} for line in form.lines],
        "totals": _ordered(form.totals),
        "late_percent": _text(form.late_percent),
        "on_time_percent": _text(form.on_time_percent),
        "percent_of": "resolved_total",
        "resolved_percent": _text(form.resolved_percent),
        "resolved_percent_of": "received_total",
        "stopped_or_withdrawn": form.stopped_or_withdrawn,
        "refused": form.side["refused"],
    }
    return found | {"late_letters": late_letters.figures_of(late)} if late else found


def _ordered(figures: dict[str, int]) -> dict[str, int]:
    return {column: figures[column] for column in form06.COLUMNS}


def _text(percent: Decimal | None) -> str | None:
    return None if percent is None else str(percent)
