"""The translator's desk: what an approval, a draft or an adoption writes, and what it leaves alone."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docgen.catalogs.approvals import Approvals, read_approvals
from docgen.catalogs.desk import (
    Approved,
    Choice,
    adopt,
    approve,
    check,
    chosen,
    enter_drafts,
    pot_files,
    revoke,
    update,
)
from docgen.catalogs.pot import new_catalog
from docgen.catalogs.store import parse_catalog
from docgen.catalogs.translate import Translations, read_translations, text_status
from docgen.content.glossary import Term
from docgen.errors import CatalogError, Location
from docgen.languages import Language
from docgen.tree import Message, Origin, TextStatus
from tests.trees import LANGUAGES, catalog, caught, entry, fact, found, make_folder, po, translations

ON = date(2026, 11, 21)
KM = LANGUAGES["km"]


def message(
    msgid: str, msgctxt: str = "d.a", domain: str = "d", legal: bool = False, origin: Origin = Origin.SOURCE
) -> Message:
    """Return a message."""
    return Message(domain, msgctxt, msgid, Location("content/documents/d.md", 3), origin=origin, legal=legal)


FOUND = {
    "d": [
        message("Draft."),
        message("Moved."),
        message("Read."),
        message("Law.", "d.law", legal=True),
        message("Stale."),
        message("Missing."),
        message("Faulty {x}."),
        message("Nowhere."),
        message("Ours.", "d.ours", origin=Origin.COMPOSED),
    ],
    "e": [message("Draft.", "e", "e")],
}
CATALOG = po(
    "km",
    entry(
        "d.a",
        "Draft.",
        "ព្រាង",
        above="# អ្នកបកប្រែ\n#  machine draft\n#. a comment\n#: content/documents/d.md:3\n#, fuzzy\n",
    ),
    entry("d.a", "Moved.", "ផ្លាស់", above='#, fuzzy, python-brace-format\n#| msgctxt "d.b"\n#| msgid "Moved."\n'),
    entry("d.a", "Read.", "បានអាន", above="# kept: machine draft of 2025\n"),
    entry("d.law", "Law.", "ច្បាប់", draft="machine"),
    entry("d.a", "Stale.", "ចាស់", above='# machine draft\n#, fuzzy\n#| msgid "Old."\n'),
    entry("d.a", "Missing."),
    entry("d.a", "Faulty {x}.", "ខុស", draft="machine"),
    entry("d.ours", "Ours.", "របស់យើង"),
    '#~ msgid "Gone."\n#~ msgstr "បាត់"\n',
).replace(b"\n\n# kept", b"\n\n\n# kept")  # a blank line more than gettext would write
OTHER = po("km", entry("e", "Draft.", "ព្រាង", draft="machine"))


def workspace(root: Path, newline: str = "\n") -> Path:
    """Return a translations folder with two Khmer catalogs."""
    home = root / "translations" / "km" / "LC_MESSAGES"
    home.mkdir(parents=True)
    (home / "d.po").write_bytes(CATALOG.replace(b"\n", newline.encode()))
    (home / "e.po").write_bytes(OTHER)
    return root / "translations"


def read(folder: Path) -> Translations:
    """Return what the folder holds."""
    return read_translations(folder, folder.parent, LANGUAGES, "en", "th")


def approved(folder: Path, choice: Choice, by: str = "km-R1", language: Language = KM) -> Approved:
    """Approve, and write what that gives."""
    done = approve(folder, language, chosen(FOUND, choice), by, ON, read(folder))
    write(done)
    return done


def write(done: Approved) -> None:
    """Do what a plan says."""
    for path, data in done.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def status(folder: Path, msgid: str, tag: str = "km") -> TextStatus:
    """Return how far a text may be trusted."""
    (of,) = (m for m in FOUND["d"] if m.msgid == msgid)
    return text_status(of, tag, read(folder))


def changed(before: bytes, after: bytes) -> list[str]:
    """Return the lines that differ."""
    lines = difflib.ndiff(before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True))
    return [line.rstrip("\r\n") for line in lines if line[0] in "+-"]


# Approving


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_approving_a_draft_changes_its_two_lines_and_no_other_byte(newline: str, tmp_path: Path) -> None:
    """The fuzzy flag and the remark `machine draft` of the chosen entry go: a person has read it."""
    folder = workspace(tmp_path, newline)
    path = folder / "km" / "LC_MESSAGES" / "d.po"
    before = path.read_bytes()
    done = approved(folder, Choice("d", "d.a", "Draft."))
    assert sorted(p.name for p in done.files) == ["approvals.toml", "d.po"]
    assert changed(before, path.read_bytes()) == ["- #  machine draft", "- #, fuzzy"]
    assert (folder / "km" / "LC_MESSAGES" / "e.po").read_bytes() == OTHER
    assert status(folder, "Draft.") is TextStatus.APPROVED
    assert status(folder, "Read.") is TextStatus.UNREVIEWED


def test_approving_a_text_that_moved_takes_its_former_place_away(tmp_path: Path) -> None:
    """A fuzzy entry that is approved keeps its other flags."""
    folder = workspace(tmp_path)
    path = folder / "km" / "LC_MESSAGES" / "d.po"
    approved(folder, Choice(msgid="Moved."))
    assert changed(CATALOG, path.read_bytes()) == [
        "- #, fuzzy, python-brace-format",
        "+ #, python-brace-format",
        '- #| msgctxt "d.b"',
        '- #| msgid "Moved."',
    ]
    assert status(folder, "Moved.") is TextStatus.APPROVED


def test_approving_what_a_person_wrote_changes_no_catalog(tmp_path: Path) -> None:
    """Only the file of approvals grows."""
    folder = workspace(tmp_path)
    done = approved(folder, Choice(msgid="Read."))
    assert [path.name for path in done.files] == ["approvals.toml"]
    assert (done.messages, done.refused) == ((FOUND["d"][2],), ())
    assert status(folder, "Read.") is TextStatus.APPROVED


def test_what_cannot_be_approved_is_refused_with_its_line(tmp_path: Path) -> None:
    """A stale, missing or faulty translation is named with the line of the PO file, and stays as it was."""
    folder = workspace(tmp_path)
    done = approved(folder, Choice("d"))

    def at(msgid: str) -> str:
        number = CATALOG.decode().split("\n").index(f'msgid "{msgid}"') + 1
        return f"translations/km/LC_MESSAGES/d.po:{number}"

    assert [str(error) for error in done.refused] == [
        f"{at('Stale.')}: “Stale.” was translated from other words",
        f"{at('Missing.')}: “Missing.” is not translated",
        f"{at('Faulty {x}.')}: “Faulty {{x}}.” has faults: msgstr has not the placeholders of msgid “Faulty {{x}}.”: "
        "it lacks {x} and has in excess none",
        "content/documents/d.md:3: “Nowhere.” is not translated",
    ]
    assert [m.msgid for m in done.messages] == ["Draft.", "Moved.", "Read.", "Law.", "Ours."]
    after = (folder / "km" / "LC_MESSAGES" / "d.po").read_text("utf-8")
    for msgid in ("Stale.", "Missing.", "Faulty {x}."):
        part = re.search(rf'(?:#.*\n)*msgctxt ".*"\nmsgid "{re.escape(msgid)}"\nmsgstr .*\n', CATALOG.decode())
        assert part and part[0] in after
    assert status(folder, "Stale.") is TextStatus.STALE
    assert status(folder, "Faulty {x}.") is TextStatus.DRAFT


def test_a_legal_text_needs_two_reviewers(tmp_path: Path) -> None:
    """One code is not enough, nor is the same reviewer twice, however she types it."""
    folder = workspace(tmp_path)
    for by, wanted in (
        ("km-R1", TextStatus.ONE_CODE),
        ("km-R1", TextStatus.ONE_CODE),
        ("KM-R01", TextStatus.ONE_CODE),
        ("km-R2", TextStatus.APPROVED),
    ):
        approved(folder, Choice("d", "d.law"), by)
        assert status(folder, "Law.") is wanted
    text = (folder / "km" / "approvals.toml").read_text("utf-8")
    assert re.findall(r'by = "(.*)"', text) == ["km-R1", "km-R2"]


def test_approving_twice_writes_nothing(tmp_path: Path) -> None:
    """A second approval by the same reviewer is no change of any file."""
    folder = workspace(tmp_path)
    approved(folder, Choice("d"))
    assert approve(folder, KM, chosen(FOUND, Choice("d")), "km-R1", ON, read(folder)).files == {}


@pytest.mark.parametrize("name", ["Somchai Jaidee", "somchai@datip.go.th"])
def test_a_name_approves_nothing(name: str, tmp_path: Path) -> None:
    """Whoever types a name or an e-mail address is refused, and it is not repeated."""
    folder = workspace(tmp_path)
    (error,) = caught(lambda: approved(folder, Choice(), name))
    assert isinstance(error, CatalogError)
    assert "omchai" not in f"{error} {error.hint}"
    assert not (folder / "km" / "approvals.toml").exists()


def test_a_changed_text_has_to_be_approved_again(tmp_path: Path) -> None:
    """An approval is of these words: another translation, or other source words, have none."""
    folder = workspace(tmp_path)
    approved(folder, Choice(msgid="Read."))
    path = folder / "km" / "LC_MESSAGES" / "d.po"
    path.write_text(path.read_text("utf-8").replace("បានអាន", "បាន\u200bអាន"), "utf-8")
    assert status(folder, "Read.") is TextStatus.APPROVED
    path.write_text(path.read_text("utf-8").replace("បាន\u200bអាន", "បានអានហើយ"), "utf-8")
    assert status(folder, "Read.") is TextStatus.UNREVIEWED


def test_the_source_language_is_approved_without_a_catalog(tmp_path: Path) -> None:
    """English texts are approved as they stand in the content."""
    folder = workspace(tmp_path)
    done = approved(folder, Choice("d"), "en-R1", LANGUAGES["en"])
    assert [path.relative_to(folder).as_posix() for path in done.files] == ["en/approvals.toml"]
    assert len(done.messages) == len(FOUND["d"])
    assert status(folder, "Nowhere.", "en") is TextStatus.APPROVED


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (Choice(), 10),
        (Choice("e"), 1),
        (Choice(msgctxt="d.law"), 1),
        (Choice(msgid="Draft."), 2),
        (Choice("d", "d.a", "Draft."), 1),
        (Choice("e", "d.a"), 0),
    ],
)
def test_a_choice_takes_what_it_names(choice: Choice, wanted: int) -> None:
    """All of a catalog, a section, or one text; what is not said may be anything."""
    assert sum(choice.has(m) for of_domain in FOUND.values() for m in of_domain) == wanted


def test_a_choice_that_takes_nothing_is_an_error() -> None:
    """A mistyped document does not pass for one that has nothing to approve."""
    (error,) = caught(lambda: chosen(FOUND, Choice("no-such-document")))
    assert isinstance(error, CatalogError) and "catalogs are d, e" in error.hint


# Void, because something changed


def void(folder: Path, name: str, old: str, new: str) -> None:
    """Change a text of a catalog by hand."""
    path = folder / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


AUTHORITY = Message("d", "d.law", "Law.", Location("content/documents/d.md", 9), legal=True, authority=True)


def with_thai(root: Path) -> Path:
    """Return a folder in which the Khmer text of a law stands beside the Thai one, and was approved by two."""
    folder = workspace(root)
    home = folder / "th" / "LC_MESSAGES"
    home.mkdir(parents=True)
    (home / "d.po").write_bytes(po("th", entry("d.law", "Law.", "กฎหมาย"), entry("d.a", "Read.", "อ่าน")))
    for by in ("km-R1", "km-R2"):
        write(approve(folder, KM, [AUTHORITY, FOUND["d"][2]], by, ON, read(folder)))
    return folder


def test_another_text_of_the_authority_voids_both_codes_of_a_legal_text(tmp_path: Path) -> None:
    """Where the Thai text counts, a new one takes both approvals away; where it does not, none."""
    folder = with_thai(tmp_path)
    assert text_status(AUTHORITY, "km", read(folder)) is TextStatus.APPROVED
    void(folder, "th/LC_MESSAGES/d.po", "กฎหมาย", "กฎหมายใหม่")
    void(folder, "th/LC_MESSAGES/d.po", "อ่าน", "อ่านแล้ว")
    known = read(folder)
    assert (text_status(AUTHORITY, "km", known), known.codes(AUTHORITY, "km")) == (TextStatus.UNREVIEWED, frozenset())
    assert status(folder, "Read.") is TextStatus.APPROVED
    write(approve(folder, KM, [AUTHORITY], "km-R1", ON, known))
    assert text_status(AUTHORITY, "km", read(folder)) is TextStatus.ONE_CODE


def test_an_approval_comes_back_with_the_words_that_it_was_given_for(tmp_path: Path) -> None:
    """Who takes a change back, on either side, has the approval again: it was of these words."""
    folder = with_thai(tmp_path)
    for name, old, new in (
        ("th/LC_MESSAGES/d.po", "กฎหมาย", "กฎหมายใหม่"),
        ("km/LC_MESSAGES/d.po", "ច្បាប់", "ច្បាប់ថ្មី"),
    ):
        void(folder, name, old, new)
        assert text_status(AUTHORITY, "km", read(folder)) is TextStatus.UNREVIEWED
        void(folder, name, new, old)
        assert text_status(AUTHORITY, "km", read(folder)) is TextStatus.APPROVED


def test_other_words_of_the_source_have_no_approval(tmp_path: Path) -> None:
    """A changed English text is another message: what was approved for the former words does not reach it."""
    folder = with_thai(tmp_path)
    before = read(folder)
    void(folder, "km/LC_MESSAGES/d.po", 'msgid "Law."', 'msgid "A new law."')
    void(folder, "th/LC_MESSAGES/d.po", 'msgid "Law."', 'msgid "A new law."')
    changed_source = replace(AUTHORITY, msgid="A new law.")
    after = read(folder)
    assert after.text(changed_source, "km") == before.text(AUTHORITY, "km")
    assert text_status(changed_source, "km", after) is TextStatus.UNREVIEWED


# Revoking


def revoked(folder: Path, *messages: Message, by: str = "km-R9", reason: str = "the word is wrong") -> Approved:
    """Revoke, and write what that gives."""
    done = revoke(folder, KM, messages, by, ON, reason, read(folder))
    write(done)
    return done


def test_a_revoked_text_is_unapproved_until_it_is_approved_again(tmp_path: Path) -> None:
    """All codes of it are void, the catalog and the other texts stay, and the file only grows."""
    folder = workspace(tmp_path)
    approved(folder, Choice("d"))
    approved(folder, Choice("d", "d.law"), "km-R2")
    catalog_before, before = (folder / "km/LC_MESSAGES/d.po").read_bytes(), (folder / "km/approvals.toml").read_bytes()
    law, read_message = FOUND["d"][3], FOUND["d"][2]
    done = revoked(folder, law)
    assert done.messages == (law,)
    assert (folder / "km/approvals.toml").read_bytes().startswith(before)
    assert (folder / "km/LC_MESSAGES/d.po").read_bytes() == catalog_before
    assert (status(folder, law.msgid), status(folder, read_message.msgid)) == (
        TextStatus.UNREVIEWED,
        TextStatus.APPROVED,
    )
    for by, wanted in (("km-R1", TextStatus.ONE_CODE), ("km-R2", TextStatus.APPROVED)):
        approved(folder, Choice("d", "d.law"), by)
        assert status(folder, "Law.") is wanted


def test_only_what_is_approved_is_revoked(tmp_path: Path) -> None:
    """A choice revokes the approved texts in it; where there is none, that is an error and nothing is written."""
    folder = workspace(tmp_path)
    approved(folder, Choice(msgid="Read."))
    assert [m.msgid for m in revoked(folder, *FOUND["d"]).messages] == ["Read."]
    before = (folder / "km/approvals.toml").read_bytes()
    (error,) = caught(lambda: revoked(folder, *FOUND["d"]))
    assert str(error) == "none of these texts is approved"
    assert (folder / "km/approvals.toml").read_bytes() == before


@pytest.mark.parametrize(("by", "reason"), [("Sokha Chan", "x"), ("km-R1", "says sokha@example.org"), ("km-R1", " ")])
def test_a_revocation_keeps_no_name(by: str, reason: str, tmp_path: Path) -> None:
    """A name, an e-mail address in the reason, or no reason is refused, and not repeated."""
    folder = workspace(tmp_path)
    approved(folder, Choice(msgid="Read."))
    before = (folder / "km/approvals.toml").read_bytes()
    (error,) = caught(lambda: revoked(folder, *FOUND["d"], by=by, reason=reason))
    assert "okha" not in f"{error} {error.hint}"
    assert (folder / "km/approvals.toml").read_bytes() == before


# Adopting


def test_only_our_own_words_are_adopted(tmp_path: Path) -> None:
    """The publisher adopts what was composed, once; other texts need no adoption, and no catalog changes."""
    folder = workspace(tmp_path)
    english = LANGUAGES["en"]
    done = adopt(folder, english, Choice("d"), "DATIP-R1", ON, FOUND, Approvals())
    write(done)
    assert [m.msgid for m in done.messages] == ["Ours."]
    known = read_approvals(folder / "en" / "approvals.toml", folder)
    assert len(known.adopted) == 1 and known.codes == {}
    assert adopt(folder, english, Choice("d"), "DATIP-R2", ON, FOUND, known).files == {}
    assert adopt(folder, english, Choice("e"), "DATIP-R1", ON, FOUND, Approvals()).files == {}
    assert caught(lambda: adopt(folder, english, Choice(), "Somchai", ON, FOUND, Approvals()))


# Drafts


Texts = dict[tuple[str, str], tuple[str, ...]]


def drafted(*entries: str, texts: Texts) -> tuple[bytes, bytes, Sequence[tuple[str, str]]]:
    """Return a catalog before and after drafts are entered, and what was entered."""
    before = po("km", *entries)
    after, entered = enter_drafts(parse_catalog(before, "km.po"), before, texts)
    return before, after, entered


A = ("d.a", "A.")


def test_a_draft_is_entered_as_what_it_is() -> None:
    """A machine's text comes in fuzzy, with its remark, where there was none."""
    before, after, entered = drafted(entry(*A), texts={A: ("ក",)})
    assert entered == (A,)
    assert changed(before, after) == ["+ # machine draft", "+ #, fuzzy", '- msgstr ""', '+ msgstr "ក"']


