"""A catalog brought up to date with its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.catalogs.memory import Memory
from docgen.catalogs.merge import MergeResult, merge, merged, plan
from docgen.catalogs.message import Entry, Message, Previous
from docgen.catalogs.pot import new_catalog, pot_bytes
from docgen.catalogs.store import Catalog, parse_catalog, set_translation
from docgen.errors import CatalogError, Location, WorkspaceError
from docgen.languages import Language

DATA = Path(__file__).parent / "data"
FILES = [path.stem for path in sorted(DATA.glob("*.po"))]
KHMER = Language("km", "ខ្មែរ", "Khmer", "Khmr", ("Noto Sans Khmer",))
ENGLISH = Language("en", "English", "English", "Latn", ("Noto Sans",))

STAY = Message("card", "card.stay", "You may stay here for 30 days.", locations=(Location("content/card.md", 3),))
HELP = Message("card", "card.help", "Call {hotline} for help.", comments=("{hotline} = 1300",), brace_format=True)
FREE = Message("card", "card.help", "The interpreter is free.", locations=(Location("content/card.md", 9),))
DAYS = Message("card", "facts", "{n} day", "{n} days", brace_format=True)
CARD = (STAY, HELP, FREE, DAYS)
WORDS = {
    STAY.key: ("អ្នកអាចស្នាក់នៅទីនេះបាន 30 ថ្ងៃ។",),
    HELP.key: ("សូមហៅ {hotline} ដើម្បីសុំជំនួយ។",),
    FREE.key: ("អ្នកបកប្រែមិនគិតថ្លៃទេ។",),
    DAYS.key: ("{n} ថ្ងៃ",),
}


def _translated() -> bytes:
    """Return a Khmer catalog of the card, every text translated and vouched for."""
    data = merge(new_catalog(KHMER, "card", "DATIP"), CARD).data
    for key, msgstr in WORDS.items():
        data = set_translation(data, key, msgstr)
    return data


def _read(result: MergeResult) -> Catalog:
    return parse_catalog(result.data, "card.po")


def _message(entry: Entry) -> Message:
    """Return the message that an entry translates."""
    brace = "python-brace-format" in entry.flags
    named = (entry.domain, entry.msgctxt, entry.msgid, entry.msgid_plural, entry.comments, entry.locations)
    return Message(*named, brace_format=brace)


def _with(*messages: Message) -> bytes:
    return merge(_translated(), messages).data


# New catalogs and POTs


def test_a_new_catalog_has_an_empty_entry_for_each_message(msgfmt: Callable[[bytes], str]) -> None:
    """A language starts with the whole list, in the order of the source, in a file that gettext has no word against."""
    result = merge(new_catalog(KHMER, "card", "DATIP"), CARD)
    assert result.added == tuple(_read(result).entries) == tuple(message.key for message in CARD)
    assert [entry.msgstr for entry in _read(result).entries.values()] == [("",)] * 4
    assert msgfmt(result.data) == ""


def test_a_new_catalog_tells_no_date_and_no_name() -> None:
    """Two people who start a language on two days get the same file, which names neither of them."""
    assert new_catalog(KHMER, "card", "DATIP\nThailand").decode().split("\n")[2:] == [
        '"Project-Id-Version: card\\n"',
        '"PO-Revision-Date: \\n"',
        '"Last-Translator: \\n"',
        '"Language-Team: DATIP Thailand\\n"',
        '"Language: km\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        '"Plural-Forms: nplurals=1; plural=(0);\\n"',
        "",
    ]


@pytest.mark.parametrize(("tag", "count"), [("my", 1), ("shn", 1), ("zh-Hant", 1), ("en", 2), ("ar", 6)])
def test_plural_forms_are_those_of_cldr(tag: str, count: int, msgfmt: Callable[[bytes], str]) -> None:
    """Each language gets as many plural forms as it has: Burmese does not get the two of English."""
    result = merge(new_catalog(replace(ENGLISH, tag=tag), "card", "DATIP"), CARD)
    assert len(_read(result).entries[DAYS.key].msgstr) == count
    assert _read(result).language == tag
    assert msgfmt(result.data) == ""


def test_a_language_may_set_its_own_plural_forms() -> None:
    """A language that CLDR does not know is asked for its rule, and the rule is used."""
    mon = replace(KHMER, tag="mnw")
    with pytest.raises(WorkspaceError, match="CLDR has no plural rule for mnw"):
        new_catalog(mon, "card", "DATIP")
    assert (
        parse_catalog(new_catalog(replace(mon, plural_forms="nplurals=3; plural=n%3;"), "card", "DATIP"), "").nplurals
        == 3
    )


def test_a_pot_lists_the_messages_untranslated(tmp_path: Path) -> None:
    """Poedit and Weblate find every text, comment and place in the POT."""
    path = tmp_path / "card.pot"
    path.write_bytes(pot_bytes("card", CARD))
    pot = polib.pofile(str(path))
    assert [(e.msgctxt, e.msgid, e.msgid_plural, e.comment, e.occurrences, e.flags) for e in pot] == [
        ("card.stay", STAY.msgid, "", "", [("content/card.md", "3")], []),
        ("card.help", HELP.msgid, "", "{hotline} = 1300", [], ["python-brace-format"]),
        ("card.help", FREE.msgid, "", "", [("content/card.md", "9")], []),
        ("facts", "{n} day", "{n} days", "", [], ["python-brace-format"]),
    ]
    assert not any(e.msgstr or any(e.msgstr_plural.values()) for e in pot)


def test_gettext_has_no_word_against_a_pot(msgfmt: Callable[[bytes], str]) -> None:
    """The POT passes msgfmt's check, but for the language it cannot have."""
    complaints = msgfmt(pot_bytes("card", CARD)).splitlines()
    assert [line for line in complaints if "'Language'" not in line] == []


