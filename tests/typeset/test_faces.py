"""What fonts/ holds, what it takes for a face to be used, and whether a language's faces can draw a text."""

from __future__ import annotations

import itertools
import pickle
import re
import shutil
import tomllib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import DocgenError, DocgenErrors, FontError, flatten
from docgen.languages import Language
from docgen.typeset.coverage import dotted_circles, missing
from docgen.typeset.faces import Face, read_faces
from docgen.typeset.graphemes import graphemes
from docgen.typeset.segments import INVISIBLE, segments
from docgen.typeset.shaping import buffer_of, script_runs, shape

ROOT = Path(__file__).parents[2]
FACES = read_faces(ROOT / "fonts")
LANGUAGES = {
    tag: Language(tag, table["name"], table["english"], table["script"], tuple(table["families"]))
    for tag, table in tomllib.loads((ROOT / "docgen.toml").read_text(encoding="utf-8"))["languages"].items()
}
SAMPLES = {
    "en": "You have the right to stay. Call 1300 – it is free, “day and night”…",
    "th": "ท่านมีสิทธิได้รับความช่วยเหลือ โทร 1300 ทำน้ำ ๑๒๓ ฯลฯ",
    "lo": "ທ່ານມີສິດໄດ້ຮັບການຊ່ວຍເຫຼືອ ໂທ 1300 ນ້ຳ ຄຳ ໜັງ ໑໒໓",
    "km": "អ្នកមានសិទ្ធិទទួលបានជំនួយ ទូរស័ព្ទ ១៣០០ ស្ត្រី ញ៉ាំ កោះ។",
    "my": "သင်သည် အကူအညီ ရပိုင်ခွင့်ရှိသည်။ ဖုန်း ၁၃၀၀ ကျွန်ုပ် ဥက္ကဋ္ဌ",
    "vi": "Bạn có quyền được bảo vệ và giúp đỡ. Gọi 1300, miễn phí, ₫",
    "zh-Hant": "您有權獲得保護與協助。請撥打 1300（免費）——「日夜」…",
    "shn": "ၸဝ်ႈၵဝ်ႇ မီးသုၼ်ႇလႆႈ လႆႈႁပ်ႉ ၵၢၼ်ၸွႆႈထႅမ်။ ႁွင်ႉၽူၼ်း 1300 “ၵၢင်ဝၼ်း” ၵူႊ ၾႃႉ",
    "bn": "আপনার সুরক্ষা ও সাহায্য পাওয়ার অধিকার আছে। ফোন ১৩০০ ক্ষতিপূরণ স্বাস্থ্য সংস্কৃতি ঞ্চ ত্র্য ৎ",
}
UDHR = ROOT / "tests" / "data" / "udhr"
OTHERS = {  # languages of a few short papers
    **{
        tag: (UDHR / f"{tag}.txt").read_text("utf-8").splitlines()[0]
        for tag in ("id", "ms", "hi", "ne", "ur", "ar", "am")
    },
    "zh-Hans": "您可以打电话求助。日夜服务，这个短号码只能在泰国境内使用。",
    "ja": "電話で助けを求めることができます。",
    "kac": "Phone shagawt nna garum shingtau hpyi lu ai.",
    "tl": "Maaari po kayong tumawag at humingi ng tulong.",
    "sw": "Unaweza kupiga simu na kuomba msaada.",
}
tags = pytest.mark.parametrize("tag", LANGUAGES)
texts = st.text(st.sampled_from("".join(SAMPLES.values()) + "\u200b\u200d\u0301م"), max_size=40)


# --- the faces in fonts/ ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES.faces, ids=str)
def test_a_face_says_truly_what_it_is_and_whose(face: Face) -> None:
    """Version, copyright and licence in fonts.toml are those of the file, which may be embedded."""
    with TTFont(face.path, lazy=True) as font:
        names = font["name"]
        assert names.getDebugName(5) == f"Version {face.version}"
        licence = names.getDebugName(13) or face.licence_file.read_text(encoding="utf-8")  # npm's parts have few names
        assert "SIL Open Font License, Version 1.1" in licence
        assert font["OS/2"].fsType == 0
        assert font["OS/2"].fsSelection & 0b100001 == 0b100000 * face.bold  # bold or not, never italic
    assert face.licence == "OFL-1.1"
    assert face.licence_file.read_text(encoding="utf-8").startswith(face.copyright)


