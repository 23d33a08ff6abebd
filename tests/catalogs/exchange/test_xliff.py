"""XLIFF for CAT tools: what they protect, and what comes back from them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.catalogs.exchange.answer import Answer
from docgen.catalogs.exchange.xliff import NAMESPACE, read_xliff, xliff
from docgen.catalogs.store import parse_catalog
from docgen.errors import CatalogError
from tests.exchange import ANY_TEXT, Work, faults_of, make_work, message, right_texts
from tests.trees import entry

NS = {"x": NAMESPACE}
PAY = "Pay **{call.social_assistance}**."


def export(work: Work, tag: str = "km") -> bytes:
    """Return the XLIFF file."""
    return xliff(work.tasks(tag), work.desk(), work.languages[tag])


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Return a catalog with a draft, a text that someone vouches for, and an empty one."""
    made = make_work(tmp_path, message(PAY), message("Help."), message("New."))
    made.write(
        entry("d.a", PAY, "បង់**{call.social_assistance}**។", draft="machine"),
        entry("d.a", "Help.", "ជំនួយ"),
        entry("d.a", "New."),
    )
    return made


def unit(data: bytes, number: int = 0) -> etree._Element:
    """Return a unit of a file."""
    return etree.fromstring(data).findall(".//x:unit", NS)[number]


def translated(data: bytes, source: str, target: str, state: str) -> bytes:
    """Return a file as a CAT tool saves it after someone translated a text that has no codes."""
    root = etree.fromstring(data)
    for segment in root.iter(f"{{{NAMESPACE}}}segment"):
        if segment.findtext("x:source", namespaces=NS) == source:
            segment.set("state", state)
            found = segment.find("x:target", NS)
            side = etree.SubElement(segment, f"{{{NAMESPACE}}}target") if found is None else found
            side.text = target
    return etree.tostring(root)


def test_placeholders_and_marks_are_codes_with_their_values(work: Work) -> None:
    """A CAT tool shows the telephone that will stand there, and lets nobody delete it."""
    source = unit(export(work)).find("x:segment/x:source", NS)
    assert source is not None
    pair, value = source.find("x:pc", NS), source.find("x:pc/x:ph", NS)
    assert pair is not None and value is not None
    assert (value.get("equiv"), value.get("disp"), value.get("canDelete")) == (
        "{call.social_assistance}",
        "1300",
        "no",
    )
    assert (pair.get("type"), pair.get("subType")) == ("fmt", "xlf:b")
    data = {d.get("id"): d.text for d in unit(export(work)).iter(f"{{{NAMESPACE}}}data")}
    assert data[pair.get("dataRefStart")] == "**" and data[value.get("dataRef")] == "{call.social_assistance}"


def test_states_are_those_of_the_catalog(work: Work) -> None:
    """A draft is initial, what a person wrote is translated; nothing is called more than it is."""
    segments = etree.fromstring(export(work)).findall(".//x:segment", NS)
    assert [segment.get("state") for segment in segments] == ["initial", "translated", "initial"]
    assert [segment.find("x:target", NS) is not None for segment in segments] == [True, True, False]


@pytest.mark.parametrize(
    ("state", "fuzzy"), [("translated", False), ("reviewed", False), ("final", False), ("initial", True)]
)
def test_a_target_is_vouched_for_by_its_state(work: Work, state: str, fuzzy: bool) -> None:
    """What a tool filled in by itself stays a draft; no state is an approval."""
    received = work.enter(translated(export(work), "New.", "ថ្មី", state))
    held = parse_catalog(work.path().read_bytes(), "d.po").entries["d.a", "New."]
    assert (held.msgstr, held.fuzzy) == (("ថ្មី",), fuzzy)
    assert set(received.files) == {work.path()}


def test_confirming_a_draft_in_a_cat_tool_confirms_it(work: Work) -> None:
    """The words are the same, the state is not."""
    data = export(work).replace(b'state="initial"', b'state="translated"', 1)
    assert dict(work.enter(data).counts) == {"confirmed": 1}


