"""A document is put together: flows, contacts and included sections take their places, its words are laid beside it.

After this a document holds every message that could reach its pages, and nothing else of the workspace: so
extraction, approval and the reader's page see the same texts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.content.directory import calls, directory, entry
from docgen.content.fields import Fields
from docgen.content.inline import escaped, parse_inline, placeholders
from docgen.content.reader import Content, find_section
from docgen.content.words import CHART_WORDS
from docgen.facts import Age, Day, Duration, Law, Money, Month, Organisation, Year
from docgen.tree import (
    Block,
    Callout,
    Chart,
    ContactEntry,
    Contacts,
    ContactsQuery,
    Copy,
    DirectoryQuery,
    Document,
    Each,
    Field,
    FieldKind,
    FieldsQuery,
    Flow,
    FlowQuery,
    Include,
    ListItem,
    Message,
    Origin,
    Paragraph,
    PictureQuery,
    Placeholder,
    Process,
    Say,
    Section,
    SignatureBlock,
    Table,
    Telephones,
    TelephonesQuery,
    Text,
    When,
    is_beside,
    rebuild,
    walk,
)


def resolve(
    document: Document,
    content: Content,
    labels: Mapping[str, Text],
    publisher: str,
    beside: tuple[str, ...] = (),
    usual: tuple[str, ...] = (),
) -> Document:
    """Return the document with every reference replaced by what it names, and with the words that its texts need.

    `labels` are the templates' own texts, by msgid; `publisher` is the id of a contact; `beside` are the tags of the
    languages that the document shows beside each other, `usual` those that a form offers as answers (all, when empty).
    """
    name = entry(content.contacts[publisher], content.words).name
    fields = Fields(content.forms.get(document.form), content.words, usual)
    blocks = tuple(_Assembly(content, is_what(document), fields, beside).blocks(document.blocks))
    whole = dataclasses.replace(
        document,
        blocks=blocks,
        labels=tuple((msgid, text) for msgid, text in labels.items() if document.form or not _of_kits(text)),
        publisher=name,
        proposal=content.words["notice.composed"] if document.origin is Origin.COMPOSED else None,
        helps=tuple(fields.helps(blocks)),
    )
    return dataclasses.replace(whole, words=tuple((name, "", text) for name, text in _words(whole, content).items()))


def is_what(document: Document) -> dict[str, str]:
    """Return what conditions may ask of a document."""
    return {"reader": document.reader, "audience": document.audience, **dict([document.parameter or ("", "")])}


@dataclass(frozen=True)
class _Assembly:
    """Puts what blocks name in their places; `what` is what conditions may ask of the document."""

    content: Content
    what: Mapping[str, str]
    fields: Fields
    beside: tuple[str, ...]

    def blocks(self, blocks: tuple[Any, ...], level: int = 1) -> Iterator[Any]:
        """Yield the blocks with what they name; `level` is that of a section that stands among them."""
        for block in blocks:
            if isinstance(block, Include) and block.whole:
                yield self.part(self.content.documents[block.target])
            elif isinstance(block, Include):
                section = find_section(self.content, block.target)
                assert section is not None  # read_content has looked
                yield from self.blocks(section.children, level)
            elif isinstance(block, When):
                if all(self.what.get(name) == value for name, value in block.conditions):
                    yield from self.blocks(block.children, level)
            elif isinstance(block, FieldsQuery):
                yield from self.fields.blocks(block)
            elif isinstance(block, Each):
                children = tuple(self.blocks(block.children))
                yield from (self.copy(children, tag, level) for tag in self.beside)
            else:
                whole = rebuild(block, self.expand)
                if not self.is_emptied(block, whole):
                    yield whole

    def part(self, document: Document) -> Section:
        """Return all of another document as a section of this one."""
        opening = []
        if document.origin is Origin.COMPOSED:
            opening.append(Paragraph(self.content.words["notice.composed"], role="proposal"))
        if document.subtitle:
            opening.append(Paragraph(document.subtitle, role="lead"))
        return Section(
            document.id, 1, document.title, (*opening, *rebuild(tuple(self.blocks(document.blocks)), _lower))
        )

    def expand(self, node: Any) -> Any:
        if isinstance(node, FlowQuery | ContactsQuery | TelephonesQuery | DirectoryQuery | PictureQuery):
            return self.named(node)
        if isinstance(node, Paragraph):
            return self.fields.sentence(node)
        if isinstance(node, Say):
            return dataclasses.replace(node, title=self.content.words["notice.say"])
        if isinstance(node, Callout) and node.kind in _TITLES:
            node = dataclasses.replace(node, title=self.content.words[_TITLES[node.kind]])
        if isinstance(node, ListItem):
            picture = self.content.pictures[node.picture.id].shown() if node.picture else None
            return dataclasses.replace(node, children=tuple(self.blocks(node.children)), picture=picture)
        if isinstance(node, Section):
            return dataclasses.replace(node, children=tuple(self.blocks(node.children, node.level + 1)))
        if isinstance(node, Callout):
            return dataclasses.replace(node, children=tuple(self.blocks(node.children)))
        return None

    def named(self, query: FlowQuery | ContactsQuery | TelephonesQuery | DirectoryQuery | PictureQuery) -> Any:
        """Return what stands in another file of content/."""
        match query:
            case FlowQuery():
                return self.flow(query)
            case ContactsQuery():
                entries = (entry(self.content.contacts[name], self.content.words) for name in query.only)
                return Contacts(tuple(entries), query.open)
            case DirectoryQuery():
                made = calls if query.calls else directory
                return made(query, self.content.contacts, self.content.words, self.what["audience"])
            case TelephonesQuery(only):
                return Telephones(tuple(Placeholder(ref) for ref in only))
            case PictureQuery(id):
                return self.content.pictures[id].shown(labelled=True)

    def copy(self, children: tuple[Block, ...], tag: str, level: int) -> Copy:
        """Return what a language says beside others: all texts are in it, but for those that have their own."""

        def spoken(node: Any) -> Any:
            if not isinstance(node, Text) or node.language:
                return None
            return dataclasses.replace(node, language=tag)

        words = self.content.words
        title, notice = rebuild((words[f"language.{tag}"], words["notice.unchecked"]), spoken)
        return Copy(tag.lower(), level, title, rebuild(children, spoken), language=tag, notice=notice)

    def flow(self, query: FlowQuery) -> Process:
        flow = self.content.flows[query.id]
        if isinstance(flow, Flow):
            return flow
        return flow.shown(query.view, {name: self.content.words[f"chart.{name}"] for name in CHART_WORDS})

    @staticmethod
    def is_emptied(before: Any, after: Any) -> bool:
        """Whether conditions have left nothing of a section or a box."""
        return isinstance(before, Section | Callout) and bool(before.children) and not after.children


def _lower(node: Any) -> Any:
    """Return a section with all its sections one level lower."""
    if not isinstance(node, Section):
        return None
    return dataclasses.replace(node, level=node.level + 1, children=rebuild(node.children, _lower))


def _of_kits(label: Text) -> bool:
    """Whether a template's text is on pages to fill in only, which are made of forms."""
    return label.message.location.path.startswith("templates/kit/")


