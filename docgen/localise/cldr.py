"""What CLDR proposes for a language: its names, its settings, its formats. It never decides: readers do.

Every answer is CLDR's own for the language. Where it only repeats what holds for all languages (`M01` for January, the
order year month day), there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import load
from babel.numbers import get_group_symbol

from docgen.languages import BreakRule, Calendar, Digits, Direction, Groups

PLURALS = ("zero", "one", "two", "few", "many", "other")  # in the order of gettext's forms

_BREAKS = {
    "Thai": BreakRule.THAI,
    "Laoo": BreakRule.LAO,
    "Khmr": BreakRule.KHMER,
    "Mymr": BreakRule.SYLLABLE,
    **dict.fromkeys(("Hans", "Hant", "Hani", "Jpan", "Bopo"), BreakRule.HAN),
}
UNBROKEN = frozenset({"Ahom", "Lana", "Tale", "Talu", "Tavt"})
"""Scripts that write no space between words, and for which docgen has no breaker (UAX #14: class SA)."""
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})


def locale(tag: str) -> Locale | None:
    """Return what CLDR has of a language, None when it has nothing but perhaps the name."""
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def language_name(tag: str, inside: str) -> str:
    """Return the name of a language in another one (or in itself), "" where CLDR has none."""
    there = locale(inside)
    names: Mapping[str, str] = there.languages if there else {}
    return names.get(tag.replace("-", "_")) or names.get(tag.split("-")[0]) or ""


def script(tag: str) -> str:
    """Return the script that a language is most likely written in (ISO 15924), "" where CLDR does not say."""
    parts = tag.split("-")
    own = next((part for part in parts[1:] if len(part) == 4), "")
    return own or _likely(tag)[1]


def direction(script: str) -> Direction:
    """Return which way the lines of a script run."""
    return Direction.RTL if script in _RIGHT_TO_LEFT else Direction.LTR


def breaks(tag: str, script: str) -> BreakRule:
    """Return how the places where a line may end are found; ICU knows the words of Burmese, not of Shan."""
    return BreakRule.BURMESE if tag.split("-")[0] == "my" else _BREAKS.get(script, BreakRule.SPACES)


def calendar(tag: str) -> Calendar:
    """Return which years are counted where the language is spoken most: in Thailand those of the Buddhist era."""
    return Calendar.BUDDHIST if _likely(tag)[2] == "TH" else Calendar.GREGORIAN


def digits(tag: str) -> Digits:
    """Return the digits that a language uses by default; 0 to 9 where CLDR says nothing or docgen knows them not."""
    there = locale(tag)
    name = there.default_numbering_system if there else ""
    return next((known for known in Digits if known.value == name), Digits.LATN)


def groups(tag: str) -> Groups:
    """Return where the digits of a large number are parted."""
    there = locale(tag)
    return Groups.LAKHS if there and there.decimal_formats[None].grouping == (3, 2) else Groups.THOUSANDS


def group(tag: str) -> str:
    """Return what stands between groups of digits."""
    there = locale(tag)
    return str(get_group_symbol(there, numbering_system="default")) if there else ","


def formats(tag: str) -> dict[str, tuple[str, ...]]:
    """Return the formats that CLDR has for a language, by the name of the word, with one text for each plural form."""
    there = locale(tag)
    return dict(_formats(there)) if there else {}


def _formats(there: Locale) -> Iterator[tuple[str, tuple[str, ...]]]:
    own, root = there._data, load("root")
    for number, month in own["months"]["format"]["wide"].items():
        if month != root["months"]["format"]["wide"][number]:
            yield f"format.month.{number}", (month,)
    for unit in ("hour", "day", "week", "month", "year"):
        patterns = _unit(own, f"duration-{unit}")
        if patterns != _unit(root, f"duration-{unit}"):
            forms = tuple(_placeholder(patterns.get(tag, patterns["other"])) for tag in _plurals(there))
            yield f"format.duration.{unit}", forms
            if unit == "year":
                yield "format.age", forms
    for currency, name in there.currencies.items():
        if name and name != currency:
            yield f"format.money.{currency}", (_money(own, currency, name),)
    if date := _date(own, root):
        yield "format.date", (date,)


def _plurals(there: Locale) -> list[str]:
    return [tag for tag in PLURALS if tag in there.plural_form.tags | {"other"}]


def _unit(data: Any, name: str) -> dict[str, str]:
    """Return the patterns of a unit written out; Babel leaves those away that are like the short ones."""
    widths = data["unit_patterns"].get(name, {})
    return {**widths.get("short", {}), **widths.get("long", {})}


def _placeholder(pattern: str) -> str:
    return pattern.replace("{0}", "{n}")


def _money(data: Any, currency: str, name: str) -> str:
    """Return an amount with the name of its currency, as the workspace's format would write it."""
    pattern = data["currency_unit_patterns"].get("other", "{0} {1}")
    named = data.get("currency_names_plural", {}).get(currency, {}).get("other", name)
    return _placeholder(pattern).replace("{1}", _visible(named))


def _date(data: Any, root: Any) -> str:
    """Return the pattern of a date written out, "" where it is everybody's, or has more than day, month and year."""
    pattern = data["date_formats"]["long"].pattern
    fields = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}
    parts = list(re.finditer(r"'(?P<quoted>[^']*)'|(?P<field>([A-Za-z])\3*)|(?P<other>[^A-Za-z']+)", pattern))
    if pattern == root["date_formats"]["long"].pattern or {part["field"] for part in parts} - {None} != fields.keys():
        return ""
    return "".join(fields.get(part["field"], "") or part["quoted"] or part["other"] for part in parts)


def _visible(text: str) -> str:
    """Return a text without the zero-width spaces that CLDR has in some names (Khmer baht)."""
    return text.replace("\u200b", "")


def _likely(tag: str) -> tuple[str, str, str]:
    """Return language, script and territory that CLDR thinks most likely."""
    parts = tag.replace("-", "_")
    found = get_global("likely_subtags").get(parts) or get_global("likely_subtags").get(parts.split("_")[0], "")
    language, script, territory = (*found.split("_"), "", "", "")[:3]
    return language, script, territory
