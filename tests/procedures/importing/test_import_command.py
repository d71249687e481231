"""The command import_procedures: one JSON document, exit codes, all or nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from backoffice.base import spreadsheets
from backoffice.procedures import catalogue_export
from backoffice.procedures.management.commands import import_procedures
from backoffice.procedures.models import ImportBatch, Posting, Procedure, ProcedureVersion
from tests.procedures.imports import BIRTH, DEATH, history_rows, make_keeper, sheet
from tests.support.factories import MONDAY, make_desk, make_user

pytestmark = pytest.mark.django_db
KEYS = ["created", "changed", "unchanged", "closed", "errors", "warnings", "batch"]
BROKEN = [2, "1.0006", "Khai tử", "Hộ tịch", "", ""]


@pytest.fixture
def keeper():
    return make_keeper()


def run(tmp_path, data: bytes, *options: str, name: str = "a.xlsx") -> dict:
    file = tmp_path / name
    file.write_bytes(data)
    out = StringIO()
    try:
        call_command("import_procedures", str(file), "--json", *options, stdout=out)
        code = 0
    except SystemExit as end:
        code = end.code
    return {**json.loads(out.getvalue()), "code": code}


def test_it_prints_exactly_the_keys_others_rely_on(tmp_path, keeper):
    report = run(tmp_path, sheet(BIRTH, DEATH))
    assert [key for key in report if key != "code"] == KEYS
    assert (report["created"], report["errors"], report["code"]) == (2, [], 0)
    assert report["batch"] == ImportBatch.objects.get().pk
    assert Posting.objects.filter(status="PUBLISHED").count() == 0


def test_errors_write_nothing_and_exit_with_1(tmp_path, keeper):
    report = run(tmp_path, sheet(BIRTH, BROKEN))
    assert (report["code"], report["batch"]) == (1, None)
    (error,) = report["errors"]
    assert {key: error[key] for key in ("sheet", "row", "column", "value")} == {
        "sheet": "TTHC",
        "row": 3,
        "column": "B",
        "value": "1.0006",
    }
    assert not Procedure.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_trial_counts_and_leaves_nothing(tmp_path, keeper):
    report = run(tmp_path, sheet(BIRTH), "--dry-run")
    assert (report["created"], report["batch"], report["code"]) == (1, None, 0)
    assert not ImportBatch.objects.exists()


def test_an_unreadable_file_is_an_error_in_a_sentence(tmp_path, keeper):
    report = run(tmp_path, b"PK nothing")
    assert report["code"] == 1
    assert report["errors"][0]["message"]


def test_the_decision_is_given_whole(tmp_path, keeper):
    with pytest.raises(CommandError) as refusal:
        run(tmp_path, sheet(BIRTH), "--decision", "15/QĐ-UBND")
    assert refusal.value.returncode == 2
    decision = ("--decision", "15/QĐ-UBND", "--decided-on", "2026-11-16", "--effective-on", "2026-12-01")
    run(tmp_path, sheet(BIRTH), *decision)
    assert ProcedureVersion.objects.get().decision.number == "15/QĐ-UBND"


def test_an_office_without_a_keeper_is_wrong_usage(tmp_path, keeper):
    make_user(desk=make_desk("hoa-binh"))
    for office in ("hoa-binh", "khong-co"):
        with pytest.raises(CommandError) as refusal:
            run(tmp_path, sheet(BIRTH), "--office", office)
        assert refusal.value.returncode == 2


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_exported_catalogue_comes_back_without_a_change(tmp_path, keeper, kind):
    odd = [
        [1, "1.001193", "Đăng ký khai sinh", "Hộ tịch", "05 ngày làm việc", "- Tờ khai;\n- Giấy chứng sinh"],
        [2, "1.000656", "'=Đăng ký khai tử", "Hộ tịch", "Trong ngày", "+ Giấy báo tử\n'Bản sao"],
        [3, "2.000001", "Cấp bản sao, trích lục “hộ tịch”", "Hộ tịch", "03 giờ", "@ Tờ khai"],
    ]
    run(tmp_path, sheet(*odd))
    before = history_rows()
    table = catalogue_export.catalogue(keeper, on=ProcedureVersion.objects.latest("pk").valid_from)
    data = spreadsheets.xlsx(table) if kind == "xlsx" else spreadsheets.csv_file(table)
    report = run(tmp_path, data, name=f"xuat.{kind}")
    assert {key: report[key] for key in KEYS[:5]} == {
        "created": 0,
        "changed": 0,
        "unchanged": 3,
        "closed": 0,
        "errors": [],
    }
    assert history_rows() == before


def test_an_export_holds_only_what_the_account_sees(keeper):
    other = make_keeper(make_desk("khac"))
    assert list(catalogue_export.catalogue(other, on=MONDAY).rows) == []


def test_a_locked_database_is_a_sentence_and_no_traceback(tmp_path, keeper, monkeypatch):
    def locked(*_rows):
        raise OperationalError("database is locked")

    monkeypatch.setattr(import_procedures, "stored", locked)
    report = run(tmp_path, sheet(BIRTH))
    assert (report["code"], report["batch"], len(report["errors"])) == (1, None, 1)


def test_a_trial_writes_nothing_at_all_so_that_nobody_waits_for_it(tmp_path, keeper):
    with CaptureQueriesContext(connection) as asked:
        run(tmp_path, sheet(BIRTH), "--dry-run")
    assert not [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]


def test_an_effective_day_out_of_all_time_is_refused_by_a_trial_too(tmp_path, keeper):
    days = ["--decision=1/QĐ-UBND", "--decided-on=1900-01-01", "--effective-on=1900-01-01"]
    for trial in ([], ["--dry-run"]):
        report = run(tmp_path, sheet(BIRTH), *days, *trial)
        assert (report["code"], report["batch"]) == (1, None)
        assert "1900" in report["errors"][0]["message"]


def test_a_file_without_a_procedure_is_an_error(tmp_path, keeper):
    report = run(tmp_path, sheet())
    assert (report["code"], report["batch"], len(report["errors"])) == (1, None, 1)
