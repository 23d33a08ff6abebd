"""Workbooks of strangers are ZIP files: opened only when nothing in them can do harm. Ours have fixed times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from docgen.catalogs.exchange.xml_file import SIZE_LIMIT, too_large
from docgen.errors import CatalogError, Location

_UNPACKED_LIMIT = 3 * SIZE_LIMIT  # a cell costs more in XML than its text
_PART_LIMIT = 1_000
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can name
_LEVEL = 6
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """Return the XML parts of a workbook.

    Raises:
        CatalogError: it is no workbook, is too large, encrypted, or brings macros or links to other files.
    """
    if len(data) > SIZE_LIMIT:
        raise too_large(name)
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            # A part never unpacks to more than its size in the directory: zipfile stops there.
            if len(parts) > _PART_LIMIT or sum(part.file_size for part in parts) > _UNPACKED_LIMIT:
                raise too_large(name)
            _require_harmless(parts, name)
            return {part.filename: archive.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))}
    except (BadZipFile, ZlibError, EOFError, OSError, ValueError, NotImplementedError) as error:
        hint = "open it in Excel or LibreOffice and save it again as .xlsx"
        raise CatalogError("the workbook is damaged", location=Location(name), hint=hint) from error


def _require_harmless(parts: list[ZipInfo], name: str) -> None:
    refused = {
        "xl/vbaproject.bin": ("the workbook has macros", "save it as .xlsx, which has none"),
        "xl/macrosheets/": ("the workbook has macros", "save it as .xlsx, which has none"),
        "xl/externallinks/": ("the workbook has links to other files", "paste the values instead of the links"),
    }
    for part in parts:
        if part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            hint = "save it again as .xlsx, without a password"
            raise CatalogError(
                "the workbook is packed in a way that cannot be read", location=Location(name), hint=hint
            )
        for start, (said, hint) in refused.items():
            if part.filename.lower().startswith(start):
                raise CatalogError(said, location=Location(name), hint=hint)


def reproducible(data: bytes) -> bytes:
    """Return a workbook that openpyxl wrote without the times at which it did so."""
    fixed = BytesIO()
    with ZipFile(BytesIO(data)) as source:
        parts: Mapping[str, bytes] = {name: source.read(name) for name in source.namelist()}
    with ZipFile(fixed, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as target:
        for name, part in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", part) if name == "docProps/core.xml" else part
            target.writestr(info, content, compresslevel=_LEVEL)
    return fixed.getvalue()
