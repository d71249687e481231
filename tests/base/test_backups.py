"""A backup is complete or does not exist, is made while the office works, and is verified when restored."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from backoffice.base.backups import archive, making
from backoffice.base.backups.archive import Damaged, Refused
from backoffice.dossiers import attachments
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import User
from tests.support import template
from tests.support.dossiers import make_world, receive
from tests.support.factories import at
from tests.support.processes import LONGEST, ROOT


@pytest.fixture
def office(transactional_db, settings, tmp_path) -> Dossier:
    """A dossier with a file, and its own data directory."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    dossier = receive(make_world())
    upload = SimpleUploadedFile("don.pdf", b"%PDF-1.7 Don xin", content_type="application/pdf")
    attachments.attach(dossier, upload, by=dossier.received_by, at=at(10))
    return dossier


def test_a_backup_is_restored_and_verified(office, tmp_path, settings):
    path, manifest = making.back_up(tmp_path / "b.tar.gz", at=at(18))
    [kept] = [Path(settings.MEDIA_ROOT) / row.file.name for row in office.attachments.all()]
    kept.unlink()
    User.objects.filter(pk=office.received_by_id).update(full_name="Ai đó khác")
    later = receive_again(office)
    done = making.restore(path, force=True, at=at(19))
    assert (done.manifest, done.broken, done.same_key) == (manifest, [], True)
    assert kept.read_bytes() == b"%PDF-1.7 Don xin"
    assert Dossier.objects.get() == office
    assert not User.objects.filter(full_name="Ai đó khác").exists()
    assert archive.FILES in str(manifest.files)
    assert making.check(done.kept).tables["dossiers_dossier"].rows == 2
    assert receive_again(office).code == later.code


def receive_again(dossier: Dossier) -> Dossier:
    world = SimpleNamespace(
        posting=dossier.procedure.postings.get(),
        version=dossier.version,
        reception=User.objects.get(pk=dossier.received_by_id),
    )
    return receive(world)


def test_existing_data_are_replaced_only_by_force_and_an_existing_backup_never(office, tmp_path):
    path, _ = making.back_up(tmp_path / "b.tar.gz", at=at(18))
    with pytest.raises(Refused, match="--force"):
        making.restore(path, force=False, at=at(19))
    before = path.read_bytes()
    with pytest.raises(Refused, match="b.tar.gz"):
        making.back_up(path, at=at(19))
    assert path.read_bytes() == before


