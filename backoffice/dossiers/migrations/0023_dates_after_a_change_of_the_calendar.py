from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0022_numbers_in_one_spelling")]

    operations = [
        migrations.AlterField(
            model_name="duecomputation",
            name="occasion",
            field=models.CharField(
                choices=[
                    ("RECEPTION", "at reception"),
                    ("SUPPLEMENT", "after the supplement"),
                    ("PAUSE", "after a pause"),
                    ("REAPPOINTMENT", "new appointment"),
                    ("CORRECTION", "after a correction"),
                    ("CALENDAR", "after a change of the calendar"),
                ],
                max_length=15,
                verbose_name="occasion of the computation",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(entered_late=True),
                fields=["desk", "received_on"],
                name="dossier_entered_late",
            ),
        ),
    ]
