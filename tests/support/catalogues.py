"""The texts of the product, and their translations in the Vietnamese catalogues."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
import polib
from django.utils.translation.template import templatize

from tests.support import sources

FUNCTIONS = {
    "_": "msgid",
    "_lazy": "msgid",
    "gettext": "msgid",
    "gettext_lazy": "msgid",
    "gettext_noop": "msgid",
    "ngettext": "msgid plural",
    "ngettext_lazy": "msgid plural",
    "pgettext": "context msgid",
    "pgettext_lazy": "context msgid",
    "npgettext": "context msgid plural",
    "npgettext_lazy": "context msgid plural",
}
STRING = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*({STRING}(?:\s*,\s*{STRING})*)")


def ours() -> list[Path]:
    return sources.files(".po")


@cache
def catalogue(path: Path) -> polib.POFile:
    return polib.pofile(str(sources.ROOT / path))


def texts() -> Iterator[tuple[str, tuple[str, str | None]]]:
    """Yield the place of each text with its context and msgid: None if the text is not a literal."""
    for path in sources.product(".py"):
        for call in sources.nodes(path, ast.Call):
            name = _function(call)
            if name in FUNCTIONS and not _looks_up(path, call):
                words = [word.value if isinstance(word, ast.Constant) else None for word in call.args]
                yield sources.place(path, call), _message(name, words)
    for path in sources.product(".html", ".txt"):
        for name, words in IN_TEMPLATE.findall(templatize(sources.text(path), origin=str(path))):
            yield str(path), _message(name, [ast.literal_eval(word) for word in re.findall(STRING, words)])


def _function(node: ast.AST) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""


def _looks_up(path: Path, call: ast.Call) -> bool:
    """Return whether the text comes from a table of the module, whose texts are all marked there."""
    match call.args:
        case [ast.Subscript(value=ast.Name(id=table))]:
            tables = [
                node.value.values
                for node in sources.nodes(path, ast.Assign)
                if getattr(node.targets[0], "id", "") == table and isinstance(node.value, ast.Dict)
            ]
            return bool(tables) and all(_function(text) in FUNCTIONS for text in tables[0])
    return False


def _message(name: str, words: list[str | None]) -> tuple[str, str | None]:
    parts = dict(zip(FUNCTIONS[name].split(), words, strict=False))
    return parts.get("context") or "", parts["msgid"]


@cache
def vietnamese() -> dict[tuple[str, str], str]:
    """Return what is translated, by context and msgid; ours goes before Django's own."""
    found = {}
    for path in Path(django.__file__).parent.glob("**/locale/vi/LC_MESSAGES/django.mo"):
        found |= _translated(polib.mofile(str(path)))
    for path in ours():
        found |= _translated(catalogue(path))
    return found


def _translated(entries: polib.POFile | polib.MOFile) -> dict[tuple[str, str], str]:
    texts = {
        (entry.msgctxt or "", entry.msgid): entry.msgstr or entry.msgstr_plural.get(0) for entry in entries
    }
    return {message: text for message, text in texts.items() if text}


def counted_by_django() -> set[tuple[str, str]]:
    """Return the texts with a plural in the templates of Django that our pages are made of."""
    found = set()
    for path in Path(django.__file__).parent.glob("contrib/a*/templates/**/*.html"):
        for name, words in IN_TEMPLATE.findall(templatize(path.read_text(), origin=str(path))):
            if name.startswith("n"):
                found.add(_message(name, [ast.literal_eval(word) for word in re.findall(STRING, words)]))
    return {(context, text) for context, text in found if text}


def counts(message: tuple[str, str]) -> bool:
    """Return whether a Vietnamese catalogue has the text together with its plural."""
    theirs = Path(django.__file__).parent.glob("**/locale/vi/LC_MESSAGES/django.mo")
    entries = [*map(catalogue, ours()), *(polib.mofile(str(path)) for path in theirs)]
    found = (entry for entries_of in entries for entry in entries_of if entry.msgid == message[1])
    return any(entry.msgid_plural and (entry.msgctxt or "") == message[0] for entry in found)
