"""Marks are the language's own, where it has its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from docgen.catalogs.checks.letters import script_of, scripts_of
from docgen.catalogs.checks.marks import Marks, marks
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording, without_addresses

_ABBREVIATION = 3  # letters; พ.ศ. and ព.ស. keep their full stops


@check(
    "punctuation",
    Scope.TEXT,
    warnings=("foreign-mark",),
    rationale="A mark of English in a Khmer or Chinese sentence is read over, or taken for a slip of the pen.",
    source="Unicode 17.0, chapter 6.2; CLREQ, section 3.1; Royal Society of Thailand; the table is in marks.py",
)
def marks_are_the_languages(wording: Wording) -> Iterator[Remark]:
    """Yield the first mark of English behind a letter of the language that has another for it."""
    of = marks(wording.language)
    for text in map(without_addresses, wording.texts):
        for found in re.finditer(f"[{re.escape(of.foreign)}]", text) if of.foreign else ():
            if _is_foreign(text, found.start(), wording):
                around = text[max(0, found.start() - 6) : found.end() + 2]
                yield Remark("foreign-mark", f"the mark {found[0]} of English in “{around}”", _own(found[0], of))
                break


def _is_foreign(text: str, index: int, wording: Wording) -> bool:
    """Whether the mark belongs to a sentence of the language: its letters stand on the mark's own side."""
    if text[index] == "(":
        return script_of(text[index + 1 : index + 2] or " ") in scripts_of(wording.language)
    before = re.search(r"[^\s\ufffc.,:;?!()]*$", text[:index])
    word = before[0] if before else ""
    if not word or script_of(word[-1]) not in scripts_of(wording.language) or word[-1].isdecimal():
        return False
    if text[index] != ".":
        return True
    ends = not text[index + 1 : index + 2].strip()  # គ.ស. and ดร.สม have full stops inside
    return ends and sum(unicodedata.category(c)[0] == "L" for c in word) > _ABBREVIATION


def _own(mark: str, of: Marks) -> str:
    own = of.roles | {"|": of.stop}
    own |= dict.fromkeys(",;", of.comma) | {"(": "（）", ")": "（）"}
    return f"write {' or '.join(own[mark])}" if own[mark] else "end the sentence with a space"
