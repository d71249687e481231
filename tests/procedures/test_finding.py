"""A procedure is found by any of its words without marks; what was typed word for word comes first."""

import pytest

from backoffice.procedures.models import Posting
from tests.support import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def postings():
    desk = factories.make_desk()
    names = {
        "1.001117": "Cấp lại Giấy đăng ký hoạt động của Văn phòng giám định trong trường hợp bị hỏng",
        "1.001669": "Đăng ký giám hộ có yếu tố nước ngoài",
        "1.004837": "Đăng ký giám hộ",
    }
    for code, name in names.items():
        factories.publish(factories.make_procedure(desk, code, name))
    return Posting.objects.filter(desk=desk)


def codes(found) -> list[str]:
    return [posting.procedure.code for posting in found]


def test_the_very_phrase_comes_before_its_scattered_words_and_short_names_first(postings):
    assert codes(postings.matching("dang ky giam ho")) == ["1.004837", "1.001669", "1.001117"]


def test_every_word_must_be_there_marks_and_case_aside(postings):
    assert codes(postings.matching("GIÁM HỘ nuoc ngoai")) == ["1.001669"]


def test_a_code_finds_its_procedure(postings):
    assert codes(postings.matching("1.004837")) == ["1.004837"]
