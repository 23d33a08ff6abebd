"""Small workspaces for tests: the starter's example, some facts and a second document, in a few languages.

Templates and faces are links to the project's own, so that a workspace costs nothing and shows what is really printed.
The translations are no language: words of each script stand where English stood, so that a change of the project's own
translations changes no test.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import itertools
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polib
import tomlkit

from docgen.cli import main
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare, write
from docgen.typeset.isolation import isolate
from docgen.writers.artefact import Artefact, Format, Typeset

ROOT = Path(__file__).resolve().parents[1]
ON = "2026-11-21"
UNTIL = "2027-11-21"

FACTS = """\
# The officer's own remarks stand beside the facts; no command may touch them.

[fund.living_cost]  # what the fund pays
kind = "money"
amount = 3000       # each time
currency = "THB"
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "unconfirmed"
# asked about on the telephone, no answer yet

[fund.within]
kind = "duration"
number = 3
unit = "week"
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "unconfirmed"

"""
MONEY = """
(money)=
## What the fund pays

:::{legal}
The fund pays **{fund.living_cost}** within {fund.within}.
:::

| What | How much |
|---|---|
| Living cost | {fund.living_cost} |
| Clothes | – |
"""
SHEET = """\
+++
id = "sheet"
title = "First words"
layout = "sheet-a4-large"
pages = 1
audience = "person"
reader = "adult"
sensitivity = "sensitive"
origin = "source"
neutral_name = "first-information"
neutral_title = "Notes"
+++

**Help** is near.

:::{contacts} social_assistance_center
:::
"""
# The toolkit's own notices, in words that tests know.
NOTICES = {
    "reading_aid": "Nobody who reads this language has checked it.",
    "reading_aid_authority": "Nobody has approved this.",
    "untranslated": "still English",
}
FACT_IDS = ("fund.living_cost", "fund.within", "call.social_assistance")


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What a command with --json said."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Scratch:
    """A workspace in a folder of its own."""

    root: Path

    def docgen(self, *arguments: str, code: int = 0) -> Ran:
        """Run a command in the workspace; it must exit with `code`."""
        return docgen("--workspace", str(self.root), *arguments, code=code)

    def build(self, *arguments: str, code: int = 0) -> dict[tuple[str, str, str], dict[str, Any]]:
        """Build, and return what `docgen build --json` says of each file."""
        done = self.docgen("build", "--jobs", "1", "--json", *arguments, code=code).json
        return {(file["document"], file["language"], file["format"]): file for file in done["files"]}

    def file(self, name: str) -> Path:
        """Return a file of build/."""
        return self.root / "build" / name

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that is in a file once."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), "utf-8")

    def append(self, name: str, text: str) -> None:
        """Add a text at the end of a file."""
        path = self.root / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    def draft(self, tag: str, drafts: Sequence[dict[str, object]]) -> None:
        """Enter translations that a machine made."""
        path = self.root / "drafts.json"
        path.write_text(json.dumps(drafts), "utf-8")
        self.docgen("catalog", "draft", tag, str(path))
        path.unlink()

    def own_templates(self) -> Path:
        """Return templates that may be changed: a copy instead of the link to the project's."""
        folder = self.root / "templates"
        if folder.is_symlink():
            folder.unlink()
            shutil.copytree(ROOT / "templates", folder)
        return folder

    def copy(self, folder: Path) -> Scratch:
        """Return a copy of the workspace, what was built included."""
        return Scratch(Path(shutil.copytree(self.root, folder, symlinks=True)))

    def inputs(self) -> Inputs:
        """Return everything that the workspace says."""
        return read_inputs(self.root)

    def typeset(self, tag: str, document: str = "example") -> Typeset:
        """Return a document ready to be written."""
        return prepare(self.inputs(), Target(document, tag, Format.PDF))

    def artefact(self, tag: str, format: Format, document: str = "example") -> Artefact:
        """Return a file as its writer makes it, not yet verified."""
        isolated()
        inputs = self.inputs()
        return write(inputs, prepare(inputs, Target(document, tag, format)), format)


def docgen(*arguments: str, code: int | None = 0) -> Ran:
    """Run the command line in this process; it must exit with `code` (any, when that is None)."""
    out, err, before = io.StringIO(), io.StringIO(), sys.argv
    exit_code: object = 0
    sys.argv = ["docgen", *arguments]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as done:
        exit_code = done.code or 0
    finally:
        sys.argv = before
    assert isinstance(exit_code, int)
    ran = Ran(exit_code, out.getvalue(), err.getvalue())
    assert code in (None, ran.code), f"docgen {' '.join(arguments)} gave {ran.code}\n{ran.out}\n{ran.err}"
    return ran


@cache
def isolated() -> Path:
    """Isolate this process, once: after that, and not before, WeasyPrint may be imported. Return the state folder."""
    state = Path(tempfile.mkdtemp(prefix="docgen-tests-"))
    atexit.register(shutil.rmtree, state, ignore_errors=True)
    isolate(ROOT / "fonts", state)
    return state


# --- making one ---------------------------------------------------------------------------------------------------


