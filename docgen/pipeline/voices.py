"""Which clauses of documents are recorded, and what the phone's page plays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docgen.errors import ContentError
from docgen.languages import Language
from docgen.pipeline.inputs import Inputs
from docgen.speech.clauses import Clause, clauses, digest
from docgen.speech.recordings import Recordings, State, audio_folder, read_recordings
from docgen.speech.sound import Sound
from docgen.speech.spoken import spoken
from docgen.tree import Document


@dataclass(frozen=True)
class Slot:
    """A clause to be recorded: as it is read aloud, the digest of its words, and what there is of it."""

    clause: Clause
    words: str
    state: State


def recordings_of(inputs: Inputs, language: Language) -> Recordings:
    """Return the recordings of a language."""
    root = inputs.workspace.root
    return read_recordings(audio_folder(root, language.gettext), root)


def slots(inputs: Inputs, document: Document, recordings: Recordings) -> tuple[Slot, ...]:
    """Return the clauses of a localised document, each once, in the order of reading."""
    languages = inputs.workspace.languages
    printed = clauses(document, languages)
    said = clauses(spoken(document, inputs.content.facts, languages), languages)
    found: dict[str, Slot] = {}
    for before, clause in zip(printed, said, strict=True):
        words = digest(before, clause)
        slot = found.setdefault(clause.code, Slot(clause, words, recordings.state(clause.code, words)))
        if slot.words != words:  # the same row under other heads: one recording cannot say both
            found[clause.code] = replace(slot, state=State.MISSING)
    return tuple(found.values())


def sounds(inputs: Inputs, document: Document, language: Language) -> dict[str, Sound]:
    """Return what a page may play, by clause: only recordings that say its words."""
    recordings = recordings_of(inputs, language)
    if not recordings.of:
        return {}
    valid = (slot.clause.code for slot in slots(inputs, document, recordings) if slot.state is State.RECORDED)
    return {code: recordings.sound(code) for code in valid}


def counts(found: Iterable[Slot]) -> dict[str, int]:
    """Return how many clauses are recorded, void and missing."""
    states = Counter(slot.state for slot in found)
    return {state.value: states[state] for state in State}


def find_slot(found: Iterable[Slot], code: str, document: str) -> Slot:
    """Return the slot of a clause.

    Raises:
        ContentError: the document has no such clause.
    """
    for slot in found:
        if slot.clause.code == code:
            return slot
    raise ContentError(f"{document} has no clause “{code}”", hint="docgen audio list shows the codes")


def orphans(recordings: Recordings, used: Iterable[str]) -> Iterator[str]:
    """Yield the clauses of recordings that no document has any more."""
    known = set(used)
    yield from (code for code in recordings.of if code not in known)