@pytest.mark.parametrize(
    "held",
    [
        entry(*A, "ខ"),
        entry(*A, "ខ", draft="fuzzy"),
        entry(*A, "ខ", above="# machine draft\n"),
        entry(*A, "ខ", above='#, fuzzy\n#| msgid "Old."\n'),
        entry(*A, "ខ", above="# not a machine draft\n#, fuzzy\n"),
    ],
    ids=["read", "fuzzy", "flag cleared by hand", "stale", "other remark"],
)
def test_a_draft_never_replaces_what_a_person_wrote(held: str) -> None:
    """Whether it is approved, doubtful or out of date: a person's text stays, byte for byte."""
    before, after, entered = drafted(held, texts={A: ("ក",)})
    assert (after, entered) == (before, ())


def test_a_draft_replaces_a_draft() -> None:
    """A better machine's text takes the place of one that nobody has read, also of a stale one."""
    for held in (entry(*A, "ខ", draft="machine"), entry(*A, "ខ", above='# machine draft\n#, fuzzy\n#| msgid "Old."\n')):
        _, after, entered = drafted(held, texts={A: ("ក",)})
        found_entry = parse_catalog(after, "km.po").entries[A]
        assert entered == (A,)
        assert (found_entry.msgstr, found_entry.machine_draft, found_entry.stale) == (("ក",), True, False)


