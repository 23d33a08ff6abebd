"""What a filled form costs, beside the same form by Typst and by WeasyPrint alone: ratios, all in one run.

    python benchmarks/forms.py [--document rights-form] [--pairs] [--people 1000] [--rounds 5]

Each round fills in forms of all languages in turn, by each way; the processor's time is counted, so that whatever else
the machine does hits all or none. Values are words drawn from the Declaration of Human Rights: they hardly ever repeat.
The ways write to memory, the printer's file to the null device. Needs requirements/benchmark.txt.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import click

from docgen.typeset.isolation import isolate

ROOT = Path(__file__).resolve().parents[1]
UDHR = ROOT / "tests" / "data" / "udhr"
KEY = re.compile(r'(id="f-([\w.]+)"[^>]*>)<span class="key"[^>]*>[^<]*</span>')
Person = tuple[str, dict[str, Any]]  # languages, values


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--document", default="rights-form")
    parser.add_argument("--pairs", action="store_true", help="pages in two languages instead of one")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        isolate(ROOT / "fonts", Path(folder) / "state")
        bench = Bench.prepared(options.document, options.pairs, Path(folder))
        bench.speed(options.people, options.rounds)
        bench.floor(options.people)
        bench.cold()
        bench.memory()


@dataclass(frozen=True, eq=False)
class Bench:
    """A form in all languages, ready for each way of filling it in; files go to `folder`."""

    inputs: Any
    pack: Any
    faces: Any
    compiler: Any
    plates: dict[str, Any]
    typeset: dict[str, Any]
    folder: Path

    @classmethod
    def prepared(cls, document: str, pairs: bool, folder: Path) -> Bench:
        """Return the form with its plates, those that pass their checks."""
        import typst

        from docgen.forms.pack import Pack, PlateFile
        from docgen.pipeline.inputs import read_inputs
        from docgen.pipeline.line import Target, prepare
        from docgen.pipeline.plates import workspace_pack
        from docgen.verify import NotFit
        from docgen.writers.artefact import Format

        inputs = read_inputs(ROOT)
        pack = workspace_pack(ROOT, [document], [], sheets=False)
        plates = {}
        for tags in [tags for tags in pack.forms[document] if ("+" in tags) is pairs]:
            try:
                plates[tags] = pack.plate(document, tags)
            except NotFit as error:
                click.echo(f"left out: {document} {tags}: {error.findings[0]}")
        typeset = {tags: prepare(inputs, Target(document, tags, Format.PDF)) for tags in plates}
        good = Pack(
            tuple(PlateFile(document, tags, False, plate.to_bytes) for tags, plate in plates.items()), pack.faces
        )
        (folder / "form.typ").write_bytes((ROOT / "benchmarks" / "form.typ").read_bytes())
        compiler = typst.Compiler(folder / "form.typ", font_paths=[ROOT / "fonts"], ignore_system_fonts=True)
        bench = cls(inputs, good, good.opened(), compiler, plates, typeset, folder)
        for tags in plates:
            (folder / f"form.{tags}.json").write_text(json.dumps(bench.words(tags)), "utf-8")
        return bench

    def words(self, tags: str) -> dict[str, Any]:
        """Return what never changes of a form, as the template for Typst takes it."""
        from docgen.tree import Field, Text, plain, walk

        ready, plate = self.typeset[tags], self.plates[tags]
        asked = [node for node in walk(ready.document.blocks) if isinstance(node, Field)]
        within = {id(text) for node in asked for text in walk(node) if isinstance(text, Text)}
        outer = [node for node in walk(ready.document.blocks) if isinstance(node, Text) and id(node) not in within]
        within = {id(text) for node in outer for text in walk(node.forms) if isinstance(text, Text)}
        return {
            "title": plate.title,
            "language": plate.reader.tag.partition("-")[0],
            "families": list(plate.families),
            "fields": [(f.id, f.label, [(o.id, o.label) for o in f.options]) for f in plate.fields],
            "paragraphs": [plain(text).replace("\u200b", "") for text in outer if id(text) not in within],
        }

    # --- ways ----------------------------------------------------------------------------------------------------

    def ways(self) -> dict[str, tuple[Callable[[Sequence[Person]], int], int]]:
        """Return each way with how much of the people it fills in, in each round: one in so many."""
        return {
            "WeasyPrint": (self.weasyprint, 100),
            "Typst": (self.typst, 25),
            "one file each": (self.singles, 2),
            "one file for the printer": (self.merged, 1),
        }

    def weasyprint(self, people: Sequence[Person]) -> int:
        """Fill in by plain WeasyPrint, with the values typed into the page."""
        import weasyprint

        size = 0
        for tags, given in people:
            texts = self.texts(tags, given)
            page = KEY.sub(lambda found, texts=texts: found[1] + html.escape(texts.get(found[2], "")), self.page(tags))
            size += len(weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))
        return size

    @cache  # noqa: B019  # one bench for each process
    def page(self, tags: str) -> str:
        """Return the page of a form with a key in each place."""
        from docgen.writers.page import render
        from docgen.writers.pdf import PAGE

        extra = {"foot": 20.0, "line_scale": 1.0, "plate": True}
        return render(self.typeset[tags], self.inputs.workspace.templates, PAGE, "\u200b", extra)

    def typst(self, people: Sequence[Person]) -> int:
        """Fill in by one Typst compiler, used again and again."""
        size = 0
        for tags, given in people:
            inputs = {"language": tags, "values": json.dumps(self.texts(tags, given))}
            size += len(self.compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards="ua-1"))
        return size

    def singles(self, people: Sequence[Person]) -> int:
        """Fill in by overprinting, a tagged file for each person."""
        from docgen.forms.press import Press
        from docgen.forms.single import single

        press, size = Press(self.faces), 0
        for tags, given in people:
            filled = press.fill(self.plates[tags], given)
            assert not filled.faults, filled.faults
            size += len(single(filled.plate, filled.values))
        return size

    def merged(self, people: Iterable[Person]) -> int:
        """Fill in by overprinting, all into one file."""
        from docgen.forms.merged import Merged
        from docgen.forms.press import Press

        press = Press(self.faces)
        path = self.folder / "merged.pdf"
        with path.open("wb") as file:
            pdf = Merged(file, self.plates.values())
            for tags, given in people:
                filled = press.fill(self.plates[tags], given)
                assert not filled.faults, filled.faults
                pdf.add(filled.plate, filled.values)
            pdf.close()
        return path.stat().st_size

    def texts(self, tags: str, given: dict[str, Any]) -> dict[str, str]:
        """Return what stands at each place."""
        from docgen.forms.values import entries

        return {
            f"{field}.{part}".rstrip("."): text for (field, part), text in entries(self.plates[tags], given)[0].items()
        }

    # --- tables --------------------------------------------------------------------------------------------------

    def speed(self, people: int, rounds: int) -> None:
        """Print what a form costs by each way."""
        per_form: dict[str, list[float]] = {name: [] for name in self.ways()}
        sizes: dict[str, float] = {}
        for number in range(rounds + 1):
            crowd = list(self.people(people, number))
            for name, (way, share) in self.ways().items():
                some = crowd[: max(2 * len(self.plates), len(crowd) // share)]
                start = process_time()
                sizes[name] = way(some) / len(some)
                if number:  # the first round loads faces and dictionaries
                    per_form[name].append((process_time() - start) / len(some) * 1000)
        fields = len(next(iter(self.plates.values())).fields)
        click.echo(f"\n{people} people, {rounds} rounds, {fields} fields, in turn: {', '.join(self.plates)}")
        click.echo(f"{'':26}{'ms a form':>10}{'than Typst':>12}{'than WeasyPrint':>17}{'kB a form':>11}")
        for name, times in per_form.items():
            against = [
                median(rival / own for rival, own in zip(per_form[other], times, strict=True))
                for other in ("Typst", "WeasyPrint")
            ]
            row = f"{median(times):10.2f}{against[0]:11.1f}×{against[1]:16.1f}×{sizes[name] / 1000:11.1f}"
            click.echo(f"{name:26}{row}")

    def floor(self, people: int) -> None:
        """Print what cannot be saved: shaping, line breaks and packing, each by a library in C."""
        import uharfbuzz as hb

        from docgen.forms.press import Press

        crowd = list(self.people(people, 0))
        opened = self.faces
        texts = [(tags, list(self.texts(tags, given).values())) for tags, given in crowd]
        fonts = {tags: opened.open(opened.order(plate.families)[0]).font for tags, plate in self.plates.items()}
        start = process_time()
        for tags, values in texts:
            for text in values:
                buffer = hb.Buffer()
                buffer.add_str(text)
                buffer.guess_segment_properties()
                hb.shape(fonts[tags], buffer)
        shaping = process_time() - start
        packed = [b"".join(text.encode("utf-16-be").hex().encode() for text in values) for _, values in texts]
        start = process_time()
        for data in packed:
            zlib.compress(data, 1)
        packing = process_time() - start
        press = Press(opened)
        start = process_time()
        for tags, given in crowd:
            press.fill(self.plates[tags], given)
        setting = process_time() - start
        each = 1000 / len(crowd)
        click.echo(f"\nfloor: shaping {shaping * each:.3f} ms a form, packing {packing * each:.3f};", nl=False)
        click.echo(f" checking and setting the values takes {setting * each:.3f} in all")

    def cold(self, runs: int = 15) -> None:
        """Print how long one form takes in a process of its own, from a pack and by Typst, in turn."""
        from docgen.forms.packing import pack_bytes

        (self.folder / "forms.zip").write_bytes(pack_bytes(self.pack, "forms.zip", {}))
        (self.folder / "cold.py").write_text(COLD, "utf-8")
        click.echo(f"\n{'one form, cold process':26}{'pack ms':>10}{'Typst ms':>10}{'ratio':>8}")
        for tags, given in list(self.people(len(self.plates), 0)):
            values = {name: value for name, value in given.items() if not isinstance(value, list)}
            (self.folder / "values.json").write_text(json.dumps(values), "utf-8")
            (self.folder / "texts.json").write_text(json.dumps(self.texts(tags, given)), "utf-8")
            form = next(iter(self.plates.values())).form
            ours = ["forms.zip", "fill", form, "-l", tags, "--values", "values.json", "--out", "x.pdf", "--replace"]
            theirs = ["cold.py", str(ROOT / "fonts"), tags]
            times = [(self.run(ours), self.run(theirs)) for _ in range(runs)]
            pack, typst = (median(column) for column in zip(*times, strict=True))
            click.echo(f"{tags:26}{pack:10.0f}{typst:10.0f}{median(a / b for a, b in times):8.2f}")

    def run(self, arguments: list[str]) -> float:
        """Return how many ms a process takes."""
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=self.folder, check=True, capture_output=True)
        return (perf_counter() - start) * 1000

    def memory(self) -> None:
        """Print the most memory that a run needs, by the number of people."""
        peaks = []
        for people in (1000, 10_000):
            reading, writing = os.pipe()
            if os.fork() == 0:
                self.merged(self.people(people, 0))
                os.write(writing, str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss).encode())
                os._exit(0)
            os.wait()
            peaks.append(int(os.read(reading, 20)) / 1024)
        few, many = peaks
        click.echo(f"\nmemory: {few:.0f} MB for 1,000 people, {many:.0f} MB for 10,000: {many / few:.2f} times")

    # --- people --------------------------------------------------------------------------------------------------

    def people(self, count: int, seed: int) -> Iterator[Person]:
        """Yield synthetic persons, in all languages in turn."""
        drawn = random.Random(seed)
        languages = list(self.plates)
        pools = {tags: pool(self.plates[tags].reader) for tags in languages}
        for number in range(count):
            tags = languages[number % len(languages)]
            yield tags, {field.id: value(field, pools[tags], drawn) for field in self.plates[tags].fields}


def pool(language: Any) -> list[str]:
    """Return words of a language."""
    from docgen.typeset.breaks import insert_breaks
    from docgen.typeset.lexicon import Lexicon

    text = (UDHR / f"{language.tag}.txt").read_text("utf-8").replace("痩", "")  # which the face lacks
    (marked,) = insert_breaks([text], language, Lexicon())
    found = {word for word in re.split(r"[\s\u200b]+", marked) if word and not re.search(r"[\d\W_]$|^[\W_]", word)}
    return sorted(word[:12] for word in found) or sorted(set(re.findall(r"\w{2}", text)))


def value(field: Any, words: list[str], drawn: random.Random) -> Any:
    """Return what a person says to a field."""
    from docgen.forms.fields import Kind

    match field.kind:
        case Kind.NUMBER:
            return str(drawn.randrange(14, 60))
        case Kind.DATE:
            return f"{drawn.randrange(1966, 2026)}-{drawn.randrange(1, 13):02}-{drawn.randrange(1, 29):02}"
        case Kind.CHOICE:
            return drawn.choice(field.options).id
        case Kind.CHECKS:
            return [option.id for option in field.options if drawn.random() < 0.5]
        case Kind.LINES:
            return " ".join(drawn.choices(words, k=12))
    return " ".join(drawn.choices(words, k=2))


COLD = """
import json, sys
import typst
compiler = typst.Compiler("form.typ", font_paths=[sys.argv[1]], ignore_system_fonts=True)
inputs = {"language": sys.argv[2], "values": open("texts.json").read()}
open("x.pdf", "wb").write(compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards="ua-1"))
"""


if __name__ == "__main__":
    main()
