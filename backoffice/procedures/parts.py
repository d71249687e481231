"""The structured parts of a version, parsed from its texts: papers, time limits, fees.

A text that cannot be parsed leaves no number: the text stays, and a person fills the part in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from django.db import models

from backoffice.history.tracking import create_tracked, delete_tracked, update_tracked
from backoffice.organisation.models import User
from backoffice.procedures import fees as fee_texts
from backoffice.procedures import papers, terms
from backoffice.procedures.models import Channel, Component, Fee, ProcedureVersion, ProcessStep, TimeLimit

CHANNELS = {"in_person": Channel.IN_PERSON, "online": Channel.ONLINE, "postal": Channel.POSTAL}
UNITS = {unit.value for unit in TimeLimit.Unit}
FEE_KINDS = {"fee": Fee.Kind.PHI, "levy": Fee.Kind.LE_PHI}
CASE_LENGTH = 500
# One text stands in hundreds of rows of a sheet.
read_limit = lru_cache(maxsize=4096)(terms.read)
read_fee = lru_cache(maxsize=1024)(fee_texts.read)

Part = Component | TimeLimit | Fee | ProcessStep


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
    reading = read_limit(version.time_limit_text)
    if reading.needs_person:
        return []
    limits = []
    if reading.main is not None:
        limits.append(_limit(version, reading.main, same_day=reading.kind == "same_day", is_main=True))
    limits += [_limit(version, other, same_day=False, is_main=False) for other in reading.alternatives]
    found = [limit for limit in limits if limit is not None]
    if len(found) < len(limits):
        return []
    for ordinal, limit in enumerate(found, start=1):
        limit.ordinal = ordinal
    return found


def _limit(
    version: ProcedureVersion, limit: terms.Limit, *, same_day: bool, is_main: bool
) -> TimeLimit | None:
    same_day = same_day or limit.value == 0
    amount = Decimal(1) if same_day else limit.value
    unit = "working_day" if same_day else limit.unit
    if unit == "year":
        amount, unit = amount * 12, "month"
    if unit not in UNITS or amount != round(amount, 2):
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


def fees(version: ProcedureVersion) -> list[Fee]:
    """Return the fees of the text, one of 0 where it is free; none where a person must decide."""
    reading = read_fee(version.fee_text) if version.fee_text else None
    if reading is None or reading.needs_person:
        return []
    if reading.free and not reading.fees:
        return [Fee(version=version, ordinal=1, amount=Decimal(0))]
    return [
        Fee(
            version=version,
            ordinal=ordinal,
            kind=FEE_KINDS.get(fee.kind, Fee.Kind.UNSTATED),
            channel=CHANNELS.get(fee.channel, Channel.ANY),
            amount=fee.amount,
            currency=fee.currency,
            per=fee.unit.lstrip("/ ")[:100],
            condition=fee.condition[:CASE_LENGTH],
        )
        for ordinal, fee in enumerate(reading.fees, start=1)
    ]


MAKERS: dict[type[Part], Callable[[ProcedureVersion], Sequence[Part]]] = {
    Component: components,
    TimeLimit: time_limits,
    Fee: fees,
}
TEXTS: dict[type[Part], str] = {
    Component: "documents_text",
    TimeLimit: "time_limit_text",
    Fee: "fee_text",
}


def columns_of(model: type[Part]) -> list[str]:
    """Return the columns of a part, without its key, its version and its place."""
    return [f.attname for f in model._meta.concrete_fields if f.name not in ("id", "version", "ordinal")]


def create(versions: Sequence[ProcedureVersion], *, by: User, reason: str) -> None:
    """Parse the parts of new versions from their texts."""
    for make in MAKERS.values():
        create_tracked([part for version in versions for part in make(version)], by=by, reason=reason)


def carry_over(pairs: Sequence[tuple[ProcedureVersion, ProcedureVersion]], *, by: User, reason: str) -> None:
    """Give new versions the parts of the old ones where their texts are the same, and the process steps.

    What a person confirmed for a text stays confirmed for that text.
    """
    for model in (*MAKERS, ProcessStep):
        held = defaultdict(list)
        for row in model.objects.filter(version__in=[old for old, _new in pairs]).order_by("ordinal"):
            held[row.version_id].append(row)
        fresh: list[models.Model] = []
        for old, new in pairs:
            text = TEXTS.get(model)
            if text is None or getattr(old, text) == getattr(new, text):
                fresh += [_copied(row, new) for row in held[old.pk]]
            else:
                fresh += MAKERS[model](new)
        create_tracked(fresh, by=by, reason=reason)


def _copied(row: Part, version: ProcedureVersion) -> Part:
    values = {name: getattr(row, name) for name in columns_of(type(row))}
    return type(row)(version=version, ordinal=row.ordinal, **values)


def rewrite(model: type[Part], versions: Iterable[ProcedureVersion], *, by: User, reason: str) -> None:
    """Update the parts of `versions`, whose text changed, each row by the part of the same ordinal.

    A part keeps its row where it keeps its place, because dossiers point at it. A limit whose new text
    needs a person loses its number: the old one would be wrong without anybody noticing.
    """
    wanted = {version.pk: {p.ordinal: p for p in MAKERS[model](version)} for version in versions}
    texts = {version.pk: version.time_limit_text for version in versions}
    fresh = {(pk, ordinal): part for pk, found in wanted.items() for ordinal, part in found.items()}
    altered, surplus = [], []
    for row in model.objects.filter(version__in=wanted):
        part = fresh.pop((row.version_id, row.ordinal), None)
        if part is None and isinstance(row, TimeLimit) and not wanted[row.version_id]:
            part = TimeLimit(ordinal=row.ordinal, text=texts[row.version_id])
        if part is None:
            surplus.append(row)
        elif take_over(row, {name: getattr(part, name) for name in columns_of(model)}):
            altered.append(row)
    delete_tracked(surplus, by=by, reason=reason)
    update_tracked(altered, fields=columns_of(model), by=by, reason=reason)
    create_tracked(list(fresh.values()), by=by, reason=reason)


def take_over(row: models.Model, values: dict[str, object]) -> bool:
    """Set these values on `row` and return whether any differed."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)
