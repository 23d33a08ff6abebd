"""Digests of what a file is made from: a file is made anew when one of them changes, and only then."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path
from typing import Any

import docgen
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.line import Target
from docgen.speech.sound import Sound
from docgen.writers.artefact import Format, Typeset

# What shapes the bytes of a file, beside our own code.
_PACKAGES = ("weasyprint", "python-docx", "fonttools", "uharfbuzz", "segno", "jinja2", "pydyf", "brotli")


def build_digest(inputs: Inputs, ready: Typeset, target: Target) -> str:
    """Return the digest of everything that a file is made from."""
    parts = [
        str(target),
        repr(_said(ready.document)),
        repr(ready.languages),
        ready.publisher,
        *(hashlib.sha256(sound.data).hexdigest() for sound in _heard(ready, target)),
        *(face.sha256 for face in ready.faces.faces),
        _folder(inputs.workspace.templates),
        *(f"{name} {version}" for name, version in versions().items()),
        _folder(Path(docgen.__file__).parent),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _heard(ready: Typeset, target: Target) -> tuple[Sound, ...]:
    """Return the recordings that a file has in it."""
    return tuple(ready.sounds.values()) if target.format is Format.HTML else ()


_PLACES = {"location", "comments"}


def _said(node: Any) -> Any:
    """Return a tree without its places in files: a line more above a fact changes no page that shows the fact."""
    if isinstance(node, tuple):
        return tuple(_said(item) for item in node)
    if not dataclasses.is_dataclass(node):
        return node
    names = (field.name for field in dataclasses.fields(node) if field.name not in _PLACES)
    return (type(node).__name__, *(_said(getattr(node, name)) for name in names))


@cache
def versions() -> dict[str, str]:
    """Return the versions of docgen, of the packages that shape the bytes, and of Pango."""
    from weasyprint.text.ffi import pango

    found = {name: importlib.metadata.version(name) for name in _PACKAGES}
    return {"docgen": docgen.__version__, **found, "pango": _dotted(pango.pango_version())}


@cache
def _folder(folder: Path) -> str:
    """Return the digest of the files below a folder that say something."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".py", ".jinja", ".css", ".toml"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _dotted(version: int) -> str:
    """Return Pango's version as people write it: 15012 is 1.50.12."""
    return f"{version // 10000}.{version // 100 % 100}.{version % 100}"
