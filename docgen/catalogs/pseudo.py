"""Languages that nobody speaks, made in memory from the source: what they break, a real language would break one day.

Placeholders, markup and typed numbers stay as they are, so every check of a translation holds of them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from enum import Enum

from docgen.catalogs.message import Entry
from docgen.catalogs.store import Catalog
from docgen.content.inline import escaped, parse_inline
from docgen.languages import Direction, Language
from docgen.localise.numbers import plural_forms
from docgen.tree import Emphasis, Inline, LineBreak, Link, Message, Placeholder, Run, Strong, rebuild


class Pseudo(Enum):
    """What a pseudo-language does to a page."""

    LONGER = "longer"  # half as long again, as a translation into German, Khmer or Burmese may be
    TALLER = "taller"  # marks above and below, in the highest lines that a language of the workspace has
    RTL = "rtl"  # from right to left, word by word

    @property
    def tag(self) -> str:
        """The BCP 47 tag, among those that are for private use."""
        return f"qps-{_VARIANTS[self]}"


_VARIANTS = {Pseudo.LONGER: "longer", Pseudo.TALLER: "taller", Pseudo.RTL: "mirrored"}
PSEUDO = {pseudo.tag: pseudo for pseudo in Pseudo}


def pseudo_language(pseudo: Pseudo, source: Language, languages: Iterable[Language]) -> Language:
    """Return the language as docgen.toml would set it: the source's, but for what is tried."""
    heights = [language.line_height * language.scale for language in languages]
    return dataclasses.replace(
        source,
        tag=pseudo.tag,
        name=pseudo.value,
        english=f"pseudo-language, {pseudo.value}",
        plural_forms=plural_forms(source),
        line_height=max(heights) if pseudo is Pseudo.TALLER else source.line_height,
        direction=Direction.RTL if pseudo is Pseudo.RTL else source.direction,
    )


def pseudo_catalogs(pseudo: Pseudo, found: Mapping[str, Iterable[Message]]) -> dict[str, Catalog]:
    """Return a catalog for each domain in which every message is translated; its entries are where the sources are."""
    return {domain: _catalog(pseudo, domain, messages) for domain, messages in found.items()}


def _catalog(pseudo: Pseudo, domain: str, messages: Iterable[Message]) -> Catalog:
    entries = [
        Entry(
            domain,
            message.msgctxt,
            message.msgid,
            message.msgid_plural,
            msgstr=tuple(translated(pseudo, text) for text in (message.msgid, message.msgid_plural) if text),
            location=message.location,
        )
        for message in messages
    ]
    return Catalog(domain, {"Language": pseudo.tag}, {entry.key: entry for entry in entries}, {})


def translated(pseudo: Pseudo, msgid: str) -> str:
    """Return a source text in a pseudo-language."""
    change = _CHANGES[pseudo]
    nodes = rebuild(parse_inline(msgid), lambda node: Run(change(node.text)) if isinstance(node, Run) else None)
    return "".join(map(_written, nodes))


def _written(node: Inline) -> str:
    """Return the source of an inline node: `parse_inline` gives the node back."""
    match node:
        case Run(text):
            return escaped(text)
        case Placeholder(ref):
            return f"{{{ref}}}"
        case Strong(children):
            return f"**{''.join(map(_written, children))}**"
        case Emphasis(children):
            return f"*{''.join(map(_written, children))}*"
        case Link(href, children):
            return f"[{''.join(map(_written, children))}]({href})"
        case LineBreak():
            return "\\\n"
    raise TypeError(f"{type(node).__name__} has no source")


_VOWEL = re.compile("[aeiouyAEIOUY]")
_LETTER = re.compile(r"[^\W\d_]")
_ACCENTED = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
GROWTH = 0.5  # a text of more than 70 letters grows by a third into most languages, a label by more than a half
STACK = "\u0323\u0302\u0301"  # dot below, circumflex and acute above: one more than Vietnamese has


RLM = "\u200f"


def _longer(text: str) -> str:
    """Return the text with its vowels repeated, evenly, until it has grown by `GROWTH`."""
    places = [found.start() for found in _VOWEL.finditer(text)] or [found.start() for found in _LETTER.finditer(text)]
    if not places:
        return text
    wanted = round(len(text) * GROWTH)
    shares = [wanted * (n + 1) // len(places) for n in range(len(places))]
    more = dict(zip(places, (now - before for before, now in zip([0, *shares], shares, strict=False)), strict=True))
    return "".join(c.translate(_ACCENTED) * (1 + more[n]) if n in more else c for n, c in enumerate(text))


def _taller(text: str) -> str:
    return _VOWEL.sub(rf"\g<0>{STACK}", text)


def _mirrored(text: str) -> str:
    """Return the text with marks of direction about each word: the words stand from right to left, and can be read.

    A mark of direction is a letter of the right-to-left kind to the bidirectional algorithm, and it holds in each line;
    an override, which would turn the letters too, ends with the line that it begins in.
    """
    return re.sub(r"[^\W\d_]+", f"{RLM}\\g<0>{RLM}", text)


_CHANGES = {Pseudo.LONGER: _longer, Pseudo.TALLER: _taller, Pseudo.RTL: _mirrored}
