"""What SQLite knows of its tables; PostgreSQL looks by itself."""

import pytest
from django.db import connection

from backoffice.base.planner_statistics import look_at_the_tables
from tests.support import factories


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite alone")
@pytest.mark.django_db
def test_after_a_look_the_planner_knows_how_many_rows_an_index_has():
    factories.make_desk()
    look_at_the_tables()
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'organisation_desk'")
        assert {stat.split()[0] for (stat,) in cursor.fetchall()} == {"1"}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="of the other engine")
@pytest.mark.django_db
def test_elsewhere_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        look_at_the_tables()
