import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_specific_labels"),
        ("procedures", "0004_name_units_of_limits"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dossier",
            name="term_unit",
            field=models.CharField(
                choices=[
                    ("working_day", "working days"),
                    ("day", "days of the calendar"),
                    ("month", "months"),
                    ("hour", "working hours"),
                ],
                max_length=12,
                verbose_name="unit of the limit",
            ),
        ),
        migrations.AlterField(
            model_name="dossiercomponent",
            name="component",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="procedures.component",
                verbose_name="component of the dossier",
            ),
        ),
        migrations.AlterField(
            model_name="historicaldossier",
            name="term_unit",
            field=models.CharField(
                choices=[
                    ("working_day", "working days"),
                    ("day", "days of the calendar"),
                    ("month", "months"),
                    ("hour", "working hours"),
                ],
                max_length=12,
                verbose_name="unit of the limit",
            ),
        ),
    ]
