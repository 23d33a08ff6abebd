"""A table of the document is one table of the PDF, and its heads say what they head."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from docgen.tree import Calls, Chart, Table, walk
from docgen.verify.registry import Finding, check
from docgen.verify.structure import elements, opened
from docgen.writers.artefact import Artefact, Format


@check(
    "tags/tables",
    Format.PDF,
    rationale="In a table that falls apart overleaf, or whose heads head nothing, an amount is heard for another one.",
    source="ISO 14289-1, 7.5",
    codes=("tables", "scope"),
)
def tables_are_whole(artefact: Artefact) -> Iterator[Finding]:
    """Yield a number of tables that is not the document's, and heads that do not say what they head."""
    wanted = sum(isinstance(node, Table | Chart | Calls) for node in walk(artefact.typeset.document.blocks))
    with opened(artefact) as pdf:
        held = list(elements(pdf))
        found = sum(each.type == "/Table" for each in held)
        heads = [each.dictionary for each in held if each.type == "/TH"]
        lost = sum(head.get("/A", pikepdf.Dictionary()).get("/Scope") not in ("/Column", "/Row") for head in heads)
    if found != wanted:
        yield Finding("tables", f"the file has {found} tables, and the document {wanted}")
    if lost:
        yield Finding("scope", f"{lost} of {len(heads)} heads of tables head neither a column nor a row")
