"""What is certain about the Kazakh share of each oblast, with the published figures drawn over it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values, years
from kazbrief.formats import number, percent_range, series
from kazbrief.measures.frames import rows
from kazbrief.measures.oblasts import bounds_of, points_of
from kazbrief.measures.thresholds import HALF_PCT

# How each basis is drawn, from the firmest; the mark differs in shape as well as in colour.
BASES: dict[str, tuple[str, str, str]] = {
    "census": ("census of 2021", "o", style.ORANGE),
    "register after 2021 census": ("register after the census (2023)", "D", style.INK),
    "register before 2021 census": ("register before the census (2021–2022)", "s", style.WHITE),
}
PALE_BLUE = "#b9d0e6"


def bound(row: Any) -> str:
    """The share or shares of a row."""
    return percent_range(row.lower_pct, row.upper_pct, 0 if row.kind == "bound" else 1)


def values(frame: pd.DataFrame) -> Values:
    """What the words name: how many oblasts are certain, the ends, each bound, and whether points lie inside."""
    bounds, points = bounds_of(frame), points_of(frame)
    each = list(rows(bounds))
    inside, outside = points["inside"].sum(), sorted(set(points.loc[points["inside"] == 0, "oblast"]))
    agreement = f"{inside} of {len(points)} published points lie inside; not {series(outside)}"
    if not outside:
        agreement = f"All {len(points)} published points lie inside their bounds"
    return {
        "majority": (bounds["lower_pct"] > HALF_PCT).sum(),
        "oblasts": len(bounds),
        "minority": series(bounds.loc[bounds["upper_pct"] < HALF_PCT, "oblast"].tolist()) or "none",
        "years": years(points["date"]),
        "agreement": agreement,
        "first": each[0].oblast,
        "first_bound": bound(each[0]),
        "last": each[-1].oblast,
        "last_bound": bound(each[-1]),
        "points": len(points),
        "each_bound": "; ".join(f"{row.oblast} {bound(row)}" for row in each),
    }


def gid(row: Any) -> str:
    """The id of the bar or point of a row."""
    name = charts.slug(row.oblast)
    return f"bound-{name}" if row.kind == "bound" else f"point-{name}-{charts.slug(row.kind)}-{row.date}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The bound of each bar and the share of each point, with its basis and date."""
    return {
        gid(
            row
        ): f"{row.oblast}: {bound(row)} ({', '.join(filter(pd.notna, (row.kind, row.date)))}), grade {row.grade}"
        for row in rows(frame)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A bar an oblast from bound to bound, its ends in figures, published points over it."""
    bounds = bounds_of(frame)
    names = bounds["oblast"].tolist()
    shown = [mark for basis, mark in BASES.items() if (frame["kind"] == basis).any()]
    left = charts.room_for(names)
    key = charts.key(panel, [charts.mark_sample(*mark, style.INK) for mark in shown], left=left)
    ax = panel.axes(left=left, right=8, top=key + 3, bottom=6)
    ax.set_ylim(-0.7, len(names) - 0.3)
    ax.set_xlim(15, 104)
    charts.value_axis(ax, range(20, 101, 20), unit=" %")
    charts.name_axis(ax, range(len(names)), names)
    charts.threshold(ax, HALF_PCT, "half")
    end: dict[str, Any] = {
        "gap": 0.7,
        "size": style.FOOT_SIZE,
        "color": style.GREY,
        "va": "center",
        "bbox": charts.plate(0.8),
    }
    for place, row in enumerate(rows(bounds)):
        low, high = row.lower_pct, row.upper_pct
        ax.barh(place, high - low, left=low, height=0.66, color=PALE_BLUE, edgecolor="none", gid=gid(row))
        charts.beside(ax, low, place, number(low), side="left", **end)
        charts.beside(ax, high, place, number(high), **end)
    for row in rows(points_of(frame)):
        _, marker, fill = BASES[row.kind]
        place, edge = names.index(row.oblast), style.INK
        charts.mark(ax, row.lower_pct, place, marker, fill=fill, edge=edge, gid=gid(row), zorder=5)
