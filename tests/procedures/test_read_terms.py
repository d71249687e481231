"""The command that reads time-limit texts, one a line."""

import io
import json
import sys

import pytest
from django.core.management import call_command


@pytest.fixture
def answers(monkeypatch):
    """Return what the command answers to the bytes it is given."""

    def answer(given: bytes) -> list[dict]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        written = io.StringIO()
        call_command("read_terms", stdout=written)
        return [json.loads(line) for line in written.getvalue().splitlines()]

    return answer


def test_each_line_is_answered_by_one_document_in_the_same_order(answers):
    documents = answers("5 ngày làm việc\n30\r\nKhông quy định\n".encode())
    assert documents == [
        {
            "text": "5 ngày làm việc",
            "kind": "simple",
            "main": {"value": 5, "unit": "working_day"},
            "alternatives": [],
        },
        {
            "text": "30",
            "kind": "unitless",
            "main": {"value": 30, "unit": None},
            "alternatives": [],
            "needs_person": True,
            "reason": "no_unit",
        },
        {"text": "Không quy định", "kind": "none", "main": None, "alternatives": []},
    ]


def test_an_empty_line_states_no_limit(answers):
    assert [document["kind"] for document in answers(b"\n \n")] == ["none", "none"]


def test_no_line_stops_the_command(answers):
    documents = answers(b"\xff\xfe 5\n" + b"9" * 100_000 + b"\n\x00\n05 ng\xc3\xa0y")
    assert [document["kind"] for document in documents] == ["unitless", "needs_person", "none", "simple"]
    assert documents[-1]["text"] == "05 ngày"


def test_no_input_gives_no_answer(answers):
    assert answers(b"") == []
