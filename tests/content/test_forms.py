"""Forms: what their files say becomes fields in the places that documents give them, and nothing wrong passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.tree import Clause, Field, FieldKind, FieldRow, SignatureBlock, plain, walk
from tests.papers import FIELDS, FORM, PAPER, paper_folder
from tests.trees import found, resolved

TOML = "forms/paper.toml"
MD = "documents/paper.md"


def fields(node: object) -> list[Field]:
    """Return the fields below a node, in the order of reading."""
    return [each for each in walk(node) if isinstance(each, Field)]


def test_every_field_has_its_place_in_the_order_of_reading(tmp_path: Path) -> None:
    """A document asks each field of its form once: in rows, in a sentence, with an answer, or where people sign."""
    paper = resolved(paper_folder(tmp_path).read(), "paper")
    assert tuple(field.id for field in fields(paper.blocks)) == FIELDS
    rows = [[field.id for field in block.fields] for block in paper.blocks if isinstance(block, FieldRow)]
    assert rows == [["name", "age"], ["on"], ["story"], ["helped_by"], ["spoken"], ["safe"]]
    assert [field.id for block in paper.blocks if isinstance(block, Clause) for field in block.fields] == ["country"]
    (signed,) = (block for block in paper.blocks if isinstance(block, SignatureBlock))
    assert [field.id for row in signed.rows for field in row.fields] == ["person", "thumb"]


def test_what_a_field_is_comes_from_its_file(tmp_path: Path) -> None:
    """Kind, size, options and whether it must be filled in are as the file says; nothing is chosen before."""
    asked = {field.id: field for field in fields(resolved(paper_folder(tmp_path).read(), "paper").blocks)}
    assert asked["name"].required and asked["name"].width == 90 and not asked["age"].required
    assert asked["story"].kind is FieldKind.LINES and asked["story"].lines == 3
    assert [option.id for option in asked["on"].options] == ["day", "month", "year"]
    assert [option.id for option in asked["safe"].options] == ["yes", "no"]
    assert {"en", "th", "zh_hant"} <= {option.id for option in asked["spoken"].options}
    assert [field.id for option in asked["helped_by"].options for field in option.fields] == ["helper"]


def test_each_text_of_a_form_is_a_message_of_its_own(tmp_path: Path) -> None:
    """Labels, answers and help are translated and, in a legal form, approved by two; answers that are shared, once."""
    content = paper_folder(tmp_path).read()
    messages = {(m.msgctxt, m.msgid): m for m in found(content, "paper")}
    assert messages["form.paper.name", "Name"].legal and messages["form.paper.name", "Name"].authority
    assert messages["form.paper.answers.yes_or_no", "Yes"].legal
    told = messages["form.paper.name", "As the person says it."]
    assert not told.legal and "never printed" in told.comments[0]


def test_help_is_for_the_screen_alone(tmp_path: Path) -> None:
    """What who fills in a form is told of a field is kept beside the pages, not on them."""
    paper = resolved(paper_folder(tmp_path).read(), "paper")
    assert [(id, text.message.msgid) for id, text in paper.helps] == [("name", "As the person says it.")]
    assert "As the person" not in plain(paper.blocks)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('kind = "number"', 'kind = "digits"', "fields.age.kind"),
        ('label = "Age"', "", "fields.age.label is missing"),
        ('label = "Age"', 'label = "Age"\nchosen = "no"', "fields.age.chosen is not known here"),
        ("[fields.age]", "[fields.Age]", "fields.Age.[key]"),
        ('source = "MRW9"', "", "source is missing"),
        ("lines = 3", "lines = 1", "fields.story.lines"),
        ('label = "who"', 'label = "who"\nlines = 2', "helper is of the kind text, which has one line"),
        ('options = "yes_or_no"', "", "safe has nothing to choose from"),
        ('options = "yes_or_no"', 'options = "perhaps"', "there are no answers “perhaps”"),
        ('options = "yes_or_no"', 'options.yes = "Yes"', "safe has nothing to choose from"),
        ('label = "who"', 'label = "who"\noptions.a = "A"', "helper is of the kind text, which has no options"),
        ('fields = ["helper"]', 'fields = ["helpers"]', "the field “helpers” is not known"),
        ('label = "Age"', 'label = "Age, 18 or more"', "a number is typed in a text"),
        ('label = "Age"', 'label = "Age **of"', "** has no partner"),
        ('label = "Age"', 'label = "{fund.age}"', "the fact “fund.age” is not known"),
        ('label = "Age"', 'label = "{field.name}"', "a field stands in a paragraph or in :::{fields}"),
    ],
)
def test_a_fault_of_a_form_is_told_once_at_its_line(old: str, new: str, wanted: str, tmp_path: Path) -> None:
    """What is wrong with a form's file is one error, in that file, with a line."""
    assert FORM.count(old) == 1
    faults = paper_folder(tmp_path, FORM.replace(old, new)).faults()
    told = [fault for fault in faults if wanted in str(fault)]
    assert len(told) == 1, list(map(str, faults))
    assert told[0].location and told[0].location.path == f"content/{TOML}" and told[0].location.line


