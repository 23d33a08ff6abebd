"""Numbers of sections, tables and figures in the reader's digits, and the lists that are made of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from docgen.languages import Language
from docgen.localise.collation import sort_key
from docgen.localise.numbers import plain_number
from docgen.tree import (
    Block,
    Calls,
    Chart,
    ContactEntry,
    Contents,
    ContentsEntry,
    Directory,
    DirectoryGroup,
    Document,
    Index,
    IndexEntry,
    Section,
    Table,
    Text,
    Value,
    plain,
    rebuild,
    walk,
)

DEEPEST = 2  # levels of sections that have a number and stand in the contents


def captioned(blocks: tuple[Block, ...]) -> dict[str, tuple[str, int]]:
    """Return the format and the number of each numbered table and chart, by its id."""
    tables = [node.id for node in walk(blocks) if isinstance(node, Table) and node.id]
    figures = [node.id for node in walk(blocks) if isinstance(node, Chart)]
    kinds = (("format.table", tables), ("format.figure", figures))
    return {id: (format, n) for format, ids in kinds for n, id in enumerate(dict.fromkeys(ids), 1)}


def with_numbers(blocks: tuple[Block, ...], language: Language, above: str = "") -> tuple[Block, ...]:
    """Return the blocks with a number for each section: 2.1, or ២.១."""
    numbered: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Section) and block.level <= DEEPEST:
            count += 1
            number = f"{above}{plain_number(count, language)}"
            children = with_numbers(block.children, language, f"{number}.")
            numbered.append(dataclasses.replace(block, number=number, children=children))
        else:
            numbered.append(block)
    return tuple(numbered)


def with_lists(document: Document, language: Language) -> Document:
    """Return a localised document with its list of contents and its index, and with its directories in order."""
    kinds = {type(node) for node in walk(document.blocks)}
    if kinds.isdisjoint({Contents, Index, Directory, Calls}):
        return document
    contents = Contents(tuple(_entries(document.blocks)))
    index = Index(_index(document.blocks, language)) if Index in kinds else Index()

    def fill(node: Any) -> Any:
        if isinstance(node, Directory):
            return Directory(in_order(node.groups, language))
        if isinstance(node, Calls):
            return dataclasses.replace(node, entries=_by_name(node.entries, language))
        return contents if isinstance(node, Contents) else index if isinstance(node, Index) else None

    return dataclasses.replace(document, blocks=rebuild(document.blocks, fill))


def in_order(groups: tuple[DirectoryGroup, ...], language: Language) -> tuple[DirectoryGroup, ...]:
    """Return the organisations of each kind and place together: kinds as they come, places and names as a reader looks
    for them. Those whose place no source names stand last."""
    together: dict[tuple[str, ...], list[DirectoryGroup]] = {}
    for group in groups:
        together.setdefault(tuple(map(plain, group.head)), []).append(group)
    kinds = list(dict.fromkeys(group.kind for group in groups))
    merged = [
        dataclasses.replace(found[0], entries=_by_name([entry for each in found for entry in each.entries], language))
        for found in together.values()
    ]

    def place(group: DirectoryGroup) -> tuple[Any, ...]:
        names = tuple(sort_key(plain(name), language) for name in group.place)
        return kinds.index(group.kind), not group.placed, names

    return tuple(sorted(merged, key=place))


def _by_name(entries: Iterable[ContactEntry], language: Language) -> tuple[ContactEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: sort_key(plain(entry.name), language)))


def _entries(blocks: tuple[Block, ...]) -> Iterator[ContentsEntry]:
    for block in blocks:
        if isinstance(block, Section) and block.level <= DEEPEST:
            yield ContentsEntry(block.id, block.level, block.number, block.title)
            yield from _entries(block.children)


def _index(blocks: tuple[Block, ...], language: Language) -> tuple[IndexEntry, ...]:
    """Return the organisations that the sections name, each with its sections, sorted as readers of the language do."""
    found: dict[str, tuple[Text, dict[str, str]]] = {}
    for section in _sections(blocks):
        for name in _named(section):
            found.setdefault(plain(name), (name, {}))[1][section.id] = section.number
    entries = [IndexEntry(name, tuple(sections.items())) for name, sections in found.values()]
    return tuple(sorted(entries, key=lambda entry: sort_key(plain(entry.name), language)))


def _sections(blocks: tuple[Block, ...]) -> Iterator[Section]:
    """Yield the sections that the contents name."""
    for block in blocks:
        if isinstance(block, Section) and block.level <= DEEPEST:
            yield block
            yield from _sections(block.children)


def _named(section: Section) -> Iterator[Text]:
    """Yield the names of organisations in a section, but for those in sections of its own that the contents name."""
    own = [child for child in section.children if not (isinstance(child, Section) and child.level <= DEEPEST)]
    for node in walk((section.title, tuple(own))):
        if isinstance(node, ContactEntry):
            yield node.name
        elif isinstance(node, Value) and node.ref.startswith("contact."):
            yield from (child for child in node.children if isinstance(child, Text))
