"""The commands ``kazbrief exhibits`` (what figures and tables there are, other sizes of one) and ``kazbrief cite``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kazbrief import paths
from kazbrief.cli.options import output_option
from kazbrief.cli.terminal import print_grid, write
from kazbrief.errors import KazbriefError

app = typer.Typer(
    help="Figures and tables: what there is (without a command, the list), and other sizes of a figure."
)


@app.callback(invoke_without_command=True)
def listing(context: typer.Context) -> None:
    """List figures and tables with what each finds; the names are those that `cite` and `exhibits redraw` take."""
    if context.invoked_subcommand is not None:
        return
    from kazbrief.exhibits import record

    names = record.built_names()
    print_grid(("exhibit", "what it finds"), [(name, record.read(name)["finding"]) for name in names])


@app.command("redraw")
def redraw_command(
    exhibit_id: Annotated[str, typer.Argument(metavar="ID", help="A figure, such as fig-oil-share.")],
    size: Annotated[
        str, typer.Option(help="column (80 mm wide), one-and-a-half (120 mm), full (166 mm) or slide (16:9).")
    ] = "full",
    output: Annotated[
        Path | None,
        output_option("An .svg, .png or .pdf file; without it, ID-SIZE.svg here."),
    ] = None,
    text: Annotated[
        str, typer.Option(help="letters, or paths: shapes, for programs without the fonts.")
    ] = "letters",
    bare: Annotated[
        bool, typer.Option("--bare", help="Without title, note and source, for a journal's own caption.")
    ] = False,
) -> None:
    """Draw a figure at another size; an existing file is replaced."""
    path = output or Path(f"{exhibit_id}-{size}.svg")
    ending = path.suffix.removeprefix(".").lower()
    if not ending:
        raise KazbriefError(f"{path} is no name of a picture: give a file that ends in .svg, .png or .pdf")
    write(path, _redrawn(exhibit_id, size=size, ending=ending, text=text, bare=bare))


def _redrawn(exhibit_id: str, **options: Any) -> bytes:
    """The file of a figure of the built tables, at another size."""
    import kazbrief
    from kazbrief.exhibits import publish, redraw
    from kazbrief.exhibits.register import entry
    from kazbrief.tables import boundaries

    drawn = entry(exhibit_id)
    if drawn.is_table:
        raise KazbriefError(
            f"{exhibit_id} is a table: only figures have sizes (`kazbrief exhibits` lists them)"
        )
    exhibit = publish.make(drawn, {name: kazbrief.load(name) for name in (*drawn.tables, "sources")})
    folder = paths.clean_data() / "boundaries"
    layers = {name: boundaries.read_clean(folder / f"{name}.geojson") for name in drawn.layers}
    return redraw.redraw(exhibit, layers, **options)


def cite(
    exhibit_id: Annotated[str, typer.Argument(metavar="ID", help="An exhibit, such as fig-oil-share.")],
    style: Annotated[
        str, typer.Option("--format", "-f", help="bibtex, ris, csl, apa, chicago or plain.")
    ] = "plain",
) -> None:
    """Print how to cite a figure or a table."""
    import kazbrief

    print(kazbrief.cite(exhibit_id, style).rstrip("\n"))
