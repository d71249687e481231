"""Every text of the product is translated into Vietnamese; the compiled catalogues equal their sources."""

import re
from collections import defaultdict

import polib
import pytest

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
