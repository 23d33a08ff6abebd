"""The real page with the number of each message above its first word, and an index back at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.writers.inline import WBR
from docgen.writers.page import render
from docgen.writers.pdf import fitted, laid_out, places, renderer_warnings
from docgen.writers.phone import PAGE as PHONE
from docgen.writers.proofs.boxes import misfits, pages_of_numbers, with_numbers_in_place
from docgen.writers.proofs.html import add_style, one_file, parsed, unparsed
from docgen.writers.proofs.index import Problem, Proof, spans
from docgen.writers.proofs.marks import link_marks, marked
from docgen.writers.proofs.sheet import Sheet, sheet, warned, written
from docgen.writers.text_layer import exact_text
from docgen.writers.thai_breaks import our_breaks_only

STYLE = "proof/proof.css.jinja"
INDEX = "proof/index.html.jinja"


def write_numbered(proof: Proof, known: Iterable[Problem], templates: Path) -> tuple[Sheet, bytes]:
    """Return the numbered pages as PDF, and the numbered page for a telephone as one HTML file.

    `known` is what else was found to be wrong with the document.

    Raises:
        RenderError: a template is missing or wrong.
    """
    texts = {listed.number: listed.text for listed in proof.listed}
    ready = replace(proof.ready, document=marked(proof.ready.document, texts))
    style = sheet(proof, templates, STYLE)
    with renderer_warnings() as log, our_breaks_only(), exact_text():
        document = fitted(ready, templates, change=lambda html: unparsed(_linked(html, style)))
        problems = (*misfits(document), *known)
        on_pages = _on_pages(document)
        index = laid_out(_index(proof, templates, problems, on_pages, on_pages["pages"]))
        pages = [with_numbers_in_place(page) for page in document.pages]
        data = written(index.copy([*pages, *index.pages]))  # with the index's title: not that of an edition
    page = _linked(render(ready, templates, PHONE, WBR, {"face_rules": ""}), style)
    for stamp in page.xpath("//meta[@name='edition']"):
        stamp.drop_tree()  # a proof is no edition, and `docgen verify` must not take it for one
    on_page = {int(number) for mark in page.iter("span") for number in (mark.get("data-numbers") or "").split()}
    _append_index(page, proof, _index(proof, templates, problems, on_pages, on_page))
    made = Sheet(data, len(pages) + len(index.pages), (*problems, *warned(log)))
    return made, one_file(page, proof.ready.languages, proof.ready.faces)


def _linked(html: str, style: str) -> Any:
    """Return the root of a page whose numbers are links."""
    root = parsed(html)
    link_marks(root)
    add_style(root, style)
    return root


def _on_pages(document: Any) -> dict[str, dict[Any, str]]:
    """Return on which pages of the PDF each message begins, and each fact stands, as the index shows it."""
    facts: dict[str, list[int]] = {}
    for place in places(document):
        facts.setdefault(place.ref, []).append(place.page)
    pages = {number: spans(found) for number, found in pages_of_numbers(document).items()}
    return {"pages": pages, "pages_of_facts": {ref: spans(found) for ref, found in facts.items()}}


def _index(
    proof: Proof,
    templates: Path,
    problems: tuple[Problem, ...],
    on_pages: dict[str, dict[Any, str]],
    standing: Collection[int],
) -> str:
    """Return the index as a page of its own; `standing` are the numbers to which the file has a way back."""
    return sheet(proof, templates, INDEX, problems=problems, standing=set(standing), **on_pages)


def _append_index(page: Any, proof: Proof, index: str) -> None:
    """Put the index below what a page shows."""
    section = parsed(index).find("body")
    section.tag = "section"
    section.attrib.update({"class": "proof-index", "lang": proof.source.tag, "dir": proof.source.direction.value})
    page.find("body").append(section)