_TITLES = {"composed": "notice.composed", "frame": "notice.to_be_supplied"}


# --- the words that a document needs ------------------------------------------------------------------------------


READER = "reader.language"  # the placeholder of the language that the reader speaks
_NOTICES = ("reading_aid", "reading_aid_authority", "facts_unconfirmed", "facts_confirmed", "untranslated")
_SIGNING = ("not_for_signing", "not_for_signing_authority", "authority_is_signed")


def _words(document: Document, content: Content) -> dict[str, Text]:
    """Return the named texts that the document's pages may need, in the order of words.toml."""
    needed = {f"notice.{kind}" for kind in _NOTICES}
    if is_beside(document):
        needed.add("notice.reading_aid_beside")
    if any(isinstance(node, SignatureBlock) for node in walk(document.blocks)):
        needed |= {f"notice.{kind}" for kind in _SIGNING}
    if any(isinstance(node, Field) and node.kind is FieldKind.DATE for node in walk(document.blocks)):
        needed.add("form.year_be")
    if any(isinstance(node, ContactEntry) for node in walk(document.blocks)):  # a test call may find them at any time
        needed |= {"directory.languages", *(name for name in content.words if name.startswith("language."))}
    refs = {ref for node in walk(document) for ref in _refs(node)}
    if any(is_numbered(node) for node in walk(document)):
        needed |= {"format.table", "format.figure"}
    refs |= {ref for name in needed for ref in placeholders(parse_inline(content.words[name].message.msgid))}
    names: dict[str, Text] = {}
    for ref in sorted(refs | {"confirmed_on"}):
        needed |= set(_formats(ref, content))
        names |= _names(ref, content, document.parameter)
    return {name: text for name, text in content.words.items() if name in needed} | names


