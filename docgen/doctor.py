"""What docgen needs of a machine, and whether it is there: `docgen doctor` prints it.

It is meant for a machine on which something is missing. So no package is taken for granted, WeasyPrint and everything
else that loads libraries of the system is tried in a process of its own, and nothing is installed or changed: each
remedy is a command for the user.
"""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from docgen.errors import DocgenError, DocgenErrors, flatten
from docgen.workspace import find_workspace


@dataclass(frozen=True)
class Item:
    """One thing that docgen needs: what was found of it, and how to get it (`remedy`, "" when nothing is missing).

    Without a `required` one docgen does not print; without another one only what `needed_for` says is missing.
    """

    name: str
    ok: bool
    found: str
    needed_for: str
    remedy: str
    required: bool = True


class System(Enum):
    """An operating system, as far as its commands differ."""

    DEBIAN = "Debian, Ubuntu"
    FEDORA = "Fedora"
    MACOS = "macOS"
    WINDOWS = "Windows"
    OTHER = "another system"


OLDEST_PYTHON: Final = (3, 11)

_SETUP = "docs/setup.md"
_PYTHON: Mapping[System, str] = {
    System.DEBIAN: "sudo apt-get install python3 python3-venv",
    System.FEDORA: "sudo dnf install python3",
    System.MACOS: "brew install python",
    System.WINDOWS: "winget install Python.Python.3.13",
    System.OTHER: "install a newer Python",
}
_PANGO: Mapping[System, str] = {
    System.DEBIAN: "sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"
    " libharfbuzz-subset0 fontconfig",
    System.FEDORA: "sudo dnf install pango harfbuzz fontconfig",
    System.MACOS: "brew install pango; export DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib",
    # WeasyPrint looks into this folder of itself; the variable is for an MSYS2 that was put elsewhere.
    System.WINDOWS: "install MSYS2 (https://www.msys2.org), run in its shell: pacman -S mingw-w64-ucrt-x86_64-pango;"
    " then in PowerShell: setx WEASYPRINT_DLL_DIRECTORIES C:\\msys64\\ucrt64\\bin",
    System.OTHER: "install Pango 1.44 or newer, HarfBuzz with its subset library, and Fontconfig",
}

# Each package of pyproject.toml: the module to try, and what would be missing without it.
_PACKAGES: Mapping[str, tuple[str, str]] = {
    "babel": ("babel", "numbers, dates and plural rules of languages"),
    "click": ("click", "the command line"),
    "fonttools": ("fontTools.ttLib", "reading and subsetting faces"),
    "icu4py": ("icu4py.breakers", "finding where a line may end"),
    "jinja2": ("jinja2", "templates"),
    "khmercut": ("khmercut", "finding where a Khmer line may end"),
    "lxml": ("lxml.etree", "writing DOCX"),
    "markdown-it-py": ("markdown_it", "reading documents"),
    "markupsafe": ("markupsafe", "templates"),
    "mdit-py-plugins": ("mdit_py_plugins", "reading documents"),
    "myanmartools": ("myanmartools", "telling Burmese in Zawgyi from Unicode"),
    "openpyxl": ("openpyxl", "reading and writing XLSX"),
    "packaging": ("packaging.requirements", "comparing versions"),
    "pikepdf": ("pikepdf", "checking and changing PDF"),
    "pillow": ("PIL.Image", "pages as pictures"),
    "polib": ("polib", "reading catalogs"),
    "pydantic": ("pydantic", "checking what content/ and fonts/ say"),
    "pydyf": ("pydyf", "writing PDF"),
    "pypdf": ("pypdf", "reading a PDF a second time, for `docgen verify`"),
    "pypdfium2": ("pypdfium2", "checking PDF as a reader shows it"),
    "python-docx": ("docx", "writing DOCX"),
    "pyuca": ("pyuca", "sorting names as readers of a language do"),
    "rapidfuzz": ("rapidfuzz.fuzz", "finding which text a changed one was"),
    "rich": ("rich.console", "tables on the screen"),
    "segno": ("segno", "QR codes"),
    "thaibreak": ("thaibreak", "finding where a Thai line may end"),
    "tomlkit": ("tomlkit", "changing facts without touching what stands beside them"),
    "uharfbuzz": ("uharfbuzz", "shaping and measuring text"),
    "weasyprint": ("", "printing PDF; only this version is proved"),  # tried together with Pango
}


@dataclass(frozen=True)
class Program:
    """A program that docgen itself does not need; `commands` are the names and places it may have."""

    name: str
    needed_for: str
    commands: tuple[str, ...]
    remedies: Mapping[System, str]


