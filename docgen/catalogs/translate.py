"""A resolved document becomes a translated one: each text gets the words of its language, and their status.

The msgid is translated first and only then read as markup; values come later, as nodes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen.catalogs.approvals import CODES_FOR_LEGAL, Approvals, adoption_digest, digest, read_approvals
from docgen.catalogs.checks import faults
from docgen.catalogs.message import Entry
from docgen.catalogs.official import MessageKey, Official, official_path, read_official
from docgen.catalogs.store import Catalog, read_catalog
from docgen.content.inline import parse_inline
from docgen.errors import CatalogError, DocgenError, DocgenErrors, Location, raise_all, shown
from docgen.languages import Language
from docgen.tree import Document, Message, Origin, Text, TextStatus, rebuild, walk


@dataclass(frozen=True)
class Translations:
    """All catalogs, approvals and official texts of a workspace, by language; catalogs also by domain."""

    source_language: str
    authority: str
    catalogs: Mapping[str, Mapping[str, Catalog]]
    approvals: Mapping[str, Approvals]
    official: Mapping[str, Mapping[MessageKey, Official]] = field(default_factory=dict)

    def entry(self, message: Message, language: str) -> Entry | None:
        """Return the entry of a message in a language, None when the catalog has none."""
        catalog = self.catalogs.get(language, {}).get(message.domain)
        return catalog.entries.get((message.msgctxt, message.msgid)) if catalog else None

    def authority_text(self, message: Message, language: str) -> tuple[str, ...] | None:
        """Return the authority language's msgstr where it is part of the approval of another language's."""
        if not message.authority or language in (self.authority, self.source_language):
            return None
        entry = self.entry(message, self.authority)
        return entry.msgstr if entry else ()

    def digest(self, message: Message, language: str) -> str:
        """Return what an approval of the message in a language binds today."""
        return self.digest_of(message, language, self.text(message, language))

    def text(self, message: Message, language: str) -> tuple[str, ...]:
        """Return the words of the message in a language, one text for each plural form, () when there are none."""
        if language == self.source_language:
            return _source(message)
        entry = self.entry(message, language)
        return entry.msgstr if entry else ()

    def digest_of(self, message: Message, language: str, msgstr: Sequence[str]) -> str:
        """Return what an approval of the message would bind, were this its translation."""
        return digest(message, language, msgstr, self.authority_text(message, language))

    def codes(self, message: Message, language: str) -> frozenset[str]:
        """Return the reviewers who have approved the message in a language as it is today."""
        return self.approvals.get(language, Approvals()).codes.get(self.digest(message, language), frozenset())

    def locked(self, message: Message, language: str) -> Official | None:
        """Return the official text of the message in a language, None when the publisher has given none."""
        return self.official.get(language, {}).get(message.key)

    def is_official(self, message: Message, language: str) -> bool:
        """Whether the catalog holds the publisher's own text, and the authority's is the one it was given beside."""
        locked, entry = self.locked(message, language), self.entry(message, language)
        kept = entry is not None and all(entry.msgstr) and not entry.fuzzy
        return locked is not None and kept and locked.digest == self.digest(message, language)


def read_translations(
    folder: Path, root: Path, languages: Mapping[str, Language], source: str, authority: str
) -> Translations:
    """Return all catalogs, approvals and official texts of a workspace.

    Raises:
        CatalogError, DocgenErrors: all faults of all files.
    """
    errors: list[DocgenError | DocgenErrors] = []
    catalogs: dict[str, dict[str, Catalog]] = {}
    approvals: dict[str, Approvals] = {}
    official: dict[str, Mapping[MessageKey, Official]] = {}
    for language in languages.values():
        home = folder / language.gettext
        try:
            approvals[language.tag] = read_approvals(home / "approvals.toml", root)
        except (CatalogError, DocgenErrors) as error:
            errors.append(error)
        try:
            official[language.tag] = read_official(official_path(folder, language.gettext), root)
        except (CatalogError, DocgenErrors) as error:
            errors.append(error)
        for path in sorted((home / "LC_MESSAGES").glob("*.po")):
            try:
                catalogs.setdefault(language.tag, {})[path.stem] = _catalog(path, root, language)
            except (CatalogError, DocgenErrors) as error:
                errors.append(error)
    raise_all(errors)
    return Translations(source, authority, catalogs, approvals, official)


def _catalog(path: Path, root: Path, language: Language) -> Catalog:
    catalog = read_catalog(path, shown(path, root))
    if catalog.language != language.tag:
        said = f"the header says Language: {catalog.header.get('Language', '')}, the folder says {language.gettext}"
        raise CatalogError(said, location=Location(catalog.path, 1), hint="one of them is wrong")
    return catalog


def translate(document: Document, translations: Translations, language: Language, others: tuple[str, ...]) -> Document:
    """Return the document in a language.

    `others` are the languages in which a reading aid speaks too. The document's words come in each language that a
    text of it asks for, since a value is written as its sentence's language writes it.

    Raises:
        CatalogError, DocgenErrors: a translation that a page would show has broken markup, or a typed number.
    """
    translator = _Translator(translations, language.tag, [])
    wanted = {node.language for node in walk(document) if isinstance(node, Text) and node.language}
    spoken = dict.fromkeys([language.tag, translations.source_language, *sorted(wanted), *others])
    words = tuple((name, tag, translator.text(text, tag)) for tag in spoken for name, _, text in document.words)
    translated = rebuild(dataclasses.replace(document, words=()), translator.change)
    raise_all(translator.errors)
    return dataclasses.replace(translated, words=words, language=language.tag)


def text_status(message: Message, language: str, translations: Translations) -> TextStatus:
    """Return how far the text of a message in a language may be trusted."""
    if language == translations.source_language:
        return TextStatus.OFFICIAL if message.origin is Origin.OFFICIAL else _approval(message, language, translations)
    entry = translations.entry(message, language)
    if entry is None or not all(entry.msgstr):
        return TextStatus.UNTRANSLATED
    if entry.fuzzy:
        return TextStatus.STALE if entry.stale else TextStatus.DRAFT
    if translations.locked(message, language):  # another text in its place is nothing that a reviewer could approve
        return TextStatus.OFFICIAL if translations.is_official(message, language) else TextStatus.UNREVIEWED
    return _approval(message, language, translations)


def _approval(message: Message, language: str, translations: Translations) -> TextStatus:
    codes = translations.codes(message, language)
    if len(codes) >= (CODES_FOR_LEGAL if message.legal else 1):
        return TextStatus.APPROVED
    return TextStatus.ONE_CODE if codes else TextStatus.UNREVIEWED


@dataclass
class _Translator:
    translations: Translations
    language: str
    errors: list[DocgenError]

    def change(self, node: object) -> Text | None:
        return self.text(node, node.language or self.language) if isinstance(node, Text) else None

    def text(self, text: Text, language: str) -> Text:
        message = self.adopted(text.message)
        source = self.translations.source_language
        status = text_status(message, language, self.translations)
        entry = None if language == source else self.translations.entry(message, language)
        if entry is None or status in (TextStatus.STALE, TextStatus.UNTRANSLATED):
            return self.words(message, source, status, _source(message))
        found = faults(message, entry)
        self.errors += [error for error in found if str(error) not in map(str, self.errors)]
        return self.words(message, language, status, () if found else entry.msgstr)

    def words(self, message: Message, language: str, status: TextStatus, msgstr: tuple[str, ...]) -> Text:
        return Text(message, language, status, tuple(parse_inline(form, message.location) for form in msgstr))

    def adopted(self, message: Message) -> Message:
        if message.origin is not Origin.COMPOSED:
            return message
        approvals = self.translations.approvals.get(self.translations.source_language, Approvals())
        return dataclasses.replace(message, adopted=adoption_digest(message) in approvals.adopted)


def _source(message: Message) -> tuple[str, ...]:
    return tuple(filter(None, (message.msgid, message.msgid_plural)))
