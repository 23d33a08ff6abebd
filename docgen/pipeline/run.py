"""A build: targets go to worker processes, verified files go to build/, and the manifest says what lies there.

Each worker is isolated before a renderer is loaded, reads the workspace once, and keeps it for its targets.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Collection, Mapping, Sequence
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
    """What became of one target: "built", "unchanged" or "failed"; a failed one has errors, and its old record."""

    target: Target
    what: str
    record: Record | None
    before: Record | None
    errors: tuple[str, ...] = ()


def targets(
    workspace: Workspace, documents: Collection[str], languages: Collection[str], formats: Collection[Format]
) -> list[Target]:
    """Return the files to make, in the order of docgen.toml; an empty choice means all."""
    return [
        Target(document, tag, format)
        for document in workspace.documents
        if not documents or document in documents
        for tag in workspace.languages
        if not languages or tag in languages
        for format in Format
        if not formats or format in formats
    ]


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
    with ProcessPoolExecutor(workers, context, _start, (workspace.root,)) as executor:
        outcomes = _gather(executor, groups, before, force, progress)
        made_with = executor.submit(versions).result()
    records = {**_kept(before, workspace), **{o.target: o.record for o in outcomes if o.record is not None}}
    write_manifest(workspace.build, records.values(), made_with)
    return sorted(outcomes, key=lambda outcome: wanted.index(outcome.target))


def _groups(wanted: Sequence[Target]) -> list[list[Target]]:
    """Return the targets by document and language, which share their typesetting."""
    groups: dict[tuple[str, str], list[Target]] = {}
    for target in wanted:
        groups.setdefault((target.document, target.language), []).append(target)
    return list(groups.values())


def _gather(
    executor: Executor, groups: list[list[Target]], before: Manifest, force: bool, progress: Callable[[Outcome], None]
) -> list[Outcome]:
    futures: dict[Future[list[Outcome]], list[Target]] = {}
    for group in groups:
        known = {target: before[target] for target in group if target in before}
        futures[executor.submit(_make_group, group, known, force)] = group
    outcomes: list[Outcome] = []
    for future in as_completed(futures):
        for outcome in future.result():
            outcomes.append(outcome)
            progress(outcome)
    return outcomes


def _kept(before: Manifest, workspace: Workspace) -> Manifest:
    """Return the records of files that are still there, and that the workspace still makes."""
    made = set(targets(workspace, (), (), ()))
    return {t: record for t, record in before.items() if t in made and (workspace.build / record.path).exists()}


# --- inside a worker ----------------------------------------------------------------------------------------------

_inputs: Inputs | None = None


def _start(root: Path) -> None:
    """Prepare a worker: hide the machine's fonts, then read the workspace."""
    global _inputs
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
    return Outcome(target, "built", _record(artefact, target, digest), before)


def _line(error: DocgenError) -> str:
    return f"{error} ({error.hint})" if error.hint else str(error)


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
