"""A pack of the tests' form, and how to run it as an office would: by Python alone, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from docgen.forms.pack import Pack, PlateFile
from docgen.forms.packing import pack_bytes
from tests.forms.form import faces, plate

TAGS = ("en", "km", "th")


@cache
def pack() -> Pack:
    """Return the form in some languages, with an extra sheet and without."""
    plates = [PlateFile("test", tag, sheet, plate(tag, sheet).to_bytes) for tag in TAGS for sheet in (False, True)]
    return Pack(tuple(plates), faces().files)


@cache
def packed() -> bytes:
    """Return it as a ZIP."""
    return pack_bytes(pack(), "forms.zip", {})


def run(
    zip: Path, *arguments: str, typed: bytes = b"", code: int = 0, options: Sequence[str] = ()
) -> subprocess.CompletedProcess[bytes]:
    """Run a pack in its own folder, which is its home and its place for temporary files; it must exit with `code`."""
    folder = str(zip.parent)
    known = {"HOME": folder, "TMPDIR": folder, "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *options, zip.name, *arguments]
    done = subprocess.run(command, input=typed, capture_output=True, cwd=folder, env=known, check=False)
    assert done.returncode == code, (
        f"{arguments} gave {done.returncode}\n{done.stdout.decode()}\n{done.stderr.decode()}"
    )
    return done
