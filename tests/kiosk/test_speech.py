"""Every call can be spoken without a network: each word is one of our files."""

from pathlib import Path

import pytest

from kiosk.speech import CHIME, spoken_call, spoken_number

ROOT = Path(__file__).parents[2] / "kiosk"
CLIPS = {path.stem for path in (ROOT / "static/kiosk/clips").glob("*.ogg")}
SERIES = "ABCDEFGHJKLMNPRSTUVWXYZ"


def test_every_series_number_and_counter_maps_to_files():
    numbers = {word for n in range(1, 1000) for word in spoken_call("", f"{n:03d}", 1)}
    letters = {word for series in SERIES for word in spoken_call(series, "001", 1)}
    counters = {word for n in range(1, 100) for word in spoken_number(n)}
    assert numbers | letters | counters | {CHIME} <= CLIPS


def test_no_clip_is_left_over_and_the_list_of_words_names_them_all():
    listed = [line.split("\t")[0] for line in (ROOT / "clips/words.txt").read_text().splitlines()]
    assert sorted([*listed, CHIME]) == sorted(CLIPS)


def test_the_clips_weigh_less_than_200_kilobytes_and_are_opus():
    files = list((ROOT / "static/kiosk/clips").glob("*.ogg"))
    assert sum(path.stat().st_size for path in files) < 200_000
    assert all(path.read_bytes()[:4] == b"OggS" and b"OpusHead" in path.read_bytes()[:64] for path in files)


def test_a_call_is_spoken_digit_by_digit_and_the_counter_as_a_number():
    assert spoken_call("A", "025", 3) == ["moi-so", "chu-a", "so-0", "so-2", "so-5", "den-quay", "so-3"]


@pytest.mark.parametrize(
    ("counter", "words"),
    [
        (5, ["so-5"]),
        (10, ["so-10"]),
        (11, ["so-10", "so-1"]),
        (14, ["so-10", "so-4"]),
        (15, ["so-10", "le-5"]),
        (20, ["so-20"]),
        (21, ["so-20", "le-1"]),
        (24, ["so-20", "le-4"]),
        (35, ["so-30", "le-5"]),
        (99, ["so-90", "so-9"]),
    ],
)
def test_counters_are_spoken_as_vietnamese_numbers(counter, words):
    assert spoken_number(counter) == words
