"""The script of a document: numbered clauses to read aloud, as a document of its own and as plain text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from docgen.languages import Language
from docgen.localise.numbers import plain_number
from docgen.localise.values import fill
from docgen.speech.clauses import Clause, Kind, words_of
from docgen.tree import (
    Block,
    Callout,
    Document,
    Inline,
    LineBreak,
    Paragraph,
    Run,
    Section,
    Text,
    Value,
    plain,
    walk,
)

WORDS = tuple(f"speech.{n}" for n in ("title", "how", "figures", "computed", "digits", "section", "pause", "ask"))
Words = Mapping[str, Text]


def script_blocks(
    printed: Sequence[Clause], said: Sequence[Clause], words: Words, language: Language
) -> tuple[Block, ...]:
    """Return the blocks of a script: how to read it, then each clause with its number, and questions between parts."""
    pairs = list(zip(range(1, len(said) + 1), printed, said, strict=True))
    parts = _Parts(words, language)
    return parts.notes(printed, said), *parts.sections(pairs)


Numbered = tuple[int, Clause, Clause]


@dataclasses.dataclass(frozen=True)
class _Parts:
    words: Words
    language: Language

    def notes(self, printed: Sequence[Clause], said: Sequence[Clause]) -> Callout:
        """Return how the script is read; numbers in words, and those left in figures, are told of where they are."""
        before, left = (_count_digits(clauses) for clauses in (printed, said))
        computed, digits = ("computed",) * (left < before), ("digits",) * (left > 0)
        return Callout("note", tuple(self.note(name) for name in ("how", "figures", *computed, *digits)))

    def note(self, name: str) -> Paragraph:
        return Paragraph(self.words[f"speech.{name}"])

    def sections(self, pairs: Sequence[Numbered]) -> Iterator[Section]:
        """Yield the clauses by section; at the end of each part the listener is asked."""
        groups = _by_heading(pairs)
        for n, group in enumerate(groups):
            (number, _, first), *rest = group
            title = first.lines[0]
            if first.kind is Kind.HEADING:
                title = fill(self.words["speech.section"], {"title": title})
            heading = self.numbered(number, (title,))
            place = Paragraph(self.place(group[0][1], first), "place")
            children = (place, *(block for each in rest for block in self.clause(*each)))
            ends = n + 1 == len(groups) or groups[n + 1][0][2].level == 1
            asked = (Paragraph(self.words["speech.pause"], "cue"), Paragraph(self.words["speech.ask"], "cue"))
            yield Section(f"part-{n + 1}", 1, heading, (*children, *(asked if ends else ())))

    def clause(self, number: int, printed: Clause, said: Clause) -> Iterator[Block]:
        """Yield the words of a clause, and below them its code and its numbers as they are printed."""
        yield Paragraph(self.numbered(number, said.lines), "aloud")
        yield Paragraph(self.place(printed, said), "place")

    def numbered(self, number: int, lines: Sequence[Text]) -> Text:
        shown = Run(f"{plain_number(number, self.language)} · ")
        broken: list[Inline] = [node for line in lines for node in (LineBreak(), line)]
        first = dataclasses.replace(lines[0], language=self.language.tag)
        return dataclasses.replace(first, forms=((shown, *broken[1:]),))

    def place(self, printed: Clause, said: Clause) -> Text:
        """Return the code of a clause, and its numbers as the paper shows them."""
        values = [node for node in walk(printed.lines) if isinstance(node, Value) and re.search(r"\d", plain(node))]
        shown: list[Inline] = [node for value in values for node in (Run(" · "), value)]
        first = dataclasses.replace(printed.lines[0], language=self.language.tag)
        return dataclasses.replace(first, forms=((Run(printed.code), *shown),))


def _count_digits(clauses: Sequence[Clause]) -> int:
    return sum(len(re.findall(r"\d", words_of(line))) for clause in clauses for line in clause.lines)


def _by_heading(pairs: Sequence[Numbered]) -> list[list[Numbered]]:
    """Return the clauses in groups, each from one heading (or the title) to the next."""
    starts = (Kind.TITLE, Kind.HEADING)
    count = 0
    numbered = [(count := count + (pair[2].kind in starts), pair) for pair in pairs]
    return [[pair for _, pair in group] for _, group in groupby(numbered, key=lambda each: each[0])]


def as_text(document: Document) -> str:
    """Return a script as plain text: what it is worth first, then a line for each line of a clause."""
    head = [document.title, *document.furniture.reading_aid, *filter(None, [document.furniture.confirmed])]
    lines = [*map(words_of, head), document.stamp, ""]
    for block in document.blocks:
        lines += _lines(block)
    return "\n".join(lines).rstrip() + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Callout():
            yield from (words_of(child.text) for child in block.children if isinstance(child, Paragraph))
        case Section():
            yield from ("", "", *_told(block.title))
            for child in block.children:
                yield from _lines(child)
        case Paragraph(role="place"):
            yield f"    [{words_of(block.text)}]"
        case Paragraph(role="cue"):
            yield from ("", f"    ({words_of(block.text)})")
        case Paragraph():
            yield from ("", *_told(block.text))


def _told(text: Text) -> list[str]:
    return [words_of(dataclasses.replace(text, forms=((Run(line),),))) for line in plain(text).split("\n")]
