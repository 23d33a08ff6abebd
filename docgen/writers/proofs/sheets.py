"""Sheets for the desk that are no pages of the document: source beside translation, and back-translation."""

from __future__ import annotations

from pathlib import Path

from docgen.tree import plain
from docgen.writers.inline import NOT_TRANSLATED
from docgen.writers.proofs.html import one_file, parsed
from docgen.writers.proofs.index import Listed, Proof
from docgen.writers.proofs.sheet import Sheet, sheet, write_sheet

SIDE_BY_SIDE = "proof/side_by_side.html.jinja"
READING = "proof/back_translation.html.jinja"
SOURCES = "proof/back_translation_source.html.jinja"
LETTERS_A_LINE = 50  # of a person's handwriting, over the width of the sheet


def write_side_by_side(proof: Proof, templates: Path) -> tuple[Sheet, bytes]:
    """Return source and translation beside each other, as PDF and as one HTML file.

    Raises:
        RenderError: a template is missing or wrong.
    """
    html = sheet(proof, templates, SIDE_BY_SIDE)
    return write_sheet(html), one_file(parsed(html), proof.ready.languages, proof.ready.faces)


def write_back_translation(proof: Proof, templates: Path) -> tuple[Sheet, Sheet]:
    """Return the sheet for a reader who does not see the source, and the sources by number for whoever compares.

    Raises:
        RenderError: a template is missing or wrong.
    """
    read = [listed for listed in proof.listed if _is_for_the_reader(listed, proof)]
    reading = sheet(proof, templates, READING, rows=[(listed, _lines(listed)) for listed in read])
    return write_sheet(reading), write_sheet(sheet(proof, templates, SOURCES, rows=read))


def _is_for_the_reader(listed: Listed, proof: Proof) -> bool:
    """Whether a text is in the reader's language and stands by itself: names and formats are read in sentences."""
    text = listed.text
    return listed.alone and text.language == proof.ready.language.tag and text.status not in NOT_TRANSLATED


def _lines(listed: Listed) -> int:
    """Return how many lines a reader needs to write what a text says."""
    return 1 + len(plain(listed.source)) // LETTERS_A_LINE
