"""What is wrong with a value. No word of the value itself is in here: a list of faults may be read by anybody."""

from __future__ import annotations

from dataclasses import dataclass


class Unfit(Exception):
    """A value cannot be printed: why, and the way out."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


@dataclass(frozen=True)
class Fault:
    """One value that cannot be printed: its field, why, and the way out."""

    field: str
    reason: str
    hint: str
