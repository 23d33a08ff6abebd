"""docgen status."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import CHOICE, chosen_documents, chosen_languages, workspace_root
from docgen.cli.output import JSON, print_json, print_table

if TYPE_CHECKING:
    from docgen.gate import Reason

SHOWN = 60  # characters of a text in the list of reasons


@click.command()
@CHOICE
@click.option("--why", is_flag=True, help="List every reason with its place, down to the message.")
@JSON
@click.pass_context
def status(
    ctx: click.Context, documents: tuple[str, ...], languages: tuple[str, ...], why: bool, as_json: bool
) -> None:
    """Show for each document and language whether it is final, and what keeps it from being so.

    A document is final when every text on its pages is approved, every fact it shows is confirmed, and every composed
    text is adopted. Until then it is printed as a reading aid, and says so.

    \b
    Examples:
      docgen status
      docgen status --language km --why
      docgen status -d rights-at-a-glance --json
    """
    from docgen.gate import reasons
    from docgen.pipeline.inputs import read_inputs
    from docgen.pipeline.line import Target, localised, prepare
    from docgen.pipeline.voices import counts, recordings_of, slots
    from docgen.writers.artefact import Format

    inputs = read_inputs(workspace_root(ctx))
    workspace = inputs.workspace
    found: dict[tuple[str, str], tuple[Reason, ...]] = {}
    heard: dict[tuple[str, str], dict[str, int]] = {}  # only of languages in which something was recorded
    chosen = chosen_languages(workspace, languages)
    for document in chosen_documents(workspace, documents) or workspace.documents:
        for tag in workspace.languages_of(document):
            if languages and tag not in chosen:
                continue
            ready = prepare(inputs, Target(document, tag, Format.PDF)).document
            found[document, tag] = () if ready.final else reasons(ready)
            recordings = recordings_of(inputs, language := workspace.languages[tag])
            if recordings.of:
                heard[document, tag] = counts(slots(inputs, localised(inputs, document, language), recordings))
    if as_json:
        print_json([{**_as_data(*key, list(why)), "recordings": heard.get(key)} for key, why in found.items()])
        return
    rows = [
        [
            *key,
            "reading aid" if not_final else "final",
            _summary(not_final),
            *([_heard(heard.get(key))] if heard else []),
        ]
        for key, not_final in found.items()
    ]
    print_table(["document", "language", "status", "because of", *(["recordings"] if heard else [])], rows)
    if why:
        for (document, tag), not_final in found.items():
            if not_final:
                print_table(["what", "why", "place"], [_row(reason) for reason in not_final], f"{document} {tag}")
    else:
        click.echo("docgen status --why lists every reason with its place.", err=True)


def _summary(why_not: tuple[Reason, ...]) -> str:
    counts = Counter(f"{reason.kind.value} {reason.why}" for reason in why_not)
    return ", ".join(f"{count} × {what}" for what, count in counts.items())


def _heard(counts: dict[str, int] | None) -> str:
    """Return how much of a document can be listened to."""
    return f"{counts['recorded']} of {sum(counts.values())}, {counts['void']} void" if counts else ""


def _row(reason: Reason) -> list[str]:
    what = reason.what if len(reason.what) <= SHOWN else f"{reason.what[: SHOWN - 1]}…"
    return [what, f"{reason.kind.value} {reason.why}", str(reason.location or "")]


def _as_data(document: str, language: str, why_not: list[Reason]) -> dict[str, object]:
    return {
        "document": document,
        "language": language,
        "status": "reading aid" if why_not else "final",
        "reasons": [
            {"kind": r.kind.value, "what": r.what, "why": r.why, "language": r.language, "place": str(r.location or "")}
            for r in why_not
        ],
    }
