"""Everything of content/ in one go: one run tells every fault of every file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.content.toml_file import MAX_BYTES
from tests.trees import Folder, fact, make_folder, markdown

CONTACT = """
[{id}]
name = "{id}"
kind = "{kind}"
purpose = "help"
audience = "{audience}"
country = "TH"
telephones = []
languages = []
source = "MRW9"
as_of = 2019-01-24
"""
DOCUMENT = "documents/d.md"


def contact(id: str, kind: str = "ngo", audience: str = "public") -> str:
    """Return the table of a contact."""
    return CONTACT.format(id=id, kind=kind, audience=audience)


def flow(id: str, step: str = "Work", extra: str = "") -> str:
    """Return a flow of two steps."""
    steps = f'[[steps]]\ntext = "Ask"\n{extra}\n[[steps]]\ntext = "{step}"\n'
    return f'id = "{id}"\ntitle = "Flow"\nsource = "MRW9"\n\n{steps}'


def test_content_that_is_right_has_no_fault(tmp_path: Path) -> None:
    """The example's content, with one document more, is read."""
    content = make_folder(tmp_path, "Call {call.social_assistance}. I speak {reader.language}.\n").read()
    assert list(content.documents) == ["d"]
    assert {"publisher", "social_assistance_center"} == set(content.contacts)


BODY = """\
Call {call.nobody} at 1300.

:::{contacts} nobody home
:::

:::{flow} nothing
:::

:::{include} d#x
:::
"""
NUMBER = "make it a fact in content/facts.toml and write {its.id}; small counts can be written as words"
SHELTER = "a person's paper shows help lines only, and never a shelter's place"
LIST = "`docgen fact list` shows what there is"


def test_every_file_tells_its_faults_in_one_run(tmp_path: Path) -> None:
    """Facts, contacts, flows, words and documents: all faults at once, each with file, line, column and hint."""
    folder = make_folder(tmp_path, BODY, fact("fund.a", "money", "amount = 1", 'currency = "USD"'))
    folder.write("contacts/more.toml", contact("home", kind="shelter", audience="practitioner") + contact("publisher"))
    folder.write("flows/a.toml", flow("a", "within 3 days"))
    folder.write("flows/b.toml", flow("a", extra='within = "soon"'))
    folder.add("words.toml", '[format.money.EUR]\ntext = "{n} {call.social_assistance}"\n')
    at = folder.at
    contacts, include = (at(DOCUMENT, f":::{{{name}}}", column=False) for name in ("contacts", "include"))
    wanted = [
        (at("contacts/more.toml", "name", nth=2), "the contact “publisher” is there twice", "the first is at …"),
        (at(DOCUMENT, "{call.nobody}"), "the fact “call.nobody” is not known", LIST),
        (at(DOCUMENT, "1300"), "a number is typed in a text", NUMBER),
        (contacts, "the contact “nobody” is not known", ""),
        (contacts, "the contact “home” may not be shown to a person", SHELTER),
        (at(DOCUMENT, ":::{flow}", column=False), "the flow “nothing” is not known", ""),
        (include, "there is no “d#x” to include", "DOCUMENT#SECTION, by the ids in the head of …"),
        (
            at("facts.toml", "fund.a"),
            "fund.a is in USD, and content/words.toml does not say how that is written",
            'add [format.money.USD] with text = "{n} …"',
        ),
        (at("flows/a.toml", "text", nth=2), "a number is typed in a text", NUMBER),
        (at("flows/b.toml", "within"), "the first step has a limit, but no step leads to it", ""),
        (at("words.toml", "format.money.EUR"), "the fact “call.social_assistance” is not known", LIST),
    ]
    found = [(str(error.location), error.message, error.hint) for error in folder.faults()]
    assert [(place, said) for place, said, _ in found] == [(place, said) for place, said, _ in wanted]
    assert all(hint.startswith(asked.rstrip("…")) for (_, _, hint), (_, _, asked) in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ("Call {call.a}.\n", 6),
        ("Call **{call.a}**\nor\n", 8),
        ("ได้รับ**{call.a}**ต่อคน\n", 9),
        ("- Call\n  us: {call.a}\n", 7),
        ("| a | b |\n|--|--|\n| Yes | {call.a} |\n", 9),
        (":::{note}\nCall {call.a}\n:::\n", 6),
        ("[words {call.a}](https://x.org)\n", 8),
        ("{call.social_assistance} {call.a}\n", 26),
    ],
)
def test_an_unknown_fact_is_shown_where_it_stands(body: str, column: int, tmp_path: Path) -> None:
    """The place is that of the placeholder, also on a later line of its paragraph and in a table."""
    folder = make_folder(tmp_path, body)
    place = folder.at(DOCUMENT, "{call.a}")
    assert place.endswith(f":{column}")
    assert folder.said() == [f"{place}: the fact “call.a” is not known"]


