"""Reading a sheet says what it would change, and changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from backoffice.procedures.importing.plans import acceptance
from backoffice.procedures.models import ImportBatch, ImportRow, Procedure
from tests.procedures.imports import BIRTH, DEATH, HEADER, load, make_keeper, preview, version_of
from tests.support.factories import make_desk, make_procedure, make_user, make_version

pytestmark = pytest.mark.django_db
Kind = ImportRow.Kind


def rows_of(batch: ImportBatch, kind: str) -> list[ImportRow]:
    return list(batch.rows.filter(kind=kind).order_by("pk"))


def test_a_preview_writes_nothing_to_the_catalogue():
    batch = preview(make_keeper(), BIRTH, DEATH)
    assert batch.counts == {"NEW": 2}
    assert not Procedure.objects.exists()


def test_a_change_is_shown_with_its_cell_and_both_values():
    keeper = make_keeper()
    load(keeper, BIRTH, DEATH)
    changed = [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]]
    batch = preview(keeper, changed, DEATH)
    assert batch.counts == {"CHANGED": 1, "UNCHANGED": 1}
    (row,) = rows_of(batch, Kind.CHANGED)
    assert (row.sheet, row.row, row.code) == ("TTHC", 2, "1.001193")
    (change,) = row.changes
    assert (change["column"], change["before"], change["after"]) == (
        "E",
        "05 ngày làm việc",
        "03 ngày làm việc",
    )


def test_an_empty_cell_says_nothing_and_erases_nothing():
    keeper = make_keeper()
    load(keeper, BIRTH)
    assert preview(keeper, [*BIRTH[:5], ""]).counts == {"UNCHANGED": 1}


def test_every_error_is_told_in_one_pass():
    batch = preview(
        make_keeper(), [1, "1.00119", "Khai sinh", "Hộ tịch", "", ""], [2, "1.0006", "Tử", "Hộ tịch"]
    )
    assert [row.row for row in rows_of(batch, Kind.ERROR)] == [2, 3]
    assert acceptance.errors_in(batch) == 2


def test_a_code_given_twice_with_other_content_is_an_error_with_its_place():
    batch = preview(make_keeper(), BIRTH, [2, "1.001193", "Đăng ký lại khai sinh", "Hộ tịch", "", ""])
    problems = [p["message"] for row in rows_of(batch, Kind.ERROR) for p in row.problems]
    assert batch.counts["NEW"] == 1
    assert any("1.001193" in message for message in problems)


def test_a_row_without_a_code_proposes_the_procedure_of_its_name_and_waits_for_a_person():
    keeper = make_keeper()
    load(keeper, BIRTH)
    batch = preview(keeper, [1, "", "đăng ký KHAI SINH", "Hộ tịch", "03 ngày làm việc", ""])
    (row,) = rows_of(batch, Kind.NEEDS_PERSON)
    assert (row.code, row.accepted) == ("1.001193", False)


def test_no_code_is_ever_invented():
    batch = preview(make_keeper(), [1, "", "Thủ tục chưa có mã", "Hộ tịch", "", ""])
    (row,) = rows_of(batch, Kind.NEEDS_PERSON)
    assert (row.code, row.procedure, row.accepted) == ("", None, False)


def test_a_damaged_code_put_right_by_a_person_becomes_an_ordinary_row():
    keeper = make_keeper()
    batch = preview(keeper, [1, "1.00119", "Đăng ký khai sinh", "Hộ tịch", "05 ngày làm việc", "Tờ khai"])
    (row,) = rows_of(batch, Kind.ERROR)
    acceptance.give_code(row=row, by=keeper, code="1.001193")
    row.refresh_from_db()
    assert (row.kind, row.code, row.accepted) == (Kind.NEW, "1.001193", True)
    assert row.values["time_limit"] == "05 ngày làm việc"
    assert ImportBatch.objects.get().counts["NEW"] == 1


def test_a_code_put_right_is_refused_where_another_row_has_it():
    keeper = make_keeper()
    batch = preview(keeper, BIRTH, [2, "1.0006", "Khai tử", "Hộ tịch", "", ""])
    (row,) = rows_of(batch, Kind.ERROR)
    with pytest.raises(acceptance.NotDecided):
        acceptance.give_code(row=row, by=keeper, code="1.001193")


def test_rows_with_errors_are_never_accepted():
    keeper = make_keeper()
    batch = preview(keeper, BIRTH, [2, "1.0006", "Khai tử", "Hộ tịch", "", ""])
    every = [row.pk for row in batch.rows.all()]
    acceptance.accept(batch=batch, by=keeper, wanted=every, among=every)
    assert {row.kind: row.accepted for row in batch.rows.all()} == {Kind.NEW: True, Kind.ERROR: False}


def test_what_the_last_file_had_and_this_one_lacks_is_only_proposed_for_closing():
    keeper = make_keeper()
    load(keeper, BIRTH, DEATH)
    (row,) = rows_of(preview(keeper, BIRTH), Kind.MISSING)
    assert (row.code, row.accepted) == ("1.000656", False)


def test_an_edit_of_the_desk_is_kept_while_the_file_says_what_it_said_before():
    keeper = make_keeper()
    load(keeper, BIRTH)
    version = Procedure.objects.get().versions.get()
    version.time_limit_text = "02 ngày làm việc"
    version.save()
    assert preview(keeper, BIRTH).counts == {"UNCHANGED": 1}


def test_news_over_an_edit_of_the_desk_waits_for_a_person():
    keeper = make_keeper()
    load(keeper, BIRTH)
    version = Procedure.objects.get().versions.get()
    version.time_limit_text = "02 ngày làm việc"
    version.save()
    (row,) = rows_of(preview(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]]), Kind.CHANGED)
    assert (row.accepted, row.changes[0]["conflict"]) == (False, True)


def test_another_desks_procedure_of_the_same_code_is_not_compared():
    make_version(make_procedure(make_desk("hoa-binh"), name="Tên khác"))
    assert preview(make_keeper(), BIRTH).counts == {"NEW": 1}


def test_only_an_account_with_the_right_imports_and_only_into_its_own_desk():
    desk = make_desk()
    keeper = make_keeper(make_desk("hoa-binh"))
    for user in (make_user(desk=desk), keeper):
        user.desk = desk if user is not keeper else user.desk
        with pytest.raises(PermissionDenied):
            preview_into(desk, user)


def preview_into(desk, user):
    from backoffice.procedures.importing.plans import previewing  # noqa: PLC0415
    from tests.procedures.imports import sheet  # noqa: PLC0415
    from tests.support.factories import at  # noqa: PLC0415

    return previewing.preview(desk=desk, by=user, data=sheet(BIRTH), file_name="a.xlsx", at=at(9))


def test_a_preview_takes_the_same_number_of_queries_for_one_row_and_for_two_hundred(
    django_assert_max_num_queries,
):
    keeper = make_keeper()
    many = [[n, f"1.{n:06d}", f"Thủ tục {n}", "Hộ tịch", "05 ngày làm việc", "Đơn"] for n in range(1, 201)]
    with django_assert_max_num_queries(16):
        preview(keeper, *many)


OTHER_HEADER = ["TT", *HEADER[1:]]


def test_a_difference_that_another_source_imported_is_no_edit_of_the_desk():
    keeper = make_keeper()
    load(keeper, BIRTH)
    load(keeper, [*BIRTH[:4], "02 ngày làm việc", BIRTH[5]], header=OTHER_HEADER)
    (row,) = rows_of(preview(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]]), Kind.CHANGED)
    assert (row.accepted, row.changes[0]["conflict"]) == (True, False)


def test_an_edit_of_the_desk_is_seen_by_a_source_that_comes_for_the_first_time_and_names_its_author():
    keeper = make_keeper()
    load(keeper, BIRTH)
    version = Procedure.objects.get().versions.get()
    version.time_limit_text = "02 ngày làm việc"
    version._history_user = keeper
    version.save()
    changed = [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]]
    (row,) = rows_of(preview(keeper, changed, header=OTHER_HEADER), Kind.CHANGED)
    assert (row.accepted, row.changes[0]["conflict"]) == (False, True)
    assert any(str(keeper) in problem["message"] for problem in row.problems)


def test_a_second_import_of_a_source_still_knows_what_its_first_said_of_other_columns():
    keeper = make_keeper()
    load(keeper, BIRTH)
    load(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]])
    version = version_of("1.001193")
    version.documents_text = "Tờ khai do Bộ phận Một cửa phát"
    version.save()
    assert preview(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]]).counts == {"UNCHANGED": 1}


def test_what_a_file_abolishes_is_proposed_for_closing_and_never_made():
    keeper = make_keeper()
    load(keeper, BIRTH)
    header = [*HEADER[:4], "Nội dung công bố"]
    rows = [[*BIRTH[:4], "Bãi bỏ"], [*DEATH[:4], "Bãi bỏ"]]
    batch = preview(keeper, *rows, header=header)
    (row,) = rows_of(batch, Kind.MISSING)
    assert (row.code, row.row, row.accepted) == ("1.001193", 2, False)
    assert batch.counts == {"MISSING": 1, "UNCHANGED": 1}


def test_a_row_without_a_code_that_says_what_is_known_changes_nothing():
    keeper = make_keeper()
    load(keeper, BIRTH)
    assert preview(keeper, [1, "", *BIRTH[2:]]).counts == {"UNCHANGED": 1}
