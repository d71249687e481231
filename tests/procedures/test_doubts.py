"""Whatever the readers doubt, a clerk is told why in Vietnamese, and the texts are asked of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from backoffice.procedures import doubts
from backoffice.procedures.fees.fee import REASONS
from backoffice.procedures.terms import read
from backoffice.procedures.terms.limit import UNREAD, UNSURE
from tests.procedures.imports import BIRTH, load, make_keeper

LIMITS = reverse("admin:procedures_procedureversion_limits")


@pytest.mark.parametrize(
    ("codes", "sentences"), [({*UNREAD, *UNSURE}, doubts.LIMIT), (set(REASONS), doubts.FEE)]
)
def test_every_doubt_of_the_readers_has_a_sentence_in_vietnamese(codes, sentences):
    with translation.override("en"):
        english = {code: str(sentence) for code, sentence in sentences.items()}
    with translation.override("vi"):
        said = {code: str(sentence) for code, sentence in sentences.items()}
    assert said.keys() == codes
    assert [
        code for code in codes if said[code] == english[code] or not said[code].endswith((".", "?"))
    ] == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("30", "Con số không có đơn vị: ngày làm việc, ngày, tháng hay giờ?"),
        ("45 phút", "Đơn vị thời gian không thông dụng."),
        ("05 ngày làm việc", ""),
        ("", "Nội dung không nêu thời gian cụ thể."),
        (
            "1. Trường hợp cấp mới: 05 ngày làm việc. 2. Trường hợp gia hạn: 03 ngày làm việc.",
            "Nội dung chỉ nêu thời hạn theo từng trường hợp, không có thời hạn chung.",
        ),
    ],
)
def test_a_limit_nobody_can_keep_says_why(text, sentence):
    assert doubts.of_limit(read(text)) == sentence


@pytest.mark.django_db
def test_the_page_of_unread_limits_asks_alike_often_however_many_texts_there_are(client):
    keeper = make_keeper()
    client.force_login(keeper)
    queries = []
    for first in (10, 40):
        rows = [
            [number, f"1.00{first + number:04d}", f"Thủ tục {number}", "Hộ tịch", f"khoảng {number} ngày", ""]
            for number in range(first, first + 20)
        ]
        load(keeper, *rows)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(LIMITS)
        queries.append(len(captured))
    assert len(page.context["lines"]) == 25
    assert len(client.get(LIMITS, {"p": 2}).context["lines"]) == 15
    assert queries[0] == queries[1]


@pytest.mark.django_db
def test_a_text_that_changed_since_the_page_was_shown_gets_no_limit(client):
    keeper = make_keeper()
    client.force_login(keeper)
    load(keeper, [*BIRTH[:4], "khoảng 5 ngày", ""])
    ((unread, _form),) = client.get(LIMITS).context["lines"]
    load(keeper, [*BIRTH[:4], "khoảng 9 ngày", ""])
    client.post(LIMITS, {"text": unread.key, f"{unread.key}-amount": "5", f"{unread.key}-unit": "day"})
    ((again, _form),) = client.get(LIMITS).context["lines"]
    assert again.text == "khoảng 9 ngày"
    assert client.get(LIMITS, {"version": unread.versions[0].pk}).context["lines"]
    assert client.get(LIMITS, {"version": "9" * 5000}).status_code == 200
