"""Promises of `docgen.typeset.breaks`: where a line may end in each language, and that a text is never altered."""

import re
import subprocess
import sys
import unicodedata
from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.languages import BreakRule, Language
from docgen.typeset.breaks import ZWSP, insert_breaks
from docgen.typeset.graphemes import graphemes
from docgen.typeset.lexicon import Lexicon


def language(tag: str, rule: BreakRule) -> Language:
    """Return a language that has nothing but a tag and a rule."""
    return Language(tag, tag, tag, "", (), breaks=rule)


LANGUAGES = {
    tag: language(tag, rule)
    for tag, rule in {
        "th": BreakRule.THAI,
        "lo": BreakRule.LAO,
        "km": BreakRule.KHMER,
        "my": BreakRule.BURMESE,
        "shn": BreakRule.SYLLABLE,
        "vi": BreakRule.SPACES,
        "zh-Hant": BreakRule.HAN,
    }.items()
}
each_language = pytest.mark.parametrize("tag", LANGUAGES)


def broken(tag: str, *texts: str, words: Sequence[str] = (), kept: Collection[int] = ()) -> list[str]:
    """Return the leaves with their opportunities drawn as `|`; a `|` in a text is a typed U+200B."""
    typed = [text.replace("|", ZWSP) for text in texts]
    return [leaf.replace(ZWSP, "|") for leaf in insert_breaks(typed, LANGUAGES[tag], Lexicon.of(words), kept)]


def plain(text: str) -> str:
    """Return what a text says, opportunities apart."""
    return unicodedata.normalize("NFC", text.replace(ZWSP, ""))


def points(leaves: Sequence[str]) -> set[int]:
    """Return where the U+200B of a block stand, counted without them."""
    pieces = "".join(leaves).split(ZWSP)
    return set(list(accumulate(map(len, pieces)))[:-1])


# Texts: syllables as their scripts compose them, what stands between words, and any characters of the blocks.
TOKENS = [
    *("20,000", "๒๐,๐๐๐", "០៩២/៣", "၁၂.၅", "1300", "02-202-9074", "0 2202 9074", "+66 2 202 9074"),
    *("https://www.example.org/a/b?c=1", "www.datip.go.th", "help@example.org"),
    *(
        " ",
        ZWSP,
        "ๆ",
        "ໆ",
        "ៗ",
        "ฯลฯ",
        "។",
        "၊",
        "၏",
        "(",
        ")",
        "“",
        "”",
        '"',
        ":",
        "Hotline",
        "漢字",
        "\u00a0",
        "\u2060",
    ),
]
ADDRESSES = [token for token in TOKENS if "." in token and token.isascii()]


def _syllables(*parts: str) -> st.SearchStrategy[str]:
    return st.tuples(*(st.sampled_from(part.split(" ")) for part in parts)).map("".join)


SYLLABLES = st.one_of(
    _syllables(" เ แ โ ไ", "ก ข ณ ม ส ผ ร", " ิ ี ู ั า ำ ะ ือ", " ่ ้", " น ง ก ม ร์ ธุ์"),
    _syllables(" ເ ແ ໂ ໄ", "ກ ຂ ມ ສ ໜ ຮ", " ິ ີ ູ ັ າ ຳ ະ ຽ", " ່ ້", " ນ ງ ກ ມ"),
    _syllables("ក ស ម អ ប ត", " ្ក ្ត ្រ ្រ្ត", " ៊ ៉ ៊\u200c", " ា ិ ុ េ ោ ាំ", " ៈ ះ ់", " ន ក ្យ"),
    _syllables("က မ ဘ ယ သ ဥ ဿ", " ျ ြ ွ ှ ျွ", " ိ ီ ု ေ ော ါ", " န် ပ် န့် င်္ဂ မ္ဘ", " း ့"),
    _syllables("ၵ ၶ ၸ ႁ မ", " ျ ႂ ွ", " ႃ ိ ီ ႄ ူ ေ ႂ်", " ၼ် ၵ် ဝ်", " ႇ ႈ း ႉ ႊ"),
)
ANYTHING = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0EDF)
    | st.characters(min_codepoint=0x1780, max_codepoint=0x17F9)
    | st.characters(min_codepoint=0x1000, max_codepoint=0x109F)
    | st.characters(exclude_categories=["Cs"]),
    max_size=6,
)
TEXTS = st.lists(SYLLABLES | SYLLABLES | st.sampled_from(TOKENS) | ANYTHING, max_size=14).map("".join)
LEAVES = st.lists(TEXTS, min_size=1, max_size=4)
LEXICON = Lexicon.of(["กขค", "มานี", "កម្ម", "ကမ္ဘာ", "1300"])


