"""``kazbrief data``: what tables and layers there are, what is in them, and copies in other formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kazbrief.cli.options import output_option
from kazbrief.cli.terminal import print_grid, write
from kazbrief.errors import KazbriefError

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(help="The tables: what there is, and what is in them.", no_args_is_help=True)

_SHOWN_ROWS = 5
_WIDEST_CELL = 40

Name = Annotated[str, typer.Argument(help="A table or a boundary layer; `kazbrief data list` names them.")]
Scheme = Annotated[
    str, typer.Option(help="Administrative scheme of the layer oblasts: 2022, 2018, 1999, 1989.")
]


@app.command("list")
def data_list() -> None:
    """List the tables and the boundary layers, with their rows and what they hold."""
    from kazbrief.tables import catalogue, reading

    print_grid(
        ("table", "rows", "what it holds"),
        [(name, f"{len(reading.load(name)):,}", catalogue.get(name).title) for name in catalogue.names()],
        right="rows",
    )
    print()
    print_grid(
        ("layer", "what it holds"),
        [
            ("oblasts", "oblasts and cities, scheme 2022, 2018, 1999 or 1989 (approximate)"),
            ("countries", "countries of the base map, with their territorial sea"),
            ("water", "seas and lakes"),
            ("border", "the border of Kazakhstan and Russia"),
        ],
    )


@app.command("show")
def data_show(name: Name, scheme: Scheme = "2022") -> None:
    """Show a table: columns with units, terms, cautions, sources and the first rows."""
    from kazbrief.tables import boundaries, catalogue

    boundaries.check_scheme(name, scheme)
    if name in catalogue.MAPS:
        _show_layer(name, scheme)
    elif name in catalogue.names():
        _show_table(name)
    else:
        raise catalogue.unknown("table or layer", name)


def _show_table(name: str) -> None:
    from kazbrief.tables import catalogue, reading

    table = catalogue.get(name)
    frame = reading.load(name)
    _print_facts(
        {
            f"{name} · {table.title}": "",
            "": table.description,
            "Rows": f"{len(frame):,}; key {', '.join(table.key)}",
            "Sources": f"{len(reading.cited(frame))}; kazbrief.sources(frame) lists them",
            "Terms": table.terms,
            "Caution": table.caution,
        }
    )
    print_grid(
        ("column", "type", "unit", "meaning"),
        [
            (field.name, field.type, field.unit, f"{field.title}: {field.description}")
            for field in table.fields
        ],
    )
    _print_rows(frame)


def _show_layer(name: str, scheme: str) -> None:
    from kazbrief import export
    from kazbrief.tables import boundaries

    layer = boundaries.load_geo(name, scheme)
    kinds = ", ".join(sorted(set(layer.geom_type)))
    west, south, east, north = layer.total_bounds
    _print_facts(
        {
            f"{name} · boundary layer" + (f", scheme of {scheme}" if name == "oblasts" else ""): "",
            "Features": f"{len(layer):,} ({kinds})",
            "Extent": f"{west:.2f} to {east:.2f} E, {south:.2f} to {north:.2f} N, EPSG:4326",
            "Terms": export.terms(name, "geojson"),
            "Caution": boundaries.DISCLAIMER,
        }
    )
    _print_rows(layer.drop(columns="geometry"))


def _print_facts(facts: dict[str, str]) -> None:
    """Lines of what is known, the first as a heading; empty facts are left out."""
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    for heading, fact in facts.items():
        if not fact:
            if heading not in ("Caution", ""):
                console.print(heading, style="bold")
        else:
            console.print(f"{heading}: {fact}" if heading else fact)
    console.print()


def _print_rows(frame: pd.DataFrame) -> None:
    """The first rows, in blocks of columns that fit into the terminal."""
    from rich.console import Console

    first = frame.head(_SHOWN_ROWS).astype("object")
    shown = first.where(first.notna(), "")
    print(f"\nFirst {len(first)} of {len(frame):,} rows")
    print(
        shown.to_string(
            index=False,
            max_colwidth=_WIDEST_CELL,
            line_width=Console().width,
            float_format="{:g}".format,
        )
    )


@app.command("export")
def data_export(
    name: Name,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="csv, parquet or xlsx; geojson or gpkg for layers and for tables with oblasts or coordinates. "
            "Without it, the ending of the output decides, else csv (geojson for a layer).",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        output_option("The file to write, - for the terminal; without it, NAME.FORMAT in this folder."),
    ] = None,
    scheme: Scheme = "2022",
) -> None:
    """Write a table or layer to a file of another format; an existing file is replaced.

    What the format leaves out (rows without coordinates) or alters (text like formulas, in CSV) is told.
    """
    from kazbrief import export
    from kazbrief.tables import catalogue

    ending = output.suffix.removeprefix(".").lower() if output else ""
    if form is None:
        form = ending or ("geojson" if name in catalogue.MAPS else "csv")
    elif ending in export.FORMATS and ending != form:
        raise KazbriefError(f"{output} has the ending of another format than {form}: choose one of both")
    stem = f"{name}_{scheme}" if name == "oblasts" else name
    write(output or Path(f"{stem}.{form}"), export.content(name, form, scheme))
    for heading, fact in (("Changed", export.changes(name, form)), ("Terms", export.terms(name, form))):
        if fact:
            print(f"{heading}: {fact}", file=sys.stderr)
