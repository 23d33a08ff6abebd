"""What an exact text layer costs: time and size of each PDF of a workspace, with it and with plain WeasyPrint.

Both are made in turn, several times each, and the processor's time is counted, so that whatever else the machine does
hits both or none; the table shows medians, of the times and of the ratios of each pair. Outlines are encoded anew each
time, as for the first document of a process.

    python benchmarks/text_layer.py [--runs N] [--language TAG]... [WORKSPACE]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time

import click

from docgen.typeset.isolation import isolate


@contextmanager
def plain_text() -> Iterator[list[str]]:
    """Stand in for exact_text and change nothing."""
    yield []


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", nargs="?", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--language", action="append", default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as state:
        isolate(options.workspace / "fonts", Path(state))
        measure(options.workspace.resolve(), options.runs, options.language)


def measure(root: Path, runs: int, languages: list[str]) -> None:
    """Print one line for each document and language, and one for all."""
    from docgen.pipeline.inputs import read_inputs
    from docgen.pipeline.line import Target, prepare
    from docgen.typeset.outlines import outlines_of
    from docgen.writers import pdf
    from docgen.writers.artefact import Format

    inputs = read_inputs(root)
    templates = inputs.workspace.templates
    ways = (("plain", plain_text), ("exact", pdf.exact_text))
    click.echo(f"{'document':24}{'language':10}{'plain s':>9}{'exact s':>9}{'ratio':>7}{'kB':>10}{'exact kB':>10}")
    totals = [0.0, 0.0, 0, 0]
    sums = [[0.0, 0.0] for _ in range(runs)]  # of each run, over all documents
    for document in inputs.workspace.documents:
        for tag in languages or inputs.workspace.languages:
            ready = prepare(inputs, Target(document, tag, Format.PDF))
            times: dict[str, list[float]] = {"plain": [], "exact": []}
            sizes = {}
            for _ in range(runs):
                for name, way in ways:
                    pdf.exact_text = way
                    outlines_of.cache_clear()
                    start = process_time()
                    sizes[name] = len(pdf.write_pdf(ready, templates).data)
                    times[name].append(process_time() - start)
            pairs = list(zip(times["plain"], times["exact"], strict=True))
            row = [median(times["plain"]), median(times["exact"]), sizes["plain"], sizes["exact"]]
            totals = [total + number for total, number in zip(totals, row, strict=True)]
            sums = [[a + plain, b + exact] for (a, b), (plain, exact) in zip(sums, pairs, strict=True)]
            show(document, tag, row, ratio(pairs))
    show("all", "", totals, ratio(sums))


def ratio(pairs: Iterable[Sequence[float]]) -> float:
    """Return the median of what each run found."""
    return median(exact / plain for plain, exact in pairs)


def show(document: str, tag: str, row: list[float], ratio: float) -> None:
    """Print one line of the table."""
    plain, exact, plain_size, exact_size = row
    sizes = f"{plain_size / 1000:10.1f}{exact_size / 1000:10.1f}"
    click.echo(f"{document:24}{tag:10}{plain:9.3f}{exact:9.3f}{ratio:7.2f}{sizes}")


if __name__ == "__main__":
    main()
