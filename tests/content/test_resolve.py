"""A document put together: it holds every message that can reach its pages, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.canonical import canonical
from docgen.content.reader import Content
from docgen.tree import (
    Callout,
    Contacts,
    ContactsQuery,
    Document,
    Flow,
    FlowQuery,
    Include,
    Link,
    Message,
    Paragraph,
    Placeholder,
    Run,
    Say,
    Section,
    Strong,
    Text,
    plain,
    walk,
)
from tests.trees import LANGUAGES, fact, found, make_folder, markdown, read_by, resolved, slot, translated, values

OTHER = """\
(part)=
## Part

Included words.

- item

(inner)=
### Inner

:::{include} third#more
:::
"""
THIRD = "(more)=\n## More\n\n:::{legal}\nLegal words.\n:::\n"
FLOW = """
id = "work"
title = "Work"
source = "MRW9"
legal = true

[[steps]]
text = "Ask"

[[steps]]
text = "Start"
within = "soon"
"""
CONTACT = """
[{id}]
name = "{name}"
kind = "hotline"
purpose = "help"
audience = "public"
country = "TH"
telephones = ["call.social_assistance"]
languages = []
about = "About it"
hours = "Day and night"
source = "MRW9"
as_of = 2019-01-24
"""


def content(root: Path, body: str, facts: str = "", name: str = "Helpers") -> Content:
    """Return content with a document, two others to include from, a flow and a contact."""
    folder = make_folder(root, body, facts)
    folder.write("documents/other.md", markdown(OTHER, id="other", audience="practitioner"))
    folder.write("documents/third.md", markdown(THIRD, id="third", audience="practitioner"))
    folder.write("flows/work.toml", FLOW)
    folder.write("contacts/more.toml", CONTACT.format(id="helpers", name=name))
    return folder.read()


def of_kind(document: Document, kind: type) -> list[object]:
    """Return the nodes of a kind."""
    return [node for node in walk(document) if isinstance(node, kind)]


INCLUDE = ":::{include} other#part\n:::\n"


@pytest.mark.parametrize(
    "body",
    [
        INCLUDE,
        f"(a)=\n## A\n\n{INCLUDE}",
        f"::::{{note}}\n{INCLUDE}::::\n",
        f"::::{{composed}}\n{INCLUDE}::::\n",
        "- one\n\n  :::{include} other#part\n  :::\n",
    ],
    ids=["document", "section", "note", "composed", "list"],
)
def test_an_included_section_keeps_its_home(body: str, tmp_path: Path) -> None:
    """Wherever it is included, and includes more itself, a text keeps its context, its place and its approval."""
    document = resolved(content(tmp_path, body))
    messages = {node.message.msgid: node.message for node in walk(document.blocks) if isinstance(node, Text)}
    assert messages["Included words."].msgctxt == "other.part"
    assert str(messages["Included words."].location).startswith("content/documents/other.md:")
    assert (messages["Legal words."].domain, messages["Legal words."].legal) == ("third", True)
    assert "item" in messages and "Inner" in messages
    assert of_kind(document, Include) == []


@pytest.mark.parametrize("origin", ["source", "composed"])
def test_an_included_document_is_a_part_with_its_own_texts(origin: str, tmp_path: Path) -> None:
    """A part stands under its own title, whatever stands before it; its texts stay at home, and it says what it is."""
    folder = make_folder(tmp_path, "Words.\n\n(a)=\n## A\n\n:::{include} other\n:::\n\n:::{include} third\n:::\n")
    folder.write(
        "documents/other.md", markdown("First.\n\n(one)=\n## One\n\n(two)=\n### Two\n", "other", origin=origin)
    )
    folder.write("documents/third.md", markdown(THIRD, "third"))
    document = resolved(folder.read())
    sections = [node for node in of_kind(document, Section) if isinstance(node, Section)]
    assert [(s.id, s.level) for s in sections] == [
        ("a", 1), ("other", 1), ("one", 2), ("two", 3), ("third", 1), ("more", 2)
    ]  # fmt: skip
    other = sections[1]
    assert other in document.blocks and other.title.message.domain == "other"
    roles = [block.role for block in other.children if isinstance(block, Paragraph)]
    assert roles == (["proposal", ""] if origin == "composed" else [""])
    shown = [
        plain(read_by(folder.read(), tag, translated(found(folder.read()), LANGUAGES)).blocks) for tag in ("en", "km")
    ]
    assert all(("Proposal, not agreed text" in words) == (origin == "composed") for words in shown)


def test_flows_and_contacts_take_their_places(tmp_path: Path) -> None:
    """Nothing is left to look up: flows, contacts in their order, with telephones as values to come."""
    document = resolved(
        content(tmp_path, ":::{flow} work\n:::\n\n:::{contacts} helpers social_assistance_center\n:::\n")
    )
    assert of_kind(document, FlowQuery) == of_kind(document, ContactsQuery) == []
    (flow,) = of_kind(document, Flow)
    assert isinstance(flow, Flow)
    assert [(step.text.message.msgid, step.text.message.authority) for step in flow.steps] == [
        ("Ask", True),
        ("Start", True),
    ]
    assert [step.within.message.msgid if step.within else None for step in flow.steps] == [None, "soon"]
    (contacts,) = of_kind(document, Contacts)
    assert isinstance(contacts, Contacts)
    assert [(entry.id, entry.telephones) for entry in contacts.entries] == [
        ("helpers", (slot("call.social_assistance"),)),
        ("social_assistance_center", (slot("call.social_assistance"),)),
    ]
    about, hours = contacts.entries[0].about, contacts.entries[0].hours
    assert (about and about.message.msgid, hours and hours.message.msgid) == ("About it", "Day and night")


def test_boxes_and_sentences_to_say_have_their_titles(tmp_path: Path) -> None:
    """A proposal and a frame say what they are; a sentence to say is announced."""
    body = "::::{composed}\nOurs.\n\n:::{say} th\nHelp.\n:::\n::::\n\n:::{frame}\nWhat.\n:::\n\n:::{note}\nMind.\n:::\n"
    document = resolved(content(tmp_path, body))
    titles = [node.title.message.msgctxt if node.title else None for node in of_kind(document, Callout)]  # type: ignore[attr-defined]
    assert titles == ["notice.composed", "notice.to_be_supplied", None]
    (say,) = of_kind(document, Say)
    assert isinstance(say, Say) and say.title
    assert say.title.message.msgctxt == "notice.say"


FACTS = (
    fact("a.money", "money", "amount = 1", 'currency = "THB"')
    + fact("a.time", "duration", "number = 2", 'unit = "week"')
    + fact("a.age", "age", "years = 18")
    + fact("a.day", "date", "date = 2008-06-05")
    + fact("a.law", "law", 'name = "Act"', "year = 2008")
    + fact("a.fund", "organisation", 'name = "Fund"')
)


@pytest.mark.parametrize(
    ("ref", "names"),
    [
        ("a.money", ["format.money.THB"]),
        ("a.time", ["format.duration.week"]),
        ("a.age", ["format.age"]),
        ("a.law", ["format.law.name", "format.law.year", "format.law.section", "name.a.law"]),
        ("a.fund", ["name.a.fund"]),
        ("contact.helpers.name", ["name.contact.helpers.name"]),
    ],
)
def test_a_document_brings_the_words_of_its_values(ref: str, names: list[str], tmp_path: Path) -> None:
    """The formats and names that a value needs come with the document; the others stay away."""
    read = content(tmp_path, f"Words {{{ref}}}.\n", FACTS)
    without = {name for name, _, _ in resolved(content(tmp_path, "Words.\n", FACTS)).words}
    assert {name for name, _, _ in resolved(read).words} - without == set(names)


def test_every_message_of_a_page_is_found_before_it_is_printed(tmp_path: Path) -> None:
    """Extraction sees every text that a reader's page shows: none can appear that nobody could translate."""
    body = "{a.money} {a.time} {a.age} {a.day} {a.law} {a.fund} {contact.helpers.name} {reader.language}\n"
    read = content(tmp_path, body + "\n:::{flow} work\n:::\n\n:::{contacts} helpers\n:::\n", FACTS)
    known = {message.key for message in found(read)}
    page = read_by(read, "km", translated(found(read), LANGUAGES))
    shown = {node.message.key for node in walk(page) if isinstance(node, Text)}
    assert shown <= known
    assert ("shared", "format.date", "{day} {month} {year}") in shown


