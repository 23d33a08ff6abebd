"""Spaces stand where the language puts them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalogs.checks.letters import LATIN
from docgen.catalogs.checks.marks import marks
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording, without_addresses

_HAN = "\u3400-\u9fff"
_SPACED_BEFORE = {"fr", "br"}  # they write a space before : ; ? !


@check(
    "spaces",
    Scope.TEXT,
    warnings=("doubled", "edge", "before-mark", "after-mark", "between-han", "repetition"),
    rationale="In Thai and Khmer a space ends a phrase; a wrong one parts a word or joins two sentences.",
    source="Royal Society of Thailand, rules for spaces: one before ๆ; CLREQ, section 3; the drafts: none before ໆ",
)
def spaces_are_the_languages(wording: Wording) -> Iterator[Remark]:
    """Yield doubled spaces, spaces at the ends, before marks and between Han, and those that ๆ and ໆ want or not."""
    for text in map(without_addresses, wording.texts):
        if text != text.strip() and wording.source_text == wording.source_text.strip():
            yield Remark("edge", "a space at the beginning or the end", "remove it")
        for code, pattern, said, hint in _rules(wording):
            if found := re.search(pattern, text.strip()):
                around = text.strip()[max(0, found.start() - 6) : found.end() + 6]
                yield Remark(code, f"{said} in “{around}”", hint)


def _rules(wording: Wording) -> Iterator[tuple[str, str, str, str]]:
    """Yield (code, pattern, what is wrong, the way out) for the language."""
    of, tag = marks(wording.language), wording.language.tag.split("-")[0]
    yield "doubled", r"\S[ \u00a0]{2,}\S", "two spaces", "one is enough"
    if tag not in _SPACED_BEFORE:
        before = re.escape("".join(dict.fromkeys(of.stop.replace("।", "") + of.comma + ",;:?!")))  # । stands loose
        yield "before-mark", rf"\S[ \u00a0][{before}](?!\w)", "a space before a mark", "remove the space"
    if wording.language.script == LATIN:
        yield "after-mark", r"[^\W\d_][,;:!?][^\W\d_]", "no space after a mark", "put a space behind the mark"
    if not of.spaced:
        yield "between-han", f"[{_HAN}] +[{_HAN}]", "a space between characters", "remove the space"
    if tag == "th":
        yield "repetition", "[^\\s]ๆ", "no space before ๆ", "write อื่น ๆ"
    if tag == "lo":
        yield "repetition", "\\sໆ", "a space before ໆ", "write ອື່ນໆ"
