import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
        ("procedures", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    models.CharField(blank=True, max_length=300, verbose_name="reason of the substitution"),
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
            ],
            options={
                "verbose_name": "duty",
                "verbose_name_plural": "duties",
            },
        ),
        migrations.CreateModel(
            name="HistoricalOfficer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                ("seconded_to", models.DateField(blank=True, null=True, verbose_name="serves to (included)")),
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
                ("seconded_to", models.DateField(blank=True, null=True, verbose_name="serves to (included)")),
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
            ],
            options={
                "verbose_name": "officer",
                "verbose_name_plural": "officers",
            },
        ),
        migrations.CreateModel(
            name="HistoricalOfficer_fields",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
            name="HistoricalDuty",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                    models.CharField(blank=True, max_length=300, verbose_name="reason of the substitution"),
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
            name="HistoricalCounterSession",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                ("closed_by_system", models.BooleanField(default=False, verbose_name="closed by the system")),
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
            ],
            options={
                "verbose_name": "historical counter session",
                "verbose_name_plural": "historical counter sessions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="duty",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties",
                to="staffing.officer",
                verbose_name="officer",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_duties",
                to="staffing.officer",
                verbose_name="in place of",
            ),
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
                ("closed_by_system", models.BooleanField(default=False, verbose_name="closed by the system")),
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
            ],
            options={
                "verbose_name": "counter session",
                "verbose_name_plural": "counter sessions",
                "permissions": [("work_at_counter", "Can open a counter, call numbers, receive and return")],
            },
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
            },
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seconded_to__gte", models.F("seconded_from")),
                    ("seconded_from__isnull", True),
                    ("seconded_to__isnull", True),
                    _connector="OR",
                ),
                name="secondment_ends_after_it_starts",
                violation_error_message="A secondment cannot end before it starts.",
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["day", "session"], name="duty_by_day"),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                fields=("counter", "day", "session"),
                name="one_officer_per_counter_and_session",
                violation_error_message="This counter already has an officer in that session.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                fields=("officer", "day", "session"),
                name="officer_in_one_place_at_a_time",
                violation_error_message="This officer already has a duty in that session.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="substitution_has_a_reason",
                violation_error_message="A substitution needs its reason.",
            ),
        ),
        migrations.AddIndex(
            model_name="countersession",
            index=models.Index(fields=["day", "counter"], name="session_by_day"),
        ),
        migrations.AddConstraint(
            model_name="countersession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("counter",),
                name="counter_open_once",
                violation_error_message="This counter is already open.",
            ),
        ),
        migrations.AddConstraint(
            model_name="countersession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("officer",),
                name="officer_at_one_open_counter",
                violation_error_message="This officer already has an open counter.",
            ),
        ),
        migrations.AddConstraint(
            model_name="countersession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("duty__isnull", False),
                    models.Q(("unrostered_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="session_has_a_duty_or_a_reason",
                violation_error_message="Without a duty on the roster a reason is needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="countersession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__gte", models.F("opened_at")),
                    ("opened_at__isnull", True),
                    ("closed_at__isnull", True),
                    _connector="OR",
                ),
                name="session_closes_after_it_opens",
                violation_error_message="A counter cannot close before it opens.",
            ),
        ),
        migrations.AddIndex(
            model_name="refusedattempt",
            index=models.Index(fields=["desk", "-at"], name="refused_attempt_by_time"),
        ),
    ]
