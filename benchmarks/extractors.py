"""What programs read in a PDF, with WeasyPrint's own text layer and with ours: each paragraph, word and drop of ink.

The text is the Universal Declaration of Human Rights in 19 languages, a paragraph a page. Faces and readers that docgen
does not carry are downloaded from npm and PyPI into a temporary folder, or into --tools, where they stay.

    python benchmarks/extractors.py [--write docs/text-layer.md] [--tools FOLDER] [--language TAG]...
"""

from __future__ import annotations

import argparse
import inspect
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from docgen.languages import BreakRule, Direction, Language
from docgen.typeset.breaks import insert_breaks
from docgen.typeset.isolation import isolate
from docgen.typeset.lexicon import Lexicon

ROOT = Path(__file__).resolve().parents[1]
PARAGRAPHS = ROOT / "tests" / "data" / "udhr"
BEGIN, END = "<!-- benchmarks/extractors.py writes from here -->", "<!-- to here -->"
DPI = 600

PDFJS = "pdfjs-dist@5.6.205"  # the last that runs in Node.js 20
FACES = {  # what fonts/ does not have: family → npm package, of which the regular weight is used
    "Noto Sans SC": "noto-sans-sc@0.4.3",
    "Noto Sans JP": "noto-sans-jp@0.4.3",
    "Noto Sans Devanagari": "noto-sans-devanagari@0.4.1",
    "Noto Sans Bengali": "noto-sans-bengali@0.4.4",
    "Noto Sans Ethiopic": "noto-sans-ethiopic@0.4.2",
    "Noto Sans Tamil": "noto-sans-tamil@0.4.3",
    "Noto Naskh Arabic": "noto-naskh-arabic@0.4.5",
    "Noto Nastaliq Urdu": "noto-nastaliq-urdu@0.4.2",
}


def _language(tag: str, english: str, family: str = "Noto Sans", height: float = 1.8, **more: Any) -> Language:
    return Language(tag, english, english, "", (family, "Noto Sans"), line_height=height, **more)


LANGUAGES = (
    _language("th", "Thai", "Noto Sans Thai Looped", breaks=BreakRule.THAI),
    _language("lo", "Lao", "Noto Sans Lao", breaks=BreakRule.LAO),
    _language("km", "Khmer", "Noto Sans Khmer", breaks=BreakRule.KHMER),
    _language("my", "Burmese", "Noto Sans Myanmar", breaks=BreakRule.BURMESE),
    _language("shn", "Shan", "Noto Sans Myanmar", breaks=BreakRule.SYLLABLE),
    _language("vi", "Vietnamese"),
    _language("zh-Hant", "Chinese, traditional", "Noto Sans TC", breaks=BreakRule.HAN),
    _language("zh-Hans", "Chinese, simplified", "Noto Sans SC", breaks=BreakRule.HAN),
    _language("ja", "Japanese", "Noto Sans JP", breaks=BreakRule.HAN),
    _language("en", "English"),
    _language("id", "Indonesian"),
    _language("ms", "Malay"),
    _language("hi", "Hindi", "Noto Sans Devanagari"),
    _language("ne", "Nepali", "Noto Sans Devanagari"),
    _language("bn", "Bengali", "Noto Sans Bengali"),
    _language("ta", "Tamil", "Noto Sans Tamil"),
    _language("am", "Amharic", "Noto Sans Ethiopic"),
    _language("ar", "Arabic", "Noto Naskh Arabic", 2.2, direction=Direction.RTL),
    _language(
        "ur", "Urdu", "Noto Nastaliq Urdu", 3, direction=Direction.RTL
    ),  # tall: else pdfium takes two lines for one
)


# --- pages --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    """A PDF with a paragraph on each page, and the lines of each page as they were set (with their U+200B)."""

    data: bytes
    pages: tuple[tuple[str, ...], ...]


def printed(language: Language, exact: bool = True, paragraphs: int | None = None) -> Printed:
    """Return the paragraphs of a language, by docgen's text layer or by plain WeasyPrint's."""
    import weasyprint

    from docgen.writers.text_layer import exact_text

    sources = (PARAGRAPHS / f"{language.tag}.txt").read_text("utf-8").splitlines()[:paragraphs]
    html = weasyprint.HTML(string=page_of(sources, language))
    with ExitStack() as stack:
        notes = stack.enter_context(exact_text()) if exact else []
        document = html.render()
        data = document.write_pdf(pdf_identifier=b"t")
    pages = tuple(tuple(lines_of(page)) for page in document.pages)
    if notes or [squeezed("".join(lines)) for lines in pages] != [squeezed(source) for source in sources]:
        raise RuntimeError(f"{language}: a paragraph was not set as it should be {notes}")
    return Printed(data, pages)