@each_language
@given(texts=LEAVES, kept=st.sets(st.integers(0, 3)))
@settings(deadline=None, max_examples=50)
def test_no_leaf_is_altered(tag: str, texts: list[str], kept: set[int]) -> None:
    """Without U+200B each leaf is the NFC of what came in; a kept leaf has none."""
    leaves = insert_breaks(texts, LANGUAGES[tag], LEXICON, kept)
    assert [plain(leaf) for leaf in leaves] == [plain(text) for text in texts]
    assert [leaf.replace(ZWSP, "") for leaf in leaves] == [plain(text) for text in texts]
    assert not any(ZWSP in leaf for index, leaf in enumerate(leaves) if index in kept)


@each_language
@given(texts=LEAVES, kept=st.sets(st.integers(0, 3)))
@settings(deadline=None, max_examples=50)
def test_breaking_twice_changes_nothing(tag: str, texts: list[str], kept: set[int]) -> None:
    """A text that has been broken comes back the same."""
    once = insert_breaks(texts, LANGUAGES[tag], LEXICON, kept)
    assert insert_breaks(once, LANGUAGES[tag], LEXICON, kept) == once


@each_language
@given(text=TEXTS, cuts=st.lists(st.integers(0, 60), max_size=4))
@settings(deadline=None, max_examples=50)
def test_bold_letters_move_no_break(tag: str, text: str, cuts: list[int]) -> None:
    """However a block is cut into bold and plain leaves, its lines may end at the same places."""
    text = plain(text)
    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    parts = [text[start:end] for start, end in pairwise(edges)] or [text]
    assert points(insert_breaks(parts, LANGUAGES[tag], LEXICON)) == points(
        insert_breaks([text], LANGUAGES[tag], LEXICON)
    )


@each_language
@given(texts=LEAVES)
@settings(deadline=None, max_examples=50)
def test_no_line_ends_at_a_forbidden_place(tag: str, texts: list[str]) -> None:
    """Never in a grapheme, number or address, at a space, after a coeng or leading vowel, before ๆ ໆ ៗ or a stop."""
    leaves = insert_breaks(texts, LANGUAGES[tag], LEXICON)
    text = "".join(leaves)
    bare = text.replace(ZWSP, "")
    assert points(leaves) <= set(accumulate(map(len, graphemes(bare))))
    assert not re.search(rf"\d[.,:/-]?{ZWSP}[.,:/-]?\d", text)
    assert not re.search(rf"[\s\u2060\u17d2\u1039เแโใไເແໂໃໄ(“]{ZWSP}", text)
    assert not re.search(rf"{ZWSP}[\s\u2060ๆໆៗฯ។၊၏)”\u17d2]", text)
    assert not re.search(rf"{ZWSP}{ZWSP}|^{ZWSP}|{ZWSP}$", text)
    assert not any(unicodedata.category(after).startswith("M") for after in re.findall(f"{ZWSP}(.)", text, re.DOTALL))
    assert [text.count(address) for address in ADDRESSES] == [bare.count(address) for address in ADDRESSES]


