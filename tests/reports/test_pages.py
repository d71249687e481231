"""Form 06 in the admin: every figure opens exactly its dossiers, within the account's sight."""

import re
from datetime import date
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from openpyxl import load_workbook

from backoffice.dossiers.models import Dossier
from backoffice.dossiers.models.apologies import CauseKind
from backoffice.procedures.models import Field
from backoffice.reports.form06.lines import DIMENSIONS
from tests.reports.factories import ONLINE, Shelf
from tests.support import factories

FORM, LIST = reverse("admin:reports_form06"), reverse("admin:reports_dossiers")
OCTOBER = {"office": "luong-son", "from": "2018-10-01", "to": "2018-10-31"}
FIGURE = re.compile(rf'<a href="({LIST}\?[^"]+)">([\d.]+)</a>')


def day(month: int, number: int) -> date:
    return date(2018, month, number)


@pytest.fixture
def shelf(db) -> Shelf:
    shelf = Shelf()
    division = factories.make_division(shelf.desk)
    land = factories.make_procedure(
        shelf.desk, "1.002273", "Cấp Giấy chứng nhận", field=factories.make_field("Đất đai")
    )
    version = factories.make_version(land)
    shelf.put(day(9, 25), day(10, 2), day(10, 1))
    shelf.put(day(10, 1), day(10, 8), day(10, 5), ONLINE, version=version, division=division)
    late = shelf.put(day(10, 2), day(10, 9), day(10, 12), version=version, received_by_name="Người Khác")
    shelf.apologise(late, CauseKind.CHU_QUAN, signed_on=day(10, 9))
    shelf.put(day(10, 10), day(10, 17), None, division=division)
    shelf.put(day(10, 10), day(10, 17), None, state=Dossier.State.WITHDRAWN, ended_on=day(10, 11))
    shelf.put(day(10, 11), day(10, 18), day(10, 18), state=Dossier.State.REFUSED)
    return shelf


@pytest.fixture
def lead(shelf, client):
    user = factories.make_user(factories.DESK_LEAD, desk=shelf.desk)
    client.force_login(user)
    return user


def links(client, **asked) -> list[tuple[str, int]]:
    page = client.get(FORM, OCTOBER | asked)
    assert page.status_code == 200
    found = FIGURE.findall(page.content.decode())
    return [(unescape(url), int(number.replace(".", ""))) for url, number in found]


@pytest.mark.parametrize("by", DIMENSIONS)
def test_every_figure_opens_that_many_dossiers(client, lead, by, monkeypatch):
    found = links(client, by=by)
    assert len(found) > 20
    for url in found[:: len(found) - 1]:
        assert client.get(url[0]).status_code == 200
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")  # the others look like these two
    lengths = [(url, client.get(url).context_data["page"].paginator.count) for url, _ in found]
    assert lengths == found


def test_the_dossiers_of_a_figure_are_those_of_its_line(client, lead):
    land = Field.objects.get(name="Đất đai")
    answer = client.get(LIST, OCTOBER | {"by": "field", "question": "late", "line": str(land.pk)})
    assert [row.code for row in answer.context["page"]] == ["H28.05-181002-0003"]
    assert "H28.05-181002-0003" in answer.content.decode()


def test_dossiers_without_a_value_have_a_line_of_their_own(client, lead):
    answer = client.get(LIST, OCTOBER | {"by": "division", "question": "resolved_total", "line": ""})
    assert answer.context["page"].paginator.count == 3


def test_the_page_names_the_whole_of_a_percentage(client, lead):
    page = client.get(FORM, OCTOBER).content.decode()
    assert "25,00 %" in page
    assert "Quá hạn, trên số đã giải quyết" in page


def test_where_nothing_was_resolved_there_is_a_dash(client, lead):
    page = client.get(FORM, OCTOBER | {"from": "2017-01-01", "to": "2017-01-31"}).content.decode()
    assert page.count("<strong>–</strong>") == 3


def test_ended_without_result_and_refused_dossiers_are_beside_the_form(client, lead):
    counts = {parse_qs(urlsplit(url).query)["question"][0]: number for url, number in links(client)}
    assert (counts["withdrawn"], counts["refused"], counts["received_total"]) == (1, 1, 5)


def test_a_form_that_does_not_add_up_names_its_dossiers_and_shows_no_table(client, lead):
    Dossier.objects.filter(code="H28.05-181002-0003").update(resolved_on=day(9, 1))
    page = client.get(FORM, OCTOBER).content.decode()
    assert "H28.05-181002-0003" in page
    assert "rp-table" not in page


def test_an_office_out_of_sight_cannot_be_requested(client, lead):
    Shelf("da-bac", agency_code="H28.06").put(day(10, 1), day(10, 8), None)
    answer = client.get(FORM, OCTOBER | {"office": "da-bac"})
    assert "form" not in answer.context
    assert client.get(LIST, OCTOBER | {"office": "da-bac", "question": "late"}).status_code == 404


def test_the_offices_below_are_counted_only_as_far_as_the_account_sees(client, shelf):
    officer = factories.make_user(factories.RECEPTION, desk=shelf.desk)
    client.force_login(officer)
    commune = Shelf("nhuan-trach", agency_code="H28.05.01", parent=shelf.desk)
    commune.put(day(10, 1), day(10, 8), None)
    whole = client.get(FORM, OCTOBER | {"below": "on"}).context["form"].totals["received_total"]
    assert whole == 5
    factories.allow(officer, "organisation.see_subordinate_desks")
    whole = client.get(FORM, OCTOBER | {"below": "on"}).context["form"].totals["received_total"]
    assert whole == 6


def test_a_division_sees_its_part_and_a_sentence_about_it(client, shelf):
    division = shelf.desk.divisions.get()
    client.force_login(factories.make_user(factories.DIVISION_OFFICER, desk=shelf.desk, division=division))
    answer = client.get(FORM, OCTOBER)
    assert answer.context["form"].totals["received_total"] == 2
    assert "Chỉ tính những hồ sơ chuyển đến phòng của bạn." in answer.content.decode()


def test_without_the_right_to_read_dossiers_there_is_no_report(client, shelf):
    client.force_login(factories.make_user(desk=shelf.desk))
    assert [client.get(url, OCTOBER).status_code for url in (FORM, LIST)] == [403, 403]


def test_a_period_that_ends_before_it_begins_is_an_error_of_its_field(client, lead):
    page = client.get(FORM, OCTOBER | {"to": "2018-09-01"}).content.decode()
    assert "Ngày cuối kỳ phải không trước ngày đầu kỳ." in page


def test_the_form_is_downloaded_as_a_spreadsheet_and_as_json(client, lead):
    sheet = load_workbook(BytesIO(client.get(FORM, OCTOBER | {"format": "xlsx"}).content)).active
    assert [sheet.cell(12, column).value for column in (2, 3, 7, 11)] == ["Tổng cộng", 5, 4, 1]
    assert client.get(FORM, OCTOBER | {"format": "json"}).json()["totals"]["received_total"] == 5


def test_a_list_is_downloaded_with_all_its_rows(client, lead):
    asked = OCTOBER | {"question": "resolved_total"}
    book = load_workbook(BytesIO(client.get(LIST, asked | {"format": "xlsx"}).content))
    assert book.active.max_row == 5
    lines = client.get(LIST, asked | {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("H28.05-180925-0001,")


def test_an_unknown_question_has_no_page(client, lead):
    assert client.get(LIST, OCTOBER | {"question": "khong-co"}).status_code == 404


def test_the_cost_of_the_form_does_not_grow_with_its_lines(client, lead, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        client.get(FORM, OCTOBER | {"by": "procedure"})
