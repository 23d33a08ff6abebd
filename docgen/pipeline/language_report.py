"""What a language has and what it lacks, told to whoever adds it: each line with the way to what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from docgen.catalogs.store import Catalog
from docgen.content.glossary import Term
from docgen.languages import BreakRule, Language
from docgen.localise import cldr
from docgen.localise.exemplars import exemplars
from docgen.localise.numbers import number, plural_forms
from docgen.typeset.coverage import missing
from docgen.typeset.faces import FaceSet

PUNCTUATION = "!%()+,-./:;?–—‘’“”…"


class State(Enum):
    """How far something is settled."""

    READY = "ready"
    PROPOSED = "proposed"  # by CLDR, or by what docgen does for others of the script; a reader has to agree
    MISSING = "missing"


@dataclass(frozen=True)
class Line:
    """One line of the report; `way` is what to do about it, "" when there is nothing."""

    subject: str
    state: State
    said: str
    way: str = ""


def report(language: Language, faces: FaceSet, catalogs: Sequence[Catalog], terms: Sequence[Term]) -> list[Line]:
    """Return what is covered of a language that is about to be added; `catalogs` are those of all languages."""
    own = [catalog for catalog in catalogs if catalog.language == language.tag]
    others = [catalog for catalog in catalogs if catalog.language not in ("", language.tag)]
    return [
        *_characters(language, faces),
        *_settings(language),
        *_numbers(language),
        _plurals(language),
        *_proposed(own),
        _name(language, others),
        _texts(own),
        _terms(language, terms),
        Line("readers", State.MISSING, "nobody has read it", "print a page, show it to readers, then approve"),
    ]


def lacking(text: str, language: Language, faces: FaceSet) -> str:
    """Return the characters of a text that a language's faces, regular or bold, do not have."""
    return "".join(dict.fromkeys(missing(text, language, faces) + missing(text, language, faces, bold=True)))


def _characters(language: Language, faces: FaceSet) -> Iterator[Line]:
    known = exemplars(language.tag)
    if known:
        said = f"all {len(known)} letters and marks that CLDR lists, regular and bold: {', '.join(language.families)}"
        yield Line("letters", State.READY, said)
    else:
        said = f"CLDR lists no letters of {language}; drawn by {', '.join(language.families)}"
        yield Line("letters", State.MISSING, said, "build a translated page: a letter without a face stops the build")
    if lost := missing(PUNCTUATION, language, faces):
        yield Line("punctuation", State.MISSING, f"no face has {' '.join(lost)}", "add a family that has them")
    else:
        yield Line("punctuation", State.READY, PUNCTUATION)


def _settings(language: Language) -> Iterator[Line]:
    yield Line("direction", State.READY, language.direction.value)
    if language.script in cldr.UNBROKEN:
        said = f"lines end at spaces only, and {language.script} writes none between words"
        yield Line("line breaks", State.MISSING, said, "add a breaker to docgen/typeset/breaks.py")
    elif language.breaks is BreakRule.SPACES:
        yield Line("line breaks", State.READY, "spaces, and the rules of Unicode (UAX #14)")
    else:
        yield Line("line breaks", State.READY, f"the breaker “{language.breaks.value}”")
    way = "look at a page; change line_height in docgen.toml where lines touch"
    yield Line("line height", State.PROPOSED, f"{language.line_height}", way)


def _numbers(language: Language) -> Iterator[Line]:
    way = "ask a reader; change digits, group, groups or calendar in docgen.toml"
    yield Line("numbers", State.PROPOSED, f"{language.digits.value}: {number(900000, language)}", way)
    yield Line("calendar", State.PROPOSED, language.calendar.value, way)


def _plurals(language: Language) -> Line:
    source = "docgen.toml" if language.plural_forms else "CLDR"
    return Line("plural forms", State.READY, f"{source}: {plural_forms(language)}")


def _proposed(catalogs: Sequence[Catalog]) -> Iterator[Line]:
    """Yield how many names of months, other formats and names of languages CLDR has."""
    entries = [entry for catalog in catalogs for entry in catalog.entries.values()]
    way = "fuzzy drafts in shared.po, “proposed by CLDR”: correct and approve them"
    for subject, begins in (("months", "format.month."), ("value formats", "format."), ("languages", "language")):
        named = [entry for entry in entries if entry.msgctxt.startswith(begins)]
        mine = [entry for entry in named if (subject == "months") == entry.msgctxt.startswith("format.month.")]
        done = sum(entry.translated for entry in mine)
        state = State.PROPOSED if done else State.MISSING
        yield Line(subject, state, f"CLDR has {done} of {len(mine)}", way if done else "translate them in shared.po")


def _name(language: Language, others: Sequence[Catalog]) -> Line:
    """Return in how many other languages the language has a name: Thai must say which interpreter is wanted."""
    named = [entry for c in others for entry in c.entries.values() if entry.key == ("language", language.english)]
    if not named:
        return Line("its name", State.READY, "no text says it")
    done = sum(entry.translated for entry in named)
    said = f"there in {done} of {len(named)} other languages"
    return Line("its name", State.PROPOSED if done else State.MISSING, said, "check it in their shared.po")


def _texts(catalogs: Sequence[Catalog]) -> Line:
    entries = [entry for catalog in catalogs for entry in catalog.entries.values()]
    if not entries:
        way = "name it in [document_languages] or [side_by_side] of docgen.toml, then `docgen catalog update`"
        return Line("texts", State.MISSING, "no document is made in it", way)
    empty = sum(not entry.translated for entry in entries)
    said = f"{empty} of {len(entries)} to be translated, in {', '.join(Path(c.path).name for c in catalogs)}"
    return Line("texts", State.MISSING, said, "translate, or enter drafts with `docgen catalog draft`")


def _terms(language: Language, terms: Sequence[Term]) -> Line:
    agreed = sum(language.tag in term.translations for term in terms)
    state = State.READY if agreed == len(terms) else State.MISSING
    way = f'{language} = ["…"] below each term of content/glossary.toml' if state is State.MISSING else ""
    return Line("agreed terms", state, f"{agreed} of {len(terms)}", way)
