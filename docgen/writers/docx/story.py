"""What everything that writes into a DOCX file shares: the document, its look, and the part that is being filled."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.parts.story import StoryPart
from docx.shared import Length

from docgen.errors import RenderError
from docgen.languages import Language
from docgen.tree import Chart, Flow, Section, Table, walk
from docgen.writers.artefact import Typeset
from docgen.writers.docx.styles import DocxStyles, Layout, points


@dataclass(frozen=True)
class Story:
    """One flow of text, as OOXML calls it: the body, a header or a footer.

    `names` has what each place for a value is called, in a file that is filled in with a word processor; it is empty
    in a blank for a pen. `families` gathers the font families in use, `lists` the starts of numbered lists; both are
    the whole file's, like the counter of ids.
    """

    typeset: Typeset
    styles: DocxStyles
    layout: Layout
    part: StoryPart
    anchors: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    families: dict[str, None] = field(default_factory=dict)
    lists: list[int] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def within(self, part: StoryPart) -> Story:
        """Return the story of another part of the same file."""
        return dataclasses.replace(self, part=part)

    @property
    def language(self) -> Language:
        """The language of the document."""
        return self.typeset.language

    def language_of(self, tag: str) -> Language:
        """Return the language of a text; "" stands for the document's."""
        return self.typeset.languages[tag] if tag and tag != self.language.tag else self.language

    def half_points(self, size: Length, language: Language) -> int:
        """Return a size of type as w:sz counts it (ECMA-376-1, 17.3.2.38), larger for a script that looks small."""
        return round(points(size) * 2 * language.scale)

    def anchor(self, href: str) -> str:
        """Return the bookmark that `#id` leads to.

        Raises:
            RenderError: the document has no such section.
        """
        name = self.anchors.get(href.removeprefix("#"))
        if name is None:
            document = self.typeset.document.id
            raise RenderError(f"{document}: {href} leads nowhere", hint="the id after # must be that of a section")
        return name

    def relate(self, href: str) -> str:
        """Return the id of the relationship to an address outside the file."""
        return self.part.relate_to(href, RT.HYPERLINK, is_external=True)


def anchors_of(blocks: object) -> dict[str, str]:
    """Return the bookmark of each section, process and numbered table, by its id.

    A bookmark's name is 40 characters at most, letters, digits and _ only; so the name is a number, the ids stay ours.
    """
    kinds = Section | Flow | Chart | Table
    ids = dict.fromkeys(node.id for node in walk(blocks) if isinstance(node, kinds) and node.id)
    return {id_: f"section_{number}" for number, id_ in enumerate(ids, 1)}