def test_a_draft_never_enters_where_an_official_text_belongs() -> None:
    """Also when somebody has emptied it: the publisher's text is missing there, and a machine's is none."""
    before = po("km", entry(*A))
    after, entered = enter_drafts(parse_catalog(before, "km.po"), before, {A: ("ក",)}, locked=[A])
    assert (after, entered) == (before, ())


def test_half_a_plural_by_a_person_is_a_persons() -> None:
    """A plural of which a person wrote one form is not filled by a machine."""
    german = new_catalog(Language("de", "Deutsch", "German", "Latn", ()), "d", "")
    before = german + b"\n" + entry("d.a", "{n} day", "", "{n} Tage", plural="{n} days").encode()
    after, entered = enter_drafts(parse_catalog(before, "x.po"), before, {("d.a", "{n} day"): ("{n} Tag", "{n} Tage")})
    assert (after, entered) == (before, ())


def test_a_draft_of_approved_words_is_a_draft(tmp_path: Path) -> None:
    """A machine that happens to write the very words a reviewer once approved has still not been read."""
    folder = workspace(tmp_path)
    approved(folder, Choice(msgid="Read."))
    path = folder / "km" / "LC_MESSAGES" / "d.po"
    path.write_text(path.read_text("utf-8").replace('msgstr "បានអាន"', 'msgstr ""'), "utf-8")
    assert status(folder, "Read.") is TextStatus.UNTRANSLATED
    data, entered = enter_drafts(read(folder).catalogs["km"]["d"], path.read_bytes(), {("d.a", "Read."): ("បានអាន",)})
    path.write_bytes(data)
    assert entered == (("d.a", "Read."),)
    assert status(folder, "Read.") is TextStatus.DRAFT
    approved(folder, Choice(msgid="Read."), "km-R3")
    assert status(folder, "Read.") is TextStatus.APPROVED


