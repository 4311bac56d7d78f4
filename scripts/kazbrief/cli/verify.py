"""``kazbrief verify``: the proof that a build can be repeated."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kazbrief import paths
from kazbrief.cli.options import Engine


def verify(
    working_tree: Annotated[
        bool, typer.Option("--working-tree", help="The files as they are now, in place of the last commit.")
    ] = False,
    engine: Engine = "auto",
) -> None:
    """Build twice from clean copies in unlike surroundings; compare every byte, also with what is committed.

    Prints the SHA-256 of each output and ends with ``identical``, or tells where the builds differ (exit 1).
    """
    from kazbrief import files
    from kazbrief import verify as verification
    from kazbrief.verify import certificate, copies

    root = paths.root()
    verdict = verification.verify(
        root,
        working_tree=working_tree,
        engine=engine,
        report=lambda line: print(line, file=sys.stderr, flush=True),
    )
    for path, sha in sorted(verdict.outputs.items()):
        print(f"{sha}  {path}")
    if verdict.differences:
        for line in verdict.differences:
            print(f"different: {line}")
        raise typer.Exit(1)
    print(f"{len(verdict.outputs)} outputs of two builds, {verdict.committed} of them as committed")
    commit = None if working_tree else copies.git(root, "rev-parse", "HEAD").decode().strip()
    content = certificate.statement(root, outputs=verdict.outputs, inputs=verdict.inputs, commit=commit)
    print(paths.shown(files.write_text(root / "_output" / "certificate.json", files.json_text(content))))
    print("identical")
