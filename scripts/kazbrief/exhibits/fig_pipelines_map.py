"""The map of crude-oil export routes: which cross Russian territory, how much they can carry, how sure the line is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
from matplotlib.lines import Line2D

from kazbrief import formats
from kazbrief.exhibits import maps, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.frames import rows
from kazbrief.measures.routes import exits, working
from kazbrief.tables.boundaries import DISCLAIMER

COLOURS = {"yes": style.ORANGE, "no": style.BLUE}
# Longitude, latitude and text of the labels, placed by hand where the lines leave room.
LABELS = {
    "CPC": (43.4, 46.35, "CPC"),
    "UAS": (54.0, 52.75, "Atyrau–Samara"),
    "ATA_ALA": (77.6, 48.3, "Atasu–Alashankou"),
    "PAV_SHY": (68.4, 49.75, "Pavlodar–Shymkent"),
    "KEN_KUM": (63.6, 48.5, "Kenkiyak–Kumkol"),
    "BTC": (43.7, 39.0, "Baku–Tbilisi–Ceyhan"),
    "AKT_BAK": (52.2, 41.3, "tankers"),
    "BAK_NOV": (41.2, 43.3, "Baku–Novorossiysk"),
}
PLACES = {
    "Novorossiysk": (37.77, 44.72, "left"),
    "Samara": (50.2, 53.2, "left"),
    "Ceyhan": (35.8, 37.0, "right"),
    "Alashankou": (82.57, 45.17, "right"),
    "Tengiz": (53.4, 46.15, "right"),
    "Aktau": (51.2, 43.65, "right"),
    "Baku": (49.5, 40.2, "right"),
}
COUNTRIES = (
    (42.6, 51.0, "RUSSIA"),
    (66.0, 51.3, "KAZAKHSTAN"),
    (84.3, 43.2, "CHINA"),
    (38.6, 39.2, "TÜRKIYE"),
    (62.5, 41.6, "UZBEKISTAN"),
    (59.3, 39.4, "TURKMENISTAN"),
)


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the routes plotted."""
    routes = working(frame)
    leaving = exits(frame)
    through = leaving[leaving["crosses_russia"] == "yes"]["capacity_mt"].sum()
    total = leaving["capacity_mt"].sum()
    named = "; ".join(
        f"{row['name']}: {'crosses Russia' if row['crosses_russia'] == 'yes' else 'avoids Russia'}"
        + (
            f", {formats.number(row['capacity_mt'], 1).removesuffix('.0')} Mt a year"
            if pd.notna(row["capacity_mt"])
            else ""
        )
        for _, row in routes.iterrows()
    )
    return Words(
        finding=f"Of the capacity of the {formats.count(len(leaving))} working pipelines that leave Kazakhstan with its oil, {formats.percent(100 * through / total)} lies on lines that cross Russia",
        subtitle="Crude-oil export routes by territory crossed; width by capacity in million tonnes a year (Mt/y), latest published",
        note=(
            "routes are schematic: chains of named places joined by straight lines, up to some tens of kilometres off the true line. "
            "Dashed: tanker legs and lines that stand still. Thin: capacity not published in tonnes. "
            + DISCLAIMER
        ),
        alt=(
            f"Map from the Black Sea to China. Orange lines that cross Russia run from Tengiz to Novorossiysk and from Atyrau to Samara; "
            f"blue lines that avoid it run to Alashankou in China and, after tankers across the Caspian, from Baku to Ceyhan. "
            f"{formats.number(through, 1).removesuffix('.0')} of {formats.number(total, 1).removesuffix('.0')} Mt a year of pipeline capacity crosses Russia."
        ),
        description=f"Routes in operation: {named}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Name, territory, state and capacity of each route."""
    said = {"yes": "crosses Russia", "no": "avoids Russia"}
    texts = {}
    for row in frame.groupby("pipeline_id", sort=False).first().reset_index().to_dict("records"):
        capacity = (
            f"{formats.number(row['capacity_mt'], 1).removesuffix('.0')} Mt a year"
            if pd.notna(row["capacity_mt"])
            else "capacity not published in tonnes"
        )
        crosses = said.get(row["crosses_russia"], "crosses Russia in part")
        texts[f"route-{row['pipeline_id']}"] = (
            f"{row['name']}: {crosses}, {capacity}, {row['status']}, grade {row['grade']}"
        )
    return texts


def width(capacity: float) -> float:
    """Line width in points for a capacity in million tonnes a year; a thin line when it is unknown."""
    return 0.9 if pd.isna(capacity) else 1.1 + 0.055 * float(capacity)


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Routes over a muted base map, outlets named, key for colour, width and dash."""
    west, _ = maps.project(34.6, 37.5)
    east, _ = maps.project(88.0, 46.0)
    _, south = maps.project(67.0, 37.0)
    _, north = maps.project(48.0, 54.2)
    ax = maps.axes(panel, (west, south, east, north))
    maps.base(ax, panel, layers)
    for shape in maps.for_drawing(layers["oblasts_2022"].dissolve(), ax, panel).geometry:
        maps.area(
            ax, shape, facecolor="#ffffff", edgecolor=style.GREY, linewidth=0.7, zorder=2, gid="area-KAZ"
        )
    for pipeline_id, route in frame.groupby("pipeline_id", sort=False):
        places = [maps.project(row.longitude, row.latitude) for row in rows(route)]
        first = route.iloc[0]
        dashed = first["mode"] != "pipeline" or not str(first["status"]).startswith("operating")
        ax.plot(
            *zip(*places, strict=True),
            color=COLOURS.get(first["crosses_russia"], style.GREY),
            linewidth=width(first["capacity_mt"]),
            linestyle=(0, (3, 1.8)) if dashed else "-",
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=5,
            gid=f"route-{pipeline_id}",
        )
    for pipeline_id, (longitude, latitude, text) in LABELS.items():
        crosses = frame.loc[frame["pipeline_id"] == pipeline_id, "crosses_russia"].iloc[0]
        maps.label(
            ax,
            *maps.project(longitude, latitude),
            text,
            color=COLOURS.get(crosses, style.GREY),
            weight="semibold",
        )
    millimetre = maps.metres_per_mm(ax, panel)
    for name, (longitude, latitude, side) in PLACES.items():
        x, y = maps.project(longitude, latitude)
        ax.plot(
            [x],
            [y],
            "o",
            markersize=3.2,
            markerfacecolor=style.WHITE,
            markeredgecolor=style.INK,
            markeredgewidth=0.8,
            zorder=7,
        )
        shift = 1.6 * millimetre * (1 if side == "right" else -1)
        maps.label(
            ax,
            x + shift,
            y,
            name,
            ha="left" if side == "right" else "right",
            color=style.INK,
            ground=style.WHITE if name == "Aktau" else None,
        )
    for longitude, latitude, text in COUNTRIES:
        maps.label(ax, *maps.project(longitude, latitude), text, color=style.GREY, size=style.FOOT_SIZE)
    maps.scale_bar(ax, panel)
    _key(panel)


def _key(panel: Panel) -> None:
    """Colour, width and dash, explained in the lower right corner."""
    width_mm, height_mm = 74.0, 17.0
    key = panel.axes(left=panel.width - width_mm - 1, right=1, top=panel.height - height_mm - 1, bottom=1)
    key.set_xlim(0, width_mm)
    key.set_ylim(0, height_mm)
    key.set_axis_off()
    lines: tuple[tuple[str, str, float, Any], ...] = (
        ("crosses Russia", style.ORANGE, 2.4, "-"),
        ("avoids Russia", style.BLUE, 2.4, "-"),
        ("tankers, or standing still", style.GREY, 1.2, (0, (3, 1.8))),
        ("80 Mt/y", style.GREY, width(80), "-"),
        ("20 Mt/y", style.GREY, width(20), "-"),
    )
    for number, (text, colour, points, dash) in enumerate(lines):
        column, row = divmod(number, 3)
        x, y = 2 + 48 * column, height_mm - 3 - 5.2 * row
        key.add_line(
            Line2D([x, x + 9], [y, y], color=colour, linewidth=points, linestyle=dash, solid_capstyle="butt")
        )
        key.text(x + 11, y, text, size=style.SMALL_SIZE, va="center_baseline")
