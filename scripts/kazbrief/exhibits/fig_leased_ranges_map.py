"""The map of sites that Russia leases or leased in Kazakhstan: ranges by their area, Baikonur, what has ended."""

from __future__ import annotations

from math import pi, sqrt
from typing import Any

import pandas as pd
from matplotlib.patches import Circle

from kazbrief.exhibits import charts, maps, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import count, number, series
from kazbrief.measures.frames import rows
from kazbrief.measures.sites import IN_USE, balance, sites

# Metres of the map kept free in the south for the key.
KEY_ROOM = 9e4
PALE_ORANGE = "#f3cdb6"
DASHES = (0, (3, 1.8))
LABELS = entry("fig-leased-ranges-map").labels
# A label without room beside its site has a line there, from and to millimetres off the centre, and no plate, which
# would hide the state border.
LED = {"kapustin_yar_kazakh_part": ((1.4, 1.0), (7.5, 3.1))}


def values(frame: pd.DataFrame) -> Values:
    """What the words name: areas leased then and now, how they fail to add up, and each site."""
    drawn = sites(frame)
    before, returned, emba, left, after = balance(frame)
    ended = drawn.loc[drawn["status"] == "ended", "name"].tolist()
    ranges = drawn[(drawn["status"] == IN_USE) & drawn["area_mha"].notna()]
    largest = ranges.sort_values("area_mha").iloc[-1]
    return {
        "before": number(before, 1),
        "returned": number(returned, 1),
        "emba": number(emba, 1),
        "left": number(left, 1),
        "after": number(after, 1),
        "after_exactly": number(after, 2),
        "year": ranges["area_year"].max(),
        "sites": len(drawn),
        "ended": count(len(ended)),
        "ended_names": series(ended),
        "schematic": series(drawn.loc[drawn["place"] == "schematic", "name"].tolist()),
        "ranges": len(ranges),
        "largest": largest["name"],
        "largest_area": number(largest["area_mha"], 2),
        "each_site": "; ".join(about(row, "million hectares") for row in rows(drawn)),
    }


def dates(row: Any) -> str:
    """Since when, and until when where a step says so."""
    first, last = str(row.from_date)[:4], str(row.last_date)[:4]
    if row.status == "ended":
        return f"{first}\u2013{last}"
    return f"from {first}" + ("" if pd.isna(row.until) else f", extended in {last} to {row.until:.0f}")


def about(row: Any, unit: str) -> str:
    """Name, state, dates and area of a site."""
    area = "" if pd.isna(row.area_mha) else f", {number(row.area_mha, 2)} {unit}"
    return f"{row.name}: {row.status}, {dates(row)}{area}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Name, state, dates and area of each site."""
    return {gid(row): f"{about(row, 'Mha')}, grade {row.grade}" for row in rows(sites(frame))}


def gid(row: Any) -> str:
    """The id of a site's mark."""
    return f"site-{row.Index.replace('_', '-')}"


def radius_m(area_mha: float) -> float:
    """The radius in metres of a circle of an area in million hectares."""
    return sqrt(area_mha * 1e10 / pi)


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Circles of equal area over the oblasts, hollow where a lease has ended; key below."""
    oblasts = layers["oblasts_2022"]
    chart = maps.of_oblasts(panel, layers, "oblasts_2022", KEY_ROOM)
    chart.areas(oblasts, facecolor=style.WHITE, edgecolor=style.RULE, linewidth=0.6, zorder=2)
    for row in rows(sites(frame)):
        x, y = maps.project(row.longitude, row.latitude)
        _mark(chart, row, x, y)
        off, side = LABELS[row.Index]
        if row.Index in LED:
            chart.line(chart.moved(x, y, end) for end in LED[row.Index])
        details = [dates(row)]
        if pd.notna(row.area_mha):
            ended = row.status == "ended"
            area = f"{number(row.area_mha, 1 if ended else 2)}\u00a0Mha"
            details.insert(0, f"over {area} returned" if ended else area)
        name = row.name.replace(" (", "\n(")
        text = f"{name}\n{', '.join(details)}".replace(" in ", "\nin ")
        ground = None if row.Index in LED else style.WHITE
        chart.label(*chart.moved(x, y, off), text, ha=side, color=style.INK, ground=ground)
    chart.scale_bar(x=118)
    _key(panel)
    chart.names(layers)


def _mark(chart: maps.Map, row: Any, x: float, y: float) -> None:
    """A circle of the site's area, or a mark where none is published; hollow where its use has ended."""
    ended = row.status == "ended"
    if pd.isna(row.area_mha):
        marker, fill = "s" if row.Index == "baikonur" else "^", style.WHITE if ended else style.ORANGE
        charts.mark(
            chart.ax, x, y, marker, fill=fill, edge=style.ORANGE, size=6, width=1.1, zorder=7, gid=gid(row)
        )
        return
    circle = Circle(
        (x, y), radius_m(row.area_mha), edgecolor=style.ORANGE, linewidth=1.1, zorder=5, gid=gid(row)
    )
    circle.set_facecolor("none" if ended else PALE_ORANGE)
    circle.set_linestyle(DASHES if row.place == "schematic" else "-")
    chart.ax.add_patch(circle)


def _key(panel: Panel) -> None:
    """Filled and hollow, circle and mark, dashed outline."""
    left, across, row, height = 36.0, 62.0, 4.6, 21.5
    key = panel.canvas(left=left, right=panel.width - left - across, top=panel.height - height, bottom=0)
    entries = (
        ("o", PALE_ORANGE, "range in use"),
        ("o", style.WHITE, "ended"),
        ("s", style.ORANGE, "site without a published area"),
    )
    y = height - 3.4
    for marker, fill, text in entries:
        charts.mark(key, 2.5, y, marker, fill=fill, edge=style.ORANGE, size=6.5, width=1.1)
        charts.beside(key, 7, y, text, size=style.SMALL_SIZE)
        y -= row
    line = {"color": style.ORANGE, "linewidth": 1.1, "linestyle": DASHES}
    charts.line_entry(key, 0.5, y, "place within the oblast unknown", length=4.3, gap=2.2, **line)
