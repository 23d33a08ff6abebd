"""`docgen catalog` from the command line: what it writes, what it refuses, and with which code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.scratch import ON, Scratch, make_scratch, make_translated

TODAY = ("--on", ON)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English, Thai and Khmer with machine drafts."""
    return make_translated(tmp_path_factory.mktemp("catalog") / "workspace")


@pytest.fixture
def scratch(original: Scratch, tmp_path: Path) -> Scratch:
    """Return a copy that a test may change."""
    return original.copy(tmp_path / "copy")


def files(scratch: Scratch) -> dict[str, bytes]:
    """Return everything under translations/."""
    folder = scratch.root / "translations"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def statuses(scratch: Scratch, tag: str, domain: str) -> dict[str, int]:
    """Return how many texts of a catalog have which status."""
    (row,) = (
        r
        for r in scratch.docgen("catalog", "status", "-l", tag, "--json").json
        if (r["language"], r["catalog"]) == (tag, domain)
    )
    return {key: count for key, count in row.items() if count and key not in ("language", "catalog", "messages")}


# --- update -------------------------------------------------------------------------------------------------------


def test_an_update_makes_a_catalog_for_each_document_and_language(tmp_path: Path) -> None:
    """Translators find one file for each document, one for shared texts, and the untranslated lists."""
    scratch = make_scratch(tmp_path / "workspace")
    done = scratch.docgen("catalog", "update")
    names = [f"{tag}/LC_MESSAGES/{domain}.po" for tag in ("km", "th") for domain in ("example", "shared", "sheet")]
    assert set(files(scratch)) == {*names, *(f"pot/{domain}.pot" for domain in ("example", "shared", "sheet"))}
    assert all(f"wrote translations/{name}" in done.err for name in names)


def test_an_update_without_a_change_writes_nothing(scratch: Scratch) -> None:
    """Running it twice is running it once."""
    scratch.docgen("catalog", "update")  # the Thai drafts enter the comments of the Khmer catalogs
    before = files(scratch)
    assert "wrote" not in scratch.docgen("catalog", "update").err
    assert files(scratch) == before


def test_a_dry_run_of_an_update_writes_nothing(scratch: Scratch) -> None:
    """--dry-run tells which files would be written."""
    scratch.edit("content/documents/sheet.md", "**Help** is near.", "**Help** is here.")
    before = files(scratch)
    done = scratch.docgen("catalog", "update", "--dry-run")
    assert "would write translations/km/LC_MESSAGES/sheet.po" in done.err
    assert files(scratch) == before


def test_an_update_touches_only_what_changed(scratch: Scratch) -> None:
    """One sentence of one document changes that document's catalogs, and no other file."""
    scratch.docgen("catalog", "update")
    scratch.edit("content/documents/sheet.md", "**Help** is near.", "**Help** is here.")
    before = files(scratch)
    scratch.docgen("catalog", "update")
    after = files(scratch)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"km/LC_MESSAGES/sheet.po", "th/LC_MESSAGES/sheet.po", "pot/sheet.pot"}
    assert b'#| msgid "**Help** is near."' in after["km/LC_MESSAGES/sheet.po"]
    assert statuses(scratch, "km", "sheet")["stale"] == 1


# --- check --------------------------------------------------------------------------------------------------------


def test_a_sound_catalog_has_no_errors(scratch: Scratch) -> None:
    """Exit code 0, and a line for each language, the source's too."""
    said = scratch.docgen("catalog", "check").out.splitlines()
    assert [re.sub(r"\d+ warnings", "…", line) for line in said[-3:]] == [
        f"{tag}: 0 errors, …" for tag in ("en", "th", "km")
    ]


def lose_placeholder(scratch: Scratch) -> int:
    """Take a placeholder out of a Khmer translation; return the line where its entry begins."""
    path = scratch.root / "translations/km/LC_MESSAGES/example.po"
    lines = path.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith('msgstr "') and "{fund.within}" in line)
    lines[at] = lines[at].replace("{fund.within}", "")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    while not lines[at].startswith("msgid "):
        at -= 1
    return at + 1


def test_a_lost_placeholder_is_an_error_with_its_line(scratch: Scratch) -> None:
    """The PO file's line is named, so that a translator's editor opens there; the exit code is 4."""
    at = lose_placeholder(scratch)
    place = f"translations/km/LC_MESSAGES/example.po:{at}"
    table = scratch.docgen("catalog", "check", "-l", "km", code=4).out
    assert re.search(rf"^ ?{at} +error +placeholders/placeholders +.*it lacks {{fund\.within}}", table, re.MULTILINE)
    assert place.partition(":")[0] in map(str.strip, table.splitlines())
    assert "→ keep each {placeholder} as it is" in table
    (finding,) = (
        f for f in scratch.docgen("catalog", "check", "-l", "km", "--json", code=4).json if f["kind"] == "error"
    )
    assert (finding["language"], finding["place"], finding["check"]) == ("km", place, "placeholders")