# A value can never become markup

NAMES = [
    "**Fund**",
    "*a",
    "{x}",
    "{call.social_assistance}",
    "<script>alert(1)</script>",
    "[a](javascript:b)",
    "a\\",
    "\\*",
    "}{",
]


def of_name(name: str) -> str:
    """Return the facts of an organisation and a law with a name, as TOML's literal strings hold it."""
    return fact("o", "organisation", f"name = '''{name}'''") + fact("l", "law", f"name = '''{name}'''", "year = 2008")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ref", ["o", "l", "contact.helpers.name"])
def test_a_name_that_looks_like_markup_stays_a_name(ref: str, name: str, tmp_path: Path) -> None:
    """A name is characters on the page, whatever it looks like: in the source, translated, and in its place."""
    read = content(tmp_path, f"Ask **{{{ref}}}** now.\n", of_name(name), name.replace("\\", "\\\\"))
    for known in (translated(found(read), ["km", "th", "en"], lambda tag, text: text), translated([], [])):
        page = read_by(read, "km", known)
        (value,) = (value for value in values(page.blocks) if value.ref == ref)
        inside = [node for node in walk(value) if not isinstance(node, Text)][1:]
        assert name in [node.text for node in inside if isinstance(node, Run)]
        assert not [node for node in inside if isinstance(node, Strong | Link | Placeholder)]


@settings(max_examples=20)
@given(name=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip))
def test_any_name_stays_itself(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever characters a name has, its readers get just these."""
    typed = name.strip().replace("'''", "")
    if not typed.strip() or typed.endswith("'") or typed.startswith("'"):
        return
    read = content(tmp_path_factory.mktemp("content"), "{o}\n", fact("o", "organisation", f"name = '''{typed}'''"))
    page = read_by(read, "km", translated(found(read), ["km"], lambda tag, text: text))
    assert canonical(plain(page.blocks)) == canonical(typed)


def test_a_name_without_markup_is_its_own_message(tmp_path: Path) -> None:
    """Translators see a name as it is printed, in a context of its own."""
    read = content(tmp_path, "{a.fund} and {contact.helpers.name}\n", FACTS, name="Helpers (day & night), Bangkok")
    messages: dict[str, Message] = {m.msgctxt: m for m in found(read)}
    assert messages["organisation.Fund"].msgid == "Fund"
    assert messages["contact.helpers"].domain == "shared"
    assert "Helpers (day & night), Bangkok" in [m.msgid for m in found(read)]
