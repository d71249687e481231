"""Results of dossiers, and whether a clock stopped in time.

On SQLite this rebuilds the table of the dossiers, which loses its triggers: the index of words is made anew.
"""

from importlib import import_module

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from backoffice.base.migration_steps import Together

words = import_module("backoffice.dossiers.migrations.0002_squashed_0014_log_words_and_causes")


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0018_words_of_the_notification"),
        ("organisation", "0001_squashed_0004_tables"),
        ("procedures", "0002_squashed_0007_versions_never_overlap"),
        ("staffing", "0001_squashed_0008_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(words.drop, words.build),
        Together(
            [
                migrations.CreateModel(
                    name="HistoricalResult",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CERTIFICATE", "certificate or paper"),
                                    ("APPROVAL", "decision of approval"),
                                    ("REFUSAL", "refusal in writing"),
                                ],
                                max_length=12,
                                verbose_name="kind of result",
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="number of the result")),
                        ("signed_on", models.DateField(verbose_name="day of the signature")),
                        ("signed_at", models.DateTimeField(verbose_name="entered at")),
                        (
                            "signer_name",
                            models.CharField(max_length=100, verbose_name="signer's name on that day"),
                        ),
                        (
                            "signer_title",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="signer's title on that day"
                            ),
                        ),
                        (
                            "signer_unit",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="signer's unit on that day"
                            ),
                        ),
                        (
                            "substitution",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="paper that allows the substitution",
                            ),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                        ),
                        (
                            "revoked_reason",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="why it was taken back"
                            ),
                        ),
                        ("history_change_reason", models.CharField(max_length=500, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="dossiers.attachment",
                                verbose_name="signed file",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "in_place_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Whom the process names; empty where it is the signer.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="in place of",
                            ),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken back by",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical result of a dossier",
                        "verbose_name_plural": "historical results of dossiers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Result",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CERTIFICATE", "certificate or paper"),
                                    ("APPROVAL", "decision of approval"),
                                    ("REFUSAL", "refusal in writing"),
                                ],
                                max_length=12,
                                verbose_name="kind of result",
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="number of the result")),
                        ("signed_on", models.DateField(verbose_name="day of the signature")),
                        ("signed_at", models.DateTimeField(verbose_name="entered at")),
                        (
                            "signer_name",
                            models.CharField(max_length=100, verbose_name="signer's name on that day"),
                        ),
                        (
                            "signer_title",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="signer's title on that day"
                            ),
                        ),
                        (
                            "signer_unit",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="signer's unit on that day"
                            ),
                        ),
                        (
                            "substitution",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="paper that allows the substitution",
                            ),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                        ),
                        (
                            "revoked_reason",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="why it was taken back"
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="dossiers.dossier",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="dossiers.attachment",
                                verbose_name="signed file",
                            ),
                        ),
                        (
                            "in_place_of",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whom the process names; empty where it is the signer.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="in place of",
                            ),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken back by",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "result of a dossier",
                        "verbose_name_plural": "results of dossiers",
                    },
                ),
            ]
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_unresolved_in_period",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_open_by_due",
        ),
        migrations.AddField(
            model_name="dossier",
            name="is_clock_stopped",
            field=models.BooleanField(
                default=False,
                help_text="Paused before the limit was used up; late stays late in a pause that began later (R37).",
                verbose_name="clock stopped in time",
            ),
        ),
        migrations.AddField(
            model_name="historicaldossier",
            name="is_clock_stopped",
            field=models.BooleanField(
                default=False,
                help_text="Paused before the limit was used up; late stays late in a pause that began later (R37).",
                verbose_name="clock stopped in time",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("resolved_on__isnull", True)),
                fields=["desk", "due_on", "id", "state", "is_clock_stopped", "due_original_on", "nature"],
                name="dossier_open_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("resolved_on__isnull", True)),
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
                name="dossier_unresolved_in_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_clock_stopped", False), ("paused_at__isnull", False), _connector="OR"
                ),
                name="stopped_clock_is_paused",
                violation_error_message="A stopped clock has its pause.",
            ),
        ),
        Together(
            [
                migrations.AddIndex(
                    model_name="result",
                    index=models.Index(fields=["number"], name="result_by_number"),
                ),
                migrations.AddConstraint(
                    model_name="result",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("dossier",),
                        name="one_result_stands_per_dossier",
                        violation_error_message="This dossier already has a result.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="result",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        name="result_has_a_number",
                        violation_error_message="Write the number of the result.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="result",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("in_place_of__isnull", True),
                            models.Q(("substitution", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="substitution_names_its_paper",
                        violation_error_message="Name the paper that lets you sign in place of another.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="result",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="revocation_has_time_and_author",
                        violation_error_message="What was taken back has its time and its author.",
                    ),
                ),
            ]
        ),
        migrations.RunPython(words.build, words.drop),
    ]
