"""Text that is shown with its ends only."""

DOT = "•"


def between(text: str, *, first: int, last: int) -> str:
    """Return the text with dots for what stands between its ends; a text of no more is hidden whole."""
    hidden = len(text) - first - last
    return text[:first] + DOT * hidden + text[len(text) - last :] if hidden > 0 else DOT * len(text)
