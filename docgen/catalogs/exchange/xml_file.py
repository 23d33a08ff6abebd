"""XML files of strangers, read so that none can do harm, and our own, written in bytes that are the same on every run.

A file may be no XML at all, be meant to fill the memory, or ask a parser to fetch other files. So it is decoded here,
measured, and refused when it declares entities; the parser sees UTF-8 and resolves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

from docgen.errors import CatalogError, Location

SIZE_LIMIT = 20_000_000  # bytes; a workspace of 5,000 texts in ten languages is a tenth of that
_TAG_LIMIT = 1_000_000  # each element costs a parser some 200 bytes, however short it is
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
# CAT tools name the DTD of TMX by habit. It is not read, and a declaration without brackets can define nothing.
_HARMLESS_DOCTYPE = re.compile(r"<!DOCTYPE\s+tmx\s+SYSTEM\s+\"tmx1[0-9]\.dtd\"\s*>")


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML file; `name` is the path that errors show.

    Raises:
        CatalogError: the file is too large, is no XML, or has a document type declaration.
    """
    place = Location(name)
    if len(data) > SIZE_LIMIT or data.count(b"<") > _TAG_LIMIT:
        raise too_large(name)
    text = _HARMLESS_DOCTYPE.sub("", _DECLARATION.sub("", _decoded(data, place), count=1), count=1)
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text):
        hint = "docgen reads no files that define entities; export the file again without a document type"
        raise CatalogError("the file has a document type declaration", location=place, hint=hint)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise CatalogError(f"no XML: {error.msg}", location=Location(name, line, column), hint=_DAMAGED) from error


_DAMAGED = "the file is damaged or is of another kind; export it again from the program that made it"


def _decoded(data: bytes, place: Location) -> str:
    """Return the text of a file in UTF-8 or UTF-16: which one is seen from its first bytes, not from what it says."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CatalogError("neither UTF-8 nor UTF-16", location=place, hint="save the file as UTF-8") from error


def new_root(name: str, namespace: str) -> etree._Element:
    """Return the first element of a file of ours, whose namespace needs no prefix."""
    return etree.fromstring(f'<{name} xmlns="{namespace}"/>')


def line_of(element: etree._Element) -> int:
    """Return the line of an element in the file it was read from."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def too_large(name: str) -> CatalogError:
    """Return the error of a file that is larger than any of ours."""
    hint = "split the export with --document, or remove what docgen did not export"
    said = f"the file, or what is packed in it, has more than {SIZE_LIMIT // 1_000_000} MB"
    return CatalogError(said, location=Location(name), hint=hint)


def xml_bytes(root: etree._Element, whole: Collection[str]) -> bytes:
    """Return the bytes of an XML file, indented, but not inside the elements of `whole`: their spaces are text."""
    _indent(root, "\n", whole)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _indent(element: etree._Element, line: str, whole: Collection[str]) -> None:
    if etree.QName(element).localname in whole or not len(element):
        return
    element.text = line + "  "
    for child in element:
        _indent(child, line + "  ", whole)
        child.tail = line + "  "
    element[-1].tail = line
