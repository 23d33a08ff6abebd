"""Only the workspace's faces draw letters, and each letter is drawn."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator

import lxml.etree
import pikepdf
from fontTools.ttLib import TTFont

from docgen.verify.extract import html_text
from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INVISIBLE = set("\n\t\u200b\u200c\u200d\u2060")


@check(
    "faces/pdf",
    Format.PDF,
    rationale="Fontconfig replaces a family that is missing without a word; what was embedded is what will be printed.",
    codes=("foreign-face",),
)
def embedded_faces_are_ours(artefact: Artefact) -> Iterator[Finding]:
    """Yield each face that was embedded from a file which fonts.toml does not record."""
    ours = artefact.typeset.faces.by_sha256
    names = ", ".join(sorted(base_fonts(artefact.data)))
    for digest in artefact.faces:
        if digest not in ours:
            yield Finding("foreign-face", f"a face that fonts.toml does not record is embedded ({names})")


def base_fonts(data: bytes) -> set[str]:
    """Return the names of the fonts in a PDF, without the tags of their subsets."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font"]
        return {str(font.get("/BaseFont", "/unnamed"))[1:].split("+")[-1] for font in fonts}


@check(
    "glyphs/pdf",
    Format.PDF,
    rationale="A missing glyph is a box on paper, and the text layer still reads right: only the glyph's number tells.",
    codes=("notdef",),
)
def every_glyph_is_drawn(artefact: Artefact) -> Iterator[Finding]:
    """Yield each page whose content draws glyph 0, which is .notdef in every face."""
    with pikepdf.open(io.BytesIO(artefact.data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if any(_draws_notdef(instruction) for instruction in pikepdf.parse_content_stream(page)):
                yield Finding("notdef", "a character is drawn as a box, because its face has no glyph for it", number)


def _draws_notdef(instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage) -> bool:
    if str(instruction.operator) not in ("Tj", "TJ"):
        return False
    operand = instruction.operands[0]
    strings = [operand] if isinstance(operand, pikepdf.String) else list(operand)
    codes = b"".join(bytes(item) for item in strings if isinstance(item, pikepdf.String))
    return b"\0\0" in (codes[n : n + 2] for n in range(0, len(codes), 2))


@check(
    "faces/html",
    Format.HTML,
    rationale="A telephone that lacks a letter in the page's faces takes it from its own, or draws a box.",
    codes=("foreign-face", "no-glyph"),
)
def the_page_brings_its_letters(artefact: Artefact) -> Iterator[Finding]:
    """Yield families that are not ours, and characters of the text that no embedded face has."""
    html = artefact.data.decode()
    families = set(re.findall(r'font-family: "([^"]+)"', html))
    for family in sorted(families - set(artefact.typeset.faces.families)):
        yield Finding("foreign-face", f"the page asks for “{family}”, which fonts.toml does not record")
    covered: set[str] = set()
    for data in re.findall(r"data:font/woff2;base64,([A-Za-z0-9+/=]+)", html):
        covered |= {chr(code) for code in TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap()}
    lost = "".join(sorted(set(html_text(artefact.data)) - covered - INVISIBLE))
    if lost:
        yield Finding("no-glyph", f"no embedded face has {' '.join(f'{c} (U+{ord(c):04X})' for c in lost)}")


@check(
    "faces/docx",
    Format.DOCX,
    rationale="A word processor replaces a family that it lacks; it can only be right when the file names one of ours.",
    codes=("foreign-face",),
)
def named_faces_are_ours(artefact: Artefact) -> Iterator[Finding]:
    """Yield each family that the file names and fonts.toml does not record."""
    named: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(artefact.data)) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = lxml.etree.fromstring(package.read(name))
                for fonts in root.iter(f"{W}rFonts"):
                    named |= {str(value) for key, value in fonts.attrib.items() if not str(key).endswith("hint")}
    for family in sorted(named - set(artefact.typeset.faces.families)):
        yield Finding("foreign-face", f"the file names “{family}”, which fonts.toml does not record")