@pytest.mark.parametrize("tag", ["th", "lo"])
@given(text=TEXTS)
@settings(deadline=None, max_examples=50)
def test_no_consonant_stands_alone(tag: str, text: str) -> None:
    """A breaker's piece of one Thai or Lao consonant is joined to the word before it; only ณ is a word."""
    (leaf,) = insert_breaks([plain(text)], LANGUAGES[tag], LEXICON)
    assert not re.search(rf"(?:^|[\s{ZWSP}])(?!ณ)[ก-ฮກ-ຮໜໝ]{ZWSP}", leaf)
    assert not re.search(rf"{ZWSP}(?!ณ)[ก-ฮກ-ຮໜໝ](?:$|[\s{ZWSP}])", leaf)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("th", "ผู้เสียหาย|จาก|การ|ค้า|มนุษย์|มี|สิทธิ|ได้|รับ|ความ|คุ้มครอง"),
        ("th", "อยู่|ณ|ที่|นี้ ทุก|วันๆ โทร 0 2202 9074 พ.ศ.๒๕๕๑ ฯลฯ"),
        ("lo", "ຜູ້|ເຄາະ|ຮ້າຍ|ຈາກ|ການຄ້າ|ມະນຸດ|ມີ|ສິດ|ໄດ້ຮັບ|ການ|ປົກປ້ອງ ທຸກໆ|ຄົນ"),
        ("lo", "ຈື່ງ|ປະກາດ|ຜົນ|ປະ|ໂຫບດ|ຂອງ"),
        ("km", "ជនរងគ្រោះ|នៃ|ការជួញដូរ|មនុស្ស|មាន|សិទ្ធិ|ទទួលបាន|ការ|ការពារ។ ផ្សេងៗ|ទៀត"),
        ("my", "ပိုင်|ခွင့်|ရှိ|သည်။ ယောက်ျား|သည် ကမ္ဘာ့ အင်္ဂလိပ်၏|စာ"),
        ("shn", "ၵူၼ်း|ၵႃႉ|ၵူၼ်း|ၸဝ်ႈ|ၵဝ်ႇ|တႆး|လႄႈ|ၸႂ်ႉ ႑႐|ၵူၼ်း"),
        ("vi", "Nạn nhân của việc buôn bán người được bảo vệ."),
        ("zh-Hant", "人口販運被害人有權獲得保護。"),
    ],
)
def test_lines_may_end_between_words(tag: str, expected: str) -> None:
    """Each script is broken between its words (Shan between syllables); spaces and Han are left to the renderer."""
    assert broken(tag, expected.replace("|", "")) == [expected]


def test_the_script_chooses_the_breaker() -> None:
    """A Thai office named on a Khmer or a Vietnamese page can be broken as on a Thai page."""
    assert broken("km", "ទៅ กรมสอบสวนคดีพิเศษ") == ["ទៅ กรม|สอบสวน|คดี|พิเศษ"]
    assert broken("vi", "gọi กรมสอบสวน") == ["gọi กรม|สอบสวน"]


def test_a_joiner_in_a_khmer_word_moves_no_break() -> None:
    """ZWNJ, which keeps a register sign from changing its shape, is not the end of a word."""
    assert broken("km", "ហ៊\u200cឺហាការ") == ["ហ៊\u200cឺហា|ការ"]


def test_a_word_may_be_half_bold() -> None:
    """Words are found across leaves, and a break between two leaves stands at the end of the first."""
    assert broken("th", "คุณมีสิท", "ธิได้", "รับความคุ้มครอง") == ["คุณ|มี|สิท", "ธิ|ได้|", "รับ|ความ|คุ้มครอง"]


def test_a_value_is_never_broken() -> None:
    """A kept leaf holds no U+200B, typed or found; the break after it stands in the next leaf."""
    leaves = broken("th", "ได้รับเงิน", "20,000 บาท|ไทย", "ต่อคน", kept={1})
    assert leaves == ["ได้|รับ|เงิน", "20,000 บาทไทย", "|ต่อ|คน"]


def test_a_block_without_text_has_no_break() -> None:
    """Nothing comes back as nothing, an empty leaf as an empty leaf."""
    assert broken("th") == []
    assert broken("th", "|", "", kept={1}) == ["", ""]


