from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_practice_desks_and_accounts")]

    operations = [
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.CheckConstraint(
                condition=~models.Q(
                    slug__in=("admin", "healthz", "i18n", "media", "readyz", "static", "tickets")
                ),
                name="desk_address_is_free",
                violation_error_message="This address is used by the system itself: choose another one.",
            ),
        ),
    ]
