"""Oil and gas routes: whose territory each crosses, what it can carry and what it carries, and how sure its line is."""

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
# Of lines without a width to draw, of tankers, and of the edges of lines: dark in Russia, so that grey print tells it.
THIN, TANKER_LINE, EDGE = 1.0, 0.6, 1.0
DASHES, DOTS = (0, (3.2, 2.0)), (0, (0.1, 1.9))
UNITS = {"oil": "Mt", "gas": "bcm"}


class Tone(NamedTuple):
    """The colours of capacity, of what is carried and of the edge, in one territory."""

    capacity: str
    carried: str
    edge: str = style.GROUND


TONES = {
    "KAZ": Tone(style.KAZAKHSTAN_LIGHT, style.KAZAKHSTAN),
    "RUS": Tone(style.RUSSIA_LIGHT, style.RUSSIA, style.INK),
    "": Tone(style.ELSEWHERE_LIGHT, style.INK),
}
PORT = ("o", style.GROUND)
SIGNS = {"field": ("D", style.INK), "refinery": ("s", style.GROUND), "gas plant": ("s", style.GROUND)}
SHIP = Path(
    [(-1, 0.1), (1, 0.1), (0.7, -0.5), (-0.7, -0.5), (-1, 0.1), (0, 0.3), (0, 1.1), (0.7, 0.3), (0, 0.3)]
)
WINDOWS = {
    "oil": ((35.4, 37.5), (62.0, 37.6), (84.4, 46.0), (52.0, 55.2)),
    "gas": ((37.4, 45.0), (62.0, 36.2), (82.0, 45.0), (55.0, 55.3)),
    "inset": ((47.2, 45.0), (52.0, 42.3), (57.2, 46.0), (52.0, 48.0)),
}
TITLES = {"oil": "Crude oil, Mt a year", "gas": "Gas, bcm a year", "inset": "Northern Caspian, oil"}
HEADING, KEY_STEP = 5.0, 4.1
# What the key's lines and marks mean, in two columns.
KEY = (
    *("in Kazakhstan", "in Russia, edged", "elsewhere", "light: capacity 50", "dark: carried 20", "idle"),
    *("capacity unknown", "schematic", "tankers, no width", "field", "refinery, gas plant", "port, town"),
)


class Part(NamedTuple):
    """One of the maps: which, its place in the figure, and the length of its scale bar in kilometres."""

    name: str
    left: float
    top: float
    width: float
    height: float
    bar: int = 500

    @property
    def commodity(self) -> str:
        """What flows on it."""
        return "gas" if self.name == "gas" else "oil"


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
    through, around = (
        [leaving.loc[those, end].sum() for end in ("flow_low", "flow_high")]
        for those in (crossing, ~crossing)
    )
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
            Part("oil", 0, 0, wide, 78),
            Part("inset", 0, 80, wide, 66, 100),
            Part("gas", 0, 148, wide, 78),
        )
        return each, (1.5, 228, wide - 1.5)
    side, upper = wide - across - 2.5, 0.54 * panel.height
    each = (
        Part("oil", 0, 0, wide, upper),
        Part("gas", 0, upper + 2, side, panel.height - upper - 2),
        Part("inset", side + 2.5, upper + 2, across, panel.height - upper - 5 - KEY_STEP * len(KEY) / 2, 100),
    )
    return each, (side + 2.5, panel.height - 2 - KEY_STEP * len(KEY) / 2, across)


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A map of oil over one of gas, the northern Caspian in an inset, and the key beside."""
    each, (left, top, width) = parts(panel)
    for part in each:
        panel.text(
            part.left, panel.height - part.top - 3.6, TITLES[part.name], size=maps.SIZE + 0.6, weight="bold"
        )
        place = panel.part(
            left=part.left, top=part.top + HEADING, width=part.width, height=part.height - HEADING
        )
        _map(maps.on_base(place, layers, maps.window(*WINDOWS[part.name])), part, frame, layers)
    _key(panel.part(left=left, top=top, width=width, height=panel.height - top))


def _map(chart: maps.Map, part: Part, frame: pd.DataFrame, layers: Layers) -> None:
    chart.country(layers["oblasts_2022"].dissolve())
    own = frame[(frame["kind"] == "route") & (frame["commodity"] == part.commodity)].set_index("pipeline_id")
    lines = {row.Index: chart.projected(shapely.from_wkt(row.geometry)) for row in rows(own)}
    shapes = chart.shapes(layers["countries"]).set_index("country").geometry
    countries = {code: shapes[code] for code in ("KAZ", "RUS") if code in shapes.index}
    inset = part.name == "inset"
    for row in rows(own.sort_values("capacity", ascending=False, na_position="first")):
        _route(chart, row, lines[row.Index], countries, gid=None if inset else f"route-{row.Index}")
    places = frame[frame["kind"] != "route"].set_index("name")
    labels = LABELS[part.name]
    points = {
        name: chart.projected(shapely.from_wkt(places.loc[name, "geometry"])) for name in labels["places"]
    }
    for name, point in points.items():
        marker, fill = SIGNS.get(places.loc[name, "kind"], PORT)
        chart.mark(point, marker, fill=fill, edge=style.INK, size=3.4)
    if inset:
        chart.edge()
    else:
        chart.seas(layers)
    chart.scale_bar(part.bar)
    listed = {row.Index: row for row in rows(own)}
    for kind, wanted in labels.items():  # in the order of the file
        for name, where in wanted.items():
            if kind == "places" and where and not _left_out(chart, where):
                chart.label_near(points[name], where)
            elif kind == "routes" and not _left_out(chart, name):
                _label_route(chart, listed[name], lines[name], where)
    chart.names(layers, country=not inset)


def _label_route(chart: maps.Map, row: Any, line: BaseGeometry, where: maps.Place) -> None:
    """A route's name and amount, beside its line near a place."""
    name = LABELS["names"].get(row.Index, short_name(row.Index, row.name))
    on_line = shapely.get_point(shapely.shortest_line(line, shapely.Point(maps.project(*where))), 0)
    chart.label_near(on_line, "\n".join(filter(None, [name, amount(row)])), weight="semibold")


