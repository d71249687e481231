"""The structured parts of a version, read from its texts: papers and time limits.

A text that cannot be read leaves no number: the text stays, and a person fills the part in.
"""

from collections.abc import Iterable

from backoffice.history.tracking import create_tracked, delete_tracked, update_tracked
from backoffice.organisation.models import User
from backoffice.procedures import terms
from backoffice.procedures.importing import papers
from backoffice.procedures.models import Channel, Component, ProcedureVersion, TimeLimit

CHANNELS = {"in_person": Channel.IN_PERSON, "online": Channel.ONLINE, "postal": Channel.POSTAL}
UNITS = {unit.value for unit in TimeLimit.Unit}
CASE_LENGTH = 500


def components(version: ProcedureVersion) -> list[Component]:
    return [
        Component(
            version=version,
            ordinal=ordinal,
            case=paper.case,
            name=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            is_mandatory=paper.is_mandatory,
        )
        for ordinal, paper in enumerate(papers.read(version.documents_text), start=1)
    ]


def time_limits(version: ProcedureVersion) -> list[TimeLimit]:
    """Return the limits of the text, the main one first; none where a person must decide."""
    reading = terms.read(version.time_limit_text)
    if reading.needs_person:
        return []
    limits = []
    if reading.main is not None:
        limits.append(_limit(version, reading.main, same_day=reading.kind == "same_day", is_main=True))
    limits += [_limit(version, other, same_day=False, is_main=False) for other in reading.alternatives]
    if any(limit is None for limit in limits):
        return []
    for ordinal, limit in enumerate(limits, start=1):
        limit.ordinal = ordinal
    return limits


def _limit(
    version: ProcedureVersion, limit: terms.Limit, *, same_day: bool, is_main: bool
) -> TimeLimit | None:
    same_day = same_day or limit.value == 0
    amount, unit = (None, "") if same_day else (limit.value, limit.unit)
    if unit == "year":
        amount, unit = limit.value * 12, "month"
    if amount is not None and (unit not in UNITS or amount != round(amount, 2)):
        return None
    return TimeLimit(
        version=version,
        amount=amount,
        unit=unit,
        same_day=same_day,
        is_main=is_main,
        channel=CHANNELS.get(limit.channel, Channel.ANY),
        case="" if limit.channel else (limit.label or limit.when)[:CASE_LENGTH],
        text=version.time_limit_text,
    )


MAKERS = {Component: components, TimeLimit: time_limits}
COMPARED = {
    Component: ("case", "name", "originals", "copies", "is_mandatory"),
    TimeLimit: ("case", "channel", "amount", "unit", "same_day", "is_main", "text"),
}


def write(
    model: type[Component] | type[TimeLimit],
    versions: Iterable[ProcedureVersion],
    *,
    by: User,
    reason: str,
) -> None:
    """Bring the parts of `versions` in line with their texts, row by row of the same order.

    A part keeps its row where it keeps its place, because dossiers point at it. Where the text yields
    nothing, what a person entered stays.
    """
    wanted = {version.pk: MAKERS[model](version) for version in versions}
    wanted = {pk: found for pk, found in wanted.items() if found}
    present = {(row.version_id, row.ordinal): row for row in model.objects.filter(version__in=wanted)}
    fresh, altered = [], []
    for version_pk, found in wanted.items():
        for part in found:
            row = present.pop((version_pk, part.ordinal), None)
            if row is None:
                fresh.append(part)
            elif _take_over(row, part, COMPARED[model]):
                altered.append(row)
    delete_tracked(list(present.values()), by=by, reason=reason)
    update_tracked(altered, fields=COMPARED[model], by=by, reason=reason)
    create_tracked(fresh, by=by, reason=reason)


def _take_over(row: Component | TimeLimit, part: Component | TimeLimit, names: Iterable[str]) -> bool:
    """Give `row` the values of `part` and say whether any differed."""
    differing = [name for name in names if getattr(row, name) != getattr(part, name)]
    for name in differing:
        setattr(row, name, getattr(part, name))
    return bool(differing)
