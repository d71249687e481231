import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0001_initial"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="importbatch",
            name="progress",
        ),
        migrations.AddField(
            model_name="importbatch",
            name="content",
            field=models.BinaryField(null=True, verbose_name="file"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="notes",
            field=models.JSONField(default=list, verbose_name="notes on the sheets"),
        ),
        migrations.AddField(
            model_name="importrow",
            name="needs_person",
            field=models.BooleanField(default=False, verbose_name="wants a look"),
        ),
        migrations.CreateModel(
            name="ImportedContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_key", models.CharField(max_length=64, verbose_name="source")),
                ("hashes", models.JSONField(default=dict, verbose_name="hashes by column")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="procedures.importbatch",
                        verbose_name="import of a spreadsheet",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported_contents",
                        to="procedures.procedure",
                        verbose_name="procedure",
                    ),
                ),
            ],
            options={
                "verbose_name": "content last imported",
                "verbose_name_plural": "contents last imported",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure", "source_key"),
                        name="content_remembered_once_per_source",
                        violation_error_message="This source is already remembered for the procedure.",
                    )
                ],
            },
        ),
    ]