def page_of(sources: Iterable[str], language: Language) -> str:
    """Return HTML with each paragraph on a page."""
    families = ", ".join(f'"{family}"' for family in language.families)
    style = f"p {{ font: 12pt/{language.line_height} {families}; width: 100mm; margin: 0; break-after: page }}"
    body = "".join(f"<p>{insert_breaks([source], language, Lexicon())[0]}" for source in sources)
    return (
        f'<html lang="{language.tag}" dir="{language.direction.value}"><title>t</title>'
        f"<style>@page {{ size: A5; margin: 15mm }} {style}</style><body>{body}"
    )


def lines_of(page: Any) -> Iterator[str]:
    """Yield the text of each line of WeasyPrint's page."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    for box in page._page_box.descendants():
        if isinstance(box, LineBox):
            yield "".join(inner.text for inner in box.descendants() if isinstance(inner, TextBox))


def squeezed(text: str) -> str:
    """Return a text without spaces, for which a line end may have stood, and without U+200B."""
    return re.sub(r"[\s\u200b]", "", text)


# --- what was read ------------------------------------------------------------------------------------------------

# What some programs add to mark a direction, and what we add to mark a break. pdfium marks a hyphen at a line end.
_ADDED = {**dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c")), 0xFFFE: "-"}


def joined(lines: str) -> str:
    """Return a paragraph of several lines as one, without the spaces at the ends of lines: some programs drop them."""
    return "".join(line.strip(" \t\f") for line in re.split(r"[\r\n]+", lines)).translate(_ADDED)


def is_exact(page: str, lines: Sequence[str]) -> bool:
    """Whether a program read a page's characters as they stand there, in their order, with the spaces in between."""
    return joined(page) == joined("\n".join(lines))


def words_of(lines: Iterable[str]) -> set[str]:
    """Return what stands between spaces, line-break opportunities, ends of lines and punctuation."""
    parts = (part for line in lines for part in re.split(r"[\s\u200b]+", line))
    marked = ("".join(" " if unicodedata.category(c)[0] in "PS" else c for c in part) for part in parts)
    return {word for part in marked for word in part.split()}


def missed_words(done: Printed) -> tuple[int, list[str]]:
    """Return how many words the pages have, and which of them pdfium (Chrome) does not find on their page."""
    import pypdfium2

    total, missed = 0, []
    with pypdfium2.PdfDocument(done.data) as document:
        for page, lines in zip(document, done.pages, strict=True):
            text = page.get_textpage()
            words = words_of(lines)
            total += len(words)
            missed += [word for word in words if text.search(word, match_case=True).get_next() is None]
    return total, missed


# --- programs that read -------------------------------------------------------------------------------------------


def by_pdfium(file: Path) -> list[str]:
    """Return the pages as Chrome reads them."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_range() for page in document]


def by_poppler(file: Path) -> list[str]:
    """Return the pages as pdftotext reads them."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def by_mupdf(file: Path) -> list[str]:
    """Return the pages as MuPDF reads them."""
    import pymupdf

    with pymupdf.open(file) as document:
        return [page.get_text() for page in document]


def by_pypdf(file: Path) -> list[str]:
    """Return the pages as pypdf reads them."""
    import pypdf

    return [page.extract_text() for page in pypdf.PdfReader(file).pages]


def by_pdfminer(file: Path) -> list[str]:
    """Return the pages as pdfminer.six reads them."""
    from pdfminer.high_level import extract_text

    return str(extract_text(file)).split("\f")[:-1]


def by_pdfjs(modules: Path) -> Callable[[Path], list[str]]:
    """Return a reader of pages as pdf.js (Firefox) reads them, before it normalises them."""
    script = Path(__file__).with_name("pdfjs.mjs")

    def read(file: Path) -> list[str]:
        done = subprocess.run(["node", script, modules, file], capture_output=True, check=True)
        (pages,) = json.loads(done.stdout)
        return list(pages)

    return read


