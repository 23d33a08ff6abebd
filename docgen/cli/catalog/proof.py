"""docgen catalog proof."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import CHOICE, chosen_documents, chosen_languages, chosen_workspace
from docgen.cli.output import JSON, print_json, print_table, size

if TYPE_CHECKING:
    from docgen.pipeline.proofs import Outcome, Wanted
    from docgen.workspace import Workspace

KINDS = ("numbered", "side-by-side", "back-translation", "pseudo")
PSEUDO = ("longer", "taller", "rtl")


@click.command()
@CHOICE
@click.option("--as", "kind", type=click.Choice(KINDS), default="numbered", show_default=True, help="What to make.")
@click.option(
    "--pseudo",
    "pseudo",
    type=click.Choice(PSEUDO),
    multiple=True,
    help="Only this pseudo-language; may be repeated. Means --as pseudo.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Another folder than build/proof/; nothing in it is overwritten.",
)
@click.option("--jobs", "-j", type=click.IntRange(1), help="Worker processes.  [default: one for each core]")
@JSON
@click.pass_context
def proof(
    ctx: click.Context,
    documents: tuple[str, ...],
    languages: tuple[str, ...],
    kind: str,
    pseudo: tuple[str, ...],
    out: Path | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Make proofs for translators and reviewers, in build/proof/.

    \b
    numbered          the real page, each message with a number that leads to its line in the PO file
    side-by-side      source and translation beside each other, with their status
    back-translation  the translation with lines to write on what it says, and the sources on a second sheet
    pseudo            numbered pages in languages that nobody speaks, made from the source: longer words, higher lines,
                      lines from right to left; they show where a layout breaks

    What does not fit its place, and all else that `docgen build` would refuse, is listed with the number of the message
    and the line of its file; the exit code is 1 then. Proofs are for the desk, never for a reader. docs/proofs.md tells
    what each is for.

    \b
    Examples:
      docgen catalog proof -l km
      docgen catalog proof -l km -d notification-of-rights --as side-by-side
      docgen catalog proof -l lo --as back-translation --out /media/usb
      docgen catalog proof --pseudo longer
    """
    from docgen.pipeline.inputs import read_inputs
    from docgen.pipeline.proofs import proofs
    from docgen.pipeline.run import default_jobs

    if pseudo and kind not in ("numbered", "pseudo"):
        raise click.UsageError(f"--pseudo is made from the source: it has no {kind}")
    workspace = chosen_workspace(ctx)
    chosen, tags = chosen_documents(workspace, documents), chosen_languages(workspace, languages)
    pseudo = pseudo or (PSEUDO if kind == "pseudo" else ())
    if pseudo and languages:
        click.echo(
            f"pseudo-languages are made from the source ({workspace.source_language}): -l chooses none", err=True
        )
    read_inputs(workspace.root)  # all faults of the files at once, before a worker starts

    def progress(outcome: Outcome) -> None:
        if not as_json:
            click.echo(f"{outcome.what:9} {' '.join(_names(outcome))} {outcome.wanted.kind.value}", err=True)

    outcomes = proofs(workspace, _wanted(workspace, chosen, tags, pseudo, kind), out, jobs or default_jobs(), progress)
    if as_json:
        print_json([_as_data(outcome) for outcome in outcomes])
    else:
        _print(outcomes)
    # Without a choice of languages the source is simply no translation.
    left_out = any(outcome.what == "left out" for outcome in outcomes) and bool(languages)
    if left_out or any(outcome.what == "failed" or outcome.found for outcome in outcomes):
        sys.exit(1)


def _wanted(
    workspace: Workspace, documents: tuple[str, ...], tags: tuple[str, ...], pseudo: tuple[str, ...], kind: str
) -> list[Wanted]:
    from docgen.catalogs.pseudo import Pseudo
    from docgen.pipeline.proofs import Kind, Wanted
    from docgen.pipeline.run import targets
    from docgen.writers.artefact import Format

    if pseudo:
        names = documents or workspace.documents
        return [Wanted(name, Pseudo(each).tag, Kind.NUMBERED) for name in names for each in pseudo]
    made = targets(workspace, documents, tags, [Format.PDF])
    return [Wanted(target.document, target.language, Kind(kind)) for target in made]


def _names(outcome: Outcome) -> tuple[str, str]:
    return outcome.wanted.document, outcome.wanted.language


def _print(outcomes: list[Outcome]) -> None:
    rows = [
        [*_names(outcome), str(file.path), str(file.pages or ""), size(file.size), str(len(outcome.found))]
        for outcome in outcomes
        for file in outcome.files
    ]
    if rows:
        print_table(["document", "language", "file", "pages", "size", "findings"], rows)
    for outcome in outcomes:
        for line in [*map(str, outcome.found), *outcome.errors]:
            click.echo(f"{' '.join(_names(outcome))}: {line}", err=True)


def _as_data(outcome: Outcome) -> dict[str, object]:
    return {
        "document": outcome.wanted.document,
        "language": outcome.wanted.language,
        "kind": outcome.wanted.kind.value,
        "what": outcome.what,
        "files": [{"path": str(f.path), "size": f.size, "pages": f.pages} for f in outcome.files],
        "findings": [
            {"page": found.page, "number": found.number, "place": found.place, "message": found.message}
            for found in outcome.found
        ],
        "errors": list(outcome.errors),
    }
