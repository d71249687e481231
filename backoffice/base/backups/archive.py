"""A backup is one file: the database, the attached files, and a manifest that says what must be in it.

It is written under another name and renamed only when it is complete: whenever the run is killed, half a
backup never has the name of a whole one.
"""

import fcntl
import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"
PARTIAL = ".partial"
LOCK = "motcua.lock"
CHUNK = 1024 * 1024
FASTEST = 1


class Refused(Exception):
    """The backup is not written, or not restored; the message says why."""


class Damaged(Refused):
    """The archive does not hold what its manifest says."""


@dataclass(frozen=True)
class Table:
    """What a table must hold: the number of rows, and the hash of all of them in the order of their keys."""

    rows: int
    sha256: str
    columns: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Manifest:
    """What is in a backup; `key` identifies the server's SECRET_KEY without revealing it."""

    made_at: str
    engine: str
    key: str
    migrations: dict[str, list[str]]
    tables: dict[str, Table]
    members: dict[str, str]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> list[str]:
        return sorted(name for name in self.members if name.startswith(f"{FILES}/"))


class Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.sha256 = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        read = self.source.read(size)
        self.sha256.update(read)
        return read


@contextmanager
def workshop(path: Path) -> Iterator[Path]:
    """Yield a directory beside `path` for unfinished files; what a killed run left there is removed.

    :raises Refused: another run works on the same path, or its directory does not exist.
    """
    room = path.with_name(f".{path.name}{PARTIAL}")
    _sweep(path.parent)
    try:
        room.mkdir(mode=0o700, exist_ok=True)
    except OSError as impossible:
        raise Refused(_("%(path)s cannot be written: %(why)s") % _values(path, impossible)) from impossible
    with (room / LOCK).open("w") as lock:
        if not _take(lock):
            raise Refused(_("Another run is at work on %(path)s.") % {"path": path})
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _sweep(directory: Path) -> None:
    """Remove the workshops of killed runs: nobody holds their lock."""
    for lock in directory.glob(f".*{PARTIAL}/{LOCK}"):
        with lock.open("w") as left:
            if _take(left):
                shutil.rmtree(lock.parent)


def _take(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write(
    path: Path, *, room: Path, database: Path, files: Path, about: dict[str, Any], tables: dict[str, Table]
) -> Manifest:
    """Pack the directory `database` and all of `files` into `path`, completely or not at all."""
    members: dict[str, str] = {}
    draft = room / "archive"
    with draft.open("wb") as target:
        os.fchmod(target.fileno(), 0o600)
        with tarfile.open(fileobj=target, mode="w:gz", compresslevel=FASTEST) as archive:
            for part, directory in ((DATABASE, database), (FILES, files)):
                for source in _files_in(directory):
                    name = f"{part}/{source.relative_to(directory).as_posix()}"
                    members[name] = _add(archive, name, source)
            manifest = Manifest(**about, tables=tables, members=members)
            packed = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(packed)
            archive.addfile(entry, io.BytesIO(packed))
        target.flush()
        os.fsync(target.fileno())
    os.replace(draft, path)
    _sync(path.parent)
    return manifest


def unpack(path: Path, room: Path) -> Manifest:
    """Unpack a backup into `room` and check every member against the manifest.

    :raises Damaged: it is no backup, cut off, or not what its manifest says.
    """
    found: dict[str, str] = {}
    try:
        with tarfile.open(path, mode="r|gz") as archive:
            for entry in archive:
                if not entry.isfile():
                    raise Damaged(_("%(path)s is not a backup of this product.") % {"path": path})
                archive.extract(entry, room, filter="data")
                found[entry.name] = _hash_of(room / entry.name)
    except (tarfile.TarError, EOFError, OSError, zlib.error) as broken:
        raise Damaged(_("%(path)s cannot be read: %(why)s") % _values(path, broken)) from broken
    manifest = _manifest(path, room / MANIFEST)
    del found[MANIFEST]
    for name, sha256 in manifest.members.items():
        if found.pop(name, "") != sha256:
            raise Damaged(_("%(name)s in the backup is damaged or missing.") % {"name": name})
    if found:
        raise Damaged(_("%(name)s in the backup stands in no manifest.") % {"name": min(found)})
    return manifest


def _manifest(path: Path, kept: Path) -> Manifest:
    try:
        parsed = json.loads(kept.read_bytes())
        tables = {name: Table(**table) for name, table in parsed.pop("tables").items()}
        manifest = Manifest(tables=tables, **parsed)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as broken:
        raise Damaged(_("%(path)s is not a backup of this product.") % {"path": path}) from broken
    if manifest.format != FORMAT:
        raise Damaged(_("%(path)s was made by another version of this product.") % {"path": path})
    return manifest


def _files_in(directory: Path) -> list[Path]:
    """Return the files of a directory, without those that are just being written (`.name.partial`)."""
    return sorted(file for file in directory.rglob("*") if file.is_file() and not file.name.startswith("."))


def _add(archive: tarfile.TarFile, name: str, source: Path) -> str:
    with source.open("rb") as opened:
        entry = tarfile.TarInfo(name)
        entry.size = os.fstat(opened.fileno()).st_size
        entry.mode = 0o600
        hashing = Hashing(opened)
        archive.addfile(entry, cast("IO[bytes]", hashing))
    return hashing.sha256.hexdigest()


def _hash_of(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _values(path: Path, why: Exception) -> dict[str, str]:
    return {"path": str(path), "why": str(why)}