LINE = re.compile(r"[^:]+:\d+: (error|warning): .+ \[[a-z-]+(/[a-z-]+){1,2}\]")


def test_findings_are_lines_that_editors_read(scratch: Scratch) -> None:
    """Each line is path:line: severity: message [check/code], as GCC writes it; the totals go to stderr."""
    at = lose_placeholder(scratch)
    done = scratch.docgen("catalog", "check", "-l", "km", "--format", "lines", code=4)
    lines = done.out.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert any(line.startswith(f"translations/km/LC_MESSAGES/example.po:{at}: error: msgstr has not") for line in lines)
    assert re.fullmatch(r"km: 1 errors, \d+ warnings\n", done.err)


def test_findings_are_a_sarif_log(scratch: Scratch) -> None:
    """A code host shows each result at its line; each result's rule is described."""
    at = lose_placeholder(scratch)
    log = scratch.docgen("catalog", "check", "-l", "km", "--format", "sarif", code=4).json
    (run,) = log["runs"]
    (result,) = (each for each in run["results"] if each["level"] == "error")
    (location,) = result["locations"]
    place = location["physicalLocation"]
    assert log["version"] == "2.1.0" and run["tool"]["driver"]["name"] == "docgen"
    assert place["artifactLocation"]["uri"] == "translations/km/LC_MESSAGES/example.po"
    assert place["region"] == {"startLine": at}
    assert result["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_only_the_chosen_checks_and_catalogs_are_looked_at(scratch: Scratch) -> None:
    """--only takes checks, --document catalogs: what is wrong elsewhere is not told, and is no failure."""
    lose_placeholder(scratch)
    scratch.docgen("catalog", "check", "--only", "numbers", "--only", "glossary")
    scratch.docgen("catalog", "check", "-d", "sheet", "-d", "shared")
    found = scratch.docgen("catalog", "check", "--only", "placeholders", "-d", "example", "--json", code=4).json
    assert [(f["language"], f["check"]) for f in found] == [("km", "placeholders")]


@pytest.mark.parametrize(
    ("option", "name", "hint"),
    [("--only", "no-such-check", "there are addresses,"), ("-d", "other", "there are shared,")],
)
def test_an_unknown_check_or_catalog_is_refused(scratch: Scratch, option: str, name: str, hint: str) -> None:
    """A misspelt name would otherwise pass as “nothing found”."""
    done = scratch.docgen("catalog", "check", option, name, code=4)
    assert f"“{name}”" in done.err and hint in done.err


def test_warnings_fail_only_where_that_is_asked_for(scratch: Scratch) -> None:
    """--strict lets warnings count: a workspace may hold itself to them."""
    scratch.edit("content/documents/sheet.md", "**Help** is near.", "**Help** is is near.")
    done = scratch.docgen("catalog", "check", "-l", "en")
    assert "doubled-words/doubled" in done.out and done.out.endswith("en: 0 errors, 1 warnings\n")
    scratch.docgen("catalog", "check", "-l", "en", "--strict", code=4)


def test_the_checks_can_be_listed(scratch: Scratch) -> None:
    """Each with its codes, its reason and the source of its rule; nothing is checked."""
    lose_placeholder(scratch)
    listed = scratch.docgen("catalog", "check", "--list", "--json").json
    assert all(each["reason"] and each["source"] and (each["errors"] or each["warnings"]) for each in listed)
    table = scratch.docgen("catalog", "check", "--list").out
    assert all(re.search(rf"^ ?{re.escape(each['check'])} ", table, re.MULTILINE) for each in listed)


def test_a_translation_with_errors_reaches_no_page(scratch: Scratch) -> None:
    """What check refuses is not built: the page would lack a number."""
    lose_placeholder(scratch)
    made = scratch.build("-l", "km", "-d", "example", "-f", "html", code=1)
    assert "translations/km/LC_MESSAGES/example.po:" in made["example", "km", "html"]["findings"][0]


# --- approve, adopt -----------------------------------------------------------------------------------------------


def test_an_approval_holds_for_these_words_only(scratch: Scratch) -> None:
    """When the translation changes afterwards, the approval is void, and the others stay."""
    scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "-d", "sheet")
    approved = statuses(scratch, "km", "sheet")
    assert set(approved) == {"approved"}
    path = scratch.root / "translations/km/LC_MESSAGES/sheet.po"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r'(msgid "First words"\nmsgstr ")', r"\1អ្នក", text), "utf-8")
    assert statuses(scratch, "km", "sheet") == {"approved": approved["approved"] - 1, "not approved": 1}


