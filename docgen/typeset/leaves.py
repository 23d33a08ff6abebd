"""The runs of a block in the order of reading, each with what its surroundings make of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docgen.tree import Copy, Run, Strong, Text, Value


@dataclass(frozen=True)
class Leaf:
    """A run: its language, whether it is set in bold, and whether no line may end inside it."""

    run: Run
    language: str
    bold: bool = False
    kept: bool = False


def leaves(node: Any, language: str, bold: bool = False, kept: bool = False) -> Iterator[Leaf]:
    """Yield the runs below a node in the order of `docgen.tree.walk`."""
    if isinstance(node, Run):
        yield Leaf(node, language, bold, kept)
        return
    if isinstance(node, Text | Copy):
        language = node.language
    bold, kept = bold or isinstance(node, Strong), kept or (isinstance(node, Value) and node.kept)
    for child in _children(node):
        yield from leaves(child, language, bold, kept)


def _children(node: Any) -> Iterator[Any]:
    if isinstance(node, tuple):
        yield from node
    elif isinstance(node, Text):
        yield from node.forms
    elif dataclasses.is_dataclass(node):
        yield from (getattr(node, f.name) for f in dataclasses.fields(node) if f.name not in ("message", "location"))
