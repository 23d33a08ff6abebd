"""docgen print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import CHOICE, chosen_documents, chosen_languages, chosen_workspace
from docgen.cli.output import JSON, print_json, print_table, size

if TYPE_CHECKING:
    from docgen.pipeline.prints import Outcome

SHOWN = 5  # findings of one document: a fault of a page's foot is on every page
# What the person at the printer does next; docs/printing.md says it with all settings.
NEXT = {
    "booklet": "Print at 100 %, on both sides, turned on the short edge. "
    "Fold the stack in the middle, the page with the title outside, and staple the fold.",
    "fronts-and-backs": "Print the fronts at 100 %, on one side. Turn the whole stack over like the page of a book: "
    "left becomes right, the heads of the pages stay at the top. Put it back and print the backs, in the same order. "
    "Try it with the first sheet: behind the title stands page 2, upright. If it stands on its head, put the stack "
    "in the other way round. Then fold the stack in the middle, the page with the title outside, and staple the fold.",
    "large": "Print at 100 %, on A4.",
    "png": "Send the pictures in the order of their numbers.",
    "pages": "Print at 100 %, on both sides, turned on the long edge.",
}


@click.command()
@CHOICE
@click.option("--as", "kind", type=click.Choice(list(NEXT)), required=True, help="What to make.")
@click.option(
    "--plain-cover", is_flag=True, help="On the outside only the neutral title; for papers that a person is handed."
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Another folder than build/print/; nothing in it is overwritten.",
)
@click.option("--jobs", "-j", type=click.IntRange(1), help="Worker processes.  [default: one for each core]")
@JSON
@click.pass_context
def print(
    ctx: click.Context,
    documents: tuple[str, ...],
    languages: tuple[str, ...],
    kind: str,
    plain_cover: bool,
    out: Path | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Make files for the printer and for chat, in build/print/.

    \b
    booklet           two pages of A5 on each side of A4, for a printer that prints on both sides
    fronts-and-backs  the same as two files, for a printer that prints on one side
    large             all words in 18 pt or more, on A4
    png               a picture of each page, under a name that does not tell what it is
    pages             the pages as they are, one after the other

    Booklets, pictures and pages are made from the PDF in build/, which must be up to date. Booklets are for paper only:
    they have no tags and no links, so on a screen the PDF itself is read. docs/printing.md tells how to print, fold and
    staple.

    With --plain-cover nothing on the outside, in the file's name or in its title tells what a paper is.

    \b
    Examples:
      docgen print --as booklet -l km
      docgen print --as fronts-and-backs -d notification-of-rights -l th -l my
      docgen print --as large
      docgen print --as png -l zh_Hant --out /media/usb
      docgen print --as booklet -d welcome-home -l th --plain-cover
    """
    from docgen.pipeline.inputs import read_inputs
    from docgen.pipeline.prints import Kind, prints
    from docgen.pipeline.run import default_jobs, targets
    from docgen.writers.artefact import Format

    if plain_cover and kind == "png":
        raise click.UsageError("pictures have no cover; their names do not tell what they are")
    workspace = chosen_workspace(ctx)
    chosen = chosen_documents(workspace, documents)
    wanted = [
        target
        for target in targets(workspace, chosen, chosen_languages(workspace, languages), [Format.PDF])
        if target.language in workspace.languages  # a page in two languages is printed as it was built
    ]
    read_inputs(workspace.root)  # all faults of the files at once, before a worker starts

    def progress(outcome: Outcome) -> None:
        if not as_json:
            click.echo(f"{outcome.what:9} {outcome.document} {outcome.language} {kind}", err=True)

    outcomes = prints(workspace, wanted, Kind(kind), out, jobs or default_jobs(), plain_cover, progress)
    if as_json:
        print_json({"prints": [_as_data(outcome) for outcome in outcomes], "next": NEXT[kind]})
    else:
        _print(outcomes, kind)
    # Without a choice of documents a sheet that is no booklet is simply no booklet.
    if any(outcome.what == "failed" or (chosen and outcome.what == "left out") for outcome in outcomes):
        sys.exit(1)


def _print(outcomes: list[Outcome], kind: str) -> None:
    made = [outcome for outcome in outcomes if outcome.files]
    rows = [row for outcome in made for row in (_pictures(outcome) if kind == "png" else _files(outcome))]
    columns = ["document", "language", "file", "sides" if kind in ("booklet", "fronts-and-backs") else "pages", "size"]
    if made:
        print_table(columns, rows)
        total = sum(file.size for outcome in made for file in outcome.files)
        click.echo(f"{size(total)} in {sum(len(outcome.files) for outcome in made)} files")
    for outcome in outcomes:
        for error in outcome.errors[:SHOWN]:
            click.echo(f"{outcome.document} {outcome.language}: {error}", err=True)
        if len(outcome.errors) > SHOWN:
            more = f"and {len(outcome.errors) - SHOWN} more (--json lists all)"
            click.echo(f"{outcome.document} {outcome.language}: {more}", err=True)
    if made:
        click.echo(NEXT[kind], err=True)


def _files(outcome: Outcome) -> list[list[str]]:
    return [[outcome.document, outcome.language, str(f.path), str(f.pages), size(f.size)] for f in outcome.files]


def _pictures(outcome: Outcome) -> list[list[str]]:
    """Return one row for all pictures of a document."""
    first, last = outcome.files[0].path, outcome.files[-1].path
    names = f"{first} … {last.name}" if first != last else str(first)
    total = size(sum(file.size for file in outcome.files))
    return [[outcome.document, outcome.language, names, str(len(outcome.files)), total]]


def _as_data(outcome: Outcome) -> dict[str, object]:
    return {
        "document": outcome.document,
        "language": outcome.language,
        "what": outcome.what,
        "files": [{"path": str(f.path), "size": f.size, "pages": f.pages} for f in outcome.files],
        "findings": list(outcome.errors),
    }
