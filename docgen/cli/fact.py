"""docgen fact: list, show, set, confirm, sheet, calls."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import chosen_workspace
from docgen.cli.output import DRY_RUN, JSON, print_json, print_table

if TYPE_CHECKING:
    from docgen.content.reader import Content
    from docgen.facts import Fact
    from docgen.workspace import Workspace

FACTS = "content/facts.toml"
DATE = click.DateTime(["%Y-%m-%d"])


@click.group()
def fact() -> None:
    """Show, change and confirm the facts that documents show.

    \b
    Examples:
      docgen fact list --state conflict
      docgen fact show call.datip_1
      docgen fact set fund.living_cost 3500 --source "letter of the fund" --as-of 2026-11-01
      docgen fact confirm fund.living_cost --by DATIP-R1 --on 2026-11-21 --until 2027-11-21
      docgen fact calls calls.xlsx --until 2027-11-21
    """


def _read(ctx: click.Context) -> tuple[Workspace, Content]:
    from docgen.content.reader import read_content

    workspace = chosen_workspace(ctx)
    return workspace, read_content(workspace.content, workspace.root, workspace.source_language)


@fact.command("list")
@click.option(
    "--state", type=click.Choice(["confirmed", "unconfirmed", "expired", "conflict"]), help="Only facts in this state."
)
@JSON
@click.pass_context
def list_facts(ctx: click.Context, state: str | None, as_json: bool) -> None:
    """List the facts with their values, states and sources.

    \b
    Examples:
      docgen fact list
      docgen fact list --state unconfirmed --json
    """
    from docgen.facts import describe

    _, content = _read(ctx)
    facts = [f for f in content.facts.values() if state in (None, f.state.value)]
    if as_json:
        print_json([_as_data(f) for f in facts])
        return
    rows = [[f.id, describe(f.value), f.state.value, f"{f.source}, {f.source_date}", f.owner] for f in facts]
    print_table(["fact", "value", "state", "source", "owner"], rows)


@fact.command()
@click.argument("id")
@JSON
@click.pass_context
def show(ctx: click.Context, id: str, as_json: bool) -> None:
    """Show one fact: its value, state, source, note and place.

    \b
    Example:
      docgen fact show fund.name
    """
    _, content = _read(ctx)
    data = _as_data(_known(content, id))
    if as_json:
        print_json(data)
    else:
        print_table(["", id], [[name, str(value)] for name, value in data.items() if value not in ("", None)])


@fact.command("set")
@click.argument("id")
@click.argument("value")
@click.option("--source", required=True, help="Where the new value was found: a letter, a law, a call.")
@click.option("--as-of", required=True, type=DATE, help="The date of that source, as 2026-11-01.")
@DRY_RUN
@click.pass_context
def set_fact(ctx: click.Context, id: str, value: str, source: str, as_of: datetime, dry_run: bool) -> None:
    """Change the VALUE of a fact. It is unconfirmed until someone confirms it; no translation loses its approval.

    The next `docgen build` makes every file anew that shows it, and lists the pages.

    \b
    Examples:
      docgen fact set fund.living_cost 3500 --source "letter of the fund" --as-of 2026-11-01
      docgen fact set call.datip_1 "0 2202 9074" --source "test call" --as-of 2026-11-20 --dry-run
    """
    from docgen.content.fact_edit import with_value

    workspace, content = _read(ctx)
    chosen = _known(content, id)
    before = _texts(workspace)
    after = with_value(before[FACTS], FACTS, chosen, value, source, as_of.date())
    _write(workspace, before, {FACTS: after}, dry_run)


@fact.command()
@click.argument("id")
@click.option(
    "--by", required=True, metavar="CODE", help="The role code of who confirms it, such as DATIP-R1; never a name."
)
@click.option("--on", required=True, type=DATE, help="The day of the confirmation. No clock is read.")
@click.option("--until", required=True, type=DATE, help="The day until which it may be relied on.")
@DRY_RUN
@click.pass_context
def confirm(ctx: click.Context, id: str, by: str, on: datetime, until: datetime, dry_run: bool) -> None:
    """Record who confirms a fact, and until when. A fact in conflict is settled by `docgen fact set` first.

    \b
    Example:
      docgen fact confirm fund.living_cost --by DATIP-R1 --on 2026-11-21 --until 2027-11-21
    """
    from docgen.content.fact_edit import with_confirmation
    from docgen.errors import ContentError
    from docgen.facts import FactState

    workspace, content = _read(ctx)
    chosen = _known(content, id)
    if chosen.state is FactState.CONFLICT:
        hint = f"say which value is right: docgen fact set {id} VALUE --source … --as-of …"
        raise ContentError(f"{id} is in conflict: {chosen.note}", location=chosen.location, hint=hint)
    before = _texts(workspace)
    after = with_confirmation(before[FACTS], FACTS, chosen, by, on.date(), until.date())
    _write(workspace, before, {FACTS: after}, dry_run)


@fact.command()
@click.option(
    "--out",
    metavar="FILE",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The table to write, .xlsx or .csv; nothing is overwritten.",
)
@click.pass_context
def sheet(ctx: click.Context, out: Path) -> None:
    """Write a table of all telephones, to be called and filled in: date, role code, answered, languages.

    On paper the document test-calls has the same rows. `docgen fact calls` reads the table when it is filled in.

    \b
    Examples:
      docgen fact sheet --out calls.xlsx
      docgen fact sheet --out calls.csv
    """
    from docgen.pipeline.call_sheet import csv_calls, xlsx_calls
    from docgen.pipeline.files import File, put_files

    makers = {".xlsx": xlsx_calls, ".csv": csv_calls}
    if out.suffix.lower() not in makers:
        raise click.BadParameter("the name ends in .xlsx or .csv", ctx, param_hint="--out")
    _, content = _read(ctx)
    put_files([File(out.name, makers[out.suffix.lower()](content))], out.parent)
    click.echo(f"wrote {out}", err=True)


@fact.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--until", required=True, type=DATE, help="The day until which numbers that answered may be relied on.")
@DRY_RUN
@click.pass_context
def calls(ctx: click.Context, file: Path, until: datetime, dry_run: bool) -> None:
    """Record test calls from the FILE that `docgen fact sheet` made: all rows, or none.

    A number that answered is confirmed by the role code of its row, from the day of the call until --until, and its
    organisation answers in the languages of the row. A number that did not is unconfirmed, and its note says when it
    was tried. Rows without a call are passed over.

    \b
    Examples:
      docgen fact calls calls.xlsx --until 2027-11-21 --dry-run
      docgen fact calls calls.csv --until 2027-11-21
    """
    from docgen.pipeline.call_sheet import filled_rows
    from docgen.pipeline.calls import calls_of, recorded

    workspace, content = _read(ctx)
    found, passed = calls_of(filled_rows(file.read_bytes(), file.name), content, until.date())
    rows = [[call.fact.id, str(call.on), call.by, "answered" if call.answered else "no answer"] for call in found]
    print_table(["fact", "called on", "by", "result"], rows)
    before = _texts(workspace)
    _write(workspace, before, recorded(before, found, content, until.date()), dry_run)
    answered = sum(call.answered for call in found)
    click.echo(f"{answered} answered, {len(found) - answered} did not, {passed} not called", err=True)


def _known(content: Content, id: str) -> Fact:
    from docgen.content.fact_edit import unknown_fact

    if id not in content.facts:
        raise unknown_fact(id, content.facts)
    return content.facts[id]


def _texts(workspace: Workspace) -> dict[str, str]:
    """Return the files of facts and contacts by their paths below the workspace, as they are."""
    paths = [workspace.content / "facts.toml", *sorted((workspace.content / "contacts").glob("*.toml"))]
    return {path.relative_to(workspace.root).as_posix(): path.read_bytes().decode() for path in paths}


def _write(workspace: Workspace, before: Mapping[str, str], after: Mapping[str, str], dry_run: bool) -> None:
    from docgen.atomic import write_set

    changed = {name: text for name, text in after.items() if text != before[name]}
    for name, text in changed.items():
        for line in _difference(before[name].splitlines(), text.splitlines()):
            click.echo(line)
    names = " and ".join(changed)
    if not changed:
        click.echo("nothing changes", err=True)
    elif dry_run:
        click.echo(f"would write {names}", err=True)
    else:
        write_set({workspace.root / name: text.encode() for name, text in changed.items()})
        click.echo(f"wrote {names}; `docgen build` makes the pages anew", err=True)


def _difference(before: list[str], after: list[str]) -> list[str]:
    # difflib's own unified_diff takes the lines that every fact has for noise, and shows them as changed.
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [code for code in codes if code[0] != "equal"]
    return [
        line
        for _, i1, i2, j1, j2 in changed
        for line in (*(f"-{line}" for line in before[i1:i2]), *(f"+{line}" for line in after[j1:j2]))
    ]


def _as_data(fact: Fact) -> dict[str, object]:
    from docgen.facts import describe

    given = fact.confirmation
    return {
        "id": fact.id,
        "value": describe(fact.value),
        "state": fact.state.value,
        "source": fact.source,
        "as_of": fact.source_date.isoformat(),
        "owner": fact.owner,
        "note": fact.note,
        "confirmed_by": given.by if given else None,
        "confirmed_on": given.on.isoformat() if given else None,
        "confirmed_until": given.until.isoformat() if given else None,
        "place": str(fact.location),
    }
