"""Clauses: what is read aloud, recorded or sent in one go. Each has a code that stays while its source text stays."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from docgen.canonical import canonical
from docgen.catalogs.checks.marks import marks
from docgen.edition import stamp_letters
from docgen.languages import Language
from docgen.tree import (
    Blank,
    Callout,
    Calls,
    ContactEntry,
    Contacts,
    Contents,
    Directory,
    DirectoryGroup,
    Document,
    Flow,
    FlowStep,
    Index,
    Inline,
    ItemList,
    Row,
    Run,
    Say,
    Section,
    Table,
    Text,
    Value,
    outermost,
    plain,
    rebuild,
)

LETTERS = 5  # of a code, behind its section: 25 bits, and a document has some hundred clauses


class Kind(Enum):
    """What a clause is in its document."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CONTACT = "contact"


@dataclass(frozen=True)
class Clause:
    """One stretch of a document in its lines; `level` is a heading's; `open` says that it may leave as a message."""

    code: str
    kind: Kind
    lines: tuple[Text, ...]
    open: bool
    level: int = 0


def clauses(document: Document, languages: Mapping[str, Language]) -> tuple[Clause, ...]:
    """Return what a localised document says, in the order of reading."""
    return tuple(_Reading(document.language, languages).document(document))


def code(texts: Iterable[Text], spoken_in: str = "") -> str:
    """Return the code of a clause by its source texts: "fund-7qfk2"; `spoken_in` tells a sentence from its meaning."""
    keys = [text.message.key for text in texts]
    section = keys[0][1].partition(".")[2] or keys[0][1]
    digest = hashlib.sha256(json.dumps([*keys, spoken_in], ensure_ascii=False).encode()).hexdigest()
    name = re.sub(r"[^a-z0-9_]+", "-", section.lower()).strip("-")
    return f"{name}-{stamp_letters(digest, LETTERS).lower()}"


def code_of(node: Any) -> str:
    """Return the code of the clause that a block or a text of the tree is, "" for one that is none.

    The same before and after typesetting.
    """
    texts = _texts(node)
    return code(texts, node.spoken.language if isinstance(node, Say) else "") if texts else ""


def _texts(node: Any) -> tuple[Text, ...]:
    match node:
        case Text():
            return (node,)
        case Row():
            return tuple(filter(None, node.cells))
        case ContactEntry():
            return (node.name,)
        case Say():
            return (node.spoken,)
        case FlowStep():
            return (node.text,)
        case _:
            return ()


