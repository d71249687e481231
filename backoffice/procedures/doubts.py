"""Why a person must look at a time limit or a fee, in a sentence a clerk understands."""

from django.utils.translation import gettext_lazy as _

from backoffice.procedures import fees, terms

LIMIT = {
    "no_limit": _("The text has no amount of time."),
    "refers_elsewhere": _("The limit, or that of one case, stands in another text."),
    "calendar_date": _("The text names a day of the calendar, not an amount of time."),
    "fee_text": _("The text speaks of money, not of time."),
    "too_long": _("The text is too long to be read as a time limit."),
    "no_unit": _("The number has no unit: working days, days, months or hours?"),
    "odd_number": _("A number is written in a way that can be read differently."),
    "odd_unit": _("The unit of time is unusual."),
    "zero": _("The text states a limit of zero."),
    "numbers_disagree": _("The figure and the number in words differ."),
    "range": _("The text gives a range of times, not one limit."),
    "compound": _("The limit is put together from several units or pieces."),
    "approximate": _("The text gives an approximate time."),
    "minimum": _("The text gives the least time, not the most."),
    "condition": _("The time in it is a validity, an age or a period, not a limit."),
    "waiting": _("The text says how long to wait, not by when to resolve."),
    "unclear": _("The words beside the amount do not say that it is the limit of the procedure."),
    "before_event": _("The limit is counted backwards from another event."),
    "reduction": _("The text says by how much the limit is shortened, not the limit."),
    "per_item": _("The limit is that of one item or file, not of the whole dossier."),
    "one_step": _("The limit is that of one step, not of the whole procedure."),
    "extension_unclear": _("It is not plain whether the extension is included in the limit."),
    "several": _("Several limits stand in it, and nothing says plainly which applies when."),
    "nested": _("Cases or channels have further cases or steps of their own."),
    "statements_disagree": _("The text states different limits for the same thing."),
    "mixed_units": _("Working days and calendar days are added or compared."),
    "stages_summed": _("The text gives the steps but not their total."),
    "total_disagrees": _("The stated total is not the sum of the steps."),
    "open_extension": _("The limit may be extended, by how much is not said."),
    "excluded_time": _("Some of the time is not counted in the limit."),
    "one_case": _("The limit is that of one case; the ordinary one is not stated."),
    "no_cutoff": _("The hour after which the result comes on the next day is not stated."),
    "starts_elsewhere": _("The limit starts at another event than the reception of the dossier."),
    "starts_next_day": _("What is received late in the day counts from the next day."),
}
FEE = {
    "not_stated": _("The text says that nothing is known of a fee."),
    "no_amount": _("The text has no amount of money."),
    "refers_elsewhere": _("The fee stands in another text."),
    "free_or_not": _("The text says both that it is free and that a fee is due."),
    "too_small": _("The amount is too small: its thousands were probably lost."),
    "amounts_disagree": _("The text states different amounts for the same thing."),
    "currencies_disagree": _("The currencies of the text differ."),
    "numbers_disagree": _("The figure and the number in words differ."),
    "odd_number": _("A number is written in a way that can be read differently."),
    "several": _("Several amounts stand in it, and nothing tells them apart."),
    "range": _("The text gives a range of amounts."),
    "limits": _("The text gives the least or the most to be paid, not the amount."),
    "formula": _("The fee must be computed by a formula."),
    "percentage": _("The fee is a share of another amount."),
    "dated": _("The amount or the exemption holds only from or until some day."),
    "too_long": _("The text is too long to be read as a fee."),
}

BY_CASE = _("The text gives limits for its cases only, none that holds otherwise.")


def of_limit(reading: terms.Reading) -> str:
    """Return why `reading` has no main limit that can be stored; "" where it has one."""
    if reading.reason:
        return str(LIMIT[reading.reason])
    if reading.main is not None:
        return str(LIMIT["odd_unit"]) if reading.main.unit == "minute" else ""
    return str(BY_CASE if reading.alternatives else LIMIT["no_limit"])


def of_fee(reading: fees.FeeReading) -> str:
    """Return why a person must look at `reading` before a fee is collected; "" where nobody need."""
    return str(FEE[reading.reason]) if reading.needs_person else ""
