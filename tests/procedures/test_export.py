"""What is exported comes back without a change, whatever texts the catalogue holds."""

import csv
import io
import random
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from backoffice.base import spreadsheets
from backoffice.procedures import catalogue_export, columns
from backoffice.procedures.importing.plans import previewing
from backoffice.procedures.importing.rows.cell_reader import as_kept
from backoffice.procedures.models import ProcedureFile, ProcedureVersion
from tests.procedures.imports import make_keeper, preview
from tests.support.factories import (
    MONDAY,
    RECEPTION,
    at,
    make_desk,
    make_procedure,
    make_user,
    make_version,
    publish,
)

pytestmark = pytest.mark.django_db
# What spreadsheets, readers and browsers do odd things to. A cell that is nothing but a ditto mark or a tick
# is left out: those stand for something else in every sheet, ours too.
PIECES = [
    "=1+1",
    "+84",
    "- Tờ khai;",
    "@",
    "007",
    "01/02/2026",
    "1,5",
    "(1)",
    "Không",
    "5'",
    "_x0041_",
    "_x000D_ ",
    'a "b"',
    ";",
    ",",
]
PIECES += ["\t", "\r\n", "\n\n", " \n", "  ", "\u00a0", "\u200b", "a\u0302", "Ghi chú:", "Tổng số: 5", "đồng"]
TEXTS = [key for key in columns.CONTENT if key not in ("name", "online_level", "url")]


@pytest.fixture
def keeper():
    return make_keeper()


def fill(keeper, count: int, seed: int) -> None:
    """Make procedures as the admin's form keeps them: empty cells, one text longer than Excel allows."""
    chance = random.Random(seed)
    for n in range(count):
        procedure = make_procedure(keeper.desk, code=f"1.{n:06d}", name=f"Thủ tục {n}")
        version = make_version(procedure)
        for key in TEXTS:
            text = "".join(chance.choices(PIECES, k=chance.randint(0, 6)))
            longest = columns.longest(key)
            setattr(version, columns.attribute(key), as_kept(key, text)[:longest].strip())
        version.steps_text = "Bước một. " * 4000 if n == 3 else version.steps_text
        version.online_level = chance.choice(ProcedureVersion.OnlineLevel.values)
        version.time_limit_text = "05 ngày làm việc"
        version.save()


def as_file(keeper, kind: str) -> bytes:
    table = catalogue_export.catalogue(keeper, on=MONDAY)
    return spreadsheets.xlsx(table) if kind == "xlsx" else spreadsheets.csv_file(table)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_export_comes_back_without_a_change(keeper, kind, seed):
    fill(keeper, 12, seed)
    batch = previewing.preview(
        desk=keeper.desk, by=keeper, data=as_file(keeper, kind), file_name=f"tthc.{kind}", at=at(9)
    )
    said = [(row.code, row.kind, row.changes) for row in batch.rows.all() if row.kind != "UNCHANGED"]
    assert said == []
    assert batch.counts == {"UNCHANGED": 12}


def test_attached_files_make_no_change(keeper):
    version = make_version(make_procedure(keeper.desk))
    ProcedureFile.objects.create(
        version=version, kind="FORM", title="Tờ khai", size=1, sha256="0", added_at=at(8), added_by=keeper
    )
    data = as_file(keeper, "xlsx")
    batch = previewing.preview(desk=keeper.desk, by=keeper, data=data, file_name="a.xlsx", at=at(9))
    assert batch.counts == {"UNCHANGED": 1}


def test_who_imports_exports_the_own_desks_catalogue_and_others_what_they_see(keeper):
    other = make_keeper(make_desk("huyen"))
    shared = make_procedure(other.desk, code="1.000777")
    make_version(shared)
    publish(shared, desk=keeper.desk, by=keeper)
    assert list(catalogue_export.catalogue(keeper, on=MONDAY).rows) == []
    reader = make_user(RECEPTION, desk=keeper.desk)
    assert [row[0] for row in catalogue_export.catalogue(reader, on=MONDAY).rows] == ["1.000777"]


def test_cells_hold_no_formula_keep_zeros_and_open_in_excel(client, keeper):
    version = make_version(make_procedure(keeper.desk, code="0.000007", name="=SUM(A1)"), fee_text="007")
    assert version.valid_from < MONDAY
    client.force_login(keeper)
    url = reverse("admin:procedures_procedure_export")
    book = openpyxl.load_workbook(io.BytesIO(client.get(url).content))
    cells = {cell.value: cell for cell in book.active[2] if cell.value}
    assert {cells["0.000007"].data_type, cells["=SUM(A1)"].data_type, cells["007"].data_type} == {"s"}
    answer = client.get(url, {"format": "csv"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    _titles, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert row[:2] == ["0.000007", "'=SUM(A1)"]


def test_a_text_typed_in_the_form_is_kept_as_the_importer_would_keep_it(client, keeper):
    version = make_version(make_procedure(keeper.desk), valid_to=date(2027, 1, 1))
    client.force_login(keeper)
    url = reverse("admin:procedures_procedureversion_change", args=[version.pk])
    form = client.get(url).context["adminform"].form
    data = {name: "" if value is None else value for name, value in form.initial.items()}
    empty = {
        f"{prefix}-{key}": "0"
        for prefix in ("time_limits", "components", "fees")
        for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    days = {"valid_from": "01/01/2018", "valid_to": "01/01/2027"}
    typed = {"documents_text": "- Tờ  khai\u00a0;\r\n- Gia\u0302y", "subjects": "Công dân \r\n\r\n Tổ chức"}
    assert client.post(url, {**data, **empty, **days, **typed}).status_code == 302
    version.refresh_from_db()
    assert version.documents_text == "- Tờ khai ;\n- Giây"
    assert version.subjects == "Công dân\nTổ chức"
    assert preview(
        keeper, ["1", "1.001193", "Đăng ký khai sinh", "Hộ tịch", "", "- Tờ khai ;\n- Giây"]
    ).counts == {"UNCHANGED": 1}
