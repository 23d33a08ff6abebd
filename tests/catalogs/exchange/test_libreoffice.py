"""Workbooks that LibreOffice has opened and saved: the same texts, to the letter."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from docgen.catalogs.exchange.review import for_review, reviewers_pack
from tests.exchange import LOOKS, ODD, ODD_TOO, WORDS, Work, fill, make_work, message, whole
from tests.trees import entry

SOURCES = tuple(f"Text {chr(97 + n // 26)}{chr(97 + n % 26)}." for n in range(len(ODD + ODD_TOO) + len(WORDS)))
TEXTS = (*(f"{text}ក{text}" for text in ODD + ODD_TOO), *WORDS)
TYPED = {"Text aa.": "=SUM(A:A)", "Text ab.": "-ក", "Text ac.": "ក\nខ", "Text ad.": "a\u200bb\u00a0c", "Text ae.": "'ក"}


def resaved(files: Mapping[str, bytes], folder: Path, soffice: str) -> dict[str, bytes]:
    """Return workbooks as LibreOffice saves them."""
    (folder / "in").mkdir()
    for name, data in files.items():
        (folder / "in" / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder)]
    inputs = [str(folder / "in" / name) for name in files]
    subprocess.run([*command, *inputs], env=dict(os.environ), check=True, capture_output=True, timeout=300)
    return {name: (folder / name).read_bytes() for name in files}


def write(work: Work) -> None:
    """Write the catalog: sound texts, and such as no check would let in."""
    pairs = zip(SOURCES, TEXTS, strict=True)
    work.write(*(entry("d.a", msgid, text, draft="fuzzy") for msgid, text in pairs))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, needs: Callable[[str], str]) -> tuple[Work, dict[str, bytes]]:
    """Return a workspace, and its workbooks after LibreOffice: untouched, filled in, and a pack with verdicts."""
    work = make_work(tmp_path_factory.mktemp("office") / "work", *map(message, SOURCES))
    write(work)
    verdict = {SOURCES[-1]: {"OK": "yes", "Code": "km-R2"}}
    pack = reviewers_pack(for_review(work.tasks()), work.desk(), work.languages["km"], LOOKS, whole)
    files = {
        "untouched.xlsx": work.workbook(),
        "filled.xlsx": fill(work.workbook(), {msgid: {"Your translation": text} for msgid, text in TYPED.items()}),
        "pack.xlsx": fill(pack, verdict, "Review", "Source now (English)"),
    }
    return work, resaved(files, tmp_path_factory.mktemp("saved"), needs("soffice"))


def test_an_untouched_workbook_is_no_edit(saved: tuple[Work, dict[str, bytes]]) -> None:
    """Texts of all scripts, texts that look like formulas, errors or escapes, invisible spaces: nothing differs."""
    work, files = saved
    write(work)
    received = work.receive(files["untouched.xlsx"])
    assert (dict(received.files), received.conflicts, received.faults) == ({}, (), ())


def test_what_was_typed_is_entered_to_the_letter(saved: tuple[Work, dict[str, bytes]]) -> None:
    """A text that begins with = is a text, and line ends stay."""
    work, files = saved
    write(work)
    work.enter(files["filled.xlsx"])
    said = work.said()
    assert {msgid: said[msgid] for msgid in TYPED} == {msgid: (text,) for msgid, text in TYPED.items()}
    assert [said[msgid] for msgid in SOURCES[5:]] == [(text,) for text in TEXTS[5:]]


def test_verdicts_are_entered(saved: tuple[Work, dict[str, bytes]]) -> None:
    """A pack may be filled in with any office program."""
    work, files = saved
    write(work)
    assert dict(work.receive(files["pack.xlsx"]).counts) == {"approved": 1}
