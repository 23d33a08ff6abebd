"""What a new workspace starts with: templates, faces, and a small example.

A wheel carries all three in this package. A checkout has its templates and faces once, at its root, and `docgen new`
takes them from there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from docgen.errors import WorkspaceError

Name = Literal["templates", "fonts", "example"]

_PACKAGED = Path(__file__).parent
_CHECKOUT = _PACKAGED.parents[1]


def starter_folder(name: Name) -> Path:
    """Return a folder whose files a new workspace gets.

    Raises:
        WorkspaceError: the installation is incomplete.
    """
    for folder in (_PACKAGED / name, _CHECKOUT / name):
        if folder.is_dir():
            return folder
    raise WorkspaceError(f"docgen's own {name} are missing from {_PACKAGED}", hint="install docgen again")
