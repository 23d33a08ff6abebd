"""Translation memories: what is translated goes out; what comes in is a draft, and only where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.catalogs.exchange.tmx import read_tmx, remembered, tmx
from docgen.catalogs.message import Entry
from docgen.catalogs.store import parse_catalog
from tests.exchange import ANY_TEXT, Work, make_work, message, right_texts
from tests.trees import entry

MESSAGES = (message("Pay {x}."), message("Help."), message("Stale."), message("{n} day", plural="{n} days"))
STALE = '#, fuzzy\n#| msgid "Was."\n'
KHMER = (
    entry("d.a", "Pay {x}.", "បង់ **{x}**"),
    entry("d.a", "Help."),
    entry("d.a", "Stale.", "ចាស់", above=STALE),
    entry("d.a", "{n} day", "{n} ថ្ងៃ", plural="{n} days"),
)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Return catalogs in Khmer and Thai."""
    made = make_work(tmp_path, *MESSAGES)
    made.write(*KHMER)
    made.write(*(entry(m.msgctxt, m.msgid, "ไทย", plural=m.msgid_plural) for m in MESSAGES), tag="th")
    return made


def memory(work: Work, *tags: str) -> bytes:
    """Return the memory of languages."""
    return tmx([task for tag in tags for task in remembered(work.tasks(tag))], work.desk())


def held(work: Work, msgid: str, tag: str = "km") -> Entry:
    """Return an entry as it is on disk."""
    return parse_catalog(work.path(tag).read_bytes(), "d.po").entries["d.a", msgid]


def tu(*variants: tuple[str, str], doctype: str = "") -> bytes:
    """Return a memory of one unit, as other programs write it."""
    inner = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in variants)
    header = '<header creationtool="x" srclang="en"/>'
    return f'<?xml version="1.0"?>{doctype}<tmx version="1.4">{header}<body><tu>{inner}</tu></body></tmx>'.encode()


def test_a_memory_has_each_text_in_all_of_its_languages(work: Work) -> None:
    """What is empty or was translated from other words is no memory."""
    units = {unit.texts["en"]: unit.texts for unit in read_tmx(memory(work, "th", "km"), "m.tmx")}
    assert units["Pay {x}."] == {"en": "Pay {x}.", "th": "ไทย", "km": "បង់ **{x}**"}
    assert "km" not in units["Help."] and "km" not in units["Stale."] and units["{n} days"]["km"] == "{n} ថ្ងៃ"


def test_a_memory_fills_what_is_empty_with_drafts(work: Work) -> None:
    """Nobody has read them here, and what is there already stays, stale or not."""
    received = work.enter(tu(("en-US", "Help."), ("km-KH", "<hi>ជំនួយ</hi>")))
    entered = held(work, "Help.")
    assert dict(received.counts) == {"drafts": 1}
    assert (entered.msgstr, entered.fuzzy) == (("ជំនួយ",), True)
    assert entered.translator_comments == "from a translation memory"
    assert dict(work.receive(tu(("en", "Stale."), ("km", "ថ្មី"))).files) == {}


def test_two_translations_of_one_text_are_both_shown_and_neither_is_taken(work: Work) -> None:
    """Which one is right, a person says."""
    one, other = tu(("en", "Help."), ("km", "មួយ")), tu(("en", "Help."), ("km", "ពីរ"))
    body = other[other.index(b"<tu>") : other.index(b"</body>")]
    data = one.replace(b"</body>", body + b"</body>")
    received = work.receive(data)
    (conflict,) = received.conflicts
    assert dict(received.files) == {} and "several translations" in conflict.reason and conflict.yours == "មួយ\nពីរ"


def test_a_translation_with_faults_is_not_taken(work: Work) -> None:
    """A number that the source does not have would be printed."""
    received = work.receive(tu(("en", "Help."), ("km", "ជំនួយ 1300")))
    (conflict,) = received.conflicts
    assert "types the number 1300" in conflict.reason and dict(received.files) == {}


def test_other_programs_write_utf_16_and_name_a_dtd(work: Work) -> None:
    """Neither is a reason to refuse a memory: the DTD is not read."""
    data = tu(("en", "Help."), ("km", "ជំនួយ"), doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">').decode()
    work.enter(data.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"))
    assert held(work, "Help.").msgstr == ("ជំនួយ",)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """Return a workspace that examples write their catalogs into."""
    return make_work(tmp_path_factory.mktemp("tmx"), MESSAGES[0], MESSAGES[3], languages=("en", "th", "pl"))


@settings(max_examples=40)
@given(text=ANY_TEXT.filter(str.strip), forms=st.tuples(*[ANY_TEXT.filter(str.strip)] * 3))
def test_a_memory_holds_texts_to_the_letter(folder: Work, text: str, forms: tuple[str, ...]) -> None:
    """Whatever a text is, and each plural form for itself."""
    folder.write(entry("d.a", "Pay {x}.", text), entry("d.a", "{n} day", *forms, plural="{n} days"), tag="pl")
    units = read_tmx(memory(folder, "pl"), "m.tmx")
    assert [unit.texts["pl"] for unit in units] == [text, *forms]


@settings(max_examples=40)
@given(text=right_texts())
def test_a_lost_catalog_comes_back_from_a_memory_as_drafts(folder: Work, text: str) -> None:
    """The words are what they were; that somebody read them is not known any more."""
    plural = ("{n} a", "{n} b", "{n} c")
    folder.write(entry("d.a", "Pay {x}.", text), entry("d.a", "{n} day", *plural, plural="{n} days"), tag="pl")
    before, data = folder.said("pl"), memory(folder, "pl")
    folder.write(entry("d.a", "Pay {x}."), entry("d.a", "{n} day", "", "", "", plural="{n} days"), tag="pl")
    folder.enter(data)
    assert folder.said("pl") == before and held(folder, "Pay {x}.", "pl").fuzzy


def test_a_memory_fills_no_place_of_an_official_text(work: Work) -> None:
    """Somebody has emptied it: what belongs there is the publisher's text, and no draft."""
    work.lock(MESSAGES[1], "ជំនួយ")
    received = work.enter(tu(("en", "Help."), ("km", "ជួយ")))
    assert held(work, "Help.").msgstr == ("",) and dict(received.files) == {}
