"""Where everything of a workspace is, and what its docgen.toml says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from pathlib import Path
from typing import Any

from docgen.errors import DocgenError, Location, WorkspaceError, raise_all
from docgen.languages import BreakRule, Calendar, Digits, Direction, Groups, Language, normal_tag

CONFIGURATION = "docgen.toml"


@dataclass(frozen=True)
class Workspace:
    """A folder with a docgen.toml; every path of docgen's starts here.

    `publisher` is the id of a contact, whose name is printed as the publisher's. The documents in `bilingual` are made
    in two languages at once, too: the authority's and each other one. Those in `side_by_side` are made once, in the
    authority's language, and show all of theirs beside each other. `usual` are the languages of documents that
    docgen.toml names no languages for, and of whatever else is made in every language.
    """

    root: Path
    publisher: str
    source_language: str
    authority: str
    reading_aid_languages: tuple[str, ...]
    documents: tuple[str, ...]
    languages: Mapping[str, Language]
    document_languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bilingual: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    side_by_side: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def languages_of(self, document: str) -> tuple[str, ...]:
        """Return the tags of the languages that a document is made in; the usual ones, if docgen.toml names none."""
        if document in self.side_by_side:
            return (self.authority,)
        return self.document_languages.get(document, self.usual or tuple(self.languages))

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

    def pairs_of(self, document: str) -> tuple[str, ...]:
        """Return the pairs of languages that a document is made in, as targets name them: "th+km"."""
        if document not in self.bilingual:
            return ()
        return tuple(f"{self.authority}+{tag}" for tag in self.languages_of(document) if tag != self.authority)

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
    try:
        text = (root / CONFIGURATION).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        hint = "make a workspace with `docgen new DIR`"
        raise WorkspaceError(f"there is no {CONFIGURATION} in {root}", hint=hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"cannot be read: {error}", location=Location(CONFIGURATION)) from error
    return parse_workspace(text, root)


def parse_workspace(text: str, root: Path) -> Workspace:
    """Return the workspace of a folder from the text of its docgen.toml.

    Raises:
        WorkspaceError, DocgenErrors: the text is no TOML, or has faults (all at once).
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(f"cannot be read: {error}", location=Location(CONFIGURATION)) from error
    reading = _Reading(text, [])
    workspace = reading.workspace(root, data)
    raise_all(reading.errors)
    return workspace


_SETTINGS = (
    "publisher",
    "source_language",
    "authority",
    "reading_aid_languages",
    "languages",
    "documents",
    "bilingual",
)
_TABLES = ("workspace", "languages", "document_languages", "side_by_side")


