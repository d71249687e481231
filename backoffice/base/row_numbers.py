"""The numbers of rows as an address or a form names them."""

from collections.abc import Iterable

LONGEST = 18  # digits; the largest that an engine holds has nineteen


def row_number(text: str) -> int:
    """Return the number of a row that a request names; 0, which no row has, for what cannot be one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 0


def row_numbers(texts: Iterable[str]) -> list[int]:
    """Return those that can be numbers of rows, in their order."""
    return [number for text in texts if (number := row_number(text))]
