"""Test calls: what an office found when it called the numbers becomes the facts' confirmations, all rows or none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.catalogs.approvals import ROLE_CODE
from docgen.catalogs.exchange.xlsx import NO, YES
from docgen.content.contact_edit import with_languages
from docgen.content.fact_edit import Found, with_calls
from docgen.content.reader import Content
from docgen.errors import ContentError, DocgenError, raise_all
from docgen.facts import Fact, FactState, Telephone
from docgen.pipeline.call_sheet import ANSWERED, CODE, DATE, FACT, LANGUAGES, NUMBER, TYPED, FilledRow


@dataclass(frozen=True)
class Call:
    """A test call: who called (a role code), when, whether somebody answered, and in which languages."""

    fact: Fact
    by: str
    on: date
    answered: bool
    languages: tuple[str, ...]


def calls_of(rows: Sequence[FilledRow], content: Content, until: date) -> tuple[list[Call], int]:
    """Return the calls that the rows tell of, and how many rows tell of none.

    Raises:
        ContentError, DocgenErrors: everything that is wrong with any row.
    """
    calls: list[Call] = []
    errors: list[DocgenError] = []
    first: dict[str, int] = {}
    told = [row for row in rows if any(heading in row.cells for heading in TYPED)]
    for row in told:
        found, wrong = _call(row, content, until)
        errors += wrong
        if found and first.setdefault(found.fact.id, row.number) != row.number:
            said = f"has {found.fact.id} a second time; it stands in row {first[found.fact.id]} too"
            errors.append(row.fault(FACT, said, "keep the row of the last call"))
        elif found:
            calls.append(found)
    raise_all(errors)
    return calls, len(rows) - len(told)


def recorded(texts: Mapping[str, str], calls: Sequence[Call], content: Content, until: date) -> dict[str, str]:
    """Return the files of content/ (path: text) as they are after the calls, those of contacts with their languages.

    Who answered is confirmed until a day; a number that nobody answers is unconfirmed, and its note says so.
    """
    found = {call.fact.id: Found(call.by, call.on, until if call.answered else None) for call in calls}
    path = "content/facts.toml"
    after = {path: with_calls(texts[path], path, found)}
    for place, spoken in _spoken(calls, content).items():
        after[place] = with_languages(texts[place], spoken)
    return after


def _spoken(calls: Sequence[Call], content: Content) -> dict[str, dict[str, list[str]]]:
    """Return the languages that organisations answer in, by file and contact, in the order of words.toml."""
    heard = {call.fact.id: call.languages for call in calls if call.languages}
    found: dict[str, dict[str, list[str]]] = {}
    for contact in content.contacts.values():
        tags = {tag for ref in contact.telephones for tag in heard.get(ref, ())}
        if tags:
            found.setdefault(contact.location.path, {})[contact.id] = [tag for tag in _known(content) if tag in tags]
    return found


def _known(content: Content) -> list[str]:
    return [name.removeprefix("language.") for name in content.words if name.startswith("language.")]


# --- a row --------------------------------------------------------------------------------------------------------


def _call(row: FilledRow, content: Content, until: date) -> tuple[Call | None, list[DocgenError]]:
    """Return the call of a row, or everything that is wrong with it."""
    reading = _Row(row, content, until)
    found = (reading.fact(), reading.code(), reading.day(), reading.answered(), reading.languages())
    fact, code, day, answered, languages = found
    if fact and day and answered is not None:
        reading.compare(fact, day, answered)
    if reading.errors or not (fact and code and day) or answered is None:
        return None, reading.errors
    return Call(fact, code, day, answered, languages), []


class _Row:
    """Reads the cells of one row, and collects what is wrong with them; no error repeats what somebody typed."""

    def __init__(self, row: FilledRow, content: Content, until: date) -> None:
        self.row, self.content, self.until = row, content, until
        self.errors: list[DocgenError] = []

    def text(self, heading: str) -> str:
        try:
            return self.row.text(heading)
        except ContentError as error:
            self.errors.append(error)
            return ""

    def wrong(self, heading: str, said: str, hint: str = "") -> None:
        if not any(f"“{heading}”" in error.message for error in self.errors):
            self.errors.append(self.row.fault(heading, said, hint))

    def fact(self) -> Fact | None:
        fact = self.content.facts.get(self.text(FACT))
        if fact is None or not isinstance(fact.value, Telephone):
            self.wrong(FACT, "names no telephone of content/facts.toml", "`docgen fact sheet` makes a new table")
            return None
        if re.sub(r"\D", "", self.text(NUMBER)) != fact.value.digits:
            hint = "the fact or the table has been changed since: call the number that `docgen fact list` shows"
            self.wrong(NUMBER, f"is not the number of {fact.id}", hint)
        return fact

    def code(self) -> str:
        code = self.text(CODE)
        if not ROLE_CODE.fullmatch(code):
            self.wrong(CODE, "is no role code", "a code such as DATIP-R1; never a name or an e-mail address")
        return code

    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.text(DATE))
        except ValueError:
            self.wrong(DATE, "is no date", "type the day of the call as 2026-11-20, in the common era")
            return None

    def answered(self) -> bool | None:
        said = self.text(ANSWERED).casefold()
        if said not in YES | NO:
            self.wrong(ANSWERED, "is neither yes nor no")
            return None
        return said in YES

    def languages(self) -> tuple[str, ...]:
        known = {name.casefold(): name for name in _known(self.content)}
        tags = [tag for tag in re.split(r"[\s,;/]+", self.text(LANGUAGES).replace("_", "-").casefold()) if tag]
        if not set(tags) <= set(known):
            hint = f"codes of languages with commas between them: {', '.join(known.values())}"
            self.wrong(LANGUAGES, "has something that is no code of a language", hint)
        return tuple(known[tag] for tag in tags if tag in known)

    def compare(self, fact: Fact, day: date, answered: bool) -> None:
        """Note where a call cannot be recorded, whatever was found."""
        if answered and fact.state is FactState.CONFLICT:
            hint = f"say which value is right: docgen fact set {fact.id} VALUE --source … --as-of …"
            self.wrong(FACT, f"is {fact.id}, whose sources disagree: no call can confirm it", hint)
        if not answered and self.text(LANGUAGES):
            self.wrong(LANGUAGES, "names languages, and nobody answered", "empty one of the two cells")
        if fact.confirmation and fact.confirmation.on > day:
            self.wrong(DATE, f"is before {fact.confirmation.on}, when {fact.id} was confirmed", "take the row out")
        if self.until < day:
            self.wrong(DATE, f"is after {self.until}, until when the numbers are to be relied on", "change --until")