@pytest.mark.parametrize("texts", [{("d.a", "Unknown."): ("ក",)}, {}], ids=["unknown", "none"])
def test_what_nobody_asked_for_is_not_entered(texts: Texts) -> None:
    """A draft for a message that the catalog has not is left out, and told by its absence."""
    before, after, entered = drafted(entry(*A), texts=texts)
    assert (after, entered) == (before, ())


@pytest.mark.parametrize("msgstr", [("ក", "ខ"), (), ("ក\x07",)], ids=["forms", "none", "control character"])
def test_a_draft_that_no_page_can_print_is_refused(msgstr: tuple[str, ...]) -> None:
    """The wrong number of forms, or a character that nobody can print, is an error at the entry."""
    (error,) = caught(lambda: drafted(entry(*A), texts={A: msgstr}))
    assert str(error).startswith("km.po:")


# Checking and updating


def test_checking_tells_every_fault_and_every_warning(tmp_path: Path) -> None:
    """Drafts are checked too, stale and missing texts are not; words to be looked at are told apart."""
    folder = workspace(tmp_path)
    terms = [Term("law", "law", {"km": ("វិធាន",)}, {}, "", Location("content/glossary.toml", 2))]
    report = check(KM, FOUND, read(folder), terms)
    (error,) = report.errors
    assert error.message.startswith("msgstr has not the placeholders of msgid “Faulty {x}.”")
    assert {warning.check for warning in report.warnings} == {"end-mark", "glossary"}
    (warning,) = check(KM, FOUND, read(folder), terms, ["glossary", "numbers"]).warnings
    assert warning.message == "“law” is agreed to be “វិធាន”; msgstr has none of them"