def test_approving_a_draft_clears_its_flag_and_nothing_else(scratch: Scratch) -> None:
    """A person has read it: the entry is no longer fuzzy, and no word of the catalog changes."""
    name = "km/LC_MESSAGES/sheet.po"
    before = files(scratch)[name].decode()
    scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "-d", "sheet")
    after = files(scratch)[name].decode()
    assert "fuzzy" in before and "fuzzy" not in after

    def words(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith(("msg", '"'))]

    assert words(after) == words(before)


def test_a_legal_text_needs_two_reviewers_and_not_one_twice(scratch: Scratch) -> None:
    """The same role twice is one reviewer."""
    for role in ("th-R1", "th-R1"):
        scratch.docgen("catalog", "approve", "th", "--by", role, *TODAY, "-d", "example")
    assert statuses(scratch, "th", "example")["one code"] == 1
    scratch.docgen("catalog", "approve", "th", "--by", "th-R2", *TODAY, "-d", "example")
    assert set(statuses(scratch, "th", "example")) == {"approved"}


def test_a_new_text_of_the_authority_voids_the_other_languages(scratch: Scratch) -> None:
    """Where the Thai text counts, changing it voids the Khmer approval of the same sentence, and only that."""
    for tag in ("th", "km"):
        for number in (1, 2):
            scratch.docgen("catalog", "approve", tag, "--by", f"{tag}-R{number}", *TODAY, "-d", "example")
    total = statuses(scratch, "km", "example")["approved"]
    path = scratch.root / "translations/th/LC_MESSAGES/example.po"
    text = path.read_text("utf-8")
    assert text.count("กองทุนจ่าย") == 1
    path.write_text(text.replace("กองทุนจ่าย", "กองทุนให้"), "utf-8")
    assert statuses(scratch, "km", "example") == {"approved": total - 1, "not approved": 1}


def test_only_the_chosen_texts_are_approved(scratch: Scratch) -> None:
    """A section, or one message, can be approved by itself."""
    scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "--msgid", "**Help** is near.")
    assert statuses(scratch, "km", "sheet")["approved"] == 1
    done = scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "--section", "example.help", "--dry-run")
    assert done.out.strip().endswith("1 texts would be approved, 0 refused")
    assert "approved" not in statuses(scratch, "km", "example")


def test_what_is_not_translated_is_refused_and_named(scratch: Scratch) -> None:
    """Nobody approves what is not there: it is named, the rest is approved, and the exit code is 4."""
    scratch.append("content/documents/sheet.md", "\nSomething new.\n")
    scratch.docgen("catalog", "update")
    done = scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "-d", "sheet", code=4)
    assert "“Something new.” is not translated" in done.err and done.out.strip().endswith("1 refused")
    assert statuses(scratch, "km", "sheet")["untranslated"] == 1


def test_a_plan_shows_the_texts_and_the_code_of_each(scratch: Scratch) -> None:
    """Before approving, the reviewer's words are seen as they will be bound; another text has another code."""
    by = ("catalog", "approve", "km", "--by", "km-R1", *TODAY, "-d", "sheet")
    before = files(scratch)
    shown = scratch.docgen(*by, "--plan")
    planned = scratch.docgen(*by, "--dry-run", "--json").json
    assert planned["written"] is False and planned["refused"] == [] and files(scratch) == before
    first = next(text for text in planned["texts"] if text["source"] == "First words")
    assert (first["text"], first["status"], first["codes"]) == (["អ្នកមាន"], "machine draft", [])
    assert re.search(rf"{first['code']} +sheet +First words +អ្នកមាន", shown.out)
    scratch.edit("translations/km/LC_MESSAGES/sheet.po", 'msgstr "អ្នកមាន"', 'msgstr "អ្នក"')
    texts = scratch.docgen(*by, "--dry-run", "--json").json["texts"]
    assert next(text["code"] for text in texts if text["source"] == "First words") != first["code"]


def test_a_choice_of_nothing_is_told(scratch: Scratch) -> None:
    """A mistyped document approves nothing, and does not look as if there were nothing to approve."""
    done = scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "-d", "shet", code=4)
    assert "no text is chosen" in done.err and "shared, example, sheet" in done.err


def test_a_revoked_text_is_unapproved_until_it_is_approved_again(scratch: Scratch) -> None:
    """Taken back with a reason, which git and the file keep; the next approval counts, whoever gives it."""
    approve = ("catalog", "approve", "km", "--by", "km-R1", *TODAY, "-d", "sheet")
    revoke = ("catalog", "revoke", "km", "--by", "km-R2", *TODAY, "--msgid", "First words", "--reason", 'not "so"')
    assert "none of these texts is approved" in scratch.docgen(*revoke, code=4).err
    scratch.docgen(*approve)
    approved, before = statuses(scratch, "km", "sheet")["approved"], files(scratch)["km/approvals.toml"]
    planned = scratch.docgen(*revoke, "--plan")
    assert "First words" in planned.out and "km-R1" in planned.out and "1 texts would be revoked" in planned.out
    assert files(scratch)["km/approvals.toml"] == before
    scratch.docgen(*revoke)
    assert statuses(scratch, "km", "sheet") == {"approved": approved - 1, "not approved": 1}
    after = files(scratch)["km/approvals.toml"]
    assert after.startswith(before) and 'reason = "not \\"so\\""' in after.decode()
    scratch.docgen(*approve)
    assert statuses(scratch, "km", "sheet") == {"approved": approved}
    assert files(scratch)["km/approvals.toml"].startswith(after)


