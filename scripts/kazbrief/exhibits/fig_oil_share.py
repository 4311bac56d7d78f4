"""The share of Kazakhstan's crude-oil exports that crosses Russian territory, by year, as a range on an axis of time."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values, years
from kazbrief.formats import number, number_range, percent, percent_range, series
from kazbrief.measures.frames import rows
from kazbrief.measures.oil import in_print_and_recent, moment
from kazbrief.measures.oil_share import CLOSED, CONDITIONAL, PLAN
from kazbrief.measures.thresholds import ALMOST_ALL_PCT, PUBLISHED_AT

LABELS = entry("fig-oil-share").labels
# The axis begins under the bars, where the words stand; a bar without a low end reaches the floor.
FLOOR, HALF_WIDTH = 37.0, 0.36
LOWEST, LOWEST_NARROW, HIGHEST = 12.0, 31.0, 100.5
BOTTOM, LINE_MM = 6.0, 3.1
ARTICLE = PUBLISHED_AT - 0.5


def _ranges(frame: pd.DataFrame) -> pd.DataFrame:
    """The ranges, with their year."""
    of_years = frame[frame["kind"] == "range"]
    return of_years.assign(year=of_years["date"].astype(int))


def range_of(frame: pd.DataFrame) -> str:
    """The range that encloses all years of a frame."""
    return percent_range(frame["low_pct"].min(), frame["high_pct"].max())


def told(row: Any) -> str:
    """The range of a year in words, with what is not known of it."""
    if pd.isna(row.low_pct):
        return f"at most {percent(row.high_pct)}"
    if pd.isna(row.high_pct):
        return f"at least {percent(row.low_pct)}"
    return percent_range(row.low_pct, row.high_pct)


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the ranges then and now, and that of each year."""
    ranges = _ranges(frame)
    in_print, recent = in_print_and_recent(ranges[ranges["state"] == CLOSED])
    return {
        "in_print_year": years(in_print["date"]),
        "in_print": range_of(in_print),
        "recent_year": recent["year"].min(),
        "recent_years": years(recent["date"]),
        "recent": range_of(recent),
        "years": years(ranges["date"]),
        "almost_all": percent(ALMOST_ALL_PCT),
        "planned": series(ranges.loc[ranges["basis"] == PLAN, "date"].tolist()),
        "each_year": "; ".join(f"{r.date}: {told(r)} ({r.state})" for r in rows(ranges)),
    }


