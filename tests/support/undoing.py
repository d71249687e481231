"""Blocks whose changes to the rows are undone, inside the transaction of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Roll back what is done inside."""
    with savepoint():
        yield
        transaction.set_rollback(True)


def savepoint() -> transaction.Atomic:
    """Return a block in which the product may begin a transaction that must be the outermost."""
    block = transaction.atomic()
    block._from_testcase = True
    return block
