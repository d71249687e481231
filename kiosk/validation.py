"""Cleans input of the public before it reaches the database: short, without control characters."""

from django.http import HttpRequest

LONGEST_NUMBER = 18
LARGEST_VERSION = 2**62


def words(text: str, *, at_most: int) -> str:
    return "".join(sign for sign in text[:at_most] if sign.isprintable())


def posted(request: HttpRequest, name: str, *, at_most: int = 60) -> str:
    return words(request.POST.get(name, ""), at_most=at_most)


def version(value: object) -> int:
    """Return the version that a screen reports.

    :raises ValueError: it is not a version.
    """
    if not isinstance(value, int | str) or len(str(value)) > LONGEST_NUMBER:
        raise ValueError
    number = int(value)
    if not 0 <= number <= LARGEST_VERSION:
        raise ValueError
    return number
