"""A build: targets go to worker processes, verified files go to build/, and the manifest says what lies there.

Each worker is isolated before a renderer is loaded, reads the workspace once, and keeps it for its targets.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.atomic import write_atomic
from docgen.canonical import canonical
from docgen.errors import DocgenError, DocgenErrors, RenderError, flatten
from docgen.pipeline.digests import build_digest, versions
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare, write
from docgen.pipeline.manifest import Manifest, Record, Shown, read_manifest, write_manifest
from docgen.tree import Value, plain, walk
from docgen.typeset.isolation import isolate
from docgen.verify import NotFit, Verified, verify
from docgen.workspace import Workspace
from docgen.writers.artefact import Artefact, Format


@dataclass(frozen=True)
class Outcome:
    """What became of one target: "built", "unchanged" or "failed"; a failed one has errors, and its old record.

    `notes` say what a user should know of a file that was built, and what is no fault.
    """

    target: Target
    what: str
    record: Record | None
    before: Record | None
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def targets(
    workspace: Workspace, documents: Collection[str], languages: Collection[str], formats: Collection[Format]
) -> list[Target]:
    """Return the files to make, in the order of docgen.toml; an empty choice means all.

    Pages in two languages are for paper. They are among the reader's language's files, and chosen as "th+km" alone.
    A document that shows languages beside each other is chosen by each of them.
    """
    return [
        target
        for document in workspace.documents
        if not documents or document in documents
        for target in _of_document(workspace, document)
        if not languages or not _shown(workspace, target).isdisjoint(languages)
        if not formats or target.format in formats
    ]


def _shown(workspace: Workspace, target: Target) -> set[str]:
    return {target.language, target.languages[-1], *workspace.side_by_side.get(target.document, ())}


def _of_document(workspace: Workspace, document: str) -> Iterator[Target]:
    yield from (Target(document, tag, format) for tag in workspace.languages_of(document) for format in Format)
    yield from (Target(document, both, Format.PDF) for both in workspace.pairs_of(document))


def run(
    workspace: Workspace,
    wanted: Sequence[Target],
    jobs: int,
    force: bool = False,
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Make the wanted files and return what became of each, in the order of `wanted`.

    What has not changed is not made again, unless `force`. A file that fails its checks is not written: the former
    one stays, and the manifest marks it as stale.
    """
    before = read_manifest(workspace.build)
    groups = _groups(wanted)
    workers = max(1, min(jobs, len(groups)))
    context = multiprocessing.get_context("spawn")  # a fork would inherit a renderer that has read other fonts
    outcomes: list[Outcome] = []
    try:
        with ProcessPoolExecutor(workers, context, _start, (workspace.root,)) as executor:
            for outcome in _gather(executor, groups, before, force):
                outcomes.append(outcome)
                progress(outcome)
    finally:  # a build that is broken off has made some files, and the manifest says which
        records = {**_kept(before, workspace), **{o.target: o.record for o in outcomes if o.record is not None}}
        write_manifest(workspace.build, records.values())
        _remove_old_prints(workspace, outcomes)
    return sorted(outcomes, key=lambda outcome: wanted.index(outcome.target))


def _groups(wanted: Sequence[Target]) -> list[list[Target]]:
    """Return the targets by document and language, which share their typesetting."""
    groups: dict[tuple[str, str], list[Target]] = {}
    for target in wanted:
        groups.setdefault((target.document, target.language), []).append(target)
    return list(groups.values())


def _gather(executor: Executor, groups: list[list[Target]], before: Manifest, force: bool) -> Iterator[Outcome]:
    """Yield what became of each target, as the workers finish."""
    futures: list[Future[list[Outcome]]] = []
    for group in groups:
        known = {target: before[target] for target in group if target in before}
        futures.append(executor.submit(_make_group, group, known, force))
    try:
        for future in as_completed(futures):
            yield from future.result()
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _remove_old_prints(workspace: Workspace, outcomes: list[Outcome]) -> None:
    """Remove what `docgen print` made from PDFs that are new now: an old booklet must not pass for the present one."""
    tags = {
        outcome.target.languages[-1]
        for outcome in outcomes
        if outcome.what == "built" and outcome.target.format is Format.PDF
    }
    for tag in tags:
        shutil.rmtree(workspace.build / "print" / workspace.languages[tag].gettext, ignore_errors=True)


