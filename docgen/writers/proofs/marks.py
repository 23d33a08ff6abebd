"""Small numbers above the words of a proof: each leads to its message in the index at the end.

They stand in no line and take no room, so that the lines and pages of a proof are those of the real document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import lxml.html

from docgen.tree import (
    Document,
    Emphasis,
    Inline,
    Link,
    Mark,
    Picture,
    Run,
    Strong,
    Text,
    Value,
    outermost,
    rebuild,
    walk,
)
from docgen.writers.inline import MARK

Said = tuple[tuple[str, str, str], str]
"""What a number stands for: a message, and the language of its words."""
Numbers = Mapping[Said, int]


def said(text: Text) -> Said:
    """Return what a text says, wherever it says it."""
    return text.message.key, text.language


def texts_alone(document: Document) -> list[Text]:
    """Return the texts of a localised document that stand by themselves: what its pages show, in the order of reading,
    then the templates' labels, the title that a telephone shows, and what is read aloud of pictures."""
    labels = tuple(text for _, text in document.labels)
    alternatives = tuple(node.alternative for node in walk(document.blocks) if isinstance(node, Picture))
    return list(outermost((document.shown, labels, document.neutral_title, alternatives)))


def numbered_texts(document: Document) -> dict[int, Text]:
    """Return each message of a document once, by its number; names and formats of values come after `texts_alone`."""
    alone = texts_alone(document)
    inside = (node for text in alone for node in walk(text.forms) if isinstance(node, Text))
    found: dict[Said, Text] = {}
    for text in chain(alone, inside):
        found.setdefault(said(text), text)
    return dict(enumerate(found.values(), 1))


def marked(document: Document, texts: Mapping[int, Text]) -> Document:
    """Return the document with a `Mark` before the first word of each message."""
    numbers = {said(text): number for number, text in texts.items()}
    return rebuild(document, lambda node: _Marker(numbers).outer(node) if isinstance(node, Text) else None)


@dataclass
class _Marker:
    """Goes over one text; `waiting` are the numbers of the messages that have begun and shown no word yet."""

    numbers: Numbers
    text: int = 0
    waiting: list[int] = field(default_factory=list)

    def outer(self, text: Text) -> Text:
        self.text = self.numbers[said(text)]
        done = self.inner(text)
        # A text without words still has its number.
        return replace(done, forms=((*done.children, *self.mark()),)) if self.waiting else done

    def inner(self, text: Text) -> Text:
        self.waiting.append(self.numbers[said(text)])
        return replace(text, forms=tuple(self.nodes(form) for form in text.forms))

    def nodes(self, nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(new for node in nodes for new in self.node(node))

    def node(self, node: Inline) -> Iterator[Inline]:
        match node:
            case Text():
                yield self.inner(node)
            case Link() | Value() if node.href:  # a link in a link would be torn apart: all numbers stand before it
                self.waiting += [self.numbers[said(text)] for text in walk(node) if isinstance(text, Text)]
                yield from self.mark()
                yield node
            case Strong() | Emphasis() | Value():
                yield replace(node, children=self.nodes(node.children))
            case Run():
                yield from self.mark()
                yield node
            case _:
                yield node

    def mark(self) -> tuple[Mark, ...]:
        numbers, self.waiting = tuple(dict.fromkeys(self.waiting)), []
        return (Mark(numbers, self.text),) if numbers else ()


def link_marks(root: Any) -> None:
    """Make each number of a page a link to the index; where a number stands first, the index leads back to it."""
    seen: set[str] = set()
    for mark in [span for span in root.iter("span") if span.get("class") == MARK]:
        link = next(mark.iterancestors("a"), None)
        place = mark if link is None else _taken_out(mark, link)
        for number in mark.get("data-numbers").split():
            made = lxml.html.Element("a", {"href": f"#message-{number}", "data-number": number})
            if number not in seen:
                made.set("id", f"at-{number}")
                seen.add(number)
            place.append(made)


def _taken_out(mark: Any, link: Any) -> Any:
    """Take a mark out of a link that a template has set around a text; return the mark that now stands before it."""
    mark.drop_tag()  # the words after it stay where they are
    mark.tail = None
    before = link.getprevious()
    if before is None or before.get("class") != MARK or before.tail:
        link.addprevious(mark)
        return mark
    before.set("data-numbers", f"{before.get('data-numbers')} {mark.get('data-numbers')}")
    return before
