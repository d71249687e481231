"""The rules of the catalogue's pages; see `tests/scope/rule.py`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from backoffice.organisation.models import Desk, User
from backoffice.procedures.models import (
    ImportBatch,
    ImportRow,
    NationalComparison,
    Procedure,
    ProcedureFile,
    ProcedureVersion,
    ProcessStep,
)
from tests.scope.rule import BOTH, Rule, office
from tests.scope.world import Keys

IMPORT = ("procedures.import_procedures",)


def _import(keys: Keys) -> list[Mapping[str, Any]]:
    rows = {"shown": keys(ImportRow), "accept": keys(ImportRow)}
    return [rows | {verb: "1"} for verb in ("apply", "discard", "roll_back")] + [
        rows | {"accept_kind": "CHANGED"}
    ]


def _pair(keys: Keys) -> list[Mapping[str, Any]]:
    return [{"pk": f"{keys(Procedure)}-{keys(Desk)}"}]


def _process(keys: Keys) -> list[Mapping[str, Any]]:
    step = {"id": keys(ProcessStep), "ordinal": 1, "kind": "RECEPTION", "name": "x", "hours": 1}
    step |= {"officer": keys(User), "standby": keys(User)}
    counts = {"steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": 1, "save": "1"}
    table = "Trình tự các bước\tTrách nhiệm\tThời gian\nTiếp nhận\tMột cửa\t½ ngày"
    return [
        counts | {f"steps-0-{name}": value for name, value in step.items()},
        {"divide": "1"},
        # An unknown code stays in its field, so another desk's code would be in the answer.
        {"copy": "1", "code": "1.001193"},
        {"take_table": "1", "table": table},
    ]


def _sheet() -> SimpleUploadedFile:
    return SimpleUploadedFile("tthc.csv", "Mã TTHC,Tên TTHC\n1.001193,Đăng ký khai sinh\n".encode())


PROCEDURES = {
    "admin:procedures_procedure_export": Rule(
        ("procedures.view_procedure",), query=lambda keys: [{}, {"format": "csv"}]
    ),
    "admin:procedures_procedure_compare": Rule(
        ("procedures.view_procedure",), lambda keys: [keys(Procedure)]
    ),
    "admin:procedures_procedure_publish": Rule(
        ("procedures.publish_procedure",), query=_pair, form=_pair, methods=BOTH
    ),
    "admin:procedures_procedure_assign": Rule(
        ("procedures.change_procedure",),
        form=lambda keys: [{"pk": keys(Procedure), "owner": keys(User), "review_on": "01/12/2027"}],
        methods=BOTH,
    ),
    "admin:procedures_procedure_reviewed": Rule(
        ("procedures.view_procedure",), lambda keys: [keys(Procedure)], methods=("POST",)
    ),
    "admin:procedures_posting_checklist": Rule(
        ("procedures.view_postingcheck",),
        query=office,
        form=lambda keys: [{"office": keys.slug, "state_FEES": "no", "note_FEES": "x"}],
        methods=BOTH,
    ),
    "admin:procedures_nationalcomparison_add": Rule(
        ("procedures.add_nationalcomparison",),
        form=lambda keys: [{"desk": keys(Desk), "file": _sheet()}],
        methods=BOTH,
    ),
    "admin:procedures_nationalcomparison_change": Rule(
        ("procedures.view_nationalcomparison",),
        lambda keys: [keys(NationalComparison)],
        query=lambda keys: [{}, {"format": "xlsx"}, {"kind": "fee", "q": "khai sinh"}],
    ),
    "admin:procedures_procedureversion_files": Rule(
        ("procedures.view_procedurefile",),
        lambda keys: [keys(ProcedureVersion)],
        form=lambda keys: [
            {"remove": keys(ProcedureFile)},
            {"carry_over": "1"},
            {"kind": "FORM", "file": SimpleUploadedFile("mau.pdf", b"%PDF-1.7 moi")},
        ],
        methods=BOTH,
    ),
    "admin:procedures_procedureversion_file": Rule(
        ("procedures.view_procedurefile",), lambda keys: [keys(ProcedureVersion), keys(ProcedureFile)]
    ),
    "admin:procedures_procedureversion_process": Rule(
        ("procedures.view_procedureversion",),
        lambda keys: [keys(ProcedureVersion)],
        form=_process,
        methods=BOTH,
    ),
    "admin:procedures_importbatch_add": Rule(
        IMPORT, form=lambda keys: [{"desk": keys(Desk), "file": _sheet()}], methods=BOTH
    ),
    "admin:procedures_importbatch_change": Rule(
        ("procedures.view_importbatch",),
        lambda keys: [keys(ImportBatch)],
        query=lambda keys: [{}, {"kind": "CHANGED"}],
        form=_import,
        methods=BOTH,
    ),
    "admin:procedures_importbatch_history": Rule(
        ("procedures.view_importbatch",), lambda keys: [keys(ImportBatch)], form=_import, methods=BOTH
    ),
    "admin:procedures_importbatch_mapping": Rule(IMPORT, lambda keys: [keys(ImportBatch)], methods=BOTH),
    "admin:procedures_importbatch_row": Rule(
        ("procedures.view_importbatch",),
        lambda keys: [keys(ImportBatch), keys(ImportRow)],
        form=lambda keys: [{"code": keys.value(Procedure, "code")}],
        methods=BOTH,
    ),
    "admin:procedures_importbatch_marked": Rule(
        ("procedures.view_importbatch",), lambda keys: [keys(ImportBatch)]
    ),
    "admin:procedures_importbatch_progress": Rule(IMPORT, lambda keys: [UUID(int=1)]),
    "admin:procedures_procedureversion_limits": Rule(
        ("procedures.change_timelimit",),
        query=lambda keys: [{}, {"version": keys(ProcedureVersion)}],
        methods=BOTH,
    ),
}
