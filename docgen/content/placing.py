"""Where the fields of a form stand in a document: each in one place, and those who sign in one block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.content.forms import Form
from docgen.content.inline import REF
from docgen.content.unknown import unknown
from docgen.errors import ContentError, Location
from docgen.tree import Document, FieldKind, FieldsQuery, Message, Paragraph, walk

PREFIX = "field."
_IN_A_SENTENCE = (FieldKind.TEXT, FieldKind.NUMBER)


@dataclass(frozen=True)
class Placed:
    """A field that a document asks for. `where` is "rows", "sentence", "signatures" or "option"."""

    id: str
    where: str
    location: Location


def fields_in(message: Message) -> tuple[str, ...]:
    """Return the ids of the fields in a sentence, in order; one that stands there twice is there twice."""
    refs = REF.findall(" ".join(part.partition("}")[0] for part in message.msgid.split("{")[1:]))
    return tuple(ref.removeprefix(PREFIX) for ref in refs if ref.startswith(PREFIX))


def placed(document: Document) -> Iterator[Placed]:
    """Yield the fields that a document asks for, in the order of reading; those of an option are not among them."""
    for node in walk(document.blocks):
        if isinstance(node, FieldsQuery):
            where = "signatures" if node.signing else "rows"
            yield from (Placed(id, where, node.location) for row in node.rows for id in row)
        elif isinstance(node, Paragraph):
            message = node.text.message
            yield from (Placed(id, "sentence", message.location) for id in fields_in(message))


def placing_faults(document: Document, forms: Mapping[str, Form]) -> Iterator[ContentError]:
    """Yield what is wrong with the places of a document's fields."""
    found = list(placed(document))
    form = forms.get(document.form)
    if document.form and form is None:
        yield unknown("form", document.form, forms, document.title.message.location)
    elif found and form is None:
        hint = 'form = "…" in the head names a file of content/forms/'
        yield ContentError("the document has fields and no form", location=found[0].location, hint=hint)
    elif form is not None:
        yield from _each(found, form)
        yield from _blocks(document)


def _each(found: list[Placed], form: Form) -> Iterator[ContentError]:
    seen: dict[str, Placed] = {}
    for each in _with_options(found, form):
        if each.id not in form.fields:
            if each.where != "option":  # of an option, the form's own file tells it
                yield unknown("field", each.id, form.fields, each.location)
        elif each.id in seen:
            hint = f"the first is at {seen[each.id].location}; a field is filled in once"
            yield ContentError(f"the field “{each.id}” is there twice", location=each.location, hint=hint)
        else:
            seen[each.id] = each
            yield from _fitting(each, form.fields[each.id].kind)


def _with_options(found: list[Placed], form: Form) -> Iterator[Placed]:
    for each in found:
        yield each
        if each.id in form.fields:
            for option in form.fields[each.id].options.values():
                yield from (Placed(id, "option", option.label.message.location) for id in option.fields)


def _fitting(each: Placed, kind: FieldKind) -> Iterator[ContentError]:
    """Yield why a field of a kind may not stand where it does."""
    if kind.signs and each.where != "signatures":
        hint = "a reading aid is printed without that block, and nobody may sign it elsewhere"
        said = f"{each.id} is a {kind.value}, which stands in :::{{signatures}} only"
        yield ContentError(said, location=each.location, hint=hint)
    elif each.where == "sentence" and kind not in _IN_A_SENTENCE:
        said = f"{each.id} is of the kind {kind.value}, which has no room in a sentence"
        yield ContentError(said, location=each.location, hint="place it with :::{fields}")
    elif each.where == "option" and kind in (FieldKind.CHOICE, FieldKind.CHECKS):
        said = f"{each.id} is of the kind {kind.value}, which cannot be asked for by an option"
        yield ContentError(said, location=each.location, hint="place it with :::{fields}")


def _blocks(document: Document) -> Iterator[ContentError]:
    signing = [node for node in walk(document.blocks) if isinstance(node, FieldsQuery) and node.signing]
    for node in signing[1:]:
        hint = f"the first is at {signing[0].location}"
        yield ContentError("a second block of signatures", location=node.location, hint=hint)


def unplaced(documents: Mapping[str, Document], forms: Mapping[str, Form]) -> Iterator[ContentError]:
    """Yield the fields that no document asks for: most likely a document spells one otherwise."""
    for form in forms.values():
        found = [each for document in documents.values() if document.form == form.id for each in placed(document)]
        asked = {each.id for each in _with_options(found, form)}
        for id, field in form.fields.items():
            if id not in asked:
                hint = "place it with :::{fields}, or take it out"
                yield ContentError(f"no document asks for the field “{id}”", location=field.location, hint=hint)
