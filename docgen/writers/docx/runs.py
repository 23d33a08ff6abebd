"""Inline nodes as OOXML runs.

Word takes the face, size, weight and language of Thai, Lao, Khmer and Burmese from the complex-script half of a run's
properties, and only where the run itself says `w:cs` (MS-OI29500 2.1.217; a style cannot say it). LibreOffice looks at
each character instead. So text is cut where the script changes, each piece says what it is, and every property is
written in both halves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import groupby

from babel.core import get_global
from docx.shared import Length, Mm
from fontTools.unicodedata import script

from docgen.languages import Direction, Language
from docgen.tree import Blank, Emphasis, Inline, LineBreak, Link, Placeholder, Run, Strong, Text, Value
from docgen.typeset.faces import FaceSet
from docgen.typeset.segments import segments
from docgen.typeset.shaping import advance
from docgen.writers.docx.controls import PROMPT, place
from docgen.writers.docx.ooxml import Element, Property, both, element, properties
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import points
from docgen.writers.inline import NOT_TRANSLATED

# Line-break opportunities of ours would be in the way of whoever edits the file: Word and LibreOffice find their own.
_LAYOUT = re.compile("[\u200b\u2060]")
_SPACES = re.compile(r"[ \t\n\r]")

HYPHEN, NO_BREAK_HYPHEN, NO_BREAK_SPACE = "-", "\u2011", "\u00a0"


class Kind(Enum):
    """Which of Word's font slots a piece of text belongs to; the values are those of `w:hint`."""

    PLAIN = "default"
    COMPLEX = "cs"
    EAST_ASIAN = "eastAsia"


# What Word shapes as complex script ([MS-OI29500] 2.1.88 names the ranges); ISO 15924 codes.
_COMPLEX = frozenset(
    [
        "Thai",
        "Laoo",
        "Khmr",
        "Mymr",
        "Arab",
        "Hebr",
        "Syrc",
        "Thaa",
        "Deva",
        "Beng",
        "Guru",
        "Gujr",
        "Orya",
        "Taml",
        "Telu",
        "Knda",
        "Mlym",
        "Sinh",
        "Tibt",
    ]
)
_EAST_ASIAN = frozenset(["Hani", "Hans", "Hant", "Hira", "Kana", "Jpan", "Bopo", "Hang", "Kore", "Yiii"])
_ITALIC = frozenset({"Latn"})


def kind_of(code: str) -> Kind:
    """Return the slot of a script, by its ISO 15924 code."""
    if code in _COMPLEX:
        return Kind.COMPLEX
    return Kind.EAST_ASIAN if code in _EAST_ASIAN else Kind.PLAIN


@dataclass(frozen=True)
class Piece:
    """Characters that one family draws from one slot."""

    text: str
    family: str
    kind: Kind


def pieces(text: str, language: Language, faces: FaceSet, bold: bool = False) -> Iterator[Piece]:
    """Yield the pieces of a text in order, without U+200B and U+2060.

    Digits and Latin letters stand apart even where the face has them: the face that Windows puts in its place may not.
    """
    for segment in segments(_LAYOUT.sub("", text), language, faces, bold):
        kinds = _kinds(segment.text, language)
        for kind, pairs in groupby(zip(segment.text, kinds, strict=True), key=lambda pair: pair[1]):
            yield Piece("".join(character for character, _ in pairs), segment.family, kind)


def _kinds(text: str, language: Language) -> list[Kind]:
    """Return the slot of each character; spaces and marks go with what precedes them, first ones with what follows."""
    found = [_kind(character, language.script, language.direction) for character in text]
    current = next((kind for kind in found if kind), kind_of(language.script))
    kinds = []
    for kind in found:
        current = kind or current
        kinds.append(current)
    return kinds


@lru_cache(maxsize=4096)
def _kind(character: str, language_script: str, direction: Direction) -> Kind | None:
    code = script(character)
    if code == "Zinh" or character.isspace():
        return None
    if code != "Zyyy":
        return kind_of(code)
    if direction is Direction.RTL:  # digits and stops must stay in the run, or the order of reading is lost
        return Kind.COMPLEX
    if kind_of(language_script) is Kind.EAST_ASIAN and not character.isascii():
        return Kind.EAST_ASIAN  # “ ” … — are drawn full width in Chinese
    return Kind.PLAIN


