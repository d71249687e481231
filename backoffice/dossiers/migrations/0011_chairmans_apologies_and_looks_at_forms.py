"""The chairman's apology (R40), and looks at forms that belong to no dossier (R80)."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0010_reports_read_ranges_of_an_index"),
        ("organisation", "0003_practice_desks_and_accounts"),
        ("staffing", "0008_feedback_and_satisfaction"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChairmanApology",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "prohibition",
                    models.CharField(
                        choices=[
                            ("a", "harassing or causing trouble"),
                            ("b", "hindering the choice of channel"),
                            ("c", "blocking, altering, deleting, forging or copying data unlawfully"),
                            ("d", "disclosing information of a dossier, or using it for gain"),
                            ("dd", "refusing, prolonging, or demanding papers outside the law"),
                            ("e", "dealing with applicants not through the desk"),
                            ("g", "shifting responsibility"),
                            ("h", "improper conduct"),
                        ],
                        max_length=2,
                        verbose_name="forbidden act",
                    ),
                ),
                ("addressee", models.CharField(max_length=300, verbose_name="apology addressed to")),
                ("text", models.CharField(max_length=3000, verbose_name="words of the apology")),
                ("signed_at", models.DateTimeField(verbose_name="apology signed at")),
                ("signed_on", models.DateField(verbose_name="apology signed on")),
                ("signer_name", models.CharField(max_length=100, verbose_name="signer's name on that day")),
                (
                    "signer_title",
                    models.CharField(blank=True, max_length=100, verbose_name="signer's title on that day"),
                ),
            ],
            options={
                "verbose_name": "apology of the chairman",
                "verbose_name_plural": "apologies of the chairman",
                "permissions": [("sign_chairmanapology", "Can sign apologies of the chairman")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalChairmanApology",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "prohibition",
                    models.CharField(
                        choices=[
                            ("a", "harassing or causing trouble"),
                            ("b", "hindering the choice of channel"),
                            ("c", "blocking, altering, deleting, forging or copying data unlawfully"),
                            ("d", "disclosing information of a dossier, or using it for gain"),
                            ("dd", "refusing, prolonging, or demanding papers outside the law"),
                            ("e", "dealing with applicants not through the desk"),
                            ("g", "shifting responsibility"),
                            ("h", "improper conduct"),
                        ],
                        max_length=2,
                        verbose_name="forbidden act",
                    ),
                ),
                ("addressee", models.CharField(max_length=300, verbose_name="apology addressed to")),
                ("text", models.CharField(max_length=3000, verbose_name="words of the apology")),
                ("signed_at", models.DateTimeField(verbose_name="apology signed at")),
                ("signed_on", models.DateField(verbose_name="apology signed on")),
                ("signer_name", models.CharField(max_length=100, verbose_name="signer's name on that day")),
                (
                    "signer_title",
                    models.CharField(blank=True, max_length=100, verbose_name="signer's title on that day"),
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
            ],
            options={
                "verbose_name": "historical apology of the chairman",
                "verbose_name_plural": "historical apologies of the chairman",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="access",
            name="slip",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accesses",
                to="dossiers.slip",
                verbose_name="printed form",
            ),
        ),
        migrations.AlterField(
            model_name="access",
            name="dossier",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: a form that belongs to no dossier.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accesses",
                to="dossiers.dossier",
                verbose_name="dossier",
            ),
        ),
        migrations.AlterField(
            model_name="formrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("RECEIPT", "receipt and appointment"),
                    ("SUPPLEMENT", "supplement request"),
                    ("REFUSAL", "refusal of reception"),
                    ("APOLOGY", "apology and new appointment"),
                    ("STOP_NOTICE", "stop notice"),
                    ("CONTROL_SHEET", "control sheet"),
                    ("REGISTER", "register of dossiers"),
                    ("HAND_OVER_LIST", "hand-over list"),
                    ("URGING", "urging letter"),
                    ("CHAIRMAN", "apology of the chairman"),
                ],
                max_length=15,
                verbose_name="form",
            ),
        ),
        migrations.AlterField(
            model_name="historicalformrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("RECEIPT", "receipt and appointment"),
                    ("SUPPLEMENT", "supplement request"),
                    ("REFUSAL", "refusal of reception"),
                    ("APOLOGY", "apology and new appointment"),
                    ("STOP_NOTICE", "stop notice"),
                    ("CONTROL_SHEET", "control sheet"),
                    ("REGISTER", "register of dossiers"),
                    ("HAND_OVER_LIST", "hand-over list"),
                    ("URGING", "urging letter"),
                    ("CHAIRMAN", "apology of the chairman"),
                ],
                max_length=15,
                verbose_name="form",
            ),
        ),
        migrations.AlterField(
            model_name="slip",
            name="kind",
            field=models.CharField(
                choices=[
                    ("RECEIPT", "receipt and appointment"),
                    ("SUPPLEMENT", "supplement request"),
                    ("REFUSAL", "refusal of reception"),
                    ("APOLOGY", "apology and new appointment"),
                    ("STOP_NOTICE", "stop notice"),
                    ("CONTROL_SHEET", "control sheet"),
                    ("REGISTER", "register of dossiers"),
                    ("HAND_OVER_LIST", "hand-over list"),
                    ("URGING", "urging letter"),
                    ("CHAIRMAN", "apology of the chairman"),
                ],
                max_length=15,
                verbose_name="form",
            ),
        ),
        migrations.AlterField(
            model_name="slipserial",
            name="kind",
            field=models.CharField(
                choices=[
                    ("RECEIPT", "receipt and appointment"),
                    ("SUPPLEMENT", "supplement request"),
                    ("REFUSAL", "refusal of reception"),
                    ("APOLOGY", "apology and new appointment"),
                    ("STOP_NOTICE", "stop notice"),
                    ("CONTROL_SHEET", "control sheet"),
                    ("REGISTER", "register of dossiers"),
                    ("HAND_OVER_LIST", "hand-over list"),
                    ("URGING", "urging letter"),
                    ("CHAIRMAN", "apology of the chairman"),
                ],
                max_length=15,
                verbose_name="form",
            ),
        ),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.CheckConstraint(
                condition=models.Q(("dossier__isnull", False), ("slip__isnull", False), _connector="OR"),
                name="access_is_to_a_dossier_or_a_form",
                violation_error_message="Say which dossier or form was seen.",
            ),
        ),
        migrations.AddField(
            model_name="chairmanapology",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chairman_apologies",
                to="organisation.desk",
                verbose_name="one-stop desk",
            ),
        ),
        migrations.AddField(
            model_name="chairmanapology",
            name="feedback",
            field=models.OneToOneField(
                error_messages={"unique": "The chairman has already apologised for this."},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chairman_apology",
                to="staffing.feedback",
                verbose_name="feedback found true",
            ),
        ),
        migrations.AddField(
            model_name="chairmanapology",
            name="signed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="apology signed by",
            ),
        ),
        migrations.AddField(
            model_name="chairmanapology",
            name="slip",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chairman_apology",
                to="dossiers.slip",
                verbose_name="printed form",
            ),
        ),
        migrations.AddField(
            model_name="historicalchairmanapology",
            name="desk",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="organisation.desk",
                verbose_name="one-stop desk",
            ),
        ),
        migrations.AddField(
            model_name="historicalchairmanapology",
            name="feedback",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                error_messages={"unique": "The chairman has already apologised for this."},
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="staffing.feedback",
                verbose_name="feedback found true",
            ),
        ),
        migrations.AddField(
            model_name="historicalchairmanapology",
            name="history_user",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalchairmanapology",
            name="signed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="apology signed by",
            ),
        ),
        migrations.AddField(
            model_name="historicalchairmanapology",
            name="slip",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="dossiers.slip",
                verbose_name="printed form",
            ),
        ),
        migrations.AddConstraint(
            model_name="chairmanapology",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("addressee", ""), _negated=True)
                ),
                name="chairman_apology_has_words_and_addressee",
                violation_error_message="Write the words of the apology and to whom it goes.",
            ),
        ),
    ]
