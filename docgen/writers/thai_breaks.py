"""Thai lines end where we say, and nowhere else.

Pango asks libthai for line-break opportunities beside ours, and libthai has rules even without a dictionary: it breaks
“10|บาท” and after an opening quotation mark, and no U+2060 forbids it. Pango takes a word from its text's attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

ffi.cdef("PangoAttribute * pango_attr_allow_breaks_new (gboolean allow_breaks);")  # Pango 1.44

_STRETCH = re.compile("[^ \u200b\n]*[\u0e00-\u0e7f][^ \u200b\n]*")


@contextmanager
def our_breaks_only() -> Iterator[None]:
    """Forbid breaks inside each stretch of Thai between spaces and our U+200B, in all that is laid out meanwhile."""
    original = line_break.Layout.set_text

    def set_text(layout: Any, text: str, justify: bool = False) -> None:
        original(layout, text, justify)
        stretches = [match.span() for match in _STRETCH.finditer(layout.text)]
        if stretches:
            _forbid(layout, stretches)

    line_break.Layout.set_text = set_text
    try:
        yield
    finally:
        line_break.Layout.set_text = original


def _forbid(layout: Any, stretches: list[tuple[int, int]]) -> None:
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for start, end in stretches:
        attribute = pango.pango_attr_allow_breaks_new(False)
        attribute.start_index = len(layout.text[:start].encode())
        attribute.end_index = len(layout.text[:end].encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
