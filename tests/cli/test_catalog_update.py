"""`docgen catalog update` from the command line: proposals, names, and files that are not as they should be."""

from __future__ import annotations

import re
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scratch import ON, Scratch, make_scratch, make_translated

SHEET = "translations/km/LC_MESSAGES/sheet.po"
EXAMPLE = "translations/km/LC_MESSAGES/example.po"
APPROVALS = "translations/km/approvals.toml"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English, Thai and Khmer with machine drafts, up to date, some of them approved."""
    scratch = make_translated(tmp_path_factory.mktemp("catalog") / "workspace")
    scratch.docgen("catalog", "approve", "km", "--by", "km-R1", "--on", ON, "-d", "sheet")
    scratch.docgen("catalog", "update")
    return scratch


@pytest.fixture
def scratch(original: Scratch, tmp_path: Path) -> Scratch:
    """Return a copy that a test may change."""
    return original.copy(tmp_path / "copy")


def files(scratch: Scratch) -> dict[str, bytes]:
    """Return everything under translations/ that is a file."""
    folder = scratch.root / "translations"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def entry_of(scratch: Scratch, name: str, msgid: str) -> str:
    """Return the lines of an entry."""
    parts = (scratch.root / name).read_text("utf-8").split("\n\n")
    (found,) = (part for part in parts if f'\nmsgid "{msgid}"\n' in part)
    return found


# --- proposals ----------------------------------------------------------------------------------------------------


def test_a_text_that_another_document_has_is_proposed_and_not_approved(scratch: Scratch) -> None:
    """The approved words of the sheet come into the example as a proposal; the update tells it, and how many."""
    scratch.append("content/documents/example.md", "\n**Help** is near.\n\n**Help** is so near.\n")
    done = scratch.docgen("catalog", "update", "--json").json
    (khmer,) = (one for one in done if one["path"] == EXAMPLE)
    assert [m["msgid"] for m in khmer["same_words"]] == ["**Help** is near."]
    assert [m["msgid"] for m in khmer["similar"]] == ["**Help** is so near."]
    assert (khmer["new"], khmer["differs"], khmer["names_taken_out"]) == ([], True, False)
    there, here = (
        entry_of(scratch, f"translations/km/LC_MESSAGES/{d}.po", "**Help** is near.") for d in ("sheet", "example")
    )
    assert "fuzzy" not in there and "# same words in sheet:sheet\n" in here and "#, fuzzy\n" in here
    assert there.rpartition("msgstr")[2].strip() == here.rpartition("msgstr")[2].strip()
    (row,) = (r for r in scratch.docgen("catalog", "status", "-l", "km", "--json").json if r["catalog"] == "example")
    assert (row["machine draft"], row["stale"], row["untranslated"]) == (row["messages"] - 1, 1, 0)


def test_a_second_update_after_any_change_writes_nothing(scratch: Scratch) -> None:
    """Thai texts that were only now proposed stand in the comments of the other languages at once."""
    scratch.append("content/documents/example.md", "\n**Help** is near.\n\n**Help** is so near.\n\nAll is new.\n")
    scratch.docgen("catalog", "update")
    assert "#. th: " in entry_of(scratch, EXAMPLE, "**Help** is near.")
    before = files(scratch)
    assert "wrote" not in scratch.docgen("catalog", "update").err
    assert files(scratch) == before


def test_one_document_can_be_updated_alone(scratch: Scratch) -> None:
    """--document writes the catalogs of that document, and its untranslated list; an unknown one is refused."""
    for name in ("example", "sheet"):
        scratch.append(f"content/documents/{name}.md", "\nAll is new.\n")
    before = files(scratch)
    scratch.docgen("catalog", "update", "-d", "sheet")
    changed = {name for name, data in files(scratch).items() if data != before.get(name)}
    assert changed == {"km/LC_MESSAGES/sheet.po", "th/LC_MESSAGES/sheet.po", "pot/sheet.pot"}
    done = scratch.docgen("catalog", "update", "-d", "shet", code=4)
    assert "there is no catalog “shet”" in done.err and "sheet" in done.err


def test_progress_is_told_apart_from_the_result(scratch: Scratch) -> None:
    """Each language is a line on stderr; what a program reads from stdout is JSON and nothing else."""
    done = scratch.docgen("catalog", "update", "--dry-run")
    assert [line for line in done.err.splitlines() if line.startswith("[")] == ["[1/2] th", "[2/2] km"]
    assert len(scratch.docgen("catalog", "update", "--dry-run", "--json").json) == 6


def test_names_are_taken_out_and_it_is_said(scratch: Scratch) -> None:
    """A translator's name that Poedit left in the header fails the check and goes with the next update."""
    scratch.edit(SHEET, '"Last-Translator: \\n"', '"Last-Translator: Sokha Example <sokha@example.org>\\n"')
    checked = scratch.docgen("catalog", "check", "-l", "km", code=4)
    assert re.search(rf"{SHEET}.*\b5\b.*privacy/person.*Last-Translator names a person", checked.out, re.DOTALL)
    done = scratch.docgen("catalog", "update")
    assert f"{SHEET}: names and e-mail addresses went out of the header" in done.err
    assert "okha" not in done.err + checked.out and b"okha" not in files(scratch)["km/LC_MESSAGES/sheet.po"]
    scratch.docgen("catalog", "check", "-l", "km")


