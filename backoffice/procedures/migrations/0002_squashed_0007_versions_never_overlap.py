"""A trigger on each engine: two versions of a procedure are never in force on the same day.

PostgreSQL locks the procedure first, so that two transactions cannot each miss the other's version.
"""

from django.db import migrations

OVERLAP = """
    SELECT 1 FROM procedures_procedureversion AS other
    WHERE other.procedure_id = NEW.procedure_id AND other.id <> NEW.id
      AND other.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
      AND NEW.valid_from <= COALESCE(other.valid_to, '9999-12-31')
"""

SQLITE = [
    f"""
    CREATE TRIGGER procedure_versions_overlap_{event} AFTER {what} ON procedures_procedureversion
    FOR EACH ROW WHEN EXISTS ({OVERLAP})
    BEGIN SELECT RAISE(ABORT, 'procedure_versions_never_overlap'); END
    """
    for event, what in (("insert", "INSERT"), ("update", "UPDATE OF procedure_id, valid_from, valid_to"))
]
POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION procedure_versions_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM procedures_procedure WHERE id = NEW.procedure_id FOR UPDATE;
        IF EXISTS ({OVERLAP}) THEN
            RAISE EXCEPTION 'procedure_versions_never_overlap' USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER procedure_versions_overlap
    AFTER INSERT OR UPDATE OF procedure_id, valid_from, valid_to ON procedures_procedureversion
    FOR EACH ROW EXECUTE FUNCTION procedure_versions_overlap()
    """,
]
DROP_SQLITE = [f"DROP TRIGGER procedure_versions_overlap_{event}" for event in ("insert", "update")]
DROP_POSTGRESQL = [
    "DROP TRIGGER procedure_versions_overlap ON procedures_procedureversion",
    "DROP FUNCTION procedure_versions_overlap()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def backwards(apps, schema_editor):
    _run(schema_editor, DROP_SQLITE, DROP_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_tables")]

    operations = [migrations.RunPython(forwards, backwards)]
