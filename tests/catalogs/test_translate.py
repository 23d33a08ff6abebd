"""Translating a document: each text in the reader's words, or marked in the source's, and how far it may be trusted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docgen.catalogs.approvals import Approvals
from docgen.catalogs.pot import new_catalog
from docgen.catalogs.store import parse_catalog
from docgen.catalogs.translate import Translations, read_translations, text_status, translate
from docgen.content.reader import Content
from docgen.errors import CatalogError, Location
from docgen.languages import Language
from docgen.tree import Message, Origin, Say, Text, TextStatus, plain, walk
from tests.trees import (
    AIDS,
    LANGUAGES,
    catalog,
    caught,
    entry,
    fact,
    found,
    make_folder,
    po,
    resolved,
    translated,
    translations,
)

MESSAGE = Message("d", "d.a", "Call {x}.", Location("content/documents/d.md", 3))
PREVIOUS = '#| msgid "Call."\n'
KHMER = "ទូរស័ព្ទ {x}"


def status(message: Message, *entries: str, approved_by: tuple[str, ...] = (), tag: str = "km") -> TextStatus:
    """Return how far a text may be trusted, with some entries and reviewers."""
    known = translations({tag: {"d": catalog(tag, *entries)}})
    approvals = {tag: Approvals({known.digest(message, tag): frozenset(approved_by)})}
    return text_status(message, tag, replace(known, approvals=approvals))


LEGAL = replace(MESSAGE, legal=True)
TEXT = entry("d.a", MESSAGE.msgid, KHMER)


@pytest.mark.parametrize(
    ("message", "entries", "by", "wanted"),
    [
        (MESSAGE, (), (), TextStatus.UNTRANSLATED),
        (MESSAGE, (entry("d.a", MESSAGE.msgid),), (), TextStatus.UNTRANSLATED),
        (MESSAGE, (entry("d.b", MESSAGE.msgid, KHMER),), (), TextStatus.UNTRANSLATED),
        (MESSAGE, (entry("d.a", MESSAGE.msgid, KHMER, draft="machine"),), (), TextStatus.DRAFT),
        (MESSAGE, (entry("d.a", MESSAGE.msgid, KHMER, draft="fuzzy"),), (), TextStatus.DRAFT),
        (MESSAGE, (entry("d.a", MESSAGE.msgid, KHMER, draft="machine"),), ("a-R1", "a-R2"), TextStatus.DRAFT),
        (MESSAGE, (TEXT,), (), TextStatus.UNREVIEWED),
        (MESSAGE, (TEXT,), ("a-R1",), TextStatus.APPROVED),
        (LEGAL, (TEXT,), ("a-R1",), TextStatus.ONE_CODE),
        (LEGAL, (TEXT,), ("a-R1", "a-R2"), TextStatus.APPROVED),
    ],
)
def test_a_text_is_trusted_as_far_as_reviewers_answer_for_it(
    message: Message, entries: tuple[str, ...], by: tuple[str, ...], wanted: TextStatus
) -> None:
    """Missing, a draft, unread, with one code, approved: a draft is a draft whoever once approved the same words."""
    assert status(message, *entries, approved_by=by) is wanted


def test_a_translation_of_other_words_is_stale() -> None:
    """A text whose source has changed since is never taken for its translation; one that only moved is a draft."""
    stale = entry("d.a", MESSAGE.msgid, KHMER, above="#, fuzzy\n" + PREVIOUS)
    moved = entry("d.a", MESSAGE.msgid, KHMER, above='#, fuzzy\n#| msgctxt "d.b"\n#| msgid "Call {x}."\n')
    assert status(MESSAGE, stale, approved_by=("a-R1",)) is TextStatus.STALE
    assert status(MESSAGE, moved, approved_by=("a-R1",)) is TextStatus.DRAFT


def test_a_plural_is_translated_when_all_its_forms_are() -> None:
    """One empty form is a text that is not translated."""
    message = replace(MESSAGE, msgid="{n} day", msgid_plural="{n} days")
    assert status(message, entry("d.a", "{n} day", "{n} ថ្ងៃ", plural="{n} days")) is TextStatus.UNREVIEWED
    german = Language("de", "Deutsch", "German", "Latn", ())
    for forms, wanted in ((("{n} Tag", "{n} Tage"), TextStatus.UNREVIEWED), (("{n} Tag", ""), TextStatus.UNTRANSLATED)):
        data = new_catalog(german, "d", "") + entry("d.a", "{n} day", *forms, plural="{n} days").encode()
        assert text_status(message, "de", translations({"de": {"d": parse_catalog(data, "de.po")}})) is wanted


def test_the_source_has_approvals_too() -> None:
    """English is approved like any language; the publisher's own verbatim text needs nobody."""
    known = translations()
    assert text_status(MESSAGE, "en", known) is TextStatus.UNREVIEWED
    assert text_status(replace(MESSAGE, origin=Origin.OFFICIAL), "en", known) is TextStatus.OFFICIAL
    approvals = {"en": Approvals({known.digest(MESSAGE, "en"): frozenset({"en-R1"})})}
    assert text_status(MESSAGE, "en", replace(known, approvals=approvals)) is TextStatus.APPROVED
    assert text_status(replace(MESSAGE, origin=Origin.OFFICIAL), "km", known) is TextStatus.UNTRANSLATED


