"""What is wrong with a value. No word of the value itself is in here: a list of faults may be read by anybody."""

from __future__ import annotations

from typing import NamedTuple


class Unfit(Exception):
    """A value cannot be printed: why, and the way out."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


class TooLong(Unfit):
    """A value does not fit its place, even in the smallest type."""

    def __init__(self) -> None:
        super().__init__("is too long for its place, even in the smallest type", "shorten it, or say --continue-sheet")


class Fault(NamedTuple):
    """One value that cannot be printed: its field, why, and the way out."""

    field: str
    reason: str
    hint: str
