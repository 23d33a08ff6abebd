"""A PDF says which standards it keeps."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.etree

from docgen.verify.registry import Finding, check
from docgen.verify.structure import opened
from docgen.writers.artefact import Artefact, Format

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@check(
    "standards",
    Format.PDF,
    rationale="A file that does not say which standards it keeps is neither archived nor trusted by a screen reader.",
    source="ISO 14289-1, 5; ISO 19005-2, 6.6.4",
    codes=("claim",),
)
def standards_are_claimed(artefact: Artefact) -> Iterator[Finding]:
    """Yield each standard that the metadata do not claim."""
    with opened(artefact) as pdf:
        claims = _claims(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else {}
    if (claims.get(f"{PDFA}part"), claims.get(f"{PDFA}conformance")) != ("2", "A"):
        yield Finding("claim", "the metadata do not claim PDF/A-2a")
    if claims.get(f"{PDFUA}part") != "1":
        yield Finding("claim", "the metadata do not claim PDF/UA-1")


def _claims(packet: bytes) -> dict[str, str]:
    """Return the properties of XMP metadata that are plain text, by name; they stand as attributes or as elements."""
    rdf = lxml.etree.fromstring(packet).find(f"{RDF}RDF")
    claims: dict[str, str] = {}
    for description in rdf if rdf is not None else ():
        claims |= {str(name): str(value) for name, value in description.items()}
        claims |= {str(child.tag): (child.text or "").strip() for child in description if len(child) == 0}
    return claims
