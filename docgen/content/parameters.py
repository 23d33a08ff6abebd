"""parameters.toml: what one source of a document is made for in turn, such as countries, each with its names.

    [country]
    name = "Many people go home to {country.name}."     # a form, with a sentence that shows how it is used

    [country.cambodia]
    name = "Cambodia"

A document with `parameter = "country"` is made once for each of its `variants`. Each form is a message of its own, so
that every language can say "to Cambodia" and "people from Cambodia" in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.content.inline import escaped
from docgen.content.toml_file import TomlFile
from docgen.errors import ContentError, DocgenError, Location
from docgen.tree import Message, Text


@dataclass(frozen=True)
class Parameter:
    """One thing a document can be made for. `forms` are the names of its forms, `variants` the texts by variant."""

    id: str
    forms: tuple[str, ...]
    variants: Mapping[str, Mapping[str, Text]]
    location: Location


def read_parameters(file: TomlFile) -> tuple[dict[str, Parameter], list[DocgenError]]:
    """Return the parameters of the file by id, and its faults."""
    parameters: dict[str, Parameter] = {}
    errors: list[DocgenError] = []
    for name, table in file.data.items():
        if not isinstance(table, dict):
            hint = f"[{name}] with the forms, and [{name}.variant] for each variant"
            errors.append(ContentError(f"{name} is no table", location=file.locate(name), hint=hint))
            continue
        forms = {form: sentence for form, sentence in table.items() if isinstance(sentence, str)}
        variants = {key: value for key, value in table.items() if isinstance(value, dict)}
        errors += _faults(name, forms, variants, file)
        texts = {key: _texts(name, key, forms, value, file) for key, value in variants.items()}
        parameters[name] = Parameter(name, tuple(forms), texts, file.locate(name))
    return parameters, errors


def _texts(name: str, key: str, forms: Mapping[str, str], table: Mapping[str, Any], file: TomlFile) -> dict[str, Text]:
    return {
        form: Text(
            Message(
                "shared",
                f"{name}.{key}.{form}",
                escaped(str(table[form])),
                file.locate(name, key, form),
                comments=(f"{{{name}.{form}}}, as in: {sentence}",),
            )
        )
        for form, sentence in forms.items()
        if form in table
    }


def _faults(
    name: str, forms: Mapping[str, str], variants: Mapping[str, Mapping[str, Any]], file: TomlFile
) -> Iterator[ContentError]:
    for form, sentence in forms.items():
        if f"{{{name}.{form}}}" not in sentence:
            hint = f"write a sentence with {{{name}.{form}}}, so that translators see how the form is used"
            yield ContentError(f"{name}.{form} has no example", location=file.locate(name, form), hint=hint)
    for key, table in variants.items():
        for form in forms.keys() - table.keys():
            yield ContentError(f"{name}.{key} has no {form}", location=file.locate(name, key), hint=f'{form} = "…"')
        for form in table.keys() - forms.keys():
            hint = f'name it in [{name}] with an example: {form} = "… {{{name}.{form}}} …"'
            yield ContentError(f"{name}.{key}.{form} is no form", location=file.locate(name, key, form), hint=hint)
        for form, text in table.items():
            if not isinstance(text, str) or not text.strip():
                said = f"{name}.{key}.{form} is no text"
                yield ContentError(said, location=file.locate(name, key, form), hint=f'{form} = "…"')
