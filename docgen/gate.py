"""The gate: why a document is not final. It folds over a tree whose texts and values carry their status.

Nothing else decides: a document is final when this yields nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from docgen.errors import Location
from docgen.facts import FactState
from docgen.tree import Copy, Document, Furniture, Origin, SignatureBlock, Text, Value, rebuild, walk


class Kind(Enum):
    """What a reason is about."""

    TEXT = "text"
    FACT = "fact"
    ORIGIN = "origin"


@dataclass(frozen=True)
class Reason:
    """One thing that keeps a document from being final: `what` it is, `why`, and where it can be mended."""

    kind: Kind
    what: str
    why: str
    language: str
    location: Location | None


def reasons(document: Document) -> tuple[Reason, ...]:
    """Return every reason why the document is not final, each once, in the order of the pages.

    The footer of a reading aid, what stands in place of its signatures, and the notice of one language among others are
    no reason for it: they go when the reasons go.
    """
    blocks = rebuild(document.blocks, _without_notices)
    pages = replace(document, blocks=blocks, furniture=Furniture(document.furniture.confirmed))
    return tuple(dict.fromkeys(_reasons(pages)))


def _without_notices(node: Any) -> Any:
    if isinstance(node, Copy) and node.notice is not None:
        return rebuild(replace(node, notice=None), _without_notices)
    return replace(node, notices=()) if isinstance(node, SignatureBlock) else None


def unapproved(node: Any) -> bool:
    """Whether a part of a document has a text that a final edition may not show."""
    return any(isinstance(inner, Text) and not inner.status.final for inner in walk(node))


def _reasons(document: Document) -> Iterator[Reason]:
    for node in walk(document):
        if isinstance(node, Text):
            yield from _of_text(node)
        elif isinstance(node, Value) and node.state not in (None, FactState.CONFIRMED):
            assert node.state is not None
            yield Reason(Kind.FACT, node.ref, node.state.value, "", node.location)


def _of_text(text: Text) -> Iterator[Reason]:
    message = text.message
    if not text.status.final:
        yield Reason(Kind.TEXT, message.msgid, text.status.value, text.language, message.location)
    if message.origin is Origin.COMPOSED and not message.adopted:
        yield Reason(Kind.ORIGIN, message.msgid, "composed, not adopted", "", message.location)
    if message.origin is Origin.TO_BE_SUPPLIED:
        yield Reason(Kind.ORIGIN, message.msgid, "to be supplied", "", message.location)


def facts_shown(document: Document) -> tuple[str, ...]:
    """Return the ids of the facts that the document shows, in the order of the pages."""
    refs = (node.ref for node in walk(document) if isinstance(node, Value) and node.state is not None)
    return tuple(dict.fromkeys(refs))
