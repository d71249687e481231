"""The statistics by which SQLite plans its queries; PostgreSQL collects its own."""

import pytest
from django.db import connection

from backoffice.base.planner_statistics import analyze
from tests.support import factories


@pytest.mark.only_on("sqlite", "PostgreSQL has its own statistics")
@pytest.mark.django_db
def test_after_analyze_the_planner_knows_how_many_rows_an_index_has():
    factories.make_desk()
    analyze()
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'organisation_desk'")
        assert {stat.split()[0] for (stat,) in cursor.fetchall()} == {"1"}


@pytest.mark.only_on("postgresql", "SQLite is analyzed")
@pytest.mark.django_db
def test_other_engines_are_not_analyzed(django_assert_num_queries):
    with django_assert_num_queries(0):
        analyze()
