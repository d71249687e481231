"""Seals what is there, and lets the database refuse to rewrite events and printed forms.

On SQLite a table that a later migration rebuilds loses its triggers: such a migration runs `protect` again.
"""

from collections.abc import Iterable

from django.db import migrations

from backoffice.dossiers import seals

AT_A_TIME = 5000
KEPT = (
    "payload",
    "sha256",
    "seal",
    "number",
    "year",
    "kind",
    "form_set",
    "desk_id",
    "dossier_id",
    "issued_at",
)
SQLITE = {
    "dossier_events_are_not_changed": (
        "BEFORE UPDATE ON dossiers_dossierevent "
        "BEGIN SELECT RAISE(ABORT, 'events of a dossier are never changed'); END"
    ),
    "dossier_events_are_not_deleted": (
        "BEFORE DELETE ON dossiers_dossierevent "
        "BEGIN SELECT RAISE(ABORT, 'events of a dossier are never deleted'); END"
    ),
    # REPLACE deletes without asking the trigger above.
    "dossier_events_are_not_replaced": (
        "BEFORE INSERT ON dossiers_dossierevent WHEN EXISTS (SELECT 1 FROM dossiers_dossierevent "
        "WHERE id = NEW.id OR (dossier_id = NEW.dossier_id AND seq = NEW.seq)) "
        "BEGIN SELECT RAISE(ABORT, 'events of a dossier are never changed'); END"
    ),
    "printed_forms_are_not_changed": (
        f"BEFORE UPDATE ON dossiers_slip WHEN {' OR '.join(f'OLD.{c} IS NOT NEW.{c}' for c in KEPT)} "
        "BEGIN SELECT RAISE(ABORT, 'printed forms are never changed'); END"
    ),
}
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION dossier_events_are_append_only() RETURNS trigger AS $$ "
    "BEGIN RAISE EXCEPTION 'events of a dossier are never changed or deleted'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER dossier_events_are_append_only BEFORE UPDATE OR DELETE ON dossiers_dossierevent "
    "FOR EACH ROW EXECUTE FUNCTION dossier_events_are_append_only()",
    "CREATE OR REPLACE FUNCTION printed_forms_are_not_changed() RETURNS trigger AS $$ "
    "BEGIN RAISE EXCEPTION 'printed forms are never changed'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER printed_forms_are_not_changed BEFORE UPDATE ON dossiers_slip FOR EACH ROW "
    f"WHEN ({' OR '.join(f'OLD.{c} IS DISTINCT FROM NEW.{c}' for c in KEPT)}) "
    "EXECUTE FUNCTION printed_forms_are_not_changed()",
)


def protect(apps, editor):
    release(apps, editor)
    if editor.connection.vendor == "sqlite":
        for name, rule in SQLITE.items():
            editor.execute(f"CREATE TRIGGER {name} {rule}")
    if editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            editor.execute(statement)


def release(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name in SQLITE:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER IF EXISTS dossier_events_are_append_only ON dossiers_dossierevent")
        editor.execute("DROP TRIGGER IF EXISTS printed_forms_are_not_changed ON dossiers_slip")


def seal(apps, editor):
    """Seal the rows as they are: what was wrong before is still found by its hash."""
    release(apps, editor)
    rows = {
        name: apps.get_model("dossiers", name).objects.order_by("pk")
        for name in ("Dossier", "DossierEvent", "Slip")
    }
    events = rows["DossierEvent"].values_list("pk", "hash")
    _write(editor, "dossiers_dossierevent", "seal", ((pk, seals.event(h)) for pk, h in events.iterator()))
    ends = rows["Dossier"].values_list("pk", "log_seq", "log_hash")
    _write(editor, "dossiers_dossier", "log_seal", ((e[0], seals.end(*e)) for e in ends.iterator()))
    forms = rows["Slip"].values_list("pk", "desk", "kind", "year", "number", "sha256")
    _write(editor, "dossiers_slip", "seal", ((f[0], seals.form(*f[1:])) for f in forms.iterator()))
    protect(apps, editor)


def _write(editor, table: str, column: str, texts: Iterable[tuple[int, str]]) -> None:
    statement = f"UPDATE {table} SET {column} = %s WHERE id = %s"
    with editor.connection.cursor() as cursor:
        found = list(texts)
        for first in range(0, len(found), AT_A_TIME):
            chunk = found[first : first + AT_A_TIME]
            cursor.executemany(statement, [(seals.made_of(text), pk) for pk, text in chunk])


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0012_seals")]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
