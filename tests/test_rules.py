"""Each cited rule is defined in docs/rules.md, with places and tests that exist."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import sources

REGISTER = Path("docs/rules.md")
OWN_EXAMPLES = Path("tests/test_rules.py")
# One number, or the first and the last of several: "R34", "R33–R39", "R55 to R58".
CITED = re.compile(r"(?<![\w.-])R(\d{1,2})\b(?:\s*(?:–|-|to)\s*R?(\d{1,2})\b)?")
NOT_BUILT = re.compile(r"\*Not built(?: yet)?:\* \S.{20,}")


class Rule(NamedTuple):
    """A row of the register; `tests` are written `path::name`."""

    number: int
    sentence: str
    law: str
    places: list[str]
    tests: list[str]
    is_built: bool


def rules() -> list[Rule]:
    rows = re.findall(r"^\| (R\d.*) \|$", sources.text(REGISTER), re.MULTILINE)
    return [_rule(*(cell.strip() for cell in row.split("|"))) for row in rows]


def _rule(number: str, sentence: str, law: str, places: str, held_by: str) -> Rule:
    tests = re.findall(r"`([^`]+::\w+)`", held_by)
    is_built = not NOT_BUILT.match(held_by)
    return Rule(int(number[1:]), sentence, law, re.findall(r"`([^`]+)`", places), tests, is_built)


def numbers(text: str) -> set[int]:
    """Return every number cited in `text`; of a range all from its first to its last."""
    return {
        number for first, last in CITED.findall(text) for number in range(int(first), int(last or first) + 1)
    }


def cited(paths: Iterator[Path]) -> dict[int, set[str]]:
    """Return the files that cite a number, by number."""
    found: dict[int, set[str]] = {}
    for path in paths:
        for number in numbers(sources.text(path)):
            found.setdefault(number, set()).add(str(path))
    return found


def product_and_tests() -> Iterator[Path]:
    for path in sources.files(".py", ".html", ".js", ".css"):
        if path.parts[0] in {"backoffice", "kiosk", "templates", "tests"} and path != OWN_EXAMPLES:
            yield path


def everything() -> Iterator[Path]:
    yield from product_and_tests()
    yield from (path for path in sources.files(".md", ".po") if path != REGISTER)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("R7", {7}),
        ("(R30, R38; Điều 19.4)", {30, 38}),
        ("R33–R35", {33, 34, 35}),
        ("R55 to R58", {55, 56, 57, 58}),
        ("R2-R4", {2, 3, 4}),
        ("R123, XR5, R5a, ruff R-5", set()),
    ],
)
def test_a_range_cites_every_number_in_it(text, meant):
    assert numbers(text) == meant


def test_every_number_that_is_cited_is_defined():
    defined = {rule.number for rule in rules()}
    undefined = {number: files for number, files in cited(everything()).items() if number not in defined}
    assert undefined == {}


def test_every_rule_is_cited_unless_the_register_says_why_it_is_not_built():
    found = cited(product_and_tests())
    assert [rule.number for rule in rules() if rule.is_built and rule.number not in found] == []
    # A mark that is no longer needed.
    assert [rule.number for rule in rules() if not rule.is_built and rule.number in found] == []


def test_a_rule_is_defined_once_in_the_order_of_the_numbers_with_its_sentence_and_law():
    order = [rule.number for rule in rules()]
    assert order == sorted(set(order))
    assert [rule.number for rule in rules() if len(rule.sentence) < 20 or len(rule.law) < 4] == []


def test_a_rule_that_is_built_names_its_place_and_its_tests():
    assert [rule.number for rule in rules() if rule.is_built != bool(rule.places and rule.tests)] == []


def test_the_places_named_in_the_register_exist():
    present = {str(path) for path in sources.files()}
    folders = {str(folder) for path in sources.files() for folder in path.parents}
    missing = [
        (rule.number, place)
        for rule in rules()
        for place in rule.places
        if place not in present and place.rstrip("/") not in folders
    ]
    assert missing == []


def test_the_tests_named_in_the_register_exist():
    assert [(rule.number, test) for rule in rules() for test in rule.tests if not _is_there(test)] == []


def _is_there(test: str) -> bool:
    path, name = test.split("::")
    return (sources.ROOT / path).is_file() and f"def {name}(" in sources.text(Path(path))
