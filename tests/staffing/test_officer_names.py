"""Names as offices write them."""

from datetime import date

import pytest

from backoffice.staffing.roster.checks import Person
from backoffice.staffing.roster.officer_names import find, labels

PEOPLE = [
    Person(1, "Bùi Thị Hạnh"),
    Person(2, "Nguyễn Thị Thủy"),
    Person(3, "Nguyễn Thị Thúy"),
    Person(4, "Trần Quốc Việt"),
    Person(5, "Ông Văn Chi"),
    Person(6, "Lê Văn Việt", seconded_from=date(2026, 1, 1)),
]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Bùi Thị Hạnh", [1]),
        ("bui  thi hanh", [1]),
        ("Đ/c Bùi Thị Hạnh", [1]),
        ("đ/c: Hạnh", [1]),
        ("Đồng chí Trần Quốc Việt (dự phòng)", [4]),
        ("Bà Bùi Thị Hạnh", [1]),
        ("CV. Bùi Thị Hạnh", [1]),
        ("Ông Văn Chi", [5]),
        ("Ông Ông Văn Chi", [5]),
        ("Nguyễn Thị Thuỷ", [2]),
        ("Nguyễn Thị Thúy", [3]),
        ("nguyen thi thuy", [2, 3]),
        ("Việt", [4, 6]),
        ("Quốc Việt", [4]),
        ("T.Q. Việt", [4]),
        ("Trần Việt", [4]),
        ("T.V. Việt", []),
        ("iệt", []),
        ("Phạm Văn Nam", []),
        ("", []),
    ],
)
def test_a_name_means_these_officers(text, who):
    assert [person.id for person in find(text, PEOPLE)] == who


def test_namesakes_have_their_division_added():
    people = [Person(1, "Bùi Văn Nam", division=7), Person(2, "Bùi Văn Nam"), Person(3, "Hà Thị Nga")]
    assert labels(people, {7: "Phòng Tư pháp"}) == {
        1: "Bùi Văn Nam (Phòng Tư pháp #1)",
        2: "Bùi Văn Nam (#2)",
        3: "Hà Thị Nga",
    }
