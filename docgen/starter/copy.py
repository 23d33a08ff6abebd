"""A new workspace: the example, and copies of the templates and faces that this version was tested with."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from docgen.errors import Location, RenderError, WorkspaceError
from docgen.starter import starter_folder


def make_workspace(folder: Path) -> int:
    """Make a workspace and return how many files it has; it appears whole or not at all.

    Raises:
        WorkspaceError: the folder is there and is not empty.
        RenderError: it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "choose another name; nothing is overwritten"
        raise WorkspaceError("the folder is there already, and not empty", location=Location(str(folder)), hint=hint)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".docgen-new-") as temporary:
            made = Path(temporary) / "workspace"
            shutil.copytree(starter_folder("example"), made)
            for name in ("templates", "fonts"):
                shutil.copytree(starter_folder(name), made / name)
            (made / ".gitignore").write_text("/build/\n")
            if folder.exists():
                folder.rmdir()
            made.rename(folder)
    except OSError as error:
        raise RenderError(
            f"the workspace cannot be written: {error.strerror}", location=Location(str(folder))
        ) from error
    return sum(path.is_file() for path in folder.rglob("*"))
