"""Shaped text becomes units whose texts, put together, are the text, and whose places are those of the shaper."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import FontError
from docgen.typeset.units import LAST_CODE, Cluster, Codes, Setting, Unit, units, with_space

LTR = Setting("face", 10.0, 1000, rtl=False)  # 10 points an em, 100 font units a point
RTL = LTR._replace(rtl=True)
EM = 10.0


def line(*pieces: tuple[str, float], setting: Setting = LTR) -> list[Cluster]:
    """Return clusters in the order of reading from (text, width in points), one glyph each; "" has no glyph."""
    ends = list(accumulate((len(text.encode()) for text, _ in pieces), initial=0))
    lefts = list(accumulate((width for _, width in pieces), initial=0.0))
    places = [lefts[-1] - right for right in lefts[1:]] if setting.rtl else lefts[:-1]
    clusters = [
        Cluster(setting, start, end, text, (), x, width)
        if set(text) <= UNSEEN
        else Cluster(setting, start, end, text, ((sum(map(ord, text)), 0.0, 0.0),), x, width)
        for (text, width), (start, end), x in zip(pieces, pairwise(ends), places, strict=True)
    ]
    return clusters[::-1] if setting.rtl else clusters


UNSEEN = set("\u200b\u200c\u200d\u2060\ufeff")


def texts(found: list[Unit]) -> list[str]:
    """Return the texts of units from left to right."""
    return [unit.text for unit in found]


def test_a_mark_belongs_to_its_base() -> None:
    """A letter and its marks are one picture; only the base has ink, and the marks are read behind it."""
    base, marks = units(line(("ก", 6), ("ั", 0), ("้", 0)))
    assert (base.text, marks.text) == ("ก", "ั้")
    assert [glyph for glyph, _, _ in base.picture] == [ord("ก"), ord("ั"), ord("้")] and marks.picture == ()
    assert base.advance + marks.advance == 600 and marks.x == pytest.approx(base.advance / 100)


def test_a_mark_with_a_width_belongs_to_its_base() -> None:
    """A spacing vowel sign (category Mc) stands in the picture of its base, where the shaper put it."""
    (unit,) = units(line(("ក", 5), ("ា", 3)))
    assert unit == Unit(LTR, ((ord("ក"), 0, 0), (ord("ា"), 500, 0)), "កា", 800, 0.0)


def test_breaks_are_no_text_and_leave_no_gap() -> None:
    """Unseen breaks vanish; the space that spaced-out letters put behind them goes to the letter before."""
    first, second = units(line(("ក", 5), ("\u200b", 1), ("ខ", 5), ("\u2060", 0)))
    assert (first.text, first.advance) == ("ក", 600)
    assert (second.text, second.x) == ("ខ", 6.0)


def test_a_joiner_is_read_with_the_next_letter() -> None:
    """A code never ends with U+200D: pdf.js would skip it."""
    assert texts(units(line(("क", 5), ("\u200d", 0), ("ष", 5)))) == ["क", "\u200dष"]
    assert texts(units(line(("क", 5), ("\u200d", 0), (" ", 3)))) == ["क", "\u200d", " "]


def test_right_to_left_letters_are_one_character_each() -> None:
    """From left to right a line is read backwards, each character with its own code, and the base has the ink."""
    found = units(line(("ب", 5), ("َّ", 0), ("(", 3), setting=RTL))
    assert texts(found) == [")", "\u0651", "\u064e", "ب"]
    assert "".join(texts(found))[::-1] == "ب\u064e\u0651)"
    assert [bool(unit.picture) for unit in found] == [True, False, False, True]
    assert [unit.x for unit in found] == sorted(unit.x for unit in found)
    (_, first, last) = found[-1].picture[0][0], found[1].x, found[-1].x * 100 + found[-1].picture[0][1]
    assert first * 100 == pytest.approx(last)  # the ink stands where the letter begins


def test_both_directions_keep_their_places() -> None:
    """Latin letters, then a stretch of another direction: marks join within their own stretch only."""
    latin = line(("a", 5))
    other = [
        cluster._replace(start=cluster.start + 1, end=cluster.end + 1, x=cluster.x + 5)
        for cluster in line(("ب", 5), ("َ", 0), setting=RTL)
    ]
    assert texts(units([*latin, *other])) == ["a", "َ", "ب"]


def test_a_broken_line_keeps_its_space() -> None:
    """The space at which a line was broken is read at its end: on the left in a right-to-left line."""
    ltr, rtl = line(("a", 5), ("b", 5)), line(("ب", 5), setting=RTL)
    assert units(with_space(ltr))[-1] == Unit(LTR, (), " ", 250, 10.0)
    assert units(with_space(rtl))[0] == Unit(RTL, (), " ", 250, -2.5)


def test_nothing_is_lost_where_nothing_can_be_joined() -> None:
    """A line of marks or joiners alone still has its text."""
    assert texts(units(line(("\u0301", 2)))) == ["\u0301"]
    assert texts(units(line(("\u200d", 0)))) == ["\u200d"]
    assert units(line(("\u200b", 0))) == []


ALPHABET = "aกเ ั้ាក្ខាမျို\u0301\u200b\u200d\u200c 1ا"


@given(st.lists(st.tuples(st.sampled_from(ALPHABET), st.sampled_from([0.0, 2.5, 6.0])), max_size=30), st.booleans())
def test_the_text_is_the_text(pieces: list[tuple[str, float]], rtl: bool) -> None:
    """Units read, in their direction, as the line's text without unseen breaks, and have its width and its ink."""
    clusters = line(*pieces, setting=RTL if rtl else LTR)
    found = units(clusters)
    read = "".join(unit.text for unit in found)
    assert (read[::-1] if rtl else read) == "".join(text for text, _ in pieces).replace("\u200b", "")
    assert sum(len(unit.picture) for unit in found) == sum(len(cluster.ink) for cluster in clusters)
    for left, right in pairwise(found):
        assert left.x + left.advance / 100 <= right.x + 0.011