# --- files that are not as they should be -------------------------------------------------------------------------


def change(name: str, edit: Callable[[bytes], bytes]) -> Callable[[Scratch], None]:
    """Return what changes the bytes of a file."""

    def changed(scratch: Scratch) -> None:
        path = scratch.root / name
        path.write_bytes(edit(path.read_bytes()))

    return changed


def instead(name: str, make: Callable[[Path], object]) -> Callable[[Scratch], None]:
    """Return what puts something else into the place of a file or a folder."""

    def changed(scratch: Scratch) -> None:
        path = scratch.root / name
        path.rename(scratch.root / "away")
        make(path)

    return changed


CONFLICT = b"<<<<<<< HEAD\n%b\n=======\n%b\n>>>>>>> theirs\n"
ENTRY = b'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n'
THAI = 'msgid ""\nmsgstr ""\n"Language: th\\n"\n\nmsgid "a"\nmsgstr "คุณ"\n'.encode("cp874")
BAD: dict[str, tuple[Callable[[Scratch], None], str]] = {
    "conflict": (
        change(SHEET, lambda d: d + CONFLICT % (ENTRY, ENTRY)),
        rf"{SHEET}:\d+: a merge conflict is not settled",
    ),
    "UTF-16": (change(SHEET, lambda d: d.decode().encode("utf-16")), f"{SHEET}:1: the file is UTF-16"),
    "Thai": (change(SHEET, lambda _: THAI), f"{SHEET}:6: byte 0xA4 is not UTF-8; the file looks like Windows-874"),
    "twice": (
        change(SHEET, lambda d: d + b"\n" + ENTRY + b"\n" + ENTRY),
        rf"{SHEET}:\d+: 'a' in 'x' is already at line \d+",
    ),
    "no header": (change(SHEET, lambda d: d[d.index(b"\n\n") + 2 :]), f"{SHEET}:1: the file has no header"),
    "empty": (change(SHEET, lambda _: b""), f"{SHEET}: the file is empty"),
    "old Mac": (change(SHEET, lambda d: d.replace(b"\n", b"\r")), f"{SHEET}:1: lines end with CR alone"),
    "NUL": (change(SHEET, lambda d: d + b"\0" * 99), rf"{SHEET}:\d+: the file has NUL bytes"),
    "200 MB": (change(SHEET, lambda d: d + b"\n" * 20_000_000), f"{SHEET}: the file has 20,00"),
    "not closed": (change(SHEET, lambda d: d.rstrip().removesuffix(b'"')), rf"{SHEET}:\d+:\d+: the text is not closed"),
    "language": (change(SHEET, lambda d: d.replace(b": km", b": lo")), f"{SHEET}:1: the header says Language: lo"),
    "folder": (instead(SHEET, Path.mkdir), f"{SHEET}: a folder or a device"),
    "link to itself": (instead(SHEET, lambda p: p.symlink_to(p)), f"{SHEET}: cannot be read"),
    "no folder": (
        instead("translations/km/LC_MESSAGES", Path.touch),
        "translations/km/LC_MESSAGES: cannot be read",
    ),
    "approvals in conflict": (
        change(APPROVALS, lambda d: d + CONFLICT % (b"[[approval]]", b"[[approval]]")),
        rf"{APPROVALS}:\d+: a merge conflict is not settled",
    ),
    "approvals cut off": (change(APPROVALS, lambda d: d[:-5]), rf"{APPROVALS}:\d+(:\d+)?: "),
    "approvals in UTF-16": (
        change(APPROVALS, lambda d: d.decode().encode("utf-16")),
        f"{APPROVALS}:1: the file is UTF-16",
    ),
    "approvals of a name": (
        change(APPROVALS, lambda d: d.replace(b"km-R1", b"Sokha Example", 1)),
        rf"{APPROVALS}:\d+: an entry's by is no role code",
    ),
    "approvals linked to themselves": (instead(APPROVALS, lambda p: p.symlink_to(p)), f"{APPROVALS}: cannot be read"),
    "approvals linked to nothing": (instead(APPROVALS, lambda p: p.symlink_to("x")), f"{APPROVALS}: cannot be read"),
    "approvals a folder": (instead(APPROVALS, Path.mkdir), f"{APPROVALS}: a folder or a device"),
}


