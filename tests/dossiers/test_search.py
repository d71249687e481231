"""One search box finds a dossier by everything people know of it (R95; 100 % of generated names)."""

import random
import unicodedata

import pytest
from django.db.models import Max

from backoffice.base.folding import fold
from backoffice.dossiers import search
from backoffice.dossiers.models import Dossier
from tests.support.dossiers import person, receive

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Quách Mẫn Ðinh"
MIDDLE = "Thị Văn Đức Hữu Ngọc Đình Xuân Thúy Bích Kim Quốc Tường Vỹ Ánh Ỷ Ữu"
GIVEN = "Đào Đậu Ất Ổn Ứng Ý Yến Phượng Nghĩa Khuyên Quỳnh Thủy Đường Hương Lựu Ẩn Ỡ Ẵm Kỳ Lỹ Mỵ Nữ"
SIGNS = ["Ðinh Thị Ðào", "Y-Ban Niê", "H'Hen Niê", "Bàn Thị Ø"]
SIGNS += ["Công ty TNHH 27/7 Giả Định", 'Hợp tác xã "Đồng Tâm" (số 2)']


def generated(dice: random.Random, count: int) -> list[str]:
    family, middle, given = FAMILY.split(), MIDDLE.split(), GIVEN.split()
    names = [
        f"{dice.choice(family)} {' '.join(dice.sample(middle, dice.randint(0, 2)))} {dice.choice(given)}"
        for _ in range(count)
    ]
    return [*SIGNS, *(" ".join(name.split()) for name in names)]


def as_typed(name: str, dice: random.Random) -> str:
    """Return the name as somebody may type it: marks, case, Unicode form, order, an unfinished last word."""
    words = name.split()
    if dice.random() < 0.3:
        dice.shuffle(words)
    if dice.random() < 0.3 and len(words[-1]) > 3:
        words[-1] = words[-1][:3]
    text = " ".join(words)
    if dice.random() < 0.5:
        text = text.replace("Ð", "Đ")
    form = dice.choice(["NFC", "NFD", "NFKD"])
    text = unicodedata.normalize(form, text)
    return dice.choice([str, str.upper, str.lower, str.title, fold, lambda t: f"  {t}  "])(text)


@pytest.fixture
def named(world) -> dict[int, str]:
    """Dossiers of generated people, written with `bulk_create` as by an import."""
    first = receive(world)
    names = generated(random.Random(95), 400)
    start = (Dossier.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    rows = []
    for pk, name in enumerate(names, start=start):
        row = Dossier.objects.get(pk=first.pk)
        row.pk, row.code, row.applicant_name = pk, f"{first.code[:-4]}{pk:05d}", name
        search.set_keys(row)
        rows.append(row)
    Dossier.objects.bulk_create(rows)
    return {row.pk: row.applicant_name for row in rows}


def test_every_generated_name_is_found_however_it_is_typed(world, named):
    dice = random.Random(4)
    missed = []
    for pk, name in named.items():
        text = as_typed(name, dice)
        if not search.search(Dossier.objects.all(), text, desk=world.desk.pk).filter(pk=pk).exists():
            missed.append((name, text))
    assert missed == []


def test_a_name_finds_only_people_with_all_its_words(world, named):
    dice = random.Random(5)
    for name in dice.sample(list(named.values()), 40):
        for found in search.search(Dossier.objects.all(), name, desk=world.desk.pk):
            held = fold(f"{found.applicant_name} {found.procedure.name}")
            assert all(word in held for word in fold(name).replace('"', " ").split() if word.isalnum())


@pytest.mark.parametrize("text", ["+84 912 345 123", "0912-345-123", "345 123", "h28.05-261123-0001"])
def test_a_telephone_and_a_code_are_found_with_any_signs(world, text):
    dossier = receive(world)
    receive(world, applicant=person(full_name="Ai Khác", id_number="001214000001", phone="0987000001"))
    assert list(search.search(Dossier.objects.all(), text)) == [dossier]


@pytest.mark.parametrize(
    "text", ['"', "'; DROP TABLE x; --", "a* OR b", "& | !", "NEAR(a b)", "đ" * 5000, "%", "\x00"]
)
def test_whatever_is_typed_breaks_no_search(world, text):
    receive(world)
    assert list(search.search(Dossier.objects.all(), text, desk=world.desk.pk)) == []


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("M12345678", "m12345678"),
        ("C1234567", "C1234567"),
        ("C1234567", "c 123 4567"),
        ("c01x00t47", "C01X00T47"),
        ("AB1234C", "ab1234c"),
        ("001190000010", "001.190.000.010"),
        ("001190000010", "001 190 000 010"),
        ("0101234567-001", "0101234567-001"),
    ],
)
@pytest.mark.parametrize("in_one_desk", [True, False])
def test_an_id_number_is_found_in_any_spelling_though_it_looks_like_a_code(world, number, text, in_one_desk):
    dossier = receive(world, applicant=person(id_number=number))
    receive(world)
    desk = world.desk.pk if in_one_desk else None
    assert list(search.search(Dossier.objects.all(), text, desk=desk)) == [dossier]


def test_a_part_of_a_passport_number_is_no_number(world):
    receive(world, applicant=person(id_number="C12345678"))
    assert list(search.search(Dossier.objects.all(), "C1234567", desk=world.desk.pk)) == []
