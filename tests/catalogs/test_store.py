"""Reading a catalog, and changing one entry of it."""

from __future__ import annotations

import errno
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.catalogs.message import Entry, Previous
from docgen.catalogs.patch import Addition, patch
from docgen.catalogs.po_file import SIZE_LIMIT, Block, read_po
from docgen.catalogs.po_text import comment_lines, entry_lines
from docgen.catalogs.store import Catalog, parse_catalog, read_catalog, set_translation
from docgen.errors import CatalogError, DocgenErrors, Location, flatten
from tests.scratch import ROOT

DATA = Path(__file__).parent / "data"
NAMES = ("msgcat", "poedit", "weblate", "untidy")
HEADER = b'msgid ""\nmsgstr "Language: th\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1;\\n"\n\n'
STAY = ("rights-card.stay", "You may stay here for 45 days.")
DRAFT = ("rights-card.stay", "Nobody may take your telephone.")
EMPTY = ("rights-card.pay", "Not translated yet.")


def _styles() -> dict[str, bytes]:
    """Return the PO files of several programs, each also with CRLF, with a BOM, and without a last line feed."""
    styles = {}
    for name in NAMES:
        data = (DATA / f"{name}.po").read_bytes().replace(b"\r\n", b"\n")  # whatever git made of the file
        styles[name] = data
        styles[f"{name}-crlf"] = data.replace(b"\n", b"\r\n")
        styles[f"{name}-bom"] = b"\xef\xbb\xbf" + data
        styles[f"{name}-no-last-newline"] = data.rstrip(b"\n")
    return styles


STYLES = _styles()
every_style = pytest.mark.parametrize("style", STYLES)


def _text(block: Block) -> str:
    return "".join(line.text for line in block.lines).strip()


def _blocks(data: bytes) -> dict[tuple[tuple[str, str], bool], Block]:
    return {(b.entry.key, b.entry.obsolete): b for b in read_po(data, "").blocks if b.entry}


def _live(data: bytes) -> list[Entry]:
    return list(parse_catalog(data, "").entries.values())


def _faults(data: bytes) -> list[str]:
    with pytest.raises((CatalogError, DocgenErrors)) as caught:
        parse_catalog(data, "x.po")
    return [str(error) for error in flatten(caught.value)]  # type: ignore[arg-type]


# Reading


@every_style
def test_a_catalog_reads_as_polib_reads_it(style: str, tmp_path: Path) -> None:
    """Another reader of PO files finds the same texts, flags and comments in every style of file."""
    path = tmp_path / "catalog.po"
    path.write_bytes(STYLES[style].replace(b"##   two", b"#   two").replace(b"#no", b"# no").replace(b"#~m", b"#~ m"))
    ours = parse_catalog(path.read_bytes(), "catalog.po")
    theirs = [e for e in polib.pofile(str(path), encoding="utf-8") if not e.obsolete]
    assert [
        (e.msgctxt, e.msgid, e.msgid_plural, e.msgstr, e.flags, e.translator_comments) for e in ours.entries.values()
    ] == [
        (
            e.msgctxt or "",
            e.msgid,
            e.msgid_plural or "",
            tuple(e.msgstr_plural.values()) or (e.msgstr,),
            frozenset(e.flags),
            e.tcomment,
        )
        for e in theirs
    ]


def test_an_entry_tells_all_that_its_lines_say() -> None:
    """Comments, places and the previous words of an entry are read, through line breaks and gettext's quoting."""
    catalog = parse_catalog(STYLES["untidy"], "lo/untidy.po")
    entry = catalog.entries["a.one", "One {n}"]
    assert entry.locations == (
        Location("a.md", 1),
        Location("a.md", 2),
        Location("a folder/b.md", 7),
        Location("c.md"),
    )
    assert entry.translator_comments == "no space after the mark\n#   two marks"
    assert entry.location == Location("lo/untidy.po", 10)
    assert entry.domain == "untidy"
    assert catalog.entries["a.one", "Two"].comments == ("extracted", "", "  indented")
    changed = parse_catalog(STYLES["poedit-crlf"], "x.po").entries
    previous = [entry.previous for entry in changed.values() if entry.previous]
    words = "You may stay here for {shelter.stay} days, and longer if the multidisciplinary team agrees with you."
    assert previous == [Previous("shelter-guide.arrival", words, "")]


