"""What a screen reader finds in a PDF: the document's structure, whatever the pages cut."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from docgen.verify.extract import pdf_pages
from tests.writers.structure import DOT, elements, kids, opened, outline, written

ROWS = "".join(f"<tr><th scope=row>right {n}<td>{n} baht" for n in range(12))
TABLE = f"<table><thead><tr><th scope=col>Right<th scope=col>Amount<tbody>{ROWS}</table>"


def read_aloud(data: bytes, pdfinfo: Path, folder: Path) -> list[str]:
    """Return the lines of a PDF in the order in which poppler finds them in the structure tree."""
    path = folder / "page.pdf"
    path.write_bytes(data)
    done = subprocess.run([pdfinfo, "-struct-text", path], capture_output=True, text=True, check=True)
    return [line.strip().strip('"').strip() for line in done.stdout.splitlines() if line.lstrip().startswith('"')]


@pytest.fixture
def pdfinfo(needs: Callable[[str], str]) -> Path:
    """Return poppler's pdfinfo, which lies beside its pdftoppm."""
    path = Path(needs("pdftoppm"))
    return path.with_name("pdfinfo" + path.suffix)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<h1>a</h1><section><h2>b</h2><p>c</section>", "Document(H1 Sect(H2 P))"),
        ("<main><header><p>a</header><p>b</main>", "Document(P P)"),
        ("<div>words<p>more</p>tail <a href='tel:1300'>1300</a></div>", "Document(Div(P P P(Link)))"),
        ("<p>a <strong>b <em>c</em></strong> <span>d</span>", "Document(P)"),
        ("<p>a <span lang=th>ข</span>", "Document(P(Span@th))"),
        ("<p lang=th>ก <span lang=en>b</span> <span lang=th>ค</span>", "Document(P@th(Span@en))"),
        ("<ul><li>a<li><p>b<p>c</ul>", "Document(L(LI(Lbl LBody) LI(Lbl LBody(P P))))"),
        ("<ol><li>a<ul><li>b</ul></ol>", "Document(L(LI(Lbl LBody(L(LI(Lbl LBody))))))"),
        ("<ul style='list-style: none'><li>a</ul>", "Document(L(LI(LBody)))"),
        ("<p>call <a href='tel:1300'><strong>13</strong>00</a>", "Document(P(Link))"),
        (f"<p><a href='tel:1300'><img src=\"{DOT}\" alt=1300></a>", "Document(P(Link(Figure)))"),
        (f'<p>a <img src="{DOT}" alt="">', "Document(P)"),
        ("<table><tr><th scope=row>a<td><td>c</table>", "Document(Table(TBody(TR(TH TD TD))))"),
    ],
)
def test_each_element_has_one_place(body: str, wanted: str) -> None:
    """The tree has blocks, lists, links, pictures and foreign words; what is only a matter of looks has no node."""
    assert outline(written(body)) == wanted


def test_a_table_that_goes_on_overleaf_is_one_table() -> None:
    """A listener hears one table with its heads once; a reader sees the heads on each page."""
    data = written(TABLE)
    rows = " ".join(["TR(TH TD)"] * 12)
    assert outline(data) == f"Document(Table(THead(TR(TH TH)) TBody({rows})))"
    pages = pdf_pages(data)
    assert len(pages) > 1 and all("Amount" in page for page in pages)


def test_heads_say_what_they_head() -> None:
    """Each head of a table is one of its column or of its row."""
    with opened(written(TABLE)) as pdf:
        scopes = [str(head.A.Scope) for head in elements(pdf, "TH")]
    assert scopes == ["/Column"] * 2 + ["/Row"] * 12


def test_cells_that_are_joined_say_so() -> None:
    """A cell over two columns counts for two."""
    with opened(written("<table><tr><td colspan=2>a<tr><td>b<td>c</table>")) as pdf:
        assert [dict(cell.get("/A", {})).get("/ColSpan") for cell in elements(pdf, "TD")] == [2, None, None]


