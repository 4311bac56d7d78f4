"""The map of sites that Russia leases or leased in Kazakhstan: ranges by their area, Baikonur, what has ended."""

from __future__ import annotations

from collections.abc import Mapping
from math import pi, sqrt

import geopandas as gpd
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Circle

from kazbrief import formats
from kazbrief.exhibits import maps, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.sites import IN_USE, balance, sites
from kazbrief.tables.boundaries import DISCLAIMER

KEY_ROOM = 9e4

# Millimetres from the centre to the label, and its alignment.
LABELS = {
    "baikonur": (-2.6, -1.0, "right"),
    "balkhash_radar": (3.0, 0.0, "left"),
    "emba": (0.0, -5.6, "center"),
    "flight_test_centre_929": (4.4, 0.4, "left"),
    "kapustin_yar_kazakh_part": (8.0, 5.5, "left"),
    "sary_shagan": (0.0, -11.2, "center"),
}


# The site whose label has no room beside it: a line leads there, and no plate hides the state border.
LED = "kapustin_yar_kazakh_part"


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the sites and totals."""
    rows = sites(frame)
    before, ranges, emba, left, after = balance(frame)
    ended = rows[rows["status"] == "ended"]
    used = rows[(rows["status"] == IN_USE) & rows["area_mha"].notna()]
    largest = used.sort_values("area_mha").iloc[-1]
    schematic = rows.loc[rows["place"] == "schematic", "name"].tolist()
    listed = "; ".join(
        f"{row['name']}: {row['status']}, {dates(row)}"
        + (f", {formats.number(row['area_mha'], 2)} million hectares" if pd.notna(row["area_mha"]) else "")
        for _, row in rows.iterrows()
    )
    one = formats.number
    return Words(
        finding=(
            f"Russia leases {one(after, 1)} million hectares of ranges in Kazakhstan, after {one(before, 1)} million in 2005; "
            f"the use of {formats.count(len(ended))} other sites has ended"
        ),
        subtitle=(
            f"Military ranges and other sites used by Russia; area of the ranges in million hectares (Mha), {used['area_year'].max():.0f}, "
            "as circles of equal area"
        ),
        note=(
            f"circles are schematic: they show an area, not its outline. {formats.series(schematic)} have no published coordinates and stand "
            "somewhere in the oblasts that the sources name. The published totals do not reconcile: "
            f"{one(before, 1)} Mha less {one(ranges, 1)} returned in 2015 and {one(emba, 1)} of Emba leaves {one(left, 1)}, not {one(after, 1)}. "
            "Baikonur is not in the totals: no area of it in hectares was found. A Russian air unit that one source reports is not drawn. "
            + DISCLAIMER
        ),
        alt=(
            f"Map of Kazakhstan with {len(rows)} sites. Filled circles for {len(used)} ranges in use, the largest {largest['name']} "
            f"({formats.number(largest['area_mha'], 2)} million hectares) west of Lake Balkhash, the others in the west; Baikonur as a square; hollow marks for {formats.series(ended['name'].tolist())}, which have ended."
        ),
        description=f"Sites: {listed}. Area leased: {one(before, 1)} million hectares in 2005, {one(after, 2)} in 2023.",
    )


def dates(row: pd.Series) -> str:
    """Since when, and until when where a step says so."""
    first, last = str(row["from_date"])[:4], str(row["last_date"])[:4]
    if row["status"] == "ended":
        return f"{first}\u2013{last}"
    return f"from {first}" + (f", extended in {last} to {row['until']:.0f}" if pd.notna(row["until"]) else "")


def radius_m(area_mha: float) -> float:
    """The radius in metres of a circle of an area in million hectares."""
    return sqrt(area_mha * 1e10 / pi)


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Name, state, dates and area of each site."""
    return {
        f"site-{str(site).replace('_', '-')}": f"{row['name']}: {row['status']}, {dates(row)}"
        + (f", {formats.number(row['area_mha'], 2)} Mha" if pd.notna(row["area_mha"]) else "")
        + f", grade {row['grade']}"
        for site, row in sites(frame).iterrows()
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Circles of equal area over the oblasts, hollow where a lease has ended; key below."""
    oblasts = layers["oblasts_2022"]
    west, south, east, north = maps.window_of(oblasts, margin=0.02)
    ax = maps.axes(panel, (west, south - KEY_ROOM, east, north))
    maps.base(ax, panel, layers)
    for shape in maps.for_drawing(oblasts, ax, panel).geometry:
        maps.area(ax, shape, facecolor=style.WHITE, edgecolor=style.RULE, linewidth=0.6, zorder=2)
    for shape in maps.for_drawing(oblasts.dissolve(), ax, panel).geometry:
        maps.area(ax, shape, facecolor="none", edgecolor=style.GREY, linewidth=0.7, zorder=4)
    millimetre = maps.metres_per_mm(ax, panel)
    for site, row in sites(frame).iterrows():
        x, y = maps.project(row["longitude"], row["latitude"])
        ended = row["status"] == "ended"
        gid = f"site-{str(site).replace('_', '-')}"
        if pd.notna(row["area_mha"]):
            ax.add_patch(
                Circle(
                    (x, y),
                    radius_m(row["area_mha"]),
                    facecolor="none" if ended else "#f3cdb6",
                    edgecolor=style.ORANGE,
                    linewidth=1.1,
                    linestyle=(0, (3, 1.8)) if row["place"] == "schematic" else "-",
                    zorder=5,
                    gid=gid,
                )
            )
        else:
            ax.plot(
                [x],
                [y],
                "s" if site == "baikonur" else "^",
                markersize=6,
                markerfacecolor=style.WHITE if ended else style.ORANGE,
                markeredgecolor=style.ORANGE,
                markeredgewidth=1.1,
                zorder=7,
                gid=gid,
            )
        dx, dy, side = LABELS[str(site)]
        if site == LED:
            ax.plot(
                [x + 1.4 * millimetre, x + (dx - 0.5) * millimetre],
                [y + millimetre, y + (dy - 2.4) * millimetre],
                color=style.INK,
                linewidth=0.5,
                zorder=7,
            )
        details = [dates(row)]
        if pd.notna(row["area_mha"]):
            area = f"{formats.number(row['area_mha'], 1 if ended else 2)}\u00a0Mha"
            details.insert(0, f"over {area} returned" if ended else area)
        maps.label(
            ax,
            x + dx * millimetre,
            y + dy * millimetre,
            f"{row['name'].replace(' (', chr(10) + '(')}\n{', '.join(details)}".replace(" in ", "\nin "),
            ha=side,
            color=style.INK,
            ground=None if site == LED else style.WHITE,
        )
    maps.scale_bar(ax, panel, x=118, y=4)
    _key(panel)


def _key(panel: Panel) -> None:
    """Filled and hollow, circle and mark, dashed outline."""
    width, row, height = 62.0, 4.6, 21.5
    key = panel.axes(left=36, right=panel.width - 36 - width, top=panel.height - height, bottom=0)
    key.set_xlim(0, width)
    key.set_ylim(0, height)
    key.set_axis_off()
    entries = (
        ("o", "#f3cdb6", "range in use"),
        ("o", style.WHITE, "ended"),
        ("s", style.ORANGE, "site without a published area"),
    )
    for number, (marker, fill, text) in enumerate(entries):
        y = height - 3.4 - row * number
        key.plot(
            [2.5],
            [y],
            marker,
            markersize=6.5,
            markerfacecolor=fill,
            markeredgecolor=style.ORANGE,
            markeredgewidth=1.1,
        )
        key.text(7, y, text, size=style.SMALL_SIZE, va="center_baseline")
    y = height - 3.4 - row * len(entries)
    key.add_line(Line2D([0.5, 4.8], [y, y], color=style.ORANGE, linewidth=1.1, linestyle=(0, (3, 1.8))))
    key.text(7, y, "place within the oblast unknown", size=style.SMALL_SIZE, va="center_baseline")
