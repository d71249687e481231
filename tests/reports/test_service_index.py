"""The groups of Quyết định 766 have their points as data, and name what cannot be computed."""

from datetime import date
from decimal import Decimal

import pytest

from backoffice.reports.evaluation.service_index import GROUPS, service_index
from backoffice.reports.form06.questions import Span
from tests.reports.factories import ONLINE, Shelf

OCTOBER = Span(date(2018, 10, 1), date(2018, 10, 31))


@pytest.mark.django_db
def test_the_groups_have_a_hundred_points_and_name_what_is_missing():
    shelf = Shelf()
    for resolved in (8, 9, 12):
        shelf.put(date(2018, 10, 1), date(2018, 10, 9), date(2018, 10, resolved))
    shelf.put(date(2018, 10, 1), date(2018, 10, 9), None, ONLINE)
    lines = {line.group.key: line for line in service_index(shelf.desk, shelf.rows, OCTOBER)}
    assert sum(group.points for group in GROUPS) == 100
    assert lines["progress"].points == Decimal("13.33")
    assert (lines["online"].measured[0].part, lines["online"].measured[0].whole) == (1, 4)
    assert lines["online"].points is None
    assert lines["satisfaction"].points is None
    assert all(lines[key].missing for key in ("publicity", "digitising", "online", "satisfaction"))
