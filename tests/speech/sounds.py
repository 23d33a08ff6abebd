"""Small sounds for tests, with and without tags."""

from __future__ import annotations

import math
import struct

SECRET = b"Somebody at home"


def wav(seconds: float = 0.2, tag: bytes = b"") -> bytes:
    """Return a tone that browsers play, with a title, if there is one."""
    rate = 8000
    wave = (int(9000 * math.sin(2 * math.pi * 440 * n / rate)) for n in range(int(rate * seconds)))
    samples = b"".join(struct.pack("<h", sample) for sample in wave) + b"SOUND "
    info = b"INFOINAM" + struct.pack("<I", len(tag)) + tag
    chunks = [(b"fmt ", struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16)), (b"LIST", info), (b"data", samples)]
    body = b"".join(name + struct.pack("<I", len(data)) + data for name, data in chunks)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def mp3(tag: bytes) -> bytes:
    """Return the beginning of an MP3 frame between a title of each kind."""
    size = bytes(len(tag) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\4\0\0" + size + tag + b"\xff\xfb\x90\0SOUND" + (b"TAG" + tag).ljust(128, b"\0")


def ogg(*comments: bytes) -> bytes:
    """Return the heads of an Ogg file with Opus."""
    told = b"".join(struct.pack("<I", len(comment)) + comment for comment in comments)
    return b"OggSOpusHeadOggSOpusTags" + struct.pack("<I", 1) + b"v" + struct.pack("<I", len(comments)) + told


def _box(kind: bytes, *inside: bytes) -> bytes:
    data = b"".join(inside)
    return struct.pack(">I", 8 + len(data)) + kind + data


def m4a(tag: bytes = b"", time: int = 7, handler: bytes = b"soun") -> bytes:
    """Return the boxes of an M4A file, with a title and the time of the recording."""
    times = bytes(4) + struct.pack(">II", time, time) + bytes(12)
    media = _box(b"mdia", _box(b"mdhd", times), _box(b"hdlr", bytes(8), handler, bytes(12)))
    track = _box(b"trak", _box(b"tkhd", times), media)
    moov = _box(b"moov", _box(b"mvhd", times), track, _box(b"udta", _box(b"meta", tag)))
    return _box(b"ftyp", b"M4A ") + moov + _box(b"mdat", b"SOUND")
