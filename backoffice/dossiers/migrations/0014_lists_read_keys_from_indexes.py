"""The lists find their keys in an index alone; open dossiers are those without a result yet.

SQLite recognises a small index only by a condition without values: `state IN (…)` it never did.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0013_the_log_is_sealed")]

    operations = [
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_newest",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_newest_of_desk",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_by_state",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_open_by_due",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_open_by_holder",
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["-received_at", "-id", "desk", "nature"], name="dossier_newest"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["desk", "-received_at", "-id", "nature", "channel"], name="dossier_newest_of_desk"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["desk", "state", "-received_at", "-id", "nature"], name="dossier_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("resolved_on__isnull", True)),
                fields=["desk", "due_on", "id", "state", "paused_at", "due_original_on", "nature"],
                name="dossier_open_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("resolved_on__isnull", True)),
                fields=["holder", "due_on", "id", "state", "desk", "nature"],
                name="dossier_open_by_holder",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("timeliness", "LATE")),
                fields=["desk", "due_on", "id", "nature"],
                name="dossier_late_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["procedure", "-id", "desk"], name="dossier_newest_of_procedure"),
        ),
    ]
