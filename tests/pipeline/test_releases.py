"""Released editions can be printed again, found by their stamp, and recalled."""

import datetime
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.edition import ALPHABET, edition_digest, read_stamp, stamp_of
from docgen.errors import CatalogError, DocgenError, WorkspaceError
from docgen.pipeline.manifest import Record, Shown
from docgen.pipeline.releases import (
    Sent,
    changed_values,
    distribute,
    find_release,
    recall,
    release,
    releases,
    unclean,
)
from docgen.workspace import Workspace, read_workspace

DAY = datetime.date(2026, 11, 21)
EXAMPLE = Path(__file__).parents[2] / "docgen" / "starter" / "example"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace whose build/ holds one final file."""
    (tmp_path / "docgen.toml").write_bytes((EXAMPLE / "docgen.toml").read_bytes())
    (tmp_path / "build" / "th").mkdir(parents=True)
    (tmp_path / "build" / "th" / "example.pdf").write_bytes(b"%PDF final")
    return read_workspace(tmp_path)


def record(**changes: object) -> Record:
    """Return the manifest's record of that file."""
    final = Record(
        document="example",
        language="th",
        format="pdf",
        path="th/example.pdf",
        sha256="9d4ea2b61bb2c24e9e59ec9a3ab0ac1a5e8d9c9ea1f8c7d2d3b5c9f4b40c0c6e",
        size=10,
        pages=1,
        status="final",
        digest="d" * 64,
        made_with={"docgen": "0.1.0"},
        edition="a" * 64,
        stamp=stamp_of("a" * 64),
        values={"fund.living_cost": Shown("3,000 baht", (1,))},
    )
    import hashlib

    return replace(final, sha256=hashlib.sha256(b"%PDF final").hexdigest(), **changes)  # type: ignore[arg-type]