def versions() -> list[str]:
    """Return the programs with their versions."""
    import pdfminer
    import pymupdf
    import pypdf
    import pypdfium2
    import weasyprint

    poppler = subprocess.run(["pdftotext", "-v"], capture_output=True, check=True).stderr.decode().split()[2]
    return [
        f"WeasyPrint {weasyprint.__version__}",
        f"pdfium {pypdfium2.PDFIUM_INFO.build} (pypdfium2 {pypdfium2.PYPDFIUM_INFO})",
        f"poppler {poppler} (pdftotext)",
        f"MuPDF {pymupdf.mupdf_version} (PyMuPDF)",
        f"pypdf {pypdf.__version__}",
        f"pdfminer.six {pdfminer.__version__}",
        f"pdf.js {PDFJS.partition('@')[2]} (disableNormalization)",
    ]


# --- pictures -----------------------------------------------------------------------------------------------------


@contextmanager
def unrounded() -> Iterator[None]:
    """Make plain WeasyPrint place glyphs as they were laid out: it takes 1024ths for 1000ths, and drops fractions."""
    from weasyprint.draw import text as drawing

    stock = drawing.draw_first_line
    source = inspect.getsource(stock)
    for old, new in (
        ("geometry.x_offset / font_size", "geometry.x_offset * 1000 * FROM_UNITS / font_size"),
        ("geometry.y_offset / 1000", "geometry.y_offset * FROM_UNITS"),
        (">{int(kerning)}<", ">{kerning:.4f}<"),
    ):
        if source.count(old) < 1:
            raise SystemExit(f"WeasyPrint does not say {old!r} any more")
        source = source.replace(old, new)
    try:
        exec(source, drawing.__dict__)  # defines draw_first_line anew, where it is looked up
        yield
    finally:
        drawing.draw_first_line = stock


def drawn_by_pdfium(data: bytes) -> Any:
    """Return the first page's ink as a black and white picture, white where there is ink."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return ink_of(document[0].render(scale=DPI / 72, grayscale=True).to_pil())


def drawn_by_poppler(data: bytes) -> Any:
    """Return the same picture as poppler draws it."""
    from PIL import Image

    command = ["pdftoppm", "-r", str(DPI), "-gray", "-singlefile", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return ink_of(Image.open(io.BytesIO(done.stdout)))


def drawn_by_mupdf(data: bytes) -> Any:
    """Return the same picture as MuPDF draws it."""
    import pymupdf
    from PIL import Image

    with pymupdf.open("pdf", data) as document:
        return ink_of(Image.open(io.BytesIO(document[0].get_pixmap(dpi=DPI, colorspace="gray").tobytes("png"))))


def ink_of(picture: Any) -> Any:
    """Return where a picture is dark."""
    return picture.convert("L").point(lambda grey: 255 if grey < 128 else 0)


def stray_ink(one: Any, other: Any) -> int:
    """Return how many dots of ink, in either picture, have none within a dot's distance in the other one."""
    from PIL import ImageChops, ImageFilter

    left, top, right, bottom = ImageChops.lighter(one, other).getbbox() or (0, 0, *one.size)
    wide = (left - 2, top - 2, right + 2, bottom + 2)
    one, other = one.crop(wide), other.crop(wide)
    near = ImageFilter.MaxFilter(3)
    pairs = ((one, other), (other, one))
    return sum(ImageChops.subtract(ink, around.filter(near)).histogram()[255] for ink, around in pairs)


RENDERERS = {"pdfium": drawn_by_pdfium, "poppler": drawn_by_poppler, "MuPDF": drawn_by_mupdf}


# --- results ------------------------------------------------------------------------------------------------------

Reader = Callable[[Path], list[str]]


@dataclass(frozen=True)
class Result:
    """What was found of one language; pairs are (plain WeasyPrint, ours)."""

    language: Language
    paragraphs: int
    exact: dict[str, tuple[int, int]]
    words: int
    found: tuple[int, int]
    stray: dict[str, tuple[int, int]]  # renderer → (against WeasyPrint, against WeasyPrint without its rounding)


def measured(language: Language, readers: dict[str, Reader], folder: Path) -> Result:
    """Return what the programs make of one language."""
    ways = [printed(language, exact) for exact in (False, True)]
    exact: dict[str, list[int]] = {name: [] for name in readers}
    for done, name in zip(ways, ("plain", "exact"), strict=True):
        file = folder / f"{language}-{name}.pdf"
        file.write_bytes(done.data)
        for reader, read in readers.items():
            pages = read(file)
            right = [is_exact(page, lines) for page, lines in zip(pages, done.pages, strict=True)]
            exact[reader].append(sum(right))
    searched = [missed_words(done) for done in ways]
    return Result(
        language,
        len(ways[0].pages),
        {name: (plain, ours) for name, (plain, ours) in exact.items()},
        searched[0][0],
        (searched[0][0] - len(searched[0][1]), searched[1][0] - len(searched[1][1])),
        dict(compared(language)),
    )


