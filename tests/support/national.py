"""The national calendar of the fixture, read without a database."""

import datetime as dt
import json
from pathlib import Path

from backoffice.organisation.calendar import ZONE, Day, DayKind, WorkCalendar

FIXTURE = Path(__file__).parents[2] / "fixtures" / "calendar.json"
ROWS = [row["fields"] | {"pk": row["pk"]} for row in json.loads(FIXTURE.read_text(encoding="utf-8"))]
DAYS = tuple(
    Day(dt.date.fromisoformat(row["day"]), DayKind(row["kind"]), row["confirmed"], row["source"], row["name"])
    for row in ROWS
)
NATIONAL = WorkCalendar(DAYS, dt.date(2018, 1, 1), dt.date(2027, 12, 31))


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(text: str) -> dt.datetime:
    """Return the instant `text` in Vietnam's time zone."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)
