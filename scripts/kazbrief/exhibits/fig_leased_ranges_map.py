"""Sites that Russia leases or leased in Kazakhstan: squares of their area on the map, and the area of 2005 in squares."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pandas as pd
from matplotlib.patches import Rectangle

from kazbrief.exhibits import charts, maps, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, series
from kazbrief.measures.frames import rows
from kazbrief.measures.sites import WEST, balance, sites

LABELS = entry("fig-leased-ranges-map").labels
# The window in metres of the map: the centre and the west of the country, with room for call-outs outside it.
WINDOW = (-1.62e6, -9.9e5, 8.0e5, 8.0e5)
PALE = "#f3cdb6"
# Small squares in a row, and hectares of one.
ACROSS, ONE_MHA = 10, 0.1
BESIDE, BELOW = 50.0, 78.0


def values(frame: pd.DataFrame) -> Values:
    """What the words name: areas leased then and now, how they fail to add up, and each site."""
    drawn, land = sites(frame), balance(frame)
    largest = drawn.sort_values("area_mha").dropna(subset="area_mha").iloc[-1]
    return {
        **{name: number(getattr(land, name), 1) for name in land._fields},
        "sites": len(drawn),
        "ended_names": series(drawn.loc[drawn["status"] == "ended", "name"].tolist()),
        "schematic": series(drawn.loc[drawn["place"] == "schematic", "name"].tolist()),
        "largest": largest["name"],
        "largest_area": number(largest["area_mha"], 1),
        "squares": round(land.before / ONE_MHA),
        "kept": round(land.after / ONE_MHA),
        "each_site": "; ".join(about(row, "million hectares") for row in rows(drawn)),
    }


def dates(row: Any) -> str:
    """Since when, and until when where a step says so."""
    first, last = str(row.from_date)[:4], str(row.last_date)[:4]
    if row.status == "ended":
        return f"{first}\u2013{last}"
    return f"from {first}" + ("" if pd.isna(row.until) else f", to {row.until:.0f}")


def area(row: Any, unit: str) -> str:
    """The area of a site as printed; nothing where none is published."""
    if pd.isna(row.area_mha):
        return ""
    returned = " returned" if row.status == "ended" else ""
    return f"{'together ' if row.basis == 'remainder' else ''}{number(row.area_mha, 1)}\u00a0{unit}{returned}"


def about(row: Any, unit: str) -> str:
    """Name, state, dates and area of a site."""
    return ", ".join(filter(None, (f"{row.name}: {row.status}", dates(row), area(row, unit))))


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Name, state, dates and area of each site; the number of hectares of each run of squares."""
    texts = {gid(row): f"{about(row, 'Mha')}, grade {row.grade}" for row in rows(sites(frame))}
    return texts | {f"area-{name}": f"{text}: {number(mha, 1)} Mha" for name, text, mha, *_ in runs(frame)}


def gid(row: Any) -> str:
    """The id of a site's mark."""
    return f"site-{row.Index.replace('_', '-')}"


def side_m(area_mha: float) -> float:
    """The side in metres of a square of an area in million hectares."""
    return sqrt(area_mha * 1e10)


def runs(frame: pd.DataFrame) -> list[tuple[str, str, float, str, str]]:
    """The area leased in 2005 in parts: name, text, million hectares, fill and hatch."""
    drawn, land = sites(frame), balance(frame)
    west = float(drawn["area_mha"][WEST])
    return [
        ("sary-shagan", "Sary-Shagan, leased", land.after - west, style.ORANGE, ""),
        ("west", "western ranges, leased", west, "#d98a5c", ""),
        ("returned", "returned in 2015", land.returned, style.WHITE, ""),
        ("emba", "returned with Emba", land.emba, style.WHITE, "/////"),
        ("unexplained", "not accounted for", land.unexplained, style.RULE, ""),
    ]


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """The map on the left or above, the squares of 2005 on the right or below."""
    beside, below = (0.0, BELOW) if panel.narrow else (BESIDE, 0.0)
    size = {"width": panel.width - beside, "height": panel.height - below}
    _map(panel.part(left=0, top=0, **size), frame, layers)
    left, top = (0.0, size["height"]) if panel.narrow else (size["width"], 0.0)
    _squares(
        panel.part(left=left, top=top, width=beside or panel.width, height=below or panel.height),
        frame,
    )


