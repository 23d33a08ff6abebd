"""A group of commands that are loaded when they are called, so that help needs no renderer."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from keyword import iskeyword
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands are modules of a package: `add-language` is the function of that name in add_language.py.

    `commands_of` gives each command's name and the first line of its help, in the order of use.
    """

    def __init__(self, *args: Any, package: str, commands_of: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.package, self.commands_of = package, commands_of

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of use."""
        return list(self.commands_of)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loading its module."""
        if cmd_name not in self.commands_of:
            return None
        name = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)  # no function can be called `import`
        command = getattr(importlib.import_module(f"{self.package}.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.commands_of.items()))
