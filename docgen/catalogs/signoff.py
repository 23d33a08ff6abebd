"""Sheets of paper for reviewers: which texts were printed on which sheet, so that ticks on paper become approvals.

    translations/LANGUAGE/signoff.toml

A sheet is known by its check code, which is made from the digests of its rows. A text that changes after the sheet was
printed is refused when the sheet is entered: what was ticked is what was printed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.catalogs.approvals import SHORT
from docgen.catalogs.desk import Approved, approve, unfit
from docgen.catalogs.official import MessageKey
from docgen.catalogs.register import Entry, Record, extended, read_register
from docgen.catalogs.translate import Translations, text_status
from docgen.edition import ALPHABET, stamp_letters, unmistaken
from docgen.errors import CatalogError, raise_all
from docgen.languages import Language
from docgen.tree import Message, TextStatus

_CODE = re.compile(rf"([{ALPHABET}]{{3}})-?([{ALPHABET}]{{3}})")
_HEAD = """\
# Which texts were printed on which sheet for reviewers. Written by `docgen catalog signoff`; lines are added, never
# changed. A sheet can be entered as long as this file knows it: commit it together with printing.
"""
_VALUES: Mapping[str, type] = {
    "sheet": str,
    "number": int,
    "domain": str,
    "msgctxt": str,
    "msgid": str,
    "digest": str,
}


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet: its printed number, its message, and the digest that an approval of it binds."""

    number: int
    key: MessageKey
    digest: str


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet, under the check code that is printed above them: "7QF-K2M"."""

    code: str
    rows: tuple[SheetRow, ...]


def signoff_path(folder: Path, language: Language) -> Path:
    """Return where the printed sheets of a language are entered, below translations/."""
    return folder / language.gettext / "signoff.toml"


def sheet(language: str, rows: Sequence[SheetRow]) -> Sheet:
    """Return a sheet with its check code."""
    parts = ["sheet", language, *([row.number, row.digest] for row in rows)]
    letters = stamp_letters(hashlib.sha256(json.dumps(parts).encode()).hexdigest(), SHORT)
    return Sheet(f"{letters[:3]}-{letters[3:]}", tuple(rows))


def to_check(
    messages: Iterable[Message], language: Language, translations: Translations
) -> tuple[list[Message], list[CatalogError]]:
    """Return the messages whose translations wait for a reviewer, and why others cannot be given to one.

    Raises:
        CatalogError: it is the source language, whose texts stand beside no others.
    """
    if language.tag == translations.source_language:
        hint = f"docgen catalog approve {language} … approves them as they stand in content/"
        raise CatalogError(f"{language} is the source language: there is nothing to compare", hint=hint)
    waiting: list[Message] = []
    left_out: list[CatalogError] = []
    for message in messages:
        if text_status(message, language.tag, translations).final:
            continue
        entry = translations.entry(message, language.tag)
        if reason := unfit(message, entry, language):
            place = entry.location if entry else message.location
            left_out.append(CatalogError(f"“{message.msgid[:50]}” {reason}", location=place))
        else:
            waiting.append(message)
    return waiting, left_out


# --- the register ---------------------------------------------------------------------------------------------------


def read_sheets(path: Path, root: Path) -> dict[str, Sheet]:
    """Return the sheets that were printed, by check code.

    Raises:
        CatalogError, DocgenErrors: the file is no TOML, or an entry is incomplete.
    """
    records = read_register(path, root)
    hint = "`docgen catalog signoff` writes it"
    found = ((_fault(record), record.location) for record in records)
    raise_all(CatalogError(fault, location=place, hint=hint) for fault, place in found if fault)
    rows: dict[str, list[SheetRow]] = {}
    for values in (record.values for record in records):
        key = (values["domain"], values["msgctxt"], values["msgid"])
        rows.setdefault(values["sheet"], []).append(SheetRow(values["number"], key, values["digest"]))
    return {code: Sheet(code, tuple(of_sheet)) for code, of_sheet in rows.items()}


def _fault(record: Record) -> str:
    if record.kind != "row":
        return "an entry is no [[row]]"
    typed = all(isinstance(record.values.get(name), kind) for name, kind in _VALUES.items())
    return "" if typed and record.values.keys() == _VALUES.keys() else f"an entry does not say {', '.join(_VALUES)}"


def with_sheets(data: bytes, sheets: Iterable[Sheet], known: Mapping[str, Sheet]) -> bytes:
    """Return the file with the rows of new sheets added at its end; a sheet that is printed again is there already.

    Raises:
        CatalogError: another sheet has the same check code.
    """
    new = [each for each in sheets if known.get(each.code) != each]
    for each in new:
        if each.code in known:
            hint = "print another choice of texts: the code is made from them"
            raise CatalogError(f"another sheet has the check code {each.code}", hint=hint)
    return extended(data, _HEAD, "row", (entry for each in new for entry in _entries(each)))


def _entries(sheet: Sheet) -> Iterator[Entry]:
    for row in sheet.rows:
        names = dict(zip(("domain", "msgctxt", "msgid"), row.key, strict=True))
        yield {"sheet": sheet.code, "number": row.number, **names, "digest": row.digest}


# --- what was ticked ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ticked:
    """What a reviewer's sheet says: its check code as it was typed, and the numbers of the rows that are not OK."""

    code: str
    not_ok: frozenset[int]
    by: str
    on: date


