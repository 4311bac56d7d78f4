"""Kilometres of each route in Russia, Kazakhstan and elsewhere, beside the lengths in print."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import capital, count, number, series
from kazbrief.measures.frames import rows
from kazbrief.measures.routes import AT_SEA, PUBLISHED, SCHEMATIC, TERRITORIES, published_of, routes_of

LAND = {"edgecolor": "none", "linestyle": "-"}
COLOURS = dict(zip(TERRITORIES, (style.ORANGE, style.BLUE, style.SILVER, style.WHITE), strict=True))
# How a territory is drawn; kilometres at sea have an outline alone.
FILLS: dict[str, dict[str, Any]] = {
    name: {"facecolor": colour, "linewidth": 0.5, **LAND} for name, colour in COLOURS.items()
}
FILLS[AT_SEA] |= {"edgecolor": style.GREY, "linestyle": (0, (2, 1.2))}
SUBJECT = "CPC"
GROUPS = (("oil", "Crude oil"), ("gas", "Natural gas"))
LEFT, RIGHT = 41.0, 16.0


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
        "cpc_km": number(subject["total"]),
        "cpc_russia": number(subject["Russia"]),
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
    """A stacked bar a route, oil above gas; Russian kilometres from zero, published lengths as marks."""
    routes, printed = routes_of(frame), published_of(frame)
    samples = [charts.bar_sample(territory, **fill) for territory, fill in FILLS.items()]
    diamond = {"at": 3.4, "indent": 6.2, "size": 3.6, "width": 0.8}
    samples.append(charts.mark_sample("published length", "D", style.WHITE, style.INK, **diamond))
    left = 1.0 if panel.narrow else LEFT
    key = charts.key(panel, samples, left=left, right=2, top=1, row=6.0, size=style.TEXT_SIZE)
    ax = panel.axes(left=LEFT, right=RIGHT, top=6 + key, bottom=7)
    across = ax.get_yaxis_transform()
    beside = 1.0 + 2.2 / (panel.width - LEFT - RIGHT)
    grey: dict[str, Any] = {"transform": across, "size": style.FOOT_SIZE, "color": style.GREY}
    places: dict[str, float] = {}
    y = 0.0
    for commodity, title in GROUPS:
        charts.beside(ax, -0.005, y, title, side="left", transform=across, weight="bold")
        of_group = routes[routes["commodity"] == commodity]
        places |= {name: y + place for place, name in enumerate(of_group["pipeline_id"], start=1)}
        y += len(of_group) + 1.3
    ax.set_ylim(y - 0.5, -0.7)
    ax.set_xlim(0, 2900)
    charts.value_axis(ax, range(0, 2501, 1000 if panel.narrow else 500), unit=" km")
    of = {str(row["pipeline_id"]): row for _, row in routes.iterrows()}
    charts.name_axis(ax, places.values(), [of[route]["name"] for route in places])
    for route, y in places.items():
        _bar(ax, y, of[route], labelled=300 if panel.narrow else 140)
        own = printed[printed["pipeline_id"] == route]
        if len(own):
            how: dict[str, Any] = {"fill": style.WHITE, "edge": style.INK, "size": 3.6, "zorder": 6}
            charts.marks(ax, own["length_km"], y, "D", gid=gid(route, PUBLISHED), **how)
            ends = dict.fromkeys(signed(own["deviation_pct"].agg(end)) for end in ("max", "min"))
            ax.text(beside, y, " to ".join(ends), va="center_baseline", **grey)
    ax.text(beside, -0.95, "deviation, %", va="bottom", **grey)


def _bar(ax: Axes, y: float, row: pd.Series, *, labelled: float) -> None:
    """The bar of a route; its Russian kilometres bear their figure where they are as long as ``labelled``."""
    start = 0.0
    for territory in TERRITORIES:
        length = row[territory]
        if length > 0:
            name = gid(row["pipeline_id"], territory)
            ax.barh(y, length, left=start, height=0.66, gid=name, zorder=3, **FILLS[territory])
            start += length
    if row["Russia"] > labelled:
        how: dict[str, Any] = {
            "color": style.WHITE,
            "weight": "semibold",
            "size": style.FOOT_SIZE,
            "zorder": 5,
        }
        charts.beside(ax, row["Russia"], y, number(row["Russia"]), side="left", gap=18, **how)


def signed(value: float) -> str:
    """A deviation with its sign, whole per cent."""
    text = number(value)
    return text if value < 0 or text == "0" else f"+{text}"
