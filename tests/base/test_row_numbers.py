"""A row is named in an address or a form by its number; whatever else stands there names none."""

import pytest
from django.urls import reverse

from backoffice.base.row_numbers import row_number, row_numbers
from tests.support import factories, sources

FAR_TOO_LONG = "9" * 5000
# Figures of a text are read as what they are: of a row number's length, in any script.
READ_TEXTS = (
    "backoffice/procedures/importing/",
    "backoffice/procedures/terms/",
    "backoffice/procedures/fees/",
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, 0),
        (FAR_TOO_LONG, 0),
        *(
            (text, 0)
            for text in ("", "0", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "x", "²", "١٢", "1\x00")
        ),
    ],
)
def test_a_row_has_a_number_of_at_most_eighteen_plain_digits(text, number):
    assert row_number(text) == number


def test_of_several_those_count_that_can_be_one():
    assert row_numbers(["3", "x", "", "1", "0"]) == [3, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page",
    ["reports_closing_change", "procedures_nationalcomparison_change", "procedures_importbatch_change"],
)
@pytest.mark.parametrize("named", ["x", "9" * 30, FAR_TOO_LONG])
def test_a_page_of_no_row_is_not_there(client, page, named):
    client.force_login(factories.make_user(factories.ADMINISTRATOR))
    assert client.get(reverse(f"admin:{page}", args=[named])).status_code in {302, 404}


def test_nobody_else_reads_a_number_by_hand():
    by_hand = [
        str(path)
        for path in sources.product(".py")
        if ".isdecimal()" in sources.text(path) and not str(path).startswith(READ_TEXTS)
    ]
    assert by_hand == ["backoffice/base/row_numbers.py"]
