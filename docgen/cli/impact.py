"""docgen impact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.cli.choice import workspace_root
from docgen.cli.output import JSON, print_json, print_table

if TYPE_CHECKING:
    from docgen.pipeline.impact import Impact

SHOWN = 60  # characters of a text in a table


@click.command()
@click.argument("what", metavar="FACT|TEXT|TERM")
@JSON
@click.pass_context
def impact(ctx: click.Context, what: str, as_json: bool) -> None:
    """Show what a change would touch, before it is made: nothing is changed.

    Name the id of a fact, a source text or its section (msgid, msgctxt), or a term of the glossary. It lists the texts,
    the files of build/ with their pages, the approvals and the confirmation that would be void, and the released
    editions with the places that have copies. A new value voids no approval: it needs its own confirmation.

    \b
    Examples:
      docgen impact fund.living_cost
      docgen impact "You choose"
      docgen impact notification-of-rights.fund
      docgen impact victim --json
    """
    from docgen.pipeline.impact import impacts
    from docgen.pipeline.inputs import read_inputs

    found = impacts(read_inputs(workspace_root(ctx)), what)
    if as_json:
        print_json([_as_data(impact) for impact in found])
        return
    for impact in found:
        _print(impact)


def _print(impact: Impact) -> None:
    click.echo(f"{impact.subject.kind.value} {impact.subject.name}: {impact.subject.says}")
    click.echo(_summary(impact))
    if impact.texts:
        rows = [[m.msgctxt, _short(m.msgid), str(m.location)] for m in impact.texts]
        print_table(["section", "text", "place"], rows, "Texts")
    if impact.files:
        print_table(["document", "language", "pages", "formats"], _files(impact), "Files")
    if impact.approvals:
        voids = [
            [v.language, v.message.msgctxt, _short(v.message.msgid), _behind(v.codes, v.official)]
            for v in impact.approvals
        ]
        print_table(["language", "section", "text", "approved by"], voids, "Approvals that would be void")
    if given := impact.confirmation:
        rows = [[impact.subject.name, given.by, str(given.on), str(given.until)]]
        print_table(["fact", "by", "on", "until"], rows, "Confirmation that would be void")
    if impact.editions:
        print_table(["edition", "document", "language", "copies", "place"], _editions(impact), "Released editions")


def _summary(impact: Impact) -> str:
    documents = {touched.target.document for touched in impact.files}
    languages = {touched.target.language for touched in impact.files}
    pages = sum(len(touched.pages) for touched in impact.files)
    parts = [
        f"{len(impact.texts)} texts",
        f"{len(documents)} documents in {len(languages)} languages",
        f"{pages} printed pages",
        f"{len(impact.approvals)} approvals void",
        f"{int(impact.confirmation is not None)} confirmations void",
        f"{impact.copies} copies out there",
    ]
    return ", ".join(parts)


def _files(impact: Impact) -> list[list[str]]:
    """Return one row for each document and language."""
    rows: dict[tuple[str, str], list[list[str]]] = {}
    for touched in impact.files:
        state = f" ({touched.state})" if touched.state else ""
        row = rows.setdefault((touched.target.document, touched.target.language), [[], []])
        row[0] += map(str, touched.pages)
        row[1].append(f"{touched.target.format.value}{state}")
    return [[*of, ", ".join(pages), ", ".join(formats)] for of, (pages, formats) in rows.items()]


def _editions(impact: Impact) -> list[list[str]]:
    rows = []
    for edition in impact.editions:
        name = f"{edition.stamp}{' (recalled)' if edition.recalled else ''}"
        known = [name, edition.document, edition.language]
        rows += [[*known, str(sent.copies), sent.place] for sent in edition.sent] or [[*known, "", "not recorded"]]
    return rows


def _behind(codes: tuple[str, ...], official: bool) -> str:
    return ", ".join([*codes, *(["official text"] if official else [])])


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _as_data(impact: Impact) -> dict[str, object]:
    given = impact.confirmation
    return {
        "kind": impact.subject.kind.value,
        "name": impact.subject.name,
        "says": impact.subject.says,
        "texts": [
            {"catalog": m.domain, "section": m.msgctxt, "source": m.msgid, "place": str(m.location)}
            for m in impact.texts
        ],
        "files": [
            {
                "document": t.target.document,
                "language": t.target.language,
                "format": t.target.format.value,
                "pages": list(t.pages),
                "state": t.state,
            }
            for t in impact.files
        ],
        "approvals": [
            {
                "language": v.language,
                "section": v.message.msgctxt,
                "source": v.message.msgid,
                "codes": list(v.codes),
                "official": v.official,
            }
            for v in impact.approvals
        ],
        "confirmation": given and {"by": given.by, "on": given.on.isoformat(), "until": given.until.isoformat()},
        "editions": [
            {
                "stamp": edition.stamp,
                "document": edition.document,
                "language": edition.language,
                "recalled": edition.recalled,
                "sent": [{"place": s.place, "copies": s.copies, "on": s.on.isoformat()} for s in edition.sent],
            }
            for edition in impact.editions
        ],
    }
