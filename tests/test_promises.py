"""The promises that everything else is for, kept by the commands that an officer types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.languages import Digits
from docgen.localise.numbers import in_digits
from docgen.verify.extract import docx_text, html_text, pdf_pages
from tests.scratch import (
    FACT_IDS,
    NOTICES,
    ON,
    UNTIL,
    Ran,
    Scratch,
    docgen,
    make_final,
    make_scratch,
    make_translated,
    translated_by_machine,
)

TAGS = ("en", "th", "km")
FORMATS = ("pdf", "docx", "html")
NAMES = {"pdf": "example.pdf", "docx": "example.docx", "html": "information.html"}


def letters(text: str) -> str:
    """Return a text without its spaces and invisible breaks, which formats treat differently."""
    return re.sub(r"[\s\u00a0\u200b\u2060]+", "", text)


def text_of(scratch: Scratch, tag: str, name: str) -> str:
    """Return the letters that a reader's program finds in a file of build/."""
    data = scratch.file(f"{tag}/{name}").read_bytes()
    read = {"pdf": lambda: "".join(pdf_pages(data)), "docx": lambda: docx_text(data), "html": lambda: html_text(data)}
    return letters(read[name.rpartition(".")[2]]())


def notice(tag: str) -> str:
    """Return the letters of the footer that a reading aid has in its reader's language."""
    return letters(translated_by_machine(NOTICES["reading_aid_authority" if tag == "th" else "reading_aid"], tag))


def table(text: str) -> list[list[str]]:
    """Return the rows of a printed table, cell by cell."""
    return [re.split(r"\s{2,}", line.strip()) for line in text.splitlines() if line.strip(" ─")]


# --- an officer's Friday ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Friday:
    """What the officer saw: three builds, and the facts before and after the change."""

    final: Path
    changed: Path
    confirmed: Path
    facts: tuple[str, str, str]
    first: Ran
    second: Ran
    third: Ran


@pytest.fixture(scope="module")
def friday(tmp_path_factory: pytest.TempPathFactory) -> Friday:
    """A final edition; then an amount changes, is built, is confirmed, and is built again."""
    folder = tmp_path_factory.mktemp("friday")
    scratch = make_final(folder / "workspace")
    facts = scratch.root / "content" / "facts.toml"
    before = facts.read_text("utf-8")
    first = scratch.docgen("build")
    final = scratch.copy(folder / "final").root
    letter = ("--source", "letter of the fund", "--as-of", "2026-11-01")
    scratch.docgen("fact", "set", "fund.living_cost", "3500", *letter)
    after = facts.read_text("utf-8")
    second = scratch.docgen("build")
    changed = scratch.copy(folder / "changed").root
    scratch.docgen("fact", "confirm", "fund.living_cost", "--by", "DATIP-R1", "--on", ON, "--until", UNTIL)
    third = scratch.docgen("build")
    return Friday(final, changed, scratch.root, (before, after, facts.read_text("utf-8")), first, second, third)


def what(ran: Ran) -> dict[str, str]:
    """Return what became of each file, by "document language format"."""
    return {target: word for word, target in re.findall(r"^\[\d+/\d+\] (\w+) +(.+)$", ran.err, re.MULTILINE)}


def status(root: Path) -> dict[tuple[str, str], str]:
    """Return whether each document is final."""
    return {(s["document"], s["language"]): s["status"] for s in Scratch(root).docgen("status", "--json").json}


def test_commands_alone_make_an_edition_final(friday: Friday) -> None:
    """When every text is approved, adopted and confirmed by commands, every file is built, and is final."""
    rows = table(friday.first.out)
    assert set(what(friday.first).values()) == {"built"} and len(what(friday.first)) == 18
    assert [row[-2] for row in rows[1:]] == ["final"] * 18
    assert set(status(friday.final).values()) == {"final"}


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("format", FORMATS)
def test_a_final_file_has_no_footer_of_a_reading_aid(friday: Friday, tag: str, format: str) -> None:
    """A final edition does not call itself unchecked; with one unconfirmed amount it does, in its languages."""
    final, changed = (text_of(Scratch(root), tag, NAMES[format]) for root in (friday.final, friday.changed))
    kind = "reading_aid_authority" if tag == "th" else "reading_aid"
    for spoken in (tag, "th", "en"):
        words = letters(translated_by_machine(NOTICES[kind], spoken))
        assert words in changed
        assert words not in final


def table_of(text: str, fact: str) -> tuple[list[str], list[str], list[str]]:
    """Return the lines before a fact's table, those of the table, and those after it."""
    lines = text.splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith(f"[{fact}]"))
    end = next(n for n, line in enumerate(lines) if n > start and line.startswith("["))
    return lines[:start], lines[start:end], lines[end:]


