"""Directories: by kind and place as a reader looks for them, and never a place or a number that is not hers."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document as open_docx
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import Location
from docgen.localise.numbering import in_order
from docgen.tree import ContactEntry, Directory, DirectoryGroup, Message, Run, Text, Value, plain, walk
from docgen.verify.extract import docx_text, html_text, pdf_pages
from docgen.writers.artefact import Format
from tests import qr
from tests.directory import SHOWN, WITHHELD, document, make_directory
from tests.scratch import Scratch
from tests.trees import LANGUAGES

READ = {Format.PDF: lambda data: "\n".join(pdf_pages(data)), Format.DOCX: docx_text, Format.HTML: html_text}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace with organisations of every kind."""
    return make_directory(tmp_path_factory.mktemp("directory") / "workspace")


def spaced(text: str) -> str:
    """Return a text with all kinds of spaces as one."""
    return re.sub(r"[\s\u00a0\u200b\u2060]+", " ", text)


# --- who sees what ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("tag", ["en", "th"])
def test_a_person_sees_help_lines_only_though_all_is_asked_for(scratch: Scratch, tag: str, format: Format) -> None:
    """No shelter, no place of one, no number of an office or of the press is anywhere in the file."""
    artefact = scratch.artefact(tag, format, "help")
    text = spaced(READ[format](artefact.data))
    assert all(words in text for words in SHOWN)
    assert not [words for words in WITHHELD if words in text]
    names = [entry.id for entry in walk(artefact.typeset.document) if isinstance(entry, ContactEntry)]
    assert set(names) == {"line", "social_assistance_center"}


@pytest.mark.parametrize("format", Format)
def test_a_practitioner_sees_all_and_what_each_number_is(scratch: Scratch, format: Format) -> None:
    """Shelters stand by province; numbers of offices and of the press, and those that lack, are named as such."""
    text = spaced(READ[format](scratch.artefact("en", format, "places").data))
    assert all(words in text for words in (*SHOWN, *WITHHELD))
    for said in ("The number of an office, not a help line.", "A number for the press only.", "No source gives a"):
        assert said in text


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        (":::{directory} kind=shelter\n:::", "a directory for a person may not ask for kind=shelter"),
        (":::{directory} purpose=help,office\n:::", "a directory for a person may not ask for purpose=office"),
        (":::{directory} audience=practitioner\n:::", "a directory for a person may not ask for audience=practitioner"),
        (":::{calls} purpose=press\n:::", "a directory for a person may not ask for purpose=press"),
        (":::{include} places#houses\n:::", "a directory for a person may not ask for kind=shelter"),
    ],
)
def test_a_persons_directory_that_asks_for_more_is_refused(
    scratch: Scratch, tmp_path: Path, blocks: str, said: str
) -> None:
    """Nothing is built of it, and the error says where it asks."""
    made = scratch.copy(tmp_path / "copy")
    houses = "(houses)=\n## Houses\n\n:::{directory} kind=shelter\n:::"
    (made.root / "content/documents/places.md").write_text(document("places", "practitioner", houses), "utf-8")
    (made.root / "content/documents/help.md").write_text(document("help", "person", blocks), "utf-8")
    done = made.docgen("build", "-d", "help", code=3)
    assert f"content/documents/help.md:13: {said}" in done.err
    assert not made.file("en").exists()


@pytest.mark.parametrize(
    ("blocks", "said", "hint"),
    [
        (":::{directory} kind=shelters\n:::", "the kind “shelters” is not known", "is shelter meant?"),
        (":::{directory} place=TH\n:::", "the part of a directory “place” is not known", ""),
        (":::{directory} ngo\n:::", "{directory} takes what it asks for", ":::{directory} kind=government"),
        (":::{directory} kind=embassy\n:::", "the directory would be empty", "take the directive out"),
        (":::{calls} kind=shelter\n:::", "the directory would be empty", "take the directive out"),
    ],
)
def test_what_is_wrong_with_a_query_has_its_place(
    scratch: Scratch, tmp_path: Path, blocks: str, said: str, hint: str
) -> None:
    """A mistyped kind, a part that is none, a query that finds nobody: each with its line and a way out."""
    made = scratch.copy(tmp_path / "copy")
    (made.root / "content/documents/places.md").write_text(document("places", "practitioner", blocks), "utf-8")
    done = made.docgen("build", "-d", "places", code=3)
    assert f"content/documents/places.md:13: {said}" in done.err and hint in done.err


def test_a_country_without_a_name_is_told(scratch: Scratch, tmp_path: Path) -> None:
    """A directory cannot print “VN”: words.toml has to name the country in all languages."""
    made = scratch.copy(tmp_path / "copy")
    contacts = made.root / "content/contacts/contacts.toml"
    contacts.write_text(contacts.read_text("utf-8").replace('country = "TH"', 'country = "VN"'), "utf-8")
    done = made.docgen("build", "-d", "places", code=3)
    assert "organisations in VN, and content/words.toml does not name that country" in done.err
    assert 'add VN = "…" under [country]' in done.err


# --- the reader's order -------------------------------------------------------------------------------------------

