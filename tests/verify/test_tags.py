"""The checks of tags see each way in which a reader's program could be told something else than the page says."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from docgen.tree import Section
from docgen.verify.registry import all_checks
from docgen.writers.artefact import Artefact, Format
from tests.scratch import make_translated
from tests.writers.structure import elements

CHECKS = {each.id: each for each in all_checks() if each.id.startswith("tags/") or each.id == "standards"}
LONG = "\n(long)=\n## A long part\n\n| What | Sum |\n|---|---|\n" + "| Clothes | – |\n" * 60


@pytest.fixture(scope="module")
def artefact(tmp_path_factory: pytest.TempPathFactory) -> Artefact:
    """A reading aid in Khmer with a table over several pages, QR codes, and notices in Thai and English."""
    scratch = make_translated(tmp_path_factory.mktemp("tags") / "workspace", ("en", "th", "km"))
    scratch.append("content/documents/example.md", LONG)
    return scratch.artefact("km", Format.PDF)


def found(artefact: Artefact) -> set[str]:
    """Return what the checks find, as check/code."""
    return {f"{finding.check}/{finding.code}" for each in CHECKS.values() for finding in each.run(artefact)}


def changed(artefact: Artefact, change: Callable[[pikepdf.Pdf], None]) -> Artefact:
    """Return the file after a change that a reader would not see on its pages."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(artefact.data)) as pdf:
        change(pdf)
        pdf.save(output)
    return replace(artefact, data=output.getvalue())


def test_a_sound_file_passes(artefact: Artefact) -> None:
    """A long table, foreign notices and QR codes give no finding."""
    assert artefact.pages > 2
    assert found(artefact) == set()


def test_what_is_tagged_by_nobody_is_found(artefact: Artefact) -> None:
    """A file without a structure tree says nothing to a listener."""

    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot

    assert "tags/content/untagged" in found(changed(artefact, forget))


def test_a_text_without_a_place_is_found(artefact: Artefact) -> None:
    """A paragraph that the tree does not hold is named with its page."""

    def drop(pdf: pikepdf.Pdf) -> None:
        elements(pdf, "H1")[0].K = pikepdf.Array()

    (finding,) = CHECKS["tags/content"].run(changed(artefact, drop))
    assert (finding.code, finding.page) == ("stray", 1)


def test_paint_outside_of_all_marks_is_found(artefact: Artefact) -> None:
    """A line that somebody draws on a finished page is neither content nor artefact."""

    def scribble(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].contents_add(b"0 0 m 99 99 l S")

    (finding,) = CHECKS["tags/content"].run(changed(artefact, scribble))
    assert (finding.code, finding.page) == ("stray", 2)


def _split_table(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TBody")[0].S = pikepdf.Name.Table


def _no_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[-1].A


def _no_row_heads(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TH")[-1].A.Scope = pikepdf.Name.Nothing


def _other_level(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = pikepdf.Name.H3


def _no_heading(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = pikepdf.Name.P


def _no_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


def _other_bookmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = pikepdf.String(str(pdf.Root.Outlines.First.Title) + "\u200b")


def _no_alternative(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0].Alt


def _empty_alternative(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Figure")[0].Alt = pikepdf.String(" ")


def _no_language(pdf: pikepdf.Pdf) -> None:
    del next(each for each in elements(pdf, "P") if each.get("/Lang") == "th").Lang


def _no_claim(name: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert name in packet
        pdf.Root.Metadata.write(packet.replace(name, b'xml:id="x"' if b"=" in name else b""))

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_split_table, "tags/tables/tables"),
        (_no_scope, "tags/tables/scope"),
        (_no_row_heads, "tags/tables/scope"),
        (_other_level, "tags/headings/headings"),
        (_no_heading, "tags/headings/headings"),
        (_no_bookmarks, "tags/headings/bookmarks"),
        (_other_bookmark, "tags/headings/bookmarks"),
        (_no_alternative, "tags/pictures/alt"),
        (_empty_alternative, "tags/pictures/alt"),
        (_no_language, "tags/languages/language"),
        (_no_claim(b'pdfaid:conformance="A"'), "standards/claim"),
        (_no_claim(b"<pdfuaid:part>1</pdfuaid:part>"), "standards/claim"),
    ],
)
def test_each_fault_is_found(artefact: Artefact, change: Callable[[pikepdf.Pdf], None], code: str) -> None:
    """One fault in the tags gives one finding, and no other."""
    assert found(changed(artefact, change)) == {code}


def test_a_section_without_its_heading_is_found(artefact: Artefact) -> None:
    """A file that lacks a section of the document does not pass for it."""
    document = artefact.typeset.document
    (section,) = [block for block in document.blocks if isinstance(block, Section) and block.id == "long"]
    longer = replace(document, blocks=(*document.blocks, replace(section, children=())))
    other = replace(artefact, typeset=replace(artefact.typeset, document=longer))
    assert {"tags/headings/headings", "tags/headings/bookmarks"} <= found(other)


def test_every_code_is_explained() -> None:
    """docs/verify.md has a row for each of these checks."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "verify.md").read_text("utf-8")
    assert [id for id in CHECKS if f"| `{id}` | PDF |" not in page] == []
