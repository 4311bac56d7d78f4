"""The map of crude-oil export routes: which cross Russian territory, how much they can carry, how sure the line is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, maps, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import count, number, percent
from kazbrief.measures.frames import rows
from kazbrief.measures.routes import exits, working

COLOURS = {"yes": style.ORANGE, "no": style.BLUE}
CROSSES = {"yes": "crosses Russia", "no": "avoids Russia"}
DASHES = (0, (3, 1.8))
# A place on the west, south, east and north side of the map.
WINDOW = ((34.6, 37.5), (67.0, 37.0), (88.0, 46.0), (48.0, 54.2))
LABELS = entry("fig-pipelines-map").labels
# Names that a line runs under.
ON_PLATE = ("Aktau",)


def tonnes(amount: float) -> str:
    """A capacity or a sum of them."""
    return number(amount, 1).removesuffix(".0")


def values(frame: pd.DataFrame) -> Values:
    """What the words name: capacity in all and through Russia, and each route that works."""
    leaving = exits(frame)
    through = leaving.loc[leaving["crosses_russia"] == "yes", "capacity_mt"].sum()
    total = leaving["capacity_mt"].sum()
    each = (
        f"{row.name}: {CROSSES.get(row.crosses_russia, CROSSES['no'])}"
        + ("" if pd.isna(row.capacity_mt) else f", {tonnes(row.capacity_mt)} Mt a year")
        for row in rows(working(frame))
    )
    return {
        "exits": count(len(leaving)),
        "share": percent(100 * through / total),
        "through": tonnes(through),
        "total": tonnes(total),
        "each_route": "; ".join(each),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Name, territory, state and capacity of each route."""
    texts = {}
    for row in rows(frame.drop_duplicates("pipeline_id")):
        crosses = CROSSES.get(row.crosses_russia, "crosses Russia in part")
        capacity = "capacity not published in tonnes"
        if pd.notna(row.capacity_mt):
            capacity = f"{tonnes(row.capacity_mt)} Mt a year"
        texts[f"route-{row.pipeline_id}"] = (
            f"{row.name}: {crosses}, {capacity}, {row.status}, grade {row.grade}"
        )
    return texts


def width(capacity: float) -> float:
    """Line width in points for a capacity in million tonnes a year; a thin line when it is unknown."""
    return 0.9 if pd.isna(capacity) else 1.1 + 0.055 * capacity


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Routes over a muted base map, outlets named, key for colour, width and dash."""
    chart = maps.on_base(panel, layers, maps.window(*WINDOW))
    land = {"gid": "area-KAZ", "facecolor": style.WHITE, "edgecolor": style.GREY}
    chart.areas(layers["oblasts_2022"].dissolve(), linewidth=0.7, zorder=2, **land)
    colours = {}
    for pipeline_id, route in frame.groupby("pipeline_id", sort=False):
        first = next(rows(route))
        colours[pipeline_id] = COLOURS.get(first.crosses_russia, style.GREY)
        dashed = first.mode != "pipeline" or not first.status.startswith("operating")
        chart.line(
            [maps.project(row.longitude, row.latitude) for row in rows(route)],
            color=colours[pipeline_id],
            linewidth=width(first.capacity_mt),
            linestyle=DASHES if dashed else "-",
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=5,
            gid=f"route-{pipeline_id}",
        )
    for pipeline_id, (longitude, latitude, text) in LABELS["routes"].items():
        place = maps.project(longitude, latitude)
        chart.label(*place, text, color=colours[pipeline_id], weight="semibold")
    for name, (longitude, latitude, side) in LABELS["places"].items():
        x, y = maps.project(longitude, latitude)
        charts.mark(chart.ax, x, y, fill=style.WHITE, edge=style.INK, size=3.2, zorder=7)
        place = chart.moved(x, y, (1.6 if side == "right" else -1.6, 0.0))
        ground = style.WHITE if name in ON_PLATE else None
        chart.label(*place, name, ha="left" if side == "right" else "right", color=style.INK, ground=ground)
    chart.scale_bar()
    _key(panel)
    chart.names(layers, country=True)


def _key(panel: Panel) -> None:
    """Colour, width and dash, explained in the lower right corner."""
    across, height = 74.0, 17.0
    key = panel.canvas(left=panel.width - across - 1, right=1, top=panel.height - height - 1, bottom=1)
    lines: tuple[tuple[str, str, float, Any], ...] = (
        ("crosses Russia", style.ORANGE, 2.4, "-"),
        ("avoids Russia", style.BLUE, 2.4, "-"),
        ("tankers, or standing still", style.GREY, 1.2, DASHES),
        ("80 Mt/y", style.GREY, width(80), "-"),
        ("20 Mt/y", style.GREY, width(20), "-"),
    )
    for number_, (text, colour, points, dash) in enumerate(lines):
        column, row = divmod(number_, 3)
        charts.line_entry(
            key, 2 + 48 * column, height - 3 - 5.2 * row, text, color=colour, linewidth=points, linestyle=dash
        )
