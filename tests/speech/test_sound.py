"""Sound files: told by their bytes, and freed of names, places and times."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.speech.sound import NoSound, read_sound
from tests.speech.sounds import SECRET, m4a, mp3, ogg, wav


@pytest.mark.parametrize(
    ("data", "suffix"), [(wav(tag=SECRET), "wav"), (mp3(tag=SECRET), "mp3"), (m4a(tag=SECRET), "m4a")]
)
def test_what_a_telephone_writes_into_a_recording_is_taken_out(data: bytes, suffix: str) -> None:
    """Titles, names and places are gone, the sound is there, and cleaning it again changes nothing."""
    assert SECRET in data
    found = read_sound(data)
    assert (found.suffix, SECRET in found.data, b"SOUND" in found.data) == (suffix, False, True)
    assert read_sound(found.data) == found


def test_times_are_taken_out_of_m4a() -> None:
    """When somebody spoke is in no page; every box keeps its place, so that players find the sound."""
    data = m4a(tag=SECRET, time=0xDEADBEEF)
    cleaned = read_sound(data).data
    assert struct.pack(">I", 0xDEADBEEF) in data and struct.pack(">I", 0xDEADBEEF) not in cleaned
    assert len(cleaned) == len(data) and cleaned.index(b"SOUND") == data.index(b"SOUND")


def test_a_film_is_no_recording() -> None:
    """Who films a speaker by mistake shows no face on a page."""
    with pytest.raises(NoSound, match="film"):
        read_sound(m4a(handler=b"vide"))


def test_ogg_with_tags_is_refused_with_the_way_out() -> None:
    """An Ogg file that names only its encoder is taken; one with a title is not, and the title is not repeated."""
    assert read_sound(ogg(b"ENCODER=a program")).suffix == "ogg"
    with pytest.raises(NoSound) as refused:
        read_sound(ogg(b"TITLE=" + SECRET))
    assert "ffmpeg" in refused.value.hint and SECRET.decode() not in str(refused.value)


@pytest.mark.parametrize(
    "data", [b"", b"no sound at all", b"%PDF-1.7", wav()[:20], b"OggS" + b"\0" * 40, m4a()[:-3], b"ID3"]
)
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    """A damaged file, or one of another kind, never gets onto a page."""
    with pytest.raises(NoSound):
        read_sound(data)


@given(st.sampled_from([b"RIFF0000WAVE", b"ID3", b"\xff\xfb", b"OggS", b"0000ftyp", b"OggSOpusTags"]), st.binary())
def test_damaged_files_are_refused_and_nothing_worse(head: bytes, rest: bytes) -> None:
    """Whatever a stranger's file holds, it is a sound or it is refused."""
    with contextlib.suppress(NoSound):
        assert read_sound(head + rest).data
