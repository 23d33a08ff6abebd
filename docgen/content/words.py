"""words.toml: the short texts that the toolkit needs, by name: formats of values, notices, names of languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.content.toml_file import Keys, TomlFile
from docgen.errors import ContentError, DocgenError
from docgen.tree import Message, Text

CHART_WORDS = ("step", "who", "acts", "joins", "here", "there", "both", "purpose", "needs", "rights", "safety")

CALL_COLUMNS = ("number", "date", "code", "answered", "languages")

# What localise and the writers ask for by name. A workspace without one of them cannot be built.
REQUIRED = (
    *(f"format.duration.{unit}" for unit in ("hour", "day", "week", "month", "year")),
    "format.age",
    "format.law.name",
    "format.law.year",
    "format.law.section",
    "format.date",
    "format.month_year",
    "format.year",
    *(f"format.month.{n}" for n in range(1, 13)),
    *(
        f"notice.{n}"
        for n in ("reading_aid", "reading_aid_authority", "reading_aid_beside", "untranslated", "unchecked")
    ),
    *(f"notice.{n}" for n in ("facts_unconfirmed", "facts_confirmed")),
    *(f"notice.{n}" for n in ("composed", "to_be_supplied", "say")),
    *(f"notice.{n}" for n in ("not_for_signing", "not_for_signing_authority", "authority_is_signed")),
    *(f"form.{n}" for n in ("day", "month", "year", "year_be")),
    *(f"slip.{n}" for n in ("title", "message", "reason", "place")),
    *(f"card.{n}" for n in ("interpreter", "read", "ill", "stop")),
    *(f"stick.{n}" for n in ("title", "point", "papers", "kits", "blanks", "cards", "open", "kept", "turn", "aid")),
    *(f"speech.{n}" for n in ("title", "how", "figures", "computed", "digits", "section", "pause", "ask")),
    "message.draft",
    "format.table",
    "format.figure",
    *(f"chart.{n}" for n in CHART_WORDS),
    *(f"directory.{n}" for n in ("hotline", "government", "shelter", "embassy", "intergovernmental", "ngo")),
    *(f"directory.{n}" for n in ("office", "press", "no_number", "no_place", "languages")),
    *(f"calls.{n}" for n in CALL_COLUMNS),
    *(f"signoff.{n}" for n in ("title", "how", "code", "by", "on", "number", "ok", "not_ok", "remark", "notice")),
)


def read_words(file: TomlFile) -> tuple[dict[str, Text], list[DocgenError]]:
    """Return the texts of the file by name ("format.money.THB"), and its faults."""
    words: dict[str, Text] = {}
    errors: list[DocgenError] = []
    for keys, msgid, plural, note in _texts(file.data, ()):
        name = ".".join(map(str, keys))
        if not isinstance(msgid, str) or not isinstance(plural, str) or not msgid.strip():
            errors.append(ContentError(f"{name} is no text", location=file.locate(*keys), hint='text = "…"'))
            continue
        comments = (note,) if note else ()
        context = ".".join(map(str, keys[:-1])) if keys[0] == "language" else name
        words[name] = Text(Message("shared", context, msgid, file.locate(*keys), plural, comments=comments))
    hint = "take it from a workspace made by `docgen new`"
    errors += [
        ContentError(f"{name} is missing", location=file.locate(), hint=hint) for name in REQUIRED if name not in words
    ]
    return words, errors


def _texts(data: Mapping[str, Any], above: Keys) -> Iterator[tuple[Keys, Any, Any, str]]:
    """Yield (keys, msgid, plural, note): a table with `text` or `one` is one text, any other holds texts by key."""
    note = data.get("note", "")
    if above and ("text" in data or "one" in data):
        yield above, data.get("text", data.get("one")), data.get("other", ""), note
        return
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _texts(value, (*above, key))
        elif key != "note":
            yield (*above, key), value, "", note
