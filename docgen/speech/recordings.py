"""Recordings: audio/LANGUAGE/CLAUSE.m4a, each bound to the words of its clause. When they change, it is void.

Who speaks is a role code such as `km-R3`; a voice is personal data, and no name stands beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from docgen.catalogs.approvals import ROLE_CODE, role_code
from docgen.catalogs.register import Entry, Record, extended, read_register
from docgen.errors import CatalogError, ContentError, Location, raise_all, shown
from docgen.speech.sound import Sound, read_sound

RECORD = "record.toml"
_HEAD = """\
# Which recording says which words. Written by `docgen audio add`; lines are added, never changed.
# A speaker is a role code: no names.
"""
_KEYS = {"clause": str, "file": str, "sha256": str, "words": str, "by": str, "on": date}


class State(Enum):
    """What there is of a clause to listen to."""

    RECORDED = "recorded"
    VOID = "void"  # its words or its file have changed since
    MISSING = "missing"


@dataclass(frozen=True)
class Recording:
    """A recording: the file's name and sha256, the digest of its `words`, who spoke and when."""

    clause: str
    file: str
    sha256: str
    words: str
    by: str
    on: date


@dataclass(frozen=True)
class Recordings:
    """The recordings of a language by clause, the last one of each, and where they lie."""

    folder: Path
    of: Mapping[str, Recording]

    def state(self, clause: str, words: str) -> State:
        """Return what there is of a clause whose words have this digest."""
        found = self.of.get(clause)
        if found is None:
            return State.MISSING
        return State.RECORDED if found.words == words and self._kept(found) else State.VOID

    def sound(self, clause: str) -> Sound:
        """Return the sound of a clause that is recorded."""
        return read_sound((self.folder / self.of[clause].file).read_bytes())

    def _kept(self, recording: Recording) -> bool:
        try:
            data = (self.folder / recording.file).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == recording.sha256


def audio_folder(root: Path, language: str) -> Path:
    """Return where the recordings of a language lie; `language` is its folder's name."""
    return root / "audio" / language


def read_recordings(folder: Path, root: Path) -> Recordings:
    """Return the recordings of a folder; one that is not there has none.

    Raises:
        CatalogError, DocgenErrors: the record cannot be read, or says what it cannot say.
    """
    records = read_register(folder / RECORD, root)
    raise_all(CatalogError(said, location=record.location) for record in records if (said := _fault(record)))
    return Recordings(folder, {record.values["clause"]: Recording(**record.values) for record in records})


def _fault(record: Record) -> str:
    if record.kind != "recording" or record.values.keys() != _KEYS.keys():
        return f"an entry has other keys than {', '.join(_KEYS)}"
    if any(type(record.values[name]) is not kind for name, kind in _KEYS.items()):
        return "an entry has a value of another kind"
    if not ROLE_CODE.fullmatch(record.values["by"]):
        return "an entry's by is no role code"
    if Path(record.values["file"]).name != record.values["file"]:
        return "an entry's file is no name of a file"
    return ""


def added(
    recordings: Recordings, root: Path, clause: str, words: str, data: bytes, by: str, on: date, replace: bool
) -> dict[Path, bytes]:
    """Return what to write so that a clause is recorded: the sound without its tags, and the record.

    Raises:
        ContentError: it is no sound; or the clause is recorded already, and `replace` is not set.
        CatalogError: the speaker is no role code.
    """
    sound, speaker = read_sound(data), role_code(by)
    name = f"{clause}.{sound.suffix}"
    taken = recordings.state(clause, words) is State.RECORDED or (recordings.folder / name).exists()
    if taken and not replace:
        place = Location(shown(recordings.folder / name, root))
        raise ContentError("there is a recording of this clause", location=place, hint="--replace puts this one there")
    record = recordings.folder / RECORD
    before = record.read_bytes() if record.is_file() else b""
    entry: Entry = {
        "clause": clause,
        "file": name,
        "sha256": hashlib.sha256(sound.data).hexdigest(),
        "words": words,
        "by": speaker,
        "on": on,
    }
    return {recordings.folder / name: sound.data, record: extended(before, _HEAD, "recording", [entry])}
