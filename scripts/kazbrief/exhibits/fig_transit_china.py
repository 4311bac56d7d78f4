"""Whose oil the line to China carries, by year: Kazakhstan's and Russia's as two lines under the line's capacity."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values, years
from kazbrief.formats import number, number_range, series
from kazbrief.measures.frames import rows

# Colour and mark of each owner's oil.
LOOKS = {"Kazakhstan": (style.KAZAKHSTAN, "o"), "Russia": (style.RUSSIA, "s")}
PUBLISHED = "published"
HIGHEST = 22.0


def amount(row: Any) -> str:
    """A volume or its range, million tonnes."""
    return number_range(row.low_mt, row.high_mt, 1)


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the peak of Kazakhstan's oil, the last year in which both are known, and each volume."""
    own, russian = (frame[frame["owner"] == owner] for owner in LOOKS)
    peak, last = own.sort_values("high_mt").iloc[-1], max(set(own["year"]) & set(russian["year"]))
    of_last = {row.owner: amount(row) for row in rows(frame[frame["year"] == last])}
    missing = sorted(set(frame["year"]) - set(own["year"]))
    return {
        "first_russian": russian["year"].min(),
        "years": years(frame["year"]),
        "unknown": series([str(year) for year in missing]),
        "peak": number(peak["high_mt"], 1),
        "peak_year": peak["year"],
        "own": of_last["Kazakhstan"],
        "russian": of_last["Russia"],
        "last": last,
        "capacity": number(frame["capacity_mt"].iloc[-1]),
        "each": "; ".join(f"{row.year} {row.owner} {amount(row)} Mt ({row.basis})" for row in rows(frame)),
    }


def gid(row: Any) -> str:
    """The id of a point."""
    return f"{row.owner.lower()}-{row.year}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Each owner's oil in each year."""
    return {
        gid(row): f"{row.year}, oil of {row.owner}: {amount(row)} Mt, {row.basis}, grade {row.grade}"
        for row in rows(frame)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A line an owner, its points hollow where the year's volume was not published, and the capacity as steps."""
    samples = [
        charts.mark_sample("volume of the year, published", "o", style.MUTED, style.MUTED),
        charts.mark_sample("derived: mean, part of a year, or contract", "o", style.GROUND, style.MUTED),
    ]
    right = style.text_width("Kazakhstan’s oil", style.TEXT_SIZE, "semibold") + 2
    ax = panel.axes(left=10, right=right, top=charts.key(panel, samples, left=1.0) + 2, bottom=6)
    ax.set_ylim(0, HIGHEST)
    charts.year_axis(ax, int(frame["year"].min()), int(frame["year"].max()))
    charts.value_axis(ax, range(0, 21, 5), axis="y", unit=" Mt")
    steps = list(rows(frame.drop_duplicates("year")))
    ends = [(row.year + side, row.capacity_mt) for row in steps for side in (-0.5, 0.5)]
    ax.plot(*zip(*ends, strict=True), color=style.MUTED, linewidth=1.0, gid="capacity", zorder=2)
    charts.near(ax, *ends[-1], f"capacity\n{number(ends[-1][1])}", (4, 0), color=style.MUTED)
    for owner in LOOKS:
        _line(ax, frame[frame["owner"] == owner], owner)


def _line(ax: Axes, own: pd.DataFrame, owner: str) -> None:
    """The line of an owner, dashed over years without a figure, with its name and last value at its end."""
    colour, marker = LOOKS[owner]
    gaps: dict[str, Any] = {"color": colour, "linewidth": 1.2, "linestyle": (0, (1.5, 1.5)), "zorder": 3}
    ax.plot(own["year"], own["high_mt"], **gaps)
    whole = own.set_index("year")["high_mt"].reindex(range(own["year"].min(), own["year"].max() + 1))
    ax.plot(whole.index, whole, color=colour, linewidth=2.2, gid=f"line-{owner.lower()}", zorder=4)
    for row in rows(own):
        fill = colour if row.basis == PUBLISHED else style.GROUND
        charts.mark(
            ax, row.year, row.high_mt, marker, fill=fill, edge=colour, width=1.2, gid=gid(row), zorder=5
        )
    if owner == "Kazakhstan":
        peak = next(rows(own.loc[[own["high_mt"].idxmax()]]))
        charts.near(ax, peak.year, peak.high_mt, amount(peak), (0, 5), color=colour, zorder=6)
    last = list(rows(own))[-1]
    words = f"{owner.replace('Russia', 'Russian').replace('Kazakhstan', 'Kazakhstan’s')} oil\n{amount(last)}"
    look: dict[str, Any] = {"color": colour, "weight": "semibold", "size": style.TEXT_SIZE}
    charts.near(ax, last.year, last.high_mt, words, (6, 0), va="center", **look)
