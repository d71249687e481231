"""Notifies higher layers, in the same transaction, that other officers serve at a desk, or a day is over.

The queue updates its board, wherever the change was made: at the console, by the head of the desk on the
day's page, by a substitution, at the end of the day.
"""

from datetime import datetime

from backoffice.base.ports import Port
from backoffice.organisation.models import Desk

changed = Port[[int], None]()
"""Takes the id of the desk."""

day_over = Port[[datetime, Desk | None], int]()
"""Takes an instant and a desk, or None for all: what the days that are over left is ended; how many."""
terms_over = Port[[datetime, Desk | None], int]()
"""Whatever ended because nobody answered by its last day; each function returns how many it ended."""
