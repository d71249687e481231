import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from backoffice.base.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("procedures", "0002_squashed_0007_versions_never_overlap"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Officer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("full_name", models.CharField(max_length=100, verbose_name="full name")),
                        ("title", models.CharField(max_length=100, verbose_name="official title")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("CAN_BO", "official"),
                                    ("CONG_CHUC", "civil servant"),
                                    ("VIEN_CHUC", "public employee"),
                                    ("HOP_DONG", "contracted staff"),
                                ],
                                default="CONG_CHUC",
                                max_length=10,
                                verbose_name="category",
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True,
                                help_text="Posted in the lobby (Điều 9.7).",
                                max_length=30,
                                verbose_name="published telephone",
                            ),
                        ),
                        ("is_head", models.BooleanField(default=False, verbose_name="head of the desk")),
                        ("is_standby", models.BooleanField(default=False, verbose_name="standby")),
                        ("seconded_from", models.DateField(verbose_name="serves from")),
                        (
                            "seconded_to",
                            models.DateField(blank=True, null=True, verbose_name="serves to (included)"),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officers",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "fields",
                            models.ManyToManyField(
                                blank=True,
                                related_name="officers",
                                to="procedures.field",
                                verbose_name="fields in charge",
                            ),
                        ),
                        (
                            "home_division",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sent_officers",
                                to="organisation.division",
                                verbose_name="sent by the division",
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officer",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "in_field_since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: not known. Three years are needed, since 2025 two (Điều 11).",
                                null=True,
                                verbose_name="works in the field since",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "officer",
                        "verbose_name_plural": "officers",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("seconded_to__gte", models.F("seconded_from")),
                                    ("seconded_from__isnull", True),
                                    ("seconded_to__isnull", True),
                                    _connector="OR",
                                ),
                                name="secondment_ends_after_it_starts",
                                violation_error_message="A secondment cannot end before it starts.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalOfficer",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("full_name", models.CharField(max_length=100, verbose_name="full name")),
                        ("title", models.CharField(max_length=100, verbose_name="official title")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("CAN_BO", "official"),
                                    ("CONG_CHUC", "civil servant"),
                                    ("VIEN_CHUC", "public employee"),
                                    ("HOP_DONG", "contracted staff"),
                                ],
                                default="CONG_CHUC",
                                max_length=10,
                                verbose_name="category",
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True,
                                help_text="Posted in the lobby (Điều 9.7).",
                                max_length=30,
                                verbose_name="published telephone",
                            ),
                        ),
                        ("is_head", models.BooleanField(default=False, verbose_name="head of the desk")),
                        ("is_standby", models.BooleanField(default=False, verbose_name="standby")),
                        ("seconded_from", models.DateField(verbose_name="serves from")),
                        (
                            "seconded_to",
                            models.DateField(blank=True, null=True, verbose_name="serves to (included)"),
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
                            "home_division",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.division",
                                verbose_name="sent by the division",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "in_field_since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: not known. Three years are needed, since 2025 two (Điều 11).",
                                null=True,
                                verbose_name="works in the field since",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical officer",
                        "verbose_name_plural": "historical officers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOfficer_fields",
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
                                to="staffing.historicalofficer",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.officer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalOfficer_fields",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Evaluation",
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
                                choices=[("QUY", "quarterly"), ("NAM", "yearly")],
                                default="QUY",
                                max_length=4,
                                verbose_name="kind of evaluation",
                            ),
                        ),
                        ("first_on", models.DateField(verbose_name="period from")),
                        ("last_on", models.DateField(verbose_name="period to (included)")),
                        ("drawn_at", models.DateTimeField(verbose_name="drawn up at")),
                        (
                            "shown_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="shown to the officer at"
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer of the officer")),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                        ),
                        (
                            "head_signed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="signed by the head of the desk at"
                            ),
                        ),
                        (
                            "division_signed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="signed by the sending division at"
                            ),
                        ),
                        (
                            "division_signed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="head of the sending division",
                            ),
                        ),
                        (
                            "head_signed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="head of the desk",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluations",
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evaluation sheet",
                        "verbose_name_plural": "evaluation sheets",
                        "permissions": [
                            ("see_every_evaluation", "Can see every evaluation of the desk"),
                            ("sign_as_head", "Can sign evaluations as head of the desk"),
                            ("sign_as_division", "Can sign evaluations as head of the sending division"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("officer", "first_on", "last_on"),
                                name="one_evaluation_per_officer_and_period",
                                violation_error_message="This officer already has a sheet for that period.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("last_on__gte", models.F("first_on")),
                                    ("first_on__isnull", True),
                                    ("last_on__isnull", True),
                                    _connector="OR",
                                ),
                                name="evaluation_period_ends_after_it_starts",
                                violation_error_message="A period cannot end before it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("head_signed_at__isnull", False), ("head_signed_by__isnull", False)
                                    ),
                                    models.Q(
                                        ("head_signed_at__isnull", True), ("head_signed_by__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="head_signature_has_time_and_author",
                                violation_error_message="A signature has its time and its author.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("division_signed_at__isnull", False),
                                        ("division_signed_by__isnull", False),
                                    ),
                                    models.Q(
                                        ("division_signed_at__isnull", True),
                                        ("division_signed_by__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="division_signature_has_time_and_author",
                                violation_error_message="A signature has its time and its author.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("shown_at__isnull", False),
                                    models.Q(
                                        ("division_signed_at__isnull", True), ("head_signed_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="officer_sees_the_sheet_before_it_is_signed",
                                violation_error_message="Show the sheet to the officer before it is signed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalEvaluation",
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
                                choices=[("QUY", "quarterly"), ("NAM", "yearly")],
                                default="QUY",
                                max_length=4,
                                verbose_name="kind of evaluation",
                            ),
                        ),
                        ("first_on", models.DateField(verbose_name="period from")),
                        ("last_on", models.DateField(verbose_name="period to (included)")),
                        ("drawn_at", models.DateTimeField(verbose_name="drawn up at")),
                        (
                            "shown_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="shown to the officer at"
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer of the officer")),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                        ),
                        (
                            "head_signed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="signed by the head of the desk at"
                            ),
                        ),
                        (
                            "division_signed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="signed by the sending division at"
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
                            "division_signed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="head of the sending division",
                            ),
                        ),
                        (
                            "head_signed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="head of the desk",
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
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical evaluation sheet",
                        "verbose_name_plural": "historical evaluation sheets",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ScoredDossier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="dossier code")),
                        (
                            "total_time",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="index 1"),
                        ),
                        (
                            "unit_time",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="index 2"),
                        ),
                        (
                            "contacts",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="index 3"),
                        ),
                        (
                            "agencies",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="index 4"),
                        ),
                        (
                            "attitude",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="index 7"),
                        ),
                        (
                            "evaluation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="staffing.evaluation",
                                verbose_name="evaluation sheet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "scored dossier",
                        "verbose_name_plural": "scored dossiers",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("evaluation", "code"),
                                name="dossier_scored_once_per_sheet",
                                violation_error_message="This dossier is already on the sheet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("total_time__isnull", True), ("total_time__lte", 2), _connector="OR"
                                    ),
                                    models.Q(
                                        ("unit_time__isnull", True), ("unit_time__lte", 2), _connector="OR"
                                    ),
                                    models.Q(
                                        ("contacts__isnull", True), ("contacts__lte", 2), _connector="OR"
                                    ),
                                    models.Q(
                                        ("agencies__isnull", True), ("agencies__lte", 2), _connector="OR"
                                    ),
                                    models.Q(
                                        ("attitude__isnull", True), ("attitude__lte", 2), _connector="OR"
                                    ),
                                ),
                                name="an_index_gives_at_most_two_points",
                                violation_error_message="An index gives 0, 1 or 2 points.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day of duty")),
                        (
                            "session",
                            models.CharField(
                                choices=[("MORNING", "morning"), ("AFTERNOON", "afternoon")],
                                max_length=10,
                                verbose_name="session",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="reason of the substitution"
                            ),
                        ),
                        (
                            "counter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="organisation.counter",
                                verbose_name="counter",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_duties",
                                to="staffing.officer",
                                verbose_name="in place of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "duty",
                        "verbose_name_plural": "duties",
                        "indexes": [models.Index(fields=["day", "session"], name="duty_by_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("counter", "day", "session"),
                                name="one_officer_per_counter_and_session",
                                violation_error_message="This counter already has an officer in that session.",
                            ),
                            models.UniqueConstraint(
                                fields=("officer", "day", "session"),
                                name="officer_in_one_place_at_a_time",
                                violation_error_message="This officer already has a duty in that session.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaces__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="substitution_has_a_reason",
                                violation_error_message="A substitution needs its reason.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDuty",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day of duty")),
                        (
                            "session",
                            models.CharField(
                                choices=[("MORNING", "morning"), ("AFTERNOON", "afternoon")],
                                max_length=10,
                                verbose_name="session",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="reason of the substitution"
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
                            "counter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.counter",
                                verbose_name="counter",
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
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.officer",
                                verbose_name="in place of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical duty",
                        "verbose_name_plural": "historical duties",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Absence",
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
                                    ("NGHI_PHEP", "annual leave"),
                                    ("NGHI_OM", "sick leave"),
                                    ("NGHI_BU", "rest in lieu (Điều 11.3.c)"),
                                    ("CONG_TAC", "on mission"),
                                    ("DI_HOC", "in training"),
                                    ("KHAC", "other absence"),
                                ],
                                default="NGHI_PHEP",
                                max_length=10,
                                verbose_name="kind of absence",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="absent from")),
                        ("ends_on", models.DateField(verbose_name="absent to (included)")),
                        (
                            "session",
                            models.CharField(
                                blank=True,
                                choices=[("MORNING", "morning"), ("AFTERNOON", "afternoon")],
                                help_text="Empty: the whole day.",
                                max_length=10,
                                verbose_name="only in the session",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="note on the absence"),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absences",
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "absence",
                        "verbose_name_plural": "absences",
                        "indexes": [models.Index(fields=["officer", "starts_on"], name="absence_by_officer")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__gte", models.F("starts_on")),
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    _connector="OR",
                                ),
                                name="absence_ends_after_it_starts",
                                violation_error_message="An absence cannot end before it starts.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAbsence",
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
                                    ("NGHI_PHEP", "annual leave"),
                                    ("NGHI_OM", "sick leave"),
                                    ("NGHI_BU", "rest in lieu (Điều 11.3.c)"),
                                    ("CONG_TAC", "on mission"),
                                    ("DI_HOC", "in training"),
                                    ("KHAC", "other absence"),
                                ],
                                default="NGHI_PHEP",
                                max_length=10,
                                verbose_name="kind of absence",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="absent from")),
                        ("ends_on", models.DateField(verbose_name="absent to (included)")),
                        (
                            "session",
                            models.CharField(
                                blank=True,
                                choices=[("MORNING", "morning"), ("AFTERNOON", "afternoon")],
                                help_text="Empty: the whole day.",
                                max_length=10,
                                verbose_name="only in the session",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="note on the absence"),
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
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical absence",
                        "verbose_name_plural": "historical absences",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="CounterSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        ("paused_at", models.DateTimeField(blank=True, null=True, verbose_name="paused at")),
                        (
                            "pause_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason of the pause"),
                        ),
                        (
                            "unrostered_reason",
                            models.CharField(
                                blank=True,
                                help_text="Recorded substitution.",
                                max_length=300,
                                verbose_name="reason without a duty",
                            ),
                        ),
                        (
                            "closed_by_system",
                            models.BooleanField(default=False, verbose_name="closed by the system"),
                        ),
                        (
                            "counter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="organisation.counter",
                                verbose_name="counter",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="staffing.duty",
                                verbose_name="rostered duty",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "minutes_early",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Before the closing time of the rostered session; empty without a duty.",
                                null=True,
                                verbose_name="closed early (minutes)",
                            ),
                        ),
                        (
                            "minutes_late",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="After the opening time of the rostered session; empty without a duty.",
                                null=True,
                                verbose_name="opened late (minutes)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "counter session",
                        "verbose_name_plural": "counter sessions",
                        "permissions": [
                            ("work_at_counter", "Can open a counter, call numbers, receive and return")
                        ],
                        "indexes": [models.Index(fields=["day", "counter"], name="session_by_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("counter",),
                                name="counter_open_once",
                                violation_error_message="This counter is already open.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("officer",),
                                name="officer_at_one_open_counter",
                                violation_error_message="This officer already has an open counter.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("duty__isnull", False),
                                    models.Q(("unrostered_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="session_has_a_duty_or_a_reason",
                                violation_error_message="Without a duty on the roster a reason is needed.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at__gte", models.F("opened_at")),
                                    ("opened_at__isnull", True),
                                    ("closed_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="session_closes_after_it_opens",
                                violation_error_message="A counter cannot close before it opens.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalCounterSession",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        ("paused_at", models.DateTimeField(blank=True, null=True, verbose_name="paused at")),
                        (
                            "pause_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason of the pause"),
                        ),
                        (
                            "unrostered_reason",
                            models.CharField(
                                blank=True,
                                help_text="Recorded substitution.",
                                max_length=300,
                                verbose_name="reason without a duty",
                            ),
                        ),
                        (
                            "closed_by_system",
                            models.BooleanField(default=False, verbose_name="closed by the system"),
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
                            "counter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.counter",
                                verbose_name="counter",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.duty",
                                verbose_name="rostered duty",
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
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "minutes_early",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Before the closing time of the rostered session; empty without a duty.",
                                null=True,
                                verbose_name="closed early (minutes)",
                            ),
                        ),
                        (
                            "minutes_late",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="After the opening time of the rostered session; empty without a duty.",
                                null=True,
                                verbose_name="opened late (minutes)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical counter session",
                        "verbose_name_plural": "historical counter sessions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RefusedAttempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("user_name", models.CharField(max_length=100, verbose_name="name on that day")),
                        ("verb", models.CharField(max_length=50, verbose_name="what was tried")),
                        ("at", models.DateTimeField(verbose_name="time")),
                        ("reason", models.CharField(max_length=300, verbose_name="why it was refused")),
                        (
                            "desk",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refused_attempts",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "refused attempt",
                        "verbose_name_plural": "refused attempts",
                        "indexes": [models.Index(fields=["desk", "-at"], name="refused_attempt_by_time")],
                    },
                ),
                migrations.CreateModel(
                    name="Regulation",
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
                        ("number", models.CharField(max_length=100, verbose_name="number of the decision")),
                        ("decided_on", models.DateField(verbose_name="signed on")),
                        ("signed_by", models.CharField(blank=True, max_length=200, verbose_name="signer")),
                        ("title", models.CharField(max_length=300, verbose_name="title of the regulation")),
                        ("text", models.TextField(blank=True, verbose_name="text of the regulation")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="regulations",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "operating regulation",
                        "verbose_name_plural": "operating regulations",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "number"),
                                name="regulation_number_once_per_desk",
                                violation_error_message="This desk already has a regulation with that number.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("desk",),
                                name="one_regulation_without_end_per_desk",
                                violation_error_message="Give the regulation in force its last day first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from")),
                                    ("valid_from__isnull", True),
                                    ("valid_to__isnull", True),
                                    _connector="OR",
                                ),
                                name="regulation_ends_after_it_starts",
                                violation_error_message="A regulation cannot end before it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from__gte", models.F("decided_on")),
                                    ("decided_on__isnull", True),
                                    ("valid_from__isnull", True),
                                    _connector="OR",
                                ),
                                name="regulation_in_force_after_it_is_signed",
                                violation_error_message="A regulation cannot be in force before it is signed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRegulation",
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
                        ("number", models.CharField(max_length=100, verbose_name="number of the decision")),
                        ("decided_on", models.DateField(verbose_name="signed on")),
                        ("signed_by", models.CharField(blank=True, max_length=200, verbose_name="signer")),
                        ("title", models.CharField(max_length=300, verbose_name="title of the regulation")),
                        ("text", models.TextField(blank=True, verbose_name="text of the regulation")),
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
                    ],
                    options={
                        "verbose_name": "historical operating regulation",
                        "verbose_name_plural": "historical operating regulations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="training topic")),
                        (
                            "is_required",
                            models.BooleanField(default=True, verbose_name="required before duty"),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="training_topics",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: for every officer of the desk.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="training_topics",
                                to="procedures.field",
                                verbose_name="for the field",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "training topic",
                        "verbose_name_plural": "training topics",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "name"),
                                name="topic_once_per_desk",
                                violation_error_message="This desk already has that topic.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTopic",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="training topic")),
                        (
                            "is_required",
                            models.BooleanField(default=True, verbose_name="required before duty"),
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
                            "field",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: for every officer of the desk.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="procedures.field",
                                verbose_name="for the field",
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
                        "verbose_name": "historical training topic",
                        "verbose_name_plural": "historical training topics",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Training",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        ("hours", models.PositiveSmallIntegerField(default=4, verbose_name="length (hours)")),
                        (
                            "place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="place of the training"
                            ),
                        ),
                        ("trainer", models.CharField(blank=True, max_length=100, verbose_name="trainer")),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trainings",
                                to="staffing.topic",
                                verbose_name="training topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "training",
                        "verbose_name_plural": "trainings",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("topic", "held_on", "place"),
                                name="training_once_per_topic_day_and_place",
                                violation_error_message="This training is already recorded.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTraining",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        ("hours", models.PositiveSmallIntegerField(default=4, verbose_name="length (hours)")),
                        (
                            "place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="place of the training"
                            ),
                        ),
                        ("trainer", models.CharField(blank=True, max_length=100, verbose_name="trainer")),
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
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.topic",
                                verbose_name="training topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical training",
                        "verbose_name_plural": "historical trainings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("was_present", models.BooleanField(default=False, verbose_name="was present")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[("DAT", "passed"), ("CHUA_DAT", "not passed")],
                                max_length=10,
                                verbose_name="result of the training",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "training",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="staffing.training",
                                verbose_name="training",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendances",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("training", "officer"),
                                name="officer_attends_a_training_once",
                                violation_error_message="This officer is already on the list of the training.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("result", ""), ("was_present", True), _connector="OR"),
                                name="result_only_of_who_was_present",
                                violation_error_message="Only who was present has a result.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAttendance",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("was_present", models.BooleanField(default=False, verbose_name="was present")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[("DAT", "passed"), ("CHUA_DAT", "not passed")],
                                max_length=10,
                                verbose_name="result of the training",
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
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "training",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.training",
                                verbose_name="training",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical attendance",
                        "verbose_name_plural": "historical attendances",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Feedback",
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
                                    ("PHAN_ANH", "feedback"),
                                    ("KIEN_NGHI", "proposal"),
                                    ("KHIEU_NAI", "complaint"),
                                    ("TO_CAO", "denunciation"),
                                ],
                                default="PHAN_ANH",
                                max_length=10,
                                verbose_name="kind of feedback",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("TAI_QUAY", "at the desk"),
                                    ("HOM_THU", "suggestion box"),
                                    ("DIEN_THOAI", "by telephone"),
                                    ("BUU_CHINH", "by post"),
                                    ("TRUC_TUYEN", "on the portal"),
                                ],
                                default="TAI_QUAY",
                                max_length=10,
                                verbose_name="how it came in",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="came in on")),
                        (
                            "accepted_on",
                            models.DateField(
                                blank=True,
                                help_text="Complaints and denunciations: the days to answer count from here.",
                                null=True,
                                verbose_name="accepted for handling on",
                            ),
                        ),
                        ("content", models.TextField(verbose_name="what was said")),
                        (
                            "sender_name",
                            models.CharField(
                                blank=True,
                                help_text="Kept confidential: it stands on no sheet, list or export.",
                                max_length=100,
                                verbose_name="name of the sender",
                            ),
                        ),
                        (
                            "sender_contact",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="how to reach the sender"
                            ),
                        ),
                        (
                            "dossier_code",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="about the dossier (code)"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="to be answered by")),
                        ("is_prolonged", models.BooleanField(default=False, verbose_name="prolonged")),
                        (
                            "prolonged_why",
                            models.CharField(blank=True, max_length=300, verbose_name="why it was prolonged"),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="answered to the sender on"),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer to the sender")),
                        (
                            "conclusion",
                            models.CharField(
                                blank=True,
                                choices=[("DUNG", "found true"), ("KHONG_DUNG", "found untrue")],
                                help_text="Empty while it is examined. Only what is found true counts against an officer.",
                                max_length=10,
                                verbose_name="conclusion",
                            ),
                        ),
                        (
                            "assigned",
                            models.ManyToManyField(
                                blank=True,
                                help_text="A denunciation is seen by these accounts only.",
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="assigned to",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="staffing.officer",
                                verbose_name="about the officer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "feedback of citizens",
                        "verbose_name_plural": "feedback of citizens",
                        "permissions": [("see_sender", "Can see who sent feedback")],
                        "indexes": [models.Index(fields=["desk", "received_on"], name="feedback_by_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_on__gte", models.F("received_on")),
                                    ("received_on__isnull", True),
                                    ("answered_on__isnull", True),
                                    _connector="OR",
                                ),
                                name="feedback_answered_after_it_came_in",
                                violation_error_message="An answer cannot be older than what it answers.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_on__gte", models.F("received_on")),
                                    ("received_on__isnull", True),
                                    ("accepted_on__isnull", True),
                                    _connector="OR",
                                ),
                                name="feedback_accepted_after_it_came_in",
                                violation_error_message="It cannot be accepted before it came in.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("conclusion", ""), ("answered_on__isnull", False), _connector="OR"
                                ),
                                name="feedback_concluded_has_an_answer",
                                violation_error_message="With a conclusion, enter the day on which the sender was answered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_prolonged", False),
                                    models.Q(("prolonged_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="feedback_prolonged_says_why",
                                violation_error_message="Write why the time to answer was prolonged.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("content", ""), _negated=True),
                                name="feedback_says_something",
                                violation_error_message="Write what was said.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFeedback",
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
                                    ("PHAN_ANH", "feedback"),
                                    ("KIEN_NGHI", "proposal"),
                                    ("KHIEU_NAI", "complaint"),
                                    ("TO_CAO", "denunciation"),
                                ],
                                default="PHAN_ANH",
                                max_length=10,
                                verbose_name="kind of feedback",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("TAI_QUAY", "at the desk"),
                                    ("HOM_THU", "suggestion box"),
                                    ("DIEN_THOAI", "by telephone"),
                                    ("BUU_CHINH", "by post"),
                                    ("TRUC_TUYEN", "on the portal"),
                                ],
                                default="TAI_QUAY",
                                max_length=10,
                                verbose_name="how it came in",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="came in on")),
                        (
                            "accepted_on",
                            models.DateField(
                                blank=True,
                                help_text="Complaints and denunciations: the days to answer count from here.",
                                null=True,
                                verbose_name="accepted for handling on",
                            ),
                        ),
                        ("content", models.TextField(verbose_name="what was said")),
                        (
                            "dossier_code",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="about the dossier (code)"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="to be answered by")),
                        ("is_prolonged", models.BooleanField(default=False, verbose_name="prolonged")),
                        (
                            "prolonged_why",
                            models.CharField(blank=True, max_length=300, verbose_name="why it was prolonged"),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="answered to the sender on"),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer to the sender")),
                        (
                            "conclusion",
                            models.CharField(
                                blank=True,
                                choices=[("DUNG", "found true"), ("KHONG_DUNG", "found untrue")],
                                help_text="Empty while it is examined. Only what is found true counts against an officer.",
                                max_length=10,
                                verbose_name="conclusion",
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
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.officer",
                                verbose_name="about the officer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical feedback of citizens",
                        "verbose_name_plural": "historical feedback of citizens",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFeedback_assigned",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "feedback",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="staffing.feedback",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="staffing.historicalfeedback",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalFeedback_assigned",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SatisfactionSlip",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "dossier_code",
                            models.CharField(max_length=60, verbose_name="about the dossier (code)"),
                        ),
                        ("given_on", models.DateField(verbose_name="filled in on")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PHIEU", "paper slip"),
                                    ("THIET_BI", "device at the desk"),
                                    ("TRUC_TUYEN", "online"),
                                ],
                                default="PHIEU",
                                max_length=10,
                                verbose_name="how it was filled in",
                            ),
                        ),
                        (
                            "contacts",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                verbose_name="contacts with the desk to complete the dossier",
                            ),
                        ),
                        (
                            "contacts_by_applicant",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="of them through the applicant's fault"
                            ),
                        ),
                        (
                            "agencies",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                verbose_name="agencies contacted to complete the dossier",
                            ),
                        ),
                        (
                            "agencies_required",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="of them for a check that the law requires"
                            ),
                        ),
                        (
                            "satisfaction",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(3, "very satisfied"), (2, "satisfied"), (1, "not satisfied")],
                                null=True,
                                verbose_name="satisfaction",
                            ),
                        ),
                        ("remark", models.TextField(blank=True, verbose_name="remark on the slip")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="satisfaction_slips",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "satisfaction slip",
                        "verbose_name_plural": "satisfaction slips",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "dossier_code"),
                                name="one_satisfaction_slip_per_dossier",
                                violation_error_message="There is already a slip about this dossier.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("contacts__isnull", True), ("contacts_by_applicant", 0)),
                                    ("contacts__gte", models.F("contacts_by_applicant")),
                                    _connector="OR",
                                ),
                                name="slip_contacts_hold_those_of_the_applicant",
                                violation_error_message="More contacts through the applicant's fault than contacts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agencies__isnull", True), ("agencies_required", 0)),
                                    ("agencies__gte", models.F("agencies_required")),
                                    _connector="OR",
                                ),
                                name="slip_agencies_hold_those_required",
                                violation_error_message="More agencies that the law requires than agencies.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSatisfactionSlip",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "dossier_code",
                            models.CharField(max_length=60, verbose_name="about the dossier (code)"),
                        ),
                        ("given_on", models.DateField(verbose_name="filled in on")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PHIEU", "paper slip"),
                                    ("THIET_BI", "device at the desk"),
                                    ("TRUC_TUYEN", "online"),
                                ],
                                default="PHIEU",
                                max_length=10,
                                verbose_name="how it was filled in",
                            ),
                        ),
                        (
                            "contacts",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                verbose_name="contacts with the desk to complete the dossier",
                            ),
                        ),
                        (
                            "contacts_by_applicant",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="of them through the applicant's fault"
                            ),
                        ),
                        (
                            "agencies",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                verbose_name="agencies contacted to complete the dossier",
                            ),
                        ),
                        (
                            "agencies_required",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="of them for a check that the law requires"
                            ),
                        ),
                        (
                            "satisfaction",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(3, "very satisfied"), (2, "satisfied"), (1, "not satisfied")],
                                null=True,
                                verbose_name="satisfaction",
                            ),
                        ),
                        ("remark", models.TextField(blank=True, verbose_name="remark on the slip")),
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
                    ],
                    options={
                        "verbose_name": "historical satisfaction slip",
                        "verbose_name_plural": "historical satisfaction slips",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
