"""A small translator's desk for tests, and workbooks edited as a person would edit them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from hypothesis import strategies as st
from openpyxl import load_workbook

from docgen.catalogs.exchange.intake import Received, receive
from docgen.catalogs.exchange.sheet import Look
from docgen.catalogs.exchange.task import Desk, Only, Task, tasks
from docgen.catalogs.exchange.xlsx import Looks, translators_workbook
from docgen.catalogs.official import Letter, official_path, with_official
from docgen.catalogs.pot import new_catalog
from docgen.catalogs.store import parse_catalog
from docgen.catalogs.translate import read_translations
from docgen.content.inline import escaped
from docgen.content.reader import Content
from docgen.errors import DocgenErrors, Location, flatten
from docgen.languages import Language
from docgen.tree import Message
from tests.trees import LANGUAGES, make_folder

ROOT = Path(__file__).resolve().parents[1]
ON = date(2026, 11, 21)
# Three plural forms, which no language of the workspace has.
RULE = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
POLISH = Language("pl", "polski", "Polish", "Latn", ("Noto Sans",), plural_forms=RULE)


def message(
    msgid: str, msgctxt: str = "d.a", *, plural: str = "", legal: bool = False, authority: bool = False
) -> Message:
    """Return a message of the document d."""
    place = Location("content/documents/d.md", 3)
    return Message("d", msgctxt, msgid, place, plural, legal=legal, authority=authority)


@dataclass(frozen=True)
class Work:
    """A workspace's translations of one document, d, in a folder of its own."""

    root: Path
    content: Content
    found: tuple[Message, ...]
    languages: Mapping[str, Language]

    def path(self, tag: str = "km") -> Path:
        """Return where a catalog is."""
        return self.root / "translations" / tag.replace("-", "_") / "LC_MESSAGES" / "d.po"

    def write(self, *entries: str, tag: str = "km") -> None:
        """Write a catalog."""
        self.path(tag).parent.mkdir(parents=True, exist_ok=True)
        header = new_catalog(self.languages[tag], "d", "").decode()
        self.path(tag).write_bytes("\n".join([header, *entries]).encode())

    def desk(self) -> Desk:
        """Return what lies on the desk now."""
        folder = self.root / "translations"
        known = read_translations(folder, self.root, self.languages, "en", "th")
        return Desk(folder, self.languages, {"d": self.found}, self.content, known)

    def tasks(self, tag: str = "km", only: Only | None = None) -> list[Task]:
        """Return what translators are handed."""
        return tasks(self.desk(), self.languages[tag], only=only)

    def workbook(self, tag: str = "km") -> bytes:
        """Return the translator's workbook."""
        return translators_workbook(self.tasks(tag), self.desk(), self.languages[tag], LOOKS, whole)

    def receive(self, data: bytes, name: str = "km.xlsx") -> Received:
        """Return what a file changes, without writing it."""
        return receive(data, name, self.desk(), self.root / "content" / "glossary.toml", ON)

    def enter(self, data: bytes) -> Received:
        """Write what a file changes; it must have no faults."""
        received = self.receive(data)
        assert received.faults == ()
        for path, file in received.files.items():
            path.write_bytes(file)
        return received

    def lock(self, message: Message, *msgstr: str, tag: str = "km") -> None:
        """Enter a text as the publisher's own, without writing it into the catalog."""
        translations = self.desk().translations
        path = official_path(self.root / "translations", tag)
        digest = translations.digest_of(message, tag, msgstr)
        path.write_bytes(with_official(b"", [(message, digest)], Letter("a letter", ON, "DATIP-R1", ON)))

    def said(self, tag: str = "km") -> dict[str, tuple[str, ...]]:
        """Return the translations by their sources."""
        entries = parse_catalog(self.path(tag).read_bytes(), "d.po").entries
        return {msgid: entry.msgstr for (_, msgid), entry in entries.items()}


LOOKS = Looks(Look(), Look(), Look())


