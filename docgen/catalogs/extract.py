"""The messages of a workspace: every text that can reach a page of its documents, from Markdown, data and templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from docgen.catalogs.message import Message as Asked
from docgen.catalogs.translate import Translations
from docgen.content.inline import parse_inline, placeholders
from docgen.content.parameters import Parameter
from docgen.content.reader import Content
from docgen.facts import describe
from docgen.languages import Language
from docgen.tree import Document, Message, Text, walk


def messages(documents: Iterable[Document | Text]) -> dict[str, list[Message]]:
    """Return the messages of resolved documents, and of single texts, by domain, each once, in the order of places.

    A text that several places use (the "Yes" of a table) is one message with its first place.
    """
    found: dict[tuple[str, str, str], Message] = {}
    for document in documents:
        for node in walk(document):
            if isinstance(node, Text):
                found.setdefault(node.message.key, node.message)
    domains: dict[str, list[Message]] = {}
    for message in sorted(found.values(), key=lambda message: message.location):
        domains.setdefault(message.domain, []).append(message)
    return domains


def asked(message: Message, content: Content, second: str = "") -> Asked:
    """Return a message as a catalog asks for it: its comments give the placeholders' values and a second source."""
    return Asked(
        domain=message.domain,
        msgctxt=message.msgctxt,
        msgid=message.msgid,
        msgid_plural=message.msgid_plural,
        comments=tuple(_comments(message, content, second)),
        locations=(replace(message.location, column=0),),
        brace_format="{" in message.msgid,
    )


def _comments(message: Message, content: Content, second: str) -> list[str]:
    comments = list(message.comments)
    if message.legal:
        comments.append("legal text: two reviewers approve it")
    for ref in placeholders(parse_inline(message.msgid)):
        if ref in content.facts:
            comments.append(f"{{{ref}}}: {describe(content.facts[ref].value)}")
        elif ref.startswith("contact."):
            name = content.contacts[ref.removeprefix("contact.").removesuffix(".name")].name
            comments.append(f"{{{ref}}}: {name}")
        elif (kind := ref.partition(".")[0]) in content.parameters:
            comments.append(f"{{{ref}}}: {_examples(content.parameters[kind], ref)}")
    return [*comments, *([second] if second else [])]


def _examples(parameter: Parameter, ref: str) -> str:
    """Return what a form of a parameter can be, as translators are told."""
    form = ref.partition(".")[2]
    return ", ".join(forms[form].message.msgid for forms in parameter.variants.values())


def second_source(message: Message, translations: Translations, language: Language) -> str:
    """Return the authority language's text as a comment for translators who read it better than the source."""
    authority = translations.authority
    if language.tag in (authority, translations.source_language) or authority == translations.source_language:
        return ""
    entry = translations.entry(message, authority)
    text = " | ".join(entry.msgstr) if entry and all(entry.msgstr) and not entry.stale else ""
    return f"{authority}: {text.replace(chr(10), ' ')}" if text else ""


def asked_by_domain(
    found: Mapping[str, Sequence[Message]], content: Content, translations: Translations, language: Language | None
) -> dict[str, list[Asked]]:
    """Return what each catalog of a language asks for; without a language, what the POT files ask for."""
    return {
        domain: [asked(m, content, second_source(m, translations, language) if language else "") for m in of_domain]
        for domain, of_domain in found.items()
    }
