"""The untranslated list of a document's messages (POT), and the empty catalog that a new language starts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.catalogs.message import BRACE_FORMAT, Entry, Key, Message
from docgen.catalogs.po_text import comment_lines, entry_lines
from docgen.errors import CatalogError
from docgen.languages import Language
from docgen.localise.numbers import plural_forms


def pot_bytes(domain: str, messages: Sequence[Message]) -> bytes:
    """Return the POT of a document: the same bytes for the same messages, since no date is in it."""
    header = _header(domain, "", "", "nplurals=2; plural=(n != 1);" if any(m.msgid_plural for m in messages) else "")
    return _file([header, *(untranslated(message, 2) for message in distinct(messages).values())])


def new_catalog(language: Language, domain: str, publisher: str) -> bytes:
    """Return a catalog without entries, to be merged with a POT; it names no translator and no date.

    Raises:
        WorkspaceError: neither the language's table nor CLDR says how its plurals are formed.
    """
    return _file([_header(domain, language.gettext, publisher, plural_forms(language))])


def untranslated(message: Message, nplurals: int) -> Entry:
    """Return the entry of a message that nobody has translated yet."""
    return Entry(
        domain=message.domain,
        msgctxt=message.msgctxt,
        msgid=message.msgid,
        msgid_plural=message.msgid_plural,
        comments=comment_lines(message.comments),
        locations=message.locations,
        msgstr=("",) * nplurals if message.msgid_plural else ("",),
        flags=frozenset({BRACE_FORMAT} if message.brace_format else ()),
    )


def distinct(messages: Iterable[Message]) -> dict[Key, Message]:
    """Return messages by their key, in their order.

    Raises:
        CatalogError: two messages have the same msgctxt and msgid; a PO file can hold only one of them.
    """
    found: dict[Key, Message] = {}
    for message in messages:
        if found.setdefault(message.key, message) is not message:
            raise CatalogError(
                f"{message.msgid[:60]!r} is in {message.msgctxt!r} twice",
                location=message.locations[0] if message.locations else None,
                hint="give the second text a section of its own, or use the first one",
            )
    return found


def _header(domain: str, language: str, publisher: str, plurals: str) -> Entry:
    """Return the entry of a header; msgfmt -c wants all of these fields, and takes them empty."""
    fields = {
        "Project-Id-Version": domain,
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": " ".join(publisher.split()),
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if plurals:
        fields["Plural-Forms"] = plurals
    return Entry(domain, "", "", msgstr=("".join(f"{name}: {value}\n" for name, value in fields.items()),))


def _file(entries: Iterable[Entry]) -> bytes:
    return "\n".join("".join(f"{line}\n" for line in entry_lines(entry)) for entry in entries).encode()
