"""Releases: final editions as they were issued, kept to be printed again, and where their copies went.

    releases/STAMP/             the files, checksums.txt, edition.toml, events.toml, distribution.csv

`edition.toml` says what was released and is never changed. `events.toml` (released, recalled) and `distribution.csv`
only grow. Nothing reads them to make a document: they are no input of anything.
"""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

from docgen.atomic import write_atomic
from docgen.catalogs.approvals import role_code
from docgen.edition import read_stamp
from docgen.errors import DocgenError, Location, RenderError, WorkspaceError
from docgen.pipeline.manifest import Record
from docgen.workspace import Workspace

FOLDER = "releases"
SOURCES = ("docgen.toml", "content", "templates", "translations", "fonts")
COLUMNS = ("place", "copies", "on")


@dataclass(frozen=True)
class Event:
    """Something that happened to an edition: "released" or "recalled", by a role code, on a day."""

    what: str
    by: str
    on: date
    reason: str = ""


@dataclass(frozen=True)
class Sent:
    """Copies of an edition at a place. A place is an office or a shelter, never a person."""

    place: str
    copies: int
    on: date


@dataclass(frozen=True)
class Released:
    """A released edition: its stamp and digest, what it is, its files, and what happened since."""

    stamp: str
    digest: str
    document: str
    language: str
    files: tuple[tuple[str, str], ...]  # (name, sha256)
    values: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]
    sent: tuple[Sent, ...]

    @property
    def recalled(self) -> bool:
        """Whether the last event is a recall."""
        return self.events[-1].what == "recalled"


def unclean(workspace: Workspace) -> list[str]:
    """Return the files of the workspace's sources that are not committed.

    Raises:
        WorkspaceError: the workspace is in no git repository, so nobody could say later what was released.
    """
    command = ["git", "-C", str(workspace.root), "status", "--porcelain", "--untracked-files=all", "--", *SOURCES]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise WorkspaceError("git is not installed", hint="a release is made from a committed state") from error
    if done.returncode:
        raise WorkspaceError(
            "the workspace is in no git repository", hint="git init, git add, git commit; then release"
        )
    return [line[3:] for line in done.stdout.splitlines()]


def release(workspace: Workspace, records: Sequence[Record], by: str, on: date) -> Released:
    """Keep the final files of one document and language in releases/, and return the edition.

    A release that is there already is left as it is and returned.

    Raises:
        WorkspaceError: a file is not final, stale or changed since; another edition has the same stamp.
        RenderError: the folder cannot be written.
    """
    role_code(by)
    first = records[0]
    for record in records:
        _check_fit(workspace, record)
    target = workspace.root / FOLDER / first.stamp
    if target.exists():
        known = read_release(target)
        if known.digest != first.edition:
            raise WorkspaceError(f"another edition has the stamp {first.stamp}", hint="change a word of the document")
        return known
    try:
        target.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".release-") as temporary:
            made = Path(temporary) / "edition"
            made.mkdir()
            for record in records:
                shutil.copyfile(workspace.build / record.path, made / Path(record.path).name)
            _describe(made, records)
            (made / "events.toml").write_bytes(_event(Event("released", by, on)))
            made.rename(target)
    except OSError as error:
        raise RenderError(f"the release cannot be written: {error.strerror}", location=Location(str(target))) from error
    return read_release(target)


def _check_fit(workspace: Workspace, record: Record) -> None:
    path = workspace.build / record.path
    if record.status != "final":
        hint = "docgen status --why says what is missing"
        raise WorkspaceError(f"{record.path} is a {record.status}, and only final files are released", hint=hint)
    if record.stale or not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != record.sha256:
        raise WorkspaceError(f"{record.path} is not what the last build made", hint="run `docgen build`")


def _describe(folder: Path, records: Sequence[Record]) -> None:
    first = records[0]
    document = tomlkit.document()
    document.add(tomlkit.comment("Written by `docgen release`, and never changed."))
    for name, value in (
        ("stamp", first.stamp),
        ("digest", first.edition),
        ("document", first.document),
        ("language", first.language),
    ):
        document.add(name, value)
    document.add("made_with", dict(sorted(first.made_with.items())))
    document.add("files", {Path(r.path).name: r.sha256 for r in records})
    document.add("values", {ref: shown.text for ref, shown in sorted(first.values.items())})
    (folder / "edition.toml").write_text(tomlkit.dumps(document), encoding="utf-8")
    lines = [f"{record.sha256}  {Path(record.path).name}\n" for record in records]
    (folder / "checksums.txt").write_text("".join(lines), encoding="utf-8")


