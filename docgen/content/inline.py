"""Inline markup: `**strong**`, `*emphasis*`, `[words](address)`, `{placeholder}`, and `\\` before a character as it is.

CommonMark decides by the letters and punctuation around `**` whether it opens or closes, which fails in scripts
without spaces: ได้รับ**{x}**ต่อคน would print the asterisks. Here the first `**` opens and the next one closes,
whatever stands beside it, and a mark without its partner is an error instead of ink on paper.

The parser sees the words of one message, before any value is put in; so no value can become markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.errors import ContentError, Location
from docgen.tree import Emphasis, Inline, LineBreak, Link, Placeholder, Run, Strong, walk

REF = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-zA-Z0-9_-]+)*")
_TOKEN = re.compile(
    r"""
    \\\n                          # a line break that the author wants
    | \\(?P<escaped>[^\w\s])      # a character as it is
    | \{(?P<ref>[^{}]*)\}         # a placeholder
    | (?P<brace>[{}])
    | (?P<mark>\*\*|\*)
    | \[(?P<words>[^\[\]]*)\]\((?P<href>[^()\s]*)\)
    | (?P<broken>\]\()           # what is left of a link that cannot be read
    | (?P<html><(?=[A-Za-z/!?]))
    """,
    re.VERBOSE,
)
_SAFE_HREF = re.compile(r"(?:https?://|mailto:|#)\S+")  # no tel: a telephone is a fact, {like.this}
_NODES: dict[str, type[Strong] | type[Emphasis]] = {"**": Strong, "*": Emphasis}


class MarkupError(ContentError):
    """Inline markup that cannot be read; `offset` counts characters from the start of the message."""

    def __init__(self, message: str, offset: int, location: Location | None, hint: str) -> None:
        self.offset = offset
        super().__init__(message, location=location, hint=hint)


@dataclass
class _Open:
    """A mark that waits for its partner, with what came since."""

    mark: str
    offset: int
    children: list[Inline]


def parse_inline(source: str, location: Location | None = None) -> tuple[Inline, ...]:
    """Return the inline nodes of one message.

    Raises:
        MarkupError: a mark has no partner, marks cross, or a placeholder or an address is malformed.
    """
    stack = [_Open("", 0, [])]
    position = 0
    for token in _TOKEN.finditer(source):
        _add_text(stack[-1].children, source[position : token.start()])
        position = token.end()
        if token["mark"]:
            _mark(stack, token["mark"], token.start(), location)
        else:
            _add(stack[-1].children, _node(token, location))
    _add_text(stack[-1].children, source[position:])
    if len(stack) > 1:
        raise _unpaired(stack[-1].mark, stack[-1].offset, location)
    return tuple(stack[0].children)


def _node(token: re.Match[str], location: Location | None) -> Inline:
    if token["escaped"]:
        return Run(token["escaped"])
    if token["ref"] is not None:
        if not REF.fullmatch(token["ref"]):
            raise MarkupError(f"“{token.group()}” is no placeholder", token.start(), location, _BRACES)
        return Placeholder(token["ref"])
    if token["brace"]:
        raise MarkupError(f"a single {token['brace']}", token.start(), location, _BRACES)
    if token["words"] is not None:
        if not _SAFE_HREF.fullmatch(token["href"]):
            hint = "an address begins with https://, http://, mailto: or #; a telephone is a fact: {call.some_office}"
            raise MarkupError(f"“{token['href']}” is no address that may be printed", token.start(), location, hint)
        return Link(token["href"], _words(token, location))
    if token["broken"]:
        raise MarkupError("a link that cannot be read", token.start(), location, _LINK)
    if token["html"]:
        hint = r"markup is **bold**, *stressed* and [words](address); write \< for a < that is printed"
        raise MarkupError("HTML is not known here", token.start(), location, hint)
    return LineBreak()


def _words(token: re.Match[str], location: Location | None) -> tuple[Inline, ...]:
    """Return the words of a link; what is wrong with them is counted from the start of the message."""
    try:
        words = parse_inline(token["words"], location)
    except MarkupError as error:
        raise MarkupError(error.message, token.start("words") + error.offset, location, error.hint) from error
    if not words:
        raise MarkupError("a link without words", token.start(), location, _LINK)
    return words


_LINK = r"a link is [words](address), without brackets in either; write \] for a bracket that is printed"
_BRACES = r"a placeholder is {like.this}; write \{ or \} for a brace that is printed"


def _mark(stack: list[_Open], mark: str, offset: int, location: Location | None) -> None:
    """Open a mark, or close the one that is open."""
    if stack[-1].mark == mark:
        closed = stack.pop()
        if not closed.children:
            raise MarkupError(f"nothing stands between {mark} and {mark}", offset, location, "take both marks out")
        stack[-1].children.append(_NODES[mark](tuple(closed.children)))
    elif any(frame.mark == mark for frame in stack):
        raise _unpaired(stack[-1].mark, stack[-1].offset, location)
    else:
        stack.append(_Open(mark, offset, []))


def _unpaired(mark: str, offset: int, location: Location | None) -> MarkupError:
    hint = f"write {mark} before and after the words, or \\* for an asterisk that is printed"
    return MarkupError(f"{mark} has no partner", offset, location, hint)


def _add_text(children: list[Inline], text: str) -> None:
    if text:
        _add(children, Run(text))


def _add(children: list[Inline], node: Inline) -> None:
    """Append a node; neighbouring runs become one."""
    if children and isinstance(node, Run) and isinstance(children[-1], Run):
        children[-1] = Run(children[-1].text + node.text)
    else:
        children.append(node)


def escaped(text: str) -> str:
    """Return the source of a text without markup, whatever it looks like: `parse_inline` gives it back as one run."""
    return re.sub(r"[\\*{}\[\]<]", r"\\\g<0>", text)


Shape = Counter[object]


def shape(nodes: tuple[Inline, ...]) -> Shape:
    """Return the markup of a text without its words: what a translation must have, in whatever order."""
    return Counter(_shapes(nodes))


def _shapes(nodes: tuple[Inline, ...]) -> Iterator[object]:
    for node in nodes:
        if isinstance(node, Placeholder):
            yield "{" + node.ref + "}"
        elif isinstance(node, Strong | Emphasis):
            yield type(node).__name__.lower(), frozenset(shape(node.children).items())
        elif isinstance(node, Link):
            yield "link", node.href, frozenset(shape(node.children).items())


def shape_text(shapes: Shape) -> str:
    """Return a shape as an error shows it: `**{fund.living_cost}**, [](#call)`."""
    return ", ".join(_shape_part(part) for part in sorted(shapes.elements(), key=repr)) or "none"


def _shape_part(part: object) -> str:
    if isinstance(part, str):
        return part
    assert isinstance(part, tuple)
    inner = shape_text(Counter(dict(part[-1])))
    inner = "…" if inner == "none" else inner
    return {"strong": f"**{inner}**", "emphasis": f"*{inner}*", "link": f"[{inner}]({part[1]})"}[part[0]]


def placeholders(nodes: tuple[Inline, ...]) -> tuple[str, ...]:
    """Return the placeholders of a text, in the order of their first use."""
    return tuple(dict.fromkeys(node.ref for node in walk(nodes) if isinstance(node, Placeholder)))