@tags
def test_every_language_has_both_weights_of_its_faces(tag: str) -> None:
    """Bold words of a language are drawn by faces of the same families as its other words."""
    regular, bold = (FACES.for_language(LANGUAGES[tag], weight) for weight in (False, True))
    assert [face.family for face in regular] == [face.family for face in bold] == list(LANGUAGES[tag].families)
    assert not any(face.bold for face in regular) and all(face.bold for face in bold)


@tags
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_every_language_can_be_drawn(tag: str, bold: bool) -> None:
    """A sentence, its digits and its punctuation have glyphs in the language's own faces, each on a letter."""
    sample = {**SAMPLES, **OTHERS}[tag]
    assert missing(sample, LANGUAGES[tag], FACES, bold) == ""
    assert dotted_circles(sample, LANGUAGES[tag], FACES, bold) == ()


@tags
def test_a_language_has_a_face_that_is_made_for_its_script(tag: str) -> None:
    """The first face of a language lists the script that docgen.toml gives it."""
    assert LANGUAGES[tag].script in FACES.for_language(LANGUAGES[tag])[0].scripts


def test_faces_are_found_by_their_sha256() -> None:
    """What a PDF recorded as embedded can be traced to one face, and each face to one record."""
    assert {digest: sha256(face.path.read_bytes()).hexdigest() for digest, face in FACES.by_sha256.items()} == {
        face.sha256: face.sha256 for face in FACES.faces
    }


def test_faces_travel_to_worker_processes() -> None:
    """A set of faces can be handed to another process after it was used in this one."""
    assert missing(SAMPLES["my"], LANGUAGES["my"], FACES) == ""
    assert pickle.loads(pickle.dumps(FACES)) == FACES


def test_an_unknown_family_is_an_error() -> None:
    """A family that only docgen.toml knows stops docgen; no other face steps in."""
    language = Language("th", "ไทย", "Thai", "Thai", ("Sarabun", "Noto Sans", "Waree"))
    with pytest.raises((FontError, DocgenErrors)) as raised:
        FACES.for_language(language)
    assert [re.findall('"(.*?)"', str(error)) for error in singles(raised.value)] == [["Sarabun"], ["Waree"]]


# --- faults of fonts/ ------------------------------------------------------------------------------------------


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """A fonts/ of one family."""
    folder = tmp_path / "fonts"
    shutil.copytree(ROOT / "fonts" / "noto-sans-lao", folder / "noto-sans-lao")
    entries = (ROOT / "fonts" / "fonts.toml").read_text(encoding="utf-8").split("\n[[face]]\n")
    kept = [entry for entry in entries[1:] if "noto-sans-lao/" in entry]
    (folder / "fonts.toml").write_text("".join(f"[[face]]\n{entry}" for entry in kept), encoding="utf-8")
    return folder


def errors_of(fonts: Path) -> list[DocgenError]:
    """Return what reading a fonts/ complains of."""
    with pytest.raises((FontError, DocgenErrors)) as raised:
        read_faces(fonts)
    return singles(raised.value)


def singles(error: BaseException) -> list[DocgenError]:
    """Return the errors of one run."""
    assert isinstance(error, DocgenError | DocgenErrors)
    return flatten(error)


def edit(old: str, new: str) -> Callable[[Path], None]:
    """Return a change of fonts.toml: its first `old` becomes `new`."""

    def change(fonts: Path) -> None:
        text = (fonts / "fonts.toml").read_text(encoding="utf-8")
        assert old in text
        (fonts / "fonts.toml").write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def replace_face(data: bytes) -> Callable[[Path], None]:
    """Return a change of fonts/: other bytes stand for the bold face, and fonts.toml gives their sha256."""

    def change(fonts: Path) -> None:
        path = fonts / "noto-sans-lao" / "NotoSansLao-Bold.ttf"
        edit(sha256(path.read_bytes()).hexdigest(), sha256(data).hexdigest())(fonts)
        path.write_bytes(data)

    return change


def test_a_sound_folder_is_read(fonts: Path) -> None:
    """What the following tests spoil is right before."""
    assert [face.name for face in read_faces(fonts).faces] == ["NotoSansLao-Regular", "NotoSansLao-Bold"]


