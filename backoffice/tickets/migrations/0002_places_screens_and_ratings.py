import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("procedures", "0001_initial"),
        ("staffing", "0001_initial"),
        ("tickets", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "rating of the service",
                "verbose_name_plural": "ratings of the service",
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
                ("key", models.CharField(max_length=40, unique=True, verbose_name="key of the screen")),
                ("first_seen_at", models.DateTimeField(verbose_name="first seen at")),
                ("seen_at", models.DateTimeField(verbose_name="seen at")),
                ("version", models.PositiveBigIntegerField(verbose_name="version shown")),
                ("shown", models.CharField(max_length=64, verbose_name="hash of what it shows")),
                ("is_right", models.BooleanField(verbose_name="shows what it should")),
                ("is_silent", models.BooleanField(default=False, verbose_name="sound is blocked")),
            ],
            options={
                "verbose_name": "lobby screen",
                "verbose_name_plural": "lobby screens",
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
                ("counters", models.PositiveSmallIntegerField(verbose_name="counters that serve the group")),
            ],
            options={
                "verbose_name": "estimate of a wait",
                "verbose_name_plural": "estimates of waits",
            },
        ),
        migrations.RemoveIndex(
            model_name="ticket",
            name="ticket_waiting",
        ),
        migrations.AddField(
            model_name="ticket",
            name="for_counter",
            field=models.ForeignKey(
                blank=True,
                help_text="Called by this counter while it is open, then by any of its group.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.counter",
                verbose_name="wanted by the counter",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="queued_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                help_text="The arrival; later only for who let others go first. A transfer keeps it.",
                verbose_name="place in the queue",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="ticketevent",
            name="for_counter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.counter",
                verbose_name="wanted by the counter",
            ),
        ),
        migrations.AddField(
            model_name="ticketevent",
            name="queued_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="place in the queue"),
        ),
        migrations.AddField(
            model_name="ticketevent",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staffing.countersession",
                verbose_name="counter session",
            ),
        ),
        migrations.AddField(
            model_name="ticketevent",
            name="undoes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="tickets.ticketevent",
                verbose_name="undoes",
            ),
        ),
        migrations.AlterField(
            model_name="ticketevent",
            name="kind",
            field=models.CharField(
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
                ],
                max_length=12,
                verbose_name="what happened",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("state", "WAITING")),
                fields=["desk", "business_day", "group", "queued_at", "id"],
                name="ticket_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="ticketevent",
            index=models.Index(fields=["counter", "-id"], name="ticket_event_by_counter"),
        ),
        migrations.AddIndex(
            model_name="ticketevent",
            index=models.Index(fields=["at"], name="ticket_event_by_time"),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["CALLED", "SERVING"])),
                fields=("session",),
                name="counter_serves_one_number",
                violation_error_message="This counter is still serving a number.",
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="organisation.servicegroup",
                verbose_name="service group",
            ),
        ),
        migrations.AddField(
            model_name="screen",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="screens",
                to="organisation.desk",
                verbose_name="one-stop desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__in", [1, 2, 3])),
                name="rating_has_three_grades",
                violation_error_message="Rate with one of the three grades.",
            ),
        ),
        migrations.AddIndex(
            model_name="screen",
            index=models.Index(fields=["desk", "-seen_at"], name="screen_by_desk"),
        ),
    ]