def test_a_message_twice_is_named_with_its_place() -> None:
    """A text that stands twice in a section cannot be translated twice, and its author is told where."""
    twin = replace(STAY, msgid_plural="Others", locations=(Location("content/card.md", 30),))
    with pytest.raises(
        CatalogError, match=r"content/card\.md:30: 'You may stay here for 30 days\.' is in 'card\.stay' twice"
    ):
        pot_bytes("card", [*CARD, twin])


# What becomes of a translation


@pytest.mark.parametrize("name", FILES)
def test_a_merge_without_news_gives_the_file_back(name: str) -> None:
    """A catalog that has what the source asks keeps every byte, whichever program wrote it."""
    data = (DATA / f"{name}.po").read_bytes()
    messages = [_message(entry) for entry in parse_catalog(data, "").entries.values()]
    result = merge(data, messages)
    assert result.data == data
    assert result.unchanged == tuple(message.key for message in messages)


def test_a_new_message_stands_where_the_source_has_it() -> None:
    """A translator meets a new text between the texts it is read with."""
    new = Message("card", "card.help", "You may bring a friend.")
    first = Message("card", "card.top", "Keep this card.")
    result = merge(_translated(), (first, STAY, HELP, new, FREE, DAYS))
    assert list(_read(result).entries) == [first.key, STAY.key, HELP.key, new.key, FREE.key, DAYS.key]
    assert result.added == (first.key, new.key)


def test_changed_words_keep_the_translation_as_a_stale_one(msgfmt: Callable[[bytes], str]) -> None:
    """When 30 days become 45, the old translation is kept for the translator with its old words, and is not printed."""
    changed = replace(STAY, msgid="You may stay here for 45 days.")
    result = merge(_translated(), (changed, HELP, FREE, DAYS))
    entry = _read(result).entries[changed.key]
    assert (entry.msgstr, entry.previous, entry.stale) == (WORDS[STAY.key], Previous("", STAY.msgid, ""), True)
    assert (result.changed, result.obsoleted, len(result.unchanged)) == ((changed.key,), (), 3)
    assert msgfmt(result.data) == ""


def test_words_changed_twice_keep_the_words_of_the_translation() -> None:
    """The previous words are those that the translation was made for, not those nobody ever translated."""
    twice = replace(STAY, msgid="You may stay here for 60 days.")
    data = merge(_with(replace(STAY, msgid="You may stay here for 45 days."), *CARD[1:]), (twice, *CARD[1:])).data
    assert parse_catalog(data, "").entries[twice.key].previous == Previous("", STAY.msgid, "")


