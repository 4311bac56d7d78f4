"""Real growth of Kazakhstan's economy by year, against the "around 8 %" of the article."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values, years
from kazbrief.formats import capital, count, number, percent, series
from kazbrief.measures.frames import rows
from kazbrief.measures.growth import (
    AROUND_PCT,
    FIRST_YEAR,
    SLACK_PCT,
    arithmetic_mean_pct,
    around,
    shrinking,
    then_and_since,
)
from kazbrief.measures.thresholds import PUBLISHED_AT

# Lighter than the years of the article's sentence; those before them stand back.
LATER, BEFORE = "#6f93b8", "#8a939c"


def rate(part: pd.DataFrame) -> float:
    """The mean rate of some years, per cent."""
    return arithmetic_mean_pct(part["growth_pct"])


def mean(part: pd.DataFrame) -> str:
    """The mean rate as printed."""
    return percent(rate(part), 1)


def values(frame: pd.DataFrame) -> Values:
    """What the words name: means and years of both periods, their extremes, and how far other series differ."""
    then, since = then_and_since(frame)
    within = around(then)["year"].astype(str).tolist()
    checked = frame["check_deviation_pct"].dropna()
    return {
        "years": years(frame["year"]),
        "then_years": years(then["year"]),
        "first": FIRST_YEAR,
        "last": then["year"].max(),
        "then_mean": mean(then),
        "span": f"{number(then['growth_pct'].min(), 1)} to {percent(then['growth_pct'].max(), 1)}",
        "since": since["year"].min(),
        "since_mean": mean(since),
        "around": number(AROUND_PCT),
        "slack": f"{number(SLACK_PCT)}\u00a0point",
        "within": capital(count(len(within))),
        "within_years": series(within),
        "checked": len(checked),
        "deviation": number(checked.max(), 2),
        "negative_to": shrinking(frame)["year"].max(),
        "each_year": "; ".join(f"{row.year}: {number(row.growth_pct, 1)}" for row in rows(frame)),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The rate of each year."""
    return {
        f"year-{row.year}": f"{row.year}: {percent(row.growth_pct, 1)}, grade {row.grade}"
        for row in rows(frame)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A bar a year, the article's figure as a line, the means of both periods as levels."""
    then, since = then_and_since(frame)
    ax = panel.axes(left=11, right=3, top=6, bottom=7)
    first, last = int(frame["year"].min()), int(frame["year"].max())
    ax.set_xlim(first - 0.8, last + 0.8)
    ax.set_ylim(-13.5, 15)
    charts.value_axis(ax, range(-10, 16, 5), axis="y", unit="\u00a0%")
    ax.spines["bottom"].set_visible(False)
    year_mm = (panel.width - 14) / (last - first + 1.6)
    ticks = range(1991, last + 1, 3)
    ax.set_xticks(ticks, charts.thinned([f"{year}" for year in ticks], [year * year_mm for year in ticks]))
    ax.tick_params(axis="x", length=0)
    ax.axhline(0, color=style.GREY, linewidth=0.8)
    colors = dict.fromkeys(then["year"], style.BLUE) | dict.fromkeys(since["year"], LATER)
    for row in rows(frame):
        color = colors.get(row.year, BEFORE)
        ax.bar(row.year, row.growth_pct, width=0.68, color=color, gid=f"year-{row.year}", zorder=3)
    charts.threshold(ax, AROUND_PCT, "around", axis="y", linewidth=1.0, zorder=4)
    reading = f"“around {percent(AROUND_PCT)} since {FIRST_YEAR}”"
    if style.text_width(reading, style.TEXT_SIZE) > (FIRST_YEAR - first) * year_mm:
        reading = reading.replace(" since", "\nsince")
    ax.text(first - 0.6, AROUND_PCT + 0.35, reading, size=style.TEXT_SIZE, va="bottom")
    article = PUBLISHED_AT - 0.5
    ax.plot([article] * 2, [0, 14.6], color=style.GREY, linewidth=0.8, gid="article", zorder=2)
    ax.text(article + 0.25, 14.7, "article, July 2011", size=style.TEXT_SIZE, color=style.GREY, va="top")
    for part, room in ((then, 3.4), (since, 6.2)):
        begin, end, level = part["year"].min() - 0.4, part["year"].max() + 0.4, rate(part)
        line: dict[str, Any] = {"color": style.WHITE, "linewidth": 2.6, "zorder": 4}
        ax.plot([begin, end], [level] * 2, **line)
        ax.plot(
            [begin, end],
            [level] * 2,
            gid=f"mean-{begin + 0.4:.0f}",
            **{**line, "color": style.BLUE, "linewidth": 1.4},
        )
        text: dict[str, Any] = {
            "size": style.TEXT_SIZE,
            "weight": "semibold",
            "color": style.BLUE,
            "bbox": charts.plate(),
        }
        ax.text(
            (begin + end) / 2,
            -room,
            f"mean {years(part['year'])}:\n{mean(part)}",
            ha="center",
            va="center",
            **text,
        )