def test_segments_are_joined(work: Work) -> None:
    """A tool may cut a text into sentences; what stands between them comes from the source."""
    cut = (
        '<segment state="translated"><source>A.</source><target>ក។</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="translated"><source>B.</source><target>ខ<mrk id="m" type="term">គ</mrk>។</target></segment>'
    ).encode()
    data = re.sub(rb"<segment(?:(?!<segment).)*New\..*?</segment>", cut, export(work), flags=re.DOTALL)
    work.enter(data)
    assert work.said()["New."] == ("ក។ ខគ។",)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (b'<unit id="km.d.', b'<unit id="km.e.', "the ID is damaged"),
        (b'dataRef="d2"', b'dataRef="d9"', "the code of a placeholder is lost"),
        ('<target xml:space="preserve">ជំនួយ'.encode(), "<target>{x} ជួយ".encode(), "msgstr has not the placeholders"),
        ('<target xml:space="preserve">ជំនួយ'.encode(), "<target><b/>ជួយ".encode(), "<b> is not known in a text"),
        ('<target xml:space="preserve">ជំនួយ'.encode(), b'<target><cp hex="zz"/>', "a character that cannot be read"),
    ],
)
def test_a_wrong_unit_is_named_and_changes_nothing(work: Work, before: bytes, after: bytes, fault: str) -> None:
    """With the line of the file; the catalog stays as it is."""
    data = export(work)
    assert before in data
    received = work.receive(data.replace(before, after), "km.xlf")
    assert all(re.match(r"km\.xlf:\d+: unit ", said) for said in faults_of(received))
    assert fault in faults_of(received)[0] and dict(received.files) == {}


def test_an_older_version_is_refused(work: Work) -> None:
    """XLIFF 1.2 is another format."""
    with pytest.raises(CatalogError, match=r"no XLIFF 2\.0 or 2\.1"):
        work.receive(b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>')


def answers(work: Work) -> list[Answer]:
    """Return what a file gives back."""
    found, faults = read_xliff(export(work), "km.xlf")
    assert faults == []
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """Return a workspace that examples write their catalogs into."""
    return make_work(tmp_path_factory.mktemp("xliff"), message("Pay {x}."), message("{n} day", plural="{n} days"))


@settings(max_examples=60)
@given(texts=st.tuples(ANY_TEXT, ANY_TEXT))
def test_what_goes_out_and_comes_back_changes_nothing(folder: Work, texts: tuple[str, str]) -> None:
    """Every text comes back to the letter, sound or not, and an untouched file is no edit."""
    folder.write(entry("d.a", "Pay {x}.", texts[0]), entry("d.a", "{n} day", texts[1], plural="{n} days"))
    assert [answer.text for answer in answers(folder)] == list(texts)
    received = folder.receive(export(folder))
    assert (dict(received.files), received.conflicts, received.faults) == ({}, (), ())


@settings(max_examples=40)
@given(before=right_texts(), text=right_texts())
def test_an_edit_is_entered_to_the_letter(folder: Work, before: str, text: str) -> None:
    """What a tool writes as codes and words is the text that they spell."""
    folder.write(entry("d.a", "Pay {x}.", text), entry("d.a", "{n} day", "ថ្ងៃ {n}", plural="{n} days"))
    target = etree.tostring(unit(export(folder)).find("x:segment/x:target", NS))  # type: ignore[arg-type]
    folder.write(entry("d.a", "Pay {x}.", before), entry("d.a", "{n} day", "ថ្ងៃ {n}", plural="{n} days"))
    data = etree.fromstring(export(folder))
    segment = data.find(".//x:segment", NS)
    assert segment is not None
    segment.replace(segment.find("x:target", NS), etree.fromstring(target))  # type: ignore[arg-type]
    folder.enter(etree.tostring(data))
    assert folder.said()["Pay {x}."] == (text,)
