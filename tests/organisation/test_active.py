"""What is no longer in use stays, and is offered to nobody: accounts, counters, groups, causes."""

import pytest

from backoffice.dossiers.models import Cause
from backoffice.organisation.models import Counter, ServiceGroup, User
from tests.support import factories, sources

IN_USE = [User, Counter, ServiceGroup, Cause]


@pytest.fixture
def rows(db):
    """One row of each, by its model."""
    desk = factories.make_desk()
    group = factories.make_group(desk)
    made = (group, factories.make_counter(desk, 1, group), factories.make_user(desk=desk))
    return {type(row): row for row in (*made, Cause.objects.first())}


@pytest.mark.parametrize("model", IN_USE)
def test_what_is_in_use_is_active_and_nothing_else(model, rows):
    row = rows[model]
    assert row in model.objects.active()
    row.is_active = False
    row.save()
    assert row not in model.objects.active()
    assert row in model.objects.all()


def test_every_model_of_rows_in_use_can_be_asked():
    kept = {model for model in sources.models() if "is_active" in {f.name for f in model._meta.get_fields()}}
    assert kept == set(IN_USE)


def test_the_question_is_written_once():
    written = [str(path) for path in sources.product(".py") if "is_active=True" in sources.text(path)]
    assert written == ["backoffice/base/active.py"]
