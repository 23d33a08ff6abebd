"""All content of a PDF stands in its structure, or is said to be no content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from docgen.verify.registry import Finding, check
from docgen.verify.structure import elements, kids, opened
from docgen.writers.artefact import Artefact, Format

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}


@check(
    "tags/content",
    Format.PDF,
    rationale="What has no place in the structure tree is not read aloud: for a listener it is not there.",
    source="ISO 14289-1, 7.1",
    codes=("untagged", "stray"),
)
def all_content_is_tagged(artefact: Artefact) -> Iterator[Finding]:
    """Yield a missing structure tree, and each page that draws something which is neither in it nor an artefact."""
    with opened(artefact) as pdf:
        marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked")
        if "/StructTreeRoot" not in pdf.Root or not marked:
            yield Finding("untagged", "the file has no structure tree: nothing of it can be read aloud in order")
            return
        held = held_content(pdf)
        for number, page in enumerate(pdf.pages, 1):
            strays = _strays(page, held.get(page.obj.objgen, set()))
            if strays:
                yield Finding("stray", f"{strays} pieces of the page's content have no place in the structure", number)


def held_content(pdf: pikepdf.Pdf) -> dict[tuple[int, int], set[int]]:
    """Return, by page object, the marks of the content that the structure tree holds."""
    held: dict[tuple[int, int], set[int]] = {}
    for each in elements(pdf):
        for kid in kids(each.dictionary):
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