PROGRAMS: Final = (
    Program(
        "soffice",
        "tests: opening DOCX files and workbooks as their readers do",
        (
            "soffice",
            "libreoffice",
            "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            "C:\\Program Files\\LibreOffice\\program\\soffice.com",
        ),
        {
            System.DEBIAN: "sudo apt-get install --no-install-recommends libreoffice-writer libreoffice-calc",
            System.FEDORA: "sudo dnf install libreoffice-writer libreoffice-calc",
            System.MACOS: "brew install --cask libreoffice",
            System.WINDOWS: "winget install TheDocumentFoundation.LibreOffice",
            System.OTHER: "install LibreOffice Writer and Calc",
        },
    ),
    Program(
        "chromium",
        "tests: opening phone pages as their readers do",
        (
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
        ),
        {
            System.DEBIAN: "sudo apt-get install --no-install-recommends chromium",
            System.FEDORA: "sudo dnf install chromium",
            System.MACOS: "brew install --cask google-chrome",
            System.WINDOWS: "winget install Google.Chrome",
            System.OTHER: "install Chromium or Chrome",
        },
    ),
    Program(
        "pdftoppm",
        "tests: reading PDF files with a second program",
        ("pdftoppm",),
        {
            System.DEBIAN: "sudo apt-get install poppler-utils",
            System.FEDORA: "sudo dnf install poppler-utils",
            System.MACOS: "brew install poppler",
            System.WINDOWS: "run in the MSYS2 shell: pacman -S mingw-w64-ucrt-x86_64-poppler",
            System.OTHER: "install Poppler's programs",
        },
    ),
    Program(
        "java",
        "tests: judging PDF files by the rules of PDF/UA and PDF/A",
        ("java",),
        {
            System.DEBIAN: "sudo apt-get install --no-install-recommends default-jre-headless",
            System.FEDORA: "sudo dnf install java-latest-openjdk-headless",
            System.MACOS: "brew install --cask temurin",
            System.WINDOWS: "winget install EclipseAdoptium.Temurin.21.JRE",
            System.OTHER: "install a Java runtime, version 11 or newer",
        },
    ),
    Program(
        "msgfmt",
        "tests: judging catalogs as Poedit does",
        ("msgfmt",),
        {
            System.DEBIAN: "sudo apt-get install gettext",
            System.FEDORA: "sudo dnf install gettext",
            System.MACOS: "brew install gettext",
            System.WINDOWS: "run in the MSYS2 shell: pacman -S gettext-devel",
            System.OTHER: "install GNU gettext",
        },
    ),
)


def examine(workspace: Path | None = None, system: System | None = None) -> tuple[Item, ...]:
    """Return everything that docgen needs, found or not, what printing needs first.

    `workspace` is a folder with a docgen.toml; without it, the nearest one upward is examined, if there is any.
    """
    system = system or this_system()
    items = [
        python(sys.version_info[:3], system),
        pango(system),
        *packages(),
        *_workspace(workspace),
        *(program(each, system) for each in PROGRAMS),
    ]
    return tuple(sorted(items, key=lambda item: not item.required))


def this_system() -> System:
    """Return the system that docgen runs on."""
    known = {"win32": System.WINDOWS, "darwin": System.MACOS}
    if sys.platform in known:
        return known[sys.platform]
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return System.OTHER
    family = {release["ID"], *release.get("ID_LIKE", "").split()}
    if "debian" in family:
        return System.DEBIAN
    return System.FEDORA if "fedora" in family else System.OTHER


def python(version: Sequence[int], system: System) -> Item:
    """Return whether Python is new enough."""
    oldest, found = (".".join(map(str, each)) for each in (OLDEST_PYTHON, version))
    ok = tuple(version) >= OLDEST_PYTHON
    return Item("Python", ok, found, f"everything; {oldest} or newer", "" if ok else _PYTHON[system])


# --- packages --------------------------------------------------------------------------------------------------

# Prints one line for each module when it was tried, so that a crash is put down to the right one.
_TRY_MODULES = """
import importlib, sys
for name in sys.argv[1:]:
    print(name, end="\\t", flush=True)
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(type(error).__name__ + ":", *str(error).split()[:30], flush=True)
    else:
        print(flush=True)
"""


