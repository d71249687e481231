"""Every text of the product is translated into Vietnamese; the compiled catalogues equal their sources."""

import re
from collections import defaultdict

import polib
import pytest
from django.utils.translation import gettext, ngettext, override, pgettext

from tests.support import catalogues, sources

VALUE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def test_a_translated_text_is_a_literal():
    """No tool finds the text of an f-string or a variable, and no catalogue can contain it."""
    assert [where for where, (_, text) in catalogues.texts() if text is None] == []


def test_every_text_is_translated():
    known = catalogues.vietnamese()
    silent = [(where, *message) for where, message in catalogues.texts() if message not in known]
    assert [entry for entry in silent if entry[-1] is not None] == []


@pytest.mark.parametrize("path", catalogues.ours(), ids=str)
def test_a_catalogue_is_complete(path):
    unfinished = [entry.msgid for entry in catalogues.catalogue(path) if not entry.translated()]
    assert unfinished == []


@pytest.mark.parametrize("path", catalogues.ours(), ids=str)
def test_a_compiled_catalogue_is_equal_to_its_source(path):
    compiled = polib.mofile(str((sources.ROOT / path).with_suffix(".mo")))
    source = [entry for entry in catalogues.catalogue(path) if entry.translated()]
    assert {str(entry) for entry in compiled} == {str(_as_compiled(entry)) for entry in source}


@pytest.mark.parametrize("path", [path for path in catalogues.ours() if path.stem == "django"], ids=str)
def test_our_translation_is_the_one_that_is_shown(path):
    """Of two apps with one text Django shows the first app's, a library's too: ours goes into `locale/`."""
    with override("vi"):
        lost = {
            entry.msgid: said
            for entry in catalogues.catalogue(path)
            if (said := _shown(entry)) != _translation(entry)
        }
    assert lost == {}


def test_a_text_of_django_that_counts_is_translated_as_one_that_counts():
    """A sentence with a plural is looked up as a pair: translated singly it stays English."""
    silent = [message for message in catalogues.counted_by_django() if not catalogues.counts(message)]
    assert silent == []


def _shown(entry: polib.POEntry) -> str:
    if entry.msgid_plural:
        return ngettext(entry.msgid, entry.msgid_plural, 2)
    return pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)


def _as_compiled(entry: polib.POEntry) -> polib.MOEntry:
    return polib.MOEntry(
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        msgid_plural=entry.msgid_plural,
        msgstr_plural=entry.msgstr_plural,
        msgctxt=entry.msgctxt,
    )


@pytest.mark.parametrize("path", catalogues.ours(), ids=str)
def test_a_translation_fills_in_the_same_values(path):
    """A value too many ends in an error page. Values of a library's sentence may be left out."""
    may_leave_out = path.parts[0] == "locale"
    different = [
        entry.msgid
        for entry in catalogues.catalogue(path)
        if (there := _values(entry.msgid_plural or entry.msgid)) != (here := _values(_translation(entry)))
        and not (may_leave_out and here < there)
    ]
    assert different == []


def test_one_text_has_one_translation():
    """Django merges the catalogues of all apps: of two translations, one silently wins everywhere."""
    translations = defaultdict(set)
    for path in catalogues.ours():
        for entry in catalogues.catalogue(path):
            translations[entry.msgctxt, entry.msgid].add(_translation(entry))
    assert {message: found for message, found in translations.items() if len(found) > 1} == {}


def _translation(entry: polib.POEntry) -> str:
    return entry.msgstr or entry.msgstr_plural.get(0, "")


def _values(text: str) -> set[str]:
    return set(VALUE.findall(text))
