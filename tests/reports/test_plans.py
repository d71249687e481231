"""For every dimension of a form the database reads only a range of an index with all its columns."""

from datetime import date

import pytest

from backoffice.reports.form06 import form06
from backoffice.reports.form06.lines import DIMENSIONS
from backoffice.reports.form06.questions import PARTS, Span, counts_of, tallied
from tests.reports.factories import Shelf

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("sqlite", "PostgreSQL reads a small table as a whole"),
]
OCTOBER = Span(date(2018, 10, 1), date(2018, 10, 31))
READ = (
    "COVERING INDEX dossier_received_in_period",
    "COVERING INDEX dossier_resolved_in_period",
    "COVERING INDEX dossier_resolved_in_period",
    "INDEX dossier_unresolved_in_period",  # the few that are left; SQLite reads each of them
)


@pytest.mark.parametrize("by", DIMENSIONS)
@pytest.mark.parametrize(("part", "read"), [*zip(PARTS, READ, strict=True)])
def test_a_part_of_the_form_is_read_from_its_own_index(part, read, by):
    shelf = Shelf()
    rows = form06.dossiers_of(shelf.desk, by=by).filter(part.within(OCTOBER))
    plan = tallied(rows, *DIMENSIONS[by].columns, **counts_of(part, OCTOBER)).explain()
    assert f"USING {read} (desk_id=? AND " in plan


@pytest.mark.parametrize("column", ["received_on", "resolved_on", "holder"])
def test_grouping_by_another_day_or_person_keeps_the_range_of_the_index(column):
    shelf = Shelf()
    resolved_afterwards = PARTS[2].within(OCTOBER)
    plan = tallied(shelf.rows.filter(resolved_afterwards), column).explain()
    assert "INDEX dossier_resolved_in_period (desk_id=? AND resolved_on>?)" in plan
