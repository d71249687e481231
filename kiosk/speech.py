"""The speech of the lobby when a number is called, as names of clips in `static/kiosk/clips/`."""

from kiosk.build import HERE

CHIME = "chuong"


def spoken_call(series: str, digits: str, counter: int) -> list[str]:
    """Return "xin mời số A, không, một, hai đến quầy số ba": digits one by one, the counter as a number."""
    letters = [f"chu-{series.lower()}"] if series else []
    return ["moi-so", *letters, *(f"so-{digit}" for digit in digits), "den-quay", *spoken_number(counter)]


def spoken_number(number: int) -> list[str]:
    """Return the clips of a spoken number: mười lăm, hai mươi mốt, hai mươi tư.

    From 100 on, digit by digit, as room numbers are.
    """
    if number > 99:
        return [f"so-{digit}" for digit in str(number)]
    tens, ones = divmod(number, 10)
    if tens == 0:
        return [f"so-{ones}"]
    clips = [f"so-{tens * 10}"]
    if ones == 0:
        return clips
    changed = ones == 5 or (tens > 1 and ones in {1, 4})
    return [*clips, f"le-{ones}" if changed else f"so-{ones}"]


def all_clips() -> list[str]:
    """Return the names of every clip, so that a screen can fetch them before they are needed."""
    return sorted(path.stem for path in (HERE / "static/kiosk/clips").glob("*.ogg"))
