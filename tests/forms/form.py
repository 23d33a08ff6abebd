"""A form for tests, in seven languages: sentences of the Universal Declaration, and places for values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path

from docgen.forms.faces import FaceFile, Faces
from docgen.forms.fields import Field, Kind, Option
from docgen.forms.plate import Plate
from docgen.languages import Language
from docgen.typeset.breaks import insert_breaks
from docgen.typeset.faces import read_faces
from docgen.typeset.lexicon import Lexicon
from docgen.workspace import read_workspace
from docgen.writers.page import families
from tests.scratch import isolated

ROOT = Path(__file__).resolve().parents[2]
WORKSPACE = read_workspace(ROOT)
LANGUAGES = {tag: WORKSPACE.languages[tag] for tag in WORKSPACE.usual}  # those that forms are made in
UDHR = ROOT / "tests" / "data" / "udhr"

_DAY = (Option("day", "day"), Option("month", "month"), Option("year", "year"))
FIELDS = (
    Field("name", Kind.TEXT, "Name", required=True, help="As in the document"),
    Field("alias", Kind.TEXT, "Also called"),
    Field("age", Kind.NUMBER, "Age"),
    Field("born", Kind.DATE, "Date of birth", options=_DAY),
    Field("nationality", Kind.TEXT, "Nationality"),
    Field("document", Kind.TEXT, "Identity document"),
    Field("telephone", Kind.TEXT, "Telephone"),
    Field("found", Kind.DATE, "Found on", options=_DAY),
    Field("place", Kind.TEXT, "Place"),
    Field("official", Kind.TEXT, "Official"),
    Field("sex", Kind.CHOICE, "Sex", options=(Option("f", "Female"), Option("m", "Male"))),
    Field("needs", Kind.CHECKS, "Needs", options=(Option("doctor", "Doctor"), Option("lawyer", "Lawyer"))),
    Field("address", Kind.LINES, "Address"),
    Field("reason", Kind.LINES, "What happened"),
)
HEIGHTS = {"address": 2, "reason": 3}  # lines

CSS = """@page { size: A4; margin: 15mm 16mm }
html { font-size: 10pt; line-height: 1.5 } h1 { font-size: 15pt; margin: 0 0 2mm } h2 { break-before: page }
p { margin: 0 0 1.5mm }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
th { width: 22%; text-align: start; font-weight: 400; font-size: 9pt; vertical-align: top; padding: 1mm }
td { padding: .6mm 1mm; border-bottom: .4pt solid #555; vertical-align: top }
.v { font-size: 11pt; line-height: 20px; height: 20px }
.d { display: inline-block; width: 30mm }
.b { display: inline-block; width: 10px; height: 10px; font-size: 8px; line-height: 10px; border: 1px solid;
  vertical-align: middle }
"""


def form_html(language: Language, values: Mapping[str, str] | None = None, prose: int = 10, sheet: bool = False) -> str:
    """Return the form with placeholders, or with values typed in the places of its texts."""
    sentences = (UDHR / f"{language.tag}.txt").read_text("utf-8").replace("痩", "瘦").splitlines()[:prose]
    paragraphs = "".join(f"<p>{escape(broken(sentence, language))}</p>" for sentence in sentences)
    colours = (f"rgb(255, {n // 256}, {n % 256})" for n in range(1, 1000))
    rows = "".join(_row(field, values, colours) for field in FIELDS)
    extra = (
        f'<h2>More</h2><div class="v" id="f-extra-sheet" style="height: 600px">{_key(colours)}</div>' if sheet else ""
    )
    style = f":root {{ font-family: {families(language)} }} {CSS}"
    return (
        f'<!DOCTYPE html><html lang="{language.tag}" dir="{language.direction.value}"><meta charset="utf-8">'
        f"<title>Form</title><style>{style}</style><body><h1>Form</h1>{paragraphs}<table>{rows}</table>{extra}</body></html>"
    )


def _row(field: Field, values: Mapping[str, str] | None, colours: Iterator[str]) -> str:
    inner = "".join(_place(field, option, values, colours) for option in field.options or (Option("", ""),))
    return f'<tr><th scope="row">{field.label}</th><td>{inner}</td></tr>'


def _place(field: Field, option: Option, values: Mapping[str, str] | None, colours: Iterator[str]) -> str:
    id = f"f-{field.id}.{option.id}".rstrip(".")
    kind = "v d" if field.kind is Kind.DATE else "b" if option.id else "v"
    height = f"height: {20 * HEIGHTS[field.id]}px" if field.id in HEIGHTS else ""
    value = _key(colours) if values is None else escape(values.get(id[2:], ""))
    return f'<div class="{kind}" id="{id}" style="{height}">{value}</div>{option.label} '


def _key(colours: Iterator[str]) -> str:
    return f'<span style="color: {next(colours)}">x</span>'


def broken(text: str, language: Language) -> str:
    """Return a text with U+200B where a line may end."""
    return insert_breaks([text], language, Lexicon())[0]


def lay_out(html: str) -> object:
    """Return a page as WeasyPrint lays it out."""
    isolated()
    import weasyprint

    from docgen.writers.standards import ACCESSIBLE

    return weasyprint.HTML(string=html).render(pdf_variant=ACCESSIBLE)


@cache
def plate(tag: str, sheet: bool = False) -> Plate:
    """Return the form in a language, with an extra sheet or without, compiled once."""
    isolated()
    from docgen.forms.cutting import Form, cut_plate
    from docgen.writers.text_layer import exact_text

    form = Form("test", "Form", "7QFK-2M9D", True, (LANGUAGES[tag],), FIELDS, "(goes on)")
    with exact_text():
        return cut_plate(form, lay_out(form_html(LANGUAGES[tag], sheet=sheet)))


@cache
def faces() -> Faces:
    """Return the faces of the project."""
    regular = [family.regular for family in read_faces(ROOT / "fonts").families.values()]
    return Faces([FaceFile(face.family, face.sha256, face.path.read_bytes) for face in regular])