@dataclass(frozen=True)
class _Reading:
    reader: str
    languages: Mapping[str, Language]

    def document(self, document: Document) -> Iterator[Clause]:
        yield self.clause(Kind.TITLE, document.title)
        for text in filter(None, (document.subtitle, document.proposal)):
            yield self.clause(Kind.TEXT, text)
        yield from self.blocks(document.blocks)

    def blocks(self, blocks: Iterable[Any]) -> Iterator[Clause]:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Any) -> Iterator[Clause]:
        match block:
            case Section():
                yield dataclasses.replace(self.clause(Kind.HEADING, block.title), level=block.level)
                yield from self.blocks(block.children)
            case ItemList():
                for item in block.items:
                    for clause in self.blocks(item.children):
                        yield dataclasses.replace(clause, kind=Kind.ITEM)
            case Callout():
                yield from self.box(block)
            case Contents() | Index():
                return
            case _:
                yield from self.words(block)

    def words(self, block: Any) -> Iterator[Clause]:
        """Yield the clauses of a block that has no blocks in it."""
        match block:
            case Table():
                yield from self.table(block)
            case Say():
                yield from self.say(block)
            case Flow():
                yield self.clause(Kind.TEXT, block.title)
                for step in block.steps:
                    yield self.clause(Kind.ITEM, *filter(None, (step.within, step.text)), code=code_of(step))
            case Contacts() | Directory() | Calls():
                yield from self.organisations(block)
            case _:
                for text in outermost(block):
                    yield self.clause(Kind.TEXT, text)

    def box(self, box: Callout) -> Iterator[Clause]:
        """Yield the clauses of a box. That words are a proposal goes wherever the words go."""
        inside = tuple(self.blocks(box.children))
        if box.title:
            title = self.clause(Kind.TEXT, box.title)
            yield dataclasses.replace(title, open=any(clause.open for clause in inside))
        yield from inside

    def clause(self, kind: Kind, *lines: Text, code: str = "") -> Clause:
        shown = tuple(rebuild(line, _with_places) for line in lines)
        return Clause(code or code_of(lines[0]), kind, shown, open=all(line.message.open for line in lines))

    def say(self, say: Say) -> Iterator[Clause]:
        """Yield a sentence in another language, under what to do with it, and its meaning."""
        title = [say.title] if say.title else []
        spoken = self.clause(Kind.TEXT, *title, say.spoken, code=code_of(say))
        yield dataclasses.replace(spoken, open=say.spoken.message.open)  # the title is the toolkit's own
        if say.meaning.language != say.spoken.language:
            yield self.clause(Kind.TEXT, say.meaning)

    def table(self, table: Table) -> Iterator[Clause]:
        """Yield each row as what its heads say of it: "How much: 3,000 baht"; an empty cell says nothing."""
        if table.caption:
            label = [table.label] if table.label else []
            yield self.clause(Kind.TEXT, *label, table.caption, code=code_of(table.caption))
        for row in table.rows:
            cells = [pair for pair in zip(table.head.cells, row.cells, strict=False) if pair[1] is not None]
            if cells:
                lines = tuple(self.under(head, cell) for head, cell in cells if cell is not None)
                yield self.clause(Kind.ROW, *lines, code=code_of(row))

    def under(self, head: Text | None, cell: Text) -> Text:
        """Return a cell behind the head of its column."""
        if head is None:
            return cell
        of = marks(self.languages[head.language])
        colon = of.colon[0]  # the language's usual one
        between = Run(f"{' ' if colon == '-' else ''}{colon}{' ' if of.spaced else ''}")
        return dataclasses.replace(cell, forms=((head, between, cell),))

    def organisations(self, block: Contacts | Directory | Calls) -> Iterator[Clause]:
        """Yield organisations, under what names their group; only those of {contacts} may leave as messages."""
        for group in block.groups if isinstance(block, Directory) else (block,):
            if isinstance(group, DirectoryGroup) and group.head:
                yield self.clause(Kind.TEXT, *group.head, code=code(group.head))
            for entry in group.entries:
                yield self.contact(entry, isinstance(group, Contacts) and group.open)

    def contact(self, entry: ContactEntry, open: bool) -> Clause:
        """Return who can be called, with each telephone on a line of its own."""
        telephones = (self.alone(entry.name, t) for t in entry.telephones if isinstance(t, Value))
        about = filter(None, (entry.name, entry.hours, entry.about))
        lines = (*about, *entry.spoken, *entry.remarks, *telephones)
        clause = self.clause(Kind.CONTACT, *lines, code=code_of(entry))
        return dataclasses.replace(clause, open=open)

    def alone(self, like: Text, node: Inline) -> Text:
        return dataclasses.replace(like, language=self.reader, forms=((node,),))


def _with_places(node: Any) -> Any:
    """Return an ellipsis for the place of a field."""
    return Run(" … ") if isinstance(node, Blank) else None


def words_of(line: Text) -> str:
    """Return a line as plain words, without what only steers a renderer."""
    return canonical(plain(line))


def digest(printed: Clause, said: Clause) -> str:
    """Return the sha256 of what a clause says: as it is printed, and as it is read aloud."""
    parts = [[[line.language, words_of(line)] for line in clause.lines] for clause in (printed, said)]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