def test_what_a_page_cuts_is_read_without_a_gap(pdfinfo: Path, tmp_path: Path) -> None:
    """A paragraph and a list that go on overleaf stay one paragraph and one list, in their order."""
    words = [f"word{n}" for n in range(200)]
    items = [f"item{n}" for n in range(20)]
    data = written(f"<p>{' '.join(words)}<ul>{''.join(f'<li>{item}' for item in items)}</ul><p>end")
    assert outline(data) == f"Document(P L({' '.join(['LI(Lbl LBody)'] * 20)}) P)"
    assert len(pdf_pages(data)) > 2
    heard = " ".join(read_aloud(data, pdfinfo, tmp_path)).replace("•", "").split()
    assert heard == [*words, *items, "end"]


def test_a_link_is_one_place_to_press() -> None:
    """A link has one annotation for each line, in its own node, and is called what it says."""
    with opened(written("<p><a href='tel:1300'>call <strong>13\u200b00</strong></a>")) as pdf:
        (link,) = elements(pdf, "Link")
        (annotation,) = pdf.pages[0].Annots
        assert [str(kid.Obj.Contents) for kid in kids(link) if isinstance(kid, pikepdf.Dictionary)] == ["call 1300"]
        parents = {int(key): value for key, value in _pairs(pdf.Root.StructTreeRoot.ParentTree.Nums)}
        assert parents[int(annotation.StructParent)].objgen == link.objgen


def _pairs(numbers: pikepdf.Array) -> list[tuple[pikepdf.Object, pikepdf.Object]]:
    entries = list(numbers)
    return list(zip(entries[::2], entries[1::2], strict=True))


def test_every_piece_of_content_knows_its_node() -> None:
    """From a text on a page the way leads back to the node that holds it, and to no other."""
    with opened(written(f"<h1>a</h1>{TABLE}<p>b <span lang=th>ข</span>")) as pdf:
        parents = dict(_pairs(pdf.Root.StructTreeRoot.ParentTree.Nums))
        for page in pdf.pages:
            for mcid, node in enumerate(list(parents[page.StructParents])):
                held = [k.get("/MCID") if isinstance(k, pikepdf.Dictionary) else k for k in kids(node)]
                assert mcid in held


def test_the_numbers_that_a_style_sheet_writes_are_labels(pdfinfo: Path, tmp_path: Path) -> None:
    """The steps of a flow are heard as 1, 2; not as part of their first word."""
    style = "ol { list-style: none; counter-reset: s } li { counter-increment: s }"
    style += "p { position: relative } p::before { content: counter(s); position: absolute }"
    data = written("<ol><li><p>call<li><p>wait</ol>", style)
    assert outline(data) == "Document(L(LI(Lbl LBody(P)) LI(Lbl LBody(P))))"
    assert read_aloud(data, pdfinfo, tmp_path) == ["1", "call", "2", "wait"]
    with opened(data) as pdf:
        assert [str(each.A.ListNumbering) for each in elements(pdf, "L")] == ["/Decimal"]


def test_the_notice_at_the_foot_is_heard_once_and_in_its_place(pdfinfo: Path, tmp_path: Path) -> None:
    """What all pages say below is heard where the source has it, with its links; page numbers are never heard."""
    style = ".foot { position: running(foot) } @page { @bottom-left { content: element(foot) } }"
    body = "<h1>title</h1><div class=foot>not checked, <a href='tel:1300'>call</a></div><p>one<p>two<p>three"
    style += "p + p { break-before: page }"
    data = written(body, style)
    assert outline(data) == "Document(H1 Div(P(Link)) P P P)"
    assert read_aloud(data, pdfinfo, tmp_path) == ["title", "not checked,", "call", "one", "two", "three"]
    pages = pdf_pages(data)
    assert all("not checked" in page and str(n) in page for n, page in enumerate(pages, 1))
    with opened(data) as pdf:
        assert ["/Annots" in page for page in pdf.pages] == [True, False, False]


def test_a_picture_says_where_it_stands() -> None:
    """A picture has its words and its place on the page, in points from the lower left."""
    with opened(written(f'<p><img src="{DOT}" alt="a dot" style="width: 40px; height: 20px">')) as pdf:
        (figure,) = elements(pdf, "Figure")
        left, bottom, right, top = map(float, figure.A.BBox)
        page = pdf.pages[0].MediaBox
    assert str(figure.Alt) == "a dot"
    assert (right - left, top - bottom) == pytest.approx((30, 15), abs=0.02)
    margin = 72 / 2.54  # points in the page's 10 mm
    assert left == pytest.approx(margin, abs=0.02)
    assert float(page[3]) - margin > top > bottom > float(page[3]) / 2
