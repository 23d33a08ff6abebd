"""A DOCX file names only the workspace's faces."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import lxml.etree

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@check(
    "faces/docx",
    Format.DOCX,
    rationale="A word processor replaces a family that it lacks; it can only be right when the file names one of ours.",
    source="ECMA-376-1, 17.3.2.26: rFonts names faces, and a program replaces those that it lacks",
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