BLOCK = replace(MESSAGE, legal=True, authority=True)


def test_a_new_thai_text_voids_the_other_languages_where_it_counts() -> None:
    """An approval of a legal block is of its Thai text too: when that changes, the others are asked again."""

    def known(thai: str) -> Translations:
        return translations(
            {"th": {"d": catalog("th", entry("d.a", MESSAGE.msgid, thai))}, "km": {"d": catalog("km", TEXT)}}
        )

    def trusted(message: Message, tag: str, before: str, after: str) -> TextStatus:
        codes = {known(before).digest(message, tag): frozenset({"a-R1", "a-R2"})}
        return text_status(message, tag, replace(known(after), approvals={tag: Approvals(codes)}))

    assert trusted(BLOCK, "km", "โทร {x}", "โทร {x}") is TextStatus.APPROVED
    assert trusted(BLOCK, "km", "โทร {x}", "โทร\u200b {x}") is TextStatus.APPROVED
    assert trusted(BLOCK, "km", "โทร {x}", "เรียก {x}") is TextStatus.UNREVIEWED
    assert trusted(BLOCK, "km", "", "โทร {x}") is TextStatus.UNREVIEWED
    assert trusted(BLOCK, "en", "โทร {x}", "เรียก {x}") is TextStatus.APPROVED
    assert trusted(MESSAGE, "km", "โทร {x}", "เรียก {x}") is TextStatus.APPROVED


# Documents


PAY = "Pay **{fund.cost}**."
BODY = "Call {call.social_assistance}.\n\nPay **{fund.cost}**.\n\n:::{say} th\nHelp me.\n:::\n"
FACTS = fact("fund.cost", "money", "amount = 3", 'currency = "THB"')


def content(root: Path) -> Content:
    """Return content with a document."""
    return make_folder(root, BODY, FACTS).read()


def page(read: Content, known: Translations, tag: str = "km") -> dict[str, Text]:
    """Return the texts of the translated document by their msgids."""
    document = translate(resolved(read), known, LANGUAGES[tag], AIDS)
    assert document.language == tag
    return {node.message.msgid: node for node in walk(document.blocks) if isinstance(node, Text)}


def with_entry(read: Content, msgid: str, made: str) -> Translations:
    """Return complete translations in which the Khmer entry of one message is another."""
    known = translated(found(read), ["th", "km"])
    rest = [
        entry(e.msgctxt, e.msgid, *e.msgstr) for e in known.catalogs["km"]["d"].entries.values() if e.msgid != msgid
    ]
    return replace(known, catalogs={**known.catalogs, "km": {**known.catalogs["km"], "d": catalog("km", *rest, made)}})


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (entry("d", PAY), TextStatus.UNTRANSLATED),
        (
            entry("d", PAY, "បង់**{fund.cost}**", above='#, fuzzy\n#| msgid "Pay."\n'),
            TextStatus.STALE,
        ),
        (entry("d", PAY, "បង់ ១០ **", above='#, fuzzy\n#| msgid "Pay."\n'), TextStatus.STALE),
    ],
    ids=["missing", "stale", "stale and faulty"],
)
def test_what_is_missing_or_stale_stands_in_the_source_language(made: str, wanted: TextStatus, tmp_path: Path) -> None:
    """The reader gets the source's words, marked as such; a stale translation is never printed."""
    read = content(tmp_path)
    text = page(read, with_entry(read, PAY, made))[PAY]
    assert (text.language, text.status, plain(text.children)) == ("en", wanted, "Pay .")


def test_a_draft_is_printed_as_what_it_is(tmp_path: Path) -> None:
    """A machine's draft is shown, in its language, with its status."""
    read = content(tmp_path)
    made = entry("d", PAY, "បង់**{fund.cost}**", draft="machine")
    text = page(read, with_entry(read, PAY, made))[PAY]
    assert (text.language, text.status, plain(text.children)) == ("km", TextStatus.DRAFT, "បង់")


def test_a_document_speaks_the_languages_that_its_texts_ask_for(tmp_path: Path) -> None:
    """A sentence to say is in its own language, and the words that values need come in each language spoken."""
    read = content(tmp_path)
    document = translate(resolved(read), translated(found(read), LANGUAGES), LANGUAGES["km"], AIDS)
    (say,) = (node for node in walk(document) if isinstance(node, Say))
    assert (say.spoken.language, say.meaning.language) == ("th", "km")
    assert {tag for name, tag, _ in document.words if name == "format.money.THB"} == {"km", "en", "th"}
    assert {text.language for name, tag, text in document.words if tag == "km"} == {"km"}


