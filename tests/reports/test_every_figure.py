"""Whatever the offices, dossiers and periods: a figure is its list's length, the parts are the whole."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from backoffice.dossiers.models import Dossier
from backoffice.dossiers.models.apologies import CauseKind
from backoffice.reports import form06, late_letters
from backoffice.reports.asking import ANY_QUESTION
from backoffice.reports.late_letters import LATE
from backoffice.reports.lines import DIMENSIONS, of_line
from backoffice.reports.questions import QUESTIONS, SIDE, TOTALS, Span
from tests import factories
from tests.reports.factories import DIRECT, ONLINE, POST, Shelf

DAYS = st.dates(date(2018, 9, 20), date(2018, 11, 10))
State, Nature = Dossier.State, Dossier.Nature
LIVES = st.fixed_dictionaries(
    {
        "received": DAYS,
        "term": st.integers(0, 15),
        "taken": st.none() | st.integers(0, 25),
        "ended": st.none() | st.sampled_from([State.STOPPED, State.WITHDRAWN]),
        "channel": st.sampled_from([DIRECT, ONLINE, POST]),
        "shelf": st.integers(0, 1),
        "version": st.integers(0, 1),
        "has_division": st.booleans(),
        "receiver": st.sampled_from(["Người Thứ Nhất", "Người Thứ Hai"]),
        "nature": st.sampled_from([Nature.DEMO, Nature.DEMO, Nature.PRACTICE]),
        "refused": st.booleans(),
        "letter": st.none() | st.sampled_from(list(CauseKind)),
        "signed": st.none() | st.integers(0, 10),
    }
)
PERIODS = st.tuples(DAYS, DAYS).map(sorted).map(lambda days: Span(*days))


class Hall:
    """Two offices, one below the other, with two procedures and a division."""

    def __init__(self) -> None:
        district = Shelf()
        self.shelves = [district, Shelf("nhuan-trach", agency_code="H28.05.01", parent=district.desk)]
        self.division = factories.make_division(district.desk)
        land = factories.make_field("Đất đai")
        procedure = factories.make_procedure(district.desk, "1.002273", "Cấp Giấy chứng nhận", field=land)
        self.versions = [district.version, factories.make_version(procedure)]
        self.rows = form06.dossiers_of(district.desk, by="office")

    def put(self, life: dict) -> None:
        shelf: Shelf = self.shelves[life["shelf"]]
        received, fields = life["received"], {}
        due = received + timedelta(days=life["term"])
        resolved = None if life["taken"] is None else received + timedelta(days=life["taken"])
        if life["ended"]:
            fields = {"state": life["ended"], "ended_on": resolved or received}
            resolved = None
        elif resolved and life["refused"]:
            fields = {"state": State.REFUSED}
        dossier = shelf.put(
            received,
            due,
            resolved,
            life["channel"],
            version=self.versions[life["version"]],
            division=self.division if life["has_division"] else None,
            received_by_name=life["receiver"],
            nature=life["nature"],
            **fields,
        )
        if life["letter"]:
            signed = None if life["signed"] is None else received + timedelta(days=life["signed"])
            shelf.apologise(dossier, life["letter"], signed_on=signed)


class EveryFigure(TestCase):
    @settings(max_examples=15)
    @given(st.lists(LIVES, max_size=8), PERIODS)
    def test_is_the_length_of_its_list_and_the_parts_are_the_whole(self, lives, span):
        hall = Hall()
        for life in lives:
            hall.put(life)
        length = {name: len(question(hall.rows, span)) for name, question in ANY_QUESTION.items()}
        for by in DIMENSIONS:
            form = form06.form(hall.rows, span, by=by)
            self.check_whole(form, length)
            self.check_lines(form, hall.rows, by)
        self.check_late(late_letters.table(hall.rows, span), length)

    def check_whole(self, form: form06.Form, length: dict[str, int]) -> None:
        totals = form.totals
        assert totals == {name: length[name] for name in form06.COLUMNS}
        assert form.side == {name: length[name] for name in SIDE}
        assert totals["received_total"] == totals["resolved_total"] + totals["pending_total"]
        assert length["in_time"] == totals["early"] + totals["on_time"]

    def check_lines(self, form: form06.Form, rows, by: str) -> None:
        for line in form.lines:
            lists = {
                name: len(of_line(question(rows, form.span), by, line.key))
                for name, question in (TOTALS | QUESTIONS).items()
                if name in line.figures
            }
            assert lists == line.figures
        for column in form06.COLUMNS:
            assert sum(line.figures[column] for line in form.lines) == form.totals[column]

    def check_late(self, table, length: dict[str, int]) -> None:
        figures = {name: number for line in table for name, number in line.figures.items()}
        assert figures == {name: length[name] for name in LATE}
        for when in late_letters.WHENS:
            assert length[when] == length[f"{when}__letter"] + length[f"{when}__no_letter"]
