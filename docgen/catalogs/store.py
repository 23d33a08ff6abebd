"""One language's catalog of one document: read whole, or refused with every fault it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from docgen.catalogs.message import FROM_CLDR, FUZZY, MACHINE_DRAFT, Entry, Key
from docgen.catalogs.patch import patch
from docgen.catalogs.po_file import SIZE_LIMIT, Block, PoFile, read_po, too_large
from docgen.errors import CatalogError, Location, raise_all
from docgen.languages import normal_tag

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # all control characters but tab and line feed


@dataclass(frozen=True)
class Catalog:
    """The entries of a PO file, in its order; `obsolete` are those whose message is no longer in the source."""

    path: str
    header: Mapping[str, str]
    entries: Mapping[Key, Entry]
    obsolete: Mapping[Key, Entry]

    @property
    def language(self) -> str:
        """The BCP 47 tag of the header's Language, "" for a POT."""
        return normal_tag(self.header.get("Language", ""))

    @property
    def nplurals(self) -> int:
        """How many plural forms the header's Plural-Forms says there are, 0 when it does not say."""
        found = re.search(r"nplurals\s*=\s*(\d+)", self.header.get("Plural-Forms", ""))
        return int(found[1]) if found else 0


def read_catalog(path: Path, name: str = "") -> Catalog:
    """Return the catalog of a PO file; `name` is the path that errors show.

    Raises:
        CatalogError, DocgenErrors: the file cannot be opened, or something is wrong in it.
    """
    name = name or str(path)
    try:
        if (size := path.stat().st_size) > SIZE_LIMIT:
            raise too_large(name, size)
        data = path.read_bytes()
    except OSError as error:
        hint = "check the path, and that you may read the file"
        raise CatalogError(f"cannot be read: {error.strerror}", location=Location(name), hint=hint) from error
    return parse_catalog(data, name)


def parse_catalog(data: bytes, name: str) -> Catalog:
    """Return the catalog that the bytes of a PO file hold.

    Raises:
        CatalogError, DocgenErrors: something is wrong in it.
    """
    po = read_po(data, name)
    if po.header is None:
        raise CatalogError(
            "the file has no header",
            location=Location(name, 1),
            hint='a PO file begins with msgid "" whose msgstr names the language and the charset',
        )
    live = [b.entry for b in po.blocks if b.entry and not b.entry.obsolete and not b.is_header]
    catalog = Catalog(
        path=name,
        header=MappingProxyType(_fields(po.header)),
        entries=MappingProxyType({entry.key: entry for entry in live}),
        obsolete=MappingProxyType({b.entry.key: b.entry for b in po.blocks if b.entry and b.entry.obsolete}),
    )
    raise_all([*_charset_faults(po), *_duplicates(po), *_plural_faults(catalog)])
    return catalog


def set_translation(
    data: bytes, key: Key, msgstr: tuple[str, ...], *, fuzzy: bool = False, comment: str = "", path: str = ""
) -> bytes:
    """Return the file with the translation of one entry set, as `with_translation` does; for many, patch them together.

    Raises:
        CatalogError: no such entry, the wrong number of forms, or a character that no page can print.
    """
    catalog = parse_catalog(data, path)
    entry = catalog.entries.get(key)
    if entry is None:
        hint = "bring the catalog up to date with its POT first"
        raise CatalogError(f"no message {key[1]!r} in {key[0]!r}", location=Location(path), hint=hint)
    return patch(
        data, {key: with_translation(entry, msgstr, catalog.nplurals, fuzzy=fuzzy, comment=comment)}, path=path
    )


def with_translation(
    entry: Entry, msgstr: tuple[str, ...], nplurals: int, *, fuzzy: bool = False, comment: str = ""
) -> Entry:
    """Return the entry with a translation, one text for each plural form.

    The entry's previous msgid goes, since the new text translates the present one. Not fuzzy means that a human vouches
    for the text: the comment `machine draft` goes as well. Each line of `comment` that is new is added to the
    translators' comments.

    Raises:
        CatalogError: the wrong number of forms, or a character that no page can print.
    """
    _check_forms(entry, msgstr, nplurals)
    comments = entry.translator_comments.split("\n") if entry.translator_comments else []
    gone = (FROM_CLDR,) if fuzzy else (FROM_CLDR, MACHINE_DRAFT)
    comments = [line for line in comments if line.strip() not in gone]
    comments += [line for line in comment.split("\n") if line and line not in comments]
    return replace(
        entry,
        msgstr=msgstr,
        flags=entry.flags | {FUZZY} if fuzzy else entry.flags - {FUZZY},
        translator_comments="\n".join(comments),
        previous=None,
    )


def _check_forms(entry: Entry, msgstr: tuple[str, ...], nplurals: int) -> None:
    expected = nplurals if entry.msgid_plural else 1
    if len(msgstr) != expected:
        hint = "give one text for each plural form of the language; a message without plural has one"
        raise CatalogError(f"{len(msgstr)} texts where {expected} belong", location=entry.location, hint=hint)
    for text in msgstr:
        if found := _UNPRINTABLE.search(text):
            hint = "remove the character; it is invisible and usually comes from copying"
            message = f"the text has the control character U+{ord(found[0]):04X}"
            raise CatalogError(message, location=entry.location, hint=hint)


def _fields(header: Block) -> dict[str, str]:
    assert header.entry is not None  # a header is a block with an entry
    fields = (line.partition(":") for line in "".join(header.entry.msgstr).split("\n"))
    return {name.strip(): value.strip() for name, colon, value in fields if colon}


def _charset_faults(po: PoFile) -> Iterator[CatalogError]:
    """Yield a fault when the header declares another charset than the UTF-8 that the bytes are."""
    for line in po.header.lines if po.header else ():
        found = re.search(r"charset=([^\s;]+)", line.value, re.IGNORECASE) if line.is_string else None
        if found and found[1].upper() not in ("UTF-8", "UTF8", "US-ASCII", "ASCII"):
            yield CatalogError(
                f"the header declares charset {found[1]}",
                location=Location(po.path, line.number),
                hint="catalogs are UTF-8: write charset=UTF-8, and save the file as UTF-8",
            )


def _duplicates(po: PoFile) -> Iterator[CatalogError]:
    """Yield a fault for each entry whose key is taken; obsolete ones never reach a page and may repeat a key."""
    first: dict[Key, Entry] = {}
    for entry in (block.entry for block in po.blocks if block.entry and not block.entry.obsolete):
        other = first.setdefault(entry.key, entry)
        if other is not entry:
            yield CatalogError(
                f"{entry.msgid[:60]!r} in {entry.msgctxt!r} is already at line {other.location.line}",
                location=entry.location,
                hint="keep the better translation and delete the other entry",
            )


def _plural_faults(catalog: Catalog) -> Iterator[CatalogError]:
    if not catalog.language:
        return
    for entry in catalog.entries.values():
        if entry.msgid_plural and len(entry.msgstr) != catalog.nplurals:
            said = f"{catalog.nplurals}" if catalog.nplurals else "nothing"
            yield CatalogError(
                f"the entry has {len(entry.msgstr)} plural forms, Plural-Forms in the header says {said}",
                location=entry.location,
                hint="mend Plural-Forms in the header, or give one msgstr[…] for each form",
            )