def _left_out(chart: maps.Map, name: str) -> bool:
    """Whether a narrow sheet has no room for a route or a place."""
    return chart.panel.narrow and name not in LABELS["narrow"]


def _route(
    chart: maps.Map, row: Any, line: BaseGeometry, countries: Mapping[str, BaseGeometry], gid: str | None
) -> None:
    """Capacity as a broad line, what is carried as a dark one in it; thin where there is no width to draw."""
    idle, tanker = row.status != "operating", row.mode == TANKER
    known = not (idle or tanker or pd.isna(row.capacity))
    broad = POINTS_A_UNIT * row.capacity if known else TANKER_LINE if tanker else THIN
    look: dict[str, Any] = {"facecolor": "none", "capstyle": "butt", "joinstyle": "round"}
    chart.area(line, gid, edgecolor=style.GROUND, linewidth=broad + EDGE, zorder=maps.DATA, **look)
    pieces = {code: shapely.intersection(line, land) for code, land in countries.items()}
    pieces[""] = shapely.difference(line, shapely.union_all(list(countries.values())))
    for code, piece in pieces.items():
        if piece.is_empty:
            continue
        tone = TONES[code]
        if not known:
            look["linestyle"] = "-" if tanker else DASHES if idle else DOTS
            look["capstyle"] = "butt" if idle or tanker else "round"
        elif tone.edge != style.GROUND:
            chart.area(piece, edgecolor=tone.edge, linewidth=broad + EDGE, zorder=4.2, **look)
        chart.area(
            piece, edgecolor=tone.capacity if known else tone.carried, linewidth=broad, zorder=4.5, **look
        )
        if known and not pd.isna(row.flow_low):
            carried = POINTS_A_UNIT * (row.flow_low + row.flow_high) / 2
            chart.area(piece, edgecolor=tone.carried, linewidth=carried, zorder=5, **look)
    if tanker:
        chart.mark(line.interpolate(0.5, normalized=True), SHIP, fill=style.INK, size=7)
    elif row.quality == SCHEMATIC:
        xs, ys = shapely.get_coordinates(line).T
        chart.ax.plot(xs, ys, "o", markersize=2.0, zorder=6, color=style.GROUND, mec=style.INK, mew=0.5)


def _key(panel: Panel) -> None:
    """Colours, widths, styles and signs, in two columns."""
    length, half = 6.5, len(KEY) // 2
    key = panel.canvas(left=0, right=0, top=0, bottom=0)
    spots = [
        (place // half * panel.width / 2, panel.height - 2.2 - KEY_STEP * (place % half))
        for place in range(len(KEY))
    ]

    def line(place: int, color: str, linewidth: float, **options: Any) -> None:
        x, y = spots[place]
        look = {"solid_capstyle": "butt", "color": color, "linewidth": linewidth, **options}
        key.add_line(Line2D([x, x + length], [y, y], **look))

    for place, tone in enumerate(TONES.values()):
        line(place, tone.edge, POINTS_A_UNIT * 50 + EDGE)
        line(place, tone.capacity, POINTS_A_UNIT * 50)
        line(place, tone.carried, POINTS_A_UNIT * 20)
    line(3, style.ELSEWHERE_LIGHT, POINTS_A_UNIT * 50)
    line(4, style.INK, POINTS_A_UNIT * 20)
    line(5, style.INK, THIN, linestyle=DASHES)
    line(6, style.INK, THIN, linestyle=DOTS, dash_capstyle="round")
    line(7, style.INK, THIN)
    line(8, style.INK, TANKER_LINE)
    (x, y), (ship_x, ship_y) = spots[7:9]
    ends = [x, x + length / 2, x + length]
    charts.marks(key, ends, y, fill=style.GROUND, edge=style.INK, size=2.0, width=0.5)
    charts.mark(key, ship_x + length / 2, ship_y, SHIP, fill=style.INK, size=7)  # type: ignore[arg-type]
    for place, (marker, fill) in enumerate((SIGNS["field"], SIGNS["refinery"], PORT), start=9):
        x, y = spots[place]
        charts.mark(key, x + length / 2, y, marker, fill=fill, edge=style.INK, size=3.4)
    for (x, y), text in zip(spots, KEY, strict=True):
        charts.beside(key, x + length, y, text, gap=1.6, size=maps.SIZE)
