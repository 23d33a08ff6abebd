"""A translation uses the agreed words for the terms of its source, and none that is to be avoided."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.canonical import canonical
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording
from docgen.content.glossary import Term


@check(
    "glossary",
    Scope.TRANSLATION,
    warnings=("term", "avoid"),
    rationale="Who reads two words for one thing looks for two things; some words hurt, or mean another law.",
    source="content/glossary.toml: the agreed terms of the workspace",
)
def terms_are_used_as_agreed(wording: Wording) -> Iterator[Remark]:
    """Yield each term of the source that a translation has no agreed word for, and each word to be avoided."""
    words = _folded(" ".join(each.markup for each in wording.forms))
    if not words:
        return
    for term in _named(wording):
        agreed = term.translations.get(wording.language.tag, ())
        if agreed and not any(_folded(word) in words for word in agreed):
            wanted = " or ".join(f"“{word}”" for word in agreed)
            said = f"“{term.source}” is agreed to be {wanted}; msgstr has none of them"
            yield Remark("term", said, f"use it, or add another word to {term.location}")
    for term in wording.terms:
        yield from _avoided(term, words, wording.language.tag)


def _named(wording: Wording) -> list[Term]:
    """Return the terms that the source names, the longest first: “minimum wage” does not name “wage”."""
    source = wording.source_text.lower()  # {fund.rehabilitation} names a fact, not a term: it is no word here
    found = []
    for term in sorted(wording.terms, key=lambda term: -len(term.source)):
        source, times = re.subn(_pattern(term.source), " ", source)
        if times:
            found.append(term)
    return found


def _pattern(source: str) -> str:
    """Return what finds a term of English in the singular and the plural."""
    word = source.lower()
    stem = f"{re.escape(word[:-1])}(?:y|ies)" if word.endswith("y") else f"{re.escape(word)}(?:s|es)?"
    return rf"\b{stem}\b"


def _avoided(term: Term, words: str, tag: str) -> Iterator[Remark]:
    agreed = term.translations.get(tag, ())
    for word in agreed:
        words = words.replace(_folded(word), " ")  # a word to avoid may be a part of the agreed one
    for word in term.avoid.get(tag, ()):
        if _folded(word) in words:
            hint = f"use “{agreed[0]}”" if agreed else ""
            yield Remark("avoid", f"“{word}” is not to be used for “{term.source}”", hint)


def _folded(text: str) -> str:
    """Return a text as terms are looked for in it: canonical, one case."""
    return canonical(text).lower()
