"""TBX-Basic (ISO 30042:2019): the glossary for a terminology program, and what comes back from one.

The first agreed word is `preferred`, the others are `admitted`, those to be avoided `deprecated`. A word that is only
missing from a file that comes in is kept: who wants it out says `deprecated`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.catalogs.exchange.answer import Place
from docgen.catalogs.exchange.xml_file import line_of, new_root, parse_xml, xml_bytes
from docgen.content.glossary import Term
from docgen.content.glossary_edit import TermWords
from docgen.errors import CatalogError, DocgenError, Location
from docgen.languages import normal_tag

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_TBX = f"{{{NAMESPACE}}}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WHOLE = ("p", "term", "termNote", "descrip")
_STATUS = "administrativeStatus"
_PREFERRED = "preferredTerm-admn-sts"
_ADMITTED = "admittedTerm-admn-sts"
_AVOIDED = "deprecatedTerm-admn-sts"
_ALL_AVOIDED = (_AVOIDED, "supersededTerm-admn-sts")


def tbx(terms: Sequence[Term], source_language: str, languages: Collection[str]) -> bytes:
    """Return the glossary in the source language and in these languages.

    Raises:
        CatalogError: the glossary has no terms.
    """
    if not terms:
        raise CatalogError("the glossary has no terms", location=Location("content/glossary.toml"))
    root = new_root("tbx", NAMESPACE)
    root.set(_LANG, source_language)
    root.set("type", "TBX-Basic")
    root.set("style", "dca")
    header = _add(_add(root, "tbxHeader"), "fileDesc")
    _add(_add(header, "sourceDesc"), "p", "content/glossary.toml, exported by docgen")
    body = _add(_add(root, "text"), "body")
    for term in terms:
        concept = _add(body, "conceptEntry", id=term.id)
        if term.note:
            _add(concept, "descrip", term.note, type="definition")
        _add_words(concept, source_language, (term.source,), ())
        for tag in languages:
            _add_words(concept, tag, term.translations.get(tag, ()), term.avoid.get(tag, ()))
    return xml_bytes(root, _WHOLE)


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _TBX + name, attributes)
    element.text = text
    return element


def _add_words(concept: etree._Element, tag: str, agreed: Sequence[str], avoid: Sequence[str]) -> None:
    if not agreed and not avoid:
        return
    section = etree.SubElement(concept, f"{_TBX}langSec", {_LANG: tag})
    ranked = [(word, _ADMITTED if n else _PREFERRED) for n, word in enumerate(agreed)]
    for word, status in [*ranked, *((word, _AVOIDED) for word in avoid)]:
        term = _add(section, "termSec")
        _add(term, "term", word)
        _add(term, "termNote", status, type=_STATUS)


# --- import -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Concept:
    """One concept of a terminology: its words in each language, with their status."""

    place: Place
    id: str
    note: str
    words: Mapping[str, tuple[tuple[str, str], ...]]

    def agreed(self, tag: str) -> tuple[str, ...]:
        """Return the words to use in a language, the preferred ones first."""
        words = [pair for pair in self.words.get(tag, ()) if pair[1] not in _ALL_AVOIDED]
        return tuple(dict.fromkeys(word for word, _ in sorted(words, key=lambda pair: pair[1] != _PREFERRED)))

    def avoided(self, tag: str) -> tuple[str, ...]:
        """Return the words not to use in a language."""
        return tuple(dict.fromkeys(word for word, status in self.words.get(tag, ()) if status in _ALL_AVOIDED))


def read_tbx(data: bytes, name: str) -> list[Concept]:
    """Return the concepts of a TBX file.

    Raises:
        CatalogError: the file cannot be used.
    """
    root = parse_xml(data, name)
    if root.tag != f"{_TBX}tbx" or root.get("style", "dca") != "dca":
        hint = "export as TBX-Basic of 2019 (ISO 30042:2019), in the style DCA"
        raise CatalogError("no TBX-Basic of 2019", location=Location(name, 1), hint=hint)
    return [_concept(entry, name) for entry in root.iter(f"{_TBX}conceptEntry")]


def _concept(entry: etree._Element, name: str) -> Concept:
    id = entry.get("id", "")
    descriptions = (d for d in entry.iter(f"{_TBX}descrip") if d.get("type") == "definition")
    note = next((_text(d) for d in descriptions if d.getparent() is not None and _above(d) != "langSec"), "")
    words: dict[str, tuple[tuple[str, str], ...]] = {}
    for section in entry.iter(f"{_TBX}langSec"):
        tag = normal_tag(section.get(_LANG, ""))
        words[tag] = (*words.get(tag, ()), *_words(section))
    return Concept(Place(Location(name, line_of(entry)), f"concept {id}"), id, note, words)


def _above(element: etree._Element) -> str:
    """Return the name of the section that an element belongs to."""
    names = (etree.QName(above).localname for above in element.iterancestors())
    return next(name for name in names if name in ("langSec", "termSec", "conceptEntry"))


def _words(section: etree._Element) -> Iterator[tuple[str, str]]:
    for term in section.iter(f"{_TBX}termSec"):
        word = term.find(f"{_TBX}term")
        status = next((_text(n) for n in term.iter(f"{_TBX}termNote") if n.get("type") == _STATUS), _ADMITTED)
        if word is not None and _text(word):
            yield _text(word), status


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def agreed_terms(
    concepts: Sequence[Concept], glossary: Mapping[str, Term], source_language: str, languages: Collection[str]
) -> tuple[list[TermWords], list[DocgenError]]:
    """Return the terms of the glossary that a terminology changes or adds, and what is wrong with it.

    Words that the glossary has and the file does not are kept behind the file's.
    """
    terms: list[TermWords] = []
    errors: list[DocgenError] = []
    times = Counter(concept.id for concept in concepts)
    for concept in concepts:
        known = glossary.get(concept.id)
        fault = _fault(concept, known, source_language, times[concept.id])
        if fault:
            errors.append(concept.place.fault(*fault))
            continue
        tags = [tag for tag in languages if tag in concept.words and tag != source_language]
        term = _merged(concept, known, concept.agreed(source_language)[0], tags)
        if known is None or _changes(term, known):
            terms.append(term)
    return terms, errors


def _merged(concept: Concept, known: Term | None, source: str, tags: Sequence[str]) -> TermWords:
    words, avoid = {}, {}
    for tag in tags:
        agreed_before, avoided_before = (
            (known.translations.get(tag, ()), known.avoid.get(tag, ())) if known else ((), ())
        )
        avoid[tag] = _kept(concept.avoided(tag), avoided_before, concept.agreed(tag))
        words[tag] = _kept(concept.agreed(tag), agreed_before, avoid[tag])
    return TermWords(concept.id, source, words, avoid, concept.note)


def _changes(term: TermWords, known: Term) -> bool:
    words = any(words != known.translations.get(tag, ()) for tag, words in term.words.items())
    avoid = any(words != known.avoid.get(tag, ()) for tag, words in term.avoid.items())
    return words or avoid or term.note not in ("", known.note)


def _kept(words: tuple[str, ...], before: tuple[str, ...], against: tuple[str, ...]) -> tuple[str, ...]:
    return (*words, *(word for word in before if word not in words and word not in against))


def _fault(concept: Concept, known: Term | None, source_language: str, times: int) -> tuple[str, str] | None:
    source = concept.agreed(source_language)
    if times > 1:
        return "its id is there twice", "join the two"
    if len(source) != 1:
        said = f"it has {len(source)} terms of the source language {source_language}"
        return said, "the glossary takes one for each concept"
    if known and known.source != source[0]:
        said = f"its term in the source language is “{source[0]}”, the glossary says “{known.source}”"
        return said, "change the source term in content/glossary.toml: texts are checked for it"
    if not known and not (concept.id.isascii() and concept.id.replace("_", "").isalnum() and concept.id.islower()):
        return "its id cannot name a term", "an id is of small letters, digits and _: debt_bondage"
    return None
