"""The share of Kazakhstan's crude-oil exports that crosses Russian territory, by year, as a range."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values, years
from kazbrief.formats import number, number_range, percent, percent_range, span
from kazbrief.measures.frames import rows
from kazbrief.measures.oil import in_print_and_recent
from kazbrief.measures.thresholds import ALMOST_ALL_PCT, PUBLISHED

# Shorter ranges have no room for a figure at either end: points.
SPLIT = 5


def range_of(frame: pd.DataFrame) -> str:
    """The range that encloses all years of a frame."""
    return percent_range(frame["low_pct"].min(), frame["high_pct"].max())


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the ranges then and now, and that of each year."""
    in_print, recent = in_print_and_recent(frame)
    return {
        "in_print_year": years(in_print["year"]),
        "in_print": range_of(in_print),
        "recent_year": recent["year"].min(),
        "recent_years": years(recent["year"]),
        "recent": range_of(recent),
        "years": years(frame["year"]),
        "almost_all": percent(ALMOST_ALL_PCT),
        "each_year": "; ".join(f"{r.year}: {percent_range(r.low_pct, r.high_pct)}" for r in rows(frame)),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The range of each year."""
    return {
        f"year-{row.year}": f"{row.year}{'' if row.period == 'year' else f', {row.period}'}: "
        f"{percent_range(row.low_pct, row.high_pct)}, grade {row.grade}"
        for row in rows(frame)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A bar a year from low to high, the threshold as a line, the date of the article marked."""
    names = [
        f"{row.year}" if row.period == "year" else f"{row.year}, {span(row.period)}" for row in rows(frame)
    ]
    ax = panel.axes(left=charts.room_for(names), right=12, top=5, bottom=6)
    # Years without figures, and the article's date, leave a wider gap.
    steps = (1.0 if step == 1 else 1.5 for step in frame["year"].diff().iloc[1:])
    places = list(itertools.accumulate(steps, initial=0.0))
    ax.set_xlim(40, 101)
    ax.set_ylim(places[-1] + 0.6, -0.6)
    charts.value_axis(ax, range(40, 101, 10), unit=" %")
    charts.name_axis(ax, places, names)
    charts.threshold(ax, ALMOST_ALL_PCT, "threshold", linewidth=1.0)
    reading = f"“almost all”, read as {percent(ALMOST_ALL_PCT)}"
    ax.text(ALMOST_ALL_PCT, -0.75, reading, size=style.TEXT_SIZE, ha="center", va="bottom")
    article = places[(frame["year"] < PUBLISHED.year).sum() - 1] + 0.75
    ax.axhline(article, color=style.GREY, linewidth=0.8, gid="article")
    ax.text(40.5, article + 0.06, "article, July 2011", size=style.SMALL_SIZE, color=style.GREY, va="top")
    recent = set(in_print_and_recent(frame)[1]["year"])
    for place, row in zip(places, rows(frame), strict=True):
        color = style.ORANGE if row.year in recent else style.BLUE
        low, high = row.low_pct, row.high_pct
        gid = f"year-{row.year}"
        ax.barh(place, max(high - low, 0.6), left=low, height=0.62, color=color, gid=gid, zorder=3)
        figure: dict[str, Any] = {"color": color, "weight": "semibold", "gap": 0.8}
        if high - low > SPLIT:
            charts.beside(ax, low, place, number(low), side="left", **figure)
            charts.beside(ax, high, place, number(high), bbox=charts.plate(), zorder=4, **figure)
        else:
            charts.beside(ax, max(high, low + 0.6), place, number_range(low, high), **figure)