def enter_sheet(
    folder: Path,
    language: Language,
    sheets: Mapping[str, Sheet],
    ticked: Ticked,
    found: Iterable[Message],
    translations: Translations,
) -> Approved:
    """Return the files with a reviewer's approval of the rows of a sheet that she ticked OK.

    Raises:
        CatalogError: no such sheet or row was printed, or a row has changed since; then nothing is approved.
    """
    rows = _ticked_rows(_sheet(ticked.code, language, sheets), ticked.not_ok)
    messages = {message.key: message for message in found}
    changed = [row for row in rows if not _holds(row, messages.get(row.key), language.tag, translations)]
    if changed:
        names = ", ".join(f"{row.number} “{row.key[2][:40]}”" for row in changed)
        numbers = ",".join(str(number) for number in sorted({row.number for row in changed} | ticked.not_ok))
        hint = f"enter the others with --except {numbers}; `docgen catalog signoff` prints new sheets for these"
        raise CatalogError(f"rows have changed since the sheet was printed: {names}", hint=hint)
    return approve(folder, language, [messages[row.key] for row in rows], ticked.by, ticked.on, translations)


def _sheet(typed: str, language: Language, sheets: Mapping[str, Sheet]) -> Sheet:
    code = _CODE.fullmatch(unmistaken(typed))
    if code is None:
        hint = "it stands above the table of the sheet, six letters and digits: 7QF-K2M"
        raise CatalogError("this is no check code", hint=hint)
    found = sheets.get(f"{code[1]}-{code[2]}")
    if found is None:
        hint = "look at the language and at each letter; a sheet that was printed elsewhere needs its signoff.toml here"
        raise CatalogError(f"no sheet of {language} has the check code {code[1]}-{code[2]}", hint=hint)
    return found


def _ticked_rows(sheet: Sheet, not_ok: Collection[int]) -> list[SheetRow]:
    numbers = [row.number for row in sheet.rows]
    strange = sorted(set(not_ok) - set(numbers))
    if strange:
        hint = f"it has the rows {numbers[0]} to {numbers[-1]}"
        raise CatalogError(f"the sheet {sheet.code} has no row {', '.join(map(str, strange))}", hint=hint)
    return [row for row in sheet.rows if row.number not in not_ok]


def _holds(row: SheetRow, message: Message | None, language: str, translations: Translations) -> bool:
    """Whether a row still says what was printed."""
    if message is None or translations.digest(message, language) != row.digest:
        return False
    return text_status(message, language, translations) not in (TextStatus.STALE, TextStatus.UNTRANSLATED)
