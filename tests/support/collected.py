"""The static files for the real server: compressed once, and kept until one of them changes."""

import fcntl
import os
import shutil
from pathlib import Path

import django

from tests.support.processes import ROOT
from tests.support.server import manage
from tests.support.template import KEPT, fingerprint


def collected(directory: Path) -> Path:
    """Put the collected static files into `directory` and return where they are."""
    sources = [ROOT / "requirements-dev.txt", ROOT / "backoffice" / "settings.py"]
    sources += [path for path in ROOT.glob("*/static/**/*") if path.is_file()]
    start = f"static-django{django.__version__}-"  # whose own files are among them
    kept = KEPT / f"{start}{fingerprint(sources)}"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock-static").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in KEPT.glob(f"{start}*"):
                shutil.rmtree(old)
            draft = KEPT / "draft-static"
            manage({**os.environ, "DATA_DIR": str(draft)}, "collectstatic", "--noinput", "--verbosity=0")
            draft.rename(kept)
        return shutil.copytree(kept / "static", directory / "static")  # another run may replace the kept one
