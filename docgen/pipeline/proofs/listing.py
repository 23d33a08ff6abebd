"""Every message and every fact of a document, by the numbers of its proof, with where its words are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.canonical import canonical
from docgen.catalogs.translate import Translations
from docgen.content.inline import parse_inline
from docgen.errors import Location
from docgen.languages import Language
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.line import localised
from docgen.tree import Inline, Placeholder, Run, Text, TextStatus, Value, plain, rebuild, walk
from docgen.typeset.document import typeset
from docgen.writers.artefact import Typeset
from docgen.writers.inline import NOT_TRANSLATED
from docgen.writers.proofs.index import Listed, Proof, Shown
from docgen.writers.proofs.marks import numbered_texts, said, texts_alone


def proof_of(inputs: Inputs, ready: Typeset) -> Proof:
    """Return what a proof of the document is made of."""
    sources = _sources(inputs, ready)
    alone = {said(text) for text in texts_alone(ready.document)}
    everywhere = [node for node in walk(ready.document) if isinstance(node, Text)]
    listed = tuple(
        Listed(
            number,
            text,
            _place(inputs.translations, text, ready.language),
            sources.of(text),
            said(text) in alone,
            tuple(_values(inputs.translations, text, everywhere, ready.languages)),
        )
        for number, text in numbered_texts(ready.document).items()
    )
    return Proof(ready, sources.language, listed, _facts(ready))


@dataclass(frozen=True)
class _Sources:
    """The words of the source: texts by message, and values by reference, those of the translation's reader."""

    language: Language
    texts: Mapping[tuple[str, str, str], Text]
    values: Mapping[str, Value]

    def of(self, text: Text) -> Text:
        """Return what a text is a translation of; a placeholder stays as it is typed where no text shows its value."""
        if text.message.key in self.texts:
            return self.texts[text.message.key]
        nodes = parse_inline(text.message.msgid_plural or text.message.msgid)
        return Text(text.message, self.language.tag, TextStatus.UNREVIEWED, (rebuild(nodes, self._filled),))

    def _filled(self, node: object) -> Inline | None:
        return self.values.get(node.ref, Run(f"{{{node.ref}}}")) if isinstance(node, Placeholder) else None


def _sources(inputs: Inputs, ready: Typeset) -> _Sources:
    source = inputs.workspace.languages[inputs.workspace.source_language]
    read = localised(inputs, ready.document.id, ready.language, words=source)
    document = typeset(read, inputs.workspace.languages, inputs.faces, inputs.lexicons)
    texts = [node for node in walk(document) if isinstance(node, Text) and node.language == source.tag]
    # A telephone is the same in all languages.
    alone = [node for node in walk(document) if isinstance(node, Value) and node.href]
    values = [*alone, *(node for node in walk(tuple(texts)) if isinstance(node, Value))]
    return _Sources(source, {text.message.key: text for text in reversed(texts)}, {v.ref: v for v in values})


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


def _values(
    translations: Translations, text: Text, everywhere: list[Text], languages: Mapping[str, Language]
) -> Iterator[Shown]:
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
