"""Which of the texts on a page are in the wrong language, or are codes of the software."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path

import django
import polib
from django.apps import apps
from django.db import models

from backoffice.dossiers.verbs import table
from tests.support import catalogues

VALUE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
WORD = re.compile(r"[^\W\d_]{3,}")
CODE = re.compile(r"[A-Za-z_]+")
SHOUTED = re.compile(r"[a-z]+(_[a-z]+)+|[A-Z_]{4,}")
LEAST_WORDS = 2  # of a sentence with values: "%(count)d days" is a part of too much that is right
DJANGO = ("conf", "contrib/admin", "contrib/auth")


class Texts:
    """Texts of a catalogue that nobody should see, whole or with values filled in."""

    def __init__(self, texts: Iterable[str]) -> None:
        tidy = {_tidy(text) for text in texts}
        self.whole = {text for text in tidy if not VALUE.search(text)}
        self.filled = {
            text for text in tidy - self.whole if len(WORD.findall(VALUE.sub(" ", text))) >= LEAST_WORDS
        }

    def finds(self, shown: str) -> str:
        """Return the text that is shown, "" if none is."""
        said = _tidy(shown)
        if said in self.whole:
            return said
        found = self._pattern.fullmatch(said)
        return self._sources[found.lastgroup] if found and found.lastgroup else ""

    @cached_property
    def _sources(self) -> dict[str, str]:
        return {f"t{number}": text for number, text in enumerate(sorted(self.filled))}

    @cached_property
    def _pattern(self) -> re.Pattern:
        named = (f"(?P<{name}>{_filled(text)})" for name, text in self._sources.items())
        return re.compile("|".join(named))


def _tidy(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" :…")


def _filled(text: str) -> str:
    return ".+?".join(re.escape(part) for part in VALUE.split(text))


@cache
def english() -> Texts:
    """The sources of what has a translation that differs, and of what Django says without one."""
    known = catalogues.vietnamese()
    ours = (text for (_context, text), said in known.items() if said.casefold() != text.casefold())
    theirs = (text for text in _of_django() if ("", text) not in known)
    return Texts([*ours, *theirs])


@cache
def vietnamese() -> Texts:
    known = catalogues.vietnamese()
    sources = {_tidy(text) for _context, text in known}
    return Texts(said for said in known.values() if _tidy(said) not in sources)


def _of_django() -> Iterator[str]:
    for part in DJANGO:
        path = Path(django.__file__).parent / part / "locale/en/LC_MESSAGES/django.po"
        for entry in polib.pofile(str(path)):
            yield from filter(None, (entry.msgid, entry.msgid_plural))


@cache
def codes() -> frozenset[str]:
    """Every code that a column may hold, and the name of every verb."""
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    kept = {value for field in fields for value, _label in field.flatchoices if isinstance(value, str)}
    return frozenset({*kept, *table.VERBS})


def code_in(shown: str) -> str:
    """Return the code of the software in a text: one that cannot be a word, or a verb that stands alone."""
    if shown in codes() and shown.islower():
        return shown
    return next((word for word in CODE.findall(shown) if word in codes() and SHOUTED.fullmatch(word)), "")


def data() -> frozenset[str]:
    """Return what the rows say, in whatever language somebody wrote it."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                for value in model._base_manager.values_list(field.attname, flat=True).distinct():
                    found.update(_tidy(text) for text in _strings(value))
    return frozenset(found)


def is_written(shown: str, kept: frozenset[str]) -> bool:
    said = _tidy(shown)
    return said in kept or any(part in kept for part in re.split(r" [|·–-] |, ", said))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
