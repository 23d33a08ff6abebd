"""The fields that a document has places for, as fields to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.canonical import canonical
from docgen.forms.fields import Field, Kind, Option
from docgen.tree import Document, plain, walk
from docgen.tree import Field as Asked


def fields_of(document: Document) -> Iterator[Field]:
    """Yield the fields that are filled in, in the order of reading; what is signed is signed by hand."""
    helps = dict(document.helps)
    for asked in (node for node in walk(document.blocks) if isinstance(node, Asked) and not node.kind.signs):
        options = tuple(Option(option.id, words_of(option.label)) for option in asked.options)
        help = words_of(helps[asked.id]) if asked.id in helps else ""
        yield Field(asked.id, Kind(asked.kind.value), words_of(asked.label), help, asked.required, options)


def words_of(text: object) -> str:
    """Return a text of the document as plain words."""
    return canonical(plain(text))