def words_of(copy: Copy, document: Document, content: Content) -> tuple[Text, ...]:
    """Return the words of a resolved document that what one language says in it needs, in that language."""
    refs = {ref for node in walk(copy) for ref in _refs(node)}
    needed = {f"language.{copy.language}", *(f"name.{ref}" for ref in refs)}
    needed |= {name for ref in refs - {READER} for name in _formats(ref, content)}
    return tuple(text for name, _, text in document.words if name in needed)


def is_numbered(node: Any) -> bool:
    """Whether a block has a number among the tables or the figures of its document."""
    return bool((isinstance(node, Table) and node.id) or isinstance(node, Chart))


def _refs(node: Any) -> tuple[str, ...]:
    if isinstance(node, Placeholder):
        return (node.ref,)
    if isinstance(node, Text):
        return placeholders(parse_inline(node.message.msgid))
    return ()


def _formats(ref: str, content: Content) -> Iterator[str]:
    """Yield the names of the formats that write the value of a placeholder."""
    value = content.facts[ref].value if ref in content.facts else None
    if ref == READER:
        yield from (name for name in content.words if name.startswith("language."))
    elif isinstance(value, Money):
        yield f"format.money.{value.currency}"
    elif isinstance(value, Duration):
        yield f"format.duration.{value.unit.value}"
    elif isinstance(value, Age):
        yield "format.age"
    elif isinstance(value, Day) or ref == "confirmed_on":
        yield from ("format.date", *(f"format.month.{n}" for n in range(1, 13)))
    elif isinstance(value, Month):
        yield from ("format.month_year", *(f"format.month.{n}" for n in range(1, 13)))
    elif isinstance(value, Year):
        yield "format.year"
    elif ref.startswith("see."):
        yield from ("format.table", "format.figure")
    elif isinstance(value, Law):
        yield from ("format.law.name", "format.law.year", "format.law.section")


def _names(ref: str, content: Content, parameter: tuple[str, str] | None) -> dict[str, Text]:
    """Return the proper name that a placeholder stands for, as a text of its own."""
    kind, _, form = ref.partition(".")
    if parameter and kind == parameter[0]:
        return {f"name.{ref}": content.parameters[kind].variants[parameter[1]][form]}
    if ref.startswith("contact."):
        contact = content.contacts[ref.removeprefix("contact.").removesuffix(".name")]
        return {f"name.{ref}": entry(contact, content.words).name}
    fact = content.facts.get(ref)
    if fact and isinstance(fact.value, Law | Organisation):
        kind = "law" if isinstance(fact.value, Law) else "organisation"
        # A name is characters, never markup: what looks like it is escaped before a translator or a parser sees it.
        name, comment = escaped(fact.value.name), f"name of a {kind}"
        message = Message("shared", f"{kind}.{fact.value.name}", name, fact.location, comments=(comment,))
        return {f"name.{ref}": Text(message)}
    return {}
