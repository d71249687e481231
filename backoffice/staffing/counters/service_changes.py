"""Notifies higher layers, in the same transaction, that other officers serve at a desk.

The queue updates its board, wherever the change was made: at the console, by the head of the desk on the
day's page, by a substitution, at the end of the day.
"""

from backoffice.base.ports import Port

changed = Port[[int], None]()
"""Takes the id of the desk."""
