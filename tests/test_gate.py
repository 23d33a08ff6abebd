"""The gate: nothing that is not approved, confirmed and adopted is final, wherever on the page it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from docgen.errors import Location
from docgen.facts import FactState
from docgen.gate import Kind, Reason, facts_shown, reasons
from docgen.tree import (
    Block,
    Callout,
    ContactEntry,
    Contacts,
    Document,
    Emphasis,
    Flow,
    FlowStep,
    Furniture,
    Inline,
    ItemList,
    Link,
    ListItem,
    Message,
    Origin,
    Paragraph,
    Row,
    Run,
    Say,
    Section,
    Strong,
    Table,
    Text,
    TextStatus,
    Value,
)

PLACE = Location("content/documents/d.md", 12, 3)
FACT_PLACE = Location("content/facts.toml", 7, 2)


def text(
    msgid: str = "fine",
    status: TextStatus = TextStatus.APPROVED,
    *children: Inline,
    origin: Origin = Origin.SOURCE,
    adopted: bool = False,
) -> Text:
    """Return a text of a Khmer page."""
    message = Message("d", "d.a", msgid, PLACE, origin=origin, adopted=adopted)
    return Text(message, "km", status, (children or (Run("ល្អ"),),))


def document(*blocks: Block, **parts: object) -> Document:
    """Return a document that is final but for what a test puts in."""
    fine = Document("d", text(), text(), blocks, "", "person", "adult", "open", "i", text(), publisher=text())
    return replace(fine, **{"language": "km", "furniture": Furniture(text()), **parts})  # type: ignore[arg-type]


BAD = text("bad", TextStatus.UNREVIEWED)
BAD_REASON = Reason(Kind.TEXT, "bad", "not approved", "km", PLACE)
VALUE = Value("fund.cost", (Run("3"),), "3", FactState.EXPIRED, location=FACT_PLACE)
VALUE_REASON = Reason(Kind.FACT, "fund.cost", "expired", "", FACT_PLACE)


def in_blocks(block: Callable[[Text], Block]) -> Callable[[Text], Document]:
    """Return a function that puts a text into a block of a document."""
    return lambda node: document(Paragraph(text()), block(node))


EVERYWHERE: dict[str, Callable[[Text], Document]] = {
    "title": lambda node: document(title=node),
    "subtitle": lambda node: document(subtitle=node),
    "name on a telephone": lambda node: document(neutral_title=node),
    "publisher": lambda node: document(publisher=node),
    "label": lambda node: document(labels=(("Contents", node),)),
    "facts' notice": lambda node: document(furniture=Furniture(node)),
    "paragraph": in_blocks(Paragraph),
    "list": in_blocks(lambda node: ItemList((ListItem((Paragraph(text()), Paragraph(node))),))),
    "head of a table": in_blocks(lambda node: Table(Row((text(), node)), ())),
    "cell": in_blocks(lambda node: Table(Row((text(),)), (Row((None, node)),))),
    "box": in_blocks(lambda node: Callout("note", (Paragraph(node),))),
    "title of a box": in_blocks(lambda node: Callout("note", (), node)),
    "sentence to say": in_blocks(lambda node: Say(node, text())),
    "its meaning": in_blocks(lambda node: Say(text(), node)),
    "its title": in_blocks(lambda node: Say(text(), text(), node)),
    "title of a flow": in_blocks(lambda node: Flow("f", node, ())),
    "step": in_blocks(lambda node: Flow("f", text(), (FlowStep(node),))),
    "limit": in_blocks(lambda node: Flow("f", text(), (FlowStep(text(), node),))),
    "contact": in_blocks(lambda node: Contacts((ContactEntry("c", node, ()),))),
    "about a contact": in_blocks(lambda node: Contacts((ContactEntry("c", text(), (), about=node),))),
    "hours": in_blocks(lambda node: Contacts((ContactEntry("c", text(), (), hours=node),))),
    "heading": in_blocks(lambda node: Section("s", 1, node, ())),
    "section": in_blocks(lambda node: Section("s", 1, text(), (Section("t", 2, text(), (Paragraph(node),)),))),
    "format of a value": in_blocks(
        lambda node: Paragraph(text("x", TextStatus.APPROVED, Value("v", (node,), "", FactState.CONFIRMED)))
    ),
    "within markup": in_blocks(
        lambda node: Paragraph(text("x", TextStatus.APPROVED, Strong((Emphasis((Link("#a", (node,)),)),))))
    ),
}
everywhere = pytest.mark.parametrize("place", EVERYWHERE)


@everywhere
def test_a_document_without_fault_is_final(place: str) -> None:
    """Where every text is approved and every fact confirmed, nothing stands against a final edition."""
    assert reasons(EVERYWHERE[place](text())) == ()


@everywhere
def test_no_text_escapes(place: str) -> None:
    """A text that is not approved is a reason wherever it stands: in formats, labels, names and notices too."""
    assert reasons(EVERYWHERE[place](BAD)) == (BAD_REASON,)


@everywhere
def test_no_fact_escapes(place: str) -> None:
    """A fact that is not confirmed is a reason wherever it is shown."""
    assert reasons(EVERYWHERE[place](text("fine", TextStatus.APPROVED, VALUE))) == (VALUE_REASON,)


@pytest.mark.parametrize("status", list(TextStatus), ids=lambda status: status.value)
def test_only_approved_and_official_texts_are_final(status: TextStatus) -> None:
    """Each other status is named, with the words, the language and the place where it can be mended."""
    wanted = Reason(Kind.TEXT, "words", status.value, "km", PLACE)
    final = status in (TextStatus.APPROVED, TextStatus.OFFICIAL)
    assert status.final is final
    assert reasons(document(Paragraph(text("words", status)))) == (() if final else (wanted,))


@pytest.mark.parametrize("state", [*FactState, None], ids=lambda state: state.value if state else "no fact")
def test_only_confirmed_facts_are_final(state: FactState | None) -> None:
    """Each other state is named, with the fact and its place; a page's own parameter is no fact."""
    value = Value("fund.cost", (Run("3"),), "3", state, location=FACT_PLACE)
    found = reasons(document(Paragraph(text("x", TextStatus.APPROVED, value))))
    final = state in (FactState.CONFIRMED, None)
    assert found == (() if final or state is None else (Reason(Kind.FACT, "fund.cost", state.value, "", FACT_PLACE),))


