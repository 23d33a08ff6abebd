"""What a worker process finds is told by the process that the user sees."""

import pickle

import pytest

from docgen.content.inline import MarkupError
from docgen.errors import CatalogError, DocgenError, DocgenErrors, Location, MissingGlyphs, flatten

PLACE = Location("content/documents/d.md", 3, 7)
ERRORS = [
    CatalogError("wrong", location=PLACE, hint="mend it"),
    MissingGlyphs(PLACE, "km", "ɑ", ["Noto Sans Khmer"]),
    MarkupError("** has no partner", 4, PLACE, "write two"),
    DocgenError("wrong"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_travels_with_its_place_its_hint_and_its_code(error: DocgenError) -> None:
    """Whatever a worker raises reaches the command line in the same words, alone and with others."""
    group = DocgenErrors("2 errors", [error, error])
    for came in [pickle.loads(pickle.dumps(error)), *flatten(pickle.loads(pickle.dumps(group)))]:
        assert (str(came), came.hint, came.location, came.exit_code, came.__notes__ if came.hint else []) == (
            str(error),
            error.hint,
            error.location,
            error.exit_code,
            error.__notes__ if error.hint else [],
        )
