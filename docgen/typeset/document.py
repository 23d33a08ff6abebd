"""A localised document becomes one that can be set: NFC, line-break opportunities, and a face for every character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from docgen.errors import DocgenError, MissingGlyphs, raise_all
from docgen.languages import Language
from docgen.tree import Document, Run, Text, rebuild
from docgen.typeset.breaks import insert_breaks
from docgen.typeset.coverage import missing
from docgen.typeset.faces import FaceSet
from docgen.typeset.leaves import Leaf, leaves
from docgen.typeset.lexicon import Lexicon


def typeset(
    document: Document, languages: Mapping[str, Language], faces: FaceSet, lexicons: Mapping[str, Lexicon]
) -> Document:
    """Return the document with U+200B in its runs where a line may end.

    Opportunities are found over each whole block, so that bold words and values never hide one.

    Raises:
        MissingGlyphs, DocgenErrors: no face that a text's language may use draws one of its characters.
    """
    setter = _Setter(languages, faces, lexicons, [])
    done = rebuild(document, setter.change)
    raise_all(setter.errors)
    return done


@dataclass
class _Setter:
    languages: Mapping[str, Language]
    faces: FaceSet
    lexicons: Mapping[str, Lexicon]
    errors: list[DocgenError]

    def change(self, node: Any) -> Any:
        """Set the outermost texts, each a block of its own, and values that stand alone."""
        if isinstance(node, Text):
            return self.block(node, node.language)
        return None

    def block(self, text: Text, language: str) -> Text:
        inner = list(leaves(text, language))
        self.errors += self.uncovered(text, inner)
        runs = iter([Run(run) for run in self.broken(inner)])
        return rebuild(text, lambda node: next(runs) if isinstance(node, Run) else None)

    def broken(self, inner: list[Leaf]) -> Iterator[str]:
        for tag, group in groupby(inner, key=lambda leaf: leaf.language):
            same = list(group)
            kept = [n for n, leaf in enumerate(same) if leaf.kept]
            lexicon = self.lexicons.get(tag, Lexicon())
            texts = [joined(leaf.run.text, before) for leaf, before in zip(same, [None, *same], strict=False)]
            yield from insert_breaks(texts, self.languages[tag], lexicon, kept)

    def uncovered(self, text: Text, inner: list[Leaf]) -> Iterator[DocgenError]:
        for leaf in inner:
            language = self.languages[leaf.language]
            lacking = missing(leaf.run.text, language, self.faces, leaf.bold)
            if lacking:
                yield MissingGlyphs(text.message.location, language.tag, lacking, language.families)


# Signs of repetition belong to the word before them, also where print sets a space between: ทุก ๆ, ពីរ ៗ, ຕ່າງ ໆ.
_REPEATED = re.compile(r" (?=[ๆៗໆ])")


def joined(text: str, before: Leaf | None) -> str:
    """Return a leaf's text with no-break spaces where no line may begin with what follows the space.

    A number stays with the word that it counts: 3 times, 3 ครั้ง, ၃ ကြိမ်.
    """
    if before is not None and before.kept and before.run.text[-1:].isdecimal() and text[:1] == " ":
        text = f"\u00a0{text[1:]}"
    return _REPEATED.sub("\u00a0", text)