@pytest.mark.parametrize(
    ("origin", "adopted", "why"),
    [
        (Origin.SOURCE, False, None),
        (Origin.OFFICIAL, False, None),
        (Origin.COMPOSED, True, None),
        (Origin.COMPOSED, False, "composed, not adopted"),
        (Origin.TO_BE_SUPPLIED, False, "to be supplied"),
    ],
)
def test_our_own_words_and_frames_are_not_final(origin: Origin, adopted: bool, why: str | None) -> None:
    """However well it is translated, a proposal must be adopted and a frame filled."""
    found = reasons(document(Paragraph(text("ours", origin=origin, adopted=adopted))))
    assert found == (() if why is None else (Reason(Kind.ORIGIN, "ours", why, "", PLACE),))


def test_a_text_may_have_two_reasons() -> None:
    """A proposal that nobody has checked is told twice: for the reviewer and for the publisher."""
    found = reasons(document(Paragraph(text("ours", TextStatus.DRAFT, origin=Origin.COMPOSED))))
    assert [(reason.kind, reason.why) for reason in found] == [
        (Kind.TEXT, "machine draft"),
        (Kind.ORIGIN, "composed, not adopted"),
    ]


def test_a_reason_is_told_once_in_the_order_of_the_pages() -> None:
    """A fact that stands on ten pages is one thing to mend."""
    paragraph = Paragraph(text("x", TextStatus.APPROVED, VALUE))
    assert reasons(document(paragraph, Paragraph(BAD), paragraph, title=BAD)) == (BAD_REASON, VALUE_REASON)


def test_the_footer_of_a_reading_aid_is_no_reason_for_it() -> None:
    """The footer goes when the reasons go: it cannot keep itself alive."""
    assert reasons(document(furniture=Furniture(text(), (BAD,)))) == ()


def test_the_facts_of_a_page_are_told_once_in_their_order() -> None:
    """What the notice about facts speaks of is what the pages show, without a page's own parameters."""
    shown = [Value(ref, (), "", FactState.CONFIRMED) for ref in ("b", "a", "b")]
    page = document(Paragraph(text("x", TextStatus.APPROVED, *shown, Value("own", (), "", None))))
    assert facts_shown(page) == ("b", "a")
