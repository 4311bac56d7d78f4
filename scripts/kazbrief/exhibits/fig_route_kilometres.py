"""Kilometres of each route in Russia, Kazakhstan and elsewhere, beside the lengths in print."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import accumulate
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import capital, count, number, series
from kazbrief.measures.frames import rows
from kazbrief.measures.routes import AT_SEA, NAMED, PUBLISHED, SCHEMATIC, TERRITORIES, published_of, routes_of

COLOURS = dict(zip(TERRITORIES, (style.RUSSIA, style.KAZAKHSTAN, style.FAINT, style.GROUND), strict=True))
# How a territory is drawn; kilometres at sea have an outline alone.
FILLS: dict[str, dict[str, Any]] = {
    name: {"facecolor": colour, "edgecolor": "none", "linewidth": 0.5} for name, colour in COLOURS.items()
}
FILLS[AT_SEA] |= {"edgecolor": style.MUTED, "linestyle": (0, (2, 1.2))}
SUBJECT = "CPC"
GROUPS = (("oil", "Crude oil"), ("gas", "Natural gas"))
# Columns at the right with their widths in millimetres, on a wide and on a narrow sheet, and how they are headed.
COLUMNS = {"Russia": 10.0, "Kazakhstan": 18.0, "other countries": 12.0, AT_SEA: 12.0, "deviation": 16.0}
NARROW = {"Russia": 10.0, "Kazakhstan": 17.0, "other countries": 11.0, AT_SEA: 12.0}
SHORT = {"other countries": "others", "deviation": "off by, %"}
# In millimetres: room for names, and for the key and the heads of columns; a group's heading in steps of a row.
LEFT, HEAD, GROUP = 42.0, 10.5, 1.2
WIDEST = 2900


def inside(territory: str) -> str:
    """Where kilometres lie, in words."""
    return territory if territory in (AT_SEA, PUBLISHED) else f"in {territory}"


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the line of the CPC, how far published lengths differ, and each route."""
    routes, printed = routes_of(frame), published_of(frame)
    subject = routes[routes["pipeline_id"] == SUBJECT].iloc[0]
    gap = printed["deviation_pct"]
    schematic = routes[(routes["quality"] == SCHEMATIC) & (routes[AT_SEA] == 0)]
    return {
        "cpc": subject["name"],
        "cpc_km": number(subject["total"], -1),
        "cpc_russia": number(subject["Russia"], -1),
        "crossing": (routes["Russia"] > 0).sum(),
        "routes": len(routes),
        "lengths": len(gap),
        "compared": number(printed["pipeline_id"].nunique()),
        "shorter": number(-gap.min(), 1),
        "longer": number(gap.max(), 1),
        "median": number(gap.abs().median(), 1),
        "schematic": capital(count(len(schematic))),
        "schematic_names": series(schematic["name"].tolist()),
        "each": "; ".join(
            f"{row['name']}: " + ", ".join(f"{number(row[t])} {inside(t)}" for t in TERRITORIES if row[t] > 0)
            for row in routes.to_dict("records")
        ),
    }


def gid(route: str, territory: str) -> str:
    """The id of a part of a route's bar, or of its published lengths."""
    return charts.slug(f"{route.replace('_', '-')}-{territory}")


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Kilometres of each part of a bar, and the published lengths of a route."""
    texts: dict[str, str] = {}
    for row in rows(frame):
        name = gid(row.pipeline_id, row.territory)
        length = f"{number(row.length_km)} km {inside(row.territory)}, grade {row.grade}"
        texts[name] = f"{texts[name]}; {length}" if name in texts else f"{row.name}: {length}"
    return texts


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A stacked bar a route, oil above gas; the kilometres of each part in columns, published lengths as marks."""
    routes, printed = routes_of(frame), published_of(frame)
    left, columns = (1.0, NARROW) if panel.narrow else (LEFT, COLUMNS)
    right = sum(columns.values()) + 2.0
    ax = panel.axes(left=left, right=right, top=HEAD, bottom=7)
    room = panel.height - HEAD - 7
    step = room / (len(routes) + len(GROUPS) * GROUP)
    ax.set(ylim=(room, 0), xlim=(0, WIDEST))
    charts.value_axis(ax, range(0, 2501, 1000), unit=" km")
    ax.set_yticks([])
    mm = charts.per_mm(ax)[0]
    edges = [WIDEST + mm * end for end in accumulate(columns.values())]
    look: dict[str, Any] = {"ha": "right", "ground": False}
    for edge, title in zip(edges, columns, strict=True):
        colour = COLOURS[title] if title in NAMED.values() and title != AT_SEA else style.MUTED
        charts.text(ax, edge, -1.0, SHORT.get(title, title), bold=True, va="bottom", color=colour, **look)
    y = 0.0
    for commodity, group in GROUPS:
        charts.text(ax, 0, y + step * GROUP / 2, group, bold=True, size=style.TEXT_SIZE)
        y += step * GROUP
        for row in routes[routes["commodity"] == commodity].to_dict("records"):
            middle = y + step * (0.74 if panel.narrow else 0.5)
            x, level, ha = (0.0, y + step * 0.22, "left") if panel.narrow else (-1.5 * mm, middle, "right")
            charts.text(ax, x, level, row["name"], ha=ha, size=style.TEXT_SIZE, zorder=5)
            _bar(ax, middle, row, min(2.8, 0.66 * step))
            own = printed[printed["pipeline_id"] == row["pipeline_id"]]
            cells = [number(row[name]) if row[name] > 0 else "" for name in TERRITORIES]
            gaps = own["deviation_pct"]
            ends = dict.fromkeys(signed(end) for end in (gaps.max(), gaps.min())) if len(own) else ()
            for edge, cell in zip(edges, (*cells, " to ".join(ends)), strict=False):
                charts.text(ax, edge, middle, cell, color=style.MUTED, **look)
            if len(own):
                mark: dict[str, Any] = {"fill": style.GROUND, "edge": style.INK, "size": 3.6, "zorder": 6}
                name = gid(row["pipeline_id"], PUBLISHED)
                charts.marks(ax, own["length_km"], middle, "D", gid=name, **mark)
            y += step
    samples = [charts.mark_sample("published length", "D", style.GROUND, style.INK, size=3.6, width=0.8)]
    charts.key(panel, samples, left=left)


def _bar(ax: Axes, y: float, row: dict[Hashable, Any], height: float) -> None:
    """The bar of a route, from its Russian kilometres to those at sea."""
    start = 0.0
    for territory in TERRITORIES:
        if row[territory] > 0:
            name = gid(row["pipeline_id"], territory)
            ax.barh(y, row[territory], left=start, height=height, gid=name, zorder=3, **FILLS[territory])
            start += row[territory]


def signed(value: float) -> str:
    """A deviation with its sign, whole per cent."""
    text = number(value)
    return text if value < 0 or text == "0" else f"+{text}"
