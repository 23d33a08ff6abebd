"""A subset draws its texts as the whole face does, in any browser, and is small."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from docgen.typeset.faces import Face, read_faces
from docgen.typeset.shaping import shape
from docgen.typeset.subset import needed_characters, subset_face

FACES = read_faces(Path(__file__).parents[2] / "fonts")
# Article 1 of the Universal Declaration of Human Rights.
SENTENCES = {
    "Noto Sans": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi. “affi” e\u0323\u0302",
    "Noto Sans Thai Looped": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม น้ำ ทำ ปู่ ฐู ญุ ป่า 12",
    "Noto Sans Lao": "ມະນຸດເກີດມາມີສິດເສລີພາບ ແລະ ສະເໝີໜ້າກັນໃນທາງກຽດຕິສັກ ແລະ ທາງສິດດ້ວຍ ນ້ຳ ຄຳ ໜັງ ຫຼວງ ທີ່ ປູ່ 12",
    "Noto Sans Khmer": "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព ក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរ និងសិទ្ធិ ស្ត្រី ញ៉ាំ កោះ ជឿ ស្រ្តី លក្ខណៈ ១២",
    "Noto Sans Myanmar": "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် မွေးဖွားလာသူများ ဖြစ်သည်။ ဥက္ကဋ္ဌ ကျွန်ုပ် ကြွေး အင်္ဂလိပ် မန္တလေး ၁၂",
    "Noto Sans Bengali": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে। বুদ্ধি ক্ষতি সংস্কৃতি ১২",
    "Noto Sans TC": "人 人 生 而 自由 在 尊嚴 和 權利 上 一律 平等 。 他們 賦有 理性 和 良心 ， 「並應」 12 （abc）",
}
UDHR = Path(__file__).parents[1] / "data" / "udhr"
OTHERS = {
    "Noto Sans SC": "zh-Hans",
    "Noto Sans JP": "ja",
    "Noto Sans Devanagari": "hi",
    "Noto Naskh Arabic": "ar",
    "Noto Sans Ethiopic": "am",
    "Noto Nastaliq Urdu": "ur",
}
for family, tag in OTHERS.items():
    first = (UDHR / f"{tag}.txt").read_text("utf-8").splitlines()[0]
    SENTENCES[family] = first if " " in first else " ".join(re.findall("..?", first))
faces = pytest.mark.parametrize("face", FACES.faces, ids=str)


def words_of(face: Face) -> list[str]:
    """Return the words of a face's sentence."""
    return SENTENCES[face.family].split(" ")


def as_face(data: bytes, face: Face, folder: Path) -> Face:
    """Return a subset as a face of its own."""
    digest = sha256(data).hexdigest()
    path = folder / f"{digest}.ttf"
    path.write_bytes(data)
    return replace(face, path=path, sha256=digest)


def pictures(text: str, face: Face) -> list[Any]:
    """Return what a text looks like: outline, place and advance of each glyph."""
    font, drawn = hb.Font(face.harfbuzz), []
    for glyph in shape(text, face):
        pen = RecordingPen()
        font.draw_glyph_with_pen(glyph.id, pen)
        drawn.append((pen.value, glyph.cluster, glyph.advance, glyph.x, glyph.y))
    return drawn


@faces
@given(data=st.data())
def test_a_subset_draws_its_text_as_the_whole_face(
    face: Face, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every word, and every piece of it that a line may hold, looks the same as with the whole face."""
    words = data.draw(st.lists(st.sampled_from(words_of(face)), min_size=1, max_size=4))
    text = data.draw(st.sampled_from(["", " ", "\u200b"])).join(words)
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    small = as_face(subset_face(face, [text], flavor=None), face, tmp_path_factory.getbasetemp())
    assert pictures(text, small) == pictures(text, face)
    assert pictures(text[start:end], small) == pictures(text[start:end], face)


@pytest.mark.parametrize(
    ("family", "text", "needed"),
    [
        ("Noto Sans Thai Looped", "ทำ", "ท\u0e4dาำ"),
        ("Noto Sans Lao", "ຄຳ", "ຄ\u0ecdາຳ"),
        ("Noto Sans Khmer", "កោ", "ក\u17c1\u17c4"),
        ("Noto Sans", "ế", "e\u0301\u0302ế"),
        ("Noto Sans", "e\u0302", "e\u0302ê"),
    ],
)
def test_a_subset_has_the_characters_that_letters_are_drawn_with(family: str, text: str, needed: str) -> None:
    """A browser finds in the subset every character it takes a letter apart to, or puts it together from."""
    with TTFont(BytesIO(subset_face(FACES.families[family].regular, [text], flavor=None))) as font:
        assert set(map(ord, needed)) <= set(font.getBestCmap())


def test_a_subset_has_no_more_than_it_needs() -> None:
    """The subset for one word is not the whole face."""
    assert needed_characters(FACES.families["Noto Sans"].regular, ["is", "it"]) == set("ist\u25cc")


@faces
def test_the_same_texts_give_the_same_bytes(face: Face) -> None:
    """Neither the order of the texts nor the day changes a subset."""
    words = words_of(face)
    packed = subset_face(face, words, flavor="woff2")
    assert packed == subset_face(face, [*reversed(words), words[0]], flavor="woff2")
    with TTFont(BytesIO(packed)) as small, TTFont(face.path, lazy=True) as whole:
        assert small.flavor == "woff2"
        assert small["head"].modified == whole["head"].modified


@faces
def test_a_subset_carries_its_licence(face: Face) -> None:
    """A copy in a reader's hand still says whose face it is, and where its licence can be read."""
    with TTFont(BytesIO(subset_face(face, ["1300"], flavor=None))) as small, TTFont(face.path, lazy=True) as whole:
        for name in (0, 1, 13, 14):
            assert small["name"].getDebugName(name) == whole["name"].getDebugName(name)


def test_four_hundred_han_characters_stay_small() -> None:
    """A Chinese page in both weights is far below 300 kB of faces, also when written out as base64."""
    family = FACES.families["Noto Sans TC"]
    han = [chr(code) for code in range(0x4E00, 0x9FA0, 37) if family.regular.covers(chr(code))][:400]
    assert len(han) == 400
    sizes = [len(subset_face(face, han, flavor="woff2")) for face in (family.regular, family.bold)]
    assert sum(sizes) * 4 / 3 < 300_000


@pytest.mark.parametrize("family", ["Noto Sans Khmer", "Noto Sans Myanmar", "Noto Sans Thai Looped", "Noto Sans Lao"])
def test_a_page_in_a_southeast_asian_script_stays_small(family: str) -> None:
    """Both weights of such a page take below 50 kB."""
    pair = (FACES.families[family].regular, FACES.families[family].bold)
    assert sum(len(subset_face(face, [SENTENCES[family]], flavor="woff2")) for face in pair) < 50_000
