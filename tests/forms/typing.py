"""What a word processor does to a form when somebody types: in a file of ours, and in one that LibreOffice saved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from docgen.writers.docx.controls import PROMPT, TICKED, bookmark_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
STORY = "word/document.xml"


def story(data: bytes) -> etree._Element:
    """Return the body of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(STORY))


def with_story(data: bytes, story: bytes) -> bytes:
    """Return a file with another body."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, story if name == STORY else source.read(name))
    return made.getvalue()


def control_of(root: etree._Element, key: str) -> etree._Element:
    """Return the control of a place, around its bookmark or within it."""
    (mark,) = (m for m in root.iter(f"{W}bookmarkStart") if m.get(f"{W}name") == bookmark_of(key))
    inside = next(mark.iterancestors(f"{W}sdt"), None)
    return inside if inside is not None else next(each for each in mark.itersiblings() if each.tag == f"{W}sdt")


def fill(path: Path, typed: Mapping[str, str], beside_prompt: bool = False) -> bytes:
    """Return the file with what was typed; TICKED ticks a box. `beside_prompt` leaves the prompt before a text."""
    data = path.read_bytes()
    root = story(data)
    for key, text in typed.items():
        control = control_of(root, key)
        first, *others = control.iter(f"{W}t")
        first.text = (PROMPT if beside_prompt and text != TICKED else "") + text
        for other in others:
            other.text = ""
        for shown in list(control.iter(f"{W}showingPlcHdr")):
            shown.getparent().remove(shown)  # type: ignore[union-attr]
        for checked in control.iter(f"{W14}checked"):
            checked.set(f"{W14}val", "1")
    return with_story(data, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
