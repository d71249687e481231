"""How each engine makes a consistent copy while it is in use, and restores one in one transaction."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils.translation import gettext as _

from backoffice.base.backups.archive import CHUNK, Damaged, Manifest, Table

# Brings the tables to the state of the backup, before its rows are written.
Prepare = Callable[[], None]
SNAPSHOT = "snapshot.sqlite3"


class Engine(Protocol):
    def snapshot(self, room: Path) -> dict[str, Table]:
        """Write a consistent copy into the empty directory `room`, and return its tables."""

    def load(self, room: Path, manifest: Manifest, *, prepare: Prepare) -> None:
        """Replace everything by what is in `room`, all or nothing, and compare it table by table.

        :raises Damaged: what arrived is not what the manifest says; nothing is changed.
        """


def engine() -> Engine:
    return Sqlite() if connection.vendor == "sqlite" else Postgresql()


def check(found: dict[str, Table], expected: dict[str, Table]) -> None:
    """Compare what is there with what must be there, rows and hashes.

    :raises Damaged: a table differs.
    """
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            raise Damaged(_("Table %(name)s does not hold what was backed up.") % {"name": name})


class Sqlite:
    """SQLite copies pages: readers and writers go on meanwhile, and the copy shows the file at one moment."""

    def snapshot(self, room: Path) -> dict[str, Table]:
        connection.ensure_connection()
        with closing(sqlite3.connect(room / SNAPSHOT)) as target:
            connection.connection.backup(target)
            # One file, without a log beside it.
            target.execute("PRAGMA journal_mode=DELETE")
            return self._tables(target)

    def load(self, room: Path, manifest: Manifest, *, prepare: Prepare) -> None:
        with closing(sqlite3.connect(room / SNAPSHOT)) as source:
            check(self._tables(source), manifest.tables)
            source.execute("PRAGMA journal_mode=WAL")
            connection.close()
            connection.ensure_connection()
            # The pages are written in one transaction of the target: a killed run leaves what was there.
            source.backup(connection.connection)
        # Read as it is stored, not as Django's connection converts it.
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as live:
            check(self._tables(live), manifest.tables)

    def _tables(self, database: sqlite3.Connection) -> dict[str, Table]:
        return {name: self._table(database, name) for name in self._names(database)}

    def _names(self, database: sqlite3.Connection) -> list[str]:
        """Return the tables without SQLite's own and without those of a text index."""
        database.text_factory = str
        rows = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        indexes = tuple(name for name, sql in rows if "CREATE VIRTUAL TABLE" in (sql or "").upper())
        ours = (name for name, _sql in rows if not name.startswith(("sqlite_", *indexes)))
        return sorted(ours)

    def _table(self, database: sqlite3.Connection, name: str) -> Table:
        rows, sha256 = 0, hashlib.sha256()
        database.text_factory = bytes
        for row in database.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):
            rows += 1
            sha256.update(repr(row).encode())
        return Table(rows, sha256.hexdigest())


class Postgresql:
    """PostgreSQL copies tables as of one moment, with the client library alone: no programs are needed."""

    def snapshot(self, room: Path) -> dict[str, Table]:
        with closing(connection.get_new_connection(connection.get_connection_params())) as own:
            own.autocommit = True
            with own.cursor() as cursor:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                self._speak_plainly(cursor)
                return {name: self._copy_out(cursor, name, room / name) for name in self._names()}

    def load(self, room: Path, manifest: Manifest, *, prepare: Prepare) -> None:
        with transaction.atomic():
            prepare()
            with connection.cursor() as cursor:
                self._speak_plainly(cursor)
                names = self._names()
                if missing := manifest.tables.keys() - set(names):
                    raise Damaged(_("Table %(name)s is unknown here.") % {"name": min(missing)})
                cursor.execute(f"TRUNCATE {', '.join(_quoted(name) for name in names)}")
                for name, table in manifest.tables.items():
                    self._copy_in(cursor, name, table, room / name)
                self._continue_counting(cursor, names)
                found = {name: self._copy_out(cursor, name, None) for name in manifest.tables}
                check(found, manifest.tables)

    def _names(self) -> list[str]:
        return sorted(connection.introspection.table_names())

    def _speak_plainly(self, cursor: Any) -> None:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute("SET LOCAL DateStyle = 'ISO, YMD'")
        cursor.execute("SET LOCAL IntervalStyle = 'postgres'")
        cursor.execute("SET LOCAL bytea_output = 'hex'")

    def _copy_out(self, cursor: Any, name: str, target: Path | None) -> Table:
        columns = self._columns(cursor, name)
        keys = ", ".join(self._keys(cursor, name)) or _list(columns)
        asked = f"SELECT {_list(columns)} FROM {_quoted(name)} ORDER BY {keys}"
        sha256 = hashlib.sha256()
        with _written(target) as write, cursor.copy(f"COPY ({asked}) TO STDOUT") as copy:
            for data in copy:
                sha256.update(data)
                write(data)
        cursor.execute(f"SELECT count(*) FROM {_quoted(name)}")
        return Table(cursor.fetchone()[0], sha256.hexdigest(), columns)

    def _copy_in(self, cursor: Any, name: str, table: Table, source: Path) -> None:
        statement = f"COPY {_quoted(name)} ({_list(table.columns)}) FROM STDIN"
        with source.open("rb") as opened, cursor.copy(statement) as copy:
            while data := opened.read(CHUNK):
                copy.write(data)

    def _columns(self, cursor: Any, name: str) -> list[str]:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
            "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [name],
        )
        return [row[0] for row in cursor.fetchall()]

    def _keys(self, cursor: Any, name: str) -> list[str]:
        cursor.execute(
            "SELECT a.attname, a.attcollation <> 0 FROM pg_index i JOIN pg_attribute a "
            "ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) "
            "WHERE i.indrelid = %s::regclass AND i.indisprimary",
            [_quoted(name)],
        )
        # Texts are ordered alike on every machine only by their bytes.
        return [_quoted(key) + (' COLLATE "C"' if is_text else "") for key, is_text in cursor.fetchall()]

    def _continue_counting(self, cursor: Any, names: list[str]) -> None:
        for name in names:
            for counted in connection.introspection.get_sequences(cursor, name):
                column = _quoted(counted["column"])
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, %s), COALESCE(max({column}), 1), "
                    f"max({column}) IS NOT NULL) FROM {_quoted(name)}",
                    [_quoted(name), counted["column"]],
                )


@contextmanager
def _written(target: Path | None) -> Iterator[Callable[[bytes], object]]:
    if target is None:
        yield len
        return
    with target.open("wb") as opened:
        yield opened.write


def _quoted(name: str) -> str:
    return f'"{name}"'


def _list(columns: list[str]) -> str:
    return ", ".join(_quoted(column) for column in columns)
