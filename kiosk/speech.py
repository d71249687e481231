"""What the lobby says when a number is called, as names of clips in `static/kiosk/clips/`."""

CHIME = "chuong"


def spoken_call(series: str, digits: str, counter: int) -> list[str]:
    """Return "xin mời số A, không, một, hai đến quầy số ba": digits one by one, the counter as a number."""
    letters = [f"chu-{series.lower()}"] if series else []
    return ["moi-so", *letters, *(f"so-{digit}" for digit in digits), "den-quay", *spoken_number(counter)]


def spoken_number(number: int) -> list[str]:
    """Return the clips of 1 to 99 as they are said: mười lăm, hai mươi mốt, hai mươi tư."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return [f"so-{ones}"]
    said = [f"so-{tens * 10}"]
    if ones == 0:
        return said
    changed = ones == 5 or (tens > 1 and ones in {1, 4})
    return [*said, f"le-{ones}" if changed else f"so-{ones}"]
