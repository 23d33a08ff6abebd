"""A renderer that sees the faces of fonts/ and no other, on any machine.

Pango asks Fontconfig for faces, and Fontconfig replaces a family it lacks without a word. Pango also asks libthai where
a Thai line may end, beside the places we chose. Both read environment variables once, when they are first used: a
worker process calls `isolate` before it imports WeasyPrint.
"""

from __future__ import annotations

import os
import struct
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape


def isolate(fonts_dir: Path, state_dir: Path) -> None:
    """Hide all faces but those below `fonts_dir` from this process, and the Thai words of the machine.

    `state_dir` keeps small files about faces; several processes may share it, and it may be lost.

    Raises:
        RuntimeError: WeasyPrint has already read another configuration.
    """
    variables = _variables(fonts_dir, state_dir.resolve())
    if "weasyprint.text.ffi" in sys.modules and any(os.environ.get(name) != variables[name] for name in variables):
        raise RuntimeError("isolate() comes too late: WeasyPrint has read the fonts of this machine")
    os.environ.update(variables)
    os.environ.pop("FONTCONFIG_SYSROOT", None)  # a folder that would stand before ours; "" does not unset it


def _variables(fonts_dir: Path, state_dir: Path) -> dict[str, str]:
    """Return the environment variables to set, after writing the files that they name."""
    configuration, words = state_dir / "fonts.conf", state_dir / "libthai"
    _write(configuration, fontconfig_xml(fonts_dir, state_dir / "fontconfig").encode())
    _write(words / "thbrk.tri", no_thai_words())
    return {"FONTCONFIG_FILE": str(configuration), "LIBTHAI_DICTDIR": str(words)}


def fontconfig_xml(fonts_dir: Path, cache_dir: Path) -> str:
    """Return a Fontconfig configuration that knows one folder of faces, and includes nothing of the machine's."""
    fonts, cache = (escape(path.resolve().as_posix()) for path in (fonts_dir, cache_dir))
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <reset-dirs/>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def no_thai_words() -> bytes:
    """Return a dictionary for libthai that has no word, so that between Thai letters a line ends at our U+200B only.

    A folder without a dictionary would not do: libthai then takes the system's. Its rules stay: a line may end between
    a digit and a Thai letter and after ฯ and ๆ, even at a U+2060. What must not part there needs `white-space: nowrap`.

    Source: libdatrie 0.2, alpha-map.c, darray.c, tail.c: ranges of characters; a double array of header, free list
    and root; a tail without blocks.
    """
    characters = struct.pack(">IiII", 0xD9FCD9FC, 1, 0x0E01, 0x0E5B)
    cells = struct.pack(">IIiiii", 0xDAFCDAFC, 3, -1, -1, 3, 0)
    tail = struct.pack(">Iii", 0xDFFCDFFC, 0, 0)
    return characters + cells + tail


def _write(path: Path, data: bytes) -> None:
    """Write a file unless it is there already: another process may be reading it."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(temporary, path)
