"""TMX 1.4b: translations as a memory for other work, and memories of others as proposals.

What comes in is never more than a draft: it fills what is empty, fuzzy, for a person to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

import docgen
from docgen.canonical import canonical
from docgen.catalogs.checks import faults
from docgen.catalogs.exchange.answer import Conflict, Place, unified
from docgen.catalogs.exchange.codes import Code, Numbers, Piece, cut
from docgen.catalogs.exchange.settle import Found, Settled
from docgen.catalogs.exchange.task import Desk, Task
from docgen.catalogs.exchange.ticket import ANY_LANGUAGE, Ticket, entry_key, read_ticket
from docgen.catalogs.exchange.xliff import put_text
from docgen.catalogs.exchange.xml_file import line_of, parse_xml, xml_bytes
from docgen.catalogs.message import Entry
from docgen.catalogs.store import with_translation
from docgen.errors import CatalogError, DocgenError, Location
from docgen.languages import normal_tag
from docgen.tree import Message

COMMENT = "from a translation memory"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WHOLE = ("seg", "prop", "note")
_CODES = ("ph", "bpt", "ept", "it", "hi", "sub", "ut")


def remembered(tasks: Iterable[Task]) -> list[Task]:
    """Return the texts that a memory keeps: translated, and from the present source."""
    return [task for task in tasks if task.entry.translated and not task.entry.stale]


def tmx(tasks: Iterable[Task], desk: Desk) -> bytes:
    """Return the memory of these texts, each with all of the languages that have it."""
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(root, "header", _header(desk.source.tag))
    body = etree.SubElement(root, "body")
    units: dict[Ticket, list[tuple[str, str, Task]]] = {}
    for task in tasks:
        for form, ticket in enumerate(task.tickets()):
            shared = replace(ticket, language=ANY_LANGUAGE)
            units.setdefault(shared, []).append((task.sources[form], task.entry.msgstr[form], task))
    for ticket, variants in units.items():
        _add_unit(body, ticket, variants, desk.source.tag)
    return xml_bytes(root, _WHOLE)


def _header(source: str) -> dict[str, str]:
    return {
        "creationtool": "docgen",
        "creationtoolversion": docgen.__version__,
        "segtype": "paragraph",
        "o-tmf": "gettext",
        "adminlang": "en",
        "srclang": source,
        "datatype": "plaintext",
    }


def _add_unit(
    body: etree._Element, ticket: Ticket, variants: Sequence[tuple[str, str, Task]], source_language: str
) -> None:
    unit = etree.SubElement(body, "tu", tuid=str(ticket))
    source, _, first = variants[0]
    etree.SubElement(unit, "prop", type="x-section").text = first.message.msgctxt
    numbers = Numbers()
    _add_variant(unit, source_language, source, "", numbers)
    for _, text, task in variants:
        _add_variant(unit, task.ticket.language, text, task.status.value, numbers)


def _add_variant(unit: etree._Element, language: str, text: str, status: str, numbers: Numbers) -> None:
    variant = etree.SubElement(unit, "tuv", {_LANG: language})
    if status:
        etree.SubElement(variant, "prop", type="x-status").text = status
    numbers.turn()
    _put(etree.SubElement(variant, "seg"), cut(text), numbers)


def _put(seg: etree._Element, pieces: Sequence[Piece], numbers: Numbers) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            put_text(seg, piece)
        elif isinstance(piece, Code):
            etree.SubElement(seg, "ph", x=str(numbers.of(piece))).text = piece.data
        else:
            number = str(numbers.of(piece))
            etree.SubElement(seg, "bpt", i=number, x=number).text = piece.opening
            _put(seg, piece.children, numbers)
            etree.SubElement(seg, "ept", i=number).text = piece.closing


# --- import -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Variants:
    """One unit of a memory: its text in each language, by the tag in its usual spelling."""

    place: Place
    ticket: Ticket | None
    texts: Mapping[str, str]


def read_tmx(data: bytes, name: str) -> list[Variants]:
    """Return the units of a translation memory.

    Raises:
        CatalogError: the file cannot be used.
    """
    root = parse_xml(data, name)
    if root.tag != "tmx":
        raise CatalogError("no TMX file", location=Location(name, 1), hint="its first element is <tmx>")
    return [_variants(unit, name) for unit in root.iter("tu")]


def _variants(unit: etree._Element, name: str) -> Variants:
    place = Place(Location(name, line_of(unit)), f"unit {unit.get('tuid') or 'without a name'}")
    texts = {}
    for variant in unit.iter("tuv"):
        seg = variant.find("seg")
        if seg is not None:
            texts[normal_tag(variant.get(_LANG) or variant.get("lang") or "")] = unified("".join(_letters(seg)))
    return Variants(place, read_ticket(unit.get("tuid", "")), texts)


def _letters(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _CODES:
            yield from _letters(child)
        yield child.tail or ""


def propose(units: Sequence[Variants], desk: Desk) -> Settled:
    """Return what entering a memory does: drafts where nothing is translated, for texts with exactly its words."""
    settled = Settled(desk)
    memory = _Memory(units, desk)
    for language in desk.translations.catalogs:
        for message in (message for of_domain in desk.found.values() for message in of_domain):
            entry = desk.translations.entry(message, language)
            free = desk.translations.locked(message, language) is None
            if entry is not None and free and not any(entry.msgstr):
                _propose(Found(message, entry, moved=False), language, memory, settled)
    return settled


class _Memory:
    """Finds the translations of a text: by its ticket, else by its words."""

    def __init__(self, units: Sequence[Variants], desk: Desk) -> None:
        self.by_ticket: dict[tuple[str, str, int], list[Variants]] = {}
        self.by_words: dict[str, list[Variants]] = {}
        source = desk.source.tag
        for unit in units:
            if unit.ticket:
                ticket = unit.ticket
                self.by_ticket.setdefault((ticket.domain, ticket.key, ticket.form), []).append(unit)
            if words := _said(unit.texts, source):
                self.by_words.setdefault(canonical(words), []).append(unit)

    def find(self, found: Found, form: int, language: str) -> list[tuple[Place, str]]:
        """Return the translations of a plural form, each once."""
        entry = found.entry
        units = self.by_ticket.get((found.message.domain, entry_key(entry), form), [])
        if not units and len(entry.msgstr) == 1:
            units = self.by_words.get(canonical(entry.msgid_plural or entry.msgid), [])
        places: dict[str, Place] = {}
        for unit in units:
            if canonical(text := _said(unit.texts, language)):
                places.setdefault(text, unit.place)
        return [(place, text) for text, place in places.items()]


def _said(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language; a memory may name a country as well: km-KH."""
    country = next((tag for tag in texts if tag.split("-")[0] == language and len(tag.split("-")) == 2), "")
    return texts.get(language) or texts.get(country, "")


def _propose(found: Found, language: str, memory: _Memory, settled: Settled) -> None:
    forms = [memory.find(found, form, language) for form in range(len(found.entry.msgstr))]
    if not all(forms):
        return
    place = forms[0][0][0]
    texts = tuple(form[0][1] for form in forms)
    reason = "the memory has several translations of this text, so none was taken"
    if all(len(form) == 1 for form in forms):
        try:
            entry = _draft(found, texts, settled.desk.nplurals(language, found.message.domain))
        except DocgenError as error:
            reason = f"not taken: {error.message}"
        else:
            settled.enter(language, entry, found.message.domain)
            settled.counts["drafts"] += 1
            return
    said = "\n".join(text for form in forms for _, text in form)
    settled.conflicts.append(Conflict(place, f"{language}: {reason}", _asked(found.message), "", said))


def _draft(found: Found, texts: tuple[str, ...], nplurals: int) -> Entry:
    entry = with_translation(found.entry, texts, nplurals, fuzzy=True, comment=COMMENT)
    wrong = faults(found.message, entry)
    if wrong:
        raise wrong[0]
    return entry


def _asked(message: Message) -> str:
    return message.msgid_plural or message.msgid