REGULAR, BOLD = "fonts/fonts.toml:1: ", "fonts/fonts.toml:12: "


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda fonts: (fonts / "noto-sans-lao/OFL.txt").unlink(), "there is no file noto-sans-lao/OFL.txt"),
        (edit("noto-sans-lao/NotoSansLao-Bold.ttf", "../secret.ttf"), BOLD + "there is no file ../secret.ttf"),
        (edit('sha256 = "', 'sha256 = "0'), REGULAR + "sha256: String should match"),
        (edit('origin = "', 'orign = "'), REGULAR + "origin: Field required"),
        (edit("weight = 400", "weight = 300"), REGULAR + "weight: Input should be 400 or 700"),
        (edit('scripts = ["Laoo', 'scripts = ["Lao'), REGULAR + "scripts.0: String should match"),
        (edit("weight = 700", "weight = 400"), BOLD + "Noto Sans Lao has two faces of weight 400"),
        (edit('family = "Noto Sans Lao"', 'family = "Lao"'), REGULAR + "noto-sans-lao/NotoSansLao-Regular.ttf calls"),
        (edit('family = "Noto Sans Lao"', 'family = "Lao"'), REGULAR + "Lao has a regular face, but no bold one"),
        (lambda fonts: (fonts / "fonts.toml").unlink(), "fonts/fonts.toml: the list of faces cannot be read"),
        (edit("[[face]]", "[face"), "fonts/fonts.toml: the list of faces cannot be read"),
        (lambda fonts: (fonts / "fonts.toml").write_text("face = 3"), "the list of faces cannot be read"),
        (replace_face(b"<html>404 not found</html>"), BOLD + "noto-sans-lao/NotoSansLao-Bold.ttf is not a font"),
        (replace_face(FACES.families["Noto Sans"].bold.path.read_bytes()), 'calls its family "Noto Sans", not'),
        (replace_face(FACES.families["Noto Sans Lao"].regular.path.read_bytes()), BOLD + "noto-sans-lao/NotoSansLao"),
        (lambda fonts: shutil.copy(FACES.faces[0].path, fonts / "New.TTF"), "fonts/New.TTF: fonts/fonts.toml does not"),
    ],
)
def test_a_fault_of_fonts_is_named_with_its_place(fonts: Path, spoil: Callable[[Path], None], message: str) -> None:
    """Whatever is wrong with a face, the error says with which, and at which line it is entered."""
    spoil(fonts)
    errors = errors_of(fonts)
    assert any(message in str(error) for error in errors), errors
    assert all(isinstance(error, FontError) and error.__notes__ for error in errors)


def test_a_changed_face_is_never_used(fonts: Path) -> None:
    """One byte more in a face stops docgen, unless the caller has just checked the faces."""
    with (fonts / "noto-sans-lao" / "NotoSansLao-Bold.ttf").open("ab") as file:
        file.write(b"\0")
    [error] = errors_of(fonts)
    assert str(error).startswith(BOLD + "noto-sans-lao/NotoSansLao-Bold.ttf is not the file that was entered")
    assert len(read_faces(fonts, check_sha256=False).faces) == 2


def test_a_face_that_forbids_embedding_is_refused(fonts: Path, tmp_path: Path) -> None:
    """A licence that does not let us hand out the face stops docgen."""
    with TTFont(fonts / "noto-sans-lao" / "NotoSansLao-Bold.ttf") as font:
        font["OS/2"].fsType = 2
        font.save(tmp_path / "restricted.ttf")
    replace_face((tmp_path / "restricted.ttf").read_bytes())(fonts)
    assert [error.message for error in errors_of(fonts)] == [
        "noto-sans-lao/NotoSansLao-Bold.ttf forbids embedding (fsType 2)"
    ]


def test_all_faults_are_told_in_one_run(fonts: Path) -> None:
    """Two spoiled faces are two errors of the same run, in the order of their places."""
    for path in fonts.glob("*/*.ttf"):
        path.unlink()
    assert [f"{error.location}: " for error in errors_of(fonts)] == [REGULAR, BOLD]


# --- coverage --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "salām م, ខ and م", "مខ"),
        ("th", "Việt → 1300", "→"),
        ("zh-Hant", "痩 and 简 are not of Taiwan", "痩简"),
        ("km", "ក\u200bខ\u2060គ\u200d\u200e\n", ""),
        ("km", "ខ\u0303 ñ", ""),
        ("lo", "ກ\u05b4", "\u05b4"),
    ],
)
def test_characters_without_a_face_are_named(tag: str, text: str, expected: str) -> None:
    """Each character that would be a box on paper is named once; what has no picture is never missed."""
    assert missing(text, LANGUAGES[tag], FACES) == expected


