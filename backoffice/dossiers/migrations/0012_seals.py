"""Seals on the log, on its end and on printed forms; see `backoffice.dossiers.seals`."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0011_chairmans_apologies_and_looks_at_forms")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="log_seal",
            field=models.CharField(editable=False, max_length=64, null=True, verbose_name="seal on the log"),
        ),
        migrations.AddField(
            model_name="dossierevent",
            name="seal",
            field=models.CharField(editable=False, max_length=64, null=True, verbose_name="seal"),
        ),
        migrations.AddField(
            model_name="slip",
            name="seal",
            field=models.CharField(editable=False, max_length=64, null=True, verbose_name="seal"),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="log_hash",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=64, verbose_name="hash at the end"
            ),
        ),
    ]
