from django.conf import settings
from django.db import migrations, models

ORDINAL = models.PositiveSmallIntegerField(
    default=1, help_text="Among the letters of the dossier that needed no decision.", verbose_name="order"
)


class Migration(migrations.Migration):
    """A dossier had one letter without a decision at most: each is its first."""

    dependencies = [
        ("dossiers", "0015_fees_are_found_by_payment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="apology", name="one_new_appointment_per_dossier"),
        migrations.AddField(model_name="apology", name="ordinal", field=ORDINAL),
        migrations.AddField(model_name="historicalapology", name="ordinal", field=ORDINAL.clone()),
        migrations.AddConstraint(
            model_name="apology",
            constraint=models.UniqueConstraint(
                condition=models.Q(("override_number", "")),
                fields=("dossier", "ordinal"),
                name="new_appointment_order_once_per_dossier",
                violation_error_message="Two apologies for a dossier have the same order.",
            ),
        ),
        migrations.AddConstraint(
            model_name="apology",
            constraint=models.CheckConstraint(
                condition=models.Q(("ordinal__gte", 1)),
                name="new_appointments_are_counted_from_one",
                violation_error_message="The order of an apology begins with 1.",
            ),
        ),
    ]