def whole(stretch: str) -> Sequence[str]:
    """Cut nothing: English has spaces."""
    return [stretch]


def make_work(root: Path, *found: Message, languages: Sequence[str] = ("en", "th", "km")) -> Work:
    """Return a workspace for these messages, without catalogs."""
    (root / "content").mkdir(parents=True, exist_ok=True)
    known = {tag: LANGUAGES.get(tag, POLISH) for tag in languages}
    return Work(root, make_folder(root).read(), found, known)


def faults_of(received: Received) -> list[str]:
    """Return what is wrong with single rows."""
    return [str(fault) for fault in received.faults]


def said(error: Exception) -> list[str]:
    """Return all errors of an error."""
    return [str(each) for each in flatten(error)] if isinstance(error, DocgenErrors) else [str(error)]


# --- workbooks --------------------------------------------------------------------------------------------------------


def fill(
    data: bytes, texts: Mapping[str, Mapping[str, object]], sheet: str = "Texts", key: str = "Source (English)"
) -> bytes:
    """Return a workbook in which someone wrote into cells: by the text of a row's column, and by heading."""
    book = load_workbook(BytesIO(data))
    table = book[sheet]
    heads = {cell.value: cell.column for cell in table[1]}
    left = dict(texts)
    for row in table.iter_rows(min_row=2):
        for heading, value in left.pop(str(row[heads[key] - 1].value), {}).items():
            cell = row[heads[heading] - 1]
            cell.value = excel(value) if isinstance(value, str) else value
            cell.data_type = "s" if isinstance(value, str) and value else cell.data_type
    assert not left, f"no such rows: {list(left)}"
    return saved(book)


def saved(book: object) -> bytes:
    """Return the bytes of a workbook of openpyxl's."""
    stream = BytesIO()
    book.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def excel(text: str) -> str:
    """Return a text as Excel saves it: what looks like its own escapes is escaped."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def repacked(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """Return a ZIP file with some of its parts changed, added or (None) removed."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(stream, "w") as target:
        for name in source.namelist():
            if name not in changes:
                target.writestr(name, source.read(name))
        for name, part in changes.items():
            if part is not None:
                target.writestr(name, part)
    return stream.getvalue()


# --- texts ------------------------------------------------------------------------------------------------------------

UDHR = ROOT / "tests" / "data" / "udhr"
WORDS = tuple(
    word
    for tag in ("th", "lo", "km", "my", "shn", "vi", "zh-Hant", "ja", "ar", "ur", "hi", "bn", "ta", "am", "id")
    for word in (UDHR / f"{tag}.txt").read_text("utf-8").split()[:12]
)
ODD = ("=1+1", "+66", "-2", "@x", "'", '"', "“”", "\u00a0", "\u200b", "\u200d", "\u2028", "\n", " ", "  ", "\t")
ODD_TOO = (
    "\\",
    "&lt;",
    "<b>",
    "]]>",
    "_x0041_",
    "_x000D_",
    "#N/A",
    "TRUE",
    "1e5",
    "01",
    "😀",
    "{",
    "}",
    "*",
    "**",
    "[",
    "](#x)",
)
_LETTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
PARTS = st.sampled_from(WORDS) | st.sampled_from(ODD + ODD_TOO) | st.text(_LETTERS, max_size=5)
ANY_TEXT = st.lists(PARTS, max_size=8).map("".join)
"""What may stand in a catalog: words of many scripts, marks that pair or not, what spreadsheets misread."""


@st.composite
def right_texts(draw: st.DrawFn, value: str = "{x}") -> str:
    """Return a translation with nothing but words and one placeholder: no fault can be found with it."""
    words = st.lists(st.sampled_from(WORDS) | st.sampled_from(ODD), max_size=5).map("".join)
    before, after = (re.sub(r"\d", "", draw(words)) for _ in range(2))
    return f"{escaped(before)}{value}{escaped(after)}"
