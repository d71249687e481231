"""The labels of the figures, on the form, above their lists and in files."""

from django.utils.translation import gettext_lazy as _

COLUMN_WORDS = {
    "received_total": _("Received for resolution, total"),
    "received_online": _("Received in the period online"),
    "received_direct": _("Received in the period in person or by post"),
    "carried_over": _("Carried over from before the period"),
    "resolved_total": _("Resolved, total"),
    "early": _("Resolved before the due date"),
    "on_time": _("Resolved on the due date"),
    "late": _("Resolved late"),
    "pending_total": _("Being resolved, total"),
    "pending_in_time": _("Being resolved, in time"),
    "pending_overdue": _("Being resolved, overdue"),
}
SIDE_WORDS = {
    "in_time": _("Resolved before or on the due date"),
    "received_in_period": _("Received in the period"),
    "stopped": _("Stopped on request, or the supplement did not come"),
    "withdrawn": _("Withdrawn by the applicant"),
    "refused": _("Refused after examination"),
}
FEE_WORDS = {
    "fees_paid": _("Dossiers with a fee or levy paid"),
    "fees_online": _("Dossiers that paid online"),
    "fees_exempt": _("Dossiers received that are exempt"),
    "fees_due": _("Dossiers received that have not paid"),
}
LETTER_WORDS = {
    "letter": _("with a signed apology"),
    "no_letter": _("without an apology"),
}
KIND_WORDS = {
    "subjective": _("cause subjective"),
    "objective": _("cause objective"),
    "unstated": _("cause not stated"),
}
BY_WORDS = {
    "field": _("by field"),
    "division": _("by resolving division"),
    "procedure": _("by procedure"),
    "officer": _("by receiving officer"),
    "office": _("by office, with those below"),
    "agency": _("by resolving agency"),
}
LINE_WORDS = {
    "field": _("Field, work resolved by level"),
    "division": _("Resolving division"),
    "procedure": _("Administrative procedure"),
    "officer": _("Receiving officer"),
    "office": _("Office"),
    "agency": _("Resolving agency"),
}


def words_of(question: str) -> str:
    """Return the label of a question; in the late table, its parts with commas."""
    simple = COLUMN_WORDS | SIDE_WORDS | FEE_WORDS
    when, *parts = question.split("__")
    further = LETTER_WORDS | KIND_WORDS
    return ", ".join([str(simple[when]), *(str(further[part]) for part in parts)])
