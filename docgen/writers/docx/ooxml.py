"""OOXML elements, with their properties in the order that the schema wants.

Word refuses a file, or drops what it does not expect, when the children of a properties element stand in another order
than the schema's `xsd:sequence`. So nobody else in this package puts properties together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

Element = etree._Element  # lxml's stubs have no public name for it
Attributes = Mapping[str, str | int]
Property = bool | str | int | Attributes | Element | None

# ECMA-376-1 (5th edition, transitional), Annex A: CT_RPr, CT_PPr, CT_TblPr, CT_TrPr, CT_TcPr.
_ORDER = {
    "w:rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
        "lang eastAsianLayout specVanish oMath"
    ),
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "w:tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "w:trPr": (
        "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden"
    ),
    "w:tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
    ),
}
_RANKS = {tag: {f"w:{name}": rank for rank, name in enumerate(names.split())} for tag, names in _ORDER.items()}


def element(tag: str, attributes: Attributes | None = None, children: Iterable[Element | None] = ()) -> Element:
    """Return an element such as `w:p`; names carry their usual prefix, children that are None are left out."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name) if ":" in name else name, str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def properties(tag: str, values: Mapping[str, Property]) -> Element | None:
    """Return a properties element (`w:rPr`, `w:pPr` …) in the schema's order, or None when nothing is set.

    True stands for the bare element, a string or number for `w:val`, a mapping for attributes; False, None and ""
    stand for no element.
    """
    ranks = _RANKS[tag]
    children = [_property(name, values[name]) for name in sorted(values, key=ranks.__getitem__)]
    children = [child for child in children if child is not None]
    return element(tag, None, children) if children else None


def _property(name: str, value: Property) -> Element | None:
    if value is None or value is False or value == "":
        return None
    if value is True:
        return element(name)
    if isinstance(value, str | int):
        return element(name, {"w:val": value})
    if isinstance(value, Mapping):
        return element(name, value)
    return value


def borders(tag: str, sides: Mapping[str, Attributes]) -> Element:
    """Return `w:pBdr`, `w:tblBorders` or `w:tcBorders` with the sides in the schema's order."""
    order = ("top", "left", "bottom", "right", "insideH", "insideV", "between")
    return element(tag, None, (element(f"w:{side}", sides[side]) for side in order if side in sides))


def line(style: str, eighths: int, colour: str, space: int = 0) -> Attributes:
    """Return a border's attributes; its width is in eighths of a point, its distance from the text in points."""
    return {"w:val": style, "w:sz": eighths, "w:space": space, "w:color": colour}


def both(name: str, value: Property = True) -> dict[str, Property]:
    """Return a property for simple and for complex scripts: `b` and `bCs`, `sz` and `szCs`.

    Word takes a run of Thai, Lao, Khmer or Burmese from the second half only, everything else from the first.
    """
    return {name: value, f"{name}Cs": value}
