"""The map of routes: whose territory each crosses, what it can carry and what it carries, and how sure its line is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
import shapely
from matplotlib.lines import Line2D
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from kazbrief.exhibits import charts, maps, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import count, number, number_range, percent_range
from kazbrief.measures.frames import rows
from kazbrief.measures.routes import SCHEMATIC, TANKER, exits, short_name, working

LABELS = entry("fig-routes-map").labels
# Points of line width for a million tonnes or a billion cubic metres a year: through zero.
POINTS_A_UNIT = 0.08
THIN, TANKER_LINE = 0.9, 0.6
DASHES, DOTS = (0, (3.2, 2.0)), (0, (0.1, 1.9))
UNITS = {"oil": "Mt", "gas": "bcm"}
# Capacity, and what is carried, by the country in which a piece lies.
TONES = {
    "KAZ": ("#5c8bbe", "#0f3a68"),
    "RUS": ("#cc6c33", "#7c2e06"),
    "": ("#7f8891", "#343f4a"),
}
SIGNS = {"field": ("D", style.INK), "refinery": ("s", style.WHITE), "gas plant": ("s", style.WHITE)}
PORT = ("o", style.WHITE)
SHIP = Path(
    [(-1, 0.1), (1, 0.1), (0.7, -0.5), (-0.7, -0.5), (-1, 0.1), (0, 0.3), (0, 1.1), (0.7, 0.3), (0, 0.3)]
)
WINDOWS = {
    "oil": ((35.4, 37.5), (62.0, 37.6), (83.6, 46.0), (52.0, 55.2)),
    "gas": ((37.4, 45.0), (62.0, 36.2), (82.0, 45.0), (55.0, 55.3)),
    "inset": ((47.2, 45.0), (52.0, 42.3), (57.2, 46.0), (52.0, 48.0)),
}
TITLES = {"oil": "Crude oil, Mt a year", "gas": "Gas, bcm a year", "inset": "Northern Caspian, oil"}
SIZE = 8.0
HEADING = 5.0
KEY_ROWS, KEY_STEP = 6, 4.0
KEY = (
    *("in Kazakhstan", "in Russia", "elsewhere", "light: capacity 50", "dark: carried 20", "standing still"),
    *("capacity unknown", "schematic", "tankers, no width", "field", "refinery, gas plant", "port, town"),
)


class Part(NamedTuple):
    """One of the maps: which, its place in the figure, and the length of its scale bar in kilometres."""

    name: str
    commodity: str
    left: float
    top: float
    width: float
    height: float
    bar: int


def amount(row: Any) -> str:
    """What a route carries of what it can carry; empty where neither was published."""
    capacity = "" if pd.isna(row.capacity) else number(row.capacity, 1).removesuffix(".0")
    if pd.isna(row.flow_low):
        return capacity and f"capacity {capacity}"
    carried = number_range(row.flow_low, row.flow_high, 1)
    return f"{carried} of {capacity}" if capacity and row.mode != TANKER else carried


def values(frame: pd.DataFrame) -> Values:
    """What the words name: what leaves through Russia of what leaves by pipeline, and each route that works."""
    leaving = exits(frame)
    crossing = leaving["crosses_russia"] == "yes"
    through = [leaving.loc[crossing, end].sum() for end in ("flow_low", "flow_high")]
    around = [leaving.loc[~crossing, end].sum() for end in ("flow_low", "flow_high")]
    years = frame["flow_year"].dropna()
    return {
        "exits": count(len(leaving)),
        "share": percent_range(
            100 * through[0] / (through[0] + around[1]), 100 * through[1] / (through[1] + around[0])
        ),
        "through": number_range(through[0], through[1], 1),
        "total": number_range(through[0] + around[0], through[1] + around[1], 1),
        "year": int(leaving["flow_year"].min()),
        "flow_years": f"{years.min():.0f} to {years.max():.0f}",
        "cpc": amount(next(rows(leaving.loc[["CPC"]]))),
        "other": number(leaving["other_flow"].loc["ATA_ALA"]),
        "each_route": "; ".join(
            f"{row.name}: crosses Russia {row.crosses_russia}"
            + (f", {amount(row)} {UNITS[row.commodity]} a year" if amount(row) else "")
            for row in rows(working(frame[frame["kind"] == "route"]))
        ),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Territory, state, capacity, what is carried, and quality of the line of each route."""
    texts = {}
    for row in rows(frame[frame["kind"] == "route"]):
        crosses = {"yes": "crosses Russia", "no": "avoids Russia"}[row.crosses_russia]
        carried = (
            f"{amount(row)} {UNITS[row.commodity]} a year" if amount(row) else "volumes not published so"
        )
        year = "" if pd.isna(row.flow_year) else f" ({row.flow_year:.0f})"
        line = f"line {row.quality}" if row.mode != TANKER else "sea leg"
        texts[f"route-{row.pipeline_id}"] = (
            f"{row.name}: {crosses}, {carried}{year}, {row.status}, {line}, grade {row.grade}"
        )
    return texts


