"""Sound files of strangers: told by their first bytes, and freed of what says who made them, where and when.

Telephones write titles ("at home"), names, places and times into recordings. None of it may reach a page.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docgen.errors import ContentError

WITHOUT_TAGS = "make it anew without tags: ffmpeg -i IN -map_metadata -1 -c:a libopus -b:a 16k -ac 1 OUT.ogg"
_KINDS = "a recording is a WAV, MP3, Ogg or M4A file"


@dataclass(frozen=True)
class Sound:
    """A sound without tags; `suffix` and `media_type` are by its bytes, whatever its file was called."""

    suffix: str
    media_type: str
    data: bytes


class NoSound(ContentError):
    """A file is no sound that a page may have; nothing of its tags is repeated."""


def read_sound(data: bytes) -> Sound:
    """Return a sound without its tags.

    Raises:
        NoSound: it is of no kind that browsers play, is damaged, or has tags that cannot be taken out here.
    """
    for found, suffix, media_type, cleaned in _TYPES:
        if found(data):
            try:
                return Sound(suffix, media_type, cleaned(data))
            except (struct.error, IndexError) as error:
                raise NoSound("the recording is damaged", hint="record it again") from error
    raise NoSound("the file is no sound that is known here", hint=_KINDS)


# --- WAV: RIFF chunks ---------------------------------------------------------------------------------------------


def _wav(data: bytes) -> bytes:
    kept = b"".join(chunk for name, chunk in _chunks(data) if name in (b"fmt ", b"fact", b"data"))
    if b"data" not in kept:
        raise NoSound("the recording is damaged", hint="record it again")
    return b"RIFF" + struct.pack("<I", 4 + len(kept)) + b"WAVE" + kept


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a RIFF file with their names; each begins at an even byte."""
    position = 12
    while position + 8 <= len(data):
        (size,) = struct.unpack_from("<I", data, position + 4)
        body = data[position + 8 : position + 8 + size]
        size = len(body)  # a recorder that was switched off leaves the last size too large
        yield (
            data[position : position + 4],
            data[position : position + 4] + struct.pack("<I", size) + body + b"\0" * (size % 2),
        )
        position += 8 + size + size % 2


# --- MP3 ----------------------------------------------------------------------------------------------------------


def _mp3(data: bytes) -> bytes:
    """Return the frames without ID3 at their beginning (2.x) and at their end (1.x)."""
    while data[:3] == b"ID3":
        sizes = struct.unpack_from("4B", data, 6)  # seven bits of each
        size = sum((byte & 127) << shift for byte, shift in zip(sizes, (21, 14, 7, 0), strict=True))
        data = data[10 + size + (10 if data[5] & 16 else 0) :].lstrip(b"\0")
    if data[-128:-125] == b"TAG":
        data = data[:-128]
    if b"APETAGEX" in data[-32:] or b"LYRICS200" in data[-9:] or b"ID3" in data[:3] or not _frame(data):
        raise NoSound("the recording has tags of a kind that is not taken out here", hint=WITHOUT_TAGS)
    return data


def _frame(data: bytes) -> bool:
    return len(data) > 4 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0


# --- Ogg ----------------------------------------------------------------------------------------------------------


def _ogg(data: bytes) -> bytes:
    """Return the file as it is, if its comments say nothing but which program made it."""
    found = re.search(rb"OpusTags|\x03vorbis", data)
    if not found or b"\x80theora" in data:
        raise NoSound("the recording is neither Opus nor Vorbis", hint=WITHOUT_TAGS)
    position = found.end()
    (size,) = struct.unpack_from("<I", data, position)
    (count,) = struct.unpack_from("<I", data, position + 4 + size)
    position += 8 + size
    for _ in range(count):
        (size,) = struct.unpack_from("<I", data, position)
        if not data[position + 4 : position + 4 + size].lower().startswith(b"encoder="):
            raise NoSound("the recording has tags", hint=WITHOUT_TAGS)
        position += 4 + size
    return data


# --- M4A: boxes of ISO/IEC 14496-12 ---------------------------------------------------------------------------------

_CONTAINERS = (b"moov", b"trak", b"mdia")
_TAGS = (b"udta", b"meta", b"uuid", b"free", b"skip", b"iods")
_TIMED = (b"mvhd", b"tkhd", b"mdhd")


def _m4a(data: bytes) -> bytes:
    """Return the file with its tags emptied and its times set to 0; every box keeps its place and its size."""
    cleaned = bytearray(data)
    _clean(cleaned, 0, len(data))
    return bytes(cleaned)


def _clean(data: bytearray, start: int, end: int) -> None:
    while start + 8 <= end:
        (size,) = struct.unpack_from(">I", data, start)
        kind, head = bytes(data[start + 4 : start + 8]), 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start + 8)
            head = 16
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            raise NoSound("the recording is damaged", hint="record it again")
        if kind in _CONTAINERS:
            _clean(data, start + head, start + size)
        elif kind in _TAGS:
            data[start + 4 : start + 8] = b"free"
            data[start + head : start + size] = bytes(size - head)
        elif kind in _TIMED:
            length = 16 if data[start + head] == 1 else 8  # of the two times, by the box's version
            data[start + head + 4 : start + head + 4 + length] = bytes(length)
        elif kind == b"hdlr" and data[start + head + 8 : start + head + 12] == b"vide":
            raise NoSound("the file is a film", hint="record sound only: faces reach no page")
        start += size


_TYPES: tuple[tuple[Callable[[bytes], bool], str, str, Callable[[bytes], bytes]], ...] = (
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WAVE", "wav", "audio/wav", _wav),
    (lambda data: data[:3] == b"ID3" or _frame(data), "mp3", "audio/mpeg", _mp3),
    (lambda data: data[:4] == b"OggS", "ogg", "audio/ogg", _ogg),
    (lambda data: data[4:8] == b"ftyp", "m4a", "audio/mp4", _m4a),
)
