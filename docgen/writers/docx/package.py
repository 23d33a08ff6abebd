"""The package: python-docx's, less everything its template brings, in bytes that are the same on every run."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as DocxDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.story import StoryPart
from lxml import etree

from docgen.canonical import canonical
from docgen.languages import Direction
from docgen.tree import plain
from docgen.writers.artefact import Typeset
from docgen.writers.docx.numbering import numbering
from docgen.writers.docx.ooxml import Element, element
from docgen.writers.docx.runs import language_attributes
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import DocxStyles
from docgen.writers.docx.stylesheet import stylesheet

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
LEVEL = 6  # zlib's own default, said aloud

_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_COMPATIBILITY = {
    "compatibilityMode": 15,  # Word 2013 and later: an older one shows "compatibility mode" and another layout
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def empty_document() -> DocxDocument:
    """Return python-docx's document without its template's parts: styles, theme, thumbnail, and the person of 2013."""
    document = docx.Document()
    for rels in (document.part.rels, _package(document).rels):
        for key in [key for key, rel in rels.items() if rel.reltype != RT.OFFICE_DOCUMENT]:
            del rels[key]
    return document


def package(document: DocxDocument, story: Story) -> bytes:
    """Return the finished file: the document, its headers and footers, and the parts made here."""
    main = document.part
    for name, content_type, relationship, root in (
        ("styles", CT.WML_STYLES, RT.STYLES, stylesheet(story)),
        ("numbering", CT.WML_NUMBERING, RT.NUMBERING, numbering(story)),
        ("settings", CT.WML_SETTINGS, RT.SETTINGS, _settings(story)),
        ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, _font_table(story.families, story.styles)),
    ):
        part = Part(PackURI(f"/word/{name}.xml"), content_type, _serialised(root), _package(document))
        main.relate_to(part, relationship)
    core = _serialised(_core_properties(story.typeset))
    properties = Part(PackURI("/docProps/core.xml"), CT.OPC_CORE_PROPERTIES, core, _package(document))
    _package(document).relate_to(properties, RT.CORE_PROPERTIES)
    for root in [main.element, *(story.element for story in _furniture(document))]:
        _tidied(root)
    if "w14" in main.element.nsmap:  # a program that does not know boxes to tick passes over them
        main.element.set(f"{{{_COMPATIBLE}}}Ignorable", "w14")
    return _reproducible(document)


def _package(document: DocxDocument) -> Package:
    found: Package | None = document.part.package
    assert found is not None
    return found


def _furniture(document: DocxDocument) -> Iterable[StoryPart]:
    page = document.sections[0]
    return (page.header.part, page.first_page_header.part, page.footer.part, page.first_page_footer.part)


def _tidied(root: Element) -> None:
    """Drop the namespaces of the template that nothing uses; the prefixes that may be ignored are among them."""
    etree.strip_attributes(root, f"{{{_COMPATIBLE}}}Ignorable")
    boxes = next(root.iter(qn("w14:checkbox")), None) is not None
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w14", "mc"] if boxes else [])


def _serialised(root: Element) -> bytes:
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _reproducible(document: DocxDocument) -> bytes:
    """Return the package's bytes, with fixed times and without a word on the computer that made them."""
    saved, fixed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED, compresslevel=LEVEL) as target:
        for name in source.namelist():
            info = ZipInfo(name, EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            target.writestr(info, source.read(name), compresslevel=LEVEL)
    return fixed.getvalue()


# --- small parts -----------------------------------------------------------------------------------------------


def _settings(story: Story) -> Element:
    uri = "http://schemas.microsoft.com/office/word"
    compatibility = (
        element("w:compatSetting", {"w:name": name, "w:uri": uri, "w:val": value})
        for name, value in _COMPATIBILITY.items()
    )
    return element(
        "w:settings",
        None,
        [
            element("w:zoom", {"w:percent": 100}),
            *(_protection() if story.names else ()),
            element("w:defaultTabStop", {"w:val": 720}),
            element("w:characterSpacingControl", {"w:val": "doNotCompress"}),
            element("w:compat", None, compatibility),
            element("w:themeFontLang", language_attributes(story.language)),
            element("w:decimalSymbol", {"w:val": "."}),
            element("w:listSeparator", {"w:val": ","}),
        ],
    )


def _protection() -> Iterable[Element]:
    """Yield what lets a form be filled in and nothing else be changed, and no name of its author be saved in it."""
    yield element("w:removePersonalInformation")
    yield element("w:documentProtection", {"w:edit": "forms", "w:enforcement": 1})


def _font_table(families: Iterable[str], styles: DocxStyles) -> Element:
    """Return the `w:fonts` that tells a computer without our families which of its own to take."""
    return element("w:fonts", None, (_font(family, styles) for family in sorted(families)))


def _font(family: str, styles: DocxStyles) -> Element:
    other = styles.alternatives.get(family)
    children = [
        element("w:altName", {"w:val": other.family}) if other else None,
        element("w:charset", {"w:val": other.charset}) if other else None,
        element("w:family", {"w:val": "swiss"}),
        element("w:pitch", {"w:val": "variable"}),
    ]
    return element("w:font", {"w:name": family}, children)


def _core_properties(typeset: Typeset) -> Element:
    """Return the core properties: no dates, for no clock is read, and no person."""
    document = typeset.document
    words = {
        "dc:title": canonical(plain(document.title)),
        **({"dc:identifier": document.stamp} if document.stamp else {}),
        "dc:creator": typeset.publisher,
        "dc:language": typeset.language.tag,
    }
    root = element("cp:coreProperties")
    for name, value in words.items():
        child = element(name)
        child.text = value
        root.append(child)
    return root


def page_properties(document: DocxDocument, story: Story) -> None:
    """Set the page: its size, its margins, and the direction of its columns."""
    layout, page = story.layout, document.sections[0]
    page.page_width, page.page_height = layout.width, layout.height
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = layout.margin
    page.header_distance = page.footer_distance = layout.edge
    settings = document.element.body.sectPr
    for attribute in [*settings.attrib]:
        del settings.attrib[attribute]  # rsid: the revisions of the template
    grid = settings.find(qn("w:docGrid"))
    settings.remove(grid)
    if story.language.direction is Direction.RTL:
        settings.append(element("w:bidi"))