def test_a_fact_whose_name_begins_like_another_is_told_from_it(tmp_path: Path) -> None:
    """{call.a} is not found inside {call.ab}, which is known."""
    folder = make_folder(tmp_path, "{call.ab} {call.a}\n", fact("call.ab", "count", "number = 1"))
    (error,) = folder.faults()
    assert str(error) == f"{folder.at(DOCUMENT, '{call.a}')}: the fact “call.a” is not known"
    assert error.hint == "is call.ab meant?"


@pytest.mark.parametrize("digit", "1๑໑១၁１")
@pytest.mark.parametrize(
    "body", ["Stay {d} days.\n", "Two lines\n  and **{d}**.\n", "{call.f_1} [a](https://b1.org) {d}\n"]
)
def test_a_number_typed_in_a_text_is_refused(body: str, digit: str, tmp_path: Path) -> None:
    """A number in digits of any script is refused where it stands; a placeholder's or an address's digits are not."""
    folder = make_folder(tmp_path, body.replace("{d}", digit), fact("call.f_1", "count", "number = 1"))
    text = (tmp_path / "content" / DOCUMENT).read_text("utf-8")
    place = folder.at(DOCUMENT, digit, nth=text.count(digit))
    assert folder.said() == [f"{place}: a number is typed in a text"]


@pytest.mark.parametrize("part", ["A title", "Information"])
def test_a_number_in_a_title_is_refused(part: str, tmp_path: Path) -> None:
    """The head's texts are texts."""
    folder = make_folder(tmp_path)
    folder.write(DOCUMENT, markdown("Words.\n").replace(part, f"{part} 7"))
    assert folder.said() == [f"{folder.at(DOCUMENT, '7')}: a number is typed in a text"]


def test_ids_that_are_there_twice(tmp_path: Path) -> None:
    """A second document, contact, flow or section of the same name is refused, and the first is named."""
    folder = make_folder(tmp_path, "(a)=\n## A\n\n(a)=\n## B\n")
    folder.write("documents/e.md", markdown("Words.\n"))
    folder.write("contacts/a.toml", contact("x"))
    folder.write("contacts/b.toml", contact("x"))
    folder.write("flows/a.toml", flow("f"))
    folder.write("flows/b.toml", flow("f"))
    first = folder.at(DOCUMENT, "(a)=", column=False)
    assert {str(error): error.hint for error in folder.faults()} == {
        "content/contacts/b.toml:3:1: the contact “x” is there twice": "the first is at content/contacts/a.toml:3:1",
        f"{folder.at(DOCUMENT, '(a)=', column=False, nth=2)}: the id “a” is used twice": f"the first is at {first}",
        "content/documents/e.md:1: the document “d” is there twice": "the first is at content/documents/d.md:1",
        "content/flows/b.toml:1:1: the flow “f” is there twice": "the first is at content/flows/a.toml:1:1",
    }


def test_a_table_that_is_there_twice_in_one_file(tmp_path: Path) -> None:
    """The same fact twice in one file is refused with its line."""
    folder = make_folder(tmp_path, facts=fact("a.b", "count", "number = 1") + fact("a.b", "count", "number = 2"))
    (error,) = folder.faults()
    assert str(error).startswith(folder.at("facts.toml", "[a.b]", column=False, nth=2))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """Another encoding and a file beyond the limit are told together, by name and line."""
    folder = make_folder(tmp_path)
    folder.write("documents/b.md", markdown("Words.\n", id="b").encode() + "\nสิทธิ\n".encode("tis-620"))
    folder.write("documents/c.md", b"x" * (MAX_BYTES + 1))
    line = markdown("").count("\n") + 3
    assert folder.said() == [
        f"content/documents/b.md:{line}: not UTF-8",
        "content/documents/c.md: the file is larger than 5 MB",
    ]