def packages(interpreter: Sequence[str] = (sys.executable,)) -> Iterator[Item]:
    """Yield for each package whether it can be loaded and has a version that docgen was made for."""
    try:
        from packaging.requirements import Requirement

        lines = importlib.metadata.requires("docgen") or []
    except ImportError as error:  # PackageNotFoundError is one
        yield Item("packages", False, str(error), "everything", _reinstall("docgen"))
        return
    faults = import_faults([module for module, _ in _PACKAGES.values() if module], interpreter)
    for requirement in map(Requirement, lines):
        name = requirement.name
        yield package(name, str(requirement.specifier), _version(name), faults.get(_PACKAGES[name][0], ""))


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def package(name: str, wanted: str, version: str, fault: str = "") -> Item:
    """Return whether a package's version ("" when it is missing) is wanted, and no `fault` came of loading it."""
    from packaging.specifiers import SpecifierSet

    ok = bool(version) and version in SpecifierSet(wanted) and not fault
    found = " ".join(filter(None, [version or "not installed", f"({fault})" if fault else ""]))
    needed_for = f"{_PACKAGES[name][1]}; {wanted}"
    return Item(name, ok, found, needed_for, "" if ok else _reinstall(name + wanted))


def _reinstall(requirement: str) -> str:
    return f'make build, or: "{sys.executable}" -m pip install --force-reinstall "{requirement}"'


def import_faults(modules: Sequence[str], interpreter: Sequence[str] = (sys.executable,)) -> dict[str, str]:
    """Return what went wrong with each module that cannot be imported, tried in a process of their own."""
    done = _run([*interpreter, "-c", _TRY_MODULES, *modules])
    reported = dict(line.partition("\t")[::2] for line in done.stdout.splitlines() if "\t" in line)
    if done.returncode and reported:  # the last one took Python down with it
        reported[list(reported)[-1]] = f"stopped Python, code {done.returncode}"
    return {name: reported.get(name, "was not reached") for name in modules if reported.get(name, "was not reached")}


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)


# --- libraries and programs of the system ----------------------------------------------------------------------

# Pango counts 1.50.12 as 15012.
_TRY_PANGO = """
from weasyprint.text.ffi import harfbuzz_subset, pango
if harfbuzz_subset is None:
    raise SystemExit("HarfBuzz has no subset library")
version = pango.pango_version()
print(version // 10000, version // 100 % 100, version % 100, sep=".")
"""


def pango(system: System, interpreter: Sequence[str] = (sys.executable,)) -> Item:
    """Return whether WeasyPrint can load Pango and the libraries beside it."""
    done = _run([*interpreter, "-W", "ignore", "-c", _TRY_PANGO])
    ok = done.returncode == 0
    said = (done.stdout if ok else done.stderr).strip().splitlines() or [f"stopped Python, code {done.returncode}"]
    return Item("Pango", ok, said[-1], "printing PDF", "" if ok else _PANGO[system])


def find_program(name: str) -> str | None:
    """Return the path of a program (by its name in PROGRAMS, or by its own), or None where it is not installed."""
    known = {each.name: each.commands for each in PROGRAMS}
    return next(filter(None, map(shutil.which, known.get(name, (name,)))), None)


def program(wanted: Program, system: System) -> Item:
    """Return whether a program is installed."""
    path = find_program(wanted.name)
    remedy = "" if path else wanted.remedies[system]
    return Item(wanted.name, bool(path), path or "not found", wanted.needed_for, remedy, required=False)


# --- the workspace ---------------------------------------------------------------------------------------------


def _workspace(folder: Path | None) -> Iterator[Item]:
    needed_for = "everything but `docgen new`"
    try:
        root = find_workspace(folder or Path.cwd())
    except DocgenError as error:
        yield Item("workspace", False, error.message, needed_for, error.hint, required=False)
        return
    yield Item("workspace", True, str(root), needed_for, "")
    yield fonts(root / "fonts")
    yield output(root / "build")


def fonts(folder: Path) -> Item:
    """Return whether every face of a workspace is there and unchanged."""
    name, needed_for = "fonts/", "every letter"
    try:
        from docgen.typeset.faces import read_faces

        found = read_faces(folder)
    except (DocgenError, DocgenErrors) as error:
        faults = flatten(error)
        said = "; ".join(map(str, faults))
        return Item(name, False, said, needed_for, faults[0].hint or f"{_SETUP} and docs/fonts.md")
    except ImportError as error:
        return Item(name, False, f"cannot be read: {error}", needed_for, _reinstall("uharfbuzz"))
    said = f"{len(found.faces)} faces of {len(found.families)} families"
    return Item(name, True, said, needed_for, "")


def output(folder: Path) -> Item:
    """Return whether files can be written into a folder; it may not be there yet."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        remedy = f"make {existing} a folder that you may write to"
        return Item("build/", False, str(error), "every file that docgen makes", remedy)
    return Item("build/", True, f"{existing} can be written to", "every file that docgen makes", "")
