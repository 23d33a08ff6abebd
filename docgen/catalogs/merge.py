"""A catalog brought up to date: nothing a translator wrote is lost, nothing outdated passes as current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from docgen.catalogs.likeness import alike, moved
from docgen.catalogs.memory import Proposals
from docgen.catalogs.message import BRACE_FORMAT, FUZZY, Entry, Key, Message, Previous, without_remarks
from docgen.catalogs.patch import Addition, patched
from docgen.catalogs.po_file import PoFile, read_po
from docgen.catalogs.po_text import comment_lines
from docgen.catalogs.pot import distinct, untranslated
from docgen.catalogs.privacy import without_names
from docgen.catalogs.store import Catalog, catalog_of
from docgen.errors import CatalogError, Location


@dataclass(frozen=True)
class MergeResult:
    """The merged file, and the keys of what became of its entries: new keys, but for the last two."""

    data: bytes
    added: tuple[Key, ...]
    changed: tuple[Key, ...]
    moved: tuple[Key, ...]
    revived: tuple[Key, ...]
    same_words: tuple[Key, ...]  # nothing there, and now a proposal from elsewhere
    similar_words: tuple[Key, ...]
    unchanged: tuple[Key, ...]
    obsoleted: tuple[Key, ...]  # vanished from the source
    deleted: tuple[Key, ...]  # vanished, and nobody had written anything there
    nameless: bool  # names of persons went out of the header


@dataclass(frozen=True)
class Plan:
    """Where the entry of each message comes from, by the message's key; a message in none of them is new."""

    po: PoFile
    catalog: Catalog
    wanted: Mapping[Key, Message]
    same: Mapping[Key, Entry]
    changed: Mapping[Key, Entry]
    moved: Mapping[Key, Entry]
    revived: Mapping[Key, Entry]
    obsoleted: Sequence[Entry]
    deleted: Sequence[Entry]

    @cached_property
    def sources(self) -> Mapping[Key, Entry]:
        """The entry that each message's own is made from; a new message has none."""
        return {**self.same, **self.changed, **self.moved, **self.revived}

    @cached_property
    def entries(self) -> Mapping[Key, Entry]:
        """The entries as they will be, in the order of the source."""
        nplurals, sources = self.catalog.nplurals, self.sources
        return {
            key: _carried(sources[key], message, nplurals) if key in sources else untranslated(message, nplurals)
            for key, message in self.wanted.items()
        }

    @property
    def obsolete(self) -> Sequence[Entry]:
        """The entries that are, or will be, out of use."""
        gone = {entry.key for entry in self.replaced}
        return [*(entry for key, entry in self.catalog.obsolete.items() if key not in gone), *self.farewells]

    @property
    def replaced(self) -> Sequence[Entry]:
        """The obsolete entries whose key another entry takes: msgfmt refuses a key twice, obsolete or not."""
        keys = {*self.wanted, *(entry.key for entry in self.obsoleted)}
        return [entry for key, entry in self.catalog.obsolete.items() if key in keys]

    @property
    def farewells(self) -> Sequence[Entry]:
        """The entries that go out of use, as they will be kept."""
        return [replace(entry, obsolete=True, comments=(), locations=()) for entry in self.obsoleted]


NOTHING = Proposals({}, {})


def merge(data: bytes, pot: Sequence[Message], path: str = "") -> MergeResult:
    """Return the catalog with exactly the messages of the source, as `plan` and `merged` do."""
    return merged(plan(data, pot, path))


def plan(data: bytes, pot: Sequence[Message], path: str = "") -> Plan:
    """Return what is to become of a catalog.

    A new message is added behind its predecessor. One whose words changed keeps its translation, fuzzy, with the words
    it was made for in `#|`; so does one that moved to another msgctxt. One that vanished becomes obsolete, and is
    restored with its flags if it comes back.

    Raises:
        CatalogError, DocgenErrors: the catalog cannot be read, or the POT has a message twice.
    """
    po = read_po(data, path)
    catalog, wanted = catalog_of(po), distinct(pot)
    _require_plurals(catalog, wanted.values())
    present = {key: catalog.entries[key] for key in wanted if key in catalog.entries}
    same = {key: entry for key, entry in present.items() if entry.msgid_plural == wanted[key].msgid_plural}
    new = [message for key, message in wanted.items() if key not in present]
    revived = {message.key: catalog.obsolete[message.key] for message in new if message.key in catalog.obsolete}
    new = [message for message in new if message.key not in revived]
    vanished = [entry for key, entry in catalog.entries.items() if key not in wanted]
    moves = moved(new, vanished)
    vanished = _without(vanished, moves.values())
    changes = alike([message for message in new if message.key not in moves], vanished)
    vanished = _without(vanished, changes.values())
    written = [entry for entry in vanished if any(entry.msgstr) or entry.translator_comments]
    return Plan(
        po=po,
        catalog=catalog,
        wanted=wanted,
        same=same,
        changed={key: entry for key, entry in present.items() if key not in same} | changes,
        moved=moves,
        revived=revived,
        obsoleted=written,
        deleted=_without(vanished, written),
    )


