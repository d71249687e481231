import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
        ("procedures", "0001_initial"),
        ("staffing", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "queue number",
                "verbose_name_plural": "queue numbers",
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
            ],
            options={
                "verbose_name": "event of a queue number",
                "verbose_name_plural": "events of queue numbers",
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
            },
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("state", "WAITING")),
                fields=["desk", "business_day", "group", "issued_at", "id"],
                name="ticket_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["desk", "business_day", "state"], name="ticket_by_day_and_state"),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.UniqueConstraint(
                fields=("desk", "business_day", "series", "number"),
                name="ticket_number_given_once",
                violation_error_message="This number was already given today.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("number__lte", 999)),
                name="ticket_number_has_three_digits",
                violation_error_message="Numbers run from 001 to 999.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticketevent",
            constraint=models.UniqueConstraint(
                fields=("ticket", "seq"),
                name="ticket_events_in_order",
                violation_error_message="Another event came first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticketseries",
            constraint=models.UniqueConstraint(
                fields=("desk", "business_day", "series"),
                name="series_counted_once_per_day",
                violation_error_message="This series is already counted.",
            ),
        ),
    ]