def gid(row: Any) -> str:
    """The id of a bar or mark."""
    return f"{row.kind}-{row.date}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The range of each year with its arithmetic; each statement."""
    return {
        gid(row): (f"{row.date}: {told(row)}, {row.state}; {row.text}" if row.kind == "range" else row.text)
        + f", grade {row.grade}"
        for row in rows(frame[(frame["kind"] == "range") | frame["low_pct"].notna()])
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """An upright bar a year, filled where the range is closed; the threshold, the article, and what happened."""
    samples = [
        charts.bar_sample("closed: both ends are published", color=style.ORANGE),
        charts.bar_sample("limits only", facecolor=style.WHITE, edgecolor=style.ORANGE, linewidth=1.0),
        charts.mark_sample("stated", "D", style.INK, style.WHITE),
    ]
    top = charts.key(panel, samples, left=1.0) + 3.0
    ax = panel.axes(left=10.5, right=2, top=top, bottom=BOTTOM)
    ranges = _ranges(frame)
    first, last = ranges["year"].min(), ranges["year"].max()
    ax.set_xlim(first - 0.7, last + 0.7)
    lowest = LOWEST_NARROW if panel.narrow else LOWEST
    ax.set_ylim(lowest, HIGHEST)
    charts.value_axis(ax, range(40, 101, 20), axis="y", unit=" %")
    ticks = [year for year in range(first, last + 1) if not panel.narrow or (year - first) % 3 == 0]
    ax.set_xticks(
        ticks, [str(year) if year % 5 == 0 or panel.narrow else f"’{year % 100:02d}" for year in ticks]
    )
    ax.tick_params(axis="x", length=0)
    charts.threshold(ax, ALMOST_ALL_PCT, "threshold", axis="y", zorder=2)
    for row in rows(ranges):
        _bar(ax, row)
        if row.state == CLOSED:
            _figures(ax, row, panel.narrow)
    recent = in_print_and_recent(ranges)[1]
    if panel.narrow:
        _under(ax, recent["year"].mean(), number_range(recent["low_pct"].min(), recent["high_pct"].max()))
    for row in rows(frame[(frame["kind"] == "statement") & frame["low_pct"].notna()]):
        charts.mark(ax, moment(row.date) - 0.5, row.low_pct, "D", fill=style.INK, edge=style.WHITE, size=5,
                    gid=gid(row), zorder=6)  # fmt: skip
    ax.plot([ARTICLE] * 2, [lowest, HIGHEST], color=style.INK, linewidth=0.8, gid="article", zorder=1)
    _words(ax, panel, frame, (HIGHEST - lowest) / (panel.height - top - BOTTOM) * LINE_MM)


def _bar(ax: Axes, row: Any) -> None:
    """The bar of a year; an end that is not known stays open, one on a condition is dashed."""
    low = FLOOR if pd.isna(row.low_pct) else row.low_pct
    high = HIGHEST if pd.isna(row.high_pct) else row.high_pct
    left, right = row.year - HALF_WIDTH, row.year + HALF_WIDTH
    if row.state == CLOSED:
        ax.bar(row.year, max(high - low, 0.6), bottom=low, width=2 * HALF_WIDTH, color=style.ORANGE, gid=gid(row),
               zorder=4)  # fmt: skip
        return
    ax.bar(row.year, high - low, bottom=low, width=2 * HALF_WIDTH, color=style.WHITE, gid=gid(row), zorder=3)
    line: dict[str, Any] = {"color": style.ORANGE, "linewidth": 1.0, "solid_capstyle": "butt", "zorder": 4}
    for side in (left, right):
        ax.plot([side, side], [low, high], **line)
    if pd.notna(row.high_pct):
        ax.plot([left, right], [high, high], **line)
    if pd.notna(row.low_pct):
        ax.plot(
            [left, right], [low, low], **line, linestyle=(0, (1.5, 1)) if row.state == CONDITIONAL else "-"
        )


def _figures(ax: Axes, row: Any, narrow: bool) -> None:
    """The ends of a closed range in figures: at both ends of a long bar, under a short one."""
    text: dict[str, Any] = {
        "size": style.SMALL_SIZE,
        "color": style.ORANGE,
        "weight": "semibold",
        "ha": "center",
    }
    low, high = row.low_pct, row.high_pct
    if high - low > 6:
        ax.text(row.year, low - 0.8, number(low), va="top", zorder=5, bbox=charts.plate(0.1), **text)
        ax.text(row.year, high + 0.6, number(high), va="bottom", zorder=5, bbox=charts.plate(0.1), **text)
    elif not narrow:
        _under(ax, row.year, number_range(low, high))


def _under(ax: Axes, x: float, text: str) -> None:
    """A range in figures under the threshold, which short bars reach to."""
    look: dict[str, Any] = {"size": style.SMALL_SIZE, "color": style.ORANGE, "weight": "semibold"}
    ax.text(x, ALMOST_ALL_PCT - 0.8, text, ha="center", va="top", bbox=charts.plate(0.1), zorder=5, **look)


def _words(ax: Axes, panel: Panel, frame: pd.DataFrame, step: float) -> None:
    """The reading of the article's sentence above the bars; under them the sentence, and what turned the share."""
    small: dict[str, Any] = {"size": style.SMALL_SIZE, "zorder": 5}
    reading = f"“almost all”: {percent(ALMOST_ALL_PCT)}"
    ax.text(
        ax.get_xlim()[0] + 0.1, ALMOST_ALL_PCT + 3.0, reading, va="bottom", bbox=charts.plate(0.1), **small
    )
    said = LABELS["narrow" if panel.narrow else "article"]
    for number_, line in enumerate(said):
        weight = "semibold" if line.endswith(":") else "regular"
        ax.text(
            ARTICLE - 0.12, FLOOR - 2 - number_ * step, line, ha="right", va="top", weight=weight, **small
        )
    if panel.narrow:
        return
    for row in rows(frame[frame["kind"] == "turn"]):
        x, (level, *lines) = moment(row.date) - 0.5, LABELS[row.date]
        y = FLOOR - 2 - level * step
        ax.plot([x, x], [y - step * len(lines), FLOOR + 1], color=style.GREY, linewidth=0.6, zorder=2)
        for number_, line in enumerate(lines):
            ax.text(x + 0.1, y - number_ * step, line, va="top", color=style.GREY, **small)