def test_previous_words_of_an_obsolete_entry_are_kept() -> None:
    """A text that was outdated when it vanished is still known to be outdated."""
    catalog = parse_catalog(STYLES["weblate"], "x.po")
    assert catalog.obsolete["rights-card.title", "You may say no."].stale


def test_a_line_of_a_newer_gettext_is_kept_and_not_taken_for_a_note() -> None:
    """A mark that docgen does not know (`#=`, sticky flags) stays in its place through an edit."""
    data = HEADER + b'#\n# note\n#= c-format\nmsgid "a"\nmsgstr ""\n'
    assert _live(data)[0].translator_comments == "\nnote"
    assert set_translation(data, ("", "a"), ("b",)) == data.replace(b'str ""\n', b'str "b"\n').replace(
        b'str "b"\n"L', b'str ""\n"L'
    )


def test_header_gives_language_and_plurals() -> None:
    """The language is told in BCP 47, whatever gettext calls it."""
    catalog = parse_catalog(HEADER.replace(b"th", b"zh_Hant"), "x.po")
    assert (catalog.language, catalog.nplurals) == ("zh-Hant", 1)
    assert parse_catalog(STYLES["poedit"], "x.po").header["X-Generator"] == "Poedit 3.4.2"


def test_only_a_text_made_for_other_words_is_stale() -> None:
    """Words that moved to another section are still translated; words that changed are not."""
    entry = Entry("d", "new", "Call us.", msgstr=("โทรหาเรา",), flags=frozenset({"fuzzy"}))
    assert not entry.stale
    assert not replace(entry, previous=Previous("old", "Call us.", "")).stale
    assert replace(entry, previous=Previous("", "Write to us.", "")).stale
    assert replace(entry, previous=Previous("", "Call us.", "Call all of us.")).stale
    assert not replace(entry, previous=Previous("", "Write to us.", ""), flags=frozenset()).stale


def test_a_machine_draft_is_one_until_its_fuzzy_is_cleared() -> None:
    """A human who clears fuzzy vouches for the text, even where the comment is left behind."""
    entries = parse_catalog(STYLES["msgcat"], "x.po").entries
    assert [entry.key for entry in entries.values() if entry.machine_draft] == [DRAFT]
    assert not replace(entries[DRAFT], flags=frozenset()).machine_draft


def test_a_text_is_translated_when_every_form_is() -> None:
    """One empty plural form is enough to call an entry untranslated."""
    assert Entry("d", "", "a", "b", msgstr=("x", "y")).translated
    assert not Entry("d", "", "a", "b", msgstr=("x", "")).translated


