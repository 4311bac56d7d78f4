"""Oil and gas routes: whose territory each crosses, what it can carry and what it carries, and how sure its line is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
import shapely
from matplotlib.axes import Axes
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
HEADING = 5.0


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
        told = amount(row)
        carried = f"{told} {UNITS[row.commodity]} a year" if told else "volumes not published so"
        year = "" if pd.isna(row.flow_year) else f" ({row.flow_year:.0f})"
        line = f"line {row.quality}" if row.mode != TANKER else "sea leg"
        texts[f"route-{row.pipeline_id}"] = (
            f"{row.name}: {crosses}, {carried}{year}, {row.status}, {line}, grade {row.grade}"
        )
    return texts


def parts(panel: Panel) -> dict[str, Panel]:
    """The places of the maps and of the key on a sheet."""
    if panel.narrow:
        tops = {"oil": 0.0, "inset": 80.0, "gas": 148.0, "key": 228.0}
        heights = {"inset": 66.0, "key": panel.height - 228.0}
        return {name: panel.part(top=top, height=heights.get(name, 78.0)) for name, top in tops.items()}
    across, upper, key = 61.0, 0.54 * panel.height, 31.5
    side = panel.width - across
    return {
        "oil": panel.part(height=upper),
        "gas": panel.part(top=upper + 2, width=side - 2.5),
        "inset": panel.part(left=side, top=upper + 2, height=panel.height - upper - 2 - key),
        "key": panel.part(left=side, top=panel.height - key),
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A map of oil over one of gas, the northern Caspian in an inset, and the key."""
    places = parts(panel)
    layers = maps.in_metres({**layers, "oblasts_2022": layers["oblasts_2022"].dissolve()})
    charts.key(places.pop("key"), _samples(), left=0, top=1.5)
    for name, place in places.items():
        place.text(0, place.height - 3.6, TITLES[name], size=maps.SIZE + 0.6, weight="bold")
        chart = maps.on_base(place.part(top=HEADING), layers, maps.window(*WINDOWS[name]))
        _map(chart, name, frame, layers)


def _map(chart: maps.Map, name: str, frame: pd.DataFrame, layers: Layers) -> None:
    inset, labels = name == "inset", LABELS[name]
    chart.country(layers["oblasts_2022"])
    commodity = "gas" if name == "gas" else "oil"
    own = frame[(frame["kind"] == "route") & (frame["commodity"] == commodity)]
    lines = {row.pipeline_id: chart.projected(shapely.from_wkt(row.geometry)) for row in rows(own)}
    shapes = chart.shapes(layers["countries"]).set_index("country").geometry
    countries = {code: shapes[code] for code in ("KAZ", "RUS") if code in shapes.index}
    both = shapely.union_all(list(countries.values()))
    by_id = {row.pipeline_id: row for row in rows(own)}
    for row in rows(own.sort_values("capacity", ascending=False, na_position="first")):
        gid, line = None if inset else f"route-{row.pipeline_id}", lines[row.pipeline_id]
        pieces = {code: shapely.intersection(line, land) for code, land in countries.items()}
        _route(chart, row, line, pieces | {"": shapely.difference(line, both)}, gid)
    places = frame[frame["kind"] != "route"].set_index("name")
    named: list[str] = list(labels["places"])
    points = {place: chart.projected(shapely.from_wkt(places["geometry"][place])) for place in named}
    for place, point in points.items():
        marker, fill = SIGNS.get(places["kind"][place], PORT)
        chart.mark(point, marker, fill=fill, edge=style.INK, size=3.4)
    if inset:
        chart.edge()
    else:
        chart.seas(layers)
    chart.scale_bar(100 if inset else 500)
    for kind, wanted in labels.items():  # in the order of the file
        for key, where in wanted.items():
            text = where if kind == "places" else key
            if not text or (chart.panel.narrow and text not in LABELS["narrow"]):
                continue
            if kind == "places":
                chart.label_near(points[key], text)
            else:
                _label_route(chart, by_id[key], lines[key], where)
    chart.names(layers, country=not inset)


