"""Where everything of a workspace is, and what its docgen.toml says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Any

from docgen.errors import DocgenError, Location, WorkspaceError, raise_all
from docgen.languages import BreakRule, Calendar, Digits, Direction, Language, normal_tag

CONFIGURATION = "docgen.toml"


@dataclass(frozen=True)
class Workspace:
    """A folder with a docgen.toml; every path of docgen's starts here.

    `publisher` is the id of a contact, whose name is printed as the publisher's.
    """

    root: Path
    publisher: str
    source_language: str
    authority: str
    reading_aid_languages: tuple[str, ...]
    documents: tuple[str, ...]
    languages: Mapping[str, Language]

    @property
    def content(self) -> Path:
        """What the documents say."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """How the documents look."""
        return self.root / "templates"

    @property
    def translations(self) -> Path:
        """The catalogs and the approvals."""
        return self.root / "translations"

    @property
    def fonts(self) -> Path:
        """The faces, and nothing else may draw a letter."""
        return self.root / "fonts"

    @property
    def build(self) -> Path:
        """Output only; may be deleted at any time."""
        return self.root / "build"

    def language(self, tag: str) -> Language:
        """Return a language of the workspace by its tag, however it is typed (`zh_Hant`)."""
        found = self.languages.get(normal_tag(tag))
        if found is None:
            known = ", ".join(self.languages)
            hint = f"it has {known}; add a table [languages.{normal_tag(tag)}] to {CONFIGURATION}"
            raise WorkspaceError(f"the workspace has no language “{tag}”", hint=hint)
        return found


def find_workspace(start: Path) -> Path:
    """Return the nearest folder upward that has a docgen.toml.

    Raises:
        WorkspaceError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIGURATION).is_file():
            return folder
    hint = "go to a workspace, say --workspace DIR, or make one with `docgen new DIR`"
    raise WorkspaceError(f"no {CONFIGURATION} in {start} or above it", hint=hint)


def read_workspace(root: Path) -> Workspace:
    """Return the workspace of a folder.

    Raises:
        WorkspaceError, DocgenErrors: docgen.toml is missing, is no TOML, or has faults (all at once).
    """
    path = root / CONFIGURATION
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError as error:
        hint = "make a workspace with `docgen new DIR`"
        raise WorkspaceError(f"there is no {CONFIGURATION} in {root}", hint=hint) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorkspaceError(f"cannot be read: {error}", location=Location(CONFIGURATION)) from error
    reading = _Reading(text, [])
    workspace = reading.workspace(root, data)
    raise_all(reading.errors)
    return workspace


_SETTINGS = ("publisher", "source_language", "authority", "reading_aid_languages", "documents")
_ENUMS: dict[str, type[Enum]] = {"direction": Direction, "breaks": BreakRule, "digits": Digits, "calendar": Calendar}


@dataclass
class _Reading:
    """Reads the tables and collects their faults."""

    text: str
    errors: list[DocgenError]

    def workspace(self, root: Path, data: Mapping[str, Any]) -> Workspace:
        settings = data.get("workspace", {})
        self.known("workspace", settings, _SETTINGS)
        for name in (*data.keys() - {"workspace", "languages"},):
            self.fault(f"[{name}] is not known here", name)
        languages = {normal_tag(tag): self.language(tag, table) for tag, table in data.get("languages", {}).items()}
        source = normal_tag(self.setting(settings, "source_language", str))
        aids = self.setting(settings, "reading_aid_languages", list)
        authority = normal_tag(settings.get("authority", source))
        for tag in {source, authority, *map(normal_tag, aids)} - languages.keys():
            self.fault(f"the language “{tag}” has no table", "languages", f"add [languages.{tag}]")
        return Workspace(
            root=root,
            publisher=self.setting(settings, "publisher", str),
            source_language=source,
            authority=authority,
            reading_aid_languages=tuple(map(normal_tag, aids)),
            documents=tuple(self.setting(settings, "documents", list)),
            languages=languages,
        )

    def setting(self, table: Mapping[str, Any], name: str, kind: type) -> Any:
        value = table.get(name)
        if isinstance(value, kind):
            return value
        wanted = "a list" if kind is list else "a text in quotation marks"
        self.fault(f"{name} is missing or is not {wanted}", name)
        return kind()

    def known(self, where: str, table: Mapping[str, Any], names: Iterable[str]) -> None:
        for name in table.keys() - set(names):
            self.fault(f"[{where}] has a setting “{name}”, which is not known", name, f"known are {', '.join(names)}")

    def language(self, tag: str, table: Mapping[str, Any]) -> Language:
        names = [f.name for f in fields(Language) if f.name != "tag"]
        self.known(f"languages.{tag}", table, names)
        for name in ("name", "english", "script", "families"):
            if not table.get(name):
                self.fault(f"[languages.{tag}] has no {name}", f"languages.{tag}")
        settings = dict(self.settings(tag, table, names))
        return Language(
            **{
                "tag": normal_tag(tag),
                "name": tag,
                "english": tag,
                "script": "Latn",
                "families": (),
                **settings,
            }
        )

    def settings(self, tag: str, table: Mapping[str, Any], names: Iterable[str]) -> Iterator[tuple[str, Any]]:
        for name in table.keys() & set(names):
            value = table[name]
            if name in _ENUMS:
                allowed = [str(member.value) for member in _ENUMS[name]]
                if value not in allowed:
                    self.fault(
                        f"[languages.{tag}] {name} = {value!r} is not known", name, f"one of {', '.join(allowed)}"
                    )
                    continue
                value = _ENUMS[name](value)
            yield name, tuple(value) if isinstance(value, list) else value

    def fault(self, said: str, name: str, hint: str = "") -> None:
        found = re.search(rf"^\s*\[?{re.escape(name)}\b", self.text, re.MULTILINE)
        line = self.text.count("\n", 0, found.end()) + 1 if found else 0
        self.errors.append(WorkspaceError(said, location=Location(CONFIGURATION, line), hint=hint))