def parts(panel: Panel) -> tuple[tuple[Part, ...], tuple[float, float, float]]:
    """The maps of a sheet, and the key's left edge, top and width."""
    wide, across = panel.width, 61.0
    if panel.narrow:
        each = (
            Part("oil", "oil", 0, 0, wide, 76, 500),
            Part("inset", "oil", 0, 78, wide, 64, 100),
            Part("gas", "gas", 0, 144, wide, 76, 500),
        )
        return each, (1.5, 222, wide - 1.5)
    side = wide - across - 2.5
    each = (
        Part("oil", "oil", 0, 0, wide, 85, 500),
        Part("gas", "gas", 0, 87, side, panel.height - 87, 500),
        Part("inset", "oil", side + 2.5, 87, across, 44, 100),
    )
    return each, (side + 2.5, 132.5, across)


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A map of oil over one of gas, the northern Caspian in an inset, and the key beside."""
    each, (left, top, width) = parts(panel)
    for part in each:
        panel.text(
            part.left + 1, panel.height - part.top - 3.6, TITLES[part.name], size=SIZE + 0.6, weight="bold"
        )
        place = panel.part(
            left=part.left, top=part.top + HEADING, width=part.width, height=part.height - HEADING
        )
        chart = maps.on_base(place, layers, maps.window(*WINDOWS[part.name]))
        _map(chart, part, frame, layers)
    _key(panel, left, top, width)


def _map(chart: maps.Map, part: Part, frame: pd.DataFrame, layers: Layers) -> None:
    home = layers["oblasts_2022"].dissolve()
    chart.areas(home, facecolor=style.WHITE, edgecolor="none", linewidth=0, zorder=2)
    chart.outline(home)
    own = frame[(frame["kind"] == "route") & (frame["commodity"] == part.commodity)]
    lines = {row.pipeline_id: chart.projected(shapely.from_wkt(row.geometry)) for row in rows(own)}
    shapes = chart.shapes(layers["countries"])
    countries = dict(zip(shapes["country"], shapes.geometry, strict=True))
    named = part.name != "inset"
    for row in rows(own.sort_values("capacity", ascending=False, na_position="first")):
        pieces = _pieces(lines[row.pipeline_id], countries)
        _route(chart, row, lines[row.pipeline_id], pieces, gid=f"route-{row.pipeline_id}" if named else None)
    places = frame[frame["kind"] != "route"].set_index("name")
    labels = LABELS[part.name]
    for name in labels["places"]:
        row = places.loc[name]
        point = chart.projected(shapely.from_wkt(row["geometry"]))
        marker, fill = SIGNS.get(row["kind"], PORT)
        charts.mark(chart.ax, point.x, point.y, marker, fill=fill, edge=style.INK, size=3.4, zorder=7)
    chart.scale_bar(part.bar, x=part.width - 30 if part.name == "inset" else 4)
    taken = chart.taken()
    borders = [shape.boundary for shape in chart.shapes(home).geometry]
    for name, text in labels["places"].items():
        if text:
            point = chart.projected(shapely.from_wkt(places.loc[name, "geometry"]))
            chart.label_near(point, text, taken, borders, size=SIZE)
    by_id = {row.pipeline_id: row for row in rows(own)}
    for route, place in labels["routes"].items():
        if chart.panel.narrow and route not in LABELS["narrow"]:
            continue
        row = by_id[route]
        text = "\n".join(filter(None, [LABELS["names"].get(route, short_name(route, row.name)), amount(row)]))
        wanted = shapely.Point(maps.project(*place))
        on_line = shapely.get_point(shapely.shortest_line(lines[route], wanted), 0)
        chart.label_near(on_line, text, taken, borders, size=SIZE, weight="semibold")
    chart.names(layers, country=named)


def _pieces(line: BaseGeometry, countries: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """A line by country: Kazakhstan, Russia, elsewhere."""
    at_home = {
        code: shapely.intersection(line, countries[code]) for code in ("KAZ", "RUS") if code in countries
    }
    rest = shapely.difference(line, shapely.union_all([countries[code] for code in at_home]))
    return {code: piece for code, piece in {"": rest, **at_home}.items() if not piece.is_empty}


def _route(
    chart: maps.Map, row: Any, line: BaseGeometry, pieces: Mapping[str, BaseGeometry], gid: str | None
) -> None:
    """Capacity as a broad line, what is carried as a dark one in it; thin where there is no width to draw."""
    idle, tanker = row.status != "operating", row.mode == TANKER
    broad = 0.0 if idle or tanker or pd.isna(row.capacity) else POINTS_A_UNIT * row.capacity
    look: dict[str, Any] = {"facecolor": "none", "capstyle": "butt", "joinstyle": "round"}
    chart.area(line, gid, edgecolor=style.WHITE, linewidth=(broad or THIN) + 0.9, zorder=4, **look)
    for code, piece in pieces.items():
        casing, core = TONES[code]
        if broad:
            chart.area(piece, edgecolor=casing, linewidth=broad, zorder=4.5, **look)
            if not pd.isna(row.flow_low):
                carried = POINTS_A_UNIT * (row.flow_low + row.flow_high) / 2
                chart.area(piece, edgecolor=core, linewidth=carried, zorder=5, **look)
        else:
            dash = "-" if tanker else DASHES if idle else DOTS
            thin = {**look, "capstyle": "butt" if idle or tanker else "round"}
            chart.area(
                piece,
                edgecolor=core,
                linewidth=TANKER_LINE if tanker else THIN,
                linestyle=dash,
                zorder=4.5,
                **thin,
            )
    if tanker:
        ship = line.interpolate(0.5, normalized=True)
        charts.mark(chart.ax, ship.x, ship.y, SHIP, fill=style.INK, size=7, zorder=7)  # type: ignore[arg-type]
    elif row.quality == SCHEMATIC:
        xs, ys = shapely.get_coordinates(line).T
        chart.ax.plot(xs, ys, "o", markersize=2.0, zorder=6, color=style.WHITE, mec=style.INK, mew=0.5)


def _key(panel: Panel, left: float, top: float, width: float) -> None:
    """Colours, widths, styles and signs, in two columns."""
    height, length = panel.height - top, 6.5
    key = panel.canvas(left=left, right=panel.width - left - width, top=top, bottom=0)
    places = [
        (column * width / 2, height - 2.4 - KEY_STEP * row) for column in (0, 1) for row in range(KEY_ROWS)
    ]

    def line(place: int, color: str, linewidth: float, **options: Any) -> None:
        x, y = places[place]
        key.add_line(
            Line2D(
                [x, x + length],
                [y, y],
                **{"solid_capstyle": "butt", **options},
                color=color,
                linewidth=linewidth,
            )
        )

    for place, (casing, core) in enumerate(TONES.values()):
        line(place, casing, POINTS_A_UNIT * 50)
        line(place, core, POINTS_A_UNIT * 20)
    thin = TONES[""][1]
    line(5, thin, THIN, linestyle=DASHES)
    line(6, thin, THIN, linestyle=DOTS, dash_capstyle="round")
    line(7, thin, THIN)
    line(8, thin, TANKER_LINE)
    (x, y), (ship_x, ship_y) = places[7:9]
    charts.marks(
        key, [x, x + length / 2, x + length], y, fill=style.WHITE, edge=style.INK, size=2.0, width=0.5
    )
    charts.mark(key, ship_x + length / 2, ship_y, SHIP, fill=style.INK, size=7)  # type: ignore[arg-type]
    for place, (marker, fill) in enumerate((SIGNS["field"], SIGNS["refinery"], PORT), start=9):
        x, y = places[place]
        charts.mark(key, x + length / 2, y, marker, fill=fill, edge=style.INK, size=3.4)
    for (x, y), text in zip(places, KEY, strict=True):
        charts.beside(key, x + length, y, text, gap=1.6, size=SIZE)
