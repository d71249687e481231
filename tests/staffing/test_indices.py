"""The indices of Thông tư 01/2018, with the worked examples R55 to R58."""

from decimal import Decimal

import pytest

from backoffice.staffing.evaluation.indices import (
    MINIMUM_DOSSIERS,
    OfficerGrade,
    UnitGrade,
    agency_points,
    attitude_points,
    contact_points,
    feedback_points,
    index_score,
    officer_grade,
    officer_scores,
    online_points,
    publicity_points,
    time_points,
    unit_grade,
    whole_process_points,
)

THREE = [
    {1: 2, 2: 2, 3: 2, 4: 2, 7: 2},
    {1: 1, 2: 1, 3: 2, 4: 2, 7: 1},
    {1: 0, 2: 1, 3: 1, 4: 1, 7: 0},
]


def test_an_officer_with_three_dossiers_has_6_7():
    """R55."""
    scores = officer_scores(THREE)
    assert [str(line.score) for line in scores.lines] == ["1.0", "1.3", "1.7", "1.7", "1.0"]
    assert scores.total == Decimal("6.7")
    assert officer_grade(scores.total) == OfficerGrade.FULL


def test_a_missing_index_is_not_in_the_denominator():
    assert index_score([2, None, 1]) == Decimal("1.5")
    assert index_score([None, None]) is None
    assert index_score([]) is None


def test_scores_are_rounded_half_up_to_one_decimal():
    assert index_score([1] * 5 + [0] * 15) == Decimal("0.3")
    assert index_score([2, 2, 1]) == Decimal("1.7")


def test_no_rank_is_shown_below_the_minimum_or_without_data_for_an_index():
    assert officer_scores(THREE).grade is None
    assert officer_scores(THREE * 2).grade == OfficerGrade.FULL
    assert MINIMUM_DOSSIERS == 5
    without_attitude = [{**row, 7: None} for row in THREE * 2]
    assert officer_scores(without_attitude).grade is None
    assert officer_scores(without_attitude).total == Decimal("5.7")


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("10", OfficerGrade.FULL),
        ("5.0", OfficerGrade.FULL),
        ("4.9", OfficerGrade.PARTLY),
        ("3.5", OfficerGrade.PARTLY),
        ("3.4", OfficerGrade.LOW),
        ("0", OfficerGrade.LOW),
    ],
)
def test_thresholds_of_an_officer_include_their_lower_bound(total, grade):
    """R56."""
    assert officer_grade(Decimal(total)) == grade


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("15.0", UnitGrade.EXCELLENT),
        ("14.9", UnitGrade.GOOD),
        ("12.0", UnitGrade.GOOD),
        ("11.9", UnitGrade.FAIR),
        ("9.0", UnitGrade.FAIR),
        ("8.9", UnitGrade.AVERAGE),
        ("6.0", UnitGrade.AVERAGE),
        ("5.9", UnitGrade.WEAK),
    ],
)
def test_thresholds_of_a_unit_include_their_lower_bound(total, grade):
    """R56."""
    assert unit_grade(Decimal(total)) == grade


@pytest.mark.parametrize(("taken", "points"), [(39, 2), (40, 1), (41, 0)])
def test_time_is_compared_with_the_limit(taken, points):
    assert time_points(taken, 40) == points


@pytest.mark.parametrize(
    ("contacts", "own", "points"), [(0, 0, 2), (1, 0, 1), (2, 0, 0), (3, 3, 2), (3, 2, 1)]
)
def test_contacts_that_the_applicant_caused_do_not_count(contacts, own, points):
    assert contact_points(contacts, by_applicant=own) == points


@pytest.mark.parametrize(
    ("agencies", "required", "points"), [(0, 0, 2), (1, 0, 1), (2, 0, 0), (2, 1, 1), (3, 1, 0)]
)
def test_an_agency_whose_check_the_law_requires_is_not_added_to_the_desk(agencies, required, points):
    assert agency_points(agencies, required=required) == points


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({"early": True}, 2),
        ({}, 1),
        ({"late": True}, 0),
        ({"early": True, "true_feedback": 1}, 0),
        ({"early": True, "pending_feedback": 1}, None),
        ({"true_feedback": 1, "pending_feedback": 1}, 0),
    ],
)
def test_only_feedback_found_true_removes_the_points_and_pending_feedback_leaves_them_open(facts, points):
    """R57: feedback found false is not counted at all."""
    usual = {"early": False, "late": False, "true_feedback": 0, "pending_feedback": 0}
    assert attitude_points(**usual | facts) == points


@pytest.mark.parametrize(
    ("received", "in_time", "prolonged", "points"),
    [(0, 0, 0, 2), (10, 10, 0, 2), (10, 9, 0, 1), (10, 8, 0, 0), (10, 10, 1, 0), (100, 89, 0, 0)],
)
def test_feedback_is_handled_in_time_and_none_prolonged(received, in_time, prolonged, points):
    """R58."""
    assert feedback_points(received=received, in_time=in_time, prolonged=prolonged) == points


@pytest.mark.parametrize(
    ("level", "at_desk", "points"),
    [
        ("DISTRICT", 50, 2),
        ("DISTRICT", 49, 1),
        ("COMMUNE", 100, 2),
        ("COMMUNE", 99, 1),
        ("PROVINCE", 20, 2),
        ("PROVINCE", 19, 1),
    ],
)
def test_the_whole_process_at_the_desk_has_a_share_for_each_level(level, at_desk, points):
    everything = {"listed": 100, "not_exempt": 90, "received_and_returned": 90}
    assert whole_process_points(level=level, at_desk=at_desk, **everything) == points


def test_one_procedure_received_elsewhere_removes_all_points_of_index_5():
    facts = {"level": "DISTRICT", "listed": 100, "at_desk": 100, "not_exempt": 90}
    assert whole_process_points(**facts, received_and_returned=89) == 0
    assert whole_process_points(**facts | {"listed": 0}, received_and_returned=90) == 0


@pytest.mark.parametrize(
    ("posted", "electronic", "points"), [(True, True, 2), (True, False, 1), (False, False, 0)]
)
def test_publicity_counts_paper_and_electronic(posted, electronic, points):
    assert publicity_points(posted=posted, electronic=electronic) == points


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({}, 2),
        ({"deployed": 19}, 1),
        ({"online": 29}, 1),
        ({"online": 15}, 1),
        ({"online": 14}, 0),
        ({"overdue": 1}, 0),
        ({"deployed": 0}, 0),
        ({"dossiers": 0, "online": 0}, 0),
    ],
)
def test_online_service_needs_procedures_share_and_no_overdue_dossier(facts, points):
    usual = {"eligible": 100, "deployed": 20, "dossiers": 100, "online": 30, "overdue": 0}
    assert online_points(**usual | facts) == points
