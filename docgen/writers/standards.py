"""A laid-out document becomes one PDF that keeps to PDF/UA-1 and to PDF/A-2a: read aloud today, opened in forty years.

WeasyPrint writes a file of the one or of the other. Here it writes PDF/A-2a, with a structure tree of ours
(docgen.writers.structure), and the metadata then claim PDF/UA-1 as well. A form keeps to PDF/UA-1 only: what a person's
form says is hers, and it may be encrypted, which PDF/A forbids.
"""

from __future__ import annotations

from typing import Any

import weasyprint

from docgen.canonical import canonical
from docgen.writers.structure import our_structure

VARIANT = "pdf/a-2a"
ACCESSIBLE = "pdf/ua-1"

# PDF/A allows a property of another standard in the metadata only together with its description (ISO 19005-2, 6.6.2.3).
_CLAIM = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_END = b"</rdf:RDF>"


def write_standard(document: weasyprint.Document) -> bytes:
    """Return a document that was rendered for VARIANT as a file of both standards. It bears no date."""
    for page in document.pages:
        page.bookmarks = [(level, canonical(label), place, state) for level, label, place, state in page.bookmarks]
    with our_structure(document):
        data: bytes = document.write_pdf(finisher=_claim_both, pdf_variant=VARIANT)
    return data


def write_accessible(document: weasyprint.Document) -> bytes:
    """Return a document that was rendered for ACCESSIBLE as a file of PDF/UA-1. It bears no date."""
    with our_structure(document):
        data: bytes = document.write_pdf(pdf_variant=ACCESSIBLE)
    return data


def _claim_both(document: weasyprint.Document, pdf: Any) -> None:
    """Add the second claim inside rdf:RDF: WeasyPrint's option xmp_metadata would write it behind the end."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    (packet,) = metadata.stream
    assert packet.count(_END) == 1
    metadata.stream = [packet.replace(_END, _CLAIM.encode() + _END)]
