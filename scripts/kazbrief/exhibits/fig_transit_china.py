"""Whose oil the line to China carries: Kazakhstan's and Russia's by year, under its capacity."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values, years
from kazbrief.formats import number, number_range, series
from kazbrief.measures.frames import rows

COLOURS = {"Kazakhstan": (style.BLUE, "#b9cde2"), "Russia": (style.ORANGE, "#ebc3af")}
PUBLISHED = "published"


def amount(row: Any) -> str:
    """A volume or its range, million tonnes."""
    return number_range(row.low_mt, row.high_mt, 1)


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the peak of Kazakhstan's oil, the last year of which both owners' oil is known, and each volume."""
    own, russian = (frame[frame["owner"] == owner] for owner in COLOURS)
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
    """The id of a part of a bar."""
    return f"{row.owner.lower()}-{row.year}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Each owner's oil in each year."""
    return {
        gid(row): f"{row.year}, oil of {row.owner}: {amount(row)} Mt, {row.basis}, grade {row.grade}"
        for row in rows(frame)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A bar a year, Kazakhstan's oil below and Russia's above, and the capacity as steps."""
    samples = [
        *(charts.bar_sample(f"oil of {owner}", color=colours[0]) for owner, colours in COLOURS.items()),
        charts.bar_sample("not published as a year’s volume", color=style.RULE),
    ]
    top = charts.key(panel, samples, left=1.0) + 3.0
    ax = panel.axes(left=9, right=2, top=top, bottom=6)
    first, last = frame["year"].min(), frame["year"].max()
    ax.set_xlim(first - 0.7, last + 0.7)
    ax.set_ylim(0, 22)
    charts.value_axis(ax, range(0, 21, 5), axis="y", unit=" Mt")
    shown = [year for year in range(first, last + 1) if not panel.narrow or (year - first) % 3 == 0]
    ax.set_xticks(
        shown, [str(year) if year % 5 == 0 or panel.narrow else f"’{year % 100:02d}" for year in shown]
    )
    ax.tick_params(axis="x", length=0)
    base: dict[int, float] = {}
    for row in rows(frame):
        colour = COLOURS[row.owner][0 if row.basis == PUBLISHED else 1]
        bottom = base.get(row.year, 0.0)
        ax.bar(row.year, row.high_mt, bottom=bottom, width=0.72, color=colour, edgecolor=style.WHITE, linewidth=0.5,
               gid=gid(row), zorder=3)  # fmt: skip
        base[row.year] = bottom + row.high_mt
        if row.basis == PUBLISHED and not panel.narrow:
            size: dict[str, Any] = {
                "size": style.FOOT_SIZE,
                "ha": "center",
                "va": "center_baseline",
                "zorder": 4,
            }
            inside = row.high_mt > 1
            if inside:
                ax.text(row.year, bottom + row.high_mt / 2, number(row.high_mt, 1), color=style.WHITE, **size)
    of_years = list(rows(frame.drop_duplicates("year")))
    steps = [(row.year + side, row.capacity_mt) for row in of_years for side in (-0.5, 0.5)]
    ax.plot(*zip(*steps, strict=True), color=style.INK, linewidth=1.0, gid="capacity", zorder=2)
    ax.text(first - 0.4, of_years[0].capacity_mt + 0.4, "capacity", size=style.SMALL_SIZE, va="bottom")
