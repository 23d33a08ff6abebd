"""What must hold of a translation before it may be printed, each with the place in the PO file."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from docgen.canonical import canonical
from docgen.catalogs.message import Entry
from docgen.content.glossary import Term
from docgen.content.inline import MarkupError, parse_inline, shape, shape_text
from docgen.errors import CatalogError, DocgenError
from docgen.tree import Inline, Message, Run, walk


def faults(message: Message, entry: Entry) -> list[DocgenError]:
    """Return what is wrong with the markup, the placeholders and the numbers of a translation; [] when it is right."""
    sources = [parse_inline(msgid) for msgid in (message.msgid, message.msgid_plural) if msgid]
    errors: list[DocgenError] = []
    for msgstr in filter(None, entry.msgstr):
        try:
            nodes = parse_inline(msgstr)
        except MarkupError as error:
            errors.append(CatalogError(f"msgstr: {error.message}", location=entry.location, hint=error.hint))
            continue
        errors += _shape_faults(sources, nodes, entry)
        errors += _number_faults(sources, nodes, entry)
    return errors


def _shape_faults(sources: list[tuple[Inline, ...]], nodes: tuple[Inline, ...], entry: Entry) -> Iterator[CatalogError]:
    if not any(shape(source) == shape(nodes) for source in sources):
        wanted, found = shape(sources[-1]), shape(nodes)
        lost, extra = shape_text(wanted - found), shape_text(found - wanted)
        said = f"msgstr has not the markup of msgid “{_short(entry.msgid)}”: it lacks {lost} and has in excess {extra}"
        hint = "keep each {placeholder} and each **bold** stretch with the placeholders inside it; the order is free"
        yield CatalogError(said, location=entry.location, hint=hint)


def _number_faults(
    sources: list[tuple[Inline, ...]], nodes: tuple[Inline, ...], entry: Entry
) -> Iterator[CatalogError]:
    allowed: Counter[str] = Counter()
    for source in sources:
        allowed |= Counter(numbers(source))
    if month := re.fullmatch(r"format\.month\.(\d+)", entry.msgctxt):
        allowed[month[1]] += 1  # 1月, tháng 1: some languages count their months
    for typed in Counter(numbers(nodes)) - allowed:
        said = f"msgstr types the number {typed}, which msgid “{_short(entry.msgid)}” does not have"
        hint = "numbers come from content/facts.toml through placeholders, in the reader's digits"
        yield CatalogError(said, location=entry.location, hint=hint)


def numbers(nodes: tuple[Inline, ...]) -> list[str]:
    """Return the numbers typed in a text, in digits 0 to 9, whatever digits they were typed in."""
    text = " ".join(node.text for node in walk(nodes) if isinstance(node, Run))
    latin = "".join(str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in text)
    return re.findall(r"[0-9]+(?:[.,][0-9]+)*", latin)


def term_warnings(message: Message, entry: Entry, language: str, terms: Iterable[Term]) -> Iterator[CatalogError]:
    """Yield where a translation does not use the agreed word for a term of its source, or uses one to be avoided."""
    source = re.sub(r"\{[^{}]*\}", "", message.msgid.lower())  # {fund.rehabilitation} names a fact, not a term
    translation = canonical(" ".join(entry.msgstr)).lower()  # keyboards type Bengali য় as one character, NFC has two
    for term in terms:
        agreed = term.translations.get(language, ())
        named = re.search(rf"\b{re.escape(term.source.lower())}(?:s|es)?\b", source)
        if named and agreed and translation and not any(canonical(word).lower() in translation for word in agreed):
            words = " or ".join(f"“{word}”" for word in agreed)
            said = f"“{term.source}” is agreed to be {words}; msgstr has none of them"
            yield CatalogError(said, location=entry.location, hint=f"use it, or add another word to {term.location}")
        for word in term.avoid.get(language, ()):
            if canonical(word).lower() in translation:
                said = f"“{word}” is not to be used for “{term.source}”"
                yield CatalogError(said, location=entry.location, hint=f"use “{agreed[0]}”" if agreed else "")


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"