# Faults


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ('msgid "a"\nmsgstr "b\n', "x.po:5:9: the text is not closed"),
        ('msgid "a"\nmsgstr "say "no" now"\n', "x.po:5:13: a quotation mark inside the text"),
        ('#~ msgid "a"\n#~  msgstr "say "no" now"\n', "x.po:5:17: a quotation mark inside the text"),
        ('msgid "a"\nmsgstr "5 \\% b"\n', "x.po:5:11: unknown escape \\%"),
        ('msgid "a"\nmsgstr "b\\\n', "x.po:5:10: the text is not closed"),
        ('mesgid "a"\nmsgid "a"\nmsgstr "b"\n', "x.po:4:1: 'mesgid' begins no line of a PO file"),
        ('# c\n"a"\n', "x.po:5:1: a text that belongs to no keyword"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', "x.po:4: msgid without a msgstr"),
        ('msgid "a"\n# c\nmsgstr "b"\n', "x.po:5: a comment inside the entry"),
        ('msgctxt "a"\nmsgstr "b"\n', "x.po:4: msgctxt without a msgid"),
        ('msgctxt "a"\nmsgidd "a"\nmsgstr "b"\n', "x.po:5:1: 'msgidd' begins no line of a PO file"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', "x.po:6: msgstr where msgstr[0] belongs"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', "x.po:6: msgstr[1] where msgstr[0] belongs"),
        ('msgid "a"\nmsgstr[0] "c"\n', "x.po:5: msgstr[0] where msgstr belongs"),
        ('#~ msgid "a"\nmsgstr "c"\n', "x.po:4: only a part of the entry is obsolete (#~)"),
        ('msgid "a"\rmsgstr "c"\r', "x.po:4:10: a carriage return inside the line"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "c"\n', "x.po:4: the entry has 2 plural forms"),
        (
            'msgctxt "s"\nmsgid "a"\nmsgstr ""\nmsgctxt "s"\nmsgid "a"\nmsgstr "c"\n',
            "x.po:8: 'a' in 's' is already at line 5",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(lines: str, fault: str) -> None:
    """Whoever broke a line of a catalog by hand is told which line, which character, and what to do."""
    (said,) = _faults(HEADER + lines.encode())
    assert said.startswith(fault)


def test_every_fault_is_named_at_once() -> None:
    """One run shows all the broken lines of a file, and none that is merely near a broken one."""
    lines = b'msgid "a\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d\nmsgid "e"\nmsgstr "f"\nnonsense\n'
    assert [fault.split(" ")[0] for fault in _faults(HEADER + lines)] == ["x.po:4:8:", "x.po:8:9:", "x.po:11:1:"]


def test_a_file_that_is_no_po_file_gives_few_faults() -> None:
    """A picture or a letter opened by mistake does not fill the screen."""
    assert 1 < len(_faults(b"Dear reader\n" * 10_000)) <= 50


def test_an_unsettled_merge_is_one_fault_for_each_conflict() -> None:
    """Conflict marks are named as such, and the doubled entries between them are not blamed."""
    conflict = b'<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n=======\nmsgid "a"\nmsgstr "c"\n>>>>>>> theirs\n'
    assert _faults(HEADER + conflict + conflict) == [
        "x.po:4: a merge conflict is not settled",
        "x.po:11: a merge conflict is not settled",
    ]


THAI, VIETNAMESE, CHINESE = "คุณอยู่ที่นี่ได้", "Bạn có quyền", "您有權利獲得協助"


@pytest.mark.parametrize(
    ("tag", "text", "codec", "looks"),
    [
        ("th", THAI, "cp874", "Windows-874 (Thai)"),
        ("vi", VIETNAMESE.replace("ạ", "a\u0323").replace("ề", "ê\u0300"), "cp1258", "Windows-1258 (Vietnamese)"),
        ("zh_Hant", CHINESE, "big5", "Big5 (Chinese)"),
        ("zh_Hans", "您有权利获得帮助", "gb18030", "GB 18030 (Chinese)"),
        ("km", "café", "latin-1", "Windows-1252 (Latin-1)"),
    ],
)
def test_another_encoding_is_named_with_its_line(tag: str, text: str, codec: str, looks: str) -> None:
    """A file saved by an old program is refused at the first letter that shows it, and called what it looks like."""
    data = HEADER.replace(b"th", tag.encode()) + f'msgid "a"\nmsgstr "{text}"\n'.encode(codec)
    (said,) = _faults(data)
    assert re.fullmatch(rf"x\.po:5: byte 0x[0-9A-F]{{2}} is not UTF-8; the file looks like {re.escape(looks)}", said)


@pytest.mark.parametrize(("codec", "bom"), [("utf-16", b""), ("utf-16-le", b""), ("utf-16-be", b"\xfe\xff")])
def test_a_file_in_utf_16_is_called_so(codec: str, bom: bytes) -> None:
    """Notepad's "Unicode" is told apart from damage, with or without its mark."""
    assert _faults(bom + HEADER.decode().encode(codec)) == ["x.po:1: the file is UTF-16, not UTF-8"]


def test_an_encoding_that_the_header_tells_is_believed() -> None:
    """A header that is honest about its charset names the encoding to convert from."""
    lines = HEADER.replace(b"UTF-8", b"TIS-620") + f'msgid "a"\nmsgstr "{THAI}"\n'.encode("tis-620")
    assert _faults(lines) == ["x.po:5: byte 0xA4 is not UTF-8; the file looks like TIS-620, as its header says"]


def test_the_way_out_of_another_encoding_can_be_typed() -> None:
    """The hint has the command that makes UTF-8 of the file."""
    with pytest.raises(CatalogError) as caught:
        parse_catalog(HEADER + f'msgid "a"\nmsgstr "{THAI}"\n'.encode("cp874"), "x.po")
    assert "iconv -f CP874 -t UTF-8" in caught.value.hint


@pytest.mark.parametrize(
    ("tail", "fault"),
    [
        (b'msgid "a"\nmsgstr "' + THAI.encode()[:-1], "x.po:5: the file ends within a letter: it was cut off"),
        (b'msgid "a"\nmsgstr "' + THAI.encode(), "x.po:5:24: the text is not closed"),
        (b'msgid "a"\n', "x.po:4: msgid without a msgstr"),
        (b"#. paragraph\n#: content/d.md:3\n", "x.po:4: the file ends within an entry: it was cut off"),
        (b'#, fuzzy\n#| msgid "b"\n', "x.po:4: the file ends within an entry: it was cut off"),
        (b"\0" * 512, "x.po:4: the file has NUL bytes: something broke it, such as a power cut"),
        (b'msgid "a"\nmsgstr "b\0"\n', "x.po:5: the file has NUL bytes: something broke it, such as a power cut"),
    ],
    ids=["letter", "text", "entry", "comments", "flags", "NULs at the end", "NUL inside"],
)
def test_a_file_that_was_cut_off_is_called_so(tail: bytes, fault: str) -> None:
    """After a power cut or a full disk, what is left of a catalog is not taken for all of it."""
    assert _faults(HEADER + tail) == [fault]


def test_one_damaged_letter_is_not_taken_for_another_encoding() -> None:
    """A file whose other letters are right is not to be converted: that would break them all."""
    (said,) = _faults(HEADER + f'msgid "a"\nmsgstr "{THAI}'.encode() + b'\xe9"\n')
    assert said == "x.po:5: byte 0xE9 is not UTF-8, though the rest of the file is: one letter is damaged"


def test_line_ends_of_an_old_mac_are_one_fault() -> None:
    """A file that is one long line for everyone else is named as what it is."""
    assert _faults(HEADER.replace(b"\n", b"\r")) == ["x.po:1: lines end with CR alone, as on an old Mac"]


def test_another_declared_charset_is_a_fault() -> None:
    """A header that declares another charset than UTF-8 is refused, since other programs would believe it."""
    lines = HEADER.replace(b'msgstr "', b'msgstr ""\n"').replace(b"UTF-8", b"windows-874")
    assert _faults(lines) == ["x.po:3: the header declares charset windows-874"]


def test_a_file_without_header_is_refused() -> None:
    """A PO file that does not say its language is not taken for one that does."""
    assert _faults(b'msgid "a"\nmsgstr "b"\n') == ["x.po:1: the file has no header"]
    assert _faults(b"# only a remark\n") == _faults(b"\n") == _faults(b"") == ["x.po: the file is empty"]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A file of many gigabytes is one clear error, and takes no memory."""
    path = tmp_path / "x.po"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a sparse file: reading it would fail
    with pytest.raises(CatalogError, match="1,099,511,627,776 bytes, more than the 20,000,000"):
        read_catalog(path, "x.po")


def test_huge_bytes_are_refused() -> None:
    """The limit holds for bytes that come from elsewhere, a browser's form for example."""
    assert "more than the 20,000,000" in _faults(b"\n" * (SIZE_LIMIT + 1))[0]


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda path: path.mkdir(), "a folder or a device has this name"),
        (os.mkfifo, "a folder or a device has this name"),
        (lambda path: path.symlink_to(path), f"cannot be read: {os.strerror(errno.ELOOP)}"),
        (lambda path: path.symlink_to("nowhere"), f"cannot be read: {os.strerror(errno.ENOENT)}"),
    ],
    ids=["folder", "pipe", "link to itself", "link to nothing"],
)
def test_what_is_no_file_is_named(tmp_path: Path, make: Callable[[Path], None], fault: str) -> None:
    """What stands in a catalog's place and is none is an error with the way out, and nothing waits for it."""
    make(tmp_path / "x.po")
    with pytest.raises(CatalogError) as caught:
        read_catalog(tmp_path / "x.po", "x.po")
    assert str(caught.value) == f"x.po: {fault}"
    assert caught.value.hint


