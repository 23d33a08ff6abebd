"""Rewrites what documents repeat of the code: modules, help texts, checks of translations, pictures: `make docs`.

`tests/test_documents.py` compares, so that neither can grow stale.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click

from docgen.catalogs.checks import all_checks
from docgen.cli import group
from docgen.content.pictures import Drawing, read_pictures
from docgen.content.toml_file import read_toml

ROOT = Path(__file__).parent.parent
ORDER = [
    "errors",
    "atomic",
    "canonical",
    "languages",
    "workspace",
    "workspace_edit",
    "facts",
    "tree",
    "gate",
    "edition",
    "localise",
    "content",
    "typeset",
    "catalogs",
    "speech",
    "writers",
    "forms",
    "verify",
    "pipeline",
    "starter",
    "doctor",
    "cli",
]


def modules() -> str:
    """Return one line for each module: its path and the first paragraph of its docstring."""
    paths = [path for path in sorted((ROOT / "docgen").rglob("*.py")) if path.stem != "__main__"]
    paths.sort(key=lambda path: (_rank(path), path.parent.as_posix(), path.stem != "__init__", path.stem))
    return "\n".join(f"- `{_name(path)}`: {_sentence(path)}" for path in paths)


def _rank(path: Path) -> int:
    first = path.relative_to(ROOT / "docgen").parts[0].removesuffix(".py")
    return ORDER.index(first) if first in ORDER else -1


def _name(path: Path) -> str:
    name = path.relative_to(ROOT / "docgen").as_posix()
    return name.removesuffix("__init__.py") or "docgen/"


def _sentence(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split())


def commands() -> str:
    """Return a section for each command with its help."""
    return "\n\n".join(f"## {name}\n\n```text\n{text.rstrip()}\n```" for name, text in _helps(group, "docgen", None))


def _helps(command: click.Command, name: str, above: click.Context | None) -> Iterator[tuple[str, str]]:
    context = click.Context(
        command,
        info_name=name.split()[-1],
        parent=above,
        help_option_names=["-h", "--help"],
        terminal_width=100,
        max_content_width=100,
    )
    if above is not None:
        yield name, command.get_help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from _helps(found, f"{name} {inner}", context)


def checks() -> str:
    """Return a table of the checks of translations."""
    head = "| check | what must hold | errors | warnings | why | where the rule is from |\n|---|---|---|---|---|---|"
    rows = (
        (f"`{each.id}`", each.says, _codes(each.errors), _codes(each.warnings), each.rationale, each.source)
        for each in all_checks()
    )
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])


def _codes(codes: tuple[str, ...]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def pictures() -> str:
    """Return a table of the pictures of the workspace, with who has tested them."""
    file = read_toml(ROOT / "content" / "pictures.toml", ROOT)
    drawings, _ = read_pictures(file, ROOT / "content" / "pictures", ROOT)
    head = "| picture | label | shows | tested by | from |\n|---|---|---|---|---|"
    return "\n".join([head, *(f"| {' | '.join(_row(each))} |" for each in drawings.values())])


def _row(drawing: Drawing) -> tuple[str, ...]:
    tests = ", ".join(f"{test.readers} {test.on}" for test in drawing.tested) or "nobody"
    words = (drawing.label.message.msgid, drawing.alternative.message.msgid)
    image = f'<img src="../content/pictures/{drawing.id}.svg" width="48" alt=""> `{drawing.id}`'
    return image, *words, tests, drawing.source


def rewritten() -> dict[Path, str]:
    """Return each document as it should be."""
    made = {}
    for name, mark, text in (
        ("ARCHITECTURE.md", "modules", modules()),
        ("docs/guide.md", "commands", commands()),
        ("docs/checks.md", "checks", checks()),
        ("docs/pictograms.md", "pictures", pictures()),
    ):
        path = ROOT / name
        block = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
        made[path] = block.sub(
            lambda found, text=text: f"{found[1]}{text}\n{found[2]}", path.read_text(encoding="utf-8")
        )
    return made


if __name__ == "__main__":
    for path, text in rewritten().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