def compared(language: Language) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield how much ink each renderer puts elsewhere, in the first paragraph."""
    ours, plain = (printed(language, exact, 1).data for exact in (True, False))
    with unrounded():
        mended = printed(language, False, 1).data
    for name, draw in RENDERERS.items():
        picture = draw(ours)
        yield name, (stray_ink(picture, draw(plain)), stray_ink(picture, draw(mended)))


def report(results: Sequence[Result]) -> str:
    """Return the results as Markdown."""
    return "\n".join([*_exact_table(results), "", *_other_table(results)])


def _exact_table(results: Sequence[Result]) -> Iterator[str]:
    names = list(results[0].exact)
    yield f"| paragraphs read exactly | of | {' | '.join(names)} |"
    yield "|---" * (len(names) + 2) + "|"
    for result in results:
        cells = [f"{plain} → {ours}" for plain, ours in result.exact.values()]
        yield f"| {result.language.english} | {result.paragraphs} | {' | '.join(cells)} |"
    sums = [" → ".join(str(sum(r.exact[name][way] for r in results)) for way in (0, 1)) for name in names]
    yield f"| all | {sum(result.paragraphs for result in results)} | {' | '.join(sums)} |"


def _other_table(results: Sequence[Result]) -> Iterator[str]:
    names = list(results[0].stray)
    headings = [f"{name}: {than}" for name in names for than in ("as is", "unrounded")]
    yield f"| words found by search, ink moved | words | found | {' | '.join(headings)} |"
    yield "|---" * (len(headings) + 3) + "|"
    for result in results:
        stray = [str(count) for name in names for count in result.stray[name]]
        found = f"{result.found[0]} → {result.found[1]}"
        yield f"| {result.language.english} | {result.words} | {found} | {' | '.join(stray)} |"
    found = " → ".join(str(sum(result.found[way] for result in results)) for way in (0, 1))
    stray = [str(sum(result.stray[name][than] for result in results)) for name in names for than in (0, 1)]
    yield f"| all | {sum(result.words for result in results)} | {found} | {' | '.join(stray)} |"


# --- the command --------------------------------------------------------------------------------------------------


def fetch(tools: Path) -> None:
    """Download what docgen does not carry, and make one folder of all faces."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if not (tools / "python").is_dir():
        lock = ROOT / "requirements" / "benchmark.txt"
        subprocess.run([*pip, "--only-binary", ":all:", "--target", tools / "python", "-r", lock], check=True)
    npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", f"--prefix={tools}"]
    packages = [PDFJS, *(f"@expo-google-fonts/{package}" for package in FACES.values())]
    subprocess.run([*npm, *packages], check=True, stdout=subprocess.DEVNULL)
    faces = tools / "faces"
    shutil.rmtree(faces, ignore_errors=True)
    shutil.copytree(ROOT / "fonts", faces)
    for package in FACES.values():
        name = package.partition("@")[0]
        for file in (tools / "node_modules" / "@expo-google-fonts" / name / "400Regular").glob("*.ttf"):
            shutil.copy(file, faces)


def main() -> None:
    """Print the tables, or write them into a document."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", type=Path, help="the document that shows the tables")
    parser.add_argument("--tools", type=Path, help="where to keep what is downloaded")
    parser.add_argument("--language", action="append", default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        tools = (options.tools or Path(temporary)).resolve()
        tools.mkdir(parents=True, exist_ok=True)
        fetch(tools)
        isolate(tools / "faces", Path(temporary))
        sys.path.append(str(tools / "python"))
        text = run(tools, Path(temporary), options.language)
    if options.write:
        write(options.write, text)
    else:
        click.echo(text)


def run(tools: Path, folder: Path, tags: Sequence[str]) -> str:
    """Return the report on some languages, or on all."""
    readers: dict[str, Reader] = {
        "pdfium": by_pdfium,
        "poppler": by_poppler,
        "MuPDF": by_mupdf,
        "pypdf": by_pypdf,
        "pdfminer.six": by_pdfminer,
        "pdf.js": by_pdfjs(tools / "node_modules"),
    }
    results = []
    for language in LANGUAGES:
        if not tags or language.tag in tags:
            click.echo(f"{language.english} …", err=True)
            results.append(measured(language, readers, folder))
    return f"Read by {', '.join(versions())}.\n\n{report(results)}"


def write(document: Path, text: str) -> None:
    """Replace the tables of a document."""
    before, _, rest = document.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{document} has no place for the tables: {BEGIN} … {END}")
    document.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
