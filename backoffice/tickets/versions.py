"""The version number of a desk's board: one statement, on both engines, in the caller's transaction."""

from django.db import connection

from backoffice.organisation.models import Desk
from backoffice.tickets.models import Board

_BUMP = """
    INSERT INTO {table} (desk_id, version) VALUES (%s, 1)
    ON CONFLICT (desk_id) DO UPDATE SET version = {table}.version + 1
"""

_VERSION = f"""
    SELECT version FROM {Board._meta.db_table} board
    JOIN {Desk._meta.db_table} desk ON desk.id = board.desk_id WHERE desk.slug = %s
"""


def bump(desk_id: int) -> None:
    """Notify the screens of a desk of a change. Call it last: it locks the row."""
    with connection.cursor() as cursor:
        cursor.execute(_BUMP.format(table=Board._meta.db_table), [desk_id])


def version_of(slug: str) -> int | None:
    """Return the version of the board of the desk with this slug, `None` where nothing happened yet.

    Written as SQL: every screen asks several times a second, and the ORM needs more time than the query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, [slug])
        row = cursor.fetchone()
    return row[0] if row else None