def _event(event: Event) -> bytes:
    table = tomlkit.table()
    table.update(
        {"what": event.what, "by": event.by, "on": event.on, **({"reason": event.reason} if event.reason else {})}
    )
    array = tomlkit.aot()
    array.append(table)
    return tomlkit.dumps({"event": array}).encode()


# --- the register -------------------------------------------------------------------------------------------------


def releases(workspace: Workspace) -> Iterator[Released]:
    """Yield every released edition, by its stamp."""
    for folder in sorted((workspace.root / FOLDER).glob("*/edition.toml")):
        yield read_release(folder.parent)


def find_release(workspace: Workspace, typed: str) -> Released:
    """Return the edition with a stamp, as somebody typed it.

    Raises:
        WorkspaceError: it is no stamp, or no edition has it.
    """
    stamp = read_stamp(typed)
    if stamp is None:
        raise WorkspaceError(f"“{typed}” is no stamp", hint="a stamp is eight letters and digits: 7QFK-2M9D")
    folder = workspace.root / FOLDER / stamp
    if not folder.is_dir():
        hint = "it may be a reading aid, which is never released, or have been made elsewhere"
        raise WorkspaceError(f"no released edition has the stamp {stamp}", hint=hint)
    return read_release(folder)


def read_release(folder: Path) -> Released:
    """Return the edition that a folder of releases/ keeps.

    Raises:
        WorkspaceError: its files are damaged.
    """
    try:
        edition = tomllib.loads((folder / "edition.toml").read_text(encoding="utf-8"))
        events = tomllib.loads((folder / "events.toml").read_text(encoding="utf-8"))["event"]
        sent = list(csv.DictReader(io.StringIO(_distribution(folder))))
        return Released(
            stamp=edition["stamp"],
            digest=edition["digest"],
            document=edition["document"],
            language=edition["language"],
            files=tuple(edition["files"].items()),
            values=tuple(edition["values"].items()),
            events=tuple(Event(**event) for event in events),
            sent=tuple(Sent(row["place"], int(row["copies"]), date.fromisoformat(row["on"])) for row in sent),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "take the folder back from git; nothing in it is written by hand"
        raise WorkspaceError("the release is damaged", location=Location(str(folder)), hint=hint) from error


def _distribution(folder: Path) -> str:
    path = folder / "distribution.csv"
    return path.read_text(encoding="utf-8") if path.exists() else ",".join(COLUMNS) + "\n"


def recall(workspace: Workspace, released: Released, by: str, on: date, reason: str) -> Released:
    """Record that an edition is recalled, and return it.

    Raises:
        WorkspaceError: it is recalled already.
    """
    if released.recalled:
        raise WorkspaceError(f"{released.stamp} was recalled on {released.events[-1].on}")
    folder = workspace.root / FOLDER / released.stamp
    path = folder / "events.toml"
    write_atomic(path, path.read_bytes() + b"\n" + _event(Event("recalled", role_code(by), on, reason)))
    return read_release(folder)


def distribute(workspace: Workspace, released: Released, sent: Sent) -> Released:
    """Record that copies of an edition went to a place, and return the edition.

    Raises:
        DocgenError: the place looks like a person's address.
    """
    if "@" in sent.place:
        raise DocgenError("the place is an e-mail address", hint="name the office or the shelter, never a person")
    folder = workspace.root / FOLDER / released.stamp
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([sent.place, sent.copies, sent.on.isoformat()])
    write_atomic(folder / "distribution.csv", (_distribution(folder) + line.getvalue()).encode())
    return read_release(folder)


def changed_values(released: Released, values: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return (fact, then, now) for each value that an edition shows otherwise than today."""
    now: dict[str, Any] = dict(values)
    return [(ref, old, now.get(ref, "")) for ref, old in released.values if now.get(ref, "") != old]