def _kept(before: Manifest, workspace: Workspace) -> Manifest:
    """Return the records of files that are still there, and that the workspace still makes."""
    made = set(targets(workspace, (), (), ()))
    return {t: record for t, record in before.items() if t in made and (workspace.build / record.path).exists()}


# --- inside a worker ----------------------------------------------------------------------------------------------

_inputs: Inputs | None = None


def _start(root: Path) -> None:
    """Prepare a worker: hide the machine's fonts, then read the workspace."""
    global _inputs  # noqa: PLW0603  # a worker has one workspace, and no other way to keep it
    isolate(root / "fonts", root / "build" / ".state")
    _inputs = read_inputs(root)


def _make_group(group: list[Target], before: Mapping[Target, Record], force: bool) -> list[Outcome]:
    assert _inputs is not None
    return [_make(_inputs, target, before.get(target), force) for target in group]


def _make(inputs: Inputs, target: Target, before: Record | None, force: bool) -> Outcome:
    try:
        ready = prepare(inputs, target)
        digest = build_digest(inputs, ready, target)
        if before and not force and before.digest == digest and _unchanged(inputs.workspace.build, before):
            return Outcome(target, "unchanged", before, before)
        artefact = write(inputs, ready, target.format)
        put(verify(artefact), inputs.workspace.build)
    except NotFit as error:
        findings = tuple(map(str, error.findings))
        return Outcome(target, "failed", _stale(before, findings), before, findings)
    except (DocgenError, DocgenErrors) as error:
        lines = tuple(_line(single) for single in flatten(error))
        return Outcome(target, "failed", _stale(before, lines), before, lines)
    except Exception as error:  # a fault of docgen's own must not keep the other files from being made
        line = _internal(error)
        return Outcome(target, "failed", _stale(before, (line,)), before, (line,))
    return Outcome(target, "built", _record(artefact, target, digest), before, notes=artefact.notes)


def _line(error: DocgenError) -> str:
    return f"{error} ({error.hint})" if error.hint else str(error)


def _internal(error: Exception) -> str:
    """Return where a fault of docgen's own happened, to be reported."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "docgen" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
    return f"internal error at {place}: {type(error).__name__}: {error}; please report it"


def _stale(before: Record | None, findings: tuple[str, ...]) -> Record | None:
    return replace(before, stale=True, findings=findings, digest="") if before else None


def _unchanged(build: Path, record: Record) -> bool:
    """Whether the file is what the manifest says: somebody may have edited it, or a build may have been cut short."""
    try:
        return not record.stale and hashlib.sha256((build / record.path).read_bytes()).hexdigest() == record.sha256
    except OSError:
        return False


def put(verified: Verified, build: Path) -> Path:
    """Write a verified file into the build folder and return its path.

    Raises:
        RenderError: it cannot be written; a former file is as it was.
    """
    path = build / verified.artefact.name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"the folder {path.parent} cannot be made: {error.strerror}") from error
    write_atomic(path, verified.artefact.data)
    return path


def _record(artefact: Artefact, target: Target, digest: str) -> Record:
    return Record(
        document=target.document,
        language=target.language,
        format=target.format.value,
        path=artefact.name,
        sha256=hashlib.sha256(artefact.data).hexdigest(),
        size=len(artefact.data),
        pages=artefact.pages,
        status="final" if artefact.typeset.document.final else "reading aid",
        digest=digest,
        made_with=versions(),
        edition=artefact.typeset.edition,
        stamp=artefact.typeset.document.stamp,
        values=_values(artefact),
    )


def _values(artefact: Artefact) -> dict[str, Shown]:
    """Return each fact of the file as it is shown there, with its pages."""
    pages: dict[str, list[int]] = {}
    for place in artefact.places:
        pages.setdefault(place.ref, []).extend([place.page] if place.page else [])
    values = [node for node in walk(artefact.typeset.document) if isinstance(node, Value) and node.state is not None]
    return {value.ref: Shown(canonical(plain(value)), tuple(sorted(set(pages.get(value.ref, []))))) for value in values}


def default_jobs() -> int:
    """Return how many workers a machine should run."""
    return os.cpu_count() or 1
