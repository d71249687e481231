"""Every list can be filtered by days, saved under a name, and downloaded with what it shows."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from backoffice.dossiers.models import Access
from backoffice.reports import saved_filters
from backoffice.reports.models import SavedFilter
from tests.reports.factories import Shelf
from tests.support import factories

LIST = reverse("admin:dossiers_dossier_changelist")
FORM = reverse("admin:reports_form06")


@pytest.fixture
def lead(db, client):
    shelf = Shelf()
    lead = factories.make_user(factories.DESK_LEAD, desk=shelf.desk)
    for day in (30, 31):
        shelf.put(date(2018, 10, day), date(2018, 11, 9), None)
    shelf.put(date(2018, 11, 1), date(2018, 11, 9), None)
    Shelf("da-bac", agency_code="H28.06").put(date(2018, 10, 31), date(2018, 11, 9), None)
    client.force_login(lead)
    return lead


def codes(answer) -> list[str]:
    return [row[0] for row in load_workbook(BytesIO(answer.content)).active.values][1:]


def test_a_list_is_filtered_by_days_of_vietnam_both_included(client, lead):
    page = client.get(LIST, {"first": "2018-10-31", "last": "2018-10-31"})
    assert [row.code for row in page.context["cl"].result_list] == ["H28.05-181031-0002"]
    assert 'value="31/10/2018"' in page.content.decode()
    assert "31/10/2018 – 31/10/2018</summary>" in page.content.decode()


def test_a_list_is_downloaded_with_the_rows_and_columns_it_shows(client, lead):
    answer = client.get(LIST, {"first": "2018-10-31", "format": "xlsx"})
    assert codes(answer) == ["H28.05-181101-0003", "H28.05-181031-0002"]
    assert "Bộ phận" in str(list(load_workbook(BytesIO(answer.content)).active.values)[1])


def test_a_file_with_personal_data_is_recorded_as_an_access_to_every_dossier(client, lead):
    client.get(LIST, {"format": "csv"})
    looks = Access.objects.filter(kind=Access.Kind.EXPORT, user=lead)
    assert sorted(looks.values_list("dossier__received_on", flat=True)) == [
        date(2018, 10, 30),
        date(2018, 10, 31),
        date(2018, 11, 1),
    ]


def test_a_name_that_looks_like_a_formula_stays_a_text_in_the_file(client, lead):
    lead.held_dossiers.update(applicant_name="=1+1")
    from_shelf = client.get(LIST, {"format": "csv"}).content.decode("utf-8-sig")
    assert ",=1+1" not in from_shelf


def test_invalid_days_show_no_rows_and_an_error(client, lead):
    page = client.get(LIST, {"first": "hom qua"})
    assert page.status_code == 200
    assert list(page.context["cl"].result_list) == []


def test_a_filter_is_saved_for_its_account_only_and_its_address_is_the_link(client, lead):
    client.post(reverse("admin:reports_save"), {"path": LIST, "query": "due=late&p=3", "name": "Quá hạn"})
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.url) == (lead, f"{LIST}?due=late")
    assert "Quá hạn" in client.get(LIST).content.decode()
    other = factories.make_user(factories.DESK_LEAD, desk=lead.desk)
    client.force_login(other)
    assert client.post(reverse("admin:reports_unsave", args=[saved.pk])).status_code == 404
    assert SavedFilter.objects.count() == 1


def test_a_filter_with_a_name_in_use_replaces_the_former(lead):
    for query in ("due=late", "due=soon"):
        saved_filters.keep(user=lead, path=LIST, query=query, name="Của tôi", at=factories.at())
    assert [saved.query for saved in SavedFilter.objects.all()] == ["due=soon"]


def test_a_hundred_filters_are_kept_and_the_last_can_still_be_replaced(lead):
    mine = {"user": lead, "path": LIST, "query": "due=late", "at": factories.at()}
    for number in range(1, 101):
        saved_filters.keep(name=f"Bộ lọc {number}", **mine)
    with pytest.raises(saved_filters.NotKept, match="100"):
        saved_filters.keep(name="Bộ lọc 101", **mine)
    replaced = saved_filters.keep(name="Bộ lọc 100", **mine | {"query": "due=soon"})
    assert (SavedFilter.objects.count(), replaced.query) == (100, "due=soon")


@pytest.mark.parametrize(
    "path", ["https://example.org/", "//example.org/admin/", "/", "/admin/khong-co/x/y/"]
)
def test_only_our_own_pages_are_saved(lead, path):
    with pytest.raises(saved_filters.NotKept):
        saved_filters.keep(user=lead, path=path, query="", name="x", at=factories.at())


def test_the_form_offers_its_saved_filters_too(client, lead):
    saved_filters.keep(user=lead, path=FORM, query="by=division", name="Theo phòng", at=factories.at())
    assert "Theo phòng" in client.get(FORM).content.decode()
