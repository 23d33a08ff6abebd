"""build/manifest.json can be trusted, or is ignored."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.pipeline.line import Target
from docgen.pipeline.manifest import NAME, Record, Shown, read_manifest, write_manifest
from docgen.writers.artefact import Format

RECORD = Record(
    document="example",
    language="km",
    format="pdf",
    path="km/example.pdf",
    sha256="a" * 64,
    size=1000,
    pages=2,
    status="final",
    digest="b" * 64,
    made_with={"docgen": "1.0"},
    values={"fund.living_cost": Shown("៣.៥០០ បាត", (1, 2))},
)
OTHER = replace(RECORD, language="en", path="en/example.pdf", values={}, findings=("page 1: too long",), stale=True)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    """A later build knows each file as the earlier one left it."""
    write_manifest(tmp_path / "build", [RECORD, OTHER])
    read = read_manifest(tmp_path / "build")
    assert read == {Target("example", "km", Format.PDF): RECORD, Target("example", "en", Format.PDF): OTHER}


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    """The manifest does not depend on which worker was done first."""
    write_manifest(tmp_path / "one", [RECORD, OTHER])
    write_manifest(tmp_path / "two", [OTHER, RECORD])
    assert (tmp_path / "one" / NAME).read_bytes() == (tmp_path / "two" / NAME).read_bytes()


def test_the_manifest_is_readable_by_people(tmp_path: Path) -> None:
    """Values stand in it as they are printed, not as numbers of characters."""
    write_manifest(tmp_path, [RECORD])
    assert "៣.៥០០ បាត" in (tmp_path / NAME).read_text("utf-8")


WHOLE = json.dumps({"files": [json.loads(json.dumps(RECORD.__dict__, default=lambda s: s.__dict__))]})
BROKEN = {
    "empty": b"",
    "cut short": WHOLE[: len(WHOLE) // 2].encode(),
    "another character set": WHOLE.encode("utf-16"),
    "a list": b"[]",
    "no files": b"{}",
    "files of another kind": b'{"files": [1]}',
    "a setting too few": WHOLE.replace('"sha256"', '"md5"').encode(),
    "values of another kind": WHOLE.replace('"values": {', '"values": [], "stray": {').encode(),
    "an unknown format": WHOLE.replace('"pdf"', '"exe"').encode(),
    "a document that is no name": WHOLE.replace('"example"', "[]", 1).encode(),
    "a number of pages that is none": WHOLE.replace('"pages": 2', '"pages": "two"', 1).encode(),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_counts_as_none(tmp_path: Path, data: bytes) -> None:
    """A manifest that is damaged stops no build: everything is made anew."""
    (tmp_path / NAME).write_bytes(data)
    assert read_manifest(tmp_path) == {}


def test_no_manifest_is_no_fault(tmp_path: Path) -> None:
    """The first build has none to read."""
    assert read_manifest(tmp_path / "build") == {}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "pages", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(key=st.sampled_from(sorted(RECORD.__dict__)), value=_JSON)
def test_whatever_stands_in_the_manifest_no_build_breaks(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    """Someone edited one thing in the manifest: it is read, or it counts as none."""
    folder = tmp_path_factory.mktemp("manifest")
    data = json.loads(WHOLE)
    data["files"][0][key] = value
    (folder / NAME).write_text(json.dumps(data), "utf-8")
    for target, record in read_manifest(folder).items():
        assert record.target == target
        write_manifest(folder, [record])  # what is read can be kept
