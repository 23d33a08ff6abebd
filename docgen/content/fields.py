"""The places of a document's fields become the fields themselves, with their labels and options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.content.forms import Asked, Form
from docgen.content.placing import fields_in
from docgen.tree import (
    Clause,
    Field,
    FieldKind,
    FieldOption,
    FieldRow,
    FieldsQuery,
    Paragraph,
    SignatureBlock,
    Text,
    walk,
)

DATE_PARTS = ("day", "month", "year")


@dataclass(frozen=True)
class Fields:
    """Makes the fields of one document; `form` is None for a document without any.

    `usual` are the languages that a field offers as answers: all that have a name, when it is empty.
    """

    form: Form | None
    words: Mapping[str, Text]
    usual: tuple[str, ...] = ()

    def blocks(self, query: FieldsQuery) -> tuple[FieldRow | SignatureBlock, ...]:
        """Return the rows, or the block of those who sign."""
        rows = tuple(FieldRow(tuple(map(self.field, row))) for row in query.rows)
        return (SignatureBlock(rows),) if query.signing else rows

    def sentence(self, paragraph: Paragraph) -> Paragraph | Clause:
        """Return a paragraph, as a clause where it has fields in it."""
        ids = fields_in(paragraph.text.message)
        return Clause(paragraph.text, tuple(map(self.field, ids))) if ids else paragraph

    def field(self, id: str) -> Field:
        """Return a field by its id."""
        asked = self.asked(id)
        return Field(id, asked.kind, asked.label, asked.required, asked.width, asked.lines, tuple(self.options(asked)))

    def options(self, asked: Asked) -> Iterator[FieldOption]:
        """Yield the answers of a choice, or the parts of a date."""
        if asked.kind is FieldKind.DATE:
            yield from (FieldOption(part, self.words[f"form.{part}"]) for part in DATE_PARTS)
        if asked.languages:
            spoken = {name.partition(".")[2]: t for name, t in self.words.items() if name.startswith("language.")}
            tags = self.usual or tuple(spoken)
            yield from (FieldOption(tag.lower().replace("-", "_"), t) for tag, t in spoken.items() if tag in tags)
        for name, option in asked.options.items():
            yield FieldOption(name, option.label, tuple(map(self.field, option.fields)))

    def asked(self, id: str) -> Asked:
        """Return what the form's file says of a field."""
        assert self.form is not None  # read_content has looked
        return self.form.fields[id]

    def helps(self, blocks: object) -> Iterator[tuple[str, Text]]:
        """Yield what who fills in the document's fields is told of them."""
        for field in (node for node in walk(blocks) if isinstance(node, Field)):
            told = self.asked(field.id).help
            if told:
                yield field.id, told
