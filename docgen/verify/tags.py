"""Who cannot see the page is told the same as who can: the PDF's structure, languages and bookmarks are the document's.

veraPDF proves the rules of the standards (tests/test_verapdf.py); these checks prove what only docgen can know, in each
file that it makes.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.etree
import pikepdf

from docgen.canonical import canonical
from docgen.tree import Document, Say, Section, Table, Text, plain, walk
from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format
from docgen.writers.inline import NOT_TRANSLATED

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}
HEADINGS = {f"/H{n}": n for n in range(1, 7)}
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@dataclass(frozen=True)
class _Element:
    """A structure element in the order of reading, with the language around it."""

    dictionary: Any
    type: str
    around: str


@check(
    "tags/content",
    Format.PDF,
    rationale="What has no place in the structure tree is not read aloud: for a listener it is not there.",
    codes=("untagged", "stray"),
)
def all_content_is_tagged(artefact: Artefact) -> Iterator[Finding]:
    """Yield a missing structure tree, and each page that draws something which is neither in it nor an artefact."""
    with _opened(artefact) as pdf:
        marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked")
        if "/StructTreeRoot" not in pdf.Root or not marked:
            yield Finding("untagged", "the file has no structure tree: nothing of it can be read aloud in order")
            return
        held = _held_content(pdf)
        for number, page in enumerate(pdf.pages, 1):
            strays = _strays(page, held.get(page.obj.objgen, set()))
            if strays:
                yield Finding("stray", f"{strays} pieces of the page's content have no place in the structure", number)


@check(
    "tags/tables",
    Format.PDF,
    rationale="In a table that falls apart overleaf, or whose heads head nothing, an amount is heard for another one.",
    codes=("tables", "scope"),
)
def tables_are_whole(artefact: Artefact) -> Iterator[Finding]:
    """Yield a number of tables that is not the document's, and heads that do not say what they head."""
    wanted = sum(isinstance(node, Table) for node in walk(artefact.typeset.document.blocks))
    with _opened(artefact) as pdf:
        elements = list(_elements(pdf))
        found = sum(each.type == "/Table" for each in elements)
        heads = [each.dictionary for each in elements if each.type == "/TH"]
        lost = sum(head.get("/A", pikepdf.Dictionary()).get("/Scope") not in ("/Column", "/Row") for head in heads)
    if found != wanted:
        yield Finding("tables", f"the file has {found} tables, and the document {wanted}")
    if lost:
        yield Finding("scope", f"{lost} of {len(heads)} heads of tables head neither a column nor a row")


@check(
    "tags/headings",
    Format.PDF,
    rationale="By headings and bookmarks a listener finds her place; without them she must hear it all.",
    codes=("headings", "bookmarks"),
)
def headings_are_the_sections(artefact: Artefact) -> Iterator[Finding]:
    """Yield headings whose levels, and bookmarks whose words, are not those of the title and the sections."""
    document = artefact.typeset.document
    sections = [node for node in walk(document.blocks) if isinstance(node, Section)]
    levels = [1, *(section.level + 1 for section in sections)]
    titles = [_heading(document, text) for text in (document.title, *(section.title for section in sections))]
    with _opened(artefact) as pdf:
        found = [HEADINGS[each.type] for each in _elements(pdf) if each.type in HEADINGS]
        outlines = pdf.Root.get("/Outlines")
        bookmarks = list(_bookmarks(outlines.get("/First"), 1)) if outlines is not None else []
    if found != levels:
        yield Finding("headings", f"the headings have the levels {found}, and the document's are {levels}")
    if bookmarks != list(zip(levels, titles, strict=True)):
        wrong = sorted({title for _, title in bookmarks} ^ set(titles)) or titles
        yield Finding("bookmarks", f"the bookmarks are not the headings: “{'”, “'.join(wrong[:3])}”")


@check(
    "tags/pictures",
    Format.PDF,
    rationale="A picture without words is silence: of a QR code she must hear which number it dials.",
    codes=("alt",),
)
def pictures_have_words(artefact: Artefact) -> Iterator[Finding]:
    """Yield pictures that have no alternative text."""
    with _opened(artefact) as pdf:
        figures = [each.dictionary for each in _elements(pdf) if each.type == "/Figure"]
        silent = sum(not str(figure.get("/Alt", "")).strip() for figure in figures)
    if silent:
        yield Finding("alt", f"{silent} of {len(figures)} pictures have no alternative text")


