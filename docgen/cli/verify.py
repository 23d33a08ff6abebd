"""docgen verify."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.choice import workspace_root
from docgen.cli.output import JSON, print_error, print_json, print_table


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@JSON
@click.pass_context
def verify(ctx: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Prove files that docgen made: all checks of a build again, from the bytes alone, and the edition.

    The text of a PDF is read by two programs (pdfium and pypdf). A file is compared with what the content says now; one
    of a release, with the release. The renderer's own evidence (its log and its boxes) is only there while building.

    \b
    Examples:
      docgen verify build/km/*.pdf
      docgen verify releases/7QFK-2M9D/*.pdf --json
    """
    from docgen.pipeline.inputs import read_inputs
    from docgen.pipeline.reproof import Unreadable, editions, prove

    inputs = read_inputs(workspace_root(ctx))
    today = editions(inputs)
    proofs, errors = [], []
    for path in files:
        try:
            proofs.append(prove(inputs, today, path))
        except Unreadable as unreadable:
            errors.append(unreadable)
    if as_json:
        print_json(
            [
                {
                    "file": proof.path,
                    "edition": proof.stamp,
                    "known_as": proof.known_as,
                    "checks": list(proof.checks),
                    "findings": [str(finding) for finding in proof.findings],
                }
                for proof in proofs
            ]
            + [{"file": error.location.path if error.location else "", "error": error.message} for error in errors]
        )
    else:
        rows = [[p.path, p.stamp, p.known_as, str(len(p.checks)), str(len(p.findings))] for p in proofs]
        print_table(["file", "edition", "what it is", "checks", "findings"], rows)
        for proof in proofs:
            for finding in proof.findings:
                click.echo(f"{proof.path}: {finding}", err=True)
        for error in errors:
            print_error(error)
    if errors or any(proof.findings for proof in proofs):
        sys.exit(1)