@pytest.mark.parametrize(
    ("old", "new", "place", "wanted"),
    [
        ('form = "paper"', 'form = "papers"', (MD, "A paper"), "the form “papers” is not known"),
        ('form = "paper"\n', "", (MD, ":::{fields} name"), "the document has fields and no form"),
        ("spoken\n", "spoked\n", (MD, ":::{fields}\nstory"), "the field “spoked” is not known"),
        ("spoken\n", "spoken\nname\n", (MD, ":::{fields}\nstory"), "the field “name” is there twice"),
        ("spoken\n", "spoken\nhelper\n", (MD, ":::{fields}\nstory"), "the field “helper” is there twice"),
        ("{field.country}", "{field.country}, {field.name}", (MD, "I come"), "the field “name” is there twice"),
        ("{field.country}", "{field.safe}", (MD, "I come"), "safe is of the kind choice, which has no room in"),
        ("spoken\n", "spoken\nperson\n", (MD, ":::{fields}\nstory"), "person is a signature, which stands in"),
        ("safe\n", "", (TOML, "fields.safe"), "no document asks for the field “safe”"),
        ("1. You may", "- {field.age}\n\n1. You may", (MD, "- {field.age}"), "the field “age” is there twice"),
        ("thumb\n:::", "\n:::\n\n:::{signatures} thumb\n:::", (MD, ":::{signatures} thumb"), "a second block of sig"),
        ("thumb\n:::", "thumb\n:::\n\n:::{fields}\n:::", (MD, ":::{fields}\n:::"), "{fields} names no field"),
        ('title = "A paper"', 'title = "Of {field.age}"', (MD, "{field.age}"), "a field stands in a paragraph"),
    ],
)
def test_a_fault_of_a_place_is_told_at_its_line(
    old: str, new: str, place: tuple[str, str], wanted: str, tmp_path: Path
) -> None:
    """A field that is misspelt, forgotten, asked twice or signed elsewhere is an error with its line."""
    assert PAPER.count(old) == 1
    folder = paper_folder(tmp_path, paper=PAPER.replace(old, new))
    told = [fault for fault in folder.faults() if wanted in str(fault)]
    assert len(told) == 1, folder.said()
    assert told[0].location is not None
    line = (tmp_path / "content" / place[0]).read_text("utf-8").split(place[1])[0].count("\n") + 1
    assert (told[0].location.path, told[0].location.line) == (f"content/{place[0]}", line)


def test_a_fact_is_not_named_like_a_field(tmp_path: Path) -> None:
    """`{field.…}` is the place of a field, whatever facts there are."""
    folder = paper_folder(tmp_path)
    folder.add("facts.toml", (tmp_path / "content/facts.toml").read_text("utf-8").replace("[call.", "[field."))
    assert any("is named like a field of a form" in said for said in folder.said())


def test_fields_are_not_included_from_another_document(tmp_path: Path) -> None:
    """A section with fields stays where it is filled in: its form is another one's."""
    paper = PAPER.replace(":::{fields} name", "(who)=\n## Who\n\n:::{fields} name", 1)
    folder = paper_folder(tmp_path, paper=paper)
    folder.write("documents/d.md", PAPER.split(":::")[0].replace('"paper"', '"d"').replace('form = "d"\n', ""))
    folder.add("documents/d.md", ":::{include} paper#who\n:::\n")
    assert any("has fields of a form, which cannot be included" in said for said in folder.said())