def test_a_file_that_is_missing_is_named_and_nothing_else(tmp_path: Path) -> None:
    """A missing facts.toml is one error, not one for each place where a fact is used."""
    folder = make_folder(tmp_path, "Call {call.social_assistance}.\n")
    (tmp_path / "content" / "facts.toml").unlink()
    assert folder.said() == ["content/facts.toml: cannot be read: No such file or directory"]
    assert Folder(tmp_path / "nowhere").said() == ["content: there is no such folder"]


def test_documents_read_the_same_from_every_system(tmp_path: Path) -> None:
    """Line ends of Windows and a byte order mark change no message and no place."""
    folder = make_folder(tmp_path, "(a)=\n## A\n\nOne\ntwo.\n\n| a |\n|--|\n| b |\n")
    here = folder.read()
    text = (tmp_path / "content" / DOCUMENT).read_text("utf-8")
    folder.write(DOCUMENT, "\ufeff" + text.replace("\n", "\r\n"))
    assert folder.read() == here


# Who may see what


PART = "(part)=\n## Part\n\n:::{contacts} home\n:::\n"


def test_a_person_is_shown_no_shelter_by_any_way(tmp_path: Path) -> None:
    """A shelter reaches a person's paper neither by a directive, nor by an included section, nor by its name."""
    included = "".join(f":::{{include}} {name}#part\n:::\n\n" for name in "pq")
    body = f"The {{contact.home.name}} helps.\n\n(a)=\n## A\n\n:::{{contacts}} home\n:::\n\n{included}"
    folder = make_folder(tmp_path, body)
    folder.write("contacts/more.toml", contact("home", kind="shelter", audience="practitioner"))
    folder.write("documents/p.md", markdown(PART, id="p", audience="practitioner"))
    folder.write(
        "documents/q.md", markdown("(part)=\n## Q\n\n:::{include} p#part\n:::\n", id="q", audience="practitioner")
    )
    shown = "the contact “home” may not be shown to a person"
    assert folder.said() == [
        f"{folder.at(DOCUMENT, '{contact.home')}: the contact “home” may not be named to a person",
        f"{folder.at(DOCUMENT, ':::{contacts}', column=False)}: {shown}",
        f"{folder.at(DOCUMENT, ':::{include}', column=False)}: {shown}",
        f"{folder.at(DOCUMENT, ':::{include}', column=False, nth=2)}: {shown}",
    ]
    folder.write(DOCUMENT, markdown(body, audience="practitioner"))
    assert folder.said() == []


def test_a_section_that_includes_itself_is_refused(tmp_path: Path) -> None:
    """Sections that include each other for ever are errors, not a program that never ends."""
    folder = make_folder(tmp_path, "(a)=\n## A\n\n:::{include} e#b\n:::\n")
    folder.write("documents/e.md", markdown("(b)=\n## B\n\n:::{include} d#a\n:::\n", id="e"))
    assert [error.message for error in folder.faults()] == ["“e#b” includes itself", "“d#a” includes itself"]


def test_parts_that_cannot_be_put_together_are_refused(tmp_path: Path) -> None:
    """A part that is not there, that has an id of another one, or that would stand in a box, is named."""
    parts = "".join(f":::{{include}} {name}\n:::\n\n" for name in ("p", "q", "r"))
    box = "::::{note}\nWords.\n\n:::{include} p\n:::\n::::\n\n"
    folder = make_folder(tmp_path, f"{box}(part)=\n## Own\n\nWords.\n\n{parts}")
    folder.write("documents/p.md", markdown("(part)=\n## P\n\nWords.\n", id="p"))
    folder.write("documents/q.md", markdown("(p)=\n## Q\n\nWords.\n", id="q"))
    assert [error.message for error in folder.faults()] == [
        "a whole document is included inside a directive or a list",
        "a section of “p” has the id “part”, which stands in this document already",
        "a section of “q” has the id “p”, which stands in this document already",
        "there is no “r” to include",
    ]


def test_a_document_that_includes_itself_is_refused(tmp_path: Path) -> None:
    """A part in itself would have no end."""
    folder = make_folder(tmp_path, ":::{include} e\n:::\n")
    folder.write("documents/e.md", markdown(":::{include} d\n:::\n", id="e"))
    assert [error.message for error in folder.faults()] == ["“e” includes itself", "“d” includes itself"]


