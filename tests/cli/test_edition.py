"""An edition is released, found by its stamp, sent out, recalled, and replaced place by place."""

import re
import subprocess
from pathlib import Path

import pytest

from docgen.pipeline.manifest import read_manifest
from docgen.verify.extract import docx_text, html_text, pdf_pages
from tests.scratch import Scratch, make_final

BY = ("--by", "DATIP-R1", "--on", "2026-11-21")


def git(root: Path, *arguments: str) -> None:
    """Run git as nobody in particular."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A workspace in git whose documents are final and built."""
    scratch = make_final(tmp_path_factory.mktemp("edition") / "workspace", ("en", "th"))
    scratch.build()
    git(scratch.root, "init", "-q")
    git(scratch.root, "add", "docgen.toml", "content", "translations", "fonts", "templates")
    git(scratch.root, "commit", "-qm", "the state that is released")
    return scratch


def test_the_stamp_stands_in_every_file_and_on_every_page(scratch: Scratch) -> None:
    """Whoever holds a page can say which edition it is, and so can a program that has only the file."""
    files = read_manifest(scratch.root / "build").values()
    stamps = {record.path: record.stamp for record in files}
    for path, stamp in stamps.items():
        data = (scratch.root / "build" / path).read_bytes()
        read = {"pdf": pdf_pages, "docx": lambda d: (docx_text(d),), "html": lambda d: (html_text(d),)}
        for page in read[path.rpartition(".")[2]](data):
            assert stamp in page
    assert len(set(stamps.values())) == 4, "one edition for each document and language, the same in all formats"


def test_an_edition_is_released_and_recalled(scratch: Scratch, tmp_path: Path) -> None:
    """From the release to the slips, each step by a command; nothing happens twice, nothing is lost."""
    scratch.append("content/facts.toml", "# a note that is not committed\n")
    assert "not committed: content/facts.toml" in scratch.docgen("release", *BY, code=7).err
    git(scratch.root, "checkout", "-q", "--", "content")

    assert "nothing was written" in scratch.docgen("release", *BY, "--dry-run").err
    assert not (scratch.root / "releases").exists()
    scratch.docgen("release", *BY)
    listed = scratch.docgen("edition", "list", "--json").json
    stamp = next(str(each["stamp"]) for each in listed if (each["document"], each["language"]) == ("example", "th"))
    kept = scratch.root / "releases" / stamp
    assert {path.suffix for path in kept.iterdir()} >= {".pdf", ".docx", ".html", ".txt", ".toml"}

    for place, copies in (("Shelter in Ranong", "40"), ("สถานคุ้มครอง เชียงราย", "2")):
        scratch.docgen("edition", "sent", stamp, "--place", place, "--copies", copies, "--on", "2026-12-01")
    slips = tmp_path / "slips.pdf"
    assert "is not recalled" in scratch.docgen("edition", "slips", stamp, "--out", str(slips), code=7).err
    reason = ("--reason", "the amount changed")
    assert "Shelter in Ranong" in scratch.docgen("edition", "recall", stamp, *BY, *reason).out
    assert "was recalled" in scratch.docgen("edition", "recall", stamp, *BY, *reason, code=7).err

    scratch.docgen("edition", "slips", stamp, "--out", str(slips))
    pages = [re.sub(r"\s+", " ", page) for page in pdf_pages(slips.read_bytes())]
    assert ["Shelter in Ranong" in pages[0], "สถานคุ้มครอง เชียงราย" in pages[1]] == [True, True]
    assert all(stamp in page and "the amount changed" in page for page in pages)
    assert "is there already" in scratch.docgen("edition", "slips", stamp, "--out", str(slips), code=7).err

    proof = scratch.docgen("verify", str(kept / "example.pdf"), "--json", code=1).json
    shown = scratch.docgen("edition", "show", stamp.lower(), "--json").json
    assert (shown["recalled"], [sent["copies"] for sent in shown["sent"]]) == (True, [40, 2])
    assert proof[0]["findings"] == ["the edition was recalled on 2026-11-21: the amount changed [edition/recalled]"]


def test_a_reading_aid_is_never_released(tmp_path: Path) -> None:
    """A workspace where nothing is approved has nothing to release."""
    from tests.scratch import make_scratch

    scratch = make_scratch(tmp_path / "workspace", ("en", "th"))
    scratch.build("--format", "html")
    git(scratch.root, "init", "-q")
    git(scratch.root, "add", "docgen.toml", "content", "fonts", "templates")
    git(scratch.root, "commit", "-qm", "x")
    assert "no final edition" in scratch.docgen("release", *BY, code=7).err