def test_words_that_come_back_are_not_stale_but_ask_for_a_look() -> None:
    """A change taken back leaves the translation that fits, fuzzy until someone has looked at it."""
    data = merge(_with(replace(STAY, msgid="You may stay here for 45 days."), *CARD[1:]), CARD).data
    entry = parse_catalog(data, "").entries[STAY.key]
    assert (entry.msgstr, entry.fuzzy, entry.previous) == (WORDS[STAY.key], True, None)


def test_other_words_do_not_inherit_a_translation() -> None:
    """A text that says something else starts empty; the old one is kept as obsolete."""
    other = replace(STAY, msgid="Breakfast is at seven in the big room.")
    result = merge(_translated(), (other, *CARD[1:]))
    assert _read(result).entries[other.key].msgstr == ("",)
    assert _read(result).obsolete[STAY.key].msgstr == WORDS[STAY.key]
    assert (result.added, result.obsoleted) == ((other.key,), (STAY.key,))


def test_the_most_similar_words_inherit() -> None:
    """Of several texts that could be the new one, the nearest gives its translation, and each gives it once."""
    texts = [f"Room {n}: the key is with the staff on floor {n}." for n in range(10, 40)]
    messages = [Message("card", "rooms", text) for text in texts]
    data = merge(new_catalog(KHMER, "card", "DATIP"), messages).data
    for message, text in zip(messages, texts, strict=True):
        data = set_translation(data, message.key, (text[:7],))
    changed = [replace(message, msgid=message.msgid.replace("the key is", "your key is")) for message in messages]
    entries = _read(merge(data, changed)).entries
    assert [entries[message.key].msgstr for message in changed] == [(text[:7],) for text in texts]


def test_similar_words_of_another_section_do_not_inherit() -> None:
    """The same words may need another translation elsewhere, so nearly the same are no proposal there."""
    elsewhere = replace(STAY, msgctxt="card.rules", msgid="You may stay here for 45 days.")
    assert _read(merge(_translated(), (elsewhere, *CARD[1:]))).entries[elsewhere.key].msgstr == ("",)


def test_words_that_moved_keep_the_translation_as_a_proposal(msgfmt: Callable[[bytes], str]) -> None:
    """A text moved to another section is still translated, fuzzy until someone has read it there."""
    there = replace(STAY, msgctxt="card.rules")
    result = merge(_translated(), (HELP, FREE, there, DAYS))
    entry = _read(result).entries[there.key]
    assert (entry.msgstr, entry.fuzzy, entry.stale) == (WORDS[STAY.key], True, False)
    assert entry.previous == Previous("card.stay", STAY.msgid, "")
    assert list(_read(result).entries) == [HELP.key, FREE.key, there.key, DAYS.key]
    assert (result.moved, result.obsoleted) == ((there.key,), ())
    assert msgfmt(result.data) == ""


def test_words_that_may_come_from_two_places_are_not_reused() -> None:
    """When two translations of the same words vanish, neither is taken by chance."""
    twin = replace(STAY, msgctxt="card.again")
    data = set_translation(_with(*CARD, twin), twin.key, ("ផ្សេង",))
    there = replace(STAY, msgctxt="card.rules")
    result = merge(data, (there, *CARD[1:]))
    assert _read(result).entries[there.key].msgstr == ("",)
    assert result.obsoleted == (STAY.key, twin.key)


def test_a_vanished_text_is_kept_and_comes_back_as_it_was() -> None:
    """A text that is taken out and put back in needs no new translation and no new check."""
    before = _translated()
    gone = merge(before, (STAY, HELP, DAYS))
    assert _read(gone).obsolete[FREE.key].msgstr == WORDS[FREE.key]
    back = merge(gone.data, CARD)
    assert back.revived == (FREE.key,)
    assert back.data == before


def test_a_fuzzy_text_comes_back_fuzzy() -> None:
    """A machine's draft is not made a checked text by being taken out and put back in."""
    draft = set_translation(_translated(), FREE.key, ("ឥតគិតថ្លៃ",), fuzzy=True, comment="machine draft")
    back = merge(merge(draft, (STAY, HELP, DAYS)).data, CARD).data
    assert parse_catalog(back, "").entries[FREE.key].machine_draft
    assert back == draft


