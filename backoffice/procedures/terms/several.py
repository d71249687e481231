"""Classifies several limits of one text: by channel, by case, by stage of the work, or unclear."""

from decimal import Decimal

from backoffice.procedures.terms import labels
from backoffice.procedures.terms.entries import Entry, distinct
from backoffice.procedures.terms.labels import NO_LABEL
from backoffice.procedures.terms.limit import Limit, Reading
from backoffice.procedures.terms.mentions import Role


def several(raw: str, found: list[Entry]) -> Reading:
    """Parse two or more limits; where their relation is not clear, they are for a person."""
    parents = {entry.parent for entry in found}
    if len(parents) == 1:
        found = [entry._replace(parent=NO_LABEL) for entry in found]
    totals = [entry for entry in found if entry.mention.role is Role.TOTAL]
    if len(totals) > 1 or (len(parents) > 1 and any(parent.kinds for parent in parents)):
        return unread(raw, found, "nested")
    if totals or found[0].mention.breaks_down:
        return _total(raw, totals[0] if totals else found[0], found)
    return _channels(raw, found) or _cases(raw, found) or _stages(raw, found) or unread(raw, found, "several")


def unread(raw: str, found: list[Entry], reason: str) -> Reading:
    """Return the limits for a person to sort out."""
    kept = tuple(entry.limit for entry in found)
    return Reading(raw, "needs_person", None, kept, needs_person=True, reason=reason)


def _total(raw: str, total: Entry, found: list[Entry]) -> Reading:
    """Read "15 ngày, trong đó: …": the total is stated, the parts are shown."""
    parts = [entry.as_stage for entry in found if entry is not total]
    notices = [entry for entry in parts if entry.label.condition == labels.INCOMPLETE]
    if len(notices) == len(parts):
        return Reading(raw, "cases", total.main(), tuple(entry.limit for entry in notices))
    whole = total.limit
    added = sum((entry.limit.value for entry in parts), Decimal(0))
    has_cases = any(entry.has("case") and not entry.has("stage") for entry in parts)
    named = distinct(parts)
    if named is None or notices or (has_cases and added != whole.value):
        return unread(raw, found, "several")
    reason = ""
    if {limit.unit for limit in named} != {whole.unit}:
        reason = "mixed_units"
    elif added > whole.value or (len(parts) > 1 and added != whole.value):
        reason = "total_disagrees"
    return Reading(raw, "stages", total.main(), named, needs_person=bool(reason), reason=reason)


def _channels(raw: str, found: list[Entry]) -> Reading | None:
    """Read one limit for each channel, or one for all with another for some channel."""
    first, *rest = found
    has_base = first.label.kinds <= {"prose"} and not first.is_listed
    listed = rest if has_base else found
    named = distinct(listed)
    if named is None or any(entry.label.kinds != {"channel"} for entry in listed):
        return None
    amounts = {(limit.value, limit.unit) for limit in named}
    main = None
    if has_base:
        main = first.main()
        amounts.add((main.value, main.unit))
    elif len(amounts) == 1:
        main = Limit(named[0].value, named[0].unit)
    mixed = len({unit for _, unit in amounts}) > 1
    return Reading(raw, "channels", main, named, needs_person=mixed, reason="mixed_units" if mixed else "")


def _cases(raw: str, found: list[Entry]) -> Reading | None:
    """Read a limit for each case, with or without one for all others."""
    base = _base(found)
    cases = [entry for entry in found if entry is not base]
    named = distinct(cases)
    if named is None or any(not entry.has("case") for entry in cases):
        return None
    modifiers = [entry for entry in cases if entry.is_modifier]
    if base is None:
        if any(entry.mention.why == "prolonged" and entry not in modifiers for entry in cases):
            return unread(raw, found, "extension_unclear")
        # "Trường hợp A: 5; B: 7; phải xác minh: 10": of A, of B, or of both?
        nested = bool(modifiers) and len(cases) - len(modifiers) > 1
        return Reading(raw, "cases", None, named, needs_person=nested, reason="nested" if nested else "")
    if any(_shrinks(base.limit, entry) for entry in modifiers):
        return unread(raw, found, "extension_unclear")
    return Reading(raw, "cases", base.main(), named)


def _base(found: list[Entry]) -> Entry | None:
    """Return the limit that applies where no case does."""
    first, *rest = found
    if first.has("case"):
        only_modified = not first.is_modifier and all(entry.is_modifier for entry in rest)
        return first if only_modified else None
    if first.has("stage") or first.is_listed:
        return None
    if first.has("channel") and any("khác" in entry.label.text for entry in rest):
        return None
    return first


def _shrinks(base: Limit, entry: Entry) -> bool:
    """Whether a longer limit is not longer: then it was meant as an addition, or the text is wrong."""
    limit = entry.limit
    return (
        entry.label.condition != labels.INCOMPLETE and limit.unit == base.unit and limit.value <= base.value
    )


def _stages(raw: str, found: list[Entry]) -> Reading | None:
    """Read the parts of the work; their sum is a proposal, for the text does not state it."""
    parts = [entry.as_stage for entry in found]
    named = distinct(parts)
    if named is None or any(not entry.label.kinds & {"stage", "result"} for entry in parts):
        return None
    if any(limit.label.lower().startswith("bước") for limit in named):
        return Reading(raw, "stages", None, named, needs_person=True, reason="several")
    units = {limit.unit for limit in named}
    # Half a day is the same half of a day, whether days are counted by the calendar or not.
    whole = {limit.unit for limit in named if limit.value >= 1}
    main = None
    if len(units) == 1 or (len(whole) == 1 and units <= {"day", "working_day"}):
        main = Limit(sum((limit.value for limit in named), Decimal(0)), (whole or units).pop())
    reason = "stages_summed" if len(units) == 1 else "mixed_units"
    return Reading(raw, "stages", main, named, needs_person=True, reason=reason)
