"""``kazbrief check``, ``kazbrief diff`` and ``kazbrief edition``: the prose against its data, and editions against each other."""

from __future__ import annotations

from typing import Annotated

import typer

from kazbrief import paths
from kazbrief.cli.terminal import print_grid

edition = typer.Typer(
    help="Keep what this edition says, for later ones to be compared with.", no_args_is_help=True
)


def check() -> None:
    """Check the prose of report/: typed numbers, unbacked orderings, estimates, values, exhibits, citations."""
    root = paths.root()
    from kazbrief.check import run

    outcome = run(root)
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
    every: Annotated[
        bool, typer.Option("--all", help="All that moved, also what a reader doesn't see, a line each.")
    ] = False,
) -> None:
    """Say what a reader sees moved from a kept edition to the present build, and why."""
    from kazbrief import diff

    project = paths.root()
    moves = diff.compare(diff.read(project, name), diff.snapshot(project))
    if every:
        for move in moves:
            print(move)
    else:
        shown = [move for move in moves if move.seen]
        for why, together in diff.by_reason(shown, diff.reasons(project, name)).items():
            print(why)
            print_grid(
                ["  what", f"edition {name}", "now"],
                ([f"  {move.name} {move.what}".rstrip(), move.before, move.after] for move in together),
            )
            print()
        if len(shown) < len(moves):
            print(f"Not shown: {len(moves) - len(shown)} reworded, recomputed, new or gone (--all)")
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