def test_a_release_keeps_the_files_as_they_were_issued(workspace: Workspace) -> None:
    """What was issued can be printed again, byte for byte, after build/ has changed, and its checksums prove it."""
    released = release(workspace, [record()], "DATIP-R1", DAY)
    (workspace.build / "th" / "example.pdf").write_bytes(b"%PDF newer")
    folder = workspace.root / "releases" / released.stamp
    assert (folder / "example.pdf").read_bytes() == b"%PDF final"
    done = subprocess.run(["sha256sum", "--check", "checksums.txt"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0
    assert [r.stamp for r in releases(workspace)] == [released.stamp]


def test_only_final_files_are_released(workspace: Workspace) -> None:
    """A reading aid, a stale file or one that was edited since never gets into releases/."""
    with pytest.raises(WorkspaceError, match="is a reading aid"):
        release(workspace, [record(status="reading aid")], "DATIP-R1", DAY)
    with pytest.raises(WorkspaceError, match="not what the last build made"):
        release(workspace, [record(stale=True)], "DATIP-R1", DAY)
    (workspace.build / "th" / "example.pdf").write_bytes(b"%PDF edited")
    with pytest.raises(WorkspaceError, match="not what the last build made"):
        release(workspace, [record()], "DATIP-R1", DAY)
    assert not (workspace.root / "releases").exists()


def test_a_person_does_not_release(workspace: Workspace) -> None:
    """A name where a role code belongs is refused, and not repeated."""
    with pytest.raises(CatalogError) as caught:
        release(workspace, [record()], "Somchai", DAY)
    assert "Somchai" not in str(caught.value)


def test_releasing_again_changes_nothing(workspace: Workspace) -> None:
    """A second release of the same edition leaves the first as it is; another edition with its stamp is refused."""
    first = release(workspace, [record()], "DATIP-R1", DAY)
    assert release(workspace, [record()], "DATIP-R2", DAY) == first
    with pytest.raises(WorkspaceError, match="another edition has the stamp"):
        release(workspace, [record(edition="b" * 64)], "DATIP-R1", DAY)


def test_a_recall_tells_where_the_copies_are(workspace: Workspace) -> None:
    """Copies are recorded by place; a recall is recorded once, and nothing recorded before is lost."""
    released = release(workspace, [record()], "DATIP-R1", DAY)
    distribute(workspace, released, Sent("Shelter, Ranong", 40, DAY))
    distribute(workspace, released, Sent('Office "North"', 2, DAY))
    recalled = recall(workspace, released, "DATIP-R1", DAY, "the amount changed")
    assert recalled.recalled
    assert [(sent.place, sent.copies) for sent in recalled.sent] == [("Shelter, Ranong", 40), ('Office "North"', 2)]
    assert [event.what for event in recalled.events] == ["released", "recalled"]
    with pytest.raises(WorkspaceError, match="was recalled"):
        recall(workspace, recalled, "DATIP-R1", DAY, "again")


def test_the_list_of_places_takes_no_person(workspace: Workspace) -> None:
    """An e-mail address is refused as a place."""
    released = release(workspace, [record()], "DATIP-R1", DAY)
    with pytest.raises(DocgenError, match="e-mail"):
        distribute(workspace, released, Sent("someone@example.org", 1, DAY))
    assert find_release(workspace, released.stamp).sent == ()


def test_an_edition_is_found_by_a_stamp_read_from_a_bad_copy(workspace: Workspace) -> None:
    """Small letters, a missing hyphen and O for 0 find it; what is no stamp, or no edition's, says so."""
    stamp = release(workspace, [record()], "DATIP-R1", DAY).stamp
    assert find_release(workspace, stamp.lower().replace("-", " ").replace("0", "o")).stamp == stamp
    with pytest.raises(WorkspaceError, match="is no stamp"):
        find_release(workspace, "hello")
    with pytest.raises(WorkspaceError, match="no released edition"):
        find_release(workspace, "0000-0000")


def test_changed_values_of_an_edition_are_shown(workspace: Workspace) -> None:
    """For an old edition one sees which of its values are otherwise today."""
    released = release(workspace, [record()], "DATIP-R1", DAY)
    assert changed_values(released, [("fund.living_cost", "3,000 baht")]) == []
    now = [("fund.living_cost", "3,500 baht")]
    assert changed_values(released, now) == [("fund.living_cost", "3,000 baht", "3,500 baht")]


def test_a_damaged_release_names_its_folder(workspace: Workspace) -> None:
    """A register that was edited by hand is one clear error."""
    released = release(workspace, [record()], "DATIP-R1", DAY)
    (workspace.root / "releases" / released.stamp / "events.toml").write_text("event = 3")
    with pytest.raises(WorkspaceError, match=released.stamp):
        find_release(workspace, released.stamp)


def test_uncommitted_sources_are_named(workspace: Workspace) -> None:
    """A release is made from a state that can be found again: what is not committed is listed."""
    with pytest.raises(WorkspaceError, match="no git repository"):
        unclean(replace(workspace, root=Path("/")))
    git = ["git", "-C", str(workspace.root), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    assert unclean(workspace) == ["docgen.toml"]
    subprocess.run([*git, "add", "docgen.toml"], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    assert unclean(workspace) == []


@given(st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_stamp_is_read_back_as_it_is_printed(digest: str) -> None:
    """Every stamp can be typed in again, and has only letters that are not taken for one another."""
    stamp = stamp_of(digest)
    assert read_stamp(stamp) == stamp
    assert set(stamp) <= {*ALPHABET, "-"}


def test_the_digest_of_an_edition_is_of_what_is_read() -> None:
    """A changed layout is no new edition; a changed amount, word or status is."""
    from docgen.errors import Location
    from docgen.facts import FactState
    from docgen.tree import Document, Furniture, Message, Paragraph, Run, Text, Value

    def document(shown: str, layout: str = "booklet-a5", words: str = "Cost ") -> Document:
        message = Message("d", "d", words, Location("x"))
        value = Value("fund.living_cost", (Run(shown),), shown, FactState.CONFIRMED)
        text = Text(message, "en", forms=((Run(words), value),))
        title = Text(message, "en", forms=((Run("Title"),),))
        return Document("d", title, None, (Paragraph(text),), layout, "person", "adult", "open", "n", title)

    first = edition_digest(document("3,000"))
    assert edition_digest(document("3,000", layout="sheet-a4-large")) == first
    assert edition_digest(document("3,000", words="Cost\u200b ")) == first
    assert edition_digest(document("3,500")) != first
    assert edition_digest(document("3,000", words="Price ")) != first
    aid = Text(Message("s", "s", "aid", Location("x")), "en", forms=((Run("not checked"),),))
    assert edition_digest(replace(document("3,000"), furniture=Furniture(reading_aid=(aid,)))) != first
