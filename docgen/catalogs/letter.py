"""A letter of the publisher: its own texts become translations, word for word, and are locked.

Nothing of a letter is taken in while anything in it cannot be: it is one letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docgen.canonical import canonical
from docgen.catalogs.approvals import remark, role_code
from docgen.catalogs.checks import faults
from docgen.catalogs.desk import po_path
from docgen.catalogs.message import Entry
from docgen.catalogs.official import Letter, MessageKey, Official, official_path, with_official, with_withdrawals
from docgen.catalogs.patch import patch
from docgen.catalogs.store import with_translation
from docgen.catalogs.table import Row
from docgen.catalogs.translate import Translations
from docgen.content.inline import MarkupError, parse_inline, placeholders
from docgen.errors import CatalogError, DocgenError, Location, raise_all
from docgen.facts import Fact, describe
from docgen.languages import Language
from docgen.tree import Message


def open_rows(messages: Iterable[Message], facts: Mapping[str, Fact]) -> Iterator[tuple[str, str, str]]:
    """Yield (section, source text, values of its placeholders) for a table that asks for official texts."""
    for message in messages:
        refs = [ref for ref in _placeholders(message.msgid) if ref in facts]
        values = "\n".join(f"{{{ref}}}: {describe(facts[ref].value)}" for ref in refs)
        yield message.msgctxt, message.msgid, values


@dataclass(frozen=True)
class Entered:
    """What a letter writes: files, the messages whose texts it gives, and those that it leaves open."""

    files: Mapping[Path, bytes]
    messages: tuple[Message, ...]
    empty: int


def enter(
    folder: Path,
    language: Language,
    rows: Sequence[Row],
    letter: Letter,
    found: Iterable[Message],
    translations: Translations,
    facts: Mapping[str, Fact],
) -> Entered:
    """Return the files with a letter's texts in the catalogs of a language, and their entries in its register.

    Rows without a text are left open. Taking in the same letter twice adds no entry, and brings back its words.

    Raises:
        CatalogError, DocgenErrors: what is wrong with any row; then nothing is to be written.
    """
    role_code(letter.by)
    remark(letter.source, "source")
    if language.tag == translations.source_language:
        raise _source_language(language)
    given = [row for row in rows if any(text.strip() for text in row.msgstr)]
    reading = _Reading(language.tag, tuple(found), translations, facts, [])
    entries = reading.entries(given)
    raise_all(reading.errors)
    files = dict(_catalogs(folder, language, entries))
    path = official_path(folder, language.gettext)
    known = translations.official.get(language.tag, {})
    texts = {message: translations.digest_of(message, language.tag, entry.msgstr) for message, entry in entries.items()}
    new = [(message, digest) for message, digest in texts.items() if not _is(known.get(message.key), digest, letter)]
    files[path] = with_official(path.read_bytes() if path.exists() else b"", new, letter)
    return Entered(files if given else {}, tuple(entries), len(rows) - len(given))


def _is(known: Official | None, digest: str, letter: Letter) -> bool:
    """Whether a text is entered already, from this letter."""
    if known is None or known.digest != digest:
        return False
    return (known.letter.source, known.letter.as_of) == (letter.source, letter.as_of)


def _source_language(language: Language) -> DocgenError:
    hint = (
        'type the official words there, and say origin = "official" in the head of the document; '
        "their translations are imported and approved as usual"
    )
    return CatalogError(f"{language} is the source language: its words stand in content/", hint=hint)


@dataclass
class _Reading:
    """Finds the entry of each row, and collects what is wrong."""

    language: str
    found: tuple[Message, ...]
    translations: Translations
    facts: Mapping[str, Fact]
    errors: list[DocgenError]

    def entries(self, rows: Iterable[Row]) -> dict[Message, Entry]:
        """Return the catalogs' entries as the rows want them, by message."""
        wanted: dict[Message, Entry] = {}
        for row in rows:
            if row.language not in ("", self.language):
                said = f"the row is for {row.language}, and the command says {self.language}"
                self.errors.append(CatalogError(said, location=row.place, hint="one of them is wrong"))
                continue
            for message in self.messages(row):
                entry = self.entry(message, row)
                if entry is not None and wanted.setdefault(message, entry).msgstr != entry.msgstr:
                    said = f"“{message.msgid[:50]}” stands in the file twice, with different texts"
                    self.errors.append(CatalogError(said, location=row.place, hint="keep the right one"))
        return wanted

    def messages(self, row: Row) -> list[Message]:
        source = canonical(row.msgid)
        same = [m for m in self.found if m.msgctxt == row.msgctxt and canonical(m.msgid) == source]
        if not same:
            said = f"no text “{row.msgid[:50]}” is in the section “{row.msgctxt}”"
            hint = "it was changed or moved since the table was made: `docgen official export` writes the present ones"
            self.errors.append(CatalogError(said, location=row.place, hint=hint))
        return same

    def entry(self, message: Message, row: Row) -> Entry | None:
        """Return the entry with the row's text, None when it has faults."""
        catalog = self.translations.catalogs.get(self.language, {}).get(message.domain)
        held = catalog.entries.get((message.msgctxt, message.msgid)) if catalog else None
        if catalog is None or held is None:
            said = f"the catalog “{message.domain}” of {self.language} has no “{message.msgid[:50]}”"
            self.errors.append(CatalogError(said, location=row.place, hint="run `docgen catalog update` first"))
            return None
        try:
            entry = with_translation(replace(held, location=row.place), row.msgstr, catalog.nplurals)
        except CatalogError as error:
            self.errors.append(error)
            return None
        wrong = list(self.faults(message, entry, row.place))
        self.errors += wrong
        return None if wrong else replace(entry, location=held.location)

    def faults(self, message: Message, entry: Entry, place: Location) -> Iterator[DocgenError]:
        """Yield what is wrong with an official text; an amount that it types is told with its placeholder."""
        found = faults(message, entry)
        typed = self.typed(message, entry.msgstr)
        if not (found and typed):
            yield from found
            return
        values = " and ".join(f"{{{ref}}} where the letter has its value ({value})" for ref, value in typed.items())
        said = f"the official text of “{message.msgid[:50]}” has no {', '.join(f'{{{ref}}}' for ref in typed)}"
        hint = f"put {values}: the page prints it there. If the letter has another value, `docgen fact set` comes first"
        yield CatalogError(f"{said}: {'; '.join(e.message for e in found)}", location=place, hint=hint)

    def typed(self, message: Message, msgstr: tuple[str, ...]) -> dict[str, str]:
        """Return the facts whose placeholders a text lacks, with their values."""
        there = {ref for text in msgstr for ref in _placeholders(text)}
        refs = [ref for ref in _placeholders(message.msgid) if ref not in there]
        return {ref: describe(self.facts[ref].value) for ref in refs if ref in self.facts}


def _placeholders(text: str) -> tuple[str, ...]:
    try:
        return placeholders(parse_inline(text))
    except MarkupError:
        return ()


def _catalogs(folder: Path, language: Language, entries: Mapping[Message, Entry]) -> Iterator[tuple[Path, bytes]]:
    """Yield each catalog with the texts in it."""
    edits: dict[str, dict[tuple[str, str], Entry]] = {}
    for message, entry in entries.items():
        edits.setdefault(message.domain, {})[entry.key] = entry
    for domain, changed in edits.items():
        path = po_path(folder, language, domain)
        yield path, patch(path.read_bytes(), changed, path=str(path))


# --- taking back --------------------------------------------------------------------------------------------------


def withdraw(
    folder: Path, language: Language, keys: Collection[MessageKey], by: str, on: date, reason: str
) -> dict[Path, bytes]:
    """Return the register in which some official texts are given up: they need approvals like all translations.

    Raises:
        CatalogError: there is none to give up.
    """
    if not keys:
        raise CatalogError("no official text is chosen by these options", hint="`docgen official list` shows them")
    path = official_path(folder, language.gettext)
    return {path: with_withdrawals(path.read_bytes(), keys, role_code(by), on, remark(reason, "reason"))}
