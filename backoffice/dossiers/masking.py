"""ID numbers and telephones as lists show them (R81)."""

from backoffice.base.masking import between


def masked_id(number: str) -> str:
    """Return "0012••••••56": the first four and last two characters; a short number is hidden completely."""
    return between(number, first=4, last=2)


def masked_phone(number: str) -> str:
    """Return "09•••••123": the first two and last three characters."""
    return between(number, first=2, last=3)


def masked_name(name: str) -> str:
    """Return the name with only the initials of its first words: "N. V. An"."""
    *first, last = name.split() or [""]
    return " ".join([*(f"{word[0]}." for word in first), last])