def test_the_commands_print_one_json_document(office, tmp_path, capsys):
    call_command("backup", str(tmp_path), "--json")
    written = json.loads(capsys.readouterr().out)
    assert Path(written["path"]).parent == tmp_path
    assert written["files"] == 1
    call_command("restore", written["path"], "--check", "--json")
    checked = json.loads(capsys.readouterr().out)
    assert (checked["ok"], checked["rows"]) == (True, written["rows"])
    with pytest.raises(SystemExit, match="1"):
        call_command("restore", written["path"], "--json")
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_a_damaged_archive_is_refused_and_nothing_changes(office, tmp_path):
    path, _ = making.back_up(tmp_path / "b.tar.gz", at=at(18))
    whole = path.read_bytes()
    for broken in (whole[: len(whole) // 2], b"x" * 1000, b"", swapped(whole)):
        path.write_bytes(broken)
        with pytest.raises(Damaged):
            making.restore(path, force=True, at=at(19))
    assert Dossier.objects.get() == office
    assert list(tmp_path.glob("before-restore*")) == []


def swapped(whole: bytes) -> bytes:
    """Change one letter inside the archive without breaking its compression."""
    inside = bytearray(gzip.decompress(whole))
    where = inside.index(b"Don xin")
    inside[where : where + 7] = b"Don XIN"
    return gzip.compress(bytes(inside), 1)


def test_a_backup_of_another_engine_or_a_newer_version_is_refused(office, tmp_path, monkeypatch):
    path, manifest = making.back_up(tmp_path / "b.tar.gz", at=at(18))
    newer = manifest.migrations | {"dossiers": ["9999_tomorrow"]}
    for changed, word in (
        ({"engine": "oracle"}, "oracle"),
        ({"migrations": newer}, "9999_tomorrow"),
    ):
        with monkeypatch.context() as patch:
            claim(patch, manifest, changed)
            with pytest.raises(Refused, match=word):
                making.restore(path, force=True, at=at(19))
    assert Dossier.objects.get() == office


def test_a_backup_of_an_earlier_state_is_migrated_after_it_is_restored(office, tmp_path):
    call_command("migrate", "reports", "zero", verbosity=0)
    path, manifest = making.back_up(tmp_path / "b.tar.gz", at=at(18))
    call_command("migrate", verbosity=0)
    receive_again(office)
    assert making.restore(path, force=True, at=at(19)).broken == []
    assert Dossier.objects.get() == office
    assert making.back_up(tmp_path / "c.tar.gz", at=at(19))[1].tables.keys() - manifest.tables.keys() == {
        "reports_closing",
        "reports_savedfilter",
        "reports_scheduledfile",
    }


@pytest.fixture
def squashed_since(office) -> Iterator[tuple[str, str]]:
    """A migration that the database applied before it was squashed into another."""
    recorder, key = MigrationRecorder(connection), ("tickets", "0001_initial")
    recorder.record_applied(*key)
    yield key
    recorder.record_unapplied(*key)


def test_a_migration_squashed_since_is_not_in_the_state_of_a_backup(office, squashed_since, tmp_path):
    path, manifest = making.back_up(tmp_path / "b.tar.gz", at=at(18))
    app, name = squashed_since
    assert name not in manifest.migrations[app]
    receive_again(office)
    assert making.restore(path, force=True, at=at(19)).broken == []
    assert Dossier.objects.get() == office


def claim(patch: pytest.MonkeyPatch, manifest: archive.Manifest, changed: dict) -> None:
    """Let the manifest of every backup contain `changed`."""
    other = archive.Manifest(**{**vars(manifest), **changed})
    patch.setattr(archive, "_manifest", lambda *_: other)


def test_a_path_out_of_the_archive_is_refused(office, tmp_path):
    path = tmp_path / "b.tar.gz"
    with tarfile.open(path, "w:gz") as evil:
        evil.addfile(tarfile.TarInfo("../../evil"))
    with pytest.raises(Damaged):
        making.restore(path, force=True, at=at(19))
    assert not (tmp_path.parent / "evil").exists()


def test_a_backup_shows_one_moment_while_others_write(office, tmp_path):
    """Rows are written in pairs in one transaction: no backup may contain half a pair."""
    stop = threading.Event()

    def write() -> None:
        for number in range(10_000):
            if stop.is_set():
                break
            with transaction.atomic():
                Group.objects.create(name=f"trái {number}")
                Group.objects.create(name=f"phải {number}")
        connection.close()

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    paths = []
    try:
        for number in range(3):
            paths.append(making.back_up(tmp_path / f"{number}.tar.gz", at=at(18))[0])
    finally:
        stop.set()
        writer.join(LONGEST)
        assert not writer.is_alive()
    sizes = [making.check(path).tables["auth_group"].rows for path in paths]
    assert sizes == sorted(sizes)
    making.restore(paths[-1], force=True, at=at(19))
    left = {
        name[5:] for name in Group.objects.filter(name__startswith="trái ").values_list("name", flat=True)
    }
    right = {
        name[5:] for name in Group.objects.filter(name__startswith="phải ").values_list("name", flat=True)
    }
    assert left == right
    assert left


def test_a_run_killed_at_any_moment_leaves_no_half_backup(migrated, tmp_path):
    url = template.copy(migrated, f"backup_{os.getpid()}", tmp_path)
    path, dice = tmp_path / "b.tar.gz", random.Random(4)
    command = [sys.executable, ROOT / "manage.py", "backup", path]
    environ = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path)}
    try:
        for _ in range(4):
            run = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wait_for(tmp_path / ".b.tar.gz.partial", run)
            time.sleep(dice.uniform(0, 0.15))
            run.send_signal(signal.SIGKILL)
            run.wait(LONGEST)
            if path.exists():
                making.check(path)
                path.unlink()
        subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL, timeout=LONGEST)
        making.check(path)
        assert not (tmp_path / ".b.tar.gz.partial").exists()
    finally:
        template.drop(url)


def wait_for(path: Path, run: subprocess.Popen) -> None:
    ends = time.monotonic() + 60
    while not path.exists() and run.poll() is None and time.monotonic() < ends:
        time.sleep(0.01)
