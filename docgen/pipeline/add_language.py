"""A language is made ready: its table, its name, its faces, its catalogs, and what CLDR proposes for its formats.

All is planned before anything is written. Nothing that CLDR says is taken for right: settings are for a reader to
check, and texts come in as fuzzy drafts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.catalogs.checks import faults
from docgen.catalogs.desk import enter_drafts
from docgen.catalogs.message import FROM_CLDR, MACHINE_DRAFT, Entry, Key
from docgen.catalogs.store import Catalog, parse_catalog
from docgen.catalogs.update import pot_files, update
from docgen.content.toml_file import parse_toml
from docgen.content.words import read_words
from docgen.content.words_edit import with_language_name
from docgen.errors import FontError, Location, MissingGlyphs, WorkspaceError, raise_all, shown
from docgen.languages import Language, normal_tag
from docgen.localise import cldr
from docgen.localise.exemplars import exemplars
from docgen.localise.numbers import in_digits, plural_index
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.language_report import Line, lacking, report
from docgen.pipeline.resolved import found_messages
from docgen.tree import Message
from docgen.typeset.coverage import missing, writes
from docgen.typeset.faces import LIST, FaceSet, Family
from docgen.typeset.faces_edit import with_family
from docgen.typeset.font_package import Package, licensed, read_package
from docgen.workspace import CONFIGURATION, Workspace, parse_workspace
from docgen.workspace_edit import with_language

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # language, script and territory of BCP 47
_SCRIPT = re.compile(r"[A-Z][a-z]{3}")
_PLURALS = re.compile(r"nplurals\s*=\s*[1-6]\s*;\s*plural\s*=")
_WORDS = "words.toml"
_LOW = frozenset({"Latn", "Grek", "Cyrl", "Armn", "Geor", "Hebr"})  # scripts without marks that stand high or deep
_ASK = "proposed: ask a reader"
FEW = 5
"""How many files that were passed over are named to a reader; a system's folder of fonts has a hundred."""


@dataclass(frozen=True)
class Wish:
    """What is asked for. What is "" is taken from CLDR, or from the faces that are there.

    `fonts` is the folder of an installed package; `family` chooses among its families; `licence` is its licence's file.
    """

    tag: str
    name: str = ""
    english: str = ""
    script: str = ""
    plural_forms: str = ""
    fonts: Path | None = None
    family: str = ""
    licence: Path | None = None


@dataclass(frozen=True)
class Added:
    """A language with the files that make it ready, in the order in which they are written, and what it still lacks.

    `passed_over` are files of the package that cannot be used, with the reason.
    """

    language: Language
    files: Mapping[Path, bytes]
    report: tuple[Line, ...]
    passed_over: tuple[str, ...]


def add_language(inputs: Inputs, wish: Wish) -> Added:
    """Return the plan that makes a language ready.

    Raises:
        WorkspaceError, DocgenErrors: the tag is none, its language is there already, or CLDR knows not enough of it.
        FontError: no family has its letters, or the one that has them may not be used.
    """
    workspace, package = inputs.workspace, read_package(wish.fonts) if wish.fonts else None
    named = _named(workspace, wish)
    family = _family(inputs, named, wish, package)
    faces = FaceSet({**inputs.faces.families, family.name: family})
    language = _drawn(named, family, inputs)
    fonts = {} if family.name in inputs.faces.families else with_family(workspace.fonts, family)
    settings, after = _with_table(inputs, language)
    catalogs = _catalogs(replace(after, faces=faces), language)
    read = tuple(parse_catalog(data, shown(path, workspace.root)) for path, data in catalogs.items())
    return Added(
        language=language,
        files={**fonts, **catalogs, **settings},
        report=tuple(report(language, faces, read, tuple(inputs.content.glossary.values()))),
        passed_over=package.passed_over if package else (),
    )


# --- the table --------------------------------------------------------------------------------------------------------


def _named(workspace: Workspace, wish: Wish) -> Language:
    """Return the language as CLDR proposes it, without families."""
    tag = normal_tag(wish.tag)
    if not _TAG.fullmatch(tag):
        hint = "a tag of BCP 47: a language (bn), with a script (zh-Hant) or a country (pt-BR) where it needs one"
        raise WorkspaceError(f"“{wish.tag}” is no tag of a language", hint=hint)
    if tag in workspace.languages:
        hint = "change its table there; `docgen catalog update` brings its catalogs up to date"
        raise WorkspaceError(f"the language {tag} is there already", location=Location(CONFIGURATION), hint=hint)
    script = wish.script or cldr.script(tag)
    language = Language(
        tag=tag,
        name=wish.name or cldr.language_name(tag, tag),
        english=wish.english or cldr.language_name(tag, "en"),
        script=script,
        families=(),
        direction=cldr.direction(script),
        breaks=cldr.breaks(tag, script),
        digits=cldr.digits(tag),
        group=cldr.group(tag),
        groups=cldr.groups(tag),
        calendar=cldr.calendar(tag),
        line_height=_line_height(workspace, script),
        plural_forms=wish.plural_forms,
    )
    raise_all(_unknown(language))
    return language


