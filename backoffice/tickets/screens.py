"""What the lobby's screens report that they show: officers see a frozen screen before the public does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backoffice.organisation.models import Desk
from backoffice.tickets.board import advised_interval, calls_of
from backoffice.tickets.models import Screen, TicketEvent
from backoffice.tickets.versions import version_of

SCREENS_AT_MOST = 600
ON_ITS_WAY = timedelta(seconds=5)
FASTEST_REPORT_MS = 2_000
REPORT_MS_PER_SCREEN = 75


@dataclass(frozen=True)
class Report:
    """A report from a screen: its key, the version it drew, and a hash of the numbers on it."""

    key: str
    version: int
    shown: str
    is_silent: bool = False
    name: str = ""


def note(desk: Desk, report: Report, *, at: datetime) -> Screen | None:
    """Save the report; a screen is right when it shows the numbers of the present version.

    Changes of the last five seconds may be on their way: `is_right` of a screen that lacks only these stays.
    A desk has room for 600 screens, so that nobody can fill the table; for more the answer is `None`.
    """
    current = version_of(desk.slug) or 0
    is_right = report.version == current and report.shown == shown_hash(desk, at=at)
    facts = {
        "desk": desk,
        "name": report.name,
        "seen_at": at,
        "version": report.version,
        "shown": report.shown,
        "is_silent": report.is_silent,
    }
    if is_right or not 0 < current - report.version <= _changes_on_their_way(desk, at=at):
        facts["is_right"] = is_right
    known = Screen.objects.filter(desk=desk)
    if not known.filter(key=report.key).exists() and known.count() >= SCREENS_AT_MOST:
        return None
    first = facts | {"first_seen_at": at, "is_right": is_right}
    screen, _ = Screen.objects.update_or_create(key=report.key, defaults=facts, create_defaults=first)
    return screen


def advice(desk: Desk, *, at: datetime) -> dict[str, int]:
    """Return after how many milliseconds a screen asks again, and reports again, at the soonest."""
    screens = Screen.objects.filter(desk=desk).alive(at=at).count()
    report = max(FASTEST_REPORT_MS, min(screens * REPORT_MS_PER_SCREEN, 15_000))
    return {"interval": advised_interval(screens), "report": report}


def _changes_on_their_way(desk: Desk, *, at: datetime) -> int:
    """The number of events in the last five seconds; each is a version of the board."""
    return TicketEvent.objects.filter(ticket__desk=desk, at__gt=at - ON_ITS_WAY, at__lte=at).count()


def shown_hash(desk: Desk, *, at: datetime) -> str:
    """Return the hash of what the screen should show: "A012:3|A011:1"."""
    return fnv("|".join(f"{call['number']}:{call['counter']}" for call in calls_of(desk, at=at)))


def fnv(text: str) -> str:
    """Return the 32-bit FNV-1a hash; a browser on plain http has no other."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return f"{value:08x}"