@pytest.mark.parametrize("include", ["p#part", "p"], ids=["a section", "a document"])
def test_a_persons_booklet_names_no_shelter_of_its_parts(include: str, tmp_path: Path) -> None:
    """What is written for those who help does not reach a person by way of an include."""
    folder = make_folder(tmp_path, f":::{{include}} {include}\n:::\n")
    folder.write("contacts/more.toml", contact("home", kind="shelter", audience="practitioner"))
    text = "(part)=\n## P\n\nAt the {contact.home.name}.\n"
    folder.write("documents/p.md", markdown(text, id="p", audience="practitioner"))
    assert folder.said() == [
        f"{folder.at(DOCUMENT, ':::{include}', column=False)}: the contact “home” may not be named to a person"
    ]


# Words and terms


def test_words_that_the_toolkit_needs_are_asked_for(tmp_path: Path) -> None:
    """A missing format or notice, and what is no text, are named."""
    folder = make_folder(tmp_path)
    words = (tmp_path / "content" / "words.toml").read_text("utf-8")
    folder.write("words.toml", words.replace("[format.age]", "[format.ages]").replace('text = "{name}"', "text = 3"))
    assert sorted(folder.said()) == [
        "content/words.toml:1: format.age is missing",
        "content/words.toml:1: format.law.name is missing",
        f"{folder.at('words.toml', 'format.law.name')}: format.law.name is no text",
    ]
    folder.write("words.toml", 'text = "x"\n' + words)
    assert folder.said() == []


def test_terms_need_their_source(tmp_path: Path) -> None:
    """A term without its English words, or that is no table, is refused with its line."""
    folder = make_folder(tmp_path)
    folder.write("glossary.toml", 'x = 1\n\n[a]\nth = "ก"\n\n[b]\nen = "b"\nth = [1]\n\n[c]\nen = "c"\navoid = "d"\n')
    said = "needs en = “…” and a text, or a list of texts, for each language"
    assert folder.said() == [
        "content/glossary.toml:1:1: x is no table of a term",
        f"content/glossary.toml:3:2: a {said}",
        f"content/glossary.toml:6:2: b {said}",
        "content/glossary.toml:10:2: c is no table of a term",
    ]


BITS = (
    *(
        "(a)=\n",
        "## A\n",
        "### B\n",
        "# C\n",
        "\n",
        "\n\n",
        "  ",
        "- ",
        "1. ",
        "> ",
        "| a | b |\n",
        "|--|--|\n",
        "|",
        "+++\n",
    ),
    *(
        ":::{note}\n",
        "::::{composed}\n",
        ":::\n",
        "::::\n",
        ":::{say} th\n",
        ":::{include} d#a\n",
        ":::{frame}\n",
        "    ",
    ),
    *(
        "**",
        "*",
        "{x}",
        "{call.social_assistance}",
        "{",
        "[a](",
        "#b)",
        "]",
        "<b>",
        "\\",
        "1",
        "ก",
        "“",
        "\u2028",
        "\r",
        "\0",
    ),
)


def test_a_link_to_a_section_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A reader who follows a link arrives somewhere; the fault has its place and a near id."""
    body = "See [this](#hel) or [that](#help).\n\n(help)=\n## Help\n\nWords.\n"
    (fault,) = make_folder(tmp_path, body).faults()
    assert "the section “hel” is not known" in fault.message
    assert fault.hint == "is help meant?"
    assert fault.location is not None
    assert fault.location.column == len("See [this") + 1


@settings(max_examples=50)
@given(body=st.lists(st.sampled_from(BITS) | st.text(max_size=3), max_size=12).map("".join))
def test_no_file_makes_the_program_fail(body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever stands in a document, the answer is content or errors with a place in that document."""
    folder = make_folder(tmp_path_factory.mktemp("content"), body)
    for error in folder.faults():
        assert error.location is not None
        assert error.location.path == "content/documents/d.md"
        lines = (folder.root / "content" / DOCUMENT).read_text("utf-8").split("\n")
        assert 1 <= error.location.line <= len(lines)
        assert error.location.column <= len(lines[error.location.line - 1])
