"""build/manifest.json: what lies in build/, from which input, and whether it still says what the content says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from docgen.atomic import write_atomic
from docgen.pipeline.line import Target
from docgen.writers.artefact import Format

NAME = "manifest.json"


@dataclass(frozen=True)
class Shown:
    """A value as a file shows it, and on which pages (none where the format has no pages)."""

    text: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Record:
    """One file of build/. `edition` is the digest of what a reader reads, `digest` of everything the file was
    made from, `made_with` the versions that shaped its
    bytes; a `stale` one could not be made anew."""

    document: str
    language: str
    format: str
    path: str
    sha256: str
    size: int
    pages: int
    status: str
    digest: str
    made_with: Mapping[str, str]
    values: Mapping[str, Shown] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    stale: bool = False
    edition: str = ""
    stamp: str = ""

    @property
    def target(self) -> Target:
        """What the file was made for."""
        return Target(self.document, self.language, Format(self.format))


Manifest = dict[Target, Record]


_FILES = TypeAdapter(dict[Literal["files"], list[Record]])


def read_manifest(build: Path) -> Manifest:
    """Return the records of a build folder; one that is not there or is damaged has none, and is made anew."""
    try:
        records = _FILES.validate_json((build / NAME).read_bytes(), strict=True)["files"]
        return {record.target: record for record in records}
    except (OSError, ValueError, KeyError):  # ValueError: no manifest, or a format that is not known
        return {}


def write_manifest(build: Path, records: Iterable[Record]) -> None:
    """Write the records of a build folder, in a fixed order."""
    files = [asdict(record) for record in sorted(records, key=lambda record: record.path)]
    text = json.dumps({"files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    build.mkdir(parents=True, exist_ok=True)
    write_atomic(build / NAME, f"{text}\n".encode())
