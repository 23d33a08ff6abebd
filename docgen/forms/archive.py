"""One ZIP with a PDF for each person. Files are numbered: no name of a file tells whose it is."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

NEVER = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP can say


class Archive:
    """A ZIP being written into an open file: `add` for each person, then `close`."""

    def __init__(self, file: BinaryIO, password: str = "") -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)  # a PDF is packed already
        self._password = password

    def add(self, number: int, data: bytes) -> None:
        """Add the form of one person; the number is her place in the run."""
        if self._password:
            data = encrypted(data, self._password)
        entry = zipfile.ZipInfo(f"{number:05d}.pdf", NEVER)
        entry.external_attr = 0o600 << 16
        self._zip.writestr(entry, data)

    def close(self) -> None:
        """Write the end of the file."""
        self._zip.close()


def encrypted(data: bytes, password: str) -> bytes:
    """Return a PDF that opens with a password only (AES-256), and may then be read aloud, copied and printed."""
    import pikepdf  # here: most forms are printed and never sent

    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user=password, owner=password, R=6))
    return file.getvalue()