def test_a_missing_catalog_is_named_as_the_user_would_type_it(tmp_path: Path) -> None:
    """A file that is not there is an error of the family, with its place."""
    with pytest.raises(CatalogError) as caught:
        read_catalog(tmp_path / "none.po", "translations/none.po")
    assert str(caught.value) == f"translations/none.po: cannot be read: {os.strerror(errno.ENOENT)}"


# Patching


@every_style
def test_a_patch_without_changes_gives_the_file_back(style: str) -> None:
    """Not a byte differs: line endings, byte-order mark, blank lines and remarks stay."""
    assert patch(STYLES[style]) == STYLES[style]
    same = {entry.key: entry for entry in _live(STYLES[style])}
    assert patch(STYLES[style], same) == STYLES[style]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=120)
LINES = st.lists(st.text("ab #~กខ\u2028", max_size=9).map(str.strip), max_size=3)


@st.composite
def edits(draw: st.DrawFn, entry: Entry) -> Entry:
    """Draw a new state of an entry, any subset of its fields changed."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "msgid": WORDS.filter(bool).map(lambda text: f"{text} {entry.location.line}"),  # no two entries the same
        "msgstr": st.tuples(*[WORDS] * len(entry.msgstr)),
        "flags": st.frozensets(st.sampled_from(["fuzzy", "no-wrap", "python-brace-format"])),
        "comments": LINES.map(comment_lines),
        "locations": st.lists(st.builds(Location, st.sampled_from(["a.md", "b c.md"]), st.integers(0, 9))).map(tuple),
        "translator_comments": LINES.map("\n".join),
        "previous": st.none() | st.builds(Previous, WORDS, WORDS, WORDS),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(fields))))
    drawn: dict[str, Any] = {name: draw(fields[name]) for name in sorted(chosen)}
    return replace(entry, **drawn)


@given(style=st.sampled_from(list(STYLES)), data=st.data())
def test_an_edit_leaves_all_other_entries_their_bytes(style: str, data: st.DataObject) -> None:
    """Whatever is written into some entries, the others are the same to the byte, and the file reads as wanted."""
    before = STYLES[style]
    entries = data.draw(st.lists(st.sampled_from(_live(before)), unique_by=lambda e: e.key, max_size=3))
    changed = {entry.key: data.draw(edits(entry)) for entry in entries}
    after = patch(before, changed)
    new_keys = {(entry.key, False) for entry in changed.values()}
    old, new = _blocks(before), _blocks(after)
    assert [_text(b) for k, b in old.items() if k[0] not in changed or k[1]] == [
        _text(b) for k, b in new.items() if k not in new_keys
    ]
    got = {entry.key: entry for entry in _live(after)}
    for wanted in changed.values():
        assert replace(got[wanted.key], location=wanted.location, domain=wanted.domain) == wanted


@given(style=st.sampled_from(list(STYLES)), data=st.data())
def test_an_edit_rewrites_only_the_lines_of_its_field(style: str, data: st.DataObject) -> None:
    """A new msgstr leaves the lines of comments, flags and msgid as they were typed, in their order."""
    before = STYLES[style]
    entry = data.draw(st.sampled_from(_live(before)))
    wanted = replace(entry, msgstr=data.draw(st.tuples(*[WORDS] * len(entry.msgstr))))
    lines = [
        [x.text for x in _blocks(d)[entry.key, False].lines if x.group not in ("msgstr", "")]
        for d in (before, patch(before, {entry.key: wanted}))
    ]
    assert lines[0] == lines[1]


@every_style
def test_a_new_entry_stands_behind_its_predecessor(style: str) -> None:
    """A new entry is added where the source has it, between blank lines, and no other line changes."""
    before = STYLES[style]
    for entry in [None, *_live(before)]:
        one = Addition(Entry("d", "new", "first"), entry.key if entry else None)
        two = Addition(Entry("d", "new", "second"), one.entry.key)
        after = patch(before, added=[one, two])
        keys = [e.key for e in _live(after)]
        at = keys.index(one.entry.key)
        assert keys[at : at + 2] == [one.entry.key, two.entry.key]
        assert at == 0 if entry is None else keys[at - 1] == entry.key
        assert patch(after, removed=[one.entry, two.entry]).split() == before.split()
        others = [_text(block) for key, block in _blocks(after).items() if key[0][0] != "new"]
        assert others == [_text(block) for block in _blocks(before).values()]


@every_style
def test_line_endings_and_the_end_of_the_file_stay(style: str) -> None:
    """Lines that docgen writes end as the lines of the file do, and so does the file."""
    before = STYLES[style]
    key = _live(before)[-1].key
    after = patch(
        set_translation(before, key, ("ใหม่\nสองบรรทัด",), fuzzy=True, comment="machine draft"),
        added=[Addition(Entry("d", "n", "x"), key)],
    )
    assert (b"\r\n" in after) == (b"\r\n" in before)
    assert after.count(b"\n") == after.count(b"\r\n") or b"\r" not in after
    assert after.endswith(b"\n") == before.endswith(b"\n")
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")


def test_a_remark_at_the_end_is_not_taken_by_a_new_entry() -> None:
    """Comments below the last entry stay at the end, and belong to no entry."""
    last = _live(STYLES["untidy"])[-1]
    after = patch(
        STYLES["untidy"],
        added=[Addition(Entry("d", "n", "x"), last.key), Addition(Entry("d", "o", "y", obsolete=True))],
    )
    assert after.endswith(b"\n# a last remark that belongs to no entry")
    assert [e.translator_comments for e in (_live(after)[-1], *parse_catalog(after, "").obsolete.values())] == [
        "",
        "",
        "",
    ]


def test_a_patch_of_what_is_not_there_fails() -> None:
    """An edit never vanishes silently."""
    ghost = Entry("d", "no", "such")
    with pytest.raises(KeyError, match="such"):
        patch(STYLES["msgcat"], {ghost.key: ghost})
    with pytest.raises(KeyError, match="such"):
        patch(STYLES["msgcat"], added=[Addition(Entry("d", "new", "x"), ghost.key)])


@pytest.mark.parametrize("name", ["msgcat", "poedit", "weblate"])
def test_gettext_accepts_every_kind_of_change(name: str, msgfmt: Callable[[bytes], str]) -> None:
    """Gettext is content with edited, added and obsolete entries, as it was with the file."""
    before = STYLES[f"{name}-crlf"]
    thai = "ก" * 100 + " {n} " + 'a "quoted" word, a back\\slash, a tab\t' * 9
    changed = {
        e.key: replace(
            e,
            msgid=thai + e.msgid,
            msgid_plural=e.msgid_plural and thai + e.msgid_plural,
            msgstr=(thai + e.msgid,),
            flags=frozenset({"fuzzy"}),
            previous=Previous("c" * 90, thai, e.msgid_plural and thai),
            translator_comments="one\n\ntwo",
        )
        for e in _live(before)
    }
    gone = Entry("d", "gone", thai, msgstr=(thai,), obsolete=True, previous=Previous("", thai, ""))
    after = patch(before, changed, added=[Addition(Entry("d", "new", thai)), Addition(gone)])
    assert msgfmt(before) == ""
    assert msgfmt(after) == ""
    assert msgfmt(after.replace(b"#, fuzzy\r\n", b"")) == ""


@pytest.mark.parametrize("width", range(55, 90))
def test_new_text_is_wrapped_as_gettext_wraps_it(needs: Callable[[str], str], width: int) -> None:
    """Opening and saving a file that docgen wrote changes no line of a text in Latin letters."""
    words = " ".join("abcdefgh"[: 1 + n % 8] for n in range(60))
    entry = Entry(
        "d", "a" * width, words[:width], msgstr=(words[: 3 * width] + "\n" + words,), previous=Previous("", words, "")
    )
    locations = tuple(Location("content/x.md", n) for n in range(width))
    obsolete = Addition(replace(entry, msgid="o", obsolete=True))
    fuzzy = replace(entry, locations=locations, flags=frozenset({"fuzzy"}))
    header = HEADER.replace(b'msgstr "', b'msgstr ""\n"').replace(b"\\nC", b'\\n"\n"C').replace(b"\\nP", b'\\n"\n"P')
    written = patch(header, added=[Addition(fuzzy), obsolete])
    assert subprocess.run([needs("msgcat"), "-"], input=written, capture_output=True, check=True).stdout == written


@pytest.mark.parametrize("tag", ["th", "lo", "km", "my", "shn", "bn", "vi", "zh_Hant"])
def test_text_of_every_script_is_wrapped_as_gettext_wraps_it(needs: Callable[[str], str], tag: str) -> None:
    """When a translator's program saves a catalog, the lines that differ are those of the texts she changed."""
    for path in sorted((ROOT / "translations" / tag).rglob("*.po")):
        po = read_po(path.read_bytes(), path.stem)
        entries = [entry_lines(block.entry) for block in po.blocks if block.entry]
        written = "\n".join("".join(f"{line}\n" for line in lines) for lines in entries).encode()
        assert subprocess.run([needs("msgcat"), "-"], input=written, capture_output=True, check=True).stdout == written


