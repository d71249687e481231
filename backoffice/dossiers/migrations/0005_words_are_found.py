"""The engine's own text index over the folded text, kept by the engine in the same transaction.

On SQLite a migration that rebuilds dossiers_dossier loses the triggers and runs `build` again.
"""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE dossiers_dossier_words USING fts5("
    "search_text, content='dossiers_dossier', content_rowid='id', tokenize='unicode61', prefix='2 3')",
    "CREATE TRIGGER dossier_words_added AFTER INSERT ON dossiers_dossier BEGIN "
    "INSERT INTO dossiers_dossier_words(rowid, search_text) VALUES (new.id, new.search_text); END",
    "CREATE TRIGGER dossier_words_removed AFTER DELETE ON dossiers_dossier BEGIN "
    "INSERT INTO dossiers_dossier_words(dossiers_dossier_words, rowid, search_text) "
    "VALUES ('delete', old.id, old.search_text); END",
    "CREATE TRIGGER dossier_words_changed AFTER UPDATE OF search_text ON dossiers_dossier "
    "WHEN old.search_text <> new.search_text BEGIN "
    "INSERT INTO dossiers_dossier_words(dossiers_dossier_words, rowid, search_text) "
    "VALUES ('delete', old.id, old.search_text); "
    "INSERT INTO dossiers_dossier_words(rowid, search_text) VALUES (new.id, new.search_text); END",
    "INSERT INTO dossiers_dossier_words(rowid, search_text) SELECT id, search_text FROM dossiers_dossier",
)
SQLITE_TRIGGERS = ("dossier_words_added", "dossier_words_removed", "dossier_words_changed")
POSTGRESQL = (
    "CREATE INDEX dossiers_dossier_words ON dossiers_dossier USING gin (to_tsvector('simple', search_text))"
)


def build(apps, editor):
    if editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            editor.execute(statement)
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL)


def drop(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name in SQLITE_TRIGGERS:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        editor.execute("DROP TABLE IF EXISTS dossiers_dossier_words")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS dossiers_dossier_words")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_events_are_append_only")]

    operations = [migrations.RunPython(build, drop)]