@pytest.mark.parametrize(("break_it", "said"), BAD.values(), ids=BAD)
def test_a_broken_file_is_one_clear_error_and_nothing_is_written(
    scratch: Scratch, break_it: Callable[[Scratch], None], said: str
) -> None:
    """The file and the line are named, with the way out; no catalog is touched, and no name is repeated."""
    scratch.append("content/documents/sheet.md", "\nAll is new.\n")
    break_it(scratch)
    before = files(scratch)
    done = scratch.docgen("catalog", "update", code=4)
    (error,) = re.findall(r"^error: (.*)$", done.err, re.MULTILINE)
    assert re.match(said, error)
    assert re.search(r"^  hint: .{15}", done.err, re.MULTILINE)
    assert files(scratch) == before and not done.out
    assert "Traceback" not in done.err and "Sokha" not in done.err


@pytest.mark.parametrize(
    "edit",
    [lambda d: d.replace(b"\n", b"\r\n"), lambda d: b"\xef\xbb\xbf" + d],
    ids=["Windows line ends", "byte-order mark"],
)
@pytest.mark.parametrize("name", [SHEET, APPROVALS])
def test_what_windows_does_to_a_file_is_no_fault_and_stays(
    scratch: Scratch, name: str, edit: Callable[[bytes], bytes]
) -> None:
    """Line ends and the mark of Notepad are read, and kept when something is written into the file."""
    change(name, edit)(scratch)
    before = (scratch.root / name).read_bytes()
    scratch.docgen("catalog", "update")
    assert (scratch.root / name).read_bytes() == before
    scratch.append("content/documents/sheet.md", "\nAll is new.\n")
    scratch.docgen("catalog", "update")
    after = (scratch.root / name).read_bytes()
    assert (after != before) == (name == SHEET)
    assert edit(after.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")) == after


@pytest.mark.parametrize("format", ["--json", "--dry-run"])
def test_a_full_disk_leaves_the_old_catalogs(scratch: Scratch, format: str) -> None:
    """When a catalog cannot be written, the error names it and the old one can still be read."""
    scratch.append("content/documents/example.md", "\nAll is new.\n")
    before = files(scratch)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        done = scratch.docgen("catalog", "update", format, code=0 if format == "--dry-run" else 6)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert files(scratch) == before
    assert ("cannot be written" in done.err) == (format == "--json")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A new language whose folder cannot be made gets no half of a catalog, and the error says what is in the way."""
    scratch = make_scratch(tmp_path / "workspace")
    (scratch.root / "translations").mkdir()
    (scratch.root / "translations" / "pot").write_bytes(b"")
    done = scratch.docgen("catalog", "update", code=6)
    assert re.search(r"error: .*translations/pot/\w+\.pot: cannot be written: .*\n  hint: a part of the path", done.err)
    assert files(scratch) == {"pot": b""}
