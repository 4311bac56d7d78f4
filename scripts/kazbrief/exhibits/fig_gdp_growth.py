"""Real growth of Kazakhstan's economy by year, against the "around 8 %" of the article."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

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

MEAN = {"color": style.KAZAKHSTAN, "linewidth": 1.8}


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
    ax.set_ylim(-13.5, 15)
    charts.year_axis(ax, first, last, pad=0.8)
    charts.value_axis(ax, range(-10, 16, 5), axis="y", unit="\u00a0%")
    ax.spines["bottom"].set_visible(False)
    ax.axhline(0, color=style.MUTED, linewidth=0.8)
    fills = dict.fromkeys(then["year"], style.KAZAKHSTAN) | dict.fromkeys(since["year"], style.GROUND)
    for row in rows(frame):
        fill = fills.get(row.year, style.FAINT)
        edge = style.FAINT if row.year < FIRST_YEAR else style.KAZAKHSTAN
        bar: dict[str, Any] = {"width": 0.68, "facecolor": fill, "edgecolor": edge, "linewidth": 0.9}
        ax.bar(row.year, row.growth_pct, gid=f"year-{row.year}", zorder=3, **bar)
    charts.threshold(ax, AROUND_PCT, "around", axis="y", linewidth=1.0, zorder=4)
    reading = f"“around {percent(AROUND_PCT)}\nsince {FIRST_YEAR}”"
    charts.text(ax, first - 0.6, AROUND_PCT + 0.5, reading, va="bottom")
    article = PUBLISHED_AT - 0.5
    ax.plot([article] * 2, [0, 14.6], color=style.INK, linewidth=0.8, gid="article", zorder=2)
    charts.text(ax, article + 0.25, 14.7, "July 2011", va="top")
    for part in (then, since):
        _mean(ax, part)


def _mean(ax: Axes, part: pd.DataFrame) -> None:
    """The mean of some years as a level over them, its figure under the axis."""
    begin, end, level = part["year"].min() - 0.4, part["year"].max() + 0.4, rate(part)
    line: dict[str, Any] = {"color": style.GROUND, "linewidth": 3.6, "zorder": 4, "solid_capstyle": "butt"}
    ax.plot([begin, end], [level] * 2, **line)
    ax.plot([begin, end], [level] * 2, gid=f"mean-{begin + 0.4:.0f}", **(line | MEAN))
    words = f"mean {years(part['year'])}:\n{mean(part)}"
    charts.figure(ax, (begin + end) / 2, -5.4, words, style.KAZAKHSTAN, size=style.TEXT_SIZE)
