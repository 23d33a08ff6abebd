"""How wide a text is when nothing breaks it: what a label needs beside the line that it labels."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.languages import Language
from docgen.tree import LineBreak, Run, Text, walk
from docgen.typeset.faces import FaceSet
from docgen.typeset.leaves import leaves
from docgen.typeset.segments import segments
from docgen.typeset.shaping import advance

_ZWSP = "\u200b"


def width(text: Text, languages: Mapping[str, Language], faces: FaceSet) -> float:
    """Return the width of a text's longest line in em."""
    found = iter(leaves(text, text.language))
    lines = [0.0]
    for node in walk(text.forms):
        if isinstance(node, LineBreak):
            lines.append(0.0)
        elif isinstance(node, Run):
            leaf = next(found)
            language, words = languages[leaf.language], leaf.run.text.replace(_ZWSP, "")
            for part in segments(words, language, faces, leaf.bold):
                family = faces.families[part.family]
                lines[-1] += advance(part.text, family.bold if leaf.bold else family.regular) * language.scale
    return max(lines)
