"""Who serves at a desk has changed: higher layers hear of it in the same transaction.

The queue moves its board on, whoever made the change: the console, the head of the desk on the day's page,
a substitution, the end of the day.
"""

from backoffice.base.ports import Port

changed = Port[[int], None]()
"""Takes the id of the desk."""
