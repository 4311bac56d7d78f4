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
HIGHEST = 100.5
BOTTOM_MM, LINE_MM, LINES, LINES_NARROW = 6.0, 3.3, 5.0, 2.0
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
        charts.bar_sample("both ends published", color=style.RUSSIA),
        charts.bar_sample(
            "limits only, wide or open", facecolor=style.GROUND, edgecolor=style.RUSSIA, linewidth=1.0
        ),
        charts.mark_sample("an estimate of the time", "D", style.INK, style.GROUND),
    ]
    top = charts.key(panel, samples, left=1.0) + 3.0
    ax = panel.axes(left=10.5, right=2, top=top, bottom=BOTTOM_MM)
    ranges = _ranges(frame)
    words_mm = LINE_MM * (LINES_NARROW if panel.narrow else LINES)
    lowest = FLOOR - words_mm * (HIGHEST - FLOOR) / (panel.height - top - BOTTOM_MM - words_mm)
    ax.set_ylim(lowest, HIGHEST)
    charts.year_axis(ax, int(ranges["year"].min()), int(ranges["year"].max()))
    charts.value_axis(ax, range(40, 101, 20), axis="y", unit=" %")
    charts.threshold(ax, ALMOST_ALL_PCT, "threshold", axis="y", zorder=2)
    for row in rows(ranges):
        _bar(ax, row)
    closed, recent = ranges[ranges["state"] == CLOSED], in_print_and_recent(ranges)[1]
    for row in rows(closed[~closed["date"].isin(recent["date"])]):
        _figure(ax, row.year, row.low_pct - 0.8, number(row.low_pct), "top")
        _figure(ax, row.year, row.high_pct + 0.6, number(row.high_pct), "bottom")
    narrow = number_range(recent["low_pct"].min(), recent["high_pct"].max())
    _figure(ax, recent["year"].mean(), ALMOST_ALL_PCT - 1.2, narrow, "top", size=style.SUBTITLE_SIZE)
    stated: dict[str, Any] = {"fill": style.INK, "edge": style.GROUND, "size": 5, "zorder": 6}
    for row in rows(frame[(frame["kind"] == "statement") & frame["low_pct"].notna()]):
        charts.mark(ax, moment(row.date) - 0.5, row.low_pct, "D", gid=gid(row), **stated)
    ax.plot([ARTICLE] * 2, [lowest, HIGHEST], color=style.INK, linewidth=0.8, gid="article", zorder=1)
    reading = f"“almost all”: {percent(ALMOST_ALL_PCT)}"
    charts.text(ax, ax.get_xlim()[0] + 0.1, ALMOST_ALL_PCT + 3.0, reading, va="bottom", zorder=5)
    _words(ax, frame, LABELS["narrow" if panel.narrow else "article"], turns=not panel.narrow)


def _bar(ax: Axes, row: Any) -> None:
    """The bar of a year; an end that is not known stays open, one on a condition is dashed."""
    low = FLOOR if pd.isna(row.low_pct) else row.low_pct
    high = HIGHEST if pd.isna(row.high_pct) else row.high_pct
    closed = row.state == CLOSED
    size: dict[str, Any] = {"height": max(high - low, 0.6), "bottom": low, "width": 2 * HALF_WIDTH}
    paint: dict[str, Any] = {"facecolor": style.RUSSIA if closed else style.GROUND, "edgecolor": style.RUSSIA}
    ax.bar(row.year, linewidth=0 if closed else 1.0, gid=gid(row), zorder=3, **paint, **size)
    unknown = [end for end, value in ((low, row.low_pct), (high, row.high_pct)) if pd.isna(value)]
    planned = [low] if row.state == CONDITIONAL else []
    line: dict[str, Any] = {"solid_capstyle": "butt", "zorder": 3.5}
    for end in (*unknown, *planned):
        inside = [row.year - HALF_WIDTH + 0.03, row.year + HALF_WIDTH - 0.03]
        ax.plot(inside, [end, end], color=style.GROUND, linewidth=1.6, **line)
    for end in planned:
        ax.plot(inside, [end, end], color=style.RUSSIA, linewidth=1.0, linestyle=(0, (1.5, 1)), **line)


def _figure(ax: Axes, x: float, y: float, words: str, va: str, **options: Any) -> None:
    """The end of a range in figures."""
    charts.text(ax, x, y, words, bold=True, color=style.RUSSIA, ha="center", va=va, zorder=5, **options)


def _words(ax: Axes, frame: pd.DataFrame, said: list[str], *, turns: bool) -> None:
    """Under the bars: the article's sentence, left of its date, and what turned the share."""
    step = LINE_MM * charts.per_mm(ax)[1]
    for place, line in enumerate(said):
        look: dict[str, Any] = {"ha": "right", "va": "top", "bold": line.endswith(":"), "zorder": 5}
        charts.text(ax, ARTICLE - 0.12, FLOOR - 2 - place * step, line, ground=False, **look)
    for row in rows(frame[(frame["kind"] == "turn") & turns]):
        x, (level, *lines) = moment(row.date) - 0.5, LABELS[row.date]
        y = FLOOR - 2 - level * step
        ax.plot([x, x], [y - step * len(lines), FLOOR + 1], color=style.MUTED, linewidth=0.6, zorder=2)
        told: dict[str, Any] = {"color": style.MUTED, "va": "top", "ground": False, "zorder": 5}
        for place, line in enumerate(lines):
            charts.text(ax, x + 0.1, y - place * step, line, **told)
