"""Facts are changed in their file as an officer would: the lines concerned change, comments and the rest stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from tomlkit import TOMLDocument
from tomlkit.items import Table

from docgen.content.facts import read_facts
from docgen.content.toml_edit import edited
from docgen.content.toml_file import parse_toml
from docgen.errors import ContentError, Location, raise_all
from docgen.facts import Fact, FactState

CONFIRMATION = ("confirmed_by", "confirmed_on", "confirmed_until")
_NO_ANSWER = re.compile(r" ?No answer on \d{4}-\d\d-\d\d\.")


@dataclass(frozen=True)
class Found:
    """What a test call of a telephone found: who called (a role code), when, and until when the number may be relied
    on; None when nobody answered."""

    by: str
    on: date
    until: date | None


def with_value(text: str, path: str, fact: Fact, value: str, source: str, as_of: date) -> str:
    """Return facts.toml with another value of a fact, its source and the date of the source.

    The new value is unconfirmed: who confirmed the old one has not seen it.

    Raises:
        ContentError, DocgenErrors: the value is not of the fact's kind.
    """

    def change(table: Table) -> None:
        kind = str(table["kind"])
        for key, typed in _typed(kind, value, fact).items():
            table[key] = typed
        table["source"] = source
        table["as_of"] = as_of
        table["state"] = FactState.UNCONFIRMED.value
        for key in CONFIRMATION:
            table.pop(key, None)

    return _changed(text, path, {fact.id: change})


def with_confirmation(text: str, path: str, fact: Fact, by: str, on: date, until: date) -> str:
    """Return facts.toml with a fact confirmed by a role code, from a day until a day.

    Raises:
        ContentError, DocgenErrors: the role code is none, or the days are in the wrong order.
    """

    return _changed(text, path, {fact.id: lambda table: _confirm(table, by, on, until)})


def with_calls(text: str, path: str, found: Mapping[str, Found]) -> str:
    """Return facts.toml after test calls, by the ids of the telephones: one that was answered is confirmed.

    One that nobody answered is unconfirmed, whatever it was, and its note says so; a conflict stays one.

    Raises:
        ContentError, DocgenErrors: a confirmation cannot be written.
    """

    def change(call: Found) -> Callable[[Table], None]:
        return lambda table: _note_call(table, call)

    return _changed(text, path, {id: change(call) for id, call in found.items()})


def _note_call(table: Table, call: Found) -> None:
    note = _NO_ANSWER.sub("", str(table.get("note", ""))).strip()
    if call.until:
        _confirm(table, call.by, call.on, call.until)
    else:
        note = f"{note} No answer on {call.on}.".strip()
        if table["state"] != FactState.CONFLICT.value:
            table["state"] = FactState.UNCONFIRMED.value
        for key in CONFIRMATION:
            table.pop(key, None)
    if note or "note" in table:
        table["note"] = note


def _confirm(table: Table, by: str, on: date, until: date) -> None:
    table["state"] = FactState.CONFIRMED.value
    for key, value in zip(CONFIRMATION, (by, on, until), strict=True):
        table[key] = value


def _changed(text: str, path: str, changes: Mapping[str, Callable[[Table], None]]) -> str:
    def find_and_change(document: TOMLDocument) -> None:
        for id, change in changes.items():
            table: Any = document
            for key in id.split("."):
                table = table[key]
            change(table)

    changed = edited(text, find_and_change)
    facts, errors = read_facts(parse_toml(changed.removeprefix("\ufeff"), path))
    raise_all(error for error in errors if any(id in str(error) for id in changes))
    assert set(changes) <= set(facts)
    return changed


def _typed(kind: str, value: str, fact: Fact) -> Mapping[str, object]:
    """Return a value typed on the command line as the keys of its table."""
    whole = {"money": "amount", "count": "number", "duration": "number", "age": "years"}
    if kind in whole:
        return {whole[kind]: _whole(value, fact)}
    if kind == "date":
        return {"date": _day(value, fact)}
    if kind in ("month", "year"):
        return _part_of_date(kind, value, fact)
    if kind == "telephone":
        return {"number": value}
    if kind == "law":
        hint = "the title, year and section of a law are changed in the file itself, where all three are seen"
        raise ContentError(f"{fact.id} is a law", location=fact.location, hint=hint)
    return {"name": value}


def _whole(value: str, fact: Fact) -> int:
    digits = value.replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        hint = "type digits 0 to 9, such as 3500; the reader's digits and words are added for each language"
        raise ContentError(f"“{value}” is no whole number", location=fact.location, hint=hint)
    return int(digits)


def _day(value: str, fact: Fact) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ContentError(f"“{value}” is no date", location=fact.location, hint="type it as 2026-11-21") from error


def _part_of_date(kind: str, value: str, fact: Fact) -> Mapping[str, object]:
    """Return a year, or a month of a year, as the keys of its table."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})" if kind == "month" else r"([0-9]{4})", value)
    if not found:
        hint = "type it as 2026-11" if kind == "month" else "type it as 2026"
        raise ContentError(f"“{value}” is no {kind}", location=fact.location, hint=hint)
    return dict(zip(("year", "month"), map(int, found.groups()), strict=False))


def unknown_fact(name: str, known: Mapping[str, Fact]) -> ContentError:
    """Return the error for a fact that is not there."""
    near = get_close_matches(name, known, n=1)
    hint = f"is {near[0]} meant?" if near else "`docgen fact list` shows all"
    return ContentError(f"there is no fact “{name}”", location=Location("content/facts.toml"), hint=hint)