# --- codes ------------------------------------------------------------------------------------------------------


def test_codes_are_numbered_in_the_order_of_use() -> None:
    """The same letter has the same code; another picture, text or advance has its own."""
    codes = Codes(1000)
    a, b = ((7, 0, 0),), ((8, 0, 0),)
    numbers = [codes.number(*unit) for unit in ((a, "a", 500), (b, "b", 500), (a, "a", 500), (a, "α", 500))]
    assert numbers == [1, 2, 1, 3]
    assert codes.texts == {1: "a", 2: "b", 3: "α"}


@given(st.lists(st.integers(0, 3000), min_size=1))
def test_an_advance_is_followed_closely(advances: list[int]) -> None:
    """What is left to the gaps between codes is below the tenth of an em that poppler takes for a space."""
    codes = Codes(1000)
    for advance in advances:
        code = codes.number(((7, 0, 0),), "a", advance)
        assert abs(codes.advances[code] - advance) <= 25 or codes.advances[code] == 0 == round(advance / 50)
    assert min(codes.advances) >= 0


def test_code_zero_is_what_cannot_be_drawn() -> None:
    """A picture with .notdef in it has code 0, and no other picture has."""
    codes = Codes(1000)
    assert codes.number(((0, 0, 0),), "م", 600) == codes.number(((7, 0, 0), (0, 3, 4)), "x", 100) == 0
    assert codes.number((), " ", 600) == 1
    assert codes.advances[0] == 600


def test_a_font_has_an_end() -> None:
    """A document with more different letters than codes is refused, not misread."""
    codes = Codes(1000)
    codes.pictures.extend([()] * LAST_CODE)
    with pytest.raises(FontError, match="65535"):
        codes.number(((7, 0, 0),), "a", 500)
