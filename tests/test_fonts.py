"""The bundled fonts can write Vietnamese: a missing letter would come from another font, or be a box."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from fontTools.ttLib import TTFont

STATIC = Path(__file__).parent.parent / "backoffice" / "static" / "backoffice"
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))
MARKS = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VOWELS = {normalize("NFC", vowel + mark) for vowel in "aăâeêioôơuưy" for mark in MARKS}
SMALL = VOWELS | set("bcdđfghjklmnpqrstvwxz")
LETTERS = SMALL | {letter.upper() for letter in SMALL}
FIGURES = "0123456789"
SIGNS = "!\"#%&'()*+,-./:;<=>?@[]_|~ “”‘’–—…•·₫½²×°§«»−"


def test_there_are_134_letters_beyond_latin():
    assert len([letter for letter in LETTERS if ord(letter) > 127]) == 134


def test_there_are_two_weights_for_the_screen_and_three_faces_for_papers():
    assert [font.stem for font in FONTS] == [
        "be-vietnam-pro-400",
        "be-vietnam-pro-600",
        "tinos-400-italic",
        "tinos-400",
        "tinos-700",
    ]


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_every_vietnamese_letter_figure_and_sign_has_a_glyph(font):
    drawn = {chr(code) for code in TTFont(font).getBestCmap()}
    assert sorted((LETTERS | set(FIGURES) | set(SIGNS)) - drawn) == []


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_all_figures_are_equally_wide(font):
    glyphs = TTFont(font)
    names = glyphs.getBestCmap()
    assert len({glyphs["hmtx"][names[ord(figure)]][0] for figure in FIGURES}) == 1


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_a_font_weighs_at_most_60_kilobytes(font):
    assert font.stat().st_size <= 60 * 1024


def test_the_style_sheet_names_each_font_once():
    named = re.findall(r'url\("fonts/([^"]+)"\)', (STATIC / "fonts.css").read_text())
    assert sorted(named) == [font.name for font in FONTS]


def test_each_family_carries_its_licence():
    for name in ("OFL.txt", "OFL-tinos.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (STATIC / "fonts" / name).read_text()
