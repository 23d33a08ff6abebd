"""What a translator is handed: each text with its source, its second source, its notes and what it says today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from docgen.catalogs.exchange.ticket import Ticket, entry_key, state
from docgen.catalogs.extract import asked
from docgen.catalogs.message import MACHINE_DRAFT, Entry
from docgen.catalogs.translate import Translations, text_status
from docgen.content.reader import Content
from docgen.errors import CatalogError, raise_all
from docgen.languages import Language
from docgen.localise.numbers import plural_index
from docgen.tree import Message, TextStatus

# What no XML file can hold (XML 1.0, 2.2), and so no spreadsheet either.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Desk:
    """What lies on the translator's desk: what the source asks, by domain, and what the catalogs answer.

    `asked` is what each language has to translate, where that is not all that is `found`.
    """

    folder: Path  # translations/
    languages: Mapping[str, Language]
    found: Mapping[str, Sequence[Message]]
    content: Content
    translations: Translations
    asked: Mapping[str, Mapping[str, Sequence[Message]]] = field(default_factory=dict)

    def asked_of(self, tag: str) -> Mapping[str, Sequence[Message]]:
        """Return what a language has to translate, by domain."""
        return self.asked.get(tag, self.found)

    @property
    def source(self) -> Language:
        """The language that is translated from."""
        return self.languages[self.translations.source_language]

    def nplurals(self, language: str, domain: str) -> int:
        """Return how many plural forms a catalog has."""
        return self.translations.catalogs[language][domain].nplurals


class Only(Enum):
    """Which texts are handed out, when it is not all of them."""

    UNTRANSLATED = "untranslated"
    CHANGED = "changed"  # the source changed since they were translated
    DRAFT = "draft"
    UNAPPROVED = "unapproved"

    def has(self, status: TextStatus) -> bool:
        """Whether a text of this status is among them."""
        return not status.final if self is Only.UNAPPROVED else status is _STATUS[self]


_STATUS = {
    Only.UNTRANSLATED: TextStatus.UNTRANSLATED,
    Only.CHANGED: TextStatus.STALE,
    Only.DRAFT: TextStatus.DRAFT,
}


@dataclass(frozen=True)
class Task:
    """One message as it is handed out. What it has for each plural form is a tuple with as many texts."""

    ticket: Ticket  # of the first form
    message: Message
    entry: Entry
    status: TextStatus
    sources: tuple[str, ...]
    former: str  # the source that the translation was made for, "" when it is the present one
    authority: str  # the authority language's text
    notes: tuple[str, ...]

    @property
    def state(self) -> str:
        """The digest of what is handed out."""
        return state(self.ticket.key, self.entry.msgstr, self.entry.fuzzy)

    def tickets(self) -> Iterator[Ticket]:
        """Yield the ticket of each plural form."""
        for form in range(len(self.sources)):
            yield Ticket(self.ticket.language, self.ticket.domain, self.ticket.key, form)


def tasks(desk: Desk, language: Language, domain: str = "", only: Only | None = None) -> list[Task]:
    """Return what a language's translators are handed, in the order of the documents.

    Raises:
        CatalogError, DocgenErrors: a catalog is not up to date, or has a text that no file of exchange can hold.
    """
    require_current(desk, language)
    made = [
        _task(desk, language, message)
        for name, messages in desk.asked_of(language.tag).items()
        for message in messages
        if domain in ("", name)
    ]
    chosen = [task for task in made if only is None or only.has(task.status)]
    raise_all(fault for task in chosen for fault in _unwritable(task))
    return chosen


def require_current(desk: Desk, language: Language) -> None:
    """Return when the catalogs of a language have every text of the source.

    Raises:
        CatalogError: they have not, or the language is the source itself.
    """
    tag = language.tag
    if tag == desk.source.tag:
        raise CatalogError(f"{tag} is the source language: there is nothing to translate into it")
    entries = [desk.translations.entry(m, tag) for of_domain in desk.asked_of(tag).values() for m in of_domain]
    missing = sum(entry is None for entry in entries)
    if missing:
        said = f"the catalogs of {tag} do not have {missing} texts of the source"
        raise CatalogError(said, hint="run `docgen catalog update` first")


def _task(desk: Desk, language: Language, message: Message) -> Task:
    entry = desk.translations.entry(message, language.tag)
    assert entry is not None  # require_current
    return Task(
        ticket=Ticket(language.tag, message.domain, entry_key(entry)),
        message=message,
        entry=entry,
        status=text_status(message, language.tag, desk.translations),
        sources=tuple(_source(entry, form, language) for form in range(len(entry.msgstr))),
        former=_former(entry),
        authority=_authority(desk, language, message),
        notes=(*asked(message, desk.content).comments, *_plural_notes(entry, language), *_remarks(entry)),
    )


def _source(entry: Entry, form: int, language: Language) -> str:
    """Return the source of a plural form: a language with one form has it for many things, not for one."""
    forms = len(entry.msgstr)
    singular = not entry.msgid_plural or (forms > 1 and plural_index(1, language, forms) == form)
    return entry.msgid if singular else entry.msgid_plural


def _former(entry: Entry) -> str:
    if entry.previous is None or entry.previous[1:] == (entry.msgid, entry.msgid_plural):
        return ""
    return entry.previous.msgid_plural if entry.msgid_plural and len(entry.msgstr) == 1 else entry.previous.msgid


def _authority(desk: Desk, language: Language, message: Message) -> str:
    known = desk.translations
    if known.authority in (language.tag, known.source_language):
        return ""
    entry = known.entry(message, known.authority)
    return "\n".join(entry.msgstr) if entry and entry.translated and not entry.stale else ""


def _plural_notes(entry: Entry, language: Language) -> Iterator[str]:
    """Yield which numbers each plural form is for; a language with one form needs no such note."""
    forms = len(entry.msgstr)
    for form in range(forms if forms > 1 else 0):
        numbers = [str(n) for n in range(200) if plural_index(n, language, forms) == form]
        yield f"form {form + 1} of {forms}: for {', '.join(numbers[:6])}{' …' if len(numbers) > 6 else ''}"


def _remarks(entry: Entry) -> Iterator[str]:
    for line in entry.translator_comments.split("\n"):
        if line.strip() and line.strip() != MACHINE_DRAFT:
            yield f"remark: {line.strip()}"


def _unwritable(task: Task) -> Iterator[CatalogError]:
    for text in (*task.sources, *task.entry.msgstr, task.former, task.authority, *task.notes):
        if found := _NOT_XML.search(text):
            said = f"a text has the character U+{ord(found[0]):04X}, which no spreadsheet and no XML file can hold"
            hint = "remove the character; it is invisible and usually comes from copying"
            yield CatalogError(said, location=task.entry.location, hint=hint)
