"""The commands ``kazbrief exhibits`` and ``kazbrief cite``: what figures and tables there are, and how to cite one."""

from __future__ import annotations

from typing import Annotated

import typer


def exhibits() -> None:
    """List figures and tables with what each finds; the names are those that `kazbrief cite` takes."""
    from rich.console import Console
    from rich.table import Table as Grid

    from kazbrief.exhibits import records

    grid = Grid(box=None, pad_edge=False, header_style="bold")
    grid.add_column("exhibit", no_wrap=True)
    grid.add_column("what it finds")
    for name in records.names():
        grid.add_row(name, records.read(name)["finding"])
    Console().print(grid)


def cite(
    exhibit_id: Annotated[str, typer.Argument(metavar="ID", help="An exhibit, such as fig-oil-share.")],
    style: Annotated[
        str, typer.Option("--format", "-f", help="bibtex, ris, csl, apa, chicago or plain.")
    ] = "plain",
) -> None:
    """Print how to cite a figure or a table."""
    import kazbrief

    print(kazbrief.cite(exhibit_id, style).rstrip("\n"))