ORDERS = {
    "th": ["กรม", "เกาะ", "แก้ว", "ไก", "ขอนแก่น", "เชียงราย", "นครราชสีมา", "พะเยา", "โรงพยาบาล", "สงขลา", "อุบลราชธานี"],
    "lo": ["ກົມ", "ເກາະ", "ແກ້ວ", "ໄກ", "ຂົງ", "ເຊກອງ", "ຫຼວງ", "ໂຮງ"],
    "km": ["ការ", "កៅ", "ក្រសួង", "ខេត្ត", "គណៈ", "ច្បាប់", "ជនបទ", "មន្ទីរ", "អង្គការ"],
    "my": ["ကော်မတီ", "ခရိုင်", "ဂေဟာ", "ဌာန", "ပြည်နယ်", "မြို့", "ရုံး", "လုပ်ငန်း", "အဖွဲ့"],
    "vi": ["An", "Ăn", "Ân", "Ba", "Bà", "Da", "Đà", "Oanh", "Ông", "Ơn"],
}


def words(text: str) -> Text:
    """Return a localised text."""
    return Text(Message("shared", "", text, Location("x")), "th", forms=((Run(text),),))


def group(kind: str, place: str, name: str, placed: bool = True) -> DirectoryGroup:
    """Return an organisation as it comes from the content: alone in its group."""
    return DirectoryGroup(words(kind), (words(place),), placed, (ContactEntry(name, words(name), ()),))


@pytest.mark.parametrize("tag", ORDERS)
@given(st.data())
def test_names_and_places_stand_where_a_reader_looks_for_them(tag: str, data: st.DataObject) -> None:
    """However the files list them: vowels written first, and letters with signs below, stand with their letter."""
    order = ORDERS[tag]
    names = data.draw(st.permutations(order))
    (one,) = in_order(tuple(group("k", "p", name) for name in names), LANGUAGES[tag])
    assert [entry.id for entry in one.entries] == order
    places = in_order(tuple(group("k", name, "n") for name in names), LANGUAGES[tag])
    assert [plain(each.place[0]) for each in places] == order


@given(st.permutations([("b", "z", True), ("b", "?", False), ("a", "y", True), ("b", "x", True), ("a", "x", True)]))
def test_kinds_come_first_and_unknown_places_last(found: list[tuple[str, str, bool]]) -> None:
    """Kinds stay in the order of the query, organisations of one kind and place come together."""
    made = in_order(tuple(group(kind, place, "n", placed) for kind, place, placed in found * 2), LANGUAGES["th"])
    kinds = list(dict.fromkeys(kind for kind, _, _ in found))
    wanted = {"a": ["x", "y"], "b": ["x", "z", "?"]}
    assert [(plain(each.kind), plain(each.place[0])) for each in made] == [(k, p) for k in kinds for p in wanted[k]]
    assert {len(each.entries) for each in made} == {2}


# --- codes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["en", "th"])
def test_each_code_dials_the_number_beside_it(scratch: Scratch, tag: str) -> None:
    """Read without the program that made them, the codes of the page and of the DOCX give the printed numbers."""
    page = scratch.artefact(tag, Format.HTML, "places")
    entries = tuple(node for node in walk(page.typeset.document) if isinstance(node, Directory))
    dialled = [node.href for node in walk(entries) if isinstance(node, Value)]
    assert sorted(dialled) == ["tel:+6622029031", "tel:+6622029074", "tel:+6623049100", "tel:1300"]
    assert [qr.of_svg(each) for each in re.findall('class="qr" src="([^"]*)"', page.data.decode())] == dialled
    file = scratch.artefact(tag, Format.DOCX, "places").data
    package = open_docx(BytesIO(file)).part
    shown = re.findall(r'r:embed="(rId\d+)"', ZipFile(BytesIO(file)).read("word/document.xml").decode())
    codes = [package.related_parts[each].blob for each in shown]
    assert [said for said in (qr.of_png(each, 8) for each in codes) if said.startswith("tel:")] == dialled


# --- a sheet for the pocket ---------------------------------------------------------------------------------------

POCKET = "".join(f"(part-{n})=\n## Part {n}\n\n{{words}}\n\n" for n in "abcdef")


@pytest.mark.parametrize(("count", "overflows"), [(5, False), (150, True)])
def test_a_small_page_holds_its_words_or_is_refused(
    scratch: Scratch, tmp_path: Path, count: int, overflows: bool
) -> None:
    """Each section has a part of the sheet; one that would run over the fold is told and not printed."""
    made = scratch.copy(tmp_path / "copy")
    text = POCKET.replace("{words}", "words " * count, 1).replace("{words}", "Words.")
    text = document("help", "person", text, "pocket-a4").replace('reader = "adult"', 'reader = "adult"\npages = 1')
    (made.root / "content/documents/help.md").write_text(text, "utf-8")
    built = made.build("-d", "help", "-l", "en", "-f", "pdf", code=int(overflows))
    said = built["help", "en", "pdf"]["findings"]
    assert any("stands below its part of the page" in each for each in said) is bool(said) is overflows