def test_the_source_is_checked_by_itself(tmp_path: Path) -> None:
    """A slip in the content is told at its place there, once, and keeps the source from being approved."""
    folder = workspace(tmp_path)
    slips = {"d": [message("Words."), message("The l\u0430w.")]}
    report = check(LANGUAGES["en"], slips, read(folder), [])
    assert [str(error) for error in report.errors] == [
        "content/documents/d.md:3: “l\u0430w” has Cyrillic and Latin letters in one word"
    ]
    done = approve(folder, LANGUAGES["en"], chosen(slips, Choice()), "en-R1", ON, read(folder))
    assert [m.msgid for m in done.messages] == ["Words."]
    assert ["has faults: “l\u0430w” has Cyrillic" in str(error) for error in done.refused] == [True]


@pytest.mark.parametrize(
    ("msgstr", "refused"),
    [("สถานคุ้มครอง", True), ("ចាស់\u202e", True), ("ចាស់ចាស់", False), ("ព្រាង.", False)],
    ids=["another script", "turned direction", "only a warning", "another mark"],
)
def test_an_error_of_any_check_keeps_a_text_from_being_approved(msgstr: str, refused: bool, tmp_path: Path) -> None:
    """Not only what would stop a page: a text in another script is refused too; a warning leaves it to the reviewer."""
    folder = workspace(tmp_path)
    path = folder / "km" / "LC_MESSAGES" / "d.po"
    path.write_text(path.read_text("utf-8").replace('msgstr "បានអាន"', f'msgstr "{msgstr}"'), "utf-8")
    done = approve(folder, KM, chosen(FOUND, Choice(msgid="Read.")), "km-R1", ON, read(folder))
    assert (len(done.messages), len(done.refused)) == ((0, 1) if refused else (1, 0))