def _unknown(language: Language) -> Iterator[WorkspaceError]:
    """Yield an error for each thing that must be known of a language, and that neither CLDR nor its user says."""
    needed = {
        "what it is called in itself": (language.name, "--name NAME"),
        "what it is called in English": (language.english, "--english NAME"),
        "its script": (language.script, "--script CODE, such as Latn or Mymr (ISO 15924)"),
        "how its plurals are formed": (
            language.plural_forms or cldr.locale(language.tag),
            '--plural-forms "nplurals=1; plural=0;" where a noun after a number is always the same',
        ),
    }
    for subject, (known, way) in needed.items():
        if not known:
            yield WorkspaceError(f"CLDR does not know of {language} {subject}", hint=f"say it: {way}")
    if language.script and not _SCRIPT.fullmatch(language.script):
        hint = "a code of ISO 15924, with one capital: Latn, Mymr, Beng"
        yield WorkspaceError(f"“{language.script}” is no code of a script", hint=hint)
    if language.plural_forms and not _tells_plurals(language):
        hint = 'gettext\'s header, such as "nplurals=2; plural=(n != 1);"'
        yield WorkspaceError(f"“{language.plural_forms}” does not say how plurals are formed", hint=hint)


def _tells_plurals(language: Language) -> bool:
    try:
        return bool(_PLURALS.match(language.plural_forms)) and plural_index(1, language, 6) < 6
    except ValueError:
        return False


def _line_height(workspace: Workspace, script: str) -> float:
    """Return how far apart lines of a script stand in the workspace, or a careful guess."""
    same = [language.line_height for language in workspace.languages.values() if language.script == script]
    return max(same, default=1.4 if script in _LOW else 1.6)


def _with_table(inputs: Inputs, language: Language) -> tuple[dict[Path, bytes], Inputs]:
    """Return words.toml and docgen.toml with the language, and what the workspace says then."""
    workspace = inputs.workspace
    toml, words = workspace.root / CONFIGURATION, workspace.content / _WORDS
    remarks = dict.fromkeys(("digits", "group", "groups", "calendar", "line_height"), _ASK)
    settings = with_language(toml.read_bytes().decode(), language, remarks)
    there = cldr.language_name(language.tag, workspace.source_language)
    name = language.english if workspace.source_language == "en" else there or language.english
    place = shown(words, workspace.root)
    named = with_language_name(words.read_bytes().decode(), place, language.tag, name)
    texts, errors = read_words(parse_toml(named.removeprefix("\ufeff"), place))
    raise_all(errors)
    after = replace(
        inputs,
        workspace=parse_workspace(settings.removeprefix("\ufeff"), workspace.root),
        content=replace(inputs.content, words=texts),
    )
    return {words: named.encode(), toml: settings.encode()}, after


# --- the faces --------------------------------------------------------------------------------------------------------


def _family(inputs: Inputs, language: Language, wish: Wish, package: Package | None) -> Family:
    """Return the family that draws the language's own letters, from the package or of those that are there."""
    fit = _fitting(inputs, language, wish, package)
    if package and len(fit) > 1:
        hint = "say which: --family " + " or ".join(f'"{name}"' for name in fit)
        said = f"{len(fit)} families have the letters of {language}"
        raise FontError(said, location=Location(str(package.folder)), hint=hint)
    family = min(fit.values(), key=lambda one: one.regular.scripts[:1] != (language.script,))  # made for the script
    if family.name in inputs.faces.families:
        return family
    latin = ("Latn",) if language.script != "Latn" and family.regular.covers("a") else ()
    return licensed(family, (language.script, *latin), wish.licence)


def _fitting(inputs: Inputs, language: Language, wish: Wish, package: Package | None) -> dict[str, Family]:
    """Return the families that have all letters of a language themselves, and its digits with a neighbour's help.

    A family that is there already stays as it is, whatever the package has.
    """
    ours = inputs.faces.families
    found = {name: family for name, family in ours.items() if language.script in family.regular.scripts}
    if package:
        found = {name: ours.get(name, family) for name, family in package.families.items()}
    there = {name: family for name, family in found.items() if wish.family in ("", name)}
    known = exemplars(language.tag)
    if not known:
        there = {name: family for name, family in there.items() if writes(family.regular, language.script)}
    if not there:
        raise _no_family(wish, language, package)
    lost = {name: _lost(known, language, family, inputs) for name, family in there.items()}
    if all(lost.values()):
        best = min(lost, key=lambda name: len(lost[name]))
        where = Location(str(package.folder) if package else f"fonts/{LIST}")
        raise MissingGlyphs(where, str(language), lost[best], (best,))
    return {name: family for name, family in there.items() if not lost[name]}