def test_status_counts_what_a_document_needs(scratch: Scratch) -> None:
    """Beside the catalogs: how many of the texts on its pages, shared ones included, each document has approved."""

    def counted() -> dict[str, str]:
        shown = scratch.docgen("catalog", "status", "-l", "km").out
        return dict(re.findall(r"^ km +(example|sheet) +(\d+ of \d+)", shown, re.MULTILINE))

    assert all(count.startswith("0 of ") for count in counted().values())
    scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "-d", "sheet")
    assert counted()["sheet"].startswith("3 of ") and counted()["example"].startswith("0 of ")
    scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "-d", "shared")
    assert re.fullmatch(r"(\d+) of \1", counted()["sheet"])


@pytest.mark.parametrize("name", ["Sokha", "sokha@example.org", "km-r1", "km-R", ""])
def test_a_reviewer_is_a_role_code(scratch: Scratch, name: str) -> None:
    """No name of a person enters the workspace; the error does not repeat it either."""
    before = files(scratch)
    done = scratch.docgen("catalog", "approve", "km", "--by", name, *TODAY, code=4)
    assert "the reviewer is no role code" in done.err and (not name or name not in done.err.replace("km-R2", ""))
    assert files(scratch) == before


def test_approving_twice_writes_one_entry(scratch: Scratch) -> None:
    """The file only grows by what is new."""
    for _ in range(2):
        scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "-d", "sheet")
    text = (scratch.root / "translations/km/approvals.toml").read_text("utf-8")
    digests = re.findall(r'digest = "(\w+)"', text)
    assert len(digests) == len(set(digests)) > 0


def test_a_composed_text_is_a_proposal_until_it_is_adopted(scratch: Scratch) -> None:
    """Adopting concerns what the toolkit's authors wrote, and nothing else."""
    done = scratch.docgen("catalog", "adopt", "--by", "DATIP-R1", *TODAY, "--dry-run")
    wanted = {
        r["what"]
        for s in scratch.docgen("status", "--json", "-l", "en").json
        for r in s["reasons"]
        if r["kind"] == "origin"
    }
    scratch.docgen("catalog", "adopt", "--by", "DATIP-R1", *TODAY)
    left = [r for s in scratch.docgen("status", "--json").json for r in s["reasons"] if r["kind"] == "origin"]
    assert wanted and left == [] and "would be adopted" in done.out


def test_an_unknown_language_is_refused(scratch: Scratch) -> None:
    """Approving a language that the workspace lacks says which it has."""
    done = scratch.docgen("catalog", "approve", "lo", "--by", "lo-R1", *TODAY, code=7)
    assert "hint: it has en, th, km" in done.err


# --- drafts -------------------------------------------------------------------------------------------------------


def test_a_draft_never_replaces_what_a_person_wrote(scratch: Scratch) -> None:
    """Machine translations enter empty entries and other drafts, not a translator's work."""
    scratch.docgen("catalog", "approve", "km", "--by", "km-R1", *TODAY, "--msgid", "First words")
    before = files(scratch)["km/LC_MESSAGES/sheet.po"]
    drafts = [{"domain": "sheet", "msgctxt": "sheet", "msgid": "First words", "msgstr": ["អ្វីផ្សេង"]}]
    (scratch.root / "d.json").write_text(json.dumps(drafts), "utf-8")
    done = scratch.docgen("catalog", "draft", "km", str(scratch.root / "d.json"))
    assert "sheet: 0 of 1 entered" in done.out
    assert files(scratch)["km/LC_MESSAGES/sheet.po"] == before


@pytest.mark.parametrize("text", ["", "{", "{}", "[1]", '[{"domain": "sheet"}]', "[[]]", '"x"', "null"])
def test_a_file_that_is_no_list_of_drafts_is_refused(scratch: Scratch, text: str) -> None:
    """The error says what the file should look like."""
    (scratch.root / "d.json").write_text(text, "utf-8")
    done = scratch.docgen("catalog", "draft", "km", str(scratch.root / "d.json"), code=None)
    assert done.code == 4 or text == "{}"
    assert "Traceback" not in done.err
    if done.code:
        assert "not a list of drafts" in done.err and 'hint: a list of {"domain": …' in done.err
