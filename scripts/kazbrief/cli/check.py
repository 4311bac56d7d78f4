"""``kazbrief check``, ``kazbrief diff`` and ``kazbrief edition``: the prose against its data, and editions against each other."""

from __future__ import annotations

from typing import Annotated

import typer

from kazbrief import paths

edition = typer.Typer(
    help="Keep what this edition says, for later ones to be compared with.", no_args_is_help=True
)


def check() -> None:
    """Check the prose of report/: typed numbers, unbacked orderings, estimates, values, exhibits, citations."""
    from kazbrief.check import run

    outcome = run(paths.root())
    for finding in outcome.findings:
        print(finding)
    found = len(outcome.findings)
    print(f"{found or 'no'} finding{'' if found == 1 else 's'} in {outcome.extent}")
    if found:
        raise typer.Exit(1)


def diff(
    name: Annotated[
        str, typer.Argument(metavar="EDITION", help="An edition kept in report/editions, such as 1.")
    ],
) -> None:
    """Say what moved from a kept edition to the present build: numbers, claims, exhibits."""
    from kazbrief import diff

    moves = diff.compare(diff.read(paths.root(), name), diff.snapshot(paths.root()))
    for move in moves:
        print(move)
    print(f"{len(moves) or 'nothing'} moved since edition {name}")


@edition.command("save")
def save(
    replace: Annotated[bool, typer.Option("--replace", help="Replace the file of this edition.")] = False,
) -> None:
    """Keep the present build as report/editions/EDITION.json; an edition kept already stays unless replaced."""
    from kazbrief import diff

    path = diff.save(paths.root(), replace=replace)
    print(f"{paths.shown(path)}  {path.stat().st_size / 1000:,.1f} kB")


@edition.callback()
def _edition() -> None:
    """Keep ``edition`` a group, though it has one command."""
