"""Catalogs brought up to date with content/ and templates/, all of a language together: what one has helps another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.catalogs.desk import Found, po_path
from docgen.catalogs.extract import asked_by_domain
from docgen.catalogs.memory import Memory, Proposals
from docgen.catalogs.merge import MergeResult, Plan, merged, plan
from docgen.catalogs.message import Entry
from docgen.catalogs.pot import new_catalog, pot_bytes
from docgen.catalogs.store import Catalog
from docgen.catalogs.translate import Translations
from docgen.content.reader import Content
from docgen.errors import shown
from docgen.languages import Language


@dataclass(frozen=True)
class Updated:
    """One catalog brought up to date; `before` is None for a new one."""

    language: str
    domain: str
    path: Path
    before: bytes | None
    result: MergeResult


def update(
    folder: Path,
    root: Path,
    languages: Collection[Language],
    asked: Mapping[str, Found],
    content: Content,
    translations: Translations,
    domains: Collection[str] = (),
) -> Iterator[tuple[Language, list[Updated]]]:
    """Yield each language with its catalogs (or only some, by domain), with exactly what it is asked for.

    Entries that did not change keep their bytes. The authority's language comes first, since its texts stand in the
    comments of all others. What is still empty then gets a proposal, if any catalog of the language has one.
    """
    for language in sorted(languages, key=lambda language: language.tag != translations.authority):
        wanted = asked_by_domain(asked[language.tag], content, translations, language)
        paths = {domain: po_path(folder, language, domain) for domain in wanted if not domains or domain in domains}
        before = {domain: path.read_bytes() if path.exists() else None for domain, path in paths.items()}
        plans = {
            domain: plan(_data(before[domain], language, domain), wanted[domain], shown(path, root))
            for domain, path in paths.items()
        }
        proposals = proposals_for(plans, translations.catalogs.get(language.tag, {}))
        if language.tag == translations.authority:
            translations = _with(translations, plans, proposals)
        yield (
            language,
            [
                Updated(language.tag, domain, path, before[domain], merged(plans[domain], proposals[domain]))
                for domain, path in paths.items()
            ],
        )


def _data(before: bytes | None, language: Language, domain: str) -> bytes:
    return new_catalog(language, domain, "") if before is None else before


def proposals_for(plans: Mapping[str, Plan], known: Mapping[str, Catalog]) -> dict[str, Proposals]:
    """Return proposals for each domain, from all that a language will have when the plans are done.

    From what there is before, a second update would propose something else.
    """
    others = [catalog for domain, catalog in known.items() if domain not in plans]
    memory = Memory(
        [
            *(entry for made in plans.values() for entry in made.entries.values()),
            *(entry for catalog in others for entry in catalog.entries.values()),
            *(entry for made in plans.values() for entry in made.obsolete),
            *(entry for catalog in others for entry in catalog.obsolete.values()),
        ]
    )
    return {domain: memory.proposals(made.entries.values()) for domain, made in plans.items()}


def _with(translations: Translations, plans: Mapping[str, Plan], proposals: Mapping[str, Proposals]) -> Translations:
    """Return translations as they will be when the authority's catalogs are written."""
    catalogs = dict(translations.catalogs.get(translations.authority, {}))
    for domain, made in plans.items():
        entries: dict[tuple[str, str], Entry] = {**made.entries, **proposals[domain].same, **proposals[domain].similar}
        catalogs[domain] = replace(made.catalog, entries=entries)
    return replace(translations, catalogs={**translations.catalogs, translations.authority: catalogs})


def pot_files(
    folder: Path, found: Found, content: Content, translations: Translations, domains: Collection[str] = ()
) -> dict[Path, bytes]:
    """Return the untranslated lists, one for each domain (or only for some)."""
    wanted = asked_by_domain(found, content, translations, None)
    return {
        folder / "pot" / f"{domain}.pot": pot_bytes(domain, messages)
        for domain, messages in wanted.items()
        if not domains or domain in domains
    }
