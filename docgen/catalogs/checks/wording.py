"""What checks look at: the words of one message in one language, as a reader will meet them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from docgen.catalogs.message import Entry
from docgen.content.glossary import Term
from docgen.content.inline import MarkupError, parse_inline
from docgen.errors import Location
from docgen.languages import Language
from docgen.tree import Inline, LineBreak, Message, Placeholder, Run, walk

VALUE = "\ufffc"
"""Stands in a form's text for a placeholder: something will be there, and a check must not guess what."""


@dataclass(frozen=True)
class Form:
    """One plural form of a text. `nodes` is what its markup says; `fault` is what cannot be read of it, else None."""

    markup: str
    nodes: tuple[Inline, ...]
    fault: MarkupError | None

    @cached_property
    def text(self) -> str:
        """The words without markup, each placeholder as `VALUE`; the markup itself where it cannot be read.

        U+200B is left out: Cambodian keyboards type it with the space bar, and every check is silent on it.
        """
        shown = self.markup if self.fault else "".join(map(_shown, walk(self.nodes)))
        return shown.replace("\u200b", "")


def form(markup: str) -> Form:
    """Return a form of a text."""
    try:
        return Form(markup, parse_inline(markup), None)
    except MarkupError as error:
        return Form(markup, (), error)


def _shown(node: object) -> str:
    if isinstance(node, Run):
        return node.text
    return VALUE if isinstance(node, Placeholder) else "\n" if isinstance(node, LineBreak) else ""


@dataclass(frozen=True)
class Wording:
    """The words of a message in one language, and where they stand.

    `forms` are the plural forms that have a text, of the `wanted` ones. `terms` is the glossary.
    """

    message: Message
    language: Language
    forms: tuple[Form, ...]
    location: Location
    wanted: int = 1
    is_source: bool = False
    terms: tuple[Term, ...] = ()

    @cached_property
    def sources(self) -> tuple[Form, ...]:
        """The source's words: the msgid, and the msgid_plural if there is one."""
        return tuple(form(text) for text in (self.message.msgid, self.message.msgid_plural) if text)

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each form."""
        return tuple(each.text for each in self.forms)

    @property
    def source_text(self) -> str:
        """The words of all forms of the source."""
        return " ".join(each.text for each in self.sources)

    @property
    def short(self) -> str:
        """The msgid as a message may show it."""
        return shortened(self.message.msgid)


def translated(message: Message, entry: Entry, language: Language, terms: Collection[Term] = ()) -> Wording:
    """Return the words of a message that a catalog's entry holds."""
    forms = tuple(form(text) for text in entry.msgstr if text)
    return Wording(message, language, forms, entry.location, len(entry.msgstr), terms=tuple(terms))


def in_source(message: Message, language: Language) -> Wording:
    """Return the words of a message in the source language, which are its own."""
    forms = tuple(form(text) for text in (message.msgid, message.msgid_plural) if text)
    return Wording(message, language, forms, message.location, len(forms), is_source=True)


def shortened(text: str, length: int = 50) -> str:
    """Return a text as a message may show it."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


_ADDRESS = re.compile(
    r"https?://[^\s<>()“”\"]*[^\s<>()“”\".,;:!?]|www\.\S+\.\w+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII
)


def addresses(text: str) -> list[str]:
    """Return the URLs and e-mail addresses in a text."""
    return _ADDRESS.findall(text)


def without_addresses(text: str) -> str:
    """Return a text without its URLs and e-mail addresses: no rule of a language holds for them."""
    return _ADDRESS.sub(VALUE, text)
