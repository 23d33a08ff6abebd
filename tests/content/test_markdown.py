"""Documents: Markdown becomes blocks whose texts know their place, and nothing that was typed is lost unnoticed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.inline import escaped
from docgen.content.markdown import folded, read_document
from docgen.tree import (
    Callout,
    ContactsQuery,
    Document,
    FlowQuery,
    Include,
    ItemList,
    Origin,
    Paragraph,
    Say,
    Section,
    Table,
    Text,
    walk,
)
from tests.trees import markdown


def read(body: str, **head: str) -> Document:
    """Return a document that has no fault."""
    (document,), errors = read_document(markdown(body, **head), "d.md")
    assert errors == [] and document is not None
    return document


def faults(text: str) -> list[tuple[str, str, str]]:
    """Return (place, what is wrong, hint) of each fault; a line of the body counts from 1."""
    head = markdown("").count("\n")
    return [
        (f"{e.location.line - head}:{e.location.column}".removesuffix(":0"), e.message, e.hint)
        for e in read_document(markdown(text), "d.md")[1]
        if e.location
    ]


def drawn(node: object) -> object:
    """Return a tree as a test shows it: texts as their msgids, blocks by their kind."""
    match node:
        case Text(message):
            return message.msgid
        case Paragraph(text, role):
            return f"{role} {text.message.msgid}".strip()
        case Callout(kind, children):
            return (kind, *map(drawn, children))
        case Section(id, level, title, children):
            return (id, level, drawn(title), *map(drawn, children))
        case ItemList(items, ordered):
            return ("ol" if ordered else "ul", *([drawn(block) for block in item.children] for item in items))
        case Table(head, rows, marks):
            cells = [[drawn(cell) for cell in row.cells] for row in (head, *rows)]
            return ("marks" if marks else "table", *cells)
    return _asked(node)


def _asked(node: object) -> object:
    match node:
        case Say(spoken, meaning):
            return ("say", spoken.language, drawn(meaning))
        case FlowQuery(name):
            return ("flow", name)
        case ContactsQuery(only):
            return ("contacts", *only)
        case Include(target):
            return ("include", target)
    return node


BODY = """\
Opening words
on two lines.

(one)=
## One

- a
- **b** {x}
  goes on

  and another
- c

1. first
2. second

(two)=
### Two

| Right | Yes | No |
|---|---|---|
| a \\| b | – | x |

::::{legal}
:::{marks}
| h | k |
|---|---|
| r | Yes |
:::
::::

(three)=
## Three

:::{lead}
Large words.
:::

:::{note}
A note.
:::

:::{important}
Mind this.
:::

::::{composed}
Ours.

:::{say} th
Help me.
:::
::::

:::{frame}
What belongs here.
:::

:::{flow} work
:::

:::{contacts} a b
:::

:::{include} other#part
:::
"""


def test_a_document_is_read_as_it_is_laid_out() -> None:
    """Paragraphs, lists, tables, headings and directives become blocks, in their order and under their headings."""
    assert [drawn(block) for block in read(BODY).blocks] == [
        "Opening words on two lines.",
        (
            "one",
            1,
            "One",
            ("ul", ["a"], ["**b** {x} goes on", "and another"], ["c"]),
            ("ol", ["first"], ["second"]),
            (
                "two",
                2,
                "Two",
                ("table", ["Right", "Yes", "No"], ["a | b", None, "x"]),
                ("marks", ["h", "k"], ["r", "Yes"]),
            ),
        ),
        (
            "three",
            1,
            "Three",
            "lead Large words.",
            ("note", "A note."),
            ("important", "Mind this."),
            ("composed", "Ours.", ("say", "th", "Help me.")),
            ("frame", "What belongs here."),
            ("flow", "work"),
            ("contacts", "a", "b"),
            ("include", "other#part"),
        ),
    ]


@pytest.mark.parametrize("sensitivity", ["open", "sensitive"])
def test_a_text_knows_whether_it_may_leave_as_a_message(sensitivity: str) -> None:
    """The document says it for all, and a directive around blocks for those; organisations are no exception."""
    body = "a\n\n:::::{open}\nb\n\n::::{sensitive}\nc\n\n:::{contacts} x\n:::\n::::\n\n:::{contacts} y\n:::\n:::::\n"
    text = markdown(body).replace('sensitivity = "open"', f'sensitivity = "{sensitivity}"')
    (document,), errors = read_document(text, "d.md")
    nodes = list(walk(document))
    assert errors == []
    found = {node.message.msgid: node.message.open for node in nodes if isinstance(node, Text)}
    assert (found["a"], found["b"], found["c"]) == (sensitivity == "open", True, False)
    assert [node.open for node in nodes if isinstance(node, ContactsQuery)] == [False, True]


def test_a_text_knows_what_an_approval_of_it_takes() -> None:
    """Legal words need two reviewers and count in the authority's language; our own words and frames are marked."""
    texts = {node.message.msgid: node.message for node in walk(read(BODY)) if isinstance(node, Text)}
    assert (texts["r"].legal, texts["r"].authority, texts["a"].legal) == (True, True, False)
    assert (texts["Ours."].origin, texts["Help me."].origin) == (Origin.COMPOSED, Origin.COMPOSED)
    assert (texts["What belongs here."].origin, texts["A note."].origin) == (Origin.TO_BE_SUPPLIED, Origin.SOURCE)


