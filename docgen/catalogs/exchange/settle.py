"""Answers are settled with the catalogs: what a translator changed is entered, and nothing else.

An answer is entered when the catalog still says what was handed out. If someone else changed it since, both texts are
kept: theirs in the catalog, the answer in a report. If the source changed since, the answer is kept as the stale
translation that it is: fuzzy, with the words it was made for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.canonical import canonical
from docgen.catalogs.checks import faults
from docgen.catalogs.desk import po_path
from docgen.catalogs.exchange.answer import Answer, Conflict, Place, unified
from docgen.catalogs.exchange.task import Desk, require_current
from docgen.catalogs.exchange.ticket import Ticket, entry_key, former_key, is_state, read_ticket, state
from docgen.catalogs.message import MACHINE_DRAFT, Entry, Key
from docgen.catalogs.patch import patch
from docgen.catalogs.store import with_translation
from docgen.errors import CatalogError, DocgenError
from docgen.tree import Message

GONE = "the source has no such text any more"
NEW_SOURCE = "the source text changed since the export"
NEW_TRANSLATION = "the translation was changed by someone else since the export"
OFFICIAL = "the publisher has given its own text, which is locked (`docgen official`)"


@dataclass(frozen=True)
class Found:
    """The message and the entry that a ticket leads to; `moved` when the source changed since the ticket was made."""

    message: Message
    entry: Entry
    moved: bool


@dataclass
class Settled:
    """What an import does: the entries that change, by catalog, and what cannot be entered."""

    desk: Desk
    edits: dict[tuple[str, str], dict[Key, Entry]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    faults: list[DocgenError] = field(default_factory=list)

    def entry(self, language: str, found: Found) -> Entry:
        """Return an entry as it is so far."""
        return self.edits.get((language, found.message.domain), {}).get(found.entry.key, found.entry)

    def enter(self, language: str, entry: Entry, domain: str) -> None:
        """Give an entry a new content."""
        self.edits.setdefault((language, domain), {})[entry.key] = entry

    def files(self) -> dict[Path, bytes]:
        """Return the catalogs as they will be; what no answer concerns keeps its bytes."""
        files = {}
        for (language, domain), edits in self.edits.items():
            path = po_path(self.desk.folder, self.desk.languages[language], domain)
            files[path] = patch(path.read_bytes(), edits, path=str(path))
        return files


class Register:
    """Finds by a ticket what it was made for."""

    def __init__(self, desk: Desk) -> None:
        self._found: dict[tuple[str, str, str], Found] = {}
        for language in desk.translations.catalogs:
            pairs = [
                (message, entry)
                for of_domain in desk.found.values()
                for message in of_domain
                if (entry := desk.translations.entry(message, language))
            ]
            for message, entry in pairs:
                if former := former_key(entry):
                    self._found[language, message.domain, former] = Found(message, entry, moved=True)
            for message, entry in pairs:
                self._found[language, message.domain, entry_key(entry)] = Found(message, entry, moved=False)

    def find(self, ticket: Ticket) -> Found | None:
        """Return what a ticket leads to, None when the source has it no more."""
        return self._found.get((ticket.language, ticket.domain, ticket.key))


def tickets_of(places: Iterable[tuple[str, Place]], desk: Desk, errors: list[DocgenError]) -> list[Ticket | None]:
    """Return the ticket of each id; one that is damaged, of no language of ours, or there twice is an error.

    Raises:
        CatalogError: a catalog that a ticket is of is not up to date.
    """
    seen: dict[Ticket, Place] = {}
    tickets: list[Ticket | None] = []
    for text, place in places:
        ticket = read_ticket(text)
        fault = _ticket_fault(ticket, seen, desk, place)
        if fault:
            errors.append(fault)
        elif ticket:
            seen[ticket] = place
        tickets.append(None if fault else ticket)
    for language in dict.fromkeys(ticket.language for ticket in seen):
        require_current(desk, desk.languages[language])
    return tickets


def _ticket_fault(ticket: Ticket | None, seen: Mapping[Ticket, Place], desk: Desk, place: Place) -> CatalogError | None:
    if ticket is None:
        return place.fault("the ID is damaged", "copy it from a fresh export, or delete the row")
    if ticket.language not in desk.translations.catalogs:
        return place.fault(f"the workspace has no catalogs of the language {ticket.language}")
    if ticket in seen:
        return place.fault(f"the ID is there twice, first in {seen[ticket].words}", "delete one of the two")
    return None


def settle(answers: Sequence[Answer], desk: Desk) -> Settled:
    """Return what entering the answers does; all of their faults are in it, and nothing is written."""
    settled, register = Settled(desk), Register(desk)
    groups: dict[tuple[str, str, str], list[tuple[Ticket, Answer]]] = {}
    tickets = tickets_of([(answer.ticket, answer.place) for answer in answers], desk, settled.faults)
    for ticket, answer in zip(tickets, answers, strict=True):
        if ticket and is_state(answer.state):
            groups.setdefault((ticket.language, ticket.domain, ticket.key), []).append((ticket, answer))
        elif ticket:
            settled.faults.append(answer.place.fault("the hidden check of the row is damaged", _FRESH))
    for group in groups.values():
        found = register.find(group[0][0])
        _Reply.of(group, found).settle(found, settled)
    return settled


_FRESH = "copy the text into a fresh export"


@dataclass(frozen=True)
class _Reply:
    """The answers to one message: a text for each plural form, those that did not come back as the catalog has them."""

    ticket: Ticket
    place: Place
    states: frozenset[str]
    texts: tuple[str, ...]
    done: bool | None
    comment: str
    shown: tuple[str, ...]

    @classmethod
    def of(cls, group: Sequence[tuple[Ticket, Answer]], found: Found | None) -> _Reply:
        texts = dict(enumerate(found.entry.msgstr if found else ()))
        texts |= {ticket.form: unified(answer.text) for ticket, answer in group}
        said = [answer.done for _, answer in group]
        return cls(
            ticket=group[0][0],
            place=group[0][1].place,
            states=frozenset(answer.state for _, answer in group),
            texts=tuple(texts[form] for form in sorted(texts)),
            done=False if False in said else True if True in said else None,
            comment="\n".join(dict.fromkeys(a.comment.strip() for _, a in group if a.comment.strip())),
            shown=tuple(answer.shown for _, answer in sorted(group, key=lambda pair: pair[0])),
        )

    def says(self, texts: Sequence[str]) -> bool:
        """Whether these are the texts that were handed out."""
        return self.states in [{state(self.ticket.key, texts, fuzzy)} for fuzzy in (False, True)]

    @property
    def emptied(self) -> bool:
        return not any(map(canonical, self.texts))

    @property
    def changed(self) -> bool:
        """Whether the translator typed something: an emptied cell takes nothing back."""
        return not self.emptied and not self.says(self.texts)

    @property
    def confirms(self) -> bool:
        """Whether the translator vouches for a draft as it was handed out."""
        return bool(self.done) and self.states == {state(self.ticket.key, self.texts, True)}

    def settle(self, found: Found | None, settled: Settled) -> None:
        """Enter the reply, or say why not."""
        fault = self.fault(found)
        if fault:
            settled.faults.append(fault)
        elif found is None:
            if self.changed or self.confirms or self.comment:
                self.conflict(None, GONE, settled)
        elif found.moved:
            self.settle_moved(found, settled)
        elif self.changed and settled.desk.translations.locked(found.message, self.ticket.language):
            self.settle_locked(found, settled)
        elif self.changed:
            self.settle_changed(found, settled)
        elif self.confirms and found.entry.fuzzy:
            self.settle_confirmed(found, settled)
        else:
            self.only_comment(found, settled)

    def fault(self, found: Found | None) -> CatalogError | None:
        if len(self.states) > 1:
            return self.place.fault("the hidden checks of its plural forms differ", _FRESH)
        if found and len(self.texts) != len(found.entry.msgstr):
            return self.place.fault(f"{len(self.texts)} plural forms where {len(found.entry.msgstr)} belong", _FRESH)
        if self.done and not all(map(canonical, self.texts)):
            return self.place.fault("marked as done, but there is no translation", "type it, or clear the mark")
        if self.changed and not all(map(canonical, self.texts)):
            return self.place.fault("not all plural forms are translated", "fill in each row of this text")
        if any(self.shown) and len(self.shown) == len(self.texts) and not self.says(self.shown):
            return self.place.fault("the current translation was changed", "write into “Your translation”")
        if "@" in self.comment:
            return self.place.fault("the comment has an e-mail address in it", "no person is named in a catalog")
        return None

    def settle_changed(self, found: Found, settled: Settled) -> None:
        entry, vouched = found.entry, self.done is not False
        if not self.fresh(entry):
            known = tuple(map(unified, entry.msgstr)) == self.texts
            self.only_comment(found, settled) if known else self.conflict(found, NEW_TRANSLATION, settled)
        elif self.is_sound(found, settled):
            self.enter(found, settled, "changed" if vouched else "entered as drafts", vouched)

    def settle_locked(self, found: Found, settled: Settled) -> None:
        """Keep an edit of an official text out of the catalog; one that brings its words back is none."""
        words = settled.desk.translations.digest_of(found.message, self.ticket.language, self.texts)
        official = settled.desk.translations.locked(found.message, self.ticket.language)
        if official is not None and words == official.digest:
            self.settle_changed(found, settled)
        else:
            self.conflict(found, OFFICIAL, settled)

    def is_sound(self, found: Found, settled: Settled) -> bool:
        """Whether the texts may be printed; what is wrong with them is noted."""
        wrong = faults(found.message, replace(found.entry, msgstr=self.texts))
        settled.faults += [self.place.fault(error.message, error.hint) for error in wrong]
        return not wrong

    def settle_confirmed(self, found: Found, settled: Settled) -> None:
        if not self.fresh(found.entry):
            self.conflict(found, NEW_TRANSLATION, settled)
        elif self.is_sound(found, settled):
            self.enter(found, settled, "confirmed", vouched=True)

    def settle_moved(self, found: Found, settled: Settled) -> None:
        """Keep an edit of a text whose source changed beside that source, if nobody has translated the new one yet."""
        if self.changed and found.entry.fuzzy and self.says(found.entry.msgstr):
            self.enter(found, settled, "kept for the former source", vouched=False)
        elif self.changed or self.confirms:
            self.conflict(found, NEW_SOURCE, settled)
        else:
            self.only_comment(found, settled)

    def fresh(self, entry: Entry) -> bool:
        """Whether the catalog still says what was handed out."""
        return self.states == {state(self.ticket.key, entry.msgstr, entry.fuzzy)}

    def enter(self, found: Found, settled: Settled, what: str, vouched: bool) -> None:
        entry, texts = found.entry, self.texts if self.changed else found.entry.msgstr
        nplurals = settled.desk.nplurals(self.ticket.language, found.message.domain)
        try:
            edited = with_translation(without_draft_mark(entry), texts, nplurals, fuzzy=not vouched)
        except CatalogError as error:
            settled.faults.append(self.place.fault(error.message, error.hint))
            return
        # The former source stays until the new translation is approved, so that a reviewer sees what changed.
        edited = replace(commented(edited, self.comment), previous=entry.previous)
        settled.enter(self.ticket.language, edited, found.message.domain)
        settled.counts[what] += 1

    def only_comment(self, found: Found, settled: Settled) -> None:
        edited = commented(found.entry, self.comment)
        if edited != found.entry:
            settled.enter(self.ticket.language, edited, found.message.domain)
            settled.counts["commented"] += 1

    def conflict(self, found: Found | None, reason: str, settled: Settled) -> None:
        entry = found.entry if found else None
        theirs, source = ("\n".join(entry.msgstr), entry.msgid) if entry else ("", "")
        settled.conflicts.append(Conflict(self.place, reason, source, theirs, "\n".join(self.texts), self.comment))


def without_draft_mark(entry: Entry) -> Entry:
    """Return an entry without the mark that a machine wrote it."""
    lines = (line for line in entry.translator_comments.split("\n") if line.strip() != MACHINE_DRAFT)
    return replace(entry, translator_comments="\n".join(lines))


def commented(entry: Entry, comment: str) -> Entry:
    """Return an entry with a translator's comment added, unless it is there already."""
    present = entry.translator_comments.split("\n") if entry.translator_comments else []
    new = [line for line in _lines(comment) if line not in present and line != MACHINE_DRAFT]
    return replace(entry, translator_comments="\n".join([*present, *new])) if new else entry


def _lines(comment: str) -> Iterator[str]:
    for line in unified(comment).split("\n"):
        if line.strip():
            yield " ".join(line.split())
