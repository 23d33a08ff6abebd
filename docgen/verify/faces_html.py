"""The page for a telephone brings every letter that it shows."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator

from fontTools.ttLib import TTFont

from docgen.verify.extract import html_text
from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format

INVISIBLE = set("\n\t\u200b\u200c\u200d\u2060")


@check(
    "faces/html",
    Format.HTML,
    rationale="A telephone that lacks a letter in the page's faces takes it from its own, or draws a box.",
    source="CSS Fonts 4, section 5: a browser goes on to installed faces when a family lacks a character",
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
