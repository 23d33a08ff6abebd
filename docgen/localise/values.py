"""A fact as a reader of a language sees it: the format is a message, the digits are the language's."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from docgen.facts import Age, Count, Day, Duration, Fact, FactState, FactValue, Law, Money, Month, Telephone, Year
from docgen.languages import BUDDHIST_ERA, Calendar, Language
from docgen.localise.numbers import number, plain_number, plural_index
from docgen.tree import Inline, Placeholder, Run, Text, Value, rebuild

Parts = tuple[Inline, ...]


@dataclass(frozen=True)
class Writer:
    """Writes the values that stand in a sentence of one language.

    `words` are the translated texts by (name, language); `language` is the sentence's, not the document's: an English
    sentence in a Khmer page says "3 weeks". `languages` are those of the workspace, for a format that is not translated
    and stands there in the source language.
    """

    language: Language
    words: Mapping[tuple[str, str], Text]
    languages: Mapping[str, Language]

    def fact(self, fact: Fact) -> Value:
        """Return a fact as a value of the tree."""
        children, shown = self._written(fact.id, fact.value)
        href = fact.value.href if isinstance(fact.value, Telephone) else ""
        kept = isinstance(fact.value, Telephone | Money | Count | Duration | Age)
        return Value(fact.id, children, shown, fact.state, href, kept, fact.location)

    def name(self, ref: str) -> Value:
        """Return the proper name behind a placeholder that is no fact."""
        return Value(ref, (self.word(f"name.{ref}"),), "", None, kept=False)

    def day(self, ref: str, day: date, state: FactState | None = None) -> Value:
        """Return a date in the language's calendar."""
        children, shown = self._date(day)
        return Value(ref, children, shown, state, kept=False)

    def numbered(self, format: str, number: int) -> Text:
        """Return the name of a numbered thing: "Table 3"."""
        digits = self.languages[self.word(format).language]
        return self._filled(format, {"n": Run(plain_number(number, digits))})

    def word(self, name: str) -> Text:
        """Return one of the workspace's words in the language (or in the source language, where it has none)."""
        return self.words[name, self.language.tag]

    def _written(self, ref: str, value: FactValue) -> tuple[Parts, str]:
        """Return the inline nodes of a value, and the digits that must be found in the finished file."""
        match value:
            case Money(amount, currency):
                return self._number(f"format.money.{currency}", amount)
            case Count(count):
                shown = number(count, self.language)
                return (Run(shown),), shown
            case Duration(count, unit):
                return self._number(f"format.duration.{unit.value}", count)
            case Age(years):
                return self._number("format.age", years)
            case Day(day):
                return self._date(day)
            case Month(year, month):
                return self._year("format.month_year", year, {"month": self.word(f"format.month.{month}")})
            case Year(year):
                return self._year("format.year", year, {})
            case Telephone(digits):
                return (Run(digits),), digits
            case Law(_, year, section):
                return (self._law(ref, year, section),), ""
            case _:
                return (self.word(f"name.{ref}"),), ""

    def _number(self, name: str, value: int) -> tuple[Parts, str]:
        shown = number(value, self.language)
        return (self._filled(name, {"n": Run(shown)}, value),), shown

    def _date(self, day: date) -> tuple[Parts, str]:
        number = Run(plain_number(day.day, self.language))
        return self._year("format.date", day.year, {"day": number, "month": self.word(f"format.month.{day.month}")})

    def _year(self, name: str, year: int, parts: Mapping[str, Inline]) -> tuple[Parts, str]:
        """Return a format with a year of the language's calendar."""
        here = year + (BUDDHIST_ERA if self.language.calendar is Calendar.BUDDHIST else 0)
        shown = plain_number(here, self.language)
        return (self._filled(name, {**parts, "year": Run(shown)}),), shown

    def _law(self, ref: str, year: int | None, section: str) -> Text:
        name: Inline = self.word(f"name.{ref}")
        if year is None:
            return self._filled("format.law.name", {"name": name})
        years: dict[str, Inline] = {
            "name": name,
            "be": Run(plain_number(year + BUDDHIST_ERA, self.language)),
            "ce": Run(plain_number(year, self.language)),
        }
        law = self._filled("format.law.year", years)
        if not section:
            return law
        digits = Run(plain_number(int(section), self.language)) if section.isdecimal() else Run(section)
        return self._filled("format.law.section", {"section": digits, "law": law})

    def _filled(self, name: str, parts: Mapping[str, Inline], count: int = 0) -> Text:
        """Return a format with its own placeholders filled, in the plural form that goes with `count`."""
        text = self.word(name)
        rule = self.languages[text.language]
        form = text.forms[plural_index(count, rule, len(text.forms))] if text.forms else ()
        return fill(dataclasses.replace(text, forms=(form,)), parts)


def fill(text: Text, parts: Mapping[str, Inline]) -> Text:
    """Return a text with the placeholders that `parts` names replaced by its nodes; others stay."""
    return rebuild(text, lambda node: parts.get(node.ref) if isinstance(node, Placeholder) else None)
