"""Numbers, names and telephones at the counter: one spelling, and doubts in words (F4, U4)."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from backoffice.dossiers import identity
from backoffice.dossiers.identity import NumberKind
from backoffice.dossiers.models import Applicant

TODAY = date(2026, 11, 23)
CITIZEN, ENTERPRISE = Applicant.Kind.CITIZEN, Applicant.Kind.ENTERPRISE


def doubts(number="001190000010", name="Nguyễn Thị Đào", phone="0912345123", kind=CITIZEN):
    return identity.warnings(number, name, phone, kind, TODAY)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("001.190.000.010", "001190000010"),
        (" 001 190-000–010\u200b", "001190000010"),
        ("００１１９００００010", "001190000010"),
        ("٠٠١190000010", "001190000010"),
        ("c1234567", "C1234567"),
        ("0101234567-001", "0101234567001"),
        ("", ""),
        ("\x00", ""),
    ],
)
def test_a_number_has_one_spelling(written, number):
    assert identity.normalised(written) == number


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("+84 912 345 123", "0912345123"),
        ("84912345123", "0912345123"),
        ("0084912345123", "0912345123"),
        ("+84 (0)912.345.123", "0912345123"),
        ("(024) 3826-1234", "02438261234"),
        ("0912 345 123", "0912345123"),
        ("+66 81 234 5678", "+66812345678"),
        ("abc", "abc"),
    ],
)
def test_a_telephone_has_one_spelling(written, phone):
    assert identity.normalised_phone(written) == phone


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("001190000010", NumberKind.CITIZEN_CARD),
        ("012345678", NumberKind.OLD_CARD),
        ("C1234567", NumberKind.PASSPORT),
        ("M12345678", NumberKind.PASSPORT),
        ("c01x00t47", NumberKind.PASSPORT),
        ("X12345", NumberKind.PASSPORT),
        ("TT1234567", NumberKind.RESIDENCE_CARD),
        ("0101234567", NumberKind.TAX_CODE),
        ("0101234567-001", NumberKind.TAX_CODE),
        ("00119000001", NumberKind.UNKNOWN),
        ("abc", NumberKind.UNKNOWN),
        ("abcdefgh", NumberKind.UNKNOWN),
        ("X1234", NumberKind.UNKNOWN),
        ("X123456789012", NumberKind.UNKNOWN),
    ],
)
def test_a_number_is_known_by_its_shape(number, kind):
    assert identity.kind_of(number) is kind


def test_a_plain_citizen_raises_no_doubt_and_neither_does_what_was_not_stated():
    assert doubts() == doubts(number="", name="", phone="") == doubts(phone="024 3826 1234") == ()


@pytest.mark.parametrize("number", ["abc", "00119000001", "000190000010", "003190000010", "001227000010"])
def test_a_number_nobody_can_have_is_doubted(number):
    """The last one is born in 2027."""
    assert len(doubts(number=number)) == 1


@pytest.mark.parametrize(("number", "count"), [("001226000010", 0), ("001006000010", 0), ("001005000010", 1)])
def test_a_citizen_is_born_this_year_at_the_latest_and_120_years_ago_at_the_earliest(number, count):
    assert len(doubts(number=number)) == count


@pytest.mark.parametrize("name", ["A", "Đào", "?", "Nguyễn Thị Đào 2"])
def test_a_name_that_is_no_whole_name_is_doubted(name):
    assert len(doubts(name=name)) == 1


@pytest.mark.parametrize("phone", ["abc", "091234512", "0112345123", "09123451234", "0912345123/0987654321"])
def test_a_telephone_that_cannot_be_called_is_doubted(phone):
    assert len(doubts(phone=phone)) == 1


def test_the_number_fits_the_kind_of_applicant():
    assert len(doubts(number="0101234567")) == 1
    assert doubts(number="0101234567", name="Công ty TNHH 27/7", kind=ENTERPRISE) == ()
    assert len(doubts(name="Công ty TNHH 27/7", kind=ENTERPRISE)) == 1
    assert set(identity.FITTING) == set(Applicant.Kind.values)
    assert Applicant.Kind.CITIZEN == identity.CITIZEN


def test_a_doubt_repeats_no_data():
    for doubt in doubts(number="00119000001", name="Qwertz", phone="0912345"):
        assert not any(datum in doubt for datum in ("00119000001", "Qwertz", "0912345"))


def test_names_are_compared_by_what_they_mean():
    assert identity.same_name("NGUYỄN  THỊ ĐÀO", "nguyen thi Ðào ")
    assert not identity.same_name("Nguyễn Thị Đào", "Nguyễn Thị Đào Mới")


MIGRATION = import_module("backoffice.dossiers.migrations.0022_numbers_in_one_spelling")


def test_the_migration_spells_numbers_once_and_leaves_those_that_collide(world):
    def make(number, phone="", **fields):
        row = Applicant(desk=world.desk, full_name="Nguyễn Thị Đào", id_number=number, phone=phone, **fields)
        row.save()
        return row

    dotted, passport, twin = make("001.190.000.010", "+84 912 345 123"), make("c1234567"), make("C 1234567")
    good, nothing = make("001190000028", "0912345123"), make("")
    MIGRATION.spell_once(apps, None)
    rows = {row.pk: row for row in Applicant.objects.all()}
    assert (rows[dotted.pk].id_number, rows[dotted.pk].phone) == ("001190000010", "0912345123")
    assert (rows[dotted.pk].id_reversed, rows[dotted.pk].phone_reversed) == ("010000091100", "3215432190")
    assert (rows[passport.pk].id_number, rows[twin.pk].id_number) == ("C1234567", "C 1234567")
    written = {row.pk: row.history.count() for row in rows.values()}
    assert written == {dotted.pk: 2, passport.pk: 2, twin.pk: 1, good.pk: 1, nothing.pk: 1}
    assert dotted.history.first().id_number == "001190000010"
    assert dotted.history.first().history_change_reason == "thống nhất cách ghi số"
