"""Writes lists of Vietnamese phrases as patterns."""

# For patterns over a text as it is shown: the capitals of Vietnamese.
CAPITALS = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))


def any_of(phrases: str) -> str:
    """Return a pattern for any of the comma-separated `phrases`, the longest first.

    A phrase may be a pattern itself, without commas.
    """
    listed = (" ".join(phrase.split()) for phrase in phrases.split(","))
    return "(?:" + "|".join(sorted(listed, key=len, reverse=True)) + ")"


def skipping(phrases: str) -> str:
    """Return a possessive pattern for any number of the `phrases`, of figures and of punctuation."""
    return rf"(?:[\W\d]|\b{any_of(phrases)}\b)*+"