def _label_route(chart: maps.Map, row: Any, line: BaseGeometry, where: maps.Place) -> None:
    """A route's name and amount, beside its line near a place."""
    name = LABELS["names"].get(row.pipeline_id, short_name(row.pipeline_id, row.name))
    on_line = shapely.get_point(shapely.shortest_line(line, shapely.Point(maps.project(*where))), 0)
    chart.label_near(on_line, "\n".join(filter(None, [name, amount(row)])), weight="semibold")


def _route(
    chart: maps.Map, row: Any, line: BaseGeometry, pieces: Mapping[str, BaseGeometry], gid: str | None
) -> None:
    """Capacity as a broad line, what is carried as a dark one in it; thin where there is no width to draw."""
    idle, tanker = row.status != "operating", row.mode == TANKER
    known = not (idle or tanker or pd.isna(row.capacity))
    broad = POINTS_A_UNIT * row.capacity if known else TANKER_LINE if tanker else THIN
    look: dict[str, Any] = {"facecolor": "none", "capstyle": "butt", "joinstyle": "round"}
    chart.area(line, gid, edgecolor=style.GROUND, linewidth=broad + EDGE, zorder=maps.DATA, **look)
    for code, piece in pieces.items():
        if piece.is_empty:
            continue
        tone = TONES[code]
        if not known:
            look["linestyle"] = "-" if tanker else DASHES if idle else DOTS
            look["capstyle"] = "butt" if idle or tanker else "round"
        elif tone.edge != style.GROUND:
            chart.area(piece, edgecolor=tone.edge, linewidth=broad + EDGE, zorder=4.2, **look)
        paint = tone.capacity if known else tone.carried
        chart.area(piece, edgecolor=paint, linewidth=broad, zorder=4.5, **look)
        if known and not pd.isna(row.flow_low):
            carried = POINTS_A_UNIT * (row.flow_low + row.flow_high) / 2
            chart.area(piece, edgecolor=tone.carried, linewidth=carried, zorder=5, **look)
    if tanker:
        chart.mark(line.interpolate(0.5, normalized=True), SHIP, fill=style.INK, size=7)
    elif row.quality == SCHEMATIC:
        xs, ys = shapely.get_coordinates(line).T
        chart.ax.plot(xs, ys, "o", markersize=2.0, zorder=6, color=style.GROUND, mec=style.INK, mew=0.5)


def _samples() -> list[charts.Sample]:
    """What the colours, widths, styles and signs mean."""
    ink, wide, core = style.INK, 50 * POINTS_A_UNIT, 20 * POINTS_A_UNIT
    stops: dict[str, Any] = {"marker": "o", "markersize": 2.0, "mfc": style.GROUND, "mec": ink, "mew": 0.5}
    ship: dict[str, Any] = {"marker": SHIP, "markersize": 7.0, "markevery": [1]}

    def line(text: str, *layers: tuple[str, float], **look: Any) -> charts.Sample:
        def drawn(key: Axes, x: float, y: float) -> None:
            for color, width in layers:
                settings = {"color": color, "linewidth": width, "solid_capstyle": "butt", **look}
                key.plot([x, x + 3, x + 6], [y] * 3, **settings)

        return charts.Sample(text, 7.4, drawn)

    def pipe(text: str, tone: Tone) -> charts.Sample:
        return line(text, (tone.edge, wide + EDGE), (tone.capacity, wide), (tone.carried, core))

    def sign(text: str, marker: str, fill: str) -> charts.Sample:
        return charts.mark_sample(text, marker, fill, ink, indent=4.0, size=3.4, width=0.8)

    return [
        pipe("in Kazakhstan", TONES["KAZ"]),
        pipe("in Russia, edged", TONES["RUS"]),
        pipe("elsewhere", TONES[""]),
        line("width: capacity 50", (style.ELSEWHERE_LIGHT, wide)),
        line("core: carried 20", (ink, core)),
        line("schematic", (ink, THIN), **stops),
        line("capacity unknown", (ink, THIN), linestyle=DOTS, dash_capstyle="round"),
        line("idle", (ink, THIN), linestyle=DASHES),
        line("tankers, no width", (ink, TANKER_LINE), **ship),
        sign("field", *SIGNS["field"]),
        sign("refinery, gas plant", *SIGNS["refinery"]),
        sign("port, town", *PORT),
    ]