def test_a_machine_draft_of_changed_words_stays_a_machine_draft() -> None:
    """A draft whose source changed is both: made by a machine, and for other words."""
    draft = set_translation(_translated(), STAY.key, ("30",), fuzzy=True, comment="machine draft")
    changed = replace(STAY, msgid="You may stay here for 45 days.")
    entry = _read(merge(draft, (changed, *CARD[1:]))).entries[changed.key]
    assert entry.machine_draft
    assert entry.stale


def test_a_text_that_a_person_read_is_no_machine_draft_when_its_source_changes() -> None:
    """Whoever clears fuzzy and leaves the remark has vouched for the text: it is not given up to the next draft."""
    draft = set_translation(_translated(), STAY.key, ("30",), fuzzy=True, comment="machine draft")
    read = draft.replace(b"#, fuzzy\n", b"")
    changed = replace(STAY, msgid="You may stay here for 45 days.")
    entry = _read(merge(read, (changed, *CARD[1:]))).entries[changed.key]
    assert (entry.stale, entry.machine_draft, entry.translator_comments) == (True, False, "")


def test_a_vanished_text_that_nobody_translated_is_deleted() -> None:
    """Obsolete entries are for words a translator wrote, not for empty ones."""
    result = merge(merge(new_catalog(KHMER, "card", "DATIP"), CARD).data, (STAY,))
    assert result.deleted == (HELP.key, FREE.key, DAYS.key)
    assert not _read(result).obsolete
    assert result.data == merge(new_catalog(KHMER, "card", "DATIP"), (STAY,)).data


def test_a_note_on_an_untranslated_text_is_kept() -> None:
    """What a translator wrote beside a text is not thrown away with it."""
    data = _with(*CARD).replace(b"#: content/card.md:9", b"# asked th-R1\n#: content/card.md:9")
    data = set_translation(data, FREE.key, ("",))
    assert _read(merge(data, (STAY, HELP, DAYS))).obsolete[FREE.key].translator_comments == "asked th-R1"


def test_a_new_plural_makes_the_translation_stale(msgfmt: Callable[[bytes], str]) -> None:
    """A text that got a plural is translated anew: its one form was not made for many."""
    many = replace(STAY, msgid_plural="All of you may stay here for 30 days.")
    result = merge(_translated(), (many, *CARD[1:]))
    entry = _read(result).entries[STAY.key]
    assert (entry.msgstr, entry.stale, result.changed) == (WORDS[STAY.key], True, (STAY.key,))
    assert msgfmt(result.data) == ""


def test_a_plural_without_a_rule_is_an_error() -> None:
    """A catalog whose header does not say how plurals are formed cannot take one."""
    data = _with(STAY).replace(b'"Plural-Forms: nplurals=1; plural=(0);\\n"\n', b"")
    with pytest.raises(CatalogError, match="does not say how plurals are formed"):
        merge(data, CARD, "card.po")


def test_only_places_and_comments_change_where_only_they_did() -> None:
    """A line inserted at the top of a document shifts the places in its catalog, and touches nothing else."""
    before = _translated()
    shifted = [replace(m, locations=tuple(Location(at.path, at.line + 1) for at in m.locations)) for m in CARD]
    shifted[1] = replace(shifted[1], comments=("{hotline} = 1191",))
    result = merge(before, shifted)
    assert len(result.unchanged) == 4
    lines = zip(before.decode().split("\n"), result.data.decode().split("\n"), strict=True)
    assert [new for old, new in lines if old != new] == [
        "#: content/card.md:4",
        "#. {hotline} = 1191",
        "#: content/card.md:10",
    ]


def test_a_placeholder_that_came_or_went_is_flagged() -> None:
    """Of exactly the texts that have placeholders, gettext checks them."""
    swapped = (replace(STAY, brace_format=True), replace(HELP, brace_format=False), FREE, DAYS)
    flags = [entry.flags for entry in _read(merge(_translated(), swapped)).entries.values()]
    assert flags == [{"python-brace-format"}, frozenset(), frozenset(), {"python-brace-format"}]