def test_setting_a_fact_changes_the_lines_concerned_and_no_other(friday: Friday) -> None:
    """Remarks, blank lines and other facts stay byte for byte; in the fact only what is said of its value changes."""
    before, after = (table_of(text, "fund.living_cost") for text in friday.facts[:2])
    assert (after[0], after[2]) == (before[0], before[2])
    changes = {"amount = 3000 ": "amount = 3500 ", '"MRW9"': '"letter of the fund"', "2019-01-24": "2026-11-01"}
    expected = "".join(line for line in before[1] if not line.startswith("confirmed_"))
    for old, new in [*changes.items(), ('"confirmed"', '"unconfirmed"')]:
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert "".join(after[1]) == expected


def test_confirming_a_fact_adds_three_lines_to_it(friday: Friday) -> None:
    """A confirmation says by whom, on which day and until when, beside the fact; nothing else moves."""
    before, after = (table_of(text, "fund.living_cost") for text in friday.facts[1:])
    assert (after[0], after[2]) == (before[0], before[2])
    new = ['confirmed_by = "DATIP-R1"\n', f"confirmed_on = {ON}\n", f"confirmed_until = {UNTIL}\n"]
    assert [line for line in after[1] if line in new] == new
    rest = "".join(line for line in after[1] if line not in new)
    assert rest == "".join(before[1]).replace('"unconfirmed"', '"confirmed"')


def test_every_file_that_shows_the_amount_is_made_anew_and_no_other(friday: Friday) -> None:
    """One build after the change makes the files of each language and format that show the amount; the others stay."""
    made = what(friday.second)
    assert {target for target, word in made.items() if word == "built"} == {
        f"example {t} {f}" for t in TAGS for f in FORMATS
    }
    assert {target for target, word in made.items() if word == "unchanged"} == {
        f"sheet {t} {f}" for t in TAGS for f in FORMATS
    }


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("format", FORMATS)
def test_the_new_amount_is_in_every_file(friday: Friday, tag: str, format: str) -> None:
    """The old amount is nowhere, the new one everywhere, in the reader's digits."""
    old, new = {"km": ("៣.០០០", "៣.៥០០")}.get(tag, ("3,000", "3,500"))
    text = text_of(Scratch(friday.changed), tag, NAMES[format])
    assert text.count(new) == 2
    assert old not in text
    assert text_of(Scratch(friday.final), tag, NAMES[format]).count(old) == 2


def test_a_new_amount_voids_no_approval(friday: Friday) -> None:
    """After the change every text of every language is still approved."""
    for row in Scratch(friday.changed).docgen("catalog", "status", "--json").json:
        assert row["approved"] == row["messages"] > 0, row


def test_the_list_of_changes_names_documents_languages_and_pages(friday: Friday) -> None:
    """The officer reads which printed pages show another amount: document, language, format, page, old and new."""
    head, _, changes = friday.second.out.partition("Replace what was printed before:")
    rows = table(changes)[1:]
    expected = {
        (("fund.living_cost: ៣.០០០ បាត → ៣.៥០០ បាត" if t == "km" else amount(t)), "example", t, f)
        for t in TAGS
        for f in FORMATS
    }
    assert {tuple(row[:4]) for row in rows} == expected
    assert all(row[4:] == (["1"] if row[3] == "pdf" else []) for row in rows)
    assert "sheet" not in changes and "sheet" in head


def amount(tag: str) -> str:
    """Return the change as the list shows it where digits are 0 to 9."""
    baht = {"en": "baht", "th": "บาท"}[tag]
    return f"fund.living_cost: 3,000 {baht} → 3,500 {baht}"


def test_the_fact_is_the_only_reason_why_the_edition_is_a_reading_aid_again(friday: Friday) -> None:
    """`docgen status --why` names the amount and its line, and nothing else."""
    for entry in Scratch(friday.changed).docgen("status", "--why", "--json").json:
        reasons = [(r["kind"], r["what"], r["why"], r["place"][:20]) for r in entry["reasons"]]
        named = [("fact", "fund.living_cost", "unconfirmed", "content/facts.toml:3")]
        assert reasons == (named if entry["document"] == "example" else [])


def test_a_confirmation_makes_the_edition_final_again(friday: Friday) -> None:
    """Once the new amount is confirmed, the next build is final, with the new amount and without the footer."""
    assert set(status(friday.confirmed).values()) == {"final"}
    assert sum(word == "built" for word in what(friday.third).values()) == 9
    for tag in TAGS:
        text = text_of(Scratch(friday.confirmed), tag, "example.pdf")
        assert notice(tag) not in text
        until = {"th": "2570", "km": in_digits("2027", Digits.KHMR)}.get(tag, "2027")
        assert until in text


