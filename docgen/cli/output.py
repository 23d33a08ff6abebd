"""How the command line speaks: results on stdout, progress and errors on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from docgen.errors import DocgenError


def print_error(error: DocgenError) -> None:
    """Print an error with its place, and the way out on a line of its own."""
    click.echo(f"{click.style('error', fg='red', bold=True)}: {error}", err=True)
    if error.hint:
        click.echo(f"  hint: {error.hint}", err=True)


def print_json(data: Any) -> None:
    """Print data for a machine."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """Print a table; on a terminal long cells are folded, elsewhere it is as wide as its contents."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    # A place in a file is no emoji: rights.md:100:3.
    console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 10_000)
    table = Table(*columns, title=title or None, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def write_planned(files: Mapping[Path, bytes], root: Path, dry_run: bool) -> None:
    """Write what a command has planned, all of it or nothing; with `dry_run` only tell what it would write."""
    from docgen.atomic import write_set
    from docgen.errors import shown

    changed = {path: data for path, data in files.items() if not (path.is_file() and path.read_bytes() == data)}
    if not dry_run:
        write_set(changed)
    for path in changed:
        click.echo(f"{'would write' if dry_run else 'wrote'} {shown(path, root)}", err=True)


JSON = click.option("--json", "as_json", is_flag=True, help="Print for a machine.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")


def options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return several options as one decorator, in the order in which help shows them."""

    def decorate(function: Any) -> Any:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def size(value: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{value / 1000:.0f} kB" if value < 1_000_000 else f"{value / 1_000_000:.1f} MB"
