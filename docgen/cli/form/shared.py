"""What the commands of `docgen form` share: where plates come from, passwords, and errors that tell nothing."""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.form import PACK
from docgen.cli.output import options
from docgen.errors import DocgenError, DocgenErrors, FormError

if TYPE_CHECKING:
    from docgen.forms.batch import Batch
    from docgen.forms.pack import Pack

SHORTEST = 8  # letters of a password
READING_AID = "it is a reading aid: its pages say what may be signed"

OUT = click.option(
    "--out", required=True, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
REPLACE = click.option("--replace", is_flag=True, help="Replace the file if it is there already.")
SETTING = options(
    click.option(
        "--continue-sheet", "sheet", is_flag=True, help="Let what is too long for its place go on on an extra sheet."
    ),
    click.option(
        "--unicode", "confirmed", is_flag=True, help="Take Burmese as Unicode even where it looks like Zawgyi."
    ),
)
PASSWORD = options(
    click.option("--encrypt", is_flag=True, help="Ask for a password, without which the PDF does not open (AES-256)."),
    click.option(
        "--password-file",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
        help="Take the password from a file, or from standard input (-).",
    ),
)


def sealed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command whose unforeseen errors repeat no value: they say where in docgen they happened, and no more."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (DocgenError, DocgenErrors, click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            ours = [frame for frame in frames if "docgen" in frame.filename] or frames
            place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
            hint = "please report this line; it tells nothing of the person"
            raise FormError(f"internal error at {place}: {type(error).__name__}", hint=hint) from None

    return run


def chosen_pack(ctx: click.Context, form: str, tags: Collection[str], sheet: bool = False) -> Pack:
    """Return the forms of --pack, or of the workspace: there only what is asked for is made.

    Empty `tags` mean all that the form has.
    """
    path = ctx.meta.get(PACK)
    if path is not None:
        from docgen.forms.pack import read_pack

        return read_pack(path)
    from docgen.cli.choice import workspace_root
    from docgen.pipeline.plates import workspace_pack

    return workspace_pack(workspace_root(ctx), [form], tags, sheet)


def prepared(pack: Pack, form: str, tags: Sequence[str], sheet: bool, confirmed: bool) -> Batch:
    """Return what fills in a form in these languages; the first one is of who says none, unless there are more."""
    from docgen.forms.batch import Batch
    from docgen.forms.press import Press

    plates = {tag: pack.plate(form, tag) for tag in tags}
    sheets = {plate: pack.plate(form, tag, sheet=True) for tag, plate in plates.items()} if sheet else {}
    return Batch(Press(pack.opened(), confirmed, sheets), plates, tags[0] if len(tags) == 1 else "")


def password_of(encrypt: bool, file: Path | None) -> str:
    """Return the password that was given, "" when there is to be none.

    Raises:
        FormError: it is too short.
    """
    if file is not None:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
        password = text.split("\n")[0].rstrip("\r")
    elif encrypt:
        password = click.prompt("Password of the PDF", hide_input=True, confirmation_prompt=True, err=True)
    else:
        return ""
    if len(password) < SHORTEST:
        raise FormError(f"the password has fewer than {SHORTEST} letters", hint="four words that nobody expects")
    return str(password)