@dataclass
class _Reading:
    """Reads the tables and collects their faults."""

    text: str
    errors: list[DocgenError]

    def workspace(self, root: Path, data: Mapping[str, Any]) -> Workspace:
        settings, tables = self.table(data, "workspace"), self.table(data, "languages")
        self.known("workspace", settings, _SETTINGS)
        for name in data.keys() - set(_TABLES):
            self.fault(f"[{name}] is not known here", name if isinstance(data[name], dict) else "", name)
        languages = self.languages(tables)
        source = normal_tag(self.setting(settings, "source_language", str))
        aids = tuple(map(normal_tag, self.setting(settings, "reading_aid_languages", tuple)))
        authority = normal_tag(self.setting(settings, "authority", str)) if "authority" in settings else source
        usual = tuple(map(normal_tag, self.setting(settings, "languages", tuple))) if "languages" in settings else ()
        used = {
            "source_language": (source,),
            "authority": (authority,),
            "reading_aid_languages": aids,
            "languages": usual,
        }
        for name, tags in used.items():
            for tag in [tag for tag in tags if tag and tag not in languages]:
                self.fault(f"the language “{tag}” has no table", "workspace", name, f"add [languages.{tag}]")
        documents = self.setting(settings, "documents", tuple)
        bilingual = self.setting(settings, "bilingual", tuple) if "bilingual" in settings else ()
        for name in bilingual:
            if name not in documents:
                self.fault(f"bilingual names “{name}”, which documents does not", "workspace", "bilingual")
        return Workspace(
            root=root,
            publisher=self.setting(settings, "publisher", str),
            source_language=source,
            authority=authority,
            reading_aid_languages=aids,
            documents=documents,
            languages=languages,
            document_languages=self.document_languages(data, "document_languages", documents, languages),
            bilingual=bilingual,
            usual=usual or tuple(languages),
            side_by_side=self.side_by_side(data, documents, languages, bilingual),
        )

    def table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        table = data.get(name, {})
        if isinstance(table, dict):
            return table
        self.fault(f"{name} is no table", "", name, f"write [{name}] on a line of its own")
        return {}

    def setting(self, table: Mapping[str, Any], name: str, kind: type, where: str = "workspace") -> Any:
        value = _read(table.get(name), kind)
        if value is not None:
            return value
        self.fault(f"{name} is missing or is not {_WANTED[kind]}", where, name)
        return kind()

    def known(self, where: str, table: Mapping[str, Any], names: Iterable[str]) -> None:
        for name in table.keys() - set(names):
            said = f"[{where}] has a setting “{name}”, which is not known"
            self.fault(said, where, name, f"known are {', '.join(names)}")

    def languages(self, tables: Mapping[str, Any]) -> dict[str, Language]:
        languages: dict[str, Language] = {}
        for tag, table in tables.items():
            if not isinstance(table, dict):
                self.fault(f"languages.{tag} is no table", "languages", tag, f"write [languages.{tag}] on its own line")
            elif normal_tag(tag) in languages:
                self.fault(f"the language {normal_tag(tag)} has two tables", f"languages.{tag}")
            else:
                languages[normal_tag(tag)] = self.language(tag, table)
        return languages

    def document_languages(
        self, data: Mapping[str, Any], where: str, documents: tuple[str, ...], languages: Mapping[str, Language]
    ) -> dict[str, tuple[str, ...]]:
        """Return what a table says of the languages of some documents."""
        chosen: dict[str, tuple[str, ...]] = {}
        for name in (table := self.table(data, where)):
            tags = tuple(map(normal_tag, self.setting(table, name, tuple, where)))
            if name not in documents:
                self.fault(f"there is no document “{name}” in documents", where, name)
            for tag in [tag for tag in tags if tag not in languages]:
                self.fault(f"the language “{tag}” has no table", where, name, f"add [languages.{tag}]")
            chosen[name] = tags
        return chosen

    def side_by_side(
        self,
        data: Mapping[str, Any],
        documents: tuple[str, ...],
        languages: Mapping[str, Language],
        bilingual: tuple[str, ...],
    ) -> dict[str, tuple[str, ...]]:
        """Return the languages of the documents that are made once, and show each of them."""
        chosen = self.document_languages(data, "side_by_side", documents, languages)
        elsewhere = {*bilingual, *self.table(data, "document_languages")}
        for name, tags in chosen.items():
            if not tags or len(set(tags)) < len(tags):
                self.fault(f"“{name}” names no language, or one twice", "side_by_side", name)
            if name in elsewhere:
                said = f"“{name}” is made once in all its languages, and stands in another list of languages too"
                self.fault(said, "side_by_side", name, "leave it in one of the two")
        return {name: tags for name, tags in chosen.items() if tags}

    def language(self, tag: str, table: Mapping[str, Any]) -> Language:
        kinds = {f.name: _KINDS[str(f.type)] for f in fields(Language) if f.name != "tag"}
        where = f"languages.{tag}"
        self.known(where, table, kinds)
        for name in ("name", "english", "script", "families"):
            if table.get(name, "") in ("", []):
                self.fault(f"[{where}] has no {name}", where)
        needed = {"name": tag, "english": tag, "script": "Latn", "families": ()}
        return Language(**{"tag": normal_tag(tag), **needed, **dict(self.settings(where, table, kinds))})

    def settings(self, where: str, table: Mapping[str, Any], kinds: Mapping[str, type]) -> Iterator[tuple[str, Any]]:
        """Yield the settings of a language that are right."""
        for name in [name for name in table if name in kinds]:
            kind, value = kinds[name], _read(table[name], kinds[name])
            if value is not None:
                yield name, value
                continue
            said = "not known" if issubclass(kind, Enum) else f"not {_WANTED[kind]}"
            hint = f"one of {', '.join(str(member.value) for member in kind)}" if issubclass(kind, Enum) else ""
            self.fault(f"[{where}] {name} = {table[name]!r} is {said}", where, name, hint)

    def fault(self, said: str, table: str, name: str = "", hint: str = "") -> None:
        """Note a fault at the line of a setting, or of its table when the setting is not there."""
        lines = self.text.split("\n")
        keys = r"\s*\.\s*".join(rf"[\"']?{re.escape(part)}[\"']?" for part in table.split("."))
        line = next((n for n, text in enumerate(lines, 1) if re.match(rf"\s*\[\s*{keys}\s*\]", text)), 0)
        for n, text in enumerate(lines[line:], line + 1):
            if text.lstrip().startswith("["):
                break
            if name and re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", text):
                line = n
                break
        self.errors.append(WorkspaceError(said, location=Location(CONFIGURATION, line), hint=hint))


_WANTED = {str: "a text in quotation marks", tuple: "a list of texts", float: "a number"}
_KINDS: dict[str, type] = {
    "str": str,
    "float": float,
    "tuple[str, ...]": tuple,
    **{kind.__name__: kind for kind in (Direction, BreakRule, Digits, Groups, Calendar)},
}


def _read(value: object, kind: type) -> Any:
    """Return a setting as a value of its kind, None when it is none."""
    if issubclass(kind, Enum):
        return next((member for member in kind if member.value == value), None)
    if kind is tuple:
        return tuple(value) if isinstance(value, list) and all(isinstance(text, str) for text in value) else None
    if kind is float:
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return value if isinstance(value, str) else None
