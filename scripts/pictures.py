"""Writes the pictures of README.md, and docs/gallery.md with a picture of each document, from the PDFs in build/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.manifest import Record, read_manifest
from docgen.writers.artefact import Format

README = {"th": 1, "km": 5, "my": 7, "zh_Hant": 7}
ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
GALLERY = ROOT / "docs" / "gallery.md"
HEAD = """# Gallery

Each document, by its first page in one of its languages. Made from `build/` by `make pictures`; not edited by hand.
"""


def main() -> None:
    """Write everything anew."""
    inputs = read_inputs(ROOT, check_fonts=False)
    workspace = inputs.workspace
    for language, page in README.items():
        _save(
            _drawn(workspace.build / language / "notification-of-rights.pdf", page, 2.6), PICTURES / f"{language}.png"
        )
    (PICTURES / "gallery").mkdir(exist_ok=True)
    for old in (PICTURES / "gallery").glob("*.png"):
        old.unlink()
    GALLERY.write_text(HEAD + "".join(_sections(inputs)), "utf-8")


def _sections(inputs: Inputs) -> Iterator[str]:
    workspace, documents = inputs.workspace, inputs.content.documents
    printed = [
        (target, record) for target, record in read_manifest(workspace.build).items() if target.format is Format.PDF
    ]
    for number, name in enumerate(workspace.documents):
        made = {target.language: record for target, record in printed if target.document == name}
        languages = [tag for tag in workspace.languages_of(name) if tag in made]
        shown = languages[number % len(languages)]  # in turn, so that all scripts are met
        _save(_drawn(workspace.build / made[shown].path, 1, 2.2), PICTURES / "gallery" / f"{name}.png")
        english = workspace.languages[shown].english
        beside = workspace.side_by_side.get(name, ())
        english_page = workspace.build / made.get("en", made[shown]).path
        title = documents[name].title.message.msgid if beside else _title(english_page)
        yield f"\n## {title}\n\n"
        yield f"![First page, {english}](pictures/gallery/{name}.png)\n\n"
        readers = {"person": "the person", "practitioner": "those who help"}[documents[name].audience]
        yield f"`{name}`, for {readers}; {_counted(made)}: {', '.join(beside or made)}. Shown: {english}.\n"


def _title(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        title: str = document.get_metadata_value("Title")
        return title


def _counted(made: dict[str, Record]) -> str:
    counts = sorted({record.pages for record in made.values()})
    return f"{counts[0]} page{'s' if counts[0] > 1 else ''}" if len(counts) == 1 else f"{counts[0]}–{counts[-1]} pages"


def _drawn(path: Path, page: int, scale: float) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        # Drawn large and made small: at this size pdfium would set each letter on a whole dot.
        picture: Image.Image = document[page - 1].render(scale=scale, grayscale=True).to_pil()
        return picture.reduce(4).quantize(16)


def _save(picture: Image.Image, path: Path) -> None:
    picture.save(path, optimize=True)
    print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    main()
