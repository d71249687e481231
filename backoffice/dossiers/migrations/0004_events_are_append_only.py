"""The database itself refuses to change or delete what officers did.

On SQLite a table that a later migration rebuilds loses its triggers: such a migration runs `protect` again.
"""

from django.db import migrations

SQLITE = {
    f"dossier_events_are_not_{word}d": (
        f"CREATE TRIGGER dossier_events_are_not_{word}d BEFORE {statement} ON dossiers_dossierevent "
        f"BEGIN SELECT RAISE(ABORT, 'events of a dossier are never {word}d'); END"
    )
    for word, statement in (("change", "UPDATE"), ("delete", "DELETE"))
}
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION dossier_events_are_append_only() RETURNS trigger AS $$ "
    "BEGIN RAISE EXCEPTION 'events of a dossier are never changed or deleted'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER dossier_events_are_append_only BEFORE UPDATE OR DELETE ON dossiers_dossierevent "
    "FOR EACH ROW EXECUTE FUNCTION dossier_events_are_append_only()",
)


def protect(apps, editor):
    if editor.connection.vendor == "sqlite":
        for statement in SQLITE.values():
            editor.execute(statement)
    if editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            editor.execute(statement)


def release(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name in SQLITE:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER IF EXISTS dossier_events_are_append_only ON dossiers_dossierevent")
        editor.execute("DROP FUNCTION IF EXISTS dossier_events_are_append_only()")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_reception_life_and_papers")]

    operations = [migrations.RunPython(protect, release)]
