"""gettext's own judgement of a PO file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest


@pytest.fixture(scope="session")
def msgfmt(needs: Callable[[str], str]) -> Callable[[bytes], str]:
    """Return a function that gives what `msgfmt --check` complains of in a PO file, "" when it is content."""
    program = needs("msgfmt")

    def complaints(data: bytes) -> str:
        done = subprocess.run([program, "--check", "-o", "-", "-"], input=data, capture_output=True, check=False)
        return done.stderr.decode()

    return complaints
