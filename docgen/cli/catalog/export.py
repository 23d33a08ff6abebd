"""docgen catalog export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.catalog.shared import desk_of, read_inputs_of
from docgen.cli.choice import chosen_documents

if TYPE_CHECKING:
    from docgen.catalogs.exchange.difference import Splitter
    from docgen.catalogs.exchange.task import Desk, Task
    from docgen.languages import Language
    from docgen.pipeline.inputs import Inputs

KINDS = ("xlsx", "xliff", "tmx", "tbx", "review")
ONLY = ("untranslated", "changed", "draft", "unapproved")
_FOR_ALL = ("tmx", "tbx")


@click.command()
@click.argument("language", required=False)
@click.option("--as", "kind", required=True, type=click.Choice(KINDS), help="The format, or the reviewer's pack.")
@click.option("--document", "-d", "document", default="", metavar="ID", help="Only this document's catalog, or shared.")
@click.option("--only", type=click.Choice(ONLY), help="Only texts of this status.")
@click.option("--out", required=True, type=click.Path(dir_okay=False), help="The file to write.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.pass_context
def export(
    ctx: click.Context, language: str | None, kind: str, document: str, only: str | None, out: str, force: bool
) -> None:
    """Write the texts of a LANGUAGE into a file for its translators or reviewers.

    \b
    xlsx     a workbook for a translator: a row for each text
    review   a workbook for a reviewer: what waits for approval, changed texts first
    xliff    XLIFF 2.1, for a CAT tool
    tmx      a translation memory; without a LANGUAGE, of all languages
    tbx      the glossary, for a terminology program; without a LANGUAGE, in all languages

    `docgen catalog import` takes them back.

    \b
    Examples:
      docgen catalog export km --as xlsx --out km.xlsx
      docgen catalog export km --as xlsx --only untranslated --document rights-at-a-glance --out km-new.xlsx
      docgen catalog export km --as review --out km-review.xlsx
      docgen catalog export --as tmx --out memory.tmx
    """
    from docgen.atomic import write_atomic
    from docgen.catalogs.exchange.intake import Kind

    _require_usage(language, kind, document, only, Path(out), Kind(kind).suffix, force)
    inputs = read_inputs_of(ctx)
    if document != "shared":
        chosen_documents(inputs.workspace, (document,) if document else ())
    data, count, what = _made(inputs, language, kind, document, only)
    if not count:
        click.echo(f"nothing to export: there are no such {what}", err=True)
        return
    write_atomic(Path(out), data)
    click.echo(f"{count} {what} in {out}")


def _require_usage(
    language: str | None, kind: str, document: str, only: str | None, out: Path, suffix: str, force: bool
) -> None:
    if language is None and kind not in _FOR_ALL:
        raise click.UsageError(f"--as {kind} is for one language: name it, as in `docgen catalog export km`")
    if kind == "tbx" and (document or only):
        raise click.UsageError("a glossary is exported whole: --document and --only are not for --as tbx")
    if out.suffix.lower() not in (suffix, ".xliff" if kind == "xliff" else suffix):
        raise click.UsageError(f"the name of the file must end in {suffix}, or other programs will not open it")
    if out.exists() and not force:
        raise click.UsageError(f"{out} is there already: choose another name, or say --force")


def _made(inputs: Inputs, language: str | None, kind: str, document: str, only: str | None) -> tuple[bytes, int, str]:
    """Return the file, how many texts or terms it has, and what these are."""
    from docgen.catalogs.exchange.tbx import tbx
    from docgen.catalogs.exchange.tmx import tmx
    from docgen.catalogs.exchange.xliff import xliff

    desk, workspace = desk_of(inputs), inputs.workspace
    chosen = [workspace.language(language)] if language else list(workspace.languages.values())
    chosen = [each for each in chosen if language or each.tag in desk.translations.catalogs]
    if kind == "tbx":
        terms = tuple(inputs.content.glossary.values())
        return tbx(terms, desk.source.tag, [each.tag for each in chosen]), len(terms), "terms"
    tasks = [task for each in chosen for task in _tasks(desk, each, kind, document, only)]
    if kind == "tmx":
        return tmx(tasks, desk), len(tasks), "texts"
    if kind == "xliff":
        return xliff(tasks, desk, chosen[0]), len(tasks), "texts"
    return _workbook(inputs, desk, chosen[0], tasks, kind), len(tasks), "texts"


def _tasks(desk: Desk, language: Language, kind: str, document: str, only: str | None) -> list[Task]:
    from docgen.catalogs.exchange.review import for_review
    from docgen.catalogs.exchange.task import Only, tasks
    from docgen.catalogs.exchange.tmx import remembered

    found = tasks(desk, language, document, Only(only) if only else None)
    return {"review": for_review, "tmx": remembered}.get(kind, list)(found)


def _workbook(inputs: Inputs, desk: Desk, language: Language, tasks: list[Task], kind: str) -> bytes:
    from docgen.catalogs.exchange.review import reviewers_pack
    from docgen.catalogs.exchange.xlsx import Looks, translators_workbook
    from docgen.writers.docx.styles import read_docx_styles

    alternatives = read_docx_styles(inputs.workspace.templates / "docx.toml").alternatives

    def family(language: Language) -> str:
        """Return the family that an office computer has for a language."""
        own = language.families[0]
        return alternatives[own].family if own in alternatives else own

    make = reviewers_pack if kind == "review" else translators_workbook
    return make(tasks, desk, language, Looks.of(desk, language, family), _splitter(desk.source))


def _splitter(source: Language) -> Splitter:
    """Return what cuts the source language into words, also where it is written without spaces."""
    from docgen.typeset.breaks import ZWSP, insert_breaks
    from docgen.typeset.lexicon import Lexicon

    def split(stretch: str) -> list[str]:
        pieces = insert_breaks([stretch], source, Lexicon())[0].split(ZWSP)
        return pieces if "".join(pieces) == stretch else [stretch]

    return split
