"""Organisations as documents show them: an entry each, and directories of all that are what a document asks for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from docgen.content.contacts import Contact
from docgen.content.inline import escaped
from docgen.content.unknown import unknown
from docgen.content.words import CALL_COLUMNS
from docgen.errors import ContentError
from docgen.tree import Calls, ContactEntry, Directory, DirectoryGroup, DirectoryQuery, Message, Placeholder, Text

Contacts = Mapping[str, Contact]
Words = Mapping[str, Text]

KINDS = ("hotline", "government", "shelter", "embassy", "intergovernmental", "ngo")  # in the order of a directory
PURPOSES = ("help", "office", "press")
AUDIENCES = ("public", "person", "practitioner")


def entry(contact: Contact, words: Words, remarks: tuple[Text, ...] = ()) -> ContactEntry:
    """Return what pages show of an organisation."""

    def text(msgid: str, part: str) -> Text | None:
        place = getattr(contact, f"{part}_location") if part != "name" else contact.location
        comments = (f"{part} of an organisation",)
        return Text(Message("shared", f"contact.{contact.id}", msgid, place, comments=comments)) if msgid else None

    name = text(escaped(contact.name), "name")
    assert name is not None
    telephones = tuple(Placeholder(ref) for ref in contact.telephones)
    about, hours = text(contact.about, "about"), text(contact.hours, "hours")
    languages = [words[f"language.{tag}"] for tag in contact.languages]
    spoken = (words["directory.languages"], *languages) if languages else ()
    return ContactEntry(contact.id, name, telephones, about, hours, spoken, remarks)


def directory(query: DirectoryQuery, contacts: Contacts, words: Words, audience: str) -> Directory:
    """Return the organisations that a query asks for and its reader may see, kind by kind, each in its own group."""
    several = len(dict(query.asked).get("kind", KINDS)) > 1
    return Directory(tuple(_group(each, words, several) for each in _found(query, contacts, audience)))


def calls(query: DirectoryQuery, contacts: Contacts, words: Words, audience: str) -> Calls:
    """Return a sheet to try the telephones of the organisations that a query asks for."""
    found = [each for each in _found(query, contacts, audience) if each.telephones]
    head = tuple(words[f"calls.{name}"] for name in CALL_COLUMNS)
    entries = (entry(each, words, tuple(_remarks(each, words))) for each in found)
    return Calls(head, tuple(dataclasses.replace(each, hours=None, spoken=()) for each in entries))  # asked for anew


def _found(query: DirectoryQuery, contacts: Contacts, audience: str) -> Iterator[Contact]:
    asked = dict(query.asked)
    for kind in asked.get("kind", KINDS):
        for each in contacts.values():
            wanted = all(getattr(each, name) in values for name, values in asked.items() if name != "kind")
            # A person's paper shows only what a person may see, whatever it asks for.
            if each.kind == kind and wanted and each.may_be_shown_to(audience):
                yield each


def _group(contact: Contact, words: Words, several: bool) -> DirectoryGroup:
    kind = words[f"directory.{contact.kind}"] if several else None
    place = tuple(_place(contact, words))
    shown = entry(contact, words, tuple(_remarks(contact, words)))
    return DirectoryGroup(kind, place or (words["directory.no_place"],), bool(place), (shown,))


def _place(contact: Contact, words: Words) -> Iterator[Text]:
    """Yield the country and the province of an organisation, as far as a source names them."""
    if contact.country:
        yield words[f"country.{contact.country}"]
    if contact.province:
        comments = ("name of a province or a city",)
        name = escaped(contact.province)
        yield Text(Message("shared", f"place.{contact.country}", name, contact.location, comments=comments))


def _remarks(contact: Contact, words: Words) -> Iterator[Text]:
    """Yield what a reader must know before calling: that a number is no help line, or that there is none."""
    if not contact.telephones:
        yield words["directory.no_number"]
    elif contact.purpose != "help":
        yield words[f"directory.{contact.purpose}"]


# --- what is wrong with a query -----------------------------------------------------------------------------------


def directory_faults(query: DirectoryQuery, audience: str, contacts: Contacts, words: Words) -> Iterator[ContentError]:
    """Yield what is wrong with a query, and what it may not show to the reader of its document."""
    known = {"kind": KINDS, "purpose": PURPOSES, "audience": AUDIENCES}
    known["country"] = tuple(sorted({each.country for each in contacts.values()}))
    for name, values in query.asked:
        if name not in known:
            yield unknown("part of a directory", name, known, query.location)
        for value in values if name in known else ():
            if value not in known[name]:
                yield unknown(name, value, known[name], query.location)
            elif audience == "person" and (name, value) in _WITHHELD:
                hint = "a person's paper shows help lines only, and never a shelter's place"
                said = f"a directory for a person may not ask for {name}={value}"
                yield ContentError(said, location=query.location, hint=hint)
    yield from _nothing_found(query, audience, contacts, words, set(known))


_WITHHELD = {("kind", "shelter"), ("purpose", "office"), ("purpose", "press"), ("audience", "practitioner")}


def _nothing_found(
    query: DirectoryQuery, audience: str, contacts: Contacts, words: Words, known: set[str]
) -> Iterator[ContentError]:
    if not {name for name, _ in query.asked} <= known:
        return
    found = list(_found(query, contacts, audience))
    if not any(each.telephones or not query.calls for each in found):
        hint = "take the directive out, or enter the organisations in content/contacts/"
        yield ContentError("the directory would be empty", location=query.location, hint=hint)
    for country in sorted({each.country for each in found} - {""}):
        if f"country.{country}" not in words:
            said = f"the directory lists organisations in {country}, and content/words.toml does not name that country"
            hint = f'add {country} = "…" under [country]'
            yield ContentError(said, location=query.location, hint=hint)
