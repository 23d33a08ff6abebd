"""A text in another language than the page says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docgen.tree import Clause, Copy, Say, Text, walk
from docgen.verify.registry import Finding, check
from docgen.verify.structure import elements, opened
from docgen.writers.artefact import Artefact, Format


@check(
    "tags/languages",
    Format.PDF,
    rationale="A Thai sentence in a Khmer page, read by a Khmer voice, is noise; she may need just that sentence.",
    source="ISO 14289-1, 7.2",
    codes=("language",),
)
def languages_are_marked(artefact: Artefact) -> Iterator[Finding]:
    """Yield each language that the file marks less often than the document changes into it."""
    page, document = artefact.typeset.language.tag, artefact.typeset.document
    wanted = Counter(_changes(document.shown, page))
    with opened(artefact) as pdf:
        own = [(str(each.dictionary.get("/Lang", "")), each.around) for each in elements(pdf)]
        main = str(pdf.Root.get("/Lang", ""))
    found = Counter(language for language, around in own if language and language != around)
    for language in sorted(wanted - found):
        times = f"{found[language]} times, and the document changes into it {wanted[language]} times"
        yield Finding("language", f"the file in “{main}” marks text as “{language}” {times}")


def _changes(node: Any, around: str) -> Iterator[str]:
    """Yield the language of each text, and of each copy, that stands in a page or a text of another language."""
    copies = [each for each in walk(node) if isinstance(each, Copy)]
    inside = {id(inner) for copy in copies for inner in walk(copy) if isinstance(inner, Text)}
    for copy in copies:
        if copy.language != around:
            yield copy.language
        yield from _changes((copy.title, copy.children, copy.notice), copy.language)
    for text in _outermost(node):
        if id(text) in inside:
            continue
        if text.language != around:
            yield text.language
        yield from _changes(text.children, text.language)


def _outermost(node: Any) -> Iterator[Text]:
    """Yield the texts of a node that stand in no other text."""
    inside: set[int] = set()
    for each in walk(node):
        if isinstance(each, Say) and each.meaning.language == each.spoken.language:
            inside.add(id(each.meaning))  # it is the same sentence, and shown once
        if isinstance(each, Clause):  # of its fields only the places are shown
            inside |= {id(inner) for inner in walk(each.fields) if isinstance(inner, Text)}
        if isinstance(each, Text):
            if id(each) not in inside:
                yield each
            inside |= {id(inner) for inner in walk(each.children) if isinstance(inner, Text)}
