"""Every message and every fact of a document, by the numbers of its proof, with where its words are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen.canonical import canonical
from docgen.catalogs.translate import Translations
from docgen.content.inline import parse_inline
from docgen.errors import Location
from docgen.languages import Language
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.line import Target, prepare
from docgen.tree import Inline, Placeholder, Run, Text, TextStatus, Value, plain, rebuild, walk
from docgen.writers.artefact import Format, Typeset
from docgen.writers.inline import NOT_TRANSLATED
from docgen.writers.proofs.index import Listed, Proof, Shown
from docgen.writers.proofs.marks import numbered_texts, said, texts_alone


def proof_of(inputs: Inputs, ready: Typeset) -> Proof:
    """Return what a proof of the document is made of."""
    workspace = inputs.workspace
    source = workspace.languages[workspace.source_language]
    sources = _sources(inputs, ready)
    alone = {said(text) for text in texts_alone(ready.document)}
    everywhere = [node for node in walk(ready.document) if isinstance(node, Text)]
    listed = tuple(
        Listed(
            number,
            text,
            _place(inputs.translations, text, ready.language),
            sources.get(text.message.key) or _bare(text, source),
            said(text) in alone,
            tuple(_values(inputs.translations, text, everywhere, ready.languages)),
        )
        for number, text in numbered_texts(ready.document).items()
    )
    return Proof(ready, source, listed, _facts(ready))


def _sources(inputs: Inputs, ready: Typeset) -> dict[tuple[str, str, str], Text]:
    """Return each text of the document as a reader of the source language gets it."""
    tag = inputs.workspace.source_language
    source = prepare(inputs, Target(ready.document.id, tag, Format.PDF))
    texts = [node for node in walk(source.document) if isinstance(node, Text) and node.language == tag]
    return {text.message.key: text for text in reversed(texts)}


def _bare(text: Text, source: Language) -> Text:
    """Return the source of a text that no page in the source language has, its placeholders as they are typed."""
    nodes = parse_inline(text.message.msgid_plural or text.message.msgid)
    form = rebuild(nodes, lambda node: Run(f"{{{node.ref}}}") if isinstance(node, Placeholder) else None)
    return Text(text.message, source.tag, TextStatus.UNREVIEWED, (form,))


def _place(translations: Translations, text: Text, reader: Language) -> Location:
    """Return the line of the PO file where a text is translated, or should be; of a source text, its line there."""
    asked = reader.tag if text.status in NOT_TRANSLATED else text.language
    entry = translations.entry(text.message, asked)
    return entry.location if entry else text.message.location


def _facts(ready: Typeset) -> tuple[Value, ...]:
    """Return each fact that the document shows, once for each way in which it is written."""
    values = [node for node in walk(ready.document) if isinstance(node, Value) and node.state is not None]
    return tuple({(value.ref, plain(value)): value for value in reversed(values)}.values())[::-1]


# --- what stands for placeholders ---------------------------------------------------------------------------------


def _values(translations: Translations, text: Text, everywhere: list[Text], languages: Any) -> Iterator[Shown]:
    """Yield what readers see for each placeholder of a message, wherever the document shows it."""
    templates = [parse_inline(form) for form in _forms(translations, text)]
    seen = set()
    for same in everywhere:
        pairs = _filled(templates, same.children) if said(same) == said(text) else []
        for ref, node in pairs:
            shown = Shown(ref, plain(node), languages[text.language])
            if shown not in seen:
                seen.add(shown)
                yield shown


def _forms(translations: Translations, text: Text) -> tuple[str, ...]:
    """Return the words of a text as they are written, one for each plural form."""
    entry = translations.entry(text.message, text.language) if text.status not in NOT_TRANSLATED else None
    return entry.msgstr if entry else tuple(filter(None, (text.message.msgid, text.message.msgid_plural)))


def _filled(templates: list[tuple[Inline, ...]], nodes: tuple[Inline, ...]) -> list[tuple[str, Inline]]:
    """Return each placeholder with the node that stands in its place, of the plural form that the nodes are."""
    return next((found for template in templates if (found := _pairs(template, nodes)) is not None), [])


def _pairs(template: tuple[Inline, ...], nodes: tuple[Inline, ...]) -> list[tuple[str, Inline]] | None:
    """Return the placeholders of a text with what stands for them, None when the nodes are not made from the text."""
    if len(template) != len(nodes):
        return None
    found: list[tuple[str, Inline]] = []
    for asked, node in zip(template, nodes, strict=True):
        if isinstance(asked, Placeholder):
            found.append((asked.ref, node))
        elif isinstance(asked, Run):
            if not (isinstance(node, Run) and canonical(node.text) == canonical(asked.text)):
                return None
        elif (below := _pairs(_below(asked), _below(node))) is None:
            return None
        else:
            found += below
    return found


def _below(node: Inline) -> tuple[Inline, ...]:
    return getattr(node, "children", ())
