"""The translator's desk: catalogs brought up to date, checked and approved, as plans shown before they are done.

A plan is a mapping from paths to bytes: the caller writes it, or with --dry-run only tells of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.catalogs.approvals import Approvals, added, adoption_digest, remark, reviewer, role_code
from docgen.catalogs.checks import Finding, Severity, errors_of, findings
from docgen.catalogs.checks.wording import Wording, in_source, translated
from docgen.catalogs.extract import asked_by_domain
from docgen.catalogs.locks import changed_text, official_findings
from docgen.catalogs.merge import MergeResult, merge
from docgen.catalogs.message import MACHINE_DRAFT, Entry
from docgen.catalogs.patch import patch
from docgen.catalogs.pot import new_catalog, pot_bytes
from docgen.catalogs.store import Catalog, with_translation
from docgen.catalogs.translate import Translations
from docgen.content.glossary import Term
from docgen.content.reader import Content
from docgen.errors import CatalogError, shown
from docgen.languages import Language
from docgen.tree import Message, Origin

Found = Mapping[str, Sequence[Message]]
"""The messages of the workspace by domain."""


def po_path(folder: Path, language: Language, domain: str) -> Path:
    """Return where a catalog is, below translations/."""
    return folder / language.gettext / "LC_MESSAGES" / f"{domain}.po"


def approvals_path(folder: Path, language: Language) -> Path:
    """Return where the approvals of a language are."""
    return folder / language.gettext / "approvals.toml"


# --- update ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Updated:
    """One catalog brought up to date; `before` is None for a new one."""

    path: Path
    before: bytes | None
    result: MergeResult


def update(
    folder: Path, root: Path, languages: Iterable[Language], found: Found, content: Content, translations: Translations
) -> list[Updated]:
    """Return each catalog with exactly the messages of the source; entries that did not change keep their bytes."""
    updated = []
    for language in languages:
        for domain, wanted in asked_by_domain(found, content, translations, language).items():
            path = po_path(folder, language, domain)
            before = path.read_bytes() if path.exists() else None
            data = before if before is not None else new_catalog(language, domain, "")
            updated.append(Updated(path, before, merge(data, wanted, shown(path, root))))
    return updated


def pot_files(folder: Path, found: Found, content: Content, translations: Translations) -> dict[Path, bytes]:
    """Return the untranslated lists, one for each domain."""
    wanted = asked_by_domain(found, content, translations, None)
    return {folder / "pot" / f"{domain}.pot": pot_bytes(domain, messages) for domain, messages in wanted.items()}


# --- check ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Report:
    """What is wrong with the texts of one language, and what a reviewer should look at."""

    language: str
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check(
    language: Language,
    found: Found,
    translations: Translations,
    terms: Collection[Term],
    only: Collection[str] = (),
) -> Report:
    """Return what the checks (or only some, by id) find in a language's translations, fuzzy ones included.

    Of the source language, its texts are looked at by those checks that need no translation. Official texts are
    compared with what was imported.
    """
    remarks = findings(list(_wordings(language, found, translations, terms)), only)
    remarks += [] if only else official_findings(language.tag, found, translations)
    errors, warnings = (tuple(r for r in remarks if r.severity is kind) for kind in (Severity.ERROR, Severity.WARNING))
    return Report(language.tag, errors, warnings)


def _wordings(
    language: Language, found: Found, translations: Translations, terms: Collection[Term]
) -> Iterator[Wording]:
    for message in (message for of_domain in found.values() for message in of_domain):
        entry = translations.entry(message, language.tag)
        if language.tag == translations.source_language:
            yield in_source(message, language)
        elif entry is not None and any(entry.msgstr) and not entry.stale:
            yield translated(message, entry, language, terms)


# --- approve --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """Which messages an approval is for: all of a domain, of a msgctxt, or the one with a msgid; "" means any."""

    domain: str = ""
    msgctxt: str = ""
    msgid: str = ""

    def has(self, message: Message) -> bool:
        """Whether the message is chosen."""
        return self.takes(*message.key)

    def takes(self, domain: str, msgctxt: str, msgid: str) -> bool:
        """Whether a message with these ids is chosen."""
        wanted = (self.domain, domain), (self.msgctxt, msgctxt), (self.msgid, msgid)
        return all(not asked or asked == actual for asked, actual in wanted)


def chosen(found: Found, choice: Choice) -> list[Message]:
    """Return the chosen messages.

    Raises:
        CatalogError: there is none.
    """
    messages = [m for of_domain in found.values() for m in of_domain if choice.has(m)]
    if not messages:
        hint = f"catalogs are {', '.join(found)}; a section is a msgctxt of the PO file, a msgid its whole text"
        raise CatalogError("no text is chosen by these options", hint=hint)
    return messages


@dataclass(frozen=True)
class Approved:
    """What an approval writes: files, the messages it covers, and those it cannot cover, with the reason.

    `official` are the publisher's own texts, which need no approval.
    """

    files: Mapping[Path, bytes]
    messages: tuple[Message, ...]
    refused: tuple[CatalogError, ...]
    official: tuple[Message, ...] = ()


def approve(
    folder: Path,
    language: Language,
    messages: Sequence[Message],
    by: str,
    on: date,
    translations: Translations,
) -> Approved:
    """Return the files with the approval of one reviewer for some messages.

    Approving a draft clears its fuzzy flag, for a person has read it; nothing else of the catalog changes. What is
    untranslated, stale, or has an error of a check is refused and left as it is.
    """
    role_code(by)
    official = [message for message in messages if translations.is_official(message, language.tag)]
    fit, refused = _fit([message for message in messages if message not in official], language, translations)
    digests = {translations.digest(message, language.tag): message for message in fit}
    new = [d for d, message in digests.items() if reviewer(by) not in translations.codes(message, language.tag)]
    files = dict(_cleared(folder, language, fit, translations))
    if new:
        path = approvals_path(folder, language)
        files[path] = added(path.read_bytes() if path.exists() else b"", "approval", new, by, on)
    return Approved(files, tuple(fit), tuple(refused), tuple(official))


def revoke(
    folder: Path,
    language: Language,
    messages: Sequence[Message],
    by: str,
    on: date,
    reason: str,
    translations: Translations,
) -> Approved:
    """Return the file in which all approvals of some messages are taken back, and the messages that had any.

    They are unapproved until somebody approves them again.

    Raises:
        CatalogError: none of them is approved.
    """
    role_code(by)
    remark(reason, "reason")
    held = [message for message in messages if translations.codes(message, language.tag)]
    if not held:
        raise CatalogError("none of these texts is approved", hint="`docgen catalog status` shows what is")
    path = approvals_path(folder, language)
    digests = list(dict.fromkeys(translations.digest(message, language.tag) for message in held))
    return Approved({path: added(path.read_bytes(), "revocation", digests, by, on, reason=reason)}, tuple(held), ())


def _fit(
    chosen: Iterable[Message], language: Language, translations: Translations
) -> tuple[list[Message], list[CatalogError]]:
    fit, refused = [], []
    is_source = language.tag == translations.source_language
    for message in chosen:
        entry = None if is_source else translations.entry(message, language.tag)
        reason = _faulty(in_source(message, language)) if is_source else unfit(message, entry, language)
        if changed := changed_text(message, language.tag, translations):
            refused.append(changed)
        elif reason:
            place = entry.location if entry else message.location
            refused.append(CatalogError(f"“{message.msgid[:50]}” {reason}", location=place))
        else:
            fit.append(message)
    return fit, refused


def unfit(message: Message, entry: Entry | None, language: Language) -> str:
    """Return why nobody can approve a translation, "" when it can be approved."""
    if entry is None or not all(entry.msgstr):
        return "is not translated"
    if entry.stale:
        return "was translated from other words"
    return _faulty(translated(message, entry, language))


def _faulty(wording: Wording) -> str:
    found = errors_of(wording)
    return f"has faults: {found[0].message}" if found else ""


def _cleared(
    folder: Path, language: Language, fit: Iterable[Message], translations: Translations
) -> Iterable[tuple[Path, bytes]]:
    """Yield the catalogs in which a fuzzy flag goes."""
    drafts: dict[str, dict[tuple[str, str], Entry]] = {}
    for message in fit:
        entry = translations.entry(message, language.tag)
        if entry is not None and entry.fuzzy:
            catalog = translations.catalogs[language.tag][message.domain]
            drafts.setdefault(message.domain, {})[entry.key] = with_translation(entry, entry.msgstr, catalog.nplurals)
    for domain, edits in drafts.items():
        path = po_path(folder, language, domain)
        yield path, patch(path.read_bytes(), edits, path=str(path))


def adopt(
    folder: Path, source: Language, choice: Choice, by: str, on: date, found: Found, known: Approvals
) -> Approved:
    """Return the file in which the publisher makes composed texts its own."""
    chosen = [m for of_domain in found.values() for m in of_domain if choice.has(m) and m.origin is Origin.COMPOSED]
    digests = {adoption_digest(message): None for message in chosen}
    new = [digest for digest in digests if digest not in known.adopted]
    path = approvals_path(folder, source)
    files = {path: added(path.read_bytes() if path.exists() else b"", "adoption", new, by, on)} if new else {}
    return Approved(files, tuple(chosen), ())


# --- drafts ---------------------------------------------------------------------------------------------------------


def enter_drafts(
    catalog: Catalog,
    data: bytes,
    texts: Mapping[tuple[str, str], tuple[str, ...]],
    locked: Collection[tuple[str, str]] = (),
    remark: str = MACHINE_DRAFT,
) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """Return the catalog with machine-made translations entered where there is none yet, and the keys entered.

    They come in as fuzzy, with the comment `machine draft`: nobody has read them. `remark` may say more than that. A
    text that a person has written is never replaced, nor is one that is `locked` because the publisher has given its
    own.
    """
    edits = {}
    for key, msgstr in texts.items():
        entry = catalog.entries.get(key)
        free = entry is not None and (not any(entry.msgstr) or entry.machine_draft)
        if entry is not None and free and key not in locked:
            edits[key] = with_translation(entry, msgstr, catalog.nplurals, fuzzy=True, comment=remark)
    return patch(data, edits, path=catalog.path), tuple(edits)
