"""A form as a DOCX blank: lines, boxes and places to sign for a pen, and nothing that a program could fill in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import lxml.etree
import pytest
from docx.oxml.ns import qn

from docgen.tree import Field, FieldKind, walk
from docgen.writers.artefact import Artefact, Format
from tests.papers import make_papers
from tests.scratch import Scratch
from tests.writers.test_docx import to_pdf

TWIPS_PER_MM = 1440 / 25.4


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A workspace whose Thai text may be signed."""
    return make_papers(tmp_path_factory.mktemp("papers") / "w", ("th",))


@pytest.fixture(scope="module")
def papers(scratch: Scratch) -> dict[str, Artefact]:
    """The paper in Thai, to be signed, and in Khmer, as a reading aid."""
    return {tag: scratch.artefact(tag, Format.DOCX, "paper") for tag in ("th", "km")}


def body(artefact: Artefact) -> lxml.etree._Element:
    """Return the body of a file."""
    with zipfile.ZipFile(io.BytesIO(artefact.data)) as package:
        return lxml.etree.fromstring(package.read("word/document.xml"))


@pytest.mark.parametrize("tag", ["th", "km"])
def test_each_answer_has_a_box_with_its_words(papers: dict[str, Artefact], tag: str) -> None:
    """There are as many boxes as answers, each says which it is for, and each is 4.5 mm or more."""
    fields = [node for node in walk(papers[tag].typeset.document.blocks) if isinstance(node, Field)]
    answers = sum(len(field.options) for field in fields if field.kind in (FieldKind.CHOICE, FieldKind.CHECKS))
    boxes = list(body(papers[tag]).iter(qn("wp:inline")))
    assert len(boxes) == answers > 5
    assert all(box.find(qn("wp:docPr")).get("descr") for box in boxes)
    assert all(int(box.find(qn("wp:extent")).get("cx")) >= 4.5 * 36000 for box in boxes)


@pytest.mark.parametrize("tag", ["th", "km"])
def test_lines_are_for_a_pen(papers: dict[str, Artefact], tag: str) -> None:
    """Each row with a line is 9 mm high or more, and the line is black."""
    rows = [row for row in body(papers[tag]).iter(qn("w:tr")) if row.find(f".//{qn('w:tcBorders')}") is not None]
    heights = [int(row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}").get(qn("w:val"))) for row in rows]
    assert len(heights) >= 6 and min(heights) >= 9 * TWIPS_PER_MM - 1
    colours = {
        str(side.get(qn("w:color"))) for row in rows for side in row.iter(qn("w:bottom")) if side.get(qn("w:sz"))
    }
    assert colours == {"000000"}


def test_a_reading_aid_has_a_notice_and_no_place_to_sign(papers: dict[str, Artefact]) -> None:
    """In Thai there is a block with a box for the thumb; in Khmer, whose text is a draft, there is none."""
    merged = {tag: len(list(body(paper).iter(qn("w:vMerge")))) for tag, paper in papers.items()}
    assert merged == {"th": 2, "km": 0}


def test_nothing_in_the_file_is_a_form_field(papers: dict[str, Artefact]) -> None:
    """It is a blank for a pen: no content control, no field, no tick."""
    for paper in papers.values():
        names = {lxml.etree.QName(element).localname for element in body(paper).iter(lxml.etree.Element)}
        assert not names & {"sdt", "ffData", "checkBox", "fldChar"}


def test_libreoffice_sets_it_on_one_page(
    papers: dict[str, Artefact], needs: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The paper is as short in a word processor as it is in print."""
    import pypdfium2

    for name, file in to_pdf(papers, tmp_path_factory.mktemp("office"), needs("soffice")).items():
        assert len(pypdfium2.PdfDocument(file)) == 1, name