# Setting a translation


def test_a_machine_draft_is_marked_as_one() -> None:
    """What a machine translated is fuzzy and says so, so that nobody takes it for a checked text."""
    after = set_translation(STYLES["msgcat"], EMPTY, ("ยังไม่แปล",), fuzzy=True, comment="machine draft")
    assert (
        '# machine draft\n#: content/documents/rights-card.md:20\n#, fuzzy\nmsgctxt "rights-card.pay"' in after.decode()
    )
    assert parse_catalog(after, "").entries[EMPTY].machine_draft
    assert set_translation(after, EMPTY, ("ยังไม่แปล",), fuzzy=True, comment="machine draft") == after


def test_a_text_that_a_human_sets_is_no_draft() -> None:
    """Approving a text clears fuzzy, the machine's comment and the previous words, and nothing else."""
    after = set_translation(STYLES["msgcat"], DRAFT, ("ห้ามใครยึดโทรศัพท์ของคุณ",))
    after = set_translation(after, STAY, ("คุณอยู่ที่นี่ได้ 45 วัน",))
    entries = parse_catalog(after, "").entries
    assert (entries[DRAFT].flags, entries[DRAFT].translator_comments) == (frozenset(), "")
    assert (entries[STAY].flags, entries[STAY].previous) == (frozenset(), None)
    before, now = STYLES["msgcat"].decode().split("\n"), after.decode().split("\n")
    assert [line for line in before if line not in now] == [
        "#, fuzzy",
        '#| msgid "You may stay here for 30 days."',
        'msgstr "คุณอยู่ที่นี่ได้ 30 วัน"',
        "# machine draft",
        "#, fuzzy",
        'msgstr "ห้ามผู้ใดยึดโทรศัพท์ของคุณ"',
    ]


