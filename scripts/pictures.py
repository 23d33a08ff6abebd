"""Writes the small pictures of README.md from the PDFs in build/: `make pictures`."""

from pathlib import Path

import pypdfium2

PAGES = {"th": 1, "km": 4, "my": 7, "zh_Hant": 7}
ROOT = Path(__file__).parent.parent

for language, page in PAGES.items():
    with pypdfium2.PdfDocument(ROOT / "build" / language / "notification-of-rights.pdf") as document:
        picture = document[page - 1].render(scale=0.62, grayscale=True).to_pil().quantize(16)
    target = ROOT / "docs" / "pictures" / f"{language}.png"
    picture.save(target, optimize=True)
    print(target.relative_to(ROOT), target.stat().st_size)
