"""contacts/*.toml become organisations to turn to, and who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from docgen.content.facts import Words
from docgen.content.toml_file import TomlFile, faults
from docgen.errors import ContentError, DocgenError, Location

HINTS = {
    "purpose": "one of help, office, press",
    "audience": "one of public, person, practitioner",
    "kind": "one of hotline, government, shelter, embassy, intergovernmental, ngo",
    "telephones": "keys of content/facts.toml, [] where no source gives a number",
    "source": 'say where the organisation was found: source = "MRW9"',
    "as_of": "say of which date the source is: as_of = 2019-01-24",
}


class _Contact(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    name: Words
    kind: Literal["hotline", "government", "shelter", "embassy", "intergovernmental", "ngo"]
    purpose: Literal["help", "office", "press"]
    audience: Literal["public", "person", "practitioner"]
    country: str
    telephones: list[str]
    languages: list[str]
    source: Words
    as_of: date
    about: str = ""
    hours: str = ""
    province: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True)
class Contact:
    """An organisation. `telephones` are ids of facts; `languages` are those it is known to answer in."""

    id: str
    name: str
    kind: str
    purpose: str
    audience: str
    country: str
    province: str
    telephones: tuple[str, ...]
    languages: tuple[str, ...]
    about: str
    hours: str
    source: str
    location: Location
    about_location: Location
    hours_location: Location

    def may_be_shown_to(self, audience: str) -> bool:
        """Whether a document for "person" or "practitioner" may show the contact.

        A person sees help lines only, and never where a shelter is: whoever searches for her reads her papers too.
        """
        if audience == "practitioner":
            return True
        return self.purpose == "help" and self.audience in ("public", "person") and self.kind != "shelter"


def read_contacts(file: TomlFile) -> tuple[dict[str, Contact], list[DocgenError]]:
    """Return the contacts of a file by id, and the faults of those that cannot be read."""
    contacts: dict[str, Contact] = {}
    errors: list[DocgenError] = []
    for key, table in file.data.items():
        try:
            read = _Contact.model_validate(table)
        except ValidationError as error:
            errors += faults(error, file, (key,), HINTS)
            continue
        contacts[key] = _contact(key, read, file)
        if read.kind == "shelter" and read.audience != "practitioner":
            said = f"{key} is a shelter, and its audience is not practitioner"
            hint = "where a shelter is must not reach a person's paper"
            errors.append(ContentError(said, location=file.locate(key, "audience"), hint=hint))
    return contacts, errors


def _contact(key: str, read: _Contact, file: TomlFile) -> Contact:
    return Contact(
        id=key,
        name=read.name,
        kind=read.kind,
        purpose=read.purpose,
        audience=read.audience,
        country=read.country,
        province=read.province,
        telephones=tuple(read.telephones),
        languages=tuple(read.languages),
        about=read.about,
        hours=read.hours,
        source=read.source,
        location=file.locate(key, "name"),
        about_location=file.locate(key, "about"),
        hours_location=file.locate(key, "hours"),
    )