def _lost(letters: str, language: Language, family: Family, inputs: Inputs) -> str:
    faces = FaceSet({**inputs.faces.families, family.name: family})
    own = lacking(letters, replace(language, families=(family.name,)), faces)
    return own + lacking(in_digits("0123456789", language.digits), _drawn(language, family, inputs), faces)


def _no_family(wish: Wish, language: Language, package: Package | None) -> FontError:
    if package is None:
        hint = "give the folder of an installed font package: --fonts DIR; docs/languages.md says how to get one"
        return FontError(f"no family of fonts/{LIST} is for {language.script}, the script of {language}", hint=hint)
    named = f"“{wish.family}” " if wish.family else ""
    said = f"there is no family {named}for {language.script} with a regular and a bold face that can be used"
    few = "; ".join(package.passed_over[:FEW])
    hint = few or f"there are {', '.join(package.families) or 'none'}"
    return FontError(said, location=Location(str(package.folder)), hint=hint)


def _drawn(language: Language, family: Family, inputs: Inputs) -> Language:
    """Return the language with its families: its own one, then those of the source language for what that lacks."""
    source = inputs.workspace.languages[inputs.workspace.source_language]
    return replace(language, families=tuple(dict.fromkeys((family.name, *source.families))))


# --- the catalogs -----------------------------------------------------------------------------------------------------


def _catalogs(inputs: Inputs, new: Language) -> dict[Path, bytes]:
    """Return the untranslated lists and all catalogs: the new language's, and the others with its name."""
    workspace, found = inputs.workspace, found_messages(inputs)
    folder, content = workspace.translations, inputs.content
    files = pot_files(folder, found, content, inputs.translations)
    for language in _authority_first(workspace):
        asked = {language.tag: found_messages(inputs, language.tag)}
        ((_, updated),) = update(folder, workspace.root, [language], asked, content, inputs.translations)
        for one in updated:
            place, data = shown(one.path, workspace.root), one.result.data
            if one.path.stem == "shared":
                data = _with_proposals(data, place, language, inputs, new)
            files[one.path] = data
            inputs = _with_catalog(inputs, language, parse_catalog(data, place), one.path.stem)
    return files


def _authority_first(workspace: Workspace) -> list[Language]:
    """Return the languages that have catalogs; translators of the others see the authority's text beside theirs."""
    others = [language for tag, language in workspace.languages.items() if tag != workspace.source_language]
    return sorted(others, key=lambda language: language.tag != workspace.authority)


def _with_catalog(inputs: Inputs, language: Language, catalog: Catalog, domain: str) -> Inputs:
    known = inputs.translations.catalogs
    catalogs = {**known, language.tag: {**known.get(language.tag, {}), domain: catalog}}
    return replace(inputs, translations=replace(inputs.translations, catalogs=catalogs))


def _with_proposals(data: bytes, place: str, language: Language, inputs: Inputs, new: Language) -> bytes:
    """Return a catalog with what CLDR has for it: for the new language formats and names, for the others its name."""
    words, catalog = inputs.content.words, parse_catalog(data, place)
    texts = cldr.formats(language.tag) if language == new else {}
    for tag in inputs.workspace.languages if language == new else (new.tag,):
        texts[f"language.{tag}"] = (cldr.language_name(tag, language.tag),)
    drafts: dict[Key, tuple[str, ...]] = {}
    for message, forms in ((words[name].message, forms) for name, forms in texts.items() if name in words):
        entry = catalog.entries.get((message.msgctxt, message.msgid))
        msgstr = forms if message.msgid_plural else forms[-1:]
        if entry is None or any(entry.msgstr) or len(msgstr) != len(entry.msgstr):
            continue
        if _right(message, replace(entry, msgstr=msgstr), language, inputs.faces):
            drafts[entry.key] = msgstr
    return enter_drafts(catalog, data, drafts, remark=f"{MACHINE_DRAFT}\n{FROM_CLDR}")[0]


def _right(message: Message, entry: Entry, language: Language, faces: FaceSet) -> bool:
    """Whether a text could be printed: CLDR's Arabic “a year”, for one, has no number."""
    text = "".join(entry.msgstr)
    return all(entry.msgstr) and not faults(message, entry) and not missing(text, language, faces)