@tags
@given(text=texts)
def test_missing_agrees_with_the_shaper(tag: str, text: str) -> None:
    """A text without missing characters is drawn without a box.

    The other way round it is stricter than the shaper, which may draw ề from its parts where the face has no ề.
    """
    lacking = missing(text, LANGUAGES[tag], FACES)
    faces = {face.family: face for face in FACES.for_language(LANGUAGES[tag])}
    boxed = set()
    for segment in segments(text, LANGUAGES[tag], FACES):
        boxed |= {segment.text[glyph.cluster] for glyph in shape(segment.text, faces[segment.family]) if not glyph.id}
    assert lacking or not boxed


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("th", "ิ", ("ิ",)),
        ("th", "กิ ิก", ("ิ",)),
        ("th", "ก\u200bิ", ("ิ",)),
        ("lo", "ກ ່ກ", ("່",)),
        ("km", "ក ្ក", (" ្ក",)),
        ("km", "ក ែ", (" ែ",)),
        ("my", "က ြ", (" ြ",)),
        ("vi", "tiê\u0301ng \u0301", ("\u0301",)),
        ("my", "က\u25ccြ", ()),
        ("en", "ex\xa0\u0301", ()),
    ],
)
def test_marks_without_a_letter_are_found(tag: str, text: str, expected: tuple[str, ...]) -> None:
    """A vowel or tone that a slip of the keyboard left without its letter is shown to whoever must mend it."""
    assert dotted_circles(text, LANGUAGES[tag], FACES) == expected


@pytest.mark.parametrize("tag", ["km", "my"])
@given(data=st.data())
def test_no_dotted_circle_escapes(tag: str, data: st.DataObject) -> None:
    """Whatever is typed, a text for which the shaper draws U+25CC is reported, and only such a text."""
    text = data.draw(st.text(st.sampled_from("".join(sorted(set(SAMPLES[tag])))), max_size=12))
    face = FACES.for_language(LANGUAGES[tag])[0]
    circled = [glyph.id for glyph in shape(text, face)] != uncircled(text, face)
    assert bool(dotted_circles(text, LANGUAGES[tag], FACES)) == circled


def uncircled(text: str, face: Face) -> list[int]:
    """Return the glyphs of a text when HarfBuzz may draw no dotted circle."""
    glyphs: list[int] = []
    for run in script_runs(text):
        buffer = buffer_of(text, run)
        buffer.flags |= hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
        hb.shape(hb.Font(face.harfbuzz), buffer)
        glyphs += [info.codepoint for info in buffer.glyph_infos]
    return glyphs


# --- segments --------------------------------------------------------------------------------------------------


@tags
@given(text=texts)
def test_segments_lose_nothing_and_part_no_letter(tag: str, text: str) -> None:
    """The segments of a run are the run, and a letter stays with its marks."""
    parts = segments(text, LANGUAGES[tag], FACES)
    assert "".join(part.text for part in parts) == text
    assert [g for part in parts for g in graphemes(part.text)] == graphemes(text)
    assert all(a.family != b.family for a, b in itertools.pairwise(parts))


@tags
@given(text=texts)
def test_a_letter_is_drawn_by_the_first_family_that_has_it(tag: str, text: str) -> None:
    """The order of the families in docgen.toml decides, for every letter that one of them has."""
    faces = FACES.for_language(LANGUAGES[tag])
    for part in segments(text, LANGUAGES[tag], FACES):
        for grapheme in graphemes(part.text):
            able = [f.family for f in faces if all(c in INVISIBLE or f.covers(c) for c in grapheme)]
            if grapheme[0].isalpha() and able:
                assert part.family == able[0]
            assert not able or part.family in able


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("th", "โทร 1300 (ฟรี)", [("โทร 1300 (ฟรี)", "Noto Sans Thai Looped")]),
        ("th", "ชื่อ Ứ 12 ก", [("ชื่อ ", "Noto Sans Thai Looped"), ("Ứ 12 ", "Noto Sans"), ("ก", "Noto Sans Thai Looped")]),
        ("en", "", []),
    ],
)
def test_common_characters_stay_with_what_precedes_them(tag: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Spaces, digits and brackets do not change the face if the face before them has them."""
    assert [(part.text, part.family) for part in segments(text, LANGUAGES[tag], FACES)] == expected


# --- shaping ---------------------------------------------------------------------------------------------------


def test_each_script_is_shaped_by_its_own_rules() -> None:
    """Thai ำ after Latin letters is drawn as in a Thai text: as a ring above and a vowel."""
    face = FACES.families["Noto Sans Thai Looped"].regular
    assert [glyph.id for glyph in shape("ทำ", face)] == [glyph.id for glyph in shape("ท\u0e4dา", face)]
    assert [glyph.id for glyph in shape("abc ทำ", face)][-3:] == [glyph.id for glyph in shape("ทำ", face)]
