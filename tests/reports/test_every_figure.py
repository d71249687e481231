"""For all offices, calendars, dossiers and periods: a figure is its list's length and the count of a walk.

The world is drawn and changed by the real verbs; `naive` counts it from the instants alone.
"""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from backoffice.reports.admin_views.parameters import ANY_QUESTION
from backoffice.reports.form06 import form06, late_letters
from backoffice.reports.form06.late_letters import LATE
from backoffice.reports.form06.lines import DIMENSIONS, of_line
from backoffice.reports.form06.questions import SIDE, Span
from tests.reports import naive
from tests.reports.worlds import PERIOD, WORLDS, World

# Which office is asked, mostly the first and mostly with those below it; of which lines every list is opened.
ASKED = st.tuples(
    st.sampled_from([0, 0, 0, 1, 2, 3]),
    st.sampled_from([True, True, False]),
    st.sampled_from(list(DIMENSIONS)),
)


class EveryFigure(TestCase):
    @settings(max_examples=12)
    @given(WORLDS, PERIOD, ASKED)
    def test_is_the_length_of_its_list_and_the_count_of_a_walk_over_the_dossiers(self, drawn, ends, asked):
        world = World(drawn)
        self.check_every_day(world)
        self.check_whole(world)
        self.check_period(world, world.period(ends), *asked)

    def check_every_day(self, world: World) -> None:
        """A period of one day has that day: both its boundaries are Vietnam's midnights."""
        rows = form06.dossiers_of(world.offices[0].desk, by="office")
        for day in world.days:
            counted, span = naive.count(world.lives, day, day), Span(day, day)
            assert form06.totals(rows, span) == {name: naive.number(counted, name) for name in form06.COLUMNS}
            late = late_letters.figures_of(late_letters.table(rows, span))
            assert late == {name: naive.number(counted, name) for name in LATE}
            ended = {name: SIDE[name](rows, span).count() for name in SIDE}
            assert ended == {name: naive.number(counted, name) for name in SIDE}

    def check_whole(self, world: World) -> None:
        """From the first to the last day all is counted: every line of every dimension opens its list."""
        span = Span(world.days[0], world.days[-1])
        counted = naive.count(world.lives, span.first, span.last)
        for by in DIMENSIONS:
            rows = form06.dossiers_of(world.offices[0].desk, by=by, below=True)
            self.check_lines(self.form(rows, span, by, counted), by, rows, ["received_total"])

    def check_period(self, world: World, span: Span, number: int, below: bool, opened: str) -> None:
        desk, tree = world.below(number)
        for by in DIMENSIONS:
            keys = tree if below or by == "office" else {str(desk.pk)}
            lives = [life for life in world.lives if life.keys["office"] in keys]
            counted = naive.count(lives, span.first, span.last)
            rows = form06.dossiers_of(desk, by=by, below=below)
            form = self.form(rows, span, by, counted)
            if by == opened:
                self.check_lines(form, by, rows, form06.COLUMNS)
                self.check_lists(rows, span, counted)

    def form(self, rows, span: Span, by: str, counted: list[naive.Counted]) -> form06.Form:
        """Return the form, checked against the walk."""
        found = form06.form(rows, span, by=by)
        assert {line.key: line.figures for line in found.lines} == naive.lines(counted, by)
        assert found.totals == {column: naive.number(counted, column) for column in form06.COLUMNS}
        assert found.side == {name: naive.number(counted, name) for name in SIDE}
        for column in form06.COLUMNS:
            assert sum(line.figures[column] for line in found.lines) == found.totals[column]
        return found

    def check_lines(self, form: form06.Form, by: str, rows, columns) -> None:
        for column in columns:
            asked = ANY_QUESTION[column](rows, form.span)
            lists = {line.key: len(of_line(asked, by, line.key)) for line in form.lines}
            assert lists == {line.key: line.figures[column] for line in form.lines}

    def check_lists(self, rows, span: Span, counted: list[naive.Counted]) -> None:
        length = {name: len(question(rows, span)) for name, question in ANY_QUESTION.items()}
        assert length == {name: naive.number(counted, name) for name in ANY_QUESTION}
        late = late_letters.figures_of(late_letters.table(rows, span))
        assert late == {name: length[name] for name in LATE}
        assert form06.totals(rows, span) == {name: length[name] for name in form06.COLUMNS}
        assert length["received_total"] == length["resolved_total"] + length["pending_total"]
        for when in late_letters.WHENS:
            assert length[when] == length[f"{when}__letter"] + length[f"{when}__no_letter"]