def make_scratch(folder: Path, languages: Sequence[str] = ("en", "th", "km")) -> Scratch:
    """Return a new workspace with two documents; nothing is translated, approved or confirmed.

    "example" shows an amount and a telephone, "sheet" the telephone only.
    """
    shutil.copytree(ROOT / "docgen" / "starter" / "example", folder)
    for name in ("templates", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    scratch = Scratch(folder)
    facts = folder / "content" / "facts.toml"
    facts.write_text(FACTS + facts.read_text("utf-8"), "utf-8")
    (folder / "content" / "documents" / "sheet.md").write_text(SHEET, "utf-8")
    scratch.append("content/documents/example.md", MONEY)
    _configure(folder, languages)
    _name(folder, languages)
    return scratch


def _name(folder: Path, languages: Sequence[str]) -> None:
    """Give words.toml the languages' names, and the notices that tests know."""
    path = folder / "content" / "words.toml"
    words: Any = tomlkit.parse(path.read_text("utf-8"))
    for name, text in NOTICES.items():
        words["notice"][name]["text"] = text
    for tag in languages:
        words["language"].setdefault(tag, "Another language")
    path.write_text(tomlkit.dumps(words), "utf-8")


def _configure(folder: Path, languages: Sequence[str]) -> None:
    """Give the workspace the languages, with the settings that the project itself uses."""
    settings = (ROOT / "docgen.toml").read_text("utf-8")
    found = re.finditer(r"^\[languages\.([\w-]+)\]\n(?:[^\[\n].*\n)*", settings, re.MULTILINE)
    tables = {table[1]: table[0] for table in found}
    example = (folder / "docgen.toml").read_text("utf-8")
    head = example[: example.index("[languages.")].replace('["example"]', '["example", "sheet"]')
    (folder / "docgen.toml").write_text(head + "\n".join(tables[tag] for tag in languages), "utf-8")


def make_translated(
    folder: Path,
    languages: Sequence[str] = ("en", "th", "km"),
    add: Callable[[Scratch], None] = lambda scratch: None,
) -> Scratch:
    """Return a workspace that is translated by a machine: nobody has read the drafts. `add` puts in more content."""
    scratch = make_scratch(folder, languages)
    add(scratch)
    scratch.docgen("catalog", "update")
    for tag in languages:
        if tag != "en":
            scratch.draft(tag, list(_drafts(folder / "translations" / "pot", tag)))
    return scratch


def make_final(folder: Path, languages: Sequence[str] = ("en", "th", "km")) -> Scratch:
    """Return a workspace in which all is approved, adopted and confirmed, by commands alone; nothing is built."""
    scratch = make_translated(folder, languages)
    for tag in languages:
        for reviewer in ("R1", "R2"):  # legal texts need two
            scratch.docgen("catalog", "approve", tag, "--by", f"{tag[:2]}-{reviewer}", "--on", ON)
    scratch.docgen("catalog", "adopt", "--by", "DATIP-R1", "--on", ON)
    for fact in FACT_IDS:
        scratch.docgen("fact", "confirm", fact, "--by", "DATIP-R1", "--on", ON, "--until", UNTIL)
    return scratch


# --- translations -------------------------------------------------------------------------------------------------

WORDS = {
    "th": "ท่าน มี สิทธิ ได้รับ ความช่วยเหลือ และ ความคุ้มครอง จาก เจ้าหน้าที่ ของ รัฐ",
    "lo": "ທ່ານ ມີ ສິດ ໄດ້ຮັບ ການຊ່ວຍເຫຼືອ ແລະ ການປົກປ້ອງ ຈາກ ເຈົ້າໜ້າທີ່",
    "km": "អ្នក មាន សិទ្ធិ ទទួល បាន ជំនួយ និង ការការពារ ពី មន្ត្រី",
    "my": "သင် သည် အကူအညီ နှင့် အကာအကွယ် ရပိုင်ခွင့် ရှိသည်",
    "vi": "bạn có quyền được giúp đỡ và bảo vệ",
    "zh-Hant": "您 有 權利 獲得 協助 和 保護",
}
# What a test wants to see in the reader's own words.
SAID = {
    ("th", "{n} baht"): "{n} บาท",
    ("km", "{n} baht"): "{n} បាត",
    ("my", "{n} baht"): "{n} ဘတ်",
    ("zh-Hant", "{n} baht"): "{n} 泰銖",
    # Letters that stand in the order of reading: PDF readers mix up Khmer signs that stand before or below others.
    ("km", NOTICES["reading_aid"]): "មានការងារ មានការងារ",
    ("km", NOTICES["untranslated"]): "ការងារ",
    (
        "th",
        "The fund pays **{fund.living_cost}** within {fund.within}.",
    ): "กองทุนจ่าย**{fund.living_cost}**ภายใน {fund.within} นะ",
}
_TOKEN = re.compile(r"(\{[^{}]*\}|\*\*|[.,:;!?]+)")


def _drafts(pots: Path, tag: str) -> Iterator[dict[str, object]]:
    for path in sorted(pots.glob("*.pot")):
        for entry in polib.pofile(str(path)):
            source = entry.msgid_plural or entry.msgid
            text = translated_by_machine(source, tag)
            forms = [text] * (2 if entry.msgid_plural and tag == "en" else 1)
            yield {"domain": path.stem, "msgctxt": entry.msgctxt, "msgid": entry.msgid, "msgstr": forms}


def translated_by_machine(source: str, tag: str) -> str:
    """Return a text with as many words of a language as the source has, between the same marks and placeholders."""
    if tag == "en" or (tag, source) in SAID:
        return SAID.get((tag, source), source)
    words = itertools.cycle(WORDS[tag].split())
    space = " " if tag == "vi" else ""
    parts = [
        part if _TOKEN.fullmatch(part) else space.join(next(words) for _ in part.split())
        for part in _TOKEN.split(source)
    ]
    return space.join(filter(None, parts)) if space else "".join(parts)