@check(
    "tags/languages",
    Format.PDF,
    rationale="A Thai sentence in a Khmer page, read by a Khmer voice, is noise; she may need just that sentence.",
    codes=("language",),
)
def languages_are_marked(artefact: Artefact) -> Iterator[Finding]:
    """Yield each language that the file marks less often than the document changes into it."""
    page, document = artefact.typeset.language.tag, artefact.typeset.document
    shown = (document.title, document.subtitle, document.publisher, document.furniture, document.blocks)
    wanted = Counter(_changes(shown, page))
    with _opened(artefact) as pdf:
        own = [(str(each.dictionary.get("/Lang", "")), each.around) for each in _elements(pdf)]
        main = str(pdf.Root.get("/Lang", ""))
    found = Counter(language for language, around in own if language and language != around)
    for language in sorted(wanted - found):
        times = f"{found[language]} times, and the document changes into it {wanted[language]} times"
        yield Finding("language", f"the file in “{main}” marks text as “{language}” {times}")


@check(
    "standards",
    Format.PDF,
    rationale="A file that does not say which standards it keeps is neither archived nor trusted by a screen reader.",
    codes=("claim",),
)
def standards_are_claimed(artefact: Artefact) -> Iterator[Finding]:
    """Yield each standard that the metadata do not claim."""
    with _opened(artefact) as pdf:
        claims = _claims(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else {}
    if (claims.get(f"{PDFA}part"), claims.get(f"{PDFA}conformance")) != ("2", "A"):
        yield Finding("claim", "the metadata do not claim PDF/A-2a")
    if claims.get(f"{PDFUA}part") != "1":
        yield Finding("claim", "the metadata do not claim PDF/UA-1")


# --- reading the file ---------------------------------------------------------------------------------------------


def _opened(artefact: Artefact) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(artefact.data))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _elements(pdf: pikepdf.Pdf) -> Iterator[_Element]:
    """Yield the structure elements in the order of reading."""
    if "/StructTreeRoot" in pdf.Root:
        yield from _below(pdf.Root.StructTreeRoot, str(pdf.Root.get("/Lang", "")))


def _below(element: Any, around: str) -> Iterator[_Element]:
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield _Element(kid, str(kid.S), around)
            yield from _below(kid, str(kid.get("/Lang", around)))


def _held_content(pdf: pikepdf.Pdf) -> dict[tuple[int, int], set[int]]:
    """Return, by page object, the marks of the content that the structure tree holds."""
    held: dict[tuple[int, int], set[int]] = {}
    for each in _elements(pdf):
        for kid in _kids(each.dictionary):
            if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                held.setdefault(kid.get("/Pg", each.dictionary.get("/Pg")).objgen, set()).add(int(kid.MCID))
            elif not isinstance(kid, pikepdf.Dictionary):
                held.setdefault(each.dictionary.Pg.objgen, set()).add(int(kid))
    return held


def _strays(page: pikepdf.Page, held: set[int]) -> int:
    """Return how many times the page paints outside of artefacts and of the content that the tree holds."""
    strays = 0
    open_marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BMC", "BDC"):
            open_marks.append(_belongs(list(instruction.operands), held))
        elif operator == "EMC":
            open_marks.pop()
        elif operator in PAINTS and not any(open_marks):
            strays += 1
    return strays


def _belongs(operands: list[Any], held: set[int]) -> bool:
    """Whether a mark begins an artefact or content that the tree holds."""
    if operands[0] == "/Artifact":
        return True
    properties = operands[1] if len(operands) > 1 else None
    return isinstance(properties, pikepdf.Dictionary) and properties.get("/MCID", -1) in held


def _heading(document: Document, text: Text) -> str:
    """Return a heading as a page shows it: one that is not translated says so."""
    mark = dict(document.labels).get("untranslated") if text.status in NOT_TRANSLATED else None
    return canonical(f"{plain(mark)} {plain(text)}" if mark is not None else plain(text))


def _bookmarks(bookmark: Any, level: int) -> Iterator[tuple[int, str]]:
    while bookmark is not None:
        yield level, str(bookmark.Title)
        yield from _bookmarks(bookmark.get("/First"), level + 1)
        bookmark = bookmark.get("/Next")


def _changes(node: Any, around: str) -> Iterator[str]:
    """Yield the language of each text that stands in a page or a text of another language."""
    for text in _outermost(node):
        if text.language != around:
            yield text.language
        yield from _changes(text.children, text.language)


def _outermost(node: Any) -> Iterator[Text]:
    """Yield the texts of a node that stand in no other text."""
    inside: set[int] = set()
    for each in walk(node):
        if isinstance(each, Say) and each.meaning.language == each.spoken.language:
            inside.add(id(each.meaning))  # it is the same sentence, and shown once
        if isinstance(each, Text):
            if id(each) not in inside:
                yield each
            inside |= {id(inner) for inner in walk(each.children) if isinstance(inner, Text)}


def _claims(packet: bytes) -> dict[str, str]:
    """Return the properties of XMP metadata that are plain text, by name; they stand as attributes or as elements."""
    rdf = lxml.etree.fromstring(packet).find(f"{RDF}RDF")
    claims: dict[str, str] = {}
    for description in rdf if rdf is not None else ():
        claims |= {str(name): str(value) for name, value in description.items()}
        claims |= {str(child.tag): (child.text or "").strip() for child in description if len(child) == 0}
    return claims
