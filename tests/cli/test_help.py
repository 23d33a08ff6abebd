"""Whoever types a command is told what it does, how to use it, and what went wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import docgen as package
from docgen.cli import COMMANDS, group
from tests.scratch import ROOT, Scratch, docgen, make_scratch

HEAVY = {"weasyprint", "docx", "fontTools", "uharfbuzz", "pikepdf", "jinja2", "khmercut", "thaibreak", "icu4py", "rich"}


def commands(
    command: click.Command = group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command and subcommand with its name."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


ALL = dict(commands())


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "docgen")
def test_every_command_says_what_it_does_and_shows_an_example(path: tuple[str, ...]) -> None:
    """`--help` begins with what the command is for, shows a line to type, and explains each option."""
    shown = docgen(*path, "--help").out
    assert shown.startswith(f"Usage: docgen{''.join(f' {part}' for part in path)} ")
    assert re.search(r"^ *Examples?:\n +docgen ", shown, re.MULTILINE)
    for parameter in ALL[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.rstrip(" ]").endswith((".", "core"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "docgen")
def test_every_example_is_a_command_that_there_is(path: tuple[str, ...]) -> None:
    """What `--help` shows can be typed: each example names a command and options that exist."""
    for line in re.findall(r"^ +docgen (.+)$", docgen(*path, "--help").out, re.MULTILINE):
        words = re.sub(r" {3,}.*| \\$", "", re.sub(r'"[^"]*"', "x", line)).split()
        if words[0] == "--workspace":
            del words[:2]
        command: click.Command = group
        while isinstance(command, click.Group):
            found = command.get_command(click.Context(command), words.pop(0))
            assert found is not None, line
            command = found
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= known, line


def test_the_list_of_commands_is_what_each_says_of_itself() -> None:
    """`docgen --help` lists every command, though it loads none of them."""
    shown = docgen("--help").out
    for name, summary in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(summary[:20])}", shown, re.MULTILINE)
        assert ALL[name,].help
    assert {path[0] for path in ALL if path} == set(COMMANDS)


def test_the_version_is_told() -> None:
    """Who reports a fault can say with which version."""
    assert docgen("--version").out == f"docgen, version {package.__version__}\n"


def loaded(*arguments: str) -> set[str]:
    """Return which packages a command loads, in a process of its own."""
    code = (
        "import sys\nfrom docgen.cli import main\n"
        "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code\n"
        "print('loaded:', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(done.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["build", "--help"], ["fact", "set", "--help"]], ids=" ".join
)
def test_help_is_there_at_once(arguments: list[str]) -> None:
    """Help loads no renderer, no faces and no dictionary, so that it comes before patience ends."""
    assert loaded(*arguments) & HEAVY == set()


def test_listing_facts_loads_no_renderer() -> None:
    """Looking up an amount needs neither a renderer nor a word processor's library nor faces."""
    assert loaded("fact", "list", "--json") & (HEAVY - {"rich"}) == set()


def test_the_doctor_is_read_by_machines(scratch: Scratch) -> None:
    """A set-up script can tell what is missing; on a machine that runs these tests nothing that is required is."""
    items = scratch.docgen("doctor", "--json").json
    assert {item["name"] for item in items} >= {"Python", "Pango", "fonts/", "build/"}
    assert all(item["ok"] for item in items if item["required"])
    assert all(item["remedy"] for item in items if not item["ok"])


# --- errors -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English and Thai."""
    made = make_scratch(tmp_path_factory.mktemp("help") / "workspace", ("en", "th"))
    made.docgen("catalog", "update")
    return made


def _content(scratch: Scratch) -> None:
    scratch.edit("content/facts.toml", 'kind = "money"', 'kind = "coins"')


def _catalogs(scratch: Scratch) -> None:
    scratch.edit("translations/th/LC_MESSAGES/example.po", "Language: th", "Language: lo")


def _fonts(scratch: Scratch) -> None:
    (scratch.root / "fonts").unlink()
    (scratch.root / "fonts").mkdir()


def _templates(scratch: Scratch) -> None:
    (scratch.own_templates() / "phone" / "page.html.jinja").write_text("{% if %}", "utf-8")


def _workspace(scratch: Scratch) -> None:
    scratch.edit("docgen.toml", 'source_language = "en"', 'source_language = "xx"')


FAMILIES = {
    3: (_content, "content/facts.toml:"),
    4: (_catalogs, "translations/th/LC_MESSAGES/example.po:"),
    5: (_fonts, "fonts/fonts.toml"),
    6: (_templates, "templates/phone/page.html.jinja:1"),
    7: (_workspace, "docgen.toml:"),
}


@pytest.mark.parametrize("code", FAMILIES)
@pytest.mark.parametrize("command", ["status", "build"])
def test_each_kind_of_error_has_its_exit_code_and_its_place(
    scratch: Scratch, tmp_path: Path, code: int, command: str
) -> None:
    """A script can tell what is wrong by the code, a person by the file and the line; nothing is built."""
    breaking, place = FAMILIES[code]
    broken = scratch.copy(tmp_path / "copy")
    breaking(broken)
    done = broken.docgen(command, code=code)
    assert f"error: {place}" in done.err
    assert not done.out and "Traceback" not in done.err
    assert not broken.file("manifest.json").exists()


def test_all_errors_of_all_files_are_shown_at_once(scratch: Scratch, tmp_path: Path) -> None:
    """Who mends a workspace need not run docgen once for every mistake."""
    broken = scratch.copy(tmp_path / "copy")
    broken.append("content/documents/example.md", "\nIt costs 300 baht, see {no.such_fact}.\n")
    _content(broken)
    done = broken.docgen("build", code=3)
    assert len(re.findall(r"^error: content/", done.err, re.MULTILINE)) >= 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--format", "odt"], "'odt' is not one of"),
        (["build", "--jobs", "0"], "0 is not in the range"),
        (["bild"], "No such command 'bild'"),
        (["build", "--no-such-option"], "No such option"),
        (["fact", "set", "fund.living_cost", "3500"], "Missing option '--source'"),
        (
            ["fact", "confirm", "x", "--by", "TH-R1", "--on", "yesterday", "--until", "2027-01-01"],
            "'yesterday' does not match",
        ),
        (["--workspace", "/no/such/folder", "build"], "does not exist"),
    ],
)
def test_wrong_usage_is_code_2_with_the_way_out(arguments: list[str], said: str) -> None:
    """A mistake in typing is told apart from a mistake in the content, and the right way is shown."""
    done = docgen(*arguments, code=2)
    assert said in done.err and "Usage: docgen" in done.err and "--help" in done.err
