"""What `docgen catalog update` costs: a catalog of 5,000 texts of which some changed, beside two others of 5,000 each.

Texts are put together from the words of this workspace's documents, so that they have much in common: that is the hard
case for finding the nearest one. The processor's time is counted, so that whatever else the machine does counts little.
msgmerge does the same in the same run, with the other catalogs as compendia; it is the program that most projects use.

    python benchmarks/catalog_update.py [--texts N] [--runs N] [--no-msgmerge]
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import process_time

import click

from docgen.catalogs.merge import MergeResult, merge, merged, plan
from docgen.catalogs.message import Message
from docgen.catalogs.patch import patch
from docgen.catalogs.pot import new_catalog, pot_bytes
from docgen.catalogs.store import parse_catalog, with_translation
from docgen.catalogs.update import proposals_for
from docgen.errors import Location
from docgen.languages import Language

KHMER = Language("km", "ខ្មែរ", "Khmer", "Khmr", ())
LENGTHS = (2, 5, 10, 15, 20, 30, 40)  # words; the longest paragraph of the documents has 35
LONG = (60, 80, 100)


@dataclass(frozen=True)
class Case:
    """One line of the table: how much changes, and how many texts a section has."""

    name: str
    changed: float
    section: int = 25
    lengths: Sequence[int] = LENGTHS
    kept: bool = True  # False: the catalog is empty, and all texts are like those of the other catalogs


CASES = (
    Case("nothing changed", 0.0),
    Case("10 % changed", 0.1),
    Case("50 % changed", 0.5),
    Case("all changed", 1.0),
    Case("all changed, one section", 1.0, section=1_000_000),
    Case("all changed, very long texts", 1.0, lengths=LONG),
    Case("all new, like others", 1.0, kept=False),
    Case("all new, the same as others", 0.0, kept=False),
)


class Texts:
    """Texts that are the same on every run."""

    def __init__(self) -> None:
        documents = (Path(__file__).parents[1] / "content" / "documents").glob("*.md")
        self.words = " ".join(path.read_text("utf-8") for path in sorted(documents)).split()
        self.random = random.Random(1)

    def messages(self, domain: str, count: int, case: Case) -> list[Message]:
        """Return texts with their places and comments."""
        return [
            Message(
                domain,
                f"{domain}.s{n // case.section}",
                f"{' '.join(self.random.choices(self.words, k=self.random.choice(case.lengths)))} {n}.",
                comments=("paragraph", "th: ท่านมีสิทธิได้รับความช่วยเหลือ"),
                locations=(Location(f"content/documents/{domain}.md", n),),
            )
            for n in range(count)
        ]

    def changed(self, message: Message) -> Message:
        """Return a text of which one word in eight is another."""
        words = message.msgid.split()
        for _ in range(max(1, len(words) // 8)):
            words[self.random.randrange(len(words))] = self.random.choice(self.words)
        return replace(message, msgid=" ".join(words))

    def translated(self, domain: str, messages: Sequence[Message]) -> bytes:
        """Return a Khmer catalog of the messages, all translated."""
        data = merge(new_catalog(KHMER, domain, ""), messages, f"{domain}.po").data
        entries = parse_catalog(data, f"{domain}.po").entries
        edits = {key: with_translation(entry, (f"អ្នកមានសិទ្ធិ {n}",), 1) for n, (key, entry) in enumerate(entries.items())}
        return patch(data, edits, path=f"{domain}.po")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-msgmerge", action="store_true")
    options = parser.parse_args()
    program = None if options.no_msgmerge else shutil.which("msgmerge")
    click.echo(f"{'case':32}{'MB':>5}{'docgen s':>10}{'msgmerge s':>12}{'ratio':>7}   changed, proposed, new")
    for case in CASES:
        measure(case, options.texts, options.runs, program)


def measure(case: Case, count: int, runs: int, program: str | None) -> None:
    """Print one line."""
    texts = Texts()
    domains = ("card", "guide", "notes")
    known = {domain: texts.messages(domain, count, case) for domain in domains}
    data = {domain: texts.translated(domain, messages) for domain, messages in known.items()}
    source = (
        known["card"] if case.kept else [replace(m, domain="card", msgctxt=f"card.{m.msgctxt}") for m in known["guide"]]
    )
    wanted = [texts.changed(m) if texts.random.random() < case.changed else m for m in source]
    wanted = list({m.key: m for m in wanted}.values())
    data["card"] = data["card"] if case.kept else new_catalog(KHMER, "card", "")
    ours, result = [], None
    for _ in range(runs):
        start = process_time()
        result = updated(data, wanted)
        ours.append(process_time() - start)
    assert result is not None
    theirs = median(msgmerge(program, data, wanted) for _ in range(runs)) if program else 0
    proposed = len(result.same_words) + len(result.similar_words)
    counts = f"{len(result.changed)}, {proposed}, {len(result.added)}"
    compared = f"{theirs:12.2f}{median(ours) / theirs:7.2f}" if theirs else f"{'–':>12}{'–':>7}"
    click.echo(f"{case.name:32}{len(data['guide']) / 1e6:5.1f}{median(ours):10.2f}{compared}   {counts}")


def updated(data: dict[str, bytes], wanted: list[Message]) -> MergeResult:
    """Return one catalog brought up to date, from the bytes of three, all of which are read as by the command."""
    known = {domain: parse_catalog(held, f"{domain}.po") for domain, held in data.items()}
    made = plan(data["card"], wanted, "card.po")
    return merged(made, proposals_for({"card": made}, known)["card"])


def msgmerge(program: str, data: dict[str, bytes], wanted: list[Message]) -> float:
    """Return the processor's seconds of gettext's own program for the same work."""
    with tempfile.TemporaryDirectory() as folder:
        for domain, held in data.items():
            (Path(folder) / f"{domain}.po").write_bytes(held)
        (Path(folder) / "card.pot").write_bytes(pot_bytes("card", wanted))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [
            program,
            "--quiet",
            "--previous",
            "-C",
            "guide.po",
            "-C",
            "notes.po",
            "card.po",
            "card.pot",
            "-o",
            "new.po",
        ]
        subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