# --- properties ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """How a run differs from its paragraph's style. `size` is the style's, needed to scale another script beside it.

    In a `kept` run nothing is broken over two lines; a `linked` one stands inside a hyperlink, one `inside` in a text
    of another message; an `underlined` one is a line to write on.
    """

    size: Length
    bold: bool = False
    italic: bool = False
    colour: str = ""
    kept: bool = False
    linked: bool = False
    inside: bool = False
    underlined: bool = False


def language_properties(story: Story, language: Language, family: str, kind: Kind) -> dict[str, Property]:
    """Return what puts a run into a language: all four fonts, the languages of its slots, and the toggle."""
    story.families[family] = None
    fonts = {f"w:{slot}": family for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    hint = {} if kind is Kind.PLAIN else {"w:hint": kind.value}
    toggle = "rtl" if language.direction is Direction.RTL else "cs"
    return {
        "w:rFonts": {**hint, **fonts},
        "w:lang": language_attributes(language),
        f"w:{toggle}": kind is Kind.COMPLEX,
    }


def language_attributes(language: Language) -> dict[str, str]:
    """Return the attributes of `w:lang`: the language for digits and Latin words too, and in its own slot."""
    tag = word_tag(language.tag)
    slot = {Kind.COMPLEX: "w:bidi", Kind.EAST_ASIAN: "w:eastAsia"}.get(kind_of(language.script))
    return {"w:val": tag, slot: tag} if slot else {"w:val": tag}


@lru_cache
def word_tag(tag: str) -> str:
    """Return a language's tag as Word knows it, language and region: zh-TW for zh-Hant, km-KH for km.

    Source: CLDR's likely subtags; a language that CLDR has no region for keeps its tag.
    """
    primary, *rest = tag.split("-")
    likely: Mapping[str, str] = get_global("likely_subtags")
    full = likely.get(tag.replace("-", "_")) or likely.get(primary, "")
    region = next((part for part in [*rest, *full.split("_")[1:]] if len(part) == 2), "")
    return f"{primary}-{region}" if region else tag


def _properties(story: Story, look: Look, language: Language, piece: Piece) -> Element | None:
    values = language_properties(story, language, piece.family, piece.kind)
    if look.bold:
        values |= both("w:b")
    if look.italic:
        values |= both("w:i")
    if language.scale != story.language.scale:  # the styles' sizes are those of the document's script
        values |= both("w:sz", story.half_points(look.size, language))
    if look.colour:
        values["w:color"] = look.colour
    if look.underlined:
        values["w:u"] = "single"
    if look.linked:
        values["w:rStyle"] = "Hyperlink"
    return properties("w:rPr", values)


# --- nodes -----------------------------------------------------------------------------------------------------


def runs(story: Story, nodes: Iterable[Inline], look: Look, language: Language) -> Iterator[Element]:
    """Yield the runs and hyperlinks of inline nodes, in order."""
    for node in nodes:
        yield from _node(story, node, look, language)


def _node(story: Story, node: Inline, look: Look, language: Language) -> Iterator[Element]:
    match node:
        case Run(text):
            yield from _text(story, text, look, language)
        case LineBreak():
            yield element("w:r", None, [element("w:br")])
        case Strong(children):
            yield from runs(story, children, replace(look, bold=True), language)
        case Emphasis(children):
            italic = language.script in _ITALIC
            stressed = replace(look, italic=True) if italic else replace(look, bold=True)
            yield from runs(story, children, stressed, language)
        case Link(href, children):
            yield from _link(story, href, children, look, language)
        case Value():
            kept = replace(look, kept=node.kept or look.kept)
            yield from _link(story, node.href, node.children, kept, language)
        case Text():
            yield from _message(story, node, look)
        case Blank(field, wide):
            yield from _blank(story, field, wide, look, language)
        case Placeholder(ref):
            raise AssertionError(f"{{{ref}}} was not localised")


def _blank(story: Story, field: str, wide: int, look: Look, language: Language) -> Iterator[Element]:
    """Yield a line to write on, `wide` mm long: underlined spaces that no line break divides; or a place to type in."""
    if story.names:
        yield from place(story, field, _text(story, PROMPT, replace(look, underlined=True), language))
        return
    space = advance(NO_BREAK_SPACE, story.typeset.faces.for_language(language)[0])
    count = round(Mm(wide).pt / (space * points(look.size) * language.scale))
    yield from _text(story, NO_BREAK_SPACE * count, replace(look, underlined=True), language)


def _text(story: Story, text: str, look: Look, language: Language) -> Iterator[Element]:
    faces = story.typeset.faces
    if look.kept:
        text = kept_text(text, language, faces)
    for piece in pieces(text, language, faces, look.bold):
        words = element("w:t", {"xml:space": "preserve"})
        words.text = piece.text
        yield element("w:r", None, [_properties(story, look, language, piece), words])


def kept_text(text: str, language: Language, faces: FaceSet) -> str:
    """Return a text that stays on one line, with no-break spaces, and no-break hyphens where a face has them."""
    text = _SPACES.sub(NO_BREAK_SPACE, text)
    covered = any(face.covers(NO_BREAK_HYPHEN) for face in faces.for_language(language))
    return text.replace(HYPHEN, NO_BREAK_HYPHEN) if covered else text


def _link(story: Story, href: str, children: tuple[Inline, ...], look: Look, language: Language) -> Iterator[Element]:
    if not href or look.linked:  # Word cannot have a link within a link
        yield from runs(story, children, look, language)
        return
    target = {"w:anchor": story.anchor(href)} if href.startswith("#") else {"r:id": story.relate(href)}
    inside = runs(story, children, replace(look, linked=True), language)
    yield element("w:hyperlink", {**target, "w:history": 1}, inside)


def _message(story: Story, text: Text, look: Look) -> Iterator[Element]:
    if text.status in NOT_TRANSLATED and not look.inside:
        yield from _mark(story, text, look)
    yield from runs(story, text.children, replace(look, inside=True), story.language_of(text.language))


def _mark(story: Story, text: Text, look: Look) -> Iterator[Element]:
    """Yield `[not translated]` in the reader's language, or the language's tag if the document has no such label."""
    label = dict(story.typeset.document.labels).get("untranslated")
    shown = replace(look, bold=True, colour=story.styles.colours.mark)
    language = story.language_of(label.language) if label else story.language
    words = label.children if label else (Run(text.language),)
    yield from runs(story, (Run("["), *words, Run("] ")), shown, language)
