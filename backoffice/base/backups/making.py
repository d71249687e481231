"""Writes a backup while the office works, and restores one and proves that everything is there."""

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from backoffice.base.backups import archive, engines
from backoffice.base.backups.archive import Manifest, Refused

ENDING = ".tar.gz"

Key = tuple[str, str]
"""The label of an app and the name of a migration."""


@dataclass(frozen=True)
class Restored:
    """What was restored, where the earlier state was kept, and what `verify` found afterwards."""

    manifest: Manifest
    kept: Path | None
    same_key: bool
    broken: list[str]


def back_up(path: Path, *, at: datetime) -> tuple[Path, Manifest]:
    """Write a backup to `path`; if that is a directory, into a new file in it.

    :raises Refused: the file exists already: a backup is never overwritten.
    """
    path = path.resolve()
    if path.is_dir():
        path /= f"motcua-{localtime(at):%Y%m%d-%H%M%S}{ENDING}"
    if path.exists():
        raise Refused(_("%(path)s exists already: choose another name.") % {"path": path})
    with archive.workshop(path) as room:
        copied = room / archive.DATABASE
        copied.mkdir()
        # The database first: the files that its rows name were written before them.
        tables = engines.engine().snapshot(copied)
        about = {
            "made_at": at.isoformat(timespec="seconds"),
            "engine": connection.vendor,
            "key": _fingerprint(),
            "migrations": _by_app(_applied()),
        }
        files = Path(settings.MEDIA_ROOT)
        manifest = archive.write(path, room=room, database=copied, files=files, about=about, tables=tables)
    return path, manifest


def check(path: Path) -> Manifest:
    """Read a whole backup and compare it with its manifest; nothing else is touched."""
    with archive.workshop(_data() / "restore") as room:
        return archive.unpack(path, room)


def restore(path: Path, *, force: bool, at: datetime) -> Restored:
    """Replace database and files by those of a backup, check them, migrate, and run `verify`.

    What is replaced by `force` is backed up first.

    :raises Refused: there are rows already and no `force`; another engine; a newer version.
    """
    data = _data()
    with archive.workshop(data / "restore") as room:
        manifest = archive.unpack(path, room)
        _check_fit(manifest)
        in_use = is_in_use()
        if in_use and not force:
            raise Refused(
                _("There are accounts here already: with --force they are backed up, then replaced.")
            )
        kept = (
            back_up(data / f"before-restore-{localtime(at):%Y%m%d-%H%M%S}{ENDING}", at=at)[0]
            if in_use
            else None
        )
        _place(room / archive.FILES, manifest)
        engines.engine().load(room / archive.DATABASE, manifest, prepare=lambda: _prepare(manifest))
    call_command("migrate", interactive=False, verbosity=0)
    return Restored(manifest, kept, manifest.key == _fingerprint(), _verified())


def is_in_use() -> bool:
    """Whether this database has an account."""
    model = get_user_model()
    return model._meta.db_table in connection.introspection.table_names() and model._default_manager.exists()


def _check_fit(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise Refused(
            _("The backup is of %(made)s, this database is %(here)s.")
            % {"made": manifest.engine, "here": connection.vendor}
        )
    for app, name in sorted(_done(manifest) - _known()):
        raise Refused(
            _("Another version made the backup (%(migration)s is unknown here): restore it with that one.")
            % {"migration": f"{app}.{name}"}
        )


def _prepare(manifest: Manifest) -> None:
    """Bring empty tables to the state of the backup, in the transaction that fills them."""
    done = _done(manifest)
    if done == _applied():
        return
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
    executor = MigrationExecutor(connection)
    parents = {key for node in done for key in executor.loader.graph.node_map[node].parents}
    executor.migrate(sorted(done - parents))


def _place(files: Path, manifest: Manifest) -> None:
    """Move each file into its place; other files that are there stay."""
    for name in manifest.files:
        relative = Path(name).relative_to(archive.FILES)
        target = Path(settings.MEDIA_ROOT) / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.partial")
        shutil.copyfile(files / relative, draft)
        os.replace(draft, target)


def _verified() -> list[str]:
    output = StringIO()
    # It ends with exit code 1 when something is broken.
    with suppress(SystemExit):
        call_command("verify", "--json", stdout=output)
    return json.loads(output.getvalue())["broken"]


def _done(manifest: Manifest) -> set[Key]:
    return {(app, name) for app, names in manifest.migrations.items() for name in names}


def _applied() -> set[Key]:
    """Return what is applied here; a database may also remember migrations that were squashed since."""
    return MigrationRecorder(connection).applied_migrations().keys() & _known()


def _known() -> set[Key]:
    return set(MigrationLoader(None).disk_migrations)


def _by_app(keys: set[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in sorted(keys):
        found.setdefault(app, []).append(name)
    return found


def _fingerprint() -> str:
    return salted_hmac("backoffice.base.backups", "key", algorithm="sha256").hexdigest()[:16]


def _data() -> Path:
    data = Path(settings.MEDIA_ROOT).resolve().parent
    data.mkdir(parents=True, exist_ok=True)
    return data


def summary(manifest: Manifest) -> dict[str, Any]:
    """Return what the commands print about a backup."""
    return {
        "made_at": manifest.made_at,
        "engine": manifest.engine,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "files": len(manifest.files),
    }