def merged(plan: Plan, proposals: Proposals = NOTHING) -> MergeResult:
    """Return the catalog as planned, with proposals for its empty entries; merged once more, it does not change."""
    proposed = {**proposals.same, **proposals.similar}
    entries = {**plan.entries, **proposed}
    here, elsewhere = {**plan.same, **plan.changed}, {**plan.moved, **plan.revived}
    states = {entry.key: entries[key] for key, entry in here.items()}
    header = _header(plan.po)
    data = patched(
        plan.po,
        {**{key: entry for key, entry in states.items() if entry != plan.catalog.entries[key]}, **header},
        added=[*_additions(entries, here), *map(Addition, plan.farewells)],
        removed=[*elsewhere.values(), *plan.obsoleted, *plan.deleted, *plan.replaced],
    )
    return MergeResult(
        data,
        added=tuple(key for key in entries if key not in plan.sources and key not in proposed),
        changed=tuple(key for key in entries if key in plan.changed and key not in proposed),
        moved=tuple(plan.moved),
        revived=tuple(key for key in plan.revived if key not in proposed),
        same_words=tuple(proposals.same),
        similar_words=tuple(proposals.similar),
        unchanged=tuple(key for key in plan.same if key not in proposed),
        obsoleted=tuple(entry.key for entry in plan.obsoleted),
        deleted=tuple(entry.key for entry in plan.deleted),
        nameless=bool(header),
    )


def _header(po: PoFile) -> dict[Key, Entry]:
    """Return the header under its key if it names somebody, without the names."""
    header = po.header.entry if po.header else None
    nameless = without_names(header) if header else None
    return {nameless.key: nameless} if nameless and nameless != header else {}


def _require_plurals(catalog: Catalog, messages: Iterable[Message]) -> None:
    if not catalog.nplurals and any(message.msgid_plural for message in messages):
        hint = "add Plural-Forms to the header; for a language with one form: nplurals=1; plural=0;"
        raise CatalogError("the header does not say how plurals are formed", location=Location(catalog.path), hint=hint)


def _without(entries: Iterable[Entry], taken: Iterable[Entry]) -> list[Entry]:
    keys = {entry.key for entry in taken}
    return [entry for entry in entries if entry.key not in keys]


def _carried(entry: Entry, message: Message, nplurals: int) -> Entry:
    """Return an entry as the message's own: fuzzy if its translation was made for anything else."""
    carried = replace(
        entry,
        msgctxt=message.msgctxt,
        msgid=message.msgid,
        msgid_plural=message.msgid_plural,
        comments=comment_lines(message.comments),
        locations=message.locations,
        msgstr=_forms(entry.msgstr, nplurals if message.msgid_plural else 1),
        flags=(entry.flags - {BRACE_FORMAT}) | ({BRACE_FORMAT} if message.brace_format else frozenset()),
        obsolete=False,
    )
    asked = (entry.key, entry.msgid_plural, entry.msgstr)
    if asked == (carried.key, carried.msgid_plural, carried.msgstr) or not any(entry.msgstr):
        return carried
    return replace(
        carried,
        flags=carried.flags | {FUZZY},
        # What a person vouched for is no machine's draft, even where the remark was left behind.
        translator_comments=entry.translator_comments if entry.fuzzy else without_remarks(entry.translator_comments),
        previous=_previous(entry, message),
    )


def _forms(msgstr: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return as many plural forms as are asked for, the last one repeated."""
    return (msgstr + msgstr[-1:] * count)[:count]


def _previous(entry: Entry, message: Message) -> Previous | None:
    """Return the words an entry's translation was made for: through several changes, those of the first."""
    made_for = entry.previous if entry.fuzzy else None
    msgctxt = (made_for.msgctxt if made_for else "") or entry.msgctxt
    msgid, plural = made_for[1:] if made_for else (entry.msgid, entry.msgid_plural)
    if (msgctxt, msgid, plural) == (message.msgctxt, message.msgid, message.msgid_plural):
        return None
    return Previous("" if msgctxt == message.msgctxt else msgctxt, msgid, plural)


def _additions(entries: Mapping[Key, Entry], here: Mapping[Key, Entry]) -> Iterator[Addition]:
    """Yield the entries to insert, each behind the one before it in the source."""
    after: Key | None = None
    for key, entry in entries.items():
        if key not in here:
            yield Addition(entry, after)
        after = key