def test_an_obsolete_copy_gives_way(msgfmt: Callable[[bytes], str]) -> None:
    """A text that vanishes twice is kept once, as it was last: gettext refuses a key twice."""
    gone = merge(_translated(), CARD[1:]).data
    live = set_translation(merge(gone, CARD).data, STAY.key, ("ថ្មី",))
    copy = gone[gone.index(b"#~ msgctxt") :]
    result = merge(live + b"\n" + copy, CARD[1:])
    assert _read(result).obsolete[STAY.key].msgstr == ("ថ្មី",)
    assert msgfmt(result.data) == ""


KINDS = {
    "nothing": CARD,
    "new": (STAY, replace(STAY, msgctxt="card.new", msgid="Bring a friend."), *CARD[1:]),
    "changed": (replace(STAY, msgid="You may stay here for 45 days."), *CARD[1:]),
    "all changed": tuple(replace(m, msgid=f"{m.msgid} So it is.", msgid_plural="") for m in CARD),
    "moved": (replace(STAY, msgctxt="card.rules"), *CARD[1:]),
    "vanished": CARD[1:],
    "plural": (replace(STAY, msgid_plural="You all may stay here."), *CARD[1:]),
    "no plural": (*CARD[:3], replace(DAYS, msgid_plural="")),
    "same words": (*CARD, replace(STAY, msgctxt="card.again")),
    "similar words": (*CARD, replace(STAY, msgctxt="card.again", msgid="You may stay here for 45 days.")),
    "comments": tuple(replace(m, comments=("legal text", "th: ไทย"), locations=(Location("a b.md", 7),)) for m in CARD),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("kind", KINDS)
def test_gettext_is_content_after_every_kind_of_change(kind: str, newline: str, msgfmt: Callable[[bytes], str]) -> None:
    """Whatever happened to the source, gettext reads the catalog, lines end as they did, and the way back is open."""
    before = _translated().replace(b"\n", newline.encode())
    assert msgfmt(before) == ""
    data = before
    for messages in (KINDS[kind], CARD[1:], CARD):
        made = plan(data, messages, "card.po")
        data = merged(made, Memory([*made.entries.values(), *made.obsolete]).proposals(made.entries.values())).data
        assert msgfmt(data) == msgfmt(data.replace(b"#, fuzzy" + newline.encode(), b"")) == ""
        assert data.count(b"\n") == data.count(newline.encode())
    live = parse_catalog(data, "").entries
    assert {key: live[key].msgstr for key in WORDS} == WORDS
    if kind in ("nothing", "new", "same words", "similar words", "vanished", "comments"):
        assert {key: entry.fuzzy for key, entry in live.items()} == dict.fromkeys(WORDS, False)


SECTIONS = st.sampled_from(["a", "b"])
SENTENCES = st.lists(
    st.sampled_from(["you", "may", "stay", "here", "call", "us", "กขค", "ໜ", "free", "45", "{n}"]),
    min_size=1,
    max_size=6,
)
PLACES = st.builds(Location, st.sampled_from(["a.md", "a folder/b.md"]), st.integers(0, 99))
SOURCES = st.lists(
    st.builds(
        Message,
        st.just("card"),
        SECTIONS,
        SENTENCES.map(" ".join),
        st.sampled_from(["", "many"]),
        st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=9), max_size=2).map(tuple),
        st.lists(st.builds(Location, st.sampled_from(["a.md", "a folder/b.md"]), st.integers(0, 99)), max_size=2).map(
            tuple
        ),
        st.booleans(),
    ),
    unique_by=lambda message: message.key,
    max_size=6,
)


@given(sources=st.lists(SOURCES, min_size=2, max_size=4))
def test_a_catalog_always_has_what_the_source_asks(sources: list[list[Message]]) -> None:
    """Through any history of a document, no word is lost, and a second merge changes nothing."""
    data = new_catalog(ENGLISH, "card", "DATIP")
    written: set[str] = set()
    for messages in sources:
        result = merge(data, messages)
        assert merge(result.data, messages).data == result.data
        catalog = _read(result)
        assert set(catalog.entries) == {message.key for message in messages}
        assert written <= {text for e in [*catalog.entries.values(), *catalog.obsolete.values()] for text in e.msgstr}
        data = result.data
        for n, entry in enumerate(catalog.entries.values()):
            if not entry.translated:
                data = set_translation(data, entry.key, tuple(f"{len(written)}-{n}" for _ in entry.msgstr))
                written.add(parse_catalog(data, "").entries[entry.key].msgstr[0])
