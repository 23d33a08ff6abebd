"""The document tree: going over it, and changing it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import Location
from docgen.tree import (
    Emphasis,
    LineBreak,
    Message,
    Paragraph,
    Placeholder,
    Row,
    Run,
    Strong,
    Table,
    Text,
    Value,
    plain,
    rebuild,
    walk,
)
from tests.trees import bold, line, slot, stressed

PLACE = Location("d.md", 1)
RUNS = st.text(max_size=3).map(Run)
TREES: st.SearchStrategy[Any] = st.recursive(
    RUNS | st.just(LineBreak()) | st.just(Placeholder("x")),
    lambda inner: (
        st.lists(inner, max_size=3)
        .map(tuple)
        .flatmap(
            lambda nodes: st.sampled_from(
                [Strong(nodes), Emphasis(nodes), Text(Message("d", "d", "m", PLACE), "km", forms=(nodes,))]
            )
        )
    ),
    max_leaves=12,
)


def text(*children: Any) -> Text:
    """Return a text."""
    return Text(Message("d", "d", "words", PLACE), "km", forms=(tuple(children),))


def test_every_node_is_met_in_the_order_of_reading() -> None:
    """Walking meets a node before what is in it, and skips empty cells, places and messages."""
    table = Table(Row((text(Run("a")), None)), (Row((text(bold("b")),)),))
    kinds = [type(node).__name__ for node in walk(table)]
    assert kinds == ["Table", "Row", "Text", "Run", "Row", "Text", "Strong", "Run"]


@given(TREES)
def test_a_tree_that_nothing_changes_is_the_same_tree(tree: Any) -> None:
    """Where a change says nothing, not even a copy is made."""
    assert rebuild(tree, lambda node: None) is tree


@given(TREES)
def test_a_change_reaches_every_place(tree: Any) -> None:
    """What a change returns stands for the node, however deep it was, and nothing else moves."""
    changed = rebuild(tree, lambda node: Run(f"<{node.text}>") if isinstance(node, Run) else None)
    before, after = list(walk(tree)), list(walk(changed))
    assert [type(node) for node in before] == [type(node) for node in after]
    assert [n.text for n in after if isinstance(n, Run)] == [f"<{n.text}>" for n in before if isinstance(n, Run)]


def test_what_a_change_returns_is_not_changed_again() -> None:
    """A value that shows a placeholder's text is not taken for a placeholder."""
    value = Value("x", (slot("x"),), "", None)
    made = rebuild(Paragraph(text(slot("x"))), lambda node: value if isinstance(node, Placeholder) else None)
    assert made == Paragraph(text(value))


@given(TREES)
def test_the_characters_of_a_tree_are_those_of_its_runs(tree: Any) -> None:
    """Markup adds nothing to what is read; a line break is one."""
    wanted = "".join(n.text if isinstance(n, Run) else "\n" for n in walk(tree) if isinstance(n, Run | LineBreak))
    assert plain(tree) == wanted


def test_a_text_shows_its_first_form() -> None:
    """A text with several plural forms shows the first, one without any shows nothing."""
    message = Message("d", "d", "m", PLACE)
    assert Text(message, forms=(line("a"), line("b"))).children == line("a")
    assert Text(message).children == ()
    assert plain(bold("a", stressed("b"), LineBreak(), "c")) == "ab\nc"


def test_a_message_is_found_by_domain_context_and_words() -> None:
    """Its place, its comments and its status are no part of what finds it."""
    one = Message("d", "d.a", "words", PLACE, legal=True, comments=("c",))
    other = Message("d", "d.a", "words", Location("e.md", 9))
    assert one.key == other.key == ("d", "d.a", "words")
