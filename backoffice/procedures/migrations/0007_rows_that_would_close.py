from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_files_checks_and_comparisons")]

    operations = [
        migrations.AlterField(
            model_name="importrow",
            name="kind",
            field=models.CharField(
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
    ]