MARKUP = f"msgstr has not the markup of msgid “{PAY}”: it lacks **{{fund.cost}}** and has in excess"
PLACEHOLDERS = f"msgstr has not the placeholders of msgid “{PAY}”"


@pytest.mark.parametrize(
    ("msgstr", "said"),
    [
        ("បង់", f"{MARKUP} none"),
        ("បង់**{fund.costs}**", f"{PLACEHOLDERS}: it lacks {{fund.cost}} and has in excess {{fund.costs}}"),
        ("បង់**{fund.cost}", "msgstr: ** has no partner"),
        ("បង់**{fund.cost}** ១០", f"msgstr types the number 10, which msgid “{PAY}” does not have"),
    ],
)
@pytest.mark.parametrize("draft", ["", "machine"])
def test_a_faulty_translation_never_reaches_a_page(msgstr: str, said: str, draft: str, tmp_path: Path) -> None:
    """Broken markup, a lost placeholder, a typed number: an error at the entry's line, drafts included."""
    read = content(tmp_path)
    known = with_entry(read, PAY, entry("d", PAY, msgstr, draft=draft))
    (error,) = caught(lambda: page(read, known))
    assert isinstance(error, CatalogError)
    place = known.catalogs["km"]["d"].entries["d", PAY].location
    assert place.line > 10
    assert str(error) == f"km.po:{place.line}: {said}"


def test_all_faulty_translations_are_told_at_once(tmp_path: Path) -> None:
    """One run shows every fault of every catalog that the document needs, each once, in the order of the files."""
    read = content(tmp_path)
    texts = {
        PAY: "**",
        "Call {call.social_assistance}.": "១",
        "{n} baht": "{n} 5",
        "Khmer": "ខ្មែរ 1",
    }
    known = translated(found(read), ["km", "th"], lambda tag, text: texts.get(text, text))
    errors = caught(lambda: page(read, known))
    assert {(str(error.location).split(":")[0], error.message.split(",")[0].split(" of ")[0]) for error in errors} == {
        ("km.po", "msgstr: ** has no partner"),
        ("km.po", "msgstr has not the placeholders"),
        ("km.po", "msgstr types the number 1"),
        ("km.po", "msgstr types the number 5"),
        ("th.po", "msgstr types the number 1"),
        ("th.po", "msgstr types the number 5"),
    }
    assert len(set(map(str, errors))) == len(errors) == 7
    places = [error.location for error in errors if error.location]
    assert places == sorted(places)


def test_a_faulty_translation_of_another_document_stops_nothing(tmp_path: Path) -> None:
    """Only what a page would show is asked to be right."""
    read = content(tmp_path)
    known = translated(found(read), ["km", "th"])
    other = catalog("km", entry("e", "Words.", "**"))
    page(read, replace(known, catalogs={**known.catalogs, "km": {**known.catalogs["km"], "e": other}}))


# Files


def folder(root: Path, files: dict[str, bytes]) -> Path:
    """Return a translations folder with some files."""
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def test_catalogs_are_read_from_the_folders_of_their_languages(tmp_path: Path) -> None:
    """zh-Hant's catalogs are in zh_Hant, and a language without any is no error."""
    data = po("zh-Hant", entry("d.a", "Words.", "字"))
    known = read_translations(folder(tmp_path, {"zh_Hant/LC_MESSAGES/d.po": data}), tmp_path, LANGUAGES, "en", "th")
    assert list(known.catalogs) == ["zh-Hant"]
    found_entry = known.entry(replace(MESSAGE, msgid="Words."), "zh-Hant")
    assert found_entry is not None and found_entry.msgstr == ("字",)
    assert known.entry(replace(MESSAGE, msgid="Words."), "km") is None


def test_all_broken_files_are_told_at_once(tmp_path: Path) -> None:
    """A catalog in the wrong folder, one that is no PO file, and broken approvals: all in one run."""
    files = {
        "km/LC_MESSAGES/d.po": po("lo"),
        "lo/LC_MESSAGES/d.po": b'msgid "a"\nmsgstr "b"\n',
        "th/approvals.toml": b"[[approval]]\n",
    }
    errors = caught(lambda: read_translations(folder(tmp_path, files), tmp_path, LANGUAGES, "en", "th"))
    assert [str(error) for error in errors] == [
        "km/LC_MESSAGES/d.po:1: the header says Language: lo, the folder says km",
        "lo/LC_MESSAGES/d.po:1: the file has no header",
        "th/approvals.toml:1: an entry has no digest",
    ]