def test_a_text_belongs_to_its_section_and_its_line() -> None:
    """The msgctxt is document.section, and the place is the line and column where the words begin."""
    found = {node.message.msgid: node.message for node in walk(read(BODY)) if isinstance(node, Text)}
    head = markdown("").count("\n")
    wanted = {
        "A title": ("d", 3 - head, 10),
        "Opening words on two lines.": ("d", 1, 1),
        "One": ("d.one", 5, 4),
        "**b** {x} goes on": ("d.one", 8, 3),
        "a | b": ("d.two", 22, 0),
        "x": ("d.two", 22, 16),
        "No": ("d.two", 20, 17),
        "Help me.": ("d.three", 51, 1),
    }
    places = {name: (m.msgctxt, m.location.line - head, m.location.column) for name, m in found.items()}
    assert {name: places[name] for name in wanted} == wanted


@pytest.mark.parametrize("origin", list(Origin), ids=lambda origin: origin.value)
def test_the_head_says_who_answers_for_the_words(origin: Origin) -> None:
    """The origin in the head is that of every block."""
    (paragraph,) = read("Words.\n", origin=origin.value).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.message.origin is origin


def test_equal_cells_of_a_row_have_their_own_places() -> None:
    """Two cells that say the same are two places: a fault in the second is not shown at the first."""
    assert faults("| Yes | a* | a* |\n|--|--|--|\n| x | y | z |\n") == [
        ("1:10", "* has no partner", "write * before and after the words, or \\* for an asterisk that is printed"),
        ("1:15", "* has no partner", "write * before and after the words, or \\* for an asterisk that is printed"),
    ]


ID = "write (some-id)= on the line before it"
MARK = "write ** before and after the words, or \\* for an asterisk that is printed"
BLOCKS = "use paragraphs, lists, tables, headings and the directives of the guide"
HTML = r"markup is **bold**, *stressed* and [words](address); write \< for a < that is printed"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Words.\n\n## A\n", [("3", "a heading without an id", ID)]),
        (
            "(a)=\n\nWords.\n\n## A\n",
            [("1", "no heading follows the id “a”", ""), ("5", "a heading without an id", ID)],
        ),
        ("(a)=\n## A\n\n(b)=\n", [("4", "no heading follows the id “b”", "")]),
        ("(a)=\n## A\n\n(a)=\n## B\n", [("4", "the id “a” is used twice", "the first is at d.md:13")]),
        (
            "(A_b)=\n## A\n",
            [("1", "“A_b” is no id of a section", "small letters, digits and hyphens: (your-rights)=")],
        ),
        ("(a)=\n# A\n", [("2", "a heading of level 1", "the title stands in the head; sections begin with ##")]),
        (
            "(a)=\n### A\n",
            [
                (
                    "2:5",
                    "a heading of level 3 stands where one of level 2 belongs",
                    "## under the title, ### under ##, none left out",
                )
            ],
        ),
        (
            "- ## A\n",
            [
                ("1", "a heading without an id", ID),
                ("1:6", "a heading inside a directive or a list", "it stands at the margin, outside both"),
            ],
        ),
        (
            ":::{note}\n(a)=\n## A\n\nWords.\n:::\n",
            [("3:4", "a heading inside a directive or a list", "it stands at the margin, outside both")],
        ),
        (
            ":::{box}\nWords.\n:::\n",
            [
                (
                    "1",
                    "the directive “box” is not known",
                    "one of actors, calls, chart, checklist, composed, contacts, contents, dial, directory, each, "
                    "fields, flow, frame, important, include, index, lead, legal, marks, note, open, picture, "
                    "say, sensitive, signatures, steps, table, when",
                )
            ],
        ),
        (":::{frame}\n:::\n", [("1", "{frame} is empty", "say in it what it is for, or take it out")]),
        (":::{say}\nHelp.\n:::\n", [("1", "{say} takes a language and one paragraph", ":::{say} th")]),
        (":::{contacts}\n:::\n", [("1", "{contacts} names no contact", "write the ids of contacts after it")]),
        (
            ":::{note}\n:::{lead}\nWords.\n:::\n:::\n",
            [
                (
                    "5",
                    "a line of colons closes nothing",
                    "a directive around another one takes one colon more: ::::{composed} … ::::",
                )
            ],
        ),
        ("> Words.\n", [("1", "blockquote is not known here", BLOCKS)]),
        ("Words.\n\n    code\n", [("3", "code block is not known here", BLOCKS)]),
        ("```\ncode\n```\n", [("1", "fence is not known here", BLOCKS)]),
        ("Words.\n\n---\n", [("3", "hr is not known here", BLOCKS)]),
        ("% a remark\n", [("1", "myst line comment is not known here", BLOCKS)]),
        (
            "| a | b |\n|--|--|\n| c | d | e |\n",
            [("3", "a row with more cells than its table has columns", r"write \| for a | that is printed")],
        ),
        ("Ask <b>us</b>.\n", [("1:5", "HTML is not known here", HTML)]),
        ("<!-- remark -->\n", [("1:1", "HTML is not known here", HTML)]),
        ("<div>\nWords.\n</div>\n", [("1:1", "HTML is not known here", HTML)]),
        ("One\n  line, **then\nanother.\n", [("2:9", "** has no partner", MARK)]),
        ("- One\n  line\n  and **another.\n", [("3:7", "** has no partner", MARK)]),
        ("One \\\n   line, **then\n", [("2:10", "** has no partner", MARK)]),
        (":::{note}\n\nสิทธิ **ของท่าน\n:::\n", [("3:7", "** has no partner", MARK)]),
        (
            "| a | b |\n|--|--|\n| สิทธิ | {X} |\n",
            [
                (
                    "3:11",
                    "“{X}” is no placeholder",
                    r"a placeholder is {like.this}; write \{ or \} for a brace that is printed",
                )
            ],
        ),
    ],
)
def test_what_cannot_be_printed_is_refused_at_its_place(body: str, wanted: list[tuple[str, str, str]]) -> None:
    """Each fault of a document has its line, its column where there is one, and a way out."""
    assert faults(body) == wanted


