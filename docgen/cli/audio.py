"""docgen audio."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.choice import CHOICE, LANGUAGE, chosen_documents, chosen_languages, tags_of, workspace_root
from docgen.cli.output import DRY_RUN, JSON, print_json, print_table, write_planned

if TYPE_CHECKING:
    from docgen.pipeline.inputs import Inputs
    from docgen.pipeline.voices import Slot
    from docgen.speech.recordings import Recordings


@click.group()
def audio() -> None:
    """Record the clauses of documents, so that whoever does not read can listen on a telephone.

    A recording is bound to the words of its clause: when they change, it is void, and no page plays it.

    \b
    Example:
      docgen audio list rights-at-a-glance -l km
    """


@audio.command("list")
@click.argument("document")
@LANGUAGE
@JSON
@click.pass_context
def list_clauses(ctx: click.Context, document: str, languages: tuple[str, ...], as_json: bool) -> None:
    """List the clauses of a DOCUMENT: code, whether there is a recording, and the words to be said.

    \b
    Examples:
      docgen audio list rights-at-a-glance -l km
      docgen audio list notification-of-rights -l my --json
    """
    from docgen.speech.clauses import words_of

    inputs = _inputs(ctx)
    rows = [
        {
            "language": tag,
            "clause": slot.clause.code,
            "state": slot.state.value,
            "words": "\n".join(map(words_of, slot.clause.lines)),
        }
        for tag in tags_of(inputs.workspace, document, languages)
        for slot in _slots(inputs, document, tag)[0]
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(["language", "clause", "state", "words"], [list(row.values()) for row in rows])


@audio.command()
@click.argument("language")
@click.argument("clause")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--document", "-d", required=True, metavar="ID", help="The document that the clause is in.")
@click.option("--by", required=True, metavar="CODE", help="Who speaks: a role code (km-R3), never a name.")
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day of the recording.")
@click.option("--replace", is_flag=True, help="Put it in the place of another recording of the clause.")
@DRY_RUN
@click.pass_context
def add(
    ctx: click.Context,
    language: str,
    clause: str,
    file: Path,
    document: str,
    by: str,
    on: datetime,
    replace: bool,
    dry_run: bool,
) -> None:
    """Add the recording of a CLAUSE in a LANGUAGE from a FILE (WAV, MP3, Ogg with Opus or Vorbis, M4A).

    The file is told by its bytes, whatever its name. Titles, names, places and times that telephones write into
    recordings are taken out of WAV, MP3 and M4A; an Ogg file with such tags is refused.

    \b
    Examples:
      docgen audio add km wages-7qfk2 take3.m4a -d rights-at-a-glance --by km-R3 --on 2026-12-01
      docgen audio add km wages-7qfk2 take4.ogg -d rights-at-a-glance --by km-R3 --on 2026-12-02 --replace
    """
    from docgen.pipeline.voices import find_slot
    from docgen.speech.recordings import added

    inputs = _inputs(ctx)
    (tag,) = tags_of(inputs.workspace, document, (language,))
    slots, recordings = _slots(inputs, document, tag)
    slot = find_slot(slots, clause, document)
    root = inputs.workspace.root
    files = added(recordings, root, clause, slot.words, file.read_bytes(), by, on.date(), replace)
    write_planned(files, root, dry_run)


@audio.command()
@CHOICE
@JSON
@click.pass_context
def status(ctx: click.Context, documents: tuple[str, ...], languages: tuple[str, ...], as_json: bool) -> None:
    """Count for each document and language what is recorded, void and missing; and recordings that are of no use.

    \b
    Examples:
      docgen audio status
      docgen audio status -l km --json
    """
    from docgen.pipeline.voices import counts, orphans, recordings_of

    inputs = _inputs(ctx)
    workspace = inputs.workspace
    chosen, tags = chosen_documents(workspace, documents), chosen_languages(workspace, languages)
    rows: list[dict[str, Any]] = []
    used: dict[str, set[str]] = {tag: set() for tag in tags or workspace.languages}
    for name in chosen or workspace.documents:
        for tag in (tag for tag in workspace.languages_of(name) if tag in used):
            slots, _ = _slots(inputs, name, tag)
            used[tag].update(slot.clause.code for slot in slots)
            rows.append({"document": name, "language": tag, **counts(slots)})
    of = {} if chosen else {tag: recordings_of(inputs, workspace.languages[tag]) for tag in used}
    unused = {tag: list(orphans(recordings, used[tag])) for tag, recordings in of.items() if recordings.of}
    if as_json:
        print_json({"documents": rows, "of_no_clause": unused})
        return
    columns = ["document", "language", "recorded", "void", "missing"]
    print_table(columns, [[str(row[name]) for name in columns] for row in rows])
    for tag, codes in unused.items():
        for code in codes:
            click.echo(f"{tag}: no document has the clause {code} any more; its recording may be deleted", err=True)


def _inputs(ctx: click.Context) -> Inputs:
    from docgen.pipeline.inputs import read_inputs

    return read_inputs(workspace_root(ctx), check_fonts=False)


def _slots(inputs: Inputs, document: str, tag: str) -> tuple[tuple[Slot, ...], Recordings]:
    from docgen.pipeline.line import localised
    from docgen.pipeline.voices import recordings_of, slots

    language = inputs.workspace.languages[tag]
    recordings = recordings_of(inputs, language)
    return slots(inputs, localised(inputs, document, language), recordings), recordings
