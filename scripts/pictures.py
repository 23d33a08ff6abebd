"""Writes the small pictures of README.md from the PDFs in build/: `make pictures`."""

from pathlib import Path

import pypdfium2

PAGES = {"th": 1, "km": 5, "my": 7, "zh_Hant": 7}
ROOT = Path(__file__).parent.parent

for language, page in PAGES.items():
    with pypdfium2.PdfDocument(ROOT / "build" / language / "notification-of-rights.pdf") as document:
        # Drawn large and made small: at this size pdfium would set each letter on a whole dot.
        picture = document[page - 1].render(scale=2.6, grayscale=True).to_pil().reduce(4).quantize(16)
    target = ROOT / "docs" / "pictures" / f"{language}.png"
    picture.save(target, optimize=True)
    print(target.relative_to(ROOT), target.stat().st_size)
