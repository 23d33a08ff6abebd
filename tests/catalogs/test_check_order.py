"""What the checks of order call broken is what a shaper cannot draw, and the other way round."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
import uharfbuzz as hb

from docgen.catalogs.checks.order_burmese import _BROKEN
from tests.scratch import ROOT

FACE = ROOT / "fonts" / "noto-sans-myanmar" / "NotoSansMyanmar-Regular.ttf"
MEDIALS = "\u103b\u103c\u103d\u103e"
SIGNS = f"{MEDIALS}\u1031\u102d\u102e\u1032\u102f\u1030\u102b\u102c\u103a\u1036\u1037\u1038"
WORDS = ("သင်္ဘော", "က္ကသိုလ်", "ကျွန်ုပ်", "မြန်မာ", "နှင့်", "ညှိနှိုင်းခြင်း", "ပြဋ္ဌာန်း", "ကြွေးမြီ", "ဩဂုတ်", "ရှိသည်။")


@pytest.fixture(scope="module")
def font() -> hb.Font:
    """Return the face of Burmese."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FACE))))


def has_dotted_circle(font: hb.Font, text: str) -> bool:
    """Whether HarfBuzz finds a sign that it can set on no letter."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return font.get_nominal_glyph(0x25CC) in {info.codepoint for info in buffer.glyph_infos}


@pytest.mark.parametrize("first", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_an_order_of_signs_is_broken_when_the_shaper_says_so(font: hb.Font, first: str) -> None:
    """Of each pair of signs on a letter, exactly those are errors that are drawn on a dotted circle."""
    for second in SIGNS:
        text = unicodedata.normalize("NFC", f"က{first}{second}")
        assert bool(_BROKEN.search(text)) == has_dotted_circle(font, text), f"U+{ord(first):04X} U+{ord(second):04X}"


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_on_no_letter_is_broken(font: hb.Font, sign: str) -> None:
    """A sign that is typed before its letter, as it is seen, stands on a dotted circle."""
    for text in (f"{sign}က", f"က {sign}က"):
        assert _BROKEN.search(text) and has_dotted_circle(font, text)


def test_words_of_burmese_are_whole(font: hb.Font) -> None:
    """Stacked letters, kinzi, great sa and all medials pass, alone and side by side."""
    for text in (unicodedata.normalize("NFC", a + b) for a, b in itertools.product(WORDS, WORDS)):
        assert not _BROKEN.search(text) and not has_dotted_circle(font, text)
