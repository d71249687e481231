"""Two people write versions of one procedure at the same instant: never do two hold on the same day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from time import sleep

import pytest
from django.db import DatabaseError, connection, transaction

from backoffice.procedures.models import ProcedureVersion
from tests.support.factories import make_desk, make_procedure, make_version

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE, HELD = 4, 0.1


def at_once(writes) -> list[bool]:
    """Carry out the writes in threads that start together, each in its transaction; say which were kept."""
    barrier = Barrier(len(writes))

    def carry_out(write) -> bool:
        try:
            barrier.wait(timeout=10)
            with transaction.atomic():
                write()
                sleep(HELD)  # the others write meanwhile, or wait
        except DatabaseError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(len(writes)) as pool:
        return list(pool.map(carry_out, writes))


def days_held_twice(procedure) -> list[tuple[int, int]]:
    rows = list(procedure.versions.order_by("valid_from"))
    return [
        (one.number, next_.number)
        for one, next_ in zip(rows, rows[1:], strict=False)
        if one.valid_to is None or one.valid_to >= next_.valid_from
    ]


def test_of_versions_added_at_once_for_the_same_days_one_is_kept():
    procedure = make_procedure(make_desk())

    def adding(number):
        start = date(2026, number, 1)
        return lambda: ProcedureVersion.objects.create(
            procedure=procedure, number=number, name="x", valid_from=start
        )

    kept = at_once([adding(number) for number in range(1, AT_ONCE + 1)])
    assert sum(kept) == 1
    assert procedure.versions.count() == 1


def test_a_version_is_not_stretched_over_one_that_is_added_at_the_same_time():
    procedure = make_procedure(make_desk())
    old = make_version(procedure, valid_from=date(2026, 1, 1), valid_to=date(2026, 5, 31))
    writes = [
        lambda: ProcedureVersion.objects.filter(pk=old.pk).update(valid_to=None),
        lambda: ProcedureVersion.objects.create(
            procedure=procedure, number=2, name="x", valid_from=date(2026, 6, 1)
        ),
    ]
    assert sum(at_once(writes)) == 1
    assert days_held_twice(procedure) == []