def test_the_head_is_checked_like_everything_else() -> None:
    """Faults of the head have their lines, and markup in a title is markup."""
    text = markdown("Words.\n").replace("A title", "A **title").replace('"Information"', '"Info {X}"')
    assert [str(error) for error in read_document(text, "d.md")[1]] == [
        "d.md:3:12: ** has no partner",
        "d.md:10:23: “{X}” is no placeholder",
    ]
    text = markdown("Words.\n").replace("adult", "baby").replace('layout = "booklet-a5"\n', "x = 1\n")
    assert sorted(str(error) for error in read_document(text, "d.md")[1]) == [
        "d.md:2: layout is missing",
        "d.md:4:1: x is not known here",
        "d.md:6:1: reader: input should be 'adult' or 'child'",
    ]
    (error,) = read_document("+++\nid = 01\n+++\n", "d.md")[1]
    assert str(error).startswith("d.md:2:7: not valid TOML")
    assert [str(e) for e in read_document("# Title\n", "d.md")[1]] == ["d.md:1: the document has no head"]
    assert [str(e) for e in read_document("", "d.md")[1]] == ["d.md:1: the document has no head"]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp", "Cs")), min_size=1)


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=4), st.sampled_from(["\n", "  \n", "\n  "])
)
def test_soft_line_breaks_are_one_space(lines: list[list[str]], end: str) -> None:
    """Where an author breaks a line of the source makes no other message, and no other translation."""
    text = end.join(" ".join(words) for words in lines).rstrip("\\")
    folded_once = folded(text.replace("\\", ""))
    assert folded_once == unicodedata.normalize("NFC", " ".join(text.replace("\\", "").split())).strip()
    assert folded(folded_once) == folded_once


@given(st.lists(WORDS.filter(lambda word: word.isalnum()), min_size=1, max_size=4))
def test_no_word_of_a_paragraph_is_lost(words: list[str]) -> None:
    """Whatever letters a paragraph has, its message has them all."""
    (paragraph,) = read(escaped(f"A {' '.join(words)}") + "\n").blocks
    assert drawn(paragraph) == unicodedata.normalize("NFC", f"A {' '.join(words)}")


@pytest.mark.parametrize("line", ["[note]: words", "[note]: #call", "note[^1]", "a_b_c __d__", "&amp; `x`", "~~a~~"])
def test_what_markdown_would_swallow_stays_on_the_page(line: str) -> None:
    """Markdown's other notations, reference definitions among them, are words here: none of them vanishes."""
    (paragraph,) = read(f"{line}\n").blocks
    assert drawn(paragraph) == line


def test_a_break_that_the_author_wants_stays() -> None:
    """A backslash at the end of a line is a line break, however the next line is indented."""
    (paragraph,) = read("One \\\n    two\nthree.\n").blocks
    assert drawn(paragraph) == "One \\\ntwo three."
