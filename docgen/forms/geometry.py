"""Where a value stands on a plate: its rectangle, and in it the base line of the first line of type."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """The place of a field, or of one option of it. Lengths are CSS px from the page's upper left corner, y down.

    `size` is that of the type, `leading` the distance of two base lines: where there are rules, type stands on them.
    Values of a right-to-left place (`rtl`) begin at its right edge. Pages count from 0.
    """

    field: str
    option: str
    page: int
    x: float
    y: float
    width: float
    height: float
    baseline: float
    size: float
    leading: float
    rtl: bool = False

    @property
    def lines(self) -> int:
        """How many lines of type it holds."""
        return max(1, int(self.height / self.leading + 0.01))

    def ticked(self) -> Place:
        """Return the place of a box to tick as that of its mark: as large as the box, on the box's lower edge."""
        size = min(self.width, self.height)
        left, below = self.x + (self.width - size) / 2, self.y + (self.height + size) / 2
        return self._replace(x=left, width=size, baseline=below, size=size, leading=size, rtl=False)
