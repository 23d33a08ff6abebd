"""word/styles.xml, written whole: python-docx's template brings theme fonts, which win over every name we set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.shared import Length

from docgen.languages import Direction, Language
from docgen.writers.docx.measures import SINGLE, line_attributes
from docgen.writers.docx.ooxml import Attributes, Element, Property, both, element, properties
from docgen.writers.docx.runs import language_attributes
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import twips


@dataclass(frozen=True)
class Style:
    """A paragraph style. `size`, `before`, `after` and `colour` name settings of templates/docx.toml; "" is none.

    `keep` keeps it with the next paragraph; one that holds a `picture`, by the layout's name of its size, has
    single lines: a multiple below 1 cuts it.
    """

    id: str
    name: str
    size: str = "text"
    bold: bool = False
    colour: str = ""
    before: str = ""
    after: str = ""
    keep: bool = False
    outline: int | None = None
    align: str = ""
    picture: str = ""


# Names in lower case and those of lists are Word's own, so that its navigation and its translations know them.
STYLES = {
    style.id: style
    for style in (
        Style("Normal", "Normal", after="paragraph"),
        Style("Title", "Title", "title", bold=True, colour="title", after="item", keep=True),
        Style("Subtitle", "Subtitle", "subtitle", colour="muted", after="paragraph", keep=True),
        *(
            Style(
                f"Heading{n}",
                f"heading {n}",
                f"heading{n}",
                True,
                "heading",
                "heading",
                "item",
                keep=True,
                outline=n - 1,
            )
            for n in (1, 2, 3)
        ),
        Style("Lead", "Lead", "lead", after="paragraph"),
        Style("ListBullet", "List Bullet", after="item"),
        Style("ListNumber", "List Number", after="item"),
        Style("ListContinue", "List Continue", after="item"),
        Style("TableText", "Table Text", "table", before="cell", after="cell"),
        Style("TableHead", "Table Head", "table", bold=True, before="cell", after="cell", keep=True),
        Style("BoxText", "Box Text", after="item"),
        Style("BoxTitle", "Box Title", bold=True, after="item", keep=True),
        Style("Spoken", "Spoken", "spoken", bold=True, after="item"),
        Style("Caption", "caption", "heading3", bold=True, colour="heading", before="item", after="item", keep=True),
        Style("TableCaption", "Table Caption", before="item", after="item", keep=True),
        Style("StepNumber", "Step Number", bold=True, before="cell", after="cell", align="center"),
        Style("Step", "Step", before="cell", after="cell"),
        Style("Limit", "Limit", "table", bold=True, colour="muted", before="cell", after="cell", keep=True),
        Style("ContactName", "Contact Name", bold=True, before="cell"),
        Style("ContactText", "Contact Text", "table", after="cell"),
        Style("Field", "Field"),
        Style("Telephone", "Telephone", "telephone", bold=True, after="cell"),
        Style("Code", "QR Code", before="cell", after="cell", align="center", picture="qr"),
        Style("Picture", "Picture", align="center", picture="picture"),
        Style("Header", "header", "small", colour="muted", align="end"),
        Style("Footer", "footer", "small", colour="muted"),
    )
}
SPACER = "Spacer"


def stylesheet(story: Story) -> Element:
    """Return the `w:styles` of a document."""
    return element("w:styles", None, [_defaults(story), *_styles(story)])


def _defaults(story: Story) -> Element:
    language, faces = story.language, story.typeset.faces
    family = language.families[0]
    run = properties(
        "w:rPr",
        {
            "w:rFonts": {f"w:{slot}": family for slot in ("ascii", "hAnsi", "eastAsia", "cs")},
            "w:lang": language_attributes(language),
            **both("w:sz", story.half_points(story.layout.sizes.text, language)),
        },
    )
    paragraph = properties("w:pPr", {"w:spacing": {"w:before": 0, "w:after": 0, **line_attributes(language, faces)}})
    return element(
        "w:docDefaults",
        None,
        [element("w:rPrDefault", None, [run]), element("w:pPrDefault", None, [paragraph])],
    )


def _styles(story: Story) -> Iterator[Element]:
    for style in STYLES.values():
        yield _paragraph_style(style, story)
    # An empty line of a fixed height: without one, Word joins boxes and tables that follow each other.
    height: Attributes = {"w:before": 0, "w:after": 0, "w:line": twips(story.layout.spaces.box), "w:lineRule": "exact"}
    small = properties("w:rPr", both("w:sz", 4))
    yield _style("paragraph", SPACER, "Spacer", "Normal", [properties("w:pPr", {"w:spacing": height}), small])
    yield _style("character", "DefaultParagraphFont", "Default Paragraph Font", "", [], default=True)
    link = properties("w:rPr", {"w:color": story.styles.colours.link, "w:u": "single"})
    yield _style("character", "Hyperlink", "Hyperlink", "DefaultParagraphFont", [link])
    yield _style("table", "TableNormal", "Normal Table", "", [_table_properties()], default=True)
    yield _style("numbering", "NoList", "No List", "", [], default=True)


def _paragraph_style(style: Style, story: Story) -> Element:
    based_on = "" if style.id == "Normal" else "Normal"
    parts = [_paragraph_properties(style, story), _run_properties(style, story)]
    return _style("paragraph", style.id, style.name, based_on, parts, default=not based_on)


def _paragraph_properties(style: Style, story: Story) -> Element | None:
    line: dict[str, str | int] = {"w:line": SINGLE, "w:lineRule": "auto"} if style.picture else {}
    values: dict[str, Property] = {
        "w:keepNext": style.keep,
        "w:keepLines": style.keep,
        "w:spacing": {"w:before": _space(style.before, story), "w:after": _space(style.after, story), **line},
        "w:outlineLvl": style.outline if style.outline is not None else None,
        "w:jc": alignment(style.align, story.language),
        "w:bidi": story.language.direction is Direction.RTL,
    }
    return properties("w:pPr", values)


def alignment(align: str, language: Language) -> str:
    """Return the value of `w:jc`. Word names sides by the direction of reading: its "right" is the end of a line."""
    return "right" if align == "end" else align or ""


def _run_properties(style: Style, story: Story) -> Element | None:
    size: Length = getattr(story.layout.sizes, style.size)
    values = both("w:sz", story.half_points(size, story.language))
    if style.bold:
        values |= both("w:b")
    if style.colour:
        values["w:color"] = getattr(story.styles.colours, style.colour)
    return properties("w:rPr", values)


def _space(name: str, story: Story) -> int:
    if not name:
        return 0
    space: Length = getattr(story.layout.spaces, name)
    return twips(space)


def _style(
    kind: str, id_: str, name: str, based_on: str, parts: list[Element | None], default: bool = False
) -> Element:
    attributes: dict[str, str | int] = {"w:type": kind, **({"w:default": 1} if default else {}), "w:styleId": id_}
    head = [
        element("w:name", {"w:val": name}),
        element("w:basedOn", {"w:val": based_on}) if based_on else None,
        element("w:qFormat") if kind == "paragraph" else None,
    ]
    return element("w:style", attributes, [*head, *parts])


def _table_properties() -> Element | None:
    sides = {"top": 0, "left": 100, "bottom": 0, "right": 100}
    margins = [element(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in sides.items()]
    return properties(
        "w:tblPr", {"w:tblInd": {"w:w": 0, "w:type": "dxa"}, "w:tblCellMar": element("w:tblCellMar", None, margins)}
    )
