"""What a writer is given and what it returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from docgen.languages import Language
from docgen.speech.sound import Sound
from docgen.tree import Document
from docgen.typeset.faces import FaceSet

NOT_PROVED = "text layer not proved"  # how a note begins when a PDF has the renderer's own text layer


class Format(Enum):
    """The kinds of file that docgen writes; the values are their suffixes."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"


@dataclass(frozen=True)
class Typeset:
    """A document ready to be written: every text shaped into runs with line-break opportunities (U+200B).

    `languages` holds every language that occurs in it, by tag; the name of the `publisher` goes into the metadata.
    `edition` is the digest of what a reader reads, of which the document's stamp is the beginning. A page in two
    languages has the authority's as its `language` and the reader's `beside` it. `sounds` are the recordings
    that say its words, by the code of their clause.
    """

    document: Document
    language: Language
    languages: Mapping[str, Language]
    faces: FaceSet
    publisher: str
    edition: str = ""
    beside: Language | None = None
    sounds: Mapping[str, Sound] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where a value stands in a finished file; `page` counts from 1, 0 where the format has no fixed pages."""

    ref: str
    page: int


@dataclass(frozen=True)
class Fault:
    """Something the renderer knows to be wrong with what it made."""

    code: str
    message: str
    page: int = 0


@dataclass(frozen=True)
class Artefact:
    """A finished file with its renderer's evidence; not yet verified, so not yet to be written.

    `log` holds the renderer's warnings, `faces` the sha256 of each face that was embedded, `faults` what the
    writer found on the renderer's own box tree, `notes` what its user should know and what is no fault.
    """

    typeset: Typeset
    format: Format
    data: bytes
    pages: int = 0
    log: tuple[str, ...] = ()
    faces: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's path below build/."""
        document = self.typeset.document
        # On a phone the name of the file must not tell what it is.
        stem = document.neutral_name if self.format is Format.HTML else document.id
        if self.typeset.beside is not None:
            return f"{self.typeset.beside.gettext}/{stem}-bilingual.{self.format.value}"
        return f"{self.typeset.language.gettext}/{stem}.{self.format.value}"
