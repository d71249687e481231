from django.db import migrations
from django.utils.timezone import localdate


def mark(apps, schema_editor):
    """Mark the dossiers that are paused now and were paused within their limit (R30, R37)."""
    dossiers = apps.get_model("dossiers", "Dossier").objects
    paused = dossiers.filter(paused_at__isnull=False).values_list(
        "pk", "paused_at", "due_original_at", "due_original_on", "term_unit"
    )
    in_time = [
        pk
        for pk, paused_at, due_at, due_on, unit in paused
        if (paused_at <= due_at if unit == "hour" else localdate(paused_at) <= due_on)
    ]
    dossiers.filter(pk__in=in_time).update(is_clock_stopped=True)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0019_results_and_stopped_clocks")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
