"""What no model can say: a text index over the dossiers, and a database that refuses to rewrite the log.

On SQLite a table that a later migration rebuilds loses its triggers: after a rebuild of the dossiers run
`drop` and `build` again, after one of the events or the printed forms `protect`.

Where the steps folded here were applied one by one, they also sealed the rows of that time.
"""

from django.db import migrations

# The engine keeps its index over the folded text in the same transaction.
WORDS_SQLITE = (
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
WORDS_TRIGGERS = ("dossier_words_added", "dossier_words_removed", "dossier_words_changed")
WORDS_POSTGRESQL = (
    "CREATE INDEX dossiers_dossier_words ON dossiers_dossier USING gin (to_tsvector('simple', search_text))"
)

# The first list of causes of lateness; an office may edit it.
CAUSES = [
    ("can-bo-cham", "CHU_QUAN", "Công chức xử lý chậm"),
    ("lanh-dao-ky-cham", "CHU_QUAN", "Lãnh đạo phòng ký chậm"),
    ("chuyen-cham", "CHU_QUAN", "Chuyển hồ sơ giữa các đơn vị chậm"),
    ("that-lac", "CHU_QUAN", "Hồ sơ thất lạc, để nhầm"),
    ("huong-dan-sai", "CHU_QUAN", "Hướng dẫn không đúng"),
    ("phan-mem", "CHU_QUAN", "Sử dụng phần mềm không đúng"),
    ("phoi-hop-cham", "KHACH_QUAN", "Cơ quan được lấy ý kiến trả lời chậm"),
    ("xac-minh-kho", "KHACH_QUAN", "Xác minh thực địa gặp thời tiết, thiên tai"),
    ("su-co", "KHACH_QUAN", "Hệ thống gặp sự cố ngoài khả năng của đơn vị"),
    ("vuong-phap-ly", "KHACH_QUAN", "Vướng mắc pháp lý, chờ hướng dẫn"),
    ("vang-mat", "KHACH_QUAN", "Người nộp hồ sơ vắng mặt khi xác minh"),
    ("tai-chinh", "KHACH_QUAN", "Chưa thực hiện nghĩa vụ tài chính"),
]

# Of a printed form: what may never change. Whether it was given out or replaced may.
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
LOG_SQLITE = {
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
LOG_POSTGRESQL = (
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


def build(apps, editor):
    if editor.connection.vendor == "sqlite":
        for statement in WORDS_SQLITE:
            editor.execute(statement)
    if editor.connection.vendor == "postgresql":
        editor.execute(WORDS_POSTGRESQL)


def drop(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name in WORDS_TRIGGERS:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        editor.execute("DROP TABLE IF EXISTS dossiers_dossier_words")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS dossiers_dossier_words")


def protect(apps, editor):
    release(apps, editor)
    if editor.connection.vendor == "sqlite":
        for name, rule in LOG_SQLITE.items():
            editor.execute(f"CREATE TRIGGER {name} {rule}")
    if editor.connection.vendor == "postgresql":
        for statement in LOG_POSTGRESQL:
            editor.execute(statement)


def release(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name in LOG_SQLITE:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER IF EXISTS dossier_events_are_append_only ON dossiers_dossierevent")
        editor.execute("DROP FUNCTION IF EXISTS dossier_events_are_append_only()")
        editor.execute("DROP TRIGGER IF EXISTS printed_forms_are_not_changed ON dossiers_slip")
        editor.execute("DROP FUNCTION IF EXISTS printed_forms_are_not_changed()")


def load(apps, editor):
    cause = apps.get_model("dossiers", "Cause")
    cause.objects.bulk_create(cause(code=code, kind=kind, name=name) for code, kind, name in CAUSES)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_tables")]

    operations = [
        migrations.RunPython(build, drop),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(protect, release),
    ]