def test_translators_comments_and_format_flags_stay() -> None:
    """A note to translators outlives the text it stands with."""
    key = next(entry.key for entry in _live(STYLES["msgcat"]) if entry.msgctxt == "rights-card.help")
    after = parse_catalog(
        set_translation(STYLES["msgcat"], key, ("x",), fuzzy=True, comment="machine draft"), ""
    ).entries
    assert after[key].translator_comments.split("\n") == [
        'The interpreter is free: do not translate as "cheap".',
        "machine draft",
    ]
    assert after[key].flags == {"fuzzy", "python-brace-format"}


@given(text=WORDS.filter(lambda text: all(c in "\t\n" or c.isprintable() or ord(c) > 0x9F for c in text)))
def test_a_text_is_read_as_it_was_set(text: str) -> None:
    """No quotation mark, backslash or line separator in a translation changes it."""
    after = parse_catalog(set_translation(STYLES["poedit-crlf"], ("shelter-guide.rules", "Empty for now"), (text,)), "")
    assert after.entries["shelter-guide.rules", "Empty for now"].msgstr == (text,)


@pytest.mark.parametrize("text", ["a\x00b", "a\rb", "a\x1bb", "a\x85b", "a\ud800b"], ids=ascii)
def test_characters_that_cannot_be_printed_are_refused(text: str) -> None:
    """A control character pasted from a terminal or a damaged form does not enter a catalog."""
    with pytest.raises(CatalogError, match=r"x\.po:\d+: the text has the control character U\+"):
        set_translation(STYLES["msgcat"], EMPTY, (text,), path="x.po")


def test_a_wrong_number_of_forms_is_refused() -> None:
    """A text for a plural that the language does not have is an error, not a file that gettext refuses."""
    with pytest.raises(CatalogError, match="2 texts where 1 belong"):
        set_translation(STYLES["msgcat"], ("facts.format", "{n} day"), ("a", "b"))


def test_a_text_for_an_unknown_message_is_refused() -> None:
    """A translation of an older edition's words is not lost without a word."""
    with pytest.raises(CatalogError, match="no message 'Never asked'"):
        set_translation(STYLES["msgcat"], ("rights-card.pay", "Never asked"), ("a",))


def test_a_catalog_cannot_be_changed_by_its_readers() -> None:
    """A catalog that two documents share is the same for both."""
    catalog: Catalog = parse_catalog(STYLES["msgcat"], "")
    with pytest.raises(TypeError):
        catalog.entries[EMPTY] = catalog.entries[DRAFT]  # type: ignore[index]
