from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="desk",
            name="is_demonstration",
            field=models.BooleanField(
                default=False, help_text="Everything received here is invented.", verbose_name="demonstration"
            ),
        ),
        migrations.AddField(
            model_name="historicaldesk",
            name="is_demonstration",
            field=models.BooleanField(
                default=False, help_text="Everything received here is invented.", verbose_name="demonstration"
            ),
        ),
    ]
