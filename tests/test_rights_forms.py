"""The two rights forms fit on their pages also when they are final: then signatures stand where now a notice does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from docgen.catalogs.approvals import Approvals, adoption_digest
from docgen.facts import Confirmation, FactState
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare, write
from docgen.pipeline.resolved import found_messages
from docgen.tree import Field, FieldKind, SignatureBlock, walk
from docgen.verify import inspect
from docgen.workspace import read_workspace
from docgen.writers.artefact import Format
from docgen.writers.places import places
from tests.scratch import ROOT, isolated

FORMS = ("rights-form", "rights-form-foreign")
WORKSPACE = read_workspace(ROOT)


@cache
def final() -> Inputs:
    """Return the project's own workspace as if all its texts were approved, adopted and its facts confirmed."""
    isolated()
    inputs = read_inputs(ROOT)
    messages = [message for of_domain in found_messages(inputs).values() for message in of_domain]
    clear = {
        tag: {
            domain: replace(catalog, entries={key: replace(e, flags=e.flags - {"fuzzy"}) for key, e in entries.items()})
            for domain, catalog in of_tag.items()
            for entries in [catalog.entries]
        }
        for tag, of_tag in inputs.translations.catalogs.items()
    }
    known = replace(inputs.translations, catalogs=clear)
    adopted = frozenset(map(adoption_digest, messages))
    approvals = {
        tag: Approvals({known.digest(m, tag): frozenset({"aa-R1", "aa-R2"}) for m in messages}, adopted)
        for tag in WORKSPACE.languages
    }
    until = Confirmation("TH-R1", date(2026, 1, 1), date(2027, 1, 1))
    facts = {
        id: replace(fact, state=FactState.CONFIRMED, confirmation=until) for id, fact in inputs.content.facts.items()
    }
    content = replace(inputs.content, facts=facts)
    return replace(inputs, translations=replace(known, approvals=approvals), content=content)


@pytest.mark.parametrize("tags", [*WORKSPACE.languages_of("rights-form"), *WORKSPACE.pairs_of("rights-form")])
@pytest.mark.parametrize("form", FORMS)
def test_a_final_form_keeps_its_pages(form: str, tags: str) -> None:
    """One page in one language, front and back in two; with all signatures, and without a finding."""
    artefact = write(final(), prepare(final(), Target(form, tags, Format.PDF)), Format.PDF)
    assert inspect(artefact) == ()
    assert artefact.pages == len(tags.split("+"))
    document = artefact.typeset.document
    assert document.final
    (block,) = (node for node in walk(document.blocks) if isinstance(node, SignatureBlock))
    assert block.notices == ()
    signing = [field.id for row in block.rows for field in row.fields if field.kind is FieldKind.SIGNATURE]
    assert signing == ["person", "witness_one", "witness_two", "official"]


@pytest.mark.parametrize("form", [*FORMS, "rights-explained"])
def test_every_language_asks_the_same(form: str) -> None:
    """A form has the same fields, options and places in all languages, each once."""
    asked = {}
    for tags in (*WORKSPACE.languages_of(form), *WORKSPACE.pairs_of(form)):
        document = prepare(final(), Target(form, tags, Format.PDF)).document
        asked[tags] = places(document)
        assert len(set(places(document))) == len(places(document)) > 10
    assert len(set(asked.values())) == 1


def test_nobody_needs_to_say_why_there_is_no_protection_wished() -> None:
    """The reason is never required."""
    document = prepare(final(), Target("rights-form", "th", Format.PDF)).document
    (reason,) = (node for node in walk(document.blocks) if isinstance(node, Field) and node.id == "reason")
    assert not reason.required


def test_a_sheet_on_what_was_explained_asks_for_no_name_and_no_signature() -> None:
    """It has ticks, the language and a role code: nothing that tells who the person is."""
    document = prepare(final(), Target("rights-explained", "th", Format.PDF)).document
    fields = [node for node in walk(document.blocks) if isinstance(node, Field)]
    assert {f.id for f in fields if f.kind is FieldKind.TEXT} == {"spoken_other", "interpreter"}
    assert not any(field.kind.signs for field in fields)
