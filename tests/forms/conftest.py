"""What the tests of forms share."""

from __future__ import annotations

import pytest

from tests.scratch import isolated


@pytest.fixture(scope="session", autouse=True)
def _isolated_process() -> None:
    """WeasyPrint is loaded in a process that sees no face but ours."""
    isolated()
