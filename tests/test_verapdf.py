"""The validator that archives use finds no fault in what docgen prints, and finds the faults that are put in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from docgen.pipeline.run import targets
from docgen.workspace import read_workspace
from docgen.writers.artefact import Format
from tests.scratch import ROOT, docgen
from tests.verapdf import A_2A, UA_1, Verdicts, judge
from tests.writers.structure import DOT, elements, written

BODY = f'<h1>a</h1><table><tr><th scope=row>b<td>c</table><p><a href="tel:1300">d</a> <img src="{DOT}" alt="e">'


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every PDF of the project's own workspace: all documents in all languages, built elsewhere."""
    root = tmp_path_factory.mktemp("printed")
    shutil.copy(ROOT / "docgen.toml", root)
    for name in ("content", "fonts", "templates", "translations"):
        (root / name).symlink_to(ROOT / name)
    if (
        ROOT / "build" / "manifest.json"
    ).is_file():  # made by `make build`: what has not changed since is not made again
        shutil.copytree(ROOT / "build", root / "build", ignore=shutil.ignore_patterns("print", "proof"))
    docgen("--workspace", str(root), "build", "--format", "pdf")
    return sorted((root / "build").glob("*/*.pdf"))


def test_every_pdf_keeps_both_standards(needs: Callable[[str], str], printed: list[Path]) -> None:
    """All documents in all languages keep PDF/UA-1 and PDF/A-2a, by every rule that a program can judge."""
    needs("java")
    workspace = read_workspace(ROOT)
    assert len(printed) == len(targets(workspace, (), (), (Format.PDF,)))
    verdicts = judge(printed)
    assert {key: [str(each) for each in failures] for key, failures in verdicts.items() if failures} == {}


def test_the_booklet_can_be_sent_over_a_bad_connection(printed: list[Path]) -> None:
    """The Notification of Rights has at most 120 kB in every language, Chinese included."""
    sizes = {f"{path.parent.name} {path.name}": path.stat().st_size for path in printed}
    assert {name: size for name, size in sizes.items() if "notification" in name and size > 120_000} == {}


def _no_words(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0].Alt


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _no_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[0].A


def _stray_text(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 m 9 9 l S")


def _no_claim(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def _no_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


# What is spoilt, and the rule of a standard that it breaks.
SPOILT: dict[str, tuple[Callable[[pikepdf.Pdf], None], str, str]] = {
    "words": (_no_words, UA_1, "7.3-1"),
    "language": (_no_language, UA_1, "7.2-34"),
    "structure": (_no_structure, A_2A, "6.7.3.3-1"),
    "scope": (_no_scope, UA_1, "7.5-1"),
    "stray": (_stray_text, UA_1, "7.1-3"),
    "claim": (_no_claim, UA_1, "5-1"),
    "colours": (_no_colours, A_2A, "6.2.4.3-2"),
}


def test_the_validator_sees_what_is_spoilt(needs: Callable[[str], str], tmp_path: Path) -> None:
    """A file that lost its pictures' words, its language, its structure or a claim does not pass."""
    needs("java")
    sound = tmp_path / "sound.pdf"
    sound.write_bytes(written(BODY))
    for name, (spoil, _, _) in SPOILT.items():
        with pikepdf.open(sound) as pdf:
            spoil(pdf)
            pdf.save(tmp_path / f"{name}.pdf")
    verdicts: Verdicts = judge(sorted(tmp_path.glob("*.pdf")))
    assert not verdicts[str(sound), UA_1] and not verdicts[str(sound), A_2A]
    broken = {(path, rule.rule) for (path, _), failures in verdicts.items() for rule in failures}
    assert {(str(tmp_path / f"{name}.pdf"), rule) for name, (_, _, rule) in SPOILT.items()} <= broken
