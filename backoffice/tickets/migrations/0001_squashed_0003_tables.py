import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from backoffice.base.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("staffing", "0001_squashed_0008_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Ticket",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("business_day", models.DateField(verbose_name="business day")),
                        ("series", models.CharField(max_length=1, verbose_name="letter")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("KIOSK", "touch screen"),
                                    ("DESK", "issued at the desk"),
                                    ("PHONE", "phone page"),
                                ],
                                default="KIOSK",
                                max_length=10,
                                verbose_name="issued by",
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "no priority"),
                                    ("CAO_TUOI", "elderly"),
                                    ("KHUYET_TAT", "disabled"),
                                    ("THAI_SAN", "pregnant"),
                                    ("CON_NHO", "with a small child"),
                                    ("NGUOI_CO_CONG", "person of merit"),
                                ],
                                default="",
                                max_length=15,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                editable=False, max_length=32, unique=True, verbose_name="token of its page"
                            ),
                        ),
                        (
                            "request_key",
                            models.CharField(
                                editable=False, max_length=64, unique=True, verbose_name="idempotency key"
                            ),
                        ),
                        ("issued_at", models.DateTimeField(verbose_name="issued at")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "waiting"),
                                    ("CALLED", "called"),
                                    ("SERVING", "being served"),
                                    ("DONE", "served"),
                                    ("NO_SHOW", "did not come"),
                                    ("PARKED", "parked"),
                                    ("LEFT", "left"),
                                    ("VOID", "void"),
                                ],
                                default="WAITING",
                                max_length=10,
                                verbose_name="state of the number",
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="in this state since")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        (
                            "counter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="organisation.counter",
                                verbose_name="counter",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="organisation.servicegroup",
                                verbose_name="service group",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="procedures.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="staffing.countersession",
                                verbose_name="counter session",
                            ),
                        ),
                        (
                            "for_counter",
                            models.ForeignKey(
                                blank=True,
                                help_text="Called by this counter while it is open, then by any of its group.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.counter",
                                verbose_name="wanted by the counter",
                            ),
                        ),
                        (
                            "queued_at",
                            models.DateTimeField(
                                help_text="The arrival; later only for who let others go first. A transfer keeps it.",
                                verbose_name="place in the queue",
                            ),
                        ),
                        (
                            "dossier_code",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="From the receipt that was scanned; only the officer at the counter sees it.",
                                max_length=40,
                                verbose_name="code of the dossier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "queue number",
                        "verbose_name_plural": "queue numbers",
                        "indexes": [
                            models.Index(
                                fields=["desk", "business_day", "state"], name="ticket_by_day_and_state"
                            ),
                            models.Index(
                                condition=models.Q(("state", "WAITING")),
                                fields=["desk", "business_day", "group", "queued_at", "id"],
                                name="ticket_waiting",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "business_day", "series", "number"),
                                name="ticket_number_given_once",
                                violation_error_message="This number was already given today.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1), ("number__lte", 999)),
                                name="ticket_number_has_three_digits",
                                violation_error_message="Numbers run from 001 to 999.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["CALLED", "SERVING"])),
                                fields=("session",),
                                name="counter_serves_one_number",
                                violation_error_message="This counter is still serving a number.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveIntegerField(verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ISSUED", "issued"),
                                    ("CALLED", "called"),
                                    ("RECALLED", "called again"),
                                    ("SERVING", "service began"),
                                    ("DONE", "service ended"),
                                    ("NO_SHOW", "did not come"),
                                    ("PARKED", "parked"),
                                    ("TRANSFERRED", "transferred"),
                                    ("LEFT", "left"),
                                    ("VOIDED", "made void"),
                                    ("UNDONE", "last action undone"),
                                    ("POSTPONED", "let others go first"),
                                    ("RETURNED", "back in the queue"),
                                    ("ADDED", "another service asked for"),
                                    ("ONWARD", "on to the next service"),
                                    ("CONTINUED", "next service began here"),
                                ],
                                max_length=12,
                                verbose_name="what happened",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="time")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "counter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.counter",
                                verbose_name="counter",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.servicegroup",
                                verbose_name="service group",
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="tickets.ticket",
                                verbose_name="queue number",
                            ),
                        ),
                        (
                            "for_counter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.counter",
                                verbose_name="wanted by the counter",
                            ),
                        ),
                        (
                            "queued_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="place in the queue"),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.countersession",
                                verbose_name="counter session",
                            ),
                        ),
                        (
                            "undoes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="undone_by",
                                to="tickets.ticketevent",
                                verbose_name="undoes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "event of a queue number",
                        "verbose_name_plural": "events of queue numbers",
                        "indexes": [
                            models.Index(fields=["counter", "-id"], name="ticket_event_by_counter"),
                            models.Index(fields=["at"], name="ticket_event_by_time"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ticket", "seq"),
                                name="ticket_events_in_order",
                                violation_error_message="Another event came first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("business_day", models.DateField(verbose_name="business day")),
                        ("series", models.CharField(max_length=1, verbose_name="letter")),
                        ("last", models.PositiveSmallIntegerField(default=0, verbose_name="last number")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "series of a day",
                        "verbose_name_plural": "series of a day",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("desk", "business_day", "series"),
                                name="series_counted_once_per_day",
                                violation_error_message="This series is already counted.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Board",
                    fields=[
                        (
                            "desk",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="board",
                                serialize=False,
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        ("version", models.PositiveBigIntegerField(default=1, verbose_name="version")),
                    ],
                    options={
                        "verbose_name": "lobby board",
                        "verbose_name_plural": "lobby boards",
                    },
                ),
                migrations.CreateModel(
                    name="Screen",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "key",
                            models.CharField(max_length=40, unique=True, verbose_name="key of the screen"),
                        ),
                        ("first_seen_at", models.DateTimeField(verbose_name="first seen at")),
                        ("seen_at", models.DateTimeField(verbose_name="seen at")),
                        ("version", models.PositiveBigIntegerField(verbose_name="version shown")),
                        ("shown", models.CharField(max_length=64, verbose_name="hash of what it shows")),
                        ("is_right", models.BooleanField(verbose_name="shows what it should")),
                        ("is_silent", models.BooleanField(default=False, verbose_name="sound is blocked")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="screens",
                                to="organisation.desk",
                                verbose_name="one-stop desk",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="From the address it was started with: a named screen that falls silent is missed.",
                                max_length=40,
                                verbose_name="name of the screen",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lobby screen",
                        "verbose_name_plural": "lobby screens",
                        "indexes": [models.Index(fields=["desk", "-seen_at"], name="screen_by_desk")],
                    },
                ),
                migrations.CreateModel(
                    name="WaitEstimate",
                    fields=[
                        (
                            "ticket",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="estimate",
                                serialize=False,
                                to="tickets.ticket",
                                verbose_name="queue number",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="said at")),
                        ("model", models.CharField(max_length=10, verbose_name="estimator")),
                        ("minutes", models.FloatField(verbose_name="estimated wait (minutes)")),
                        ("band", models.PositiveSmallIntegerField(verbose_name="band said")),
                        ("ahead", models.PositiveSmallIntegerField(verbose_name="people ahead")),
                        (
                            "counters",
                            models.PositiveSmallIntegerField(verbose_name="counters that serve the group"),
                        ),
                        (
                            "at_most",
                            models.FloatField(
                                blank=True, null=True, verbose_name="seldom more than (minutes)"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "estimate of a wait",
                        "verbose_name_plural": "estimates of waits",
                    },
                ),
                migrations.CreateModel(
                    name="Rating",
                    fields=[
                        (
                            "ticket",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="rating",
                                serialize=False,
                                to="tickets.ticket",
                                verbose_name="queue number",
                            ),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "not satisfied"), (2, "satisfied"), (3, "very satisfied")],
                                verbose_name="rating",
                            ),
                        ),
                        ("rated_at", models.DateTimeField(verbose_name="rated at")),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="organisation.servicegroup",
                                verbose_name="service group",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rating of the service",
                        "verbose_name_plural": "ratings of the service",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__in", [1, 2, 3])),
                                name="rating_has_three_grades",
                                violation_error_message="Rate with one of the three grades.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
