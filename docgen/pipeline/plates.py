"""The plates of a workspace, in build/forms/: made from forms that were proved, and made anew when anything changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from docgen.atomic import write_atomic
from docgen.errors import FormError
from docgen.forms.faces import FaceFile
from docgen.forms.pack import Pack, PlateFile
from docgen.pipeline.digests import build_digest
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare, write
from docgen.pipeline.run import targets
from docgen.typeset.isolation import isolate
from docgen.verify import verify
from docgen.workspace import Workspace
from docgen.writers.artefact import Format, Typeset

FOLDER = "forms"


def workspace_pack(root: Path, forms: Collection[str], tags: Collection[str], sheets: bool) -> Pack:
    """Return the forms of a workspace, with an extra sheet or without; empty choices mean all.

    Plates that are not in build/forms/ are made. The process is isolated for it.

    Raises:
        DocgenError, DocgenErrors: what is wrong with the workspace, or with a form.
        NotFit: a form fails its checks, so nobody should fill it in.
    """
    isolate(root / "fonts", root / "build" / ".state")
    inputs = read_inputs(root)
    wanted = list(_wanted(inputs, forms, tags))
    kinds = (False, True) if sheets else (False,)
    plates = [
        PlateFile(target.document, target.language, sheet, partial(_plate, inputs, target, sheet))
        for target in wanted
        for sheet in kinds
    ]
    faces = [family.regular for family in inputs.faces.families.values()]
    return Pack(tuple(plates), tuple(FaceFile(face.family, face.sha256, face.path.read_bytes) for face in faces))


def _wanted(inputs: Inputs, forms: Collection[str], tags: Collection[str]) -> Iterator[Target]:
    there = [name for name in inputs.workspace.documents if inputs.content.documents[name].form]
    for name in forms:
        if name not in there:
            raise FormError(f"there is no form “{name}”", hint=f"there are {', '.join(there) or 'none'}")
    all_targets = targets(inputs.workspace, forms or there, (), (Format.PDF,))
    for tag in tags:
        if tag not in {target.language for target in all_targets}:
            known = dict.fromkeys(target.language for target in all_targets)
            raise FormError(f"there is no form in {tag}", hint=f"there are {', '.join(known)}")
    yield from (target for target in all_targets if not tags or target.language in tags)


def _plate(inputs: Inputs, target: Target, sheet: bool) -> bytes:
    """Return a plate's file, from build/forms/ if it is there and nothing has changed."""
    ready = prepare(inputs, target)
    digest = build_digest(inputs, ready, target)
    path = plate_path(inputs.workspace, target, sheet, digest)
    if path.is_file():
        return path.read_bytes()
    data = _compiled(inputs, ready, sheet)
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(path.name.replace(digest, "*")):
        old.unlink()
    write_atomic(path, data)
    return data


def plate_path(workspace: Workspace, target: Target, sheet: bool, digest: str) -> Path:
    """Return where a plate is kept; its name says of which state of the workspace it is."""
    kind = ".sheet" if sheet else ""
    return workspace.build / FOLDER / f"{target.document}.{target.language}{kind}.{digest}.plate"


def _compiled(inputs: Inputs, ready: Typeset, sheet: bool) -> bytes:
    from docgen.forms.compile import compile_plate

    verify(write(inputs, ready, Format.PDF))  # the blank form is proved; in a plate its letters stand where they did
    return compile_plate(ready, inputs.workspace.templates, sheet).to_bytes()


def licences(root: Path) -> dict[str, bytes]:
    """Return the licences of a workspace's faces, by the names they have in a pack."""
    from docgen.typeset.faces import read_faces

    files = sorted({face.licence_file for face in read_faces(root / "fonts").faces})
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in files}
