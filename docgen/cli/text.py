"""docgen text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import LANGUAGE, tags_of, workspace_root
from docgen.cli.output import JSON, print_json

if TYPE_CHECKING:
    from docgen.pipeline.texts import Messages


@click.command()
@click.argument("document")
@LANGUAGE
@click.option("--for", "channel", type=click.Choice(["line", "wechat", "sms"]), required=True, help="How it is sent.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a file for each message into this folder; nothing in it is overwritten.",
)
@JSON
@click.pass_context
def text(
    ctx: click.Context, document: str, languages: tuple[str, ...], channel: str, out: Path | None, as_json: bool
) -> None:
    """Print a DOCUMENT as plain messages for chat or SMS, each short enough, and to be read by itself.

    Only what is marked as open leaves as a message: whoever holds the telephone can read it. The first line, which
    shows on a locked telephone, is the neutral title. A translation that is not approved says so in each message.
    docs/read-aloud.md tells what may be marked as open.

    \b
    Examples:
      docgen text rights-at-a-glance -l km --for line
      docgen text rights-at-a-glance -l vi --for sms --json
      docgen text rights-at-a-glance --for wechat --out messages
    """
    from docgen.pipeline.files import File, put_files
    from docgen.pipeline.inputs import read_inputs
    from docgen.pipeline.texts import messages
    from docgen.speech.parts import Channel

    inputs = read_inputs(workspace_root(ctx), check_fonts=False)
    workspace = inputs.workspace
    tags = tags_of(workspace, document, languages)
    made = {tag: messages(inputs, document, tag, Channel(channel)) for tag in tags}
    if out:
        files = [
            File(f"{workspace.languages[tag].gettext}/{each.document.neutral_name}-{n}.txt", f"{m.text}\n".encode())
            for tag, each in made.items()
            for n, m in enumerate(each.messages, 1)
        ]
        put_files(files, out)
    if as_json:
        print_json([_as_data(tag, each) for tag, each in made.items()])
        return
    for tag, each in made.items():
        _print(tag, each, not out)


def _print(tag: str, made: Messages, shown: bool) -> None:
    for message in made.messages:
        if shown:
            click.echo(f"{message.text}\n")
        said = message.length
        click.echo(f"{tag}: {said.characters} characters; as SMS {said.alphabet}, {said.segments} segments", err=True)
    click.echo(f"{tag}: {made.left_out} clauses are not open and were left out", err=True)


def _as_data(tag: str, made: Messages) -> dict[str, object]:
    parts = [
        {
            "text": message.text,
            "characters": message.length.characters,
            "alphabet": message.length.alphabet,
            "segments": message.length.segments,
        }
        for message in made.messages
    ]
    return {"language": tag, "messages": parts, "left_out": made.left_out}
