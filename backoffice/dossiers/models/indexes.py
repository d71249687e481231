"""The indexes of dossiers for the lists, the search and the reports."""

from django.db import models

DOSSIER = [
    # The lists read their keys from these alone: first the columns of the order, then those of the filters.
    models.Index(fields=["-received_at", "-id", "desk", "nature"], name="dossier_newest"),
    models.Index(fields=["desk", "-received_at", "-id", "nature", "channel"], name="dossier_newest_of_desk"),
    models.Index(fields=["desk", "state", "-received_at", "-id", "nature"], name="dossier_by_state"),
    models.Index(
        fields=["desk", "due_on", "id", "state", "is_clock_stopped", "due_original_on", "nature"],
        condition=models.Q(resolved_on__isnull=True),
        name="dossier_open_by_due",
    ),
    models.Index(
        fields=["holder", "due_on", "id", "state", "desk", "nature"],
        condition=models.Q(resolved_on__isnull=True),
        name="dossier_open_by_holder",
    ),
    models.Index(
        fields=["desk", "due_on", "id", "nature"],
        condition=models.Q(timeliness="LATE"),
        name="dossier_late_by_due",
    ),
    models.Index(fields=["holder", "-received_at", "-id"], name="dossier_newest_of_holder"),
    models.Index(fields=["procedure", "-id", "desk"], name="dossier_newest_of_procedure"),
    # PostgreSQL uses an index for a prefix only with this operator class.
    models.Index(fields=["code_key"], opclasses=["varchar_pattern_ops"], name="dossier_by_code_key"),
    models.Index(fields=["code_tail"], name="dossier_by_code_tail"),
    # The few that were entered later from paper: the public figures count them on the day of the entry.
    models.Index(
        fields=["desk", "received_on"],
        condition=models.Q(entered_late=True),
        name="dossier_entered_late",
    ),
    # The ranges of a report (`reports.questions.PARTS`), each with all columns of its figures.
    models.Index(
        fields=[
            "desk",
            "received_on",
            "channel",
            "nature",
            "ended_on",
            "procedure",
            "division",
            "received_by",
        ],
        name="dossier_received_in_period",
    ),
    models.Index(
        fields=[
            "desk",
            "resolved_on",
            "timeliness",
            "received_on",
            "due_original_on",
            "nature",
            "ended_on",
            "state",
            "procedure",
            "division",
            "received_by",
        ],
        name="dossier_resolved_in_period",
    ),
    models.Index(
        fields=[
            "desk",
            "received_on",
            "due_original_on",
            "is_clock_stopped",
            "nature",
            "ended_on",
            "procedure",
            "division",
            "received_by",
        ],
        condition=models.Q(resolved_on__isnull=True),
        name="dossier_unresolved_in_period",
    ),
    models.Index(
        fields=["desk", "ended_on", "state"],
        condition=models.Q(ended_on__isnull=False),
        name="dossier_ended_in_period",
    ),
]
