"""What every test may use: programs that prove the product from outside, and steady examples."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import settings

from docgen.doctor import find_program

# A test says what is right, not how fast: two cores may be busy with something else. In CI the examples are the same
# each time, so that a change fails for what it did; elsewhere new ones are tried.
settings.register_profile("untimed", parent=settings(), deadline=None, derandomize="DOCGEN_PROOF" in os.environ)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def needs() -> Callable[[str], str]:
    """Return a function that gives a program's path: `needs("soffice")`; the names are those of docgen.doctor.

    Without the program the test is skipped; with DOCGEN_PROOF=1, as in .ci/run, it fails.
    """

    def path(name: str) -> str:
        found = find_program(name)
        if found is None:
            message = f"{name} is not installed; `make test` installs it where it may, `docgen doctor` says how"
            (pytest.fail if os.environ.get("DOCGEN_PROOF") else pytest.skip)(message)
        return found

    return path
