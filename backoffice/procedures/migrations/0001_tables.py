import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from backoffice.base.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0004_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Field",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="field name")),
                        (
                            "folded_name",
                            models.CharField(
                                editable=False, max_length=200, unique=True, verbose_name="folded name"
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=20, verbose_name="field code")),
                        (
                            "is_sensitive",
                            models.BooleanField(
                                default=False,
                                help_text="Adoption, health, criminal records, social assistance.",
                                verbose_name="sensitive field",
                            ),
                        ),
                        (
                            "service_groups",
                            models.ManyToManyField(
                                blank=True,
                                related_name="fields",
                                to="organisation.servicegroup",
                                verbose_name="service groups",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "field",
                        "verbose_name_plural": "fields",
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalField",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="field name")),
                        ("code", models.CharField(blank=True, max_length=20, verbose_name="field code")),
                        (
                            "is_sensitive",
                            models.BooleanField(
                                default=False,
                                help_text="Adoption, health, criminal records, social assistance.",
                                verbose_name="sensitive field",
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
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical field",
                        "verbose_name_plural": "historical fields",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalField_service_groups",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "field",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.field",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="procedures.historicalfield",
                            ),
                        ),
                        (
                            "servicegroup",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.servicegroup",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalField_service_groups",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="PublicationDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="decision number")),
                        ("decided_on", models.DateField(verbose_name="decided on")),
                        ("effective_on", models.DateField(verbose_name="effective on")),
                        ("issued_by", models.CharField(blank=True, max_length=300, verbose_name="issued by")),
                        (
                            "title",
                            models.CharField(blank=True, max_length=1000, verbose_name="decision title"),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="organisation.desk",
                                verbose_name="recorded by the desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "publication decision",
                        "verbose_name_plural": "publication decisions",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "number", "decided_on"),
                                name="decision_recorded_once_per_desk",
                                violation_error_message="This decision is already recorded.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_on__gte", models.F("decided_on")),
                                    ("decided_on__isnull", True),
                                    ("effective_on__isnull", True),
                                    _connector="OR",
                                ),
                                name="decision_effective_after_it_is_made",
                                violation_error_message="A decision cannot take effect before its date.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPublicationDecision",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="decision number")),
                        ("decided_on", models.DateField(verbose_name="decided on")),
                        ("effective_on", models.DateField(verbose_name="effective on")),
                        ("issued_by", models.CharField(blank=True, max_length=300, verbose_name="issued by")),
                        (
                            "title",
                            models.CharField(blank=True, max_length=1000, verbose_name="decision title"),
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
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="recorded by the desk",
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
                    ],
                    options={
                        "verbose_name": "historical publication decision",
                        "verbose_name_plural": "historical publication decisions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Procedure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d\\.\\d{6}$|^[A-Z0-9][A-Z0-9./ -]{1,39}$",
                                        "A national procedure code is one digit, a dot and six digits: 1.001193.",
                                    )
                                ],
                                verbose_name="procedure code",
                            ),
                        ),
                        (
                            "code_suffix",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="agency part of the code"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As in the version in force; versions keep their own.",
                                max_length=2000,
                                verbose_name="procedure name",
                            ),
                        ),
                        ("search_text", models.TextField(editable=False, verbose_name="folded text")),
                        (
                            "review_on",
                            models.DateField(blank=True, null=True, verbose_name="to be reviewed by"),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="procedures",
                                to="organisation.desk",
                                verbose_name="kept by the desk",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="procedures",
                                to="procedures.field",
                                verbose_name="field",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_procedures",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="kept up to date by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "procedure",
                        "verbose_name_plural": "procedures",
                        "indexes": [models.Index(fields=["code"], name="procedure_by_code")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "code"),
                                name="procedure_code_once_per_desk",
                                violation_error_message="This desk already keeps a procedure with that code.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalProcedure",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d\\.\\d{6}$|^[A-Z0-9][A-Z0-9./ -]{1,39}$",
                                        "A national procedure code is one digit, a dot and six digits: 1.001193.",
                                    )
                                ],
                                verbose_name="procedure code",
                            ),
                        ),
                        (
                            "code_suffix",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="agency part of the code"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As in the version in force; versions keep their own.",
                                max_length=2000,
                                verbose_name="procedure name",
                            ),
                        ),
                        (
                            "review_on",
                            models.DateField(blank=True, null=True, verbose_name="to be reviewed by"),
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
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="kept by the desk",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.field",
                                verbose_name="field",
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="kept up to date by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical procedure",
                        "verbose_name_plural": "historical procedures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ProcedureVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="in force from")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="in force to (included)"),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version number")),
                        (
                            "change_type",
                            models.CharField(
                                choices=[
                                    ("MOI", "newly issued"),
                                    ("SUA_DOI_BO_SUNG", "amended"),
                                    ("THAY_THE", "replacing"),
                                    ("BAI_BO", "abolished"),
                                ],
                                default="MOI",
                                max_length=20,
                                verbose_name="kind of change",
                            ),
                        ),
                        ("name", models.CharField(max_length=2000, verbose_name="name in this version")),
                        (
                            "decision_text",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="decision as the source names it"
                            ),
                        ),
                        (
                            "issuing_agency",
                            models.CharField(blank=True, max_length=300, verbose_name="issuing agency"),
                        ),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                help_text="As the source says it.",
                                max_length=100,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(blank=True, max_length=200, verbose_name="kind of procedure"),
                        ),
                        ("subjects", models.TextField(blank=True, verbose_name="subjects")),
                        ("agency", models.TextField(blank=True, verbose_name="carried out by")),
                        ("competent_agency", models.TextField(blank=True, verbose_name="competent agency")),
                        (
                            "reception_address",
                            models.TextField(blank=True, verbose_name="address of reception"),
                        ),
                        ("delegated_agency", models.TextField(blank=True, verbose_name="delegated agency")),
                        (
                            "coordinating_agency",
                            models.TextField(blank=True, verbose_name="coordinating agency"),
                        ),
                        ("channels_text", models.TextField(blank=True, verbose_name="channels")),
                        (
                            "online_level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "not stated"),
                                    ("FULL", "full online service"),
                                    ("PARTIAL", "partial online service"),
                                    ("INFORMATION", "information only"),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="online service",
                            ),
                        ),
                        (
                            "time_limit_text",
                            models.TextField(blank=True, verbose_name="time limit as the source says it"),
                        ),
                        (
                            "fee_text",
                            models.TextField(blank=True, verbose_name="fees as the source says them"),
                        ),
                        (
                            "documents_text",
                            models.TextField(blank=True, verbose_name="components as the source says them"),
                        ),
                        ("steps_text", models.TextField(blank=True, verbose_name="sequence of steps")),
                        (
                            "conditions",
                            models.TextField(blank=True, verbose_name="requirements and conditions"),
                        ),
                        ("result", models.TextField(blank=True, verbose_name="result")),
                        ("legal_basis", models.TextField(blank=True, verbose_name="legal basis")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "source_url",
                            models.URLField(blank=True, max_length=500, verbose_name="address of the source"),
                        ),
                        (
                            "sets_required",
                            models.PositiveSmallIntegerField(default=1, verbose_name="sets of papers"),
                        ),
                        (
                            "immediate_result",
                            models.BooleanField(
                                default=False,
                                help_text="No receipt unless asked for (Điều 17.4).",
                                verbose_name="result at once",
                            ),
                        ),
                        (
                            "is_sensitive",
                            models.BooleanField(
                                default=False,
                                help_text="Its name is never shown beside a dossier code.",
                                verbose_name="sensitive",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="procedures.publicationdecision",
                                verbose_name="publication decision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "procedure version",
                        "verbose_name_plural": "procedure versions",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("procedure", "number"),
                                name="version_number_once_per_procedure",
                                violation_error_message="This version number is taken.",
                            ),
                            models.UniqueConstraint(
                                fields=("procedure", "valid_from"),
                                name="one_version_starts_on_a_day",
                                violation_error_message="Another version of this procedure starts on that day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from")),
                                    ("valid_from__isnull", True),
                                    ("valid_to__isnull", True),
                                    _connector="OR",
                                ),
                                name="version_ends_after_it_starts",
                                violation_error_message="A version cannot end before it starts.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalProcedureVersion",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="in force from")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="in force to (included)"),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version number")),
                        (
                            "change_type",
                            models.CharField(
                                choices=[
                                    ("MOI", "newly issued"),
                                    ("SUA_DOI_BO_SUNG", "amended"),
                                    ("THAY_THE", "replacing"),
                                    ("BAI_BO", "abolished"),
                                ],
                                default="MOI",
                                max_length=20,
                                verbose_name="kind of change",
                            ),
                        ),
                        ("name", models.CharField(max_length=2000, verbose_name="name in this version")),
                        (
                            "decision_text",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="decision as the source names it"
                            ),
                        ),
                        (
                            "issuing_agency",
                            models.CharField(blank=True, max_length=300, verbose_name="issuing agency"),
                        ),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                help_text="As the source says it.",
                                max_length=100,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(blank=True, max_length=200, verbose_name="kind of procedure"),
                        ),
                        ("subjects", models.TextField(blank=True, verbose_name="subjects")),
                        ("agency", models.TextField(blank=True, verbose_name="carried out by")),
                        ("competent_agency", models.TextField(blank=True, verbose_name="competent agency")),
                        (
                            "reception_address",
                            models.TextField(blank=True, verbose_name="address of reception"),
                        ),
                        ("delegated_agency", models.TextField(blank=True, verbose_name="delegated agency")),
                        (
                            "coordinating_agency",
                            models.TextField(blank=True, verbose_name="coordinating agency"),
                        ),
                        ("channels_text", models.TextField(blank=True, verbose_name="channels")),
                        (
                            "online_level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "not stated"),
                                    ("FULL", "full online service"),
                                    ("PARTIAL", "partial online service"),
                                    ("INFORMATION", "information only"),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="online service",
                            ),
                        ),
                        (
                            "time_limit_text",
                            models.TextField(blank=True, verbose_name="time limit as the source says it"),
                        ),
                        (
                            "fee_text",
                            models.TextField(blank=True, verbose_name="fees as the source says them"),
                        ),
                        (
                            "documents_text",
                            models.TextField(blank=True, verbose_name="components as the source says them"),
                        ),
                        ("steps_text", models.TextField(blank=True, verbose_name="sequence of steps")),
                        (
                            "conditions",
                            models.TextField(blank=True, verbose_name="requirements and conditions"),
                        ),
                        ("result", models.TextField(blank=True, verbose_name="result")),
                        ("legal_basis", models.TextField(blank=True, verbose_name="legal basis")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "source_url",
                            models.URLField(blank=True, max_length=500, verbose_name="address of the source"),
                        ),
                        (
                            "sets_required",
                            models.PositiveSmallIntegerField(default=1, verbose_name="sets of papers"),
                        ),
                        (
                            "immediate_result",
                            models.BooleanField(
                                default=False,
                                help_text="No receipt unless asked for (Điều 17.4).",
                                verbose_name="result at once",
                            ),
                        ),
                        (
                            "is_sensitive",
                            models.BooleanField(
                                default=False,
                                help_text="Its name is never shown beside a dossier code.",
                                verbose_name="sensitive",
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
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.publicationdecision",
                                verbose_name="publication decision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical procedure version",
                        "verbose_name_plural": "historical procedure versions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "draft"),
                                    ("PUBLISHED", "published"),
                                    ("WITHDRAWN", "withdrawn from posting"),
                                ],
                                default="DRAFT",
                                max_length=10,
                                verbose_name="posting",
                            ),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="published on"),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="organisation.division",
                                verbose_name="resolving division",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="published by",
                            ),
                        ),
                        (
                            "service_group",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the queue of its field.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="organisation.servicegroup",
                                verbose_name="queue of its own",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "posting",
                        "verbose_name_plural": "postings",
                        "permissions": [("publish_procedure", "Can publish and withdraw procedures")],
                        "indexes": [
                            models.Index(fields=["desk", "status"], name="posting_by_desk_and_status")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "procedure"),
                                name="procedure_posted_once_per_desk",
                                violation_error_message="This procedure is already in the list of the desk.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("published_by__isnull", False), ("published_on__isnull", False)
                                    ),
                                    models.Q(("published_by__isnull", True), ("published_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="posting_has_day_and_author",
                                violation_error_message="A publication has a day and an author.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "PUBLISHED"), _negated=True),
                                    ("published_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="published_posting_has_a_day",
                                violation_error_message="A published procedure needs the day of its publication.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPosting",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "draft"),
                                    ("PUBLISHED", "published"),
                                    ("WITHDRAWN", "withdrawn from posting"),
                                ],
                                default="DRAFT",
                                max_length=10,
                                verbose_name="posting",
                            ),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="published on"),
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
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.division",
                                verbose_name="resolving division",
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
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="published by",
                            ),
                        ),
                        (
                            "service_group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: the queue of its field.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.servicegroup",
                                verbose_name="queue of its own",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical posting",
                        "verbose_name_plural": "historical postings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Component",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("case", models.CharField(blank=True, max_length=500, verbose_name="case")),
                        ("name", models.TextField(verbose_name="name of the paper")),
                        (
                            "form_name",
                            models.CharField(blank=True, max_length=300, verbose_name="application form"),
                        ),
                        ("originals", models.PositiveSmallIntegerField(default=0, verbose_name="originals")),
                        ("copies", models.PositiveSmallIntegerField(default=0, verbose_name="copies")),
                        ("is_mandatory", models.BooleanField(default=True, verbose_name="mandatory")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="components",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "component of the dossier",
                        "verbose_name_plural": "components of the dossier",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "ordinal"),
                                name="component_order_once_per_version",
                                violation_error_message="Two components have the same order.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalComponent",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("case", models.CharField(blank=True, max_length=500, verbose_name="case")),
                        ("name", models.TextField(verbose_name="name of the paper")),
                        (
                            "form_name",
                            models.CharField(blank=True, max_length=300, verbose_name="application form"),
                        ),
                        ("originals", models.PositiveSmallIntegerField(default=0, verbose_name="originals")),
                        ("copies", models.PositiveSmallIntegerField(default=0, verbose_name="copies")),
                        ("is_mandatory", models.BooleanField(default=True, verbose_name="mandatory")),
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
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical component of the dossier",
                        "verbose_name_plural": "historical components of the dossier",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="TimeLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        ("case", models.CharField(blank=True, max_length=500, verbose_name="case")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "any channel"),
                                    ("IN_PERSON", "in person"),
                                    ("ONLINE", "online"),
                                    ("POSTAL", "public postal service"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="amount"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("working_day", "working days"),
                                    ("day", "days of the calendar"),
                                    ("month", "months"),
                                    ("hour", "working hours"),
                                ],
                                max_length=12,
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "same_day",
                            models.BooleanField(
                                default=False,
                                help_text="After 15:00 on the next working day.",
                                verbose_name="within the day",
                            ),
                        ),
                        ("is_main", models.BooleanField(default=False, verbose_name="main limit")),
                        ("text", models.TextField(blank=True, verbose_name="text of the limit")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="time_limits",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "time limit",
                        "verbose_name_plural": "time limits",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "ordinal"),
                                name="time_limit_order_once_per_version",
                                violation_error_message="Two time limits have the same order.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_main", True)),
                                fields=("version",),
                                name="one_main_limit_per_version",
                                violation_error_message="A version has one main time limit.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__isnull", True), ("unit", "")),
                                    models.Q(("amount__gt", 0), models.Q(("unit", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="time_limit_has_amount_and_unit",
                                violation_error_message="Give the amount and its unit, or neither.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTimeLimit",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        ("case", models.CharField(blank=True, max_length=500, verbose_name="case")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "any channel"),
                                    ("IN_PERSON", "in person"),
                                    ("ONLINE", "online"),
                                    ("POSTAL", "public postal service"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="amount"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("working_day", "working days"),
                                    ("day", "days of the calendar"),
                                    ("month", "months"),
                                    ("hour", "working hours"),
                                ],
                                max_length=12,
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "same_day",
                            models.BooleanField(
                                default=False,
                                help_text="After 15:00 on the next working day.",
                                verbose_name="within the day",
                            ),
                        ),
                        ("is_main", models.BooleanField(default=False, verbose_name="main limit")),
                        ("text", models.TextField(blank=True, verbose_name="text of the limit")),
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
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical time limit",
                        "verbose_name_plural": "historical time limits",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Fee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PHI", "service fee"),
                                    ("LE_PHI", "state levy"),
                                    ("", "not stated"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="kind of fee",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "any channel"),
                                    ("IN_PERSON", "in person"),
                                    ("ONLINE", "online"),
                                    ("POSTAL", "public postal service"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount"),
                        ),
                        ("currency", models.CharField(default="VND", max_length=3, verbose_name="currency")),
                        (
                            "per",
                            models.CharField(
                                blank=True, help_text="bản, lần, trang …", max_length=100, verbose_name="per"
                            ),
                        ),
                        ("condition", models.CharField(blank=True, max_length=500, verbose_name="condition")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fees",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fee",
                        "verbose_name_plural": "fees",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "ordinal"),
                                name="fee_order_once_per_version",
                                violation_error_message="Two fees have the same order.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)),
                                name="fee_is_not_negative",
                                violation_error_message="A fee cannot be negative.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFee",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PHI", "service fee"),
                                    ("LE_PHI", "state levy"),
                                    ("", "not stated"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="kind of fee",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "any channel"),
                                    ("IN_PERSON", "in person"),
                                    ("ONLINE", "online"),
                                    ("POSTAL", "public postal service"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount"),
                        ),
                        ("currency", models.CharField(default="VND", max_length=3, verbose_name="currency")),
                        (
                            "per",
                            models.CharField(
                                blank=True, help_text="bản, lần, trang …", max_length=100, verbose_name="per"
                            ),
                        ),
                        ("condition", models.CharField(blank=True, max_length=500, verbose_name="condition")),
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
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical fee",
                        "verbose_name_plural": "historical fees",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ProcessStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RECEPTION", "reception"),
                                    ("EXAMINATION", "examination"),
                                    ("CONSULTATION", "consultation"),
                                    ("APPROVAL", "approval and signature"),
                                    ("RETURN", "return of the result"),
                                ],
                                default="EXAMINATION",
                                max_length=12,
                                verbose_name="kind of step",
                            ),
                        ),
                        ("name", models.CharField(max_length=300, verbose_name="step name")),
                        ("post", models.CharField(blank=True, max_length=200, verbose_name="post")),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="In working hours; a day has eight.",
                                max_digits=6,
                                verbose_name="share of the limit",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the desk itself.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="process_steps",
                                to="organisation.division",
                                verbose_name="division",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "standby",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="standby officer",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="process_steps",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "step of the internal process",
                        "verbose_name_plural": "steps of the internal process",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "ordinal"),
                                name="step_order_once_per_version",
                                violation_error_message="Two steps have the same order.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("hours__gte", 0)),
                                name="step_takes_no_negative_time",
                                violation_error_message="A step cannot take negative time.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalProcessStep",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RECEPTION", "reception"),
                                    ("EXAMINATION", "examination"),
                                    ("CONSULTATION", "consultation"),
                                    ("APPROVAL", "approval and signature"),
                                    ("RETURN", "return of the result"),
                                ],
                                default="EXAMINATION",
                                max_length=12,
                                verbose_name="kind of step",
                            ),
                        ),
                        ("name", models.CharField(max_length=300, verbose_name="step name")),
                        ("post", models.CharField(blank=True, max_length=200, verbose_name="post")),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="In working hours; a day has eight.",
                                max_digits=6,
                                verbose_name="share of the limit",
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
                            "division",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: the desk itself.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.division",
                                verbose_name="division",
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
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "standby",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="standby officer",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical step of the internal process",
                        "verbose_name_plural": "historical steps of the internal process",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ProcedureFile",
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
                                    ("FORM", "application form"),
                                    ("SAMPLE", "filled-in sample"),
                                    ("DECISION", "scan of the decision"),
                                ],
                                max_length=10,
                                verbose_name="kind of file",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title of the file")),
                        (
                            "file",
                            models.FileField(max_length=200, upload_to="procedures", verbose_name="file"),
                        ),
                        ("content_type", models.CharField(max_length=100, verbose_name="type of the file")),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="hash of the file")),
                        (
                            "shows_nobody",
                            models.BooleanField(
                                default=False,
                                help_text="A sample carries the word MẪU on every page and shows no real person (R71).",
                                verbose_name="marked MẪU, with invented people",
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added at")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of the procedure",
                        "verbose_name_plural": "files of the procedure",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "kind", "sha256"),
                                name="a_file_is_kept_once_per_version",
                                violation_error_message="This file is there already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "SAMPLE"), _negated=True),
                                    ("shows_nobody", True),
                                    _connector="OR",
                                ),
                                name="sample_shows_nobody",
                                violation_error_message="A sample is marked MẪU and shows no real person.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalProcedureFile",
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
                                    ("FORM", "application form"),
                                    ("SAMPLE", "filled-in sample"),
                                    ("DECISION", "scan of the decision"),
                                ],
                                max_length=10,
                                verbose_name="kind of file",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title of the file")),
                        ("file", models.TextField(max_length=200, verbose_name="file")),
                        ("content_type", models.CharField(max_length=100, verbose_name="type of the file")),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="hash of the file")),
                        (
                            "shows_nobody",
                            models.BooleanField(
                                default=False,
                                help_text="A sample carries the word MẪU on every page and shows no real person (R71).",
                                verbose_name="marked MẪU, with invented people",
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added at")),
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
                            "added_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
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
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.procedureversion",
                                verbose_name="procedure version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical file of the procedure",
                        "verbose_name_plural": "historical files of the procedure",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=255, verbose_name="file name")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                        (
                            "source_key",
                            models.CharField(
                                help_text="Layout of the sheets: imports of one source are compared.",
                                max_length=64,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("PREVIEWED", "waiting for confirmation"),
                                    ("APPLYING", "being applied"),
                                    ("APPLIED", "applied"),
                                    ("ROLLED_BACK", "rolled back"),
                                    ("DISCARDED", "discarded"),
                                ],
                                default="PREVIEWED",
                                max_length=12,
                                verbose_name="state of the import",
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                        (
                            "applied_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="applied at"),
                        ),
                        ("rows_read", models.PositiveIntegerField(default=0, verbose_name="rows read")),
                        ("counts", models.JSONField(default=dict, verbose_name="counts by kind")),
                        (
                            "applied_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="applied by",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="import_batches",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uploaded by",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="import_batches",
                                to="procedures.publicationdecision",
                                verbose_name="publication decision",
                            ),
                        ),
                        ("content", models.BinaryField(null=True, verbose_name="file")),
                        ("notes", models.JSONField(default=list, verbose_name="notes on the sheets")),
                    ],
                    options={
                        "verbose_name": "import of a spreadsheet",
                        "verbose_name_plural": "imports of spreadsheets",
                        "permissions": [("import_procedures", "Can import procedures from spreadsheets")],
                        "indexes": [
                            models.Index(fields=["desk", "source_key", "-id"], name="import_by_source")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("applied_at__isnull", False), ("applied_by__isnull", False)),
                                    models.Q(("applied_at__isnull", True), ("applied_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="import_applied_at_a_time_by_someone",
                                violation_error_message="An applied import has a time and an author.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sheet", models.CharField(max_length=100, verbose_name="sheet")),
                        ("row", models.PositiveIntegerField(verbose_name="row")),
                        ("code", models.CharField(blank=True, max_length=40, verbose_name="procedure code")),
                        (
                            "name",
                            models.CharField(blank=True, max_length=2000, verbose_name="procedure name"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("NEW", "new"),
                                    ("CHANGED", "changed"),
                                    ("UNCHANGED", "unchanged"),
                                    ("MISSING", "would be closed"),
                                    ("NEEDS_PERSON", "needs a person"),
                                    ("ERROR", "error"),
                                ],
                                max_length=12,
                                verbose_name="what it does",
                            ),
                        ),
                        ("values", models.JSONField(default=dict, verbose_name="values read")),
                        (
                            "changes",
                            models.JSONField(
                                default=list,
                                help_text="[{column, cell, before, after}]",
                                verbose_name="changes",
                            ),
                        ),
                        (
                            "problems",
                            models.JSONField(
                                default=list, help_text="[{column, value, message}]", verbose_name="problems"
                            ),
                        ),
                        (
                            "base_hash",
                            models.CharField(
                                blank=True,
                                help_text="A later edit refuses the row.",
                                max_length=64,
                                verbose_name="state it was compared with",
                            ),
                        ),
                        ("accepted", models.BooleanField(default=True, verbose_name="accepted")),
                        ("undo", models.JSONField(blank=True, null=True, verbose_name="state before")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="procedures.importbatch",
                                verbose_name="import of a spreadsheet",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="import_rows",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        ("needs_person", models.BooleanField(default=False, verbose_name="wants a look")),
                    ],
                    options={
                        "verbose_name": "row of an import",
                        "verbose_name_plural": "rows of an import",
                        "indexes": [models.Index(fields=["batch", "kind", "id"], name="import_row_by_kind")],
                    },
                ),
                migrations.CreateModel(
                    name="ImportedContent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source_key", models.CharField(max_length=64, verbose_name="source")),
                        ("hashes", models.JSONField(default=dict, verbose_name="hashes by column")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="procedures.importbatch",
                                verbose_name="import of a spreadsheet",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="imported_contents",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "content last imported",
                        "verbose_name_plural": "contents last imported",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("procedure", "source_key"),
                                name="content_remembered_once_per_source",
                                violation_error_message="This source is already remembered for the procedure.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ColumnMapping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("layout_key", models.CharField(max_length=64, verbose_name="layout")),
                        ("columns", models.JSONField(default=dict, verbose_name="columns")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="column_mappings",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "updated_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="corrected by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "column mapping",
                        "verbose_name_plural": "column mappings",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "layout_key"),
                                name="layout_mapped_once_per_desk",
                                violation_error_message="This layout is already mapped.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalColumnMapping",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("layout_key", models.CharField(max_length=64, verbose_name="layout")),
                        ("columns", models.JSONField(default=dict, verbose_name="columns")),
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
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
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
                            "updated_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="corrected by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical column mapping",
                        "verbose_name_plural": "historical column mappings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="PostingCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.CharField(
                                choices=[
                                    (
                                        "PROCEDURES",
                                        "list and full content of the procedures, with their forms",
                                    ),
                                    ("CONTACT", "address, telephone and e-mail for feedback and complaints"),
                                    (
                                        "OFFICERS",
                                        "names, titles and telephones of head, deputies and officers",
                                    ),
                                    ("SAMPLES", "sample dossiers marked MẪU"),
                                    ("FEES", "fee levels and ways to pay"),
                                    ("SATISFACTION", "results of the satisfaction survey and the evaluation"),
                                    ("SLIPS", "evaluation slips on the tables"),
                                    ("REGULATION", "operating regulation, house rules, working hours"),
                                ],
                                max_length=12,
                                verbose_name="item of the checklist",
                            ),
                        ),
                        ("is_in_order", models.BooleanField(verbose_name="in order")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="what was found")),
                        ("checked_at", models.DateTimeField(verbose_name="checked at")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posting_checks",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "posting check",
                        "verbose_name_plural": "posting checks",
                        "indexes": [
                            models.Index(fields=["desk", "item", "checked_at"], name="posting_check_by_item")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_in_order", True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="posting_check_says_what_is_wrong",
                                violation_error_message="Say what is not in order.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NationalComparison",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=255, verbose_name="file name")),
                        ("sha256", models.CharField(max_length=64, verbose_name="hash of the file")),
                        ("compared_at", models.DateTimeField(verbose_name="compared at")),
                        ("rows_read", models.PositiveIntegerField(verbose_name="rows read")),
                        ("rows_equal", models.PositiveIntegerField(verbose_name="rows that agree")),
                        ("differences", models.JSONField(default=list, verbose_name="differences")),
                        (
                            "compared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="compared by",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="national_comparisons",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "comparison with the national database",
                        "verbose_name_plural": "comparisons with the national database",
                    },
                ),
            ],
        ),
    ]
