"""A day is typed and shown in one way, in every form, whatever the language of the pages or the browser."""

from datetime import date

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.urls import reverse
from django.utils import translation

from backoffice.base.dates import AdminDay, DayBox, typed_day
from tests.support import factories, shown, sources

FIFTH = date(2026, 12, 5)
TYPED = ["05/12/2026", "5/12/26", "5-12-2026", "5.12.26", "05122026", "2026-12-05", " 5/12/2026 "]
NO_DAYS = ["31/02/2026", "5/13/2026", "512026", "051226", "hôm nay", "٠٥/١٢/٢٠٢٦", "0/0/0000", "5/12"]


class Form(forms.Form):
    ours = forms.DateField(widget=DayBox)
    of_the_admin = forms.DateField(widget=AdminDay)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("text", TYPED)
def test_a_day_is_typed_as_people_write_it(text, language):
    with translation.override(language):
        form = Form({"ours": text, "of_the_admin": text})
        assert form.is_valid(), form.errors
        assert set(form.cleaned_data.values()) == {FIFTH}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_day_beside_a_time_is_typed_alike(language):
    """The two boxes of an instant are Django's own; in its English, 05/12 is the 12th of May."""
    with translation.override(language):
        assert forms.SplitDateTimeField().clean(["05/12/2026", "8:30"]).date() == FIFTH


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_refused_and_stays_as_it_was_typed(text):
    assert typed_day(text) is None
    form = Form({"ours": text, "of_the_admin": text})
    assert set(form.errors) == {"ours", "of_the_admin"}
    assert f'value="{text}"' in str(form["ours"])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("data", [None, {"ours": "2026-12-05", "of_the_admin": "5/12/26"}])
def test_a_day_is_shown_as_dd_mm_yyyy(data, language):
    with translation.override(language):
        form = Form(data, initial={"ours": FIFTH, "of_the_admin": FIFTH})
        for name in form.fields:
            assert 'value="05/12/2026"' in str(form[name])
            assert 'type="text"' in str(form[name])


def test_no_form_leaves_the_day_to_the_browser():
    """A native box shows mm/dd/yyyy where the browser speaks English."""
    native = [
        str(path)
        for path in sources.product(".py", ".html")
        if '"type": "date"' in sources.text(path) or 'type="date"' in sources.text(path)
    ]
    assert native == []


def test_a_form_of_the_admin_has_the_same_box_with_the_calendar(client, db):
    client.force_login(factories.make_user(factories.ADMINISTRATOR))
    page = client.get(reverse("admin:organisation_division_add"))
    box = page.context["adminform"].form.fields["valid_from"].widget
    assert isinstance(box, AdminDay)
    assert isinstance(box, AdminDateWidget)
    assert "dd/mm/yyyy" in shown.texts(page.content.decode(), language="vi")
