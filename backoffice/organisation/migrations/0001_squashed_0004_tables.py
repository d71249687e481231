import datetime

import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import backoffice.organisation.models.accounts
from backoffice.base.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Desk",
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
                        ("slug", models.SlugField(unique=True, verbose_name="address of its page")),
                        ("name", models.CharField(max_length=200, verbose_name="desk name")),
                        (
                            "place",
                            models.CharField(
                                help_text="As on papers: Lương Sơn.",
                                max_length=100,
                                verbose_name="place name",
                            ),
                        ),
                        (
                            "authority",
                            models.CharField(
                                help_text="UBND huyện Lương Sơn", max_length=200, verbose_name="authority"
                            ),
                        ),
                        (
                            "superior",
                            models.CharField(blank=True, max_length=200, verbose_name="superior unit"),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("PROVINCE", "province"),
                                    ("DISTRICT", "district"),
                                    ("COMMUNE", "commune"),
                                ],
                                max_length=10,
                                verbose_name="level of the desk",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("DESK", "Reception and return section"),
                                    ("CENTER", "Public administration service centre"),
                                ],
                                default="DESK",
                                max_length=10,
                                verbose_name="kind of desk",
                            ),
                        ),
                        (
                            "agency_code",
                            models.CharField(
                                max_length=35,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Y]\\d{2}(\\.[A-Z0-9]+)*$",
                                        "Write an agency code as capitals and digits with dots, level 1 first: H28.05 (Quyết định 20/2020).",
                                    )
                                ],
                                verbose_name="agency code",
                            ),
                        ),
                        (
                            "unit_code",
                            models.CharField(
                                blank=True, max_length=5, verbose_name="code of the administrative unit"
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                        (
                            "hotline",
                            models.CharField(blank=True, max_length=30, verbose_name="hotline for feedback"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "board_notice",
                            models.CharField(blank=True, max_length=300, verbose_name="notice on the board"),
                        ),
                        (
                            "board_distance",
                            models.PositiveSmallIntegerField(
                                default=8,
                                help_text="In metres; the sizes on the board follow it.",
                                verbose_name="farthest seat from the board",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="organisation.desk",
                                verbose_name="desk above",
                            ),
                        ),
                        (
                            "is_demonstration",
                            models.BooleanField(
                                default=False,
                                help_text="Everything received here is invented.",
                                verbose_name="demonstration",
                            ),
                        ),
                        (
                            "practice_of",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                help_text="What is received here is marked MẪU and counts nowhere.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="practice_desks",
                                to="organisation.desk",
                                verbose_name="for practice at the desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "one-stop desk",
                        "verbose_name_plural": "one-stop desks",
                        "ordering": ["level", "slug"],
                        "permissions": [
                            ("see_subordinate_desks", "Can see the desks below the own desk"),
                            ("see_every_desk", "Can see every desk"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from")),
                                    ("valid_from__isnull", True),
                                    ("valid_to__isnull", True),
                                    _connector="OR",
                                ),
                                name="desk_ends_after_it_starts",
                                violation_error_message="A desk cannot end before it starts.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("practice_of__isnull", False)),
                                fields=("practice_of",),
                                name="one_practice_desk_per_desk",
                                violation_error_message="This desk already has its desk for practice.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "slug__in",
                                        ("admin", "healthz", "i18n", "media", "readyz", "static", "tickets"),
                                    ),
                                    _negated=True,
                                ),
                                name="desk_address_is_free",
                                violation_error_message="This address is used by the system itself: choose another one.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDesk",
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
                        ("slug", models.SlugField(verbose_name="address of its page")),
                        ("name", models.CharField(max_length=200, verbose_name="desk name")),
                        (
                            "place",
                            models.CharField(
                                help_text="As on papers: Lương Sơn.",
                                max_length=100,
                                verbose_name="place name",
                            ),
                        ),
                        (
                            "authority",
                            models.CharField(
                                help_text="UBND huyện Lương Sơn", max_length=200, verbose_name="authority"
                            ),
                        ),
                        (
                            "superior",
                            models.CharField(blank=True, max_length=200, verbose_name="superior unit"),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("PROVINCE", "province"),
                                    ("DISTRICT", "district"),
                                    ("COMMUNE", "commune"),
                                ],
                                max_length=10,
                                verbose_name="level of the desk",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("DESK", "Reception and return section"),
                                    ("CENTER", "Public administration service centre"),
                                ],
                                default="DESK",
                                max_length=10,
                                verbose_name="kind of desk",
                            ),
                        ),
                        (
                            "agency_code",
                            models.CharField(
                                max_length=35,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Y]\\d{2}(\\.[A-Z0-9]+)*$",
                                        "Write an agency code as capitals and digits with dots, level 1 first: H28.05 (Quyết định 20/2020).",
                                    )
                                ],
                                verbose_name="agency code",
                            ),
                        ),
                        (
                            "unit_code",
                            models.CharField(
                                blank=True, max_length=5, verbose_name="code of the administrative unit"
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                        (
                            "hotline",
                            models.CharField(blank=True, max_length=30, verbose_name="hotline for feedback"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "board_notice",
                            models.CharField(blank=True, max_length=300, verbose_name="notice on the board"),
                        ),
                        (
                            "board_distance",
                            models.PositiveSmallIntegerField(
                                default=8,
                                help_text="In metres; the sizes on the board follow it.",
                                verbose_name="farthest seat from the board",
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
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="desk above",
                            ),
                        ),
                        (
                            "is_demonstration",
                            models.BooleanField(
                                default=False,
                                help_text="Everything received here is invented.",
                                verbose_name="demonstration",
                            ),
                        ),
                        (
                            "practice_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                help_text="What is received here is marked MẪU and counts nowhere.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="for practice at the desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical one-stop desk",
                        "verbose_name_plural": "historical one-stop desks",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Succession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day of the take-over")),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
                        (
                            "predecessor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successions",
                                to="organisation.desk",
                                verbose_name="desk that ended",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inheritances",
                                to="organisation.desk",
                                verbose_name="desk that took over",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "succession of desks",
                        "verbose_name_plural": "successions of desks",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("predecessor", "successor"),
                                name="desk_succeeds_another_once",
                                violation_error_message="This succession is already recorded.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSuccession",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day of the take-over")),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
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
                            "predecessor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="desk that ended",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="desk that took over",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical succession of desks",
                        "verbose_name_plural": "historical successions of desks",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Division",
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
                        ("code", models.SlugField(max_length=30, verbose_name="division code")),
                        ("name", models.CharField(max_length=200, verbose_name="division name")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="divisions",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessors",
                                to="organisation.division",
                                verbose_name="successor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "division",
                        "verbose_name_plural": "divisions",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "code"),
                                name="division_code_once_per_desk",
                                violation_error_message="This desk already has a division with that code.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from")),
                                    ("valid_from__isnull", True),
                                    ("valid_to__isnull", True),
                                    _connector="OR",
                                ),
                                name="division_ends_after_it_starts",
                                violation_error_message="A division cannot end before it starts.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDivision",
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
                        ("code", models.SlugField(max_length=30, verbose_name="division code")),
                        ("name", models.CharField(max_length=200, verbose_name="division name")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
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
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.division",
                                verbose_name="successor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical division",
                        "verbose_name_plural": "historical divisions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ServiceGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "series",
                            models.CharField(
                                max_length=1,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-HJ-NPR-Z]$", "Use one capital letter, not I, O or Q."
                                    )
                                ],
                                verbose_name="letter of the numbers",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="group name")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="position in lists"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_groups",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "service group",
                        "verbose_name_plural": "service groups",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "series"),
                                name="series_once_per_desk",
                                violation_error_message="This desk already uses that letter.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalServiceGroup",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "series",
                            models.CharField(
                                max_length=1,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-HJ-NPR-Z]$", "Use one capital letter, not I, O or Q."
                                    )
                                ],
                                verbose_name="letter of the numbers",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="group name")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="position in lists"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                        "verbose_name": "historical service group",
                        "verbose_name_plural": "historical service groups",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="counter number")),
                        (
                            "name",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="sign above the counter"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="counters",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "service_groups",
                            models.ManyToManyField(
                                blank=True,
                                related_name="counters",
                                to="organisation.servicegroup",
                                verbose_name="service groups",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "counter",
                        "verbose_name_plural": "counters",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "number"),
                                name="counter_number_once_per_desk",
                                violation_error_message="This desk already has a counter with that number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1), ("number__lte", 99)),
                                name="counter_number_can_be_spoken",
                                violation_error_message="Counters are numbered 1 to 99.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalCounter",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="counter number")),
                        (
                            "name",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="sign above the counter"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                        "verbose_name": "historical counter",
                        "verbose_name_plural": "historical counters",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCounter_service_groups",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "counter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.counter",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="organisation.historicalcounter",
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
                        "verbose_name": "HistoricalCounter_service_groups",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        ("full_name", models.CharField(max_length=100, verbose_name="full name")),
                        (
                            "title",
                            models.CharField(blank=True, max_length=100, verbose_name="official title"),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="organisation.desk",
                                verbose_name="posted at desk",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty for the staff of the desk itself.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="organisation.division",
                                verbose_name="posted in division",
                            ),
                        ),
                        (
                            "practises_for",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="practice_accounts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="practice account of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "account",
                        "verbose_name_plural": "accounts",
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("practises_for__isnull", False)),
                                fields=("practises_for",),
                                name="one_practice_account_per_account",
                                violation_error_message="This account already has its practice account.",
                            )
                        ],
                    },
                    managers=[
                        ("objects", backoffice.organisation.models.accounts.AccountManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="HistoricalUser",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                db_index=True,
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        ("full_name", models.CharField(max_length=100, verbose_name="full name")),
                        (
                            "title",
                            models.CharField(blank=True, max_length=100, verbose_name="official title"),
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
                                verbose_name="posted at desk",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty for the staff of the desk itself.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.division",
                                verbose_name="posted in division",
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
                            "practises_for",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="practice account of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical account",
                        "verbose_name_plural": "historical accounts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="calendar day")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("NGHI_LE", "public holiday"),
                                    ("NGHI_BU", "day off in lieu"),
                                    ("HOAN_DOI_NGHI", "day off by swap"),
                                    ("LAM_BU", "worked in exchange"),
                                ],
                                max_length=20,
                                verbose_name="kind of day",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name of the day")),
                        ("source", models.CharField(max_length=300, verbose_name="source document")),
                        (
                            "confirmed",
                            models.BooleanField(
                                default=True,
                                help_text="Not confirmed: due dates that cross this day carry a warning.",
                                verbose_name="confirmed",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the whole country.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_days",
                                to="organisation.desk",
                                verbose_name="only for the desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calendar day",
                        "verbose_name_plural": "calendar days",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "day"),
                                name="calendar_day_once_per_desk",
                                violation_error_message="This day is already in the calendar of the desk.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("desk__isnull", True)),
                                fields=("day",),
                                name="calendar_day_once_nationally",
                                violation_error_message="This day is already in the national calendar.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalCalendarDay",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="calendar day")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("NGHI_LE", "public holiday"),
                                    ("NGHI_BU", "day off in lieu"),
                                    ("HOAN_DOI_NGHI", "day off by swap"),
                                    ("LAM_BU", "worked in exchange"),
                                ],
                                max_length=20,
                                verbose_name="kind of day",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name of the day")),
                        ("source", models.CharField(max_length=300, verbose_name="source document")),
                        (
                            "confirmed",
                            models.BooleanField(
                                default=True,
                                help_text="Not confirmed: due dates that cross this day carry a warning.",
                                verbose_name="confirmed",
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
                                help_text="Empty: the whole country.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="only for the desk",
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
                        "verbose_name": "historical calendar day",
                        "verbose_name_plural": "historical calendar days",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="OpeningHours",
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
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                verbose_name="weekday",
                            ),
                        ),
                        (
                            "session",
                            models.CharField(
                                choices=[("MORNING", "morning"), ("AFTERNOON", "afternoon")],
                                max_length=10,
                                verbose_name="session",
                            ),
                        ),
                        ("opens_at", models.TimeField(default=datetime.time(7, 30), verbose_name="opens at")),
                        (
                            "closes_at",
                            models.TimeField(default=datetime.time(11, 30), verbose_name="closes at"),
                        ),
                        (
                            "is_working_time",
                            models.BooleanField(
                                default=True,
                                help_text="Off for a Saturday opening: the desk receives, but the day does not count.",
                                verbose_name="working time",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opening_hours",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "opening hours",
                        "verbose_name_plural": "opening hours",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "weekday", "session", "valid_from"),
                                name="opening_session_once_per_weekday",
                                violation_error_message="This session is already there for that weekday and day of start.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("opens_at__lt", models.F("closes_at"))),
                                name="opening_before_closing",
                                violation_error_message="The desk must open before it closes.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from")),
                                    ("valid_from__isnull", True),
                                    ("valid_to__isnull", True),
                                    _connector="OR",
                                ),
                                name="opening_hours_end_after_they_start",
                                violation_error_message="The hours cannot end before they start.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalOpeningHours",
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
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                verbose_name="weekday",
                            ),
                        ),
                        (
                            "session",
                            models.CharField(
                                choices=[("MORNING", "morning"), ("AFTERNOON", "afternoon")],
                                max_length=10,
                                verbose_name="session",
                            ),
                        ),
                        ("opens_at", models.TimeField(default=datetime.time(7, 30), verbose_name="opens at")),
                        (
                            "closes_at",
                            models.TimeField(default=datetime.time(11, 30), verbose_name="closes at"),
                        ),
                        (
                            "is_working_time",
                            models.BooleanField(
                                default=True,
                                help_text="Off for a Saturday opening: the desk receives, but the day does not count.",
                                verbose_name="working time",
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
                    ],
                    options={
                        "verbose_name": "historical opening hours",
                        "verbose_name_plural": "historical opening hours",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RuleSet",
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
                        (
                            "regime",
                            models.CharField(
                                choices=[
                                    ("QD09", "Decision 09/2015"),
                                    ("ND61", "Decree 61/2018"),
                                    ("ND118", "Decree 118/2025"),
                                ],
                                max_length=10,
                                unique=True,
                                verbose_name="regime",
                            ),
                        ),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
                        (
                            "supplement_notice_days",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="Working days from reception (Điều 19.4).",
                                verbose_name="supplement notice",
                            ),
                        ),
                        (
                            "transfer_cutoff",
                            models.TimeField(
                                default=datetime.time(15, 0),
                                help_text="Included (Điều 18.2).",
                                verbose_name="transfer on the same day until",
                            ),
                        ),
                        (
                            "apology_days_before",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="Calendar days (Điều 19.9).",
                                verbose_name="apology before the due date",
                            ),
                        ),
                        (
                            "reappointments_allowed",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="re-appointments allowed"
                            ),
                        ),
                        (
                            "feedback_days",
                            models.PositiveSmallIntegerField(
                                default=10, help_text="Working days.", verbose_name="answer to feedback"
                            ),
                        ),
                        (
                            "target_wait_minutes",
                            models.PositiveSmallIntegerField(
                                default=15, verbose_name="target waiting time (minutes)"
                            ),
                        ),
                        (
                            "secondment_months_min",
                            models.PositiveSmallIntegerField(
                                default=6, verbose_name="secondment at least (months)"
                            ),
                        ),
                        (
                            "secondment_months_max",
                            models.PositiveSmallIntegerField(
                                default=24, verbose_name="secondment at most (months)"
                            ),
                        ),
                        (
                            "seniority_years",
                            models.PositiveSmallIntegerField(
                                default=3, verbose_name="seniority at least (years)"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule set",
                        "verbose_name_plural": "rule sets",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from")),
                                    ("valid_from__isnull", True),
                                    ("valid_to__isnull", True),
                                    _connector="OR",
                                ),
                                name="rule_set_ends_after_it_starts",
                                violation_error_message="A rule set cannot end before it starts.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRuleSet",
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
                        (
                            "regime",
                            models.CharField(
                                choices=[
                                    ("QD09", "Decision 09/2015"),
                                    ("ND61", "Decree 61/2018"),
                                    ("ND118", "Decree 118/2025"),
                                ],
                                db_index=True,
                                max_length=10,
                                verbose_name="regime",
                            ),
                        ),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
                        (
                            "supplement_notice_days",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="Working days from reception (Điều 19.4).",
                                verbose_name="supplement notice",
                            ),
                        ),
                        (
                            "transfer_cutoff",
                            models.TimeField(
                                default=datetime.time(15, 0),
                                help_text="Included (Điều 18.2).",
                                verbose_name="transfer on the same day until",
                            ),
                        ),
                        (
                            "apology_days_before",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="Calendar days (Điều 19.9).",
                                verbose_name="apology before the due date",
                            ),
                        ),
                        (
                            "reappointments_allowed",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="re-appointments allowed"
                            ),
                        ),
                        (
                            "feedback_days",
                            models.PositiveSmallIntegerField(
                                default=10, help_text="Working days.", verbose_name="answer to feedback"
                            ),
                        ),
                        (
                            "target_wait_minutes",
                            models.PositiveSmallIntegerField(
                                default=15, verbose_name="target waiting time (minutes)"
                            ),
                        ),
                        (
                            "secondment_months_min",
                            models.PositiveSmallIntegerField(
                                default=6, verbose_name="secondment at least (months)"
                            ),
                        ),
                        (
                            "secondment_months_max",
                            models.PositiveSmallIntegerField(
                                default=24, verbose_name="secondment at most (months)"
                            ),
                        ),
                        (
                            "seniority_years",
                            models.PositiveSmallIntegerField(
                                default=3, verbose_name="seniority at least (years)"
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
                        "verbose_name": "historical rule set",
                        "verbose_name_plural": "historical rule sets",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
