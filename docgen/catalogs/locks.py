"""Official texts are locked: what became of each is told, and one that was changed is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from docgen.catalogs.checks import Finding, Severity
from docgen.catalogs.checks.registry import Remark
from docgen.catalogs.official import MessageKey, Official
from docgen.catalogs.translate import Translations
from docgen.errors import CatalogError
from docgen.tree import Message


class State(Enum):
    """What became of an official text."""

    OFFICIAL = "official"
    CHANGED = "changed since"
    NO_SOURCE = "source changed"


@dataclass(frozen=True)
class Lock:
    """An official text of a language; `message` is None when the documents no longer have its source text."""

    key: MessageKey
    official: Official
    message: Message | None
    state: State


def locks(language: str, found: Iterable[Message], translations: Translations) -> Iterator[Lock]:
    """Yield the official texts of a language, in the order of the register."""
    messages = {message.key: message for message in found}
    for key, official in translations.official.get(language, {}).items():
        message = messages.get(key)
        state = State.NO_SOURCE
        if message is not None:
            state = State.OFFICIAL if translations.is_official(message, language) else State.CHANGED
        yield Lock(key, official, message, state)


def changed_text(message: Message, language: str, translations: Translations) -> CatalogError | None:
    """Return what is wrong when a text stands where an official one should, None when it is right."""
    if translations.locked(message, language) is None or translations.is_official(message, language):
        return None
    entry = translations.entry(message, language)
    follows = translations.authority_text(message, language) is not None
    beside = f", or the text in {translations.authority} that it was given beside" if follows else ""
    said = f"the official text of “{message.msgid[:50]}” was changed{beside}"
    hint = (
        "take the former text back from git, or import the letter again; a new letter is imported as well, and "
        "`docgen official withdraw` gives the official text up"
    )
    return CatalogError(said, location=entry.location if entry else message.location, hint=hint)


def official_findings(
    language: str, found: Mapping[str, Sequence[Message]], translations: Translations
) -> list[Finding]:
    """Return what is wrong with the official texts of a language, as findings of a check named "official"."""
    messages = [message for of_domain in found.values() for message in of_domain]
    remarks = []
    for message in messages:
        if wrong := changed_text(message, language, translations):
            remark = Remark("changed", wrong.message, wrong.hint)
            remarks.append(Finding("official", Severity.ERROR, remark, message.domain, wrong.location))
    return remarks + [_lost(lock) for lock in locks(language, messages, translations) if lock.state is State.NO_SOURCE]


def _lost(lock: Lock) -> Finding:
    """Return the warning for an official text whose source text is no longer there, so that it is on no page."""
    domain, msgctxt, msgid = lock.key
    said = f"an official text has lost its source text “{msgid[:50]}” ({msgctxt})"
    hint = "ask the publisher whether its text holds for the new words, and import it for them, or withdraw it"
    return Finding("official", Severity.WARNING, Remark("no-source", said, hint), domain, lock.official.location)