def test_two_values_side_by_side_stay_together() -> None:
    """Between two kept leaves there is nowhere to put a break."""
    assert broken("th", "มา", "บ้าน", "ใหม่", "กัน", kept=[1, 2]) == ["มา|", "บ้าน", "ใหม่", "|กัน"]


@pytest.mark.parametrize(
    ("tag", "typed", "expected"),
    [
        ("km", "ជនរង|គ្រោះ", "ជនរង|គ្រោះ"),
        ("vi", "cưỡng bức/|ép buộc", "cưỡng bức/|ép buộc"),
        ("zh-Hant", "人口|販運", "人口|販運"),
        ("th", "ทุก|ๆ |วัน| 13|00|", "ทุกๆ วัน 1300"),
        ("km", "ស្|រី||មាន", "ស្រី|មាន"),
        ("vi", "e|\u0301m", "ém"),
        ("th", "คน|ก|มา", "คน|ก|มา"),
        ("lo", "ຈື່|ງປະກາດ", "ຈື່|ງປະກາດ"),  # ICU alone would break after ງ, too
    ],
)
def test_a_typed_opportunity_is_kept_where_a_line_may_end(tag: str, typed: str, expected: str) -> None:
    """U+200B from a keyboard stays where it was typed, unless a guard forbids it; of two, one stays."""
    assert broken(tag, typed) == [expected]


def test_a_word_of_the_lexicon_is_never_broken() -> None:
    """Neither a breaker nor a typed U+200B breaks a word of the lexicon, even over two leaves."""
    assert broken("th", "จากการค้า", "มนุ|ษย์มี", words=["การค้ามนุษย์"]) == ["จาก|การค้า", "มนุษย์|มี"]


def test_khmer_is_broken_alike_in_every_process() -> None:
    """Breakers are silent, and a second process finds the same opportunities."""
    code = """
import sys
from docgen.languages import BreakRule, Language
from docgen.typeset.breaks import Lexicon, insert_breaks
km = Language("km", "", "", "", (), breaks=BreakRule.KHMER)
sys.stdout.buffer.write(insert_breaks([sys.argv[1]], km, Lexicon())[0].encode())
"""
    text = "ជនរងគ្រោះនៃការជួញដូរមនុស្សមានសិទ្ធិទទួលបានការការពារ។ กรมสอบสวนคดีพิเศษ"
    run = subprocess.run([sys.executable, "-W", "error", "-c", code, text], capture_output=True, check=True)
    assert (run.stdout.decode(), run.stderr) == (insert_breaks([text], LANGUAGES["km"], Lexicon())[0], b"")


@pytest.mark.parametrize(
    ("tag", "module", "text"),
    [("th", "thaibreak", "ผู้เสียหายจากการค้ามนุษย์"), ("km", "khmercut", "មនុស្សមានសិទ្ធិទទួលបាន")],
)
def test_icu_stands_in_where_a_breaker_cannot_be_loaded(
    tag: str, module: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without one of the breakers still breaks its lines."""
    monkeypatch.setitem(sys.modules, module, None)
    assert broken(tag, text)[0].count("|") >= 3


@pytest.mark.parametrize(
    ("tag", "text", "place", "answer"),
    [
        ("th", "ผู้เสียหายจากการค้ามนุษย์", "thaibreak.core._find_lib", None),  # as where its library is not found
        ("km", "មនុស្សមានសិទ្ធិទទួលបាន", "khmercut.tokenize", ["មនុ", "ស្ស"]),
    ],
)
def test_a_breaker_that_loses_text_is_not_believed(
    tag: str, text: str, place: str, answer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a breaker's words are not the text it was given, ICU's are taken."""
    monkeypatch.setattr(place, lambda *_: answer)
    losing = broken(tag, text)
    monkeypatch.setitem(sys.modules, place.split(".")[0], None)
    assert losing == broken(tag, text)
    assert losing[0].count("|") >= 3


def test_importing_the_breakers_loads_no_model() -> None:
    """docgen starts without Khmer's model and Thai's dictionary."""
    code = "import sys, docgen.typeset.breaks; assert not {'khmercut', 'thaibreak', 'pycrfsuite'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