def _map(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    chart = maps.on_base(panel, layers, WINDOW)
    oblasts = layers["oblasts_2022"]
    chart.areas(oblasts, facecolor=style.WHITE, edgecolor=style.RULE, linewidth=0.6, zorder=2)
    chart.outline(oblasts)
    for row in rows(sites(frame)):
        x, y = maps.project(row.longitude, row.latitude)
        ended, half = row.status == "ended", 0.0
        fill = style.WHITE if ended else PALE
        if pd.isna(row.area_mha):
            look: dict[str, Any] = {"fill": fill, "edge": style.ORANGE, "size": 6, "width": 1.1, "zorder": 7}
            charts.mark(chart.ax, x, y, "^", gid=gid(row), **look)
        else:
            side = side_m(row.area_mha)
            half = side / 2
            square = Rectangle((x - half, y - half), side, side, facecolor=fill, zorder=5, gid=gid(row))
            square.set(
                edgecolor=style.ORANGE,
                linewidth=1.1,
                linestyle=charts.DASHED if row.place == "schematic" else "-",
            )
            chart.ax.add_patch(square)
        at = (1e3 * LABELS[row.Index][0], 1e3 * LABELS[row.Index][1])
        above, east = at[1] > y, at[0] > x
        away = -3.0 if east and pd.isna(row.area_mha) else 1.0
        chart.line([(x, y + (half if above else -half)), (at[0] + away * chart.millimetre, at[1])])
        text = "\n".join(filter(None, (row.name, area(row, "Mha"), dates(row))))
        chart.label(
            *at, text, ground=style.LAND, ha="right" if away < 0 else "left", va="bottom" if above else "top"
        )
    chart.scale_bar(x=3)
    chart.names(layers)


def _squares(panel: Panel, frame: pd.DataFrame) -> None:
    """The area of 2005 as small squares, row by row from the top, and their key."""
    edge = 3.2
    top, left = panel.height - 9.0, 4.0
    ax = panel.canvas(left=left, right=0, top=0, bottom=0)
    ax.text(
        0, panel.height - 3.4, "Ranges leased in 2005", weight="semibold", size=style.TEXT_SIZE, va="baseline"
    )
    ax.text(
        0,
        panel.height - 7.0,
        f"{number(balance(frame).before, 1)} Mha, and what became of them",
        size=style.SMALL_SIZE,
        color=style.GREY,
        va="baseline",
    )
    place = 0
    for name, _, mha, fill, hatch in runs(frame):
        for first in range(place, place + round(mha / ONE_MHA)):
            down, across = divmod(first, ACROSS)
            at = (across * (edge + 0.5), top - (down + 1) * (edge + 0.5))
            look: dict[str, Any] = {
                "facecolor": fill,
                "edgecolor": style.ORANGE,
                "linewidth": 0.6,
                "hatch": hatch,
            }
            if name == "unexplained":
                look["edgecolor"] = style.GREY
            ax.add_patch(Rectangle(at, edge, edge, gid=f"area-{name}" if first == place else None, **look))
        place += round(mha / ONE_MHA)
    y = top - (place / ACROSS) * (edge + 0.5) - 5.0
    for name, text, mha, fill, hatch in runs(frame):
        edge_color = style.GREY if name == "unexplained" else style.ORANGE
        charts.box_entry(ax, 0, y, f"{text}, {number(mha, 1)} Mha", fill, hatch, edge=edge_color)
        y -= 4.3
