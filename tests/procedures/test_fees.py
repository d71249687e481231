"""Fee texts: an amount is read only where the text agrees with itself; the text is always kept."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.procedures.fees import CURRENCIES, KINDS, REASONS, Fee, read
from tests.support.missing import missing

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "fees.tsv"

ONE_FEE = [
    ("100,000 Việt Nam Đồng", Fee(Decimal(100_000), "VND")),
    ("10 USD", Fee(Decimal(10), "USD")),
    ("50.000 đồng/văn bản.", Fee(Decimal(50_000), "VND", "/văn bản")),
    ("200000 Đồng", Fee(Decimal(200_000), "VND")),
    ("2.000.000đ/lần", Fee(Decimal(2_000_000), "VND", "/lần")),
    ("Lệ phí: 30.000 VNĐ", Fee(Decimal(30_000), "VND", kind="levy")),
    ("Lệ phí: 150.000/giấy đăng ký", Fee(Decimal(150_000), "VND", "/giấy đăng ký", "levy")),
    ("1,5 triệu đồng/hồ sơ", Fee(Decimal(1_500_000), "VND", "/hồ sơ")),
    ("+ 02 triệu đồng/Giấy chứng nhận", Fee(Decimal(2_000_000), "VND", "/Giấy chứng nhận")),
    # The portal's cell: both notations agree.
    ("10,000 Việt Nam Đồng (10.000 đồng/khẩu-chiếc.)", Fee(Decimal(10_000), "VND", "/khẩu-chiếc")),
    ("500,000 Việt Nam Đồng (/hồ sơ)", Fee(Decimal(500_000), "VND", "/hồ sơ")),
    ("1,500,000 VNĐ (đồng/lần)", Fee(Decimal(1_500_000), "VND", "/lần")),
    ("2,400,000 VNĐ (lần cấp)", Fee(Decimal(2_400_000), "VND", "/lần cấp")),
    ("10 USD (10USD/giấy)", Fee(Decimal(10), "USD", "/giấy")),
    (
        "100,000 VNĐ (Phí Thẩm tra, thẩm định: 100.000 đồng/lần.)",
        Fee(Decimal(100_000), "VND", "/lần", "fee", condition="Phí Thẩm tra, thẩm định"),
    ),
    ("300,000 VNĐ (Phí thẩm định)", Fee(Decimal(300_000), "VND", kind="fee", condition="Phí thẩm định")),
    # The thousands were lost; the note has them.
    ("100 VNĐ (100.000 đồng/lần.)", Fee(Decimal(100_000), "VND", "/lần")),
    # Figures and words agree.
    (
        "+) Lệ phí : 9.000.000 (chín triệu) đồng/trường hợp",
        Fee(Decimal(9_000_000), "VND", "/trường hợp", "levy"),
    ),
    (
        "- Nộp trực tuyến 60.000 đồng (tỉnh Sóc Trăng cũ).",
        Fee(Decimal(60_000), "VND", "", "", "online", "Nộp trực tuyến; tỉnh Sóc Trăng cũ"),
    ),
]

DOUBTFUL = [
    ("Miễn phí (150.000 đồng/giấy)", "free_or_not"),
    ("Miễn phí (Phí thẩm định)", "free_or_not"),
    ("Miễn phí (a)", "free_or_not"),
    ("Miễn phí (Miễn lệ phí cho người thuộc hộ nghèo)", "free_or_not"),
    ("Miễn phí (Theo quy định của Hội đồng nhân dân cấp tỉnh)", "refers_elsewhere"),
    ("Miễn phí (Không thu phí cấp; phí in theo Thông tư số 02/2021/TT-BTC)", "refers_elsewhere"),
    ("Theo quyết định của HĐND tỉnh", "refers_elsewhere"),
    ("100 VNĐ", "too_small"),
    ("850 VNĐ (hồ sơ)", "too_small"),
    ("25 VNĐ (25.000.000đ/giấy)", "amounts_disagree"),
    ("120 VNĐ (20.000 đ/tờ khai)", "amounts_disagree"),
    ("1,500,000 Việt Nam Đồng (150.000 đồng/1 giấy.)", "amounts_disagree"),
    ("145 VNĐ (Thẻ tạm trú: 145 USD/thẻ.)", "currencies_disagree"),
    ("1100,000 VNĐ", "odd_number"),
    ("1100,000 đồng", "odd_number"),
    ("5.000.000 đồng (một triệu đồng)", "numbers_disagree"),
    ("280.000 - 410.000 VNĐ/Hồ sơ", "range"),
    ("từ 20.000 đồng đối với hàng hóa", "range"),
    ("Tối đa không quá 200.000 đồng/bản", "limits"),
    ("150.000 đồng + (số tấn x 15.000 đồng/tấn)", "formula"),
    ("140,000,000 Việt Nam Đồng (bằng 50% mức phí nêu trên)", "percentage"),
    ("5,000,000 VNĐ (Miễn kể từ ngày 07/4/2026 đến 30/6/2026)", "dated"),
    ("50.000đ/tem. 25.000đ/tem (áp dụng đến hết ngày 31/12/2026)", "dated"),
    ("Phí: 150.000 Đồng Phí: 300.000 Đồng", "several"),
    ("Lệ phí: 50.000 đồng/lần Đồng Lệ phí: 20.000 đồng/lần Đồng", "several"),
    ("Lệ phí: * Cấp giấy chứng nhận:", "no_amount"),
    ("Thời hạn 03 ngày làm việc", "no_amount"),
    ("5.700 kg", "no_amount"),
    ("5.000 đồng " * 800, "too_long"),
]


@pytest.mark.parametrize(("text", "fee"), ONE_FEE)
def test_one_amount_is_read_with_its_unit_kind_channel_and_condition(text, fee):
    reading = read(text)
    assert (reading.fees, reading.needs_person, reading.reason, reading.free) == ((fee,), False, "", False)
    assert reading.text == text


@pytest.mark.parametrize(("text", "reason"), DOUBTFUL)
def test_a_doubtful_fee_goes_to_a_person(text, reason):
    reading = read(text)
    assert (reading.needs_person, reading.reason, reading.free) == (True, reason, False)
    assert reading.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Miễn phí",
        "Miễn phí (Không có)",
        "Miễn phí (Không quy định.)",
        "Lệ phí: Không có",
        "- Không.",
        "0 đồng",
        "Không thu phí, lệ phí",
        "Miễn phí và lệ phí",
    ]
    + ["Lệ phí: Không có ⏎ Phí: Không có", "Miễn phí (Miễn lệ phí (Thông tư số 47/2019/TT-BTC).)"],
)
def test_what_everybody_gets_for_nothing_is_free(text):
    reading = read(text)
    assert (reading.free, reading.needs_person) == (True, False)
    assert all(fee.amount == 0 for fee in reading.fees)


@pytest.mark.parametrize("text", ["", "Không có thông tin", "Phí: Không có thông tin cụ thể về phí"])
def test_no_information_is_neither_free_nor_an_amount(text):
    reading = read(text)
    assert (reading.fees, reading.free, reading.needs_person, reading.reason) == (
        (),
        False,
        False,
        "not_stated",
    )


def amounts(text: str) -> list[tuple[int, str, str]]:
    reading = read(text)
    assert not reading.needs_person
    return [(int(fee.amount), fee.channel, fee.condition) for fee in reading.fees]


def test_each_of_several_amounts_keeps_its_own_words():
    assert amounts("- Nộp trực tiếp: 10.000 đồng; nộp trực tuyến 8.000 đồng") == [
        (10_000, "in_person", "Nộp trực tiếp"),
        (8_000, "online", "nộp trực tuyến"),
    ]
    assert amounts("50.000 đồng (nộp trực tiếp), 40.000 đồng (nộp trực tuyến): áp dụng tại 28 xã") == [
        (50_000, "in_person", "nộp trực tiếp; áp dụng tại 28 xã"),
        (40_000, "online", "nộp trực tuyến; áp dụng tại 28 xã"),
    ]
    assert amounts(
        "Lệ phí cấp Giấy chứng nhận: 100.000 đồng/giấy (cấp mới), 25.000 đồng/giấy (chỉnh lý)"
    ) == [
        (100_000, "", "Lệ phí cấp Giấy chứng nhận; cấp mới"),
        (25_000, "", "Lệ phí cấp Giấy chứng nhận; chỉnh lý"),
    ]
    assert amounts("1. Nhà ở: 50.000 đồng ⏎ 2. Công trình khác: 100.000 đồng") == [
        (50_000, "", "Nhà ở"),
        (100_000, "", "Công trình khác"),
    ]


def test_an_exemption_of_some_is_an_amount_of_nothing_for_them():
    assert amounts("- 8.000 đồng/bản. Miễn lệ phí cho hộ nghèo; người khuyết tật.") == [
        (8_000, "", ""),
        (0, "", "cho hộ nghèo; người khuyết tật"),
    ]


def test_cells_of_one_procedure_that_say_the_same_count_once():
    reading = read("150,000 VNĐ (150.000 đồng/giấy)\n150,000 Việt Nam Đồng (150.000 đồng/giấy)")
    assert (len(reading.fees), reading.needs_person) == (1, False)
    assert read("Miễn phí\n100,000 VNĐ").reason == "free_or_not"
    assert read("Miễn phí\nKhông có thông tin").free


def test_every_collected_fee_text_is_read_or_left_to_a_person_with_a_reason():
    if not DATA.exists():
        missing("shared data", "the collected fees are not on this machine")
    read_count = total = 0
    for line in DATA.read_text(encoding="utf-8").splitlines()[1:]:
        count, _, text = line.split("\t")
        reading = read(text)
        total += int(count)
        read_count += int(count) * (not reading.needs_person)
        assert reading.fees or reading.free or reading.reason
    assert read_count / total > 0.8


@given(st.integers(1, 99_999), st.sampled_from(["đồng", "VNĐ", "đ", "Việt Nam Đồng"]), st.sampled_from(".,"))
def test_an_amount_is_the_same_in_every_notation(thousands, currency, separator):
    written = f"{thousands * 1000:,}".replace(",", separator)
    (fee,) = read(f"{written} {currency}").fees
    assert (fee.amount, fee.currency) == (thousands * 1000, "VND")


FRAGMENTS = [
    "Miễn phí",
    "100,000 VNĐ",
    "(",
    ")",
    "đồng",
    "/lần",
    "50.000",
    "%",
    "Lệ phí:",
    "Phí:",
    "\n",
    ";",
    "tối đa",
]


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(FRAGMENTS), max_size=20).map(" ".join)))
def test_reading_never_fails_and_keeps_its_promises(text):
    reading = read(text)
    assert reading.text == text
    assert reading.reason in ("", *REASONS)
    assert reading.needs_person <= bool(reading.reason)
    assert not (reading.free and reading.needs_person)
    for fee in reading.fees:
        assert fee.currency in CURRENCIES
        assert fee.kind in ("", *KINDS)
        assert fee.amount >= 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("70 000 đồng", "odd_number"),
        ("1 200 000 đồng", "odd_number"),
        ("khoảng 100.000 đồng/lần", "limits"),
        ("50.000 đồng trở lên", "limits"),
        ("100.000/200.000 đồng", "range"),
        ("2.000 đồng/trang x số trang", "formula"),
        ("Hộ nghèo: miễn; còn lại 50.000 đồng", "free_or_not"),
    ],
)
def test_an_amount_that_its_neighbours_make_another_is_for_a_person(text, reason):
    reading = read(text)
    assert (reading.needs_person, reading.reason) == (True, reason)
