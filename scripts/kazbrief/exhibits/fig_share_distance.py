"""The Kazakh share of each oblast against the distance from the border with Russia: bounds against bounds."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent_range
from kazbrief.measures.distance import rank_correlations
from kazbrief.measures.frames import rows
from kazbrief.measures.thresholds import HALF_PCT

# How oblasts on the border and off it are drawn; the mark differs in shape as well as in colour.
KINDS = {1: ("on the border", "o", style.ORANGE), 0: ("not on the border", "D", style.BLUE)}


def bound(row: Any) -> str:
    """The bounds of the share of an oblast."""
    return percent_range(row.lower_pct, row.upper_pct)


def distance(row: Any) -> str:
    """The distance of an oblast's centroid, and of its nearest and farthest place."""
    return f"{number(row.border_km)} km{{}} ({number(row.nearest_km)}–{number(row.farthest_km)})"


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the ends of the share on the border, of the distances and of the correlations."""
    near = list(rows(frame[frame["borders_russia"] == 1].sort_values("midpoint_pct")))
    correlations = rank_correlations(frame)["spearman"]
    return {
        "lowest": near[0].oblast,
        "lowest_bound": bound(near[0]),
        "highest": near[-1].oblast,
        "highest_bound": bound(near[-1]),
        "least_correlation": number(correlations.min(), 2),
        "most_correlation": number(correlations.max(), 2),
        "oblasts": len(frame),
        "on_border": len(near),
        "least_km": number(frame["border_km"].min()),
        "most_km": number(frame["border_km"].max()),
        "each": "; ".join(f"{row.oblast} {distance(row).format('')}, {bound(row)}" for row in rows(frame)),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The distances and the bound of each oblast, at its two marks."""
    texts = {}
    for row in rows(frame):
        name = charts.slug(row.oblast)
        texts[f"centre-{name}"] = (
            f"{row.oblast}: {distance(row).format(' from the border')}, grade {row.grade}"
        )
        texts[f"bound-{name}"] = f"{row.oblast}: {bound(row)}, grade {row.grade}"
    return texts


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A row an oblast, nearest first: its distance on the left, its share on the right."""
    left, gap, right = charts.room_for(frame["oblast"]), 9.0, 6.0
    key = charts.key(panel, [charts.mark_sample(*kind, kind[2]) for kind in KINDS.values()], left=left)
    half = (panel.width - left - gap - right) / 2
    reaches = panel.axes(left=left, right=panel.width - left - half, top=key + 8, bottom=6)
    shares = panel.axes(left=left + half + gap, right=right, top=key + 8, bottom=6)
    for ax, title in ((reaches, "Distance, km"), (shares, "Kazakh share, %")):
        ax.set_ylim(len(frame) - 0.4, -0.6)
        ax.set_title(title, loc="left", size=style.TEXT_SIZE, color=style.INK, weight="semibold", pad=5)
    reaches.set_xlim(-15, 1300)
    charts.value_axis(reaches, range(0, 1201, 400))
    charts.name_axis(reaches, range(len(frame)), frame["oblast"].tolist())
    shares.set_xlim(20, 101)
    charts.value_axis(shares, range(20, 101, 20))
    shares.set_yticks([])
    charts.threshold(shares, HALF_PCT, "half")
    for place, row in enumerate(rows(frame)):
        _, marker, colour = KINDS[row.borders_russia]
        name = charts.slug(row.oblast)
        line: dict[str, Any] = {"color": colour, "linewidth": 1.2, "solid_capstyle": "butt"}
        reaches.plot([row.nearest_km, row.farthest_km], [place, place], gid=f"reach-{name}", **line)
        reaches.plot([row.border_km], [place], marker, markersize=5, color=colour, gid=f"centre-{name}")
        bar: dict[str, Any] = {"height": 0.6, "color": colour, "edgecolor": "none", "gid": f"bound-{name}"}
        shares.barh(place, row.upper_pct - row.lower_pct, left=row.lower_pct, **bar)
