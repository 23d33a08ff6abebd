"""A renderer in an isolated process draws with the faces of fonts/ only, and breaks Thai lines where we allow it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from docgen.typeset.faces import read_faces
from docgen.typeset.isolation import fontconfig_xml

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "fonts"

# Renders the HTML on stdin in an isolated process; prints the file's sha256, the faces in it and its lines.
RENDER = """
import hashlib, io, json, sys
from pathlib import Path
from docgen.typeset.isolation import isolate
isolate(Path(sys.argv[1]), Path(sys.argv[2]))
import pikepdf, weasyprint
from fontTools.ttLib import TTFont
from weasyprint.formatting_structure.boxes import TextBox
document = weasyprint.HTML(string=sys.stdin.buffer.read().decode()).render()
data = document.write_pdf(pdf_identifier=b"test")
pdf = pikepdf.open(io.BytesIO(data))
dictionaries = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
files = [bytes(o.FontFile2.read_bytes()) for o in dictionaries if "/FontFile2" in o]
print(json.dumps({
    "sha256": hashlib.sha256(data).hexdigest(),
    "fonts": sum(o.get("/Type") == "/FontDescriptor" for o in dictionaries),
    "faces": sorted(TTFont(io.BytesIO(file))["name"].getDebugName(6) for file in files),
    "lines": [box.text for page in document.pages for box in page._page_box.descendants() if isinstance(box, TextBox)],
}))
"""

PAGE = """<html lang="en"><p style="font-family: 'DejaVu Sans'">asked for <b>DejaVu</b>
<p style="font-family: 'No such face', serif">nonesuch <em>emphasis</em> <code>code</code>
<p>no family"""
SCRIPTS = {
    "th": "'Noto Sans Thai Looped'",
    "lo": "'Noto Sans Lao'",
    "km": "'Noto Sans Khmer'",
    "my": "'Noto Sans Myanmar'",
    "zh-Hant": "'Noto Sans TC'",
}
WORDS = {"th": "น้ำ", "lo": "ນ້ຳ", "km": "ខ្មែរ", "my": "မြန်မာ", "zh-Hant": "\u2060權\u200b利"}


@dataclass(frozen=True)
class Rendered:
    """What came out of a process."""

    sha256: str
    fonts: int
    faces: list[str]
    lines: list[str]


def render(html: str, state: Path, **variables: str) -> Rendered:
    """Return what an isolated process made of a page; `variables` are what its machine has set."""
    done = subprocess.run(
        [sys.executable, "-c", RENDER, str(FONTS), str(state)],
        input=html.encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, **variables},
    )
    assert b"Fontconfig error" not in done.stderr and b"CRITICAL" not in done.stderr, done.stderr.decode()
    return Rendered(**json.loads(done.stdout))


def page(tag: str, text: str) -> str:
    """Return a paragraph in a language's own family."""
    return f'<p lang="{tag}" style="font-family: {SCRIPTS[tag]}">{text}'


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """One page that asks for foreign faces, and for each script in both weights."""
    html = PAGE + "".join(page(tag, f"{WORDS[tag]}<b>{WORDS[tag]}</b>") for tag in SCRIPTS)
    return render(html, tmp_path_factory.mktemp("state"))


def test_only_our_faces_are_embedded(rendered: Rendered) -> None:
    """A family that is not in fonts/ is never borrowed from the machine."""
    ours = {face.name for face in read_faces(FONTS).faces}
    assert len(rendered.faces) == rendered.fonts > 0
    assert set(rendered.faces) <= ours


def test_bold_words_are_drawn_by_bold_faces(rendered: Rendered) -> None:
    """In every script <b> is the family's own bold face; each face is embedded once."""
    families = [family.strip("'").replace(" ", "") for family in SCRIPTS.values()]
    expected = sorted(f"{family}-{weight}" for family in families for weight in ("Regular", "Bold"))
    assert [name for name in rendered.faces if name.split("-")[0] in families] == expected


def test_the_machine_does_not_change_the_bytes(rendered: Rendered, tmp_path: Path) -> None:
    """A second process, with other settings of its machine, makes the same file."""
    html = PAGE + "".join(page(tag, f"{WORDS[tag]}<b>{WORDS[tag]}</b>") for tag in SCRIPTS)
    settings = {"LANGUAGE": "ja", "FONTCONFIG_SYSROOT": str(tmp_path), "FONTCONFIG_FILE": "/etc/fonts/fonts.conf"}
    again = render(html, tmp_path / "other state", HOME=str(tmp_path), **settings)
    assert again.sha256 == rendered.sha256


def test_a_thai_line_ends_where_we_allow_it(tmp_path: Path) -> None:
    """Words that the machine's Thai dictionary knows are not parted; U+200B parts them."""
    text = "ท่านมีสิทธิได้รับ\u200bความช่วยเหลือและความคุ้มครอง เจ้าหน้าที่ของรัฐ"
    narrow = "<style>@page { size: 20mm 200mm; margin: 1mm }</style>" + page("th", text)
    lines = render(narrow, tmp_path).lines
    assert [line.strip("\u200b") for line in lines] == text.replace("\u200b", " ").split(" ")


def test_isolation_that_comes_too_late_is_refused(tmp_path: Path) -> None:
    """A process that has loaded WeasyPrint with the machine's faces cannot be isolated, and is told so."""
    code = (
        "import sys, weasyprint; from pathlib import Path; from docgen.typeset.isolation import isolate;"
        "isolate(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(FONTS), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert b"RuntimeError: isolate() comes too late" in done.stderr


def test_any_folder_name_may_be_configured(tmp_path: Path) -> None:
    """A folder named with spaces, & and < is one <dir>, written with forward slashes."""
    folder = tmp_path / "a & b < c" / "ສຽງ"
    configuration = ElementTree.fromstring(fontconfig_xml(folder, tmp_path))
    assert [element.text for element in configuration.iter("dir")] == [folder.as_posix()]
    assert not list(configuration.iter("include"))
