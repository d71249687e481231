"""A hash of the scripts of the screens: when it changes, a screen reloads its page."""

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = ["static/kiosk/board.js", "static/kiosk/board-voice.js", "static/kiosk/board-worker.js"]
SOURCES = [*SCRIPTS, "static/kiosk/board.css", "boards.py", "speech.py"]


def build_id() -> str:
    """Return a short hash of the screen's own files."""
    content = b"".join((HERE / name).read_bytes() for name in SOURCES)
    template = (HERE.parent / "templates/kiosk/board.html").read_bytes()
    return hashlib.sha256(content + template).hexdigest()[:10]


BUILD = build_id()
