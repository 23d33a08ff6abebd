"""A catalog brought up to date: nothing a translator wrote is lost, nothing outdated passes as current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docgen.catalogs.likeness import alike, moved
from docgen.catalogs.message import BRACE_FORMAT, FUZZY, Entry, Key, Message, Previous
from docgen.catalogs.patch import Addition, patch
from docgen.catalogs.po_text import comment_lines
from docgen.catalogs.pot import distinct, untranslated
from docgen.catalogs.store import Catalog, parse_catalog
from docgen.errors import CatalogError, Location


@dataclass(frozen=True)
class MergeResult:
    """The merged file, and the keys of what became of its entries: new keys, but for the last two."""

    data: bytes
    added: tuple[Key, ...]
    changed: tuple[Key, ...]
    moved: tuple[Key, ...]
    revived: tuple[Key, ...]
    unchanged: tuple[Key, ...]
    obsoleted: tuple[Key, ...]  # vanished from the source
    deleted: tuple[Key, ...]  # vanished, and nobody had written anything there


@dataclass(frozen=True)
class _Plan:
    """Where the entry of each message comes from, by the message's key; a message in none of them is new."""

    same: Mapping[Key, Entry]
    changed: Mapping[Key, Entry]
    moved: Mapping[Key, Entry]
    revived: Mapping[Key, Entry]
    obsoleted: Sequence[Entry]
    deleted: Sequence[Entry]


def merge(data: bytes, pot: Sequence[Message], path: str = "") -> MergeResult:
    """Return the catalog with exactly the messages of the source; a second merge changes nothing.

    A new message is added behind its predecessor. One whose words changed keeps its translation, fuzzy, with the words
    it was made for in `#|`; so does one that moved to another msgctxt. One that vanished becomes obsolete, and is
    restored with its flags if it comes back.

    Raises:
        CatalogError, DocgenErrors: the catalog cannot be read, or the POT has a message twice.
    """
    catalog, wanted = parse_catalog(data, path), distinct(pot)
    _require_plurals(catalog, wanted.values())
    plan = _plan(catalog, wanted)
    here = {**plan.same, **plan.changed}
    elsewhere = {**plan.moved, **plan.revived}
    edits = {entry.key: _carried(entry, wanted[key], catalog.nplurals) for key, entry in here.items()}
    merged = patch(
        data,
        {key: entry for key, entry in edits.items() if entry != catalog.entries[key]},
        added=[*_additions(wanted, here, elsewhere, catalog.nplurals), *map(_farewell, plan.obsoleted)],
        removed=[*elsewhere.values(), *plan.obsoleted, *plan.deleted, *_replaced(catalog, wanted, plan)],
        path=path,
    )
    return MergeResult(
        merged,
        added=tuple(key for key in wanted if key not in here and key not in elsewhere),
        changed=tuple(key for key in wanted if key in plan.changed),
        moved=tuple(plan.moved),
        revived=tuple(plan.revived),
        unchanged=tuple(plan.same),
        obsoleted=tuple(entry.key for entry in plan.obsoleted),
        deleted=tuple(entry.key for entry in plan.deleted),
    )


def _require_plurals(catalog: Catalog, messages: Iterable[Message]) -> None:
    if not catalog.nplurals and any(message.msgid_plural for message in messages):
        hint = "add Plural-Forms to the header; for a language with one form: nplurals=1; plural=0;"
        raise CatalogError("the header does not say how plurals are formed", location=Location(catalog.path), hint=hint)


def _plan(catalog: Catalog, wanted: Mapping[Key, Message]) -> _Plan:
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
    return _Plan(
        same=same,
        changed={key: entry for key, entry in present.items() if key not in same} | changes,
        moved=moves,
        revived=revived,
        obsoleted=written,
        deleted=_without(vanished, written),
    )


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
    return replace(carried, flags=carried.flags | {FUZZY}, previous=_previous(entry, message))


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


def _farewell(entry: Entry) -> Addition:
    return Addition(replace(entry, obsolete=True, comments=(), locations=()))


def _additions(
    wanted: Mapping[Key, Message], here: Mapping[Key, Entry], elsewhere: Mapping[Key, Entry], nplurals: int
) -> Iterator[Addition]:
    """Yield the entries to insert, each behind the message before it in the source."""
    after: Key | None = None
    for key, message in wanted.items():
        if key in elsewhere:
            yield Addition(_carried(elsewhere[key], message, nplurals), after)
        elif key not in here:
            yield Addition(untranslated(message, nplurals), after)
        after = key


def _replaced(catalog: Catalog, wanted: Mapping[Key, Message], plan: _Plan) -> list[Entry]:
    """Return the obsolete entries whose key another entry takes: msgfmt refuses a key twice, obsolete or not."""
    keys = {*wanted, *(entry.key for entry in plan.obsoleted)}
    return [entry for key, entry in catalog.obsolete.items() if key in keys]