def test_updating_brings_each_catalog_what_the_source_says(tmp_path: Path) -> None:
    """A new language gets catalogs, translators are told values and Thai words, a second update is no change."""
    content = make_folder(tmp_path, "Pay {fund.cost}.\n", fact("fund.cost", "count", "number = 3")).read()
    folder = tmp_path / "translations"
    messages: dict[str, list[Message]] = {}
    for m in found(content):
        messages.setdefault(m.domain, []).append(m)
    thai = translations({"th": {"d": catalog("th", entry("d", "Pay {fund.cost}.", "จ่าย {fund.cost}"))}})
    first = {one.path: one.result.data for one in update(folder, tmp_path, [KM], messages, content, thai)}
    home = folder / "km" / "LC_MESSAGES"
    assert set(first) == {home / "d.po", home / "shared.po"}
    text = first[home / "d.po"].decode()
    assert "#. {fund.cost}: 3\n#. th: จ่าย {fund.cost}\n#: content/documents/d.md:13\n" in text
    write(Approved(first, (), ()))
    again = update(folder, tmp_path, [KM], messages, content, thai)
    assert [one.result.data for one in again] == [one.before for one in again]
    pots = pot_files(folder, messages, content, thai)
    assert {path.name for path in pots} == {"d.pot", "shared.pot"}
    assert "th: " not in pots[folder / "pot" / "d.pot"].decode()