# --- nothing unapproved is final ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A built workspace in which everything is done but two things: one Khmer text is a draft, one is untranslated."""
    scratch = make_final(tmp_path_factory.mktemp("draft") / "workspace", ("en", "th", "km"))
    scratch.append("content/documents/sheet.md", "\n**New words** that nobody has translated.\n")
    scratch.docgen("catalog", "update")
    scratch.docgen("catalog", "approve", "en", "--by", "en-R1", "--on", ON)
    scratch.build("-d", "sheet", "-l", "en", "-l", "km")
    return scratch


def test_status_names_the_message_and_its_place(draft: Scratch) -> None:
    """`docgen status --why` says which text keeps a document from being final, and where it can be mended."""
    line = len((draft.root / "content/documents/sheet.md").read_text("utf-8").splitlines())
    shown = draft.docgen("status", "--why", "-d", "sheet", "-l", "km").out
    assert [
        "**New words** that nobody has translated.",
        "text untranslated",
        f"content/documents/sheet.md:{line}:1",
    ] in table(shown)
    (entry,) = draft.docgen("status", "--json", "-d", "sheet", "-l", "km").json
    assert entry["status"] == "reading aid" and len(entry["reasons"]) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_an_untranslated_block_is_marked(draft: Scratch, format: str) -> None:
    """English in a Khmer page is never silent: the block says in Khmer that it is not yet translated."""
    name = {"html": "first-information.html"}.get(format, f"sheet.{format}")
    mark = letters(translated_by_machine(NOTICES["untranslated"], "km"))
    text = text_of(draft, "km", name)
    assert re.search(rf"{mark}\]?Newwordsthatnobodyhastranslated\.", text)
    assert mark not in text_of(draft, "en", name)


def test_a_language_that_is_done_is_not_held_up_by_another(draft: Scratch) -> None:
    """What Khmer lacks does not keep the English sheet from being final."""
    found = {(s["document"], s["language"]): s["status"] for s in draft.docgen("status", "--json").json}
    assert found["sheet", "en"] == "final"
    assert found["sheet", "km"] == found["sheet", "th"] == "reading aid"


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A built workspace whose facts are confirmed, and whose texts were translated by a machine and seen by nobody."""
    scratch = make_translated(tmp_path_factory.mktemp("translated") / "workspace")
    for fact in FACT_IDS:
        scratch.docgen("fact", "confirm", fact, "--by", "DATIP-R1", "--on", ON, "--until", UNTIL)
    scratch.build("-d", "sheet")
    return scratch


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("format", FORMATS)
def test_an_unapproved_text_never_comes_out_without_the_footer(translated: Scratch, tag: str, format: str) -> None:
    """A draft can be printed, for nobody shall be left with nothing; it says on its pages that it is one."""
    name = {"html": "first-information.html"}.get(format, f"sheet.{format}")
    assert notice(tag) in text_of(translated, tag, name)


def test_the_footer_is_on_every_page(tmp_path: Path) -> None:
    """Each page of a reading aid may be handed out alone, so each says what it is."""
    scratch = make_scratch(tmp_path / "workspace", ("en", "th"))
    sections = "".join(f"\n(part-{'abcdef'[n]})=\n## A part\n\n{'Words of a part. ' * 90}\n" for n in range(6))
    scratch.append("content/documents/example.md", sections)
    scratch.build("-l", "en", "-d", "example", "-f", "pdf")
    pages = pdf_pages(scratch.file("en/example.pdf").read_bytes())
    assert len(pages) > 2
    assert all(notice("en") in letters(page) for page in pages)


def test_one_reviewer_is_not_enough_for_a_legal_text(tmp_path: Path) -> None:
    """A text that the law stands behind waits for its second reader, and status says so."""
    scratch = make_translated(tmp_path / "workspace", ("en", "th"))
    scratch.docgen("catalog", "approve", "th", "--by", "th-R1", "--on", ON)
    (entry,) = scratch.docgen("status", "--json", "-l", "th", "-d", "example").json
    waiting = {r["what"] for r in entry["reasons"] if r["why"] == "one code"}
    assert waiting == {"The fund pays **{fund.living_cost}** within {fund.within}."}


def test_a_build_elsewhere_names_the_missing_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a workspace nothing is built, and the officer is told what to do."""
    monkeypatch.chdir(tmp_path)
    done = docgen("build", code=7)
    assert "docgen.toml" in done.err and "hint: " in done.err and not done.out
