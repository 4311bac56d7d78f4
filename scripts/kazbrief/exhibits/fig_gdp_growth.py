"""Real growth of Kazakhstan's economy by year, against the "around 8 %" of the article."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.growth import (
    AROUND_PCT,
    FIRST_YEAR,
    SLACK_PCT,
    arithmetic_mean_pct,
    around,
    then_and_since,
)
from kazbrief.measures.thresholds import PUBLISHED


def years(frame: pd.DataFrame) -> str:
    """First and last year of a frame."""
    return f"{frame['year'].min()}\u2013{frame['year'].max()}"


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the years plotted."""
    then, later = then_and_since(frame)
    mean_then, mean_later = (
        formats.percent(arithmetic_mean_pct(part["growth_pct"]), 1) for part in (then, later)
    )
    hits = around(then)["year"].astype(str).tolist()
    within = formats.count(len(hits)) + (f" ({formats.series(hits)})" if hits else "")
    span = f"{formats.number(then['growth_pct'].min(), 1)} to {formats.percent(then['growth_pct'].max(), 1)}"
    checked = frame[frame["check_deviation_pct"].notna()]
    values = "; ".join(
        f"{row['year']}: {formats.number(row['growth_pct'], 1)}" for row in frame.to_dict("records")
    )
    return Words(
        finding=(
            f"Growth of {years(then)} averaged {mean_then}, near the “around {AROUND_PCT:.0f}\u00a0%” of 2011; "
            f"from {later['year'].min()} the mean is {mean_later}"
        ),
        subtitle=f"Kazakhstan, growth of gross domestic product over the year before, constant prices, per cent, {years(frame)}",
        note=(
            f"the mean is the plain mean of the yearly rates. From {FIRST_YEAR} to {then['year'].max()} the rate ran from {span}; the years "
            f"within {SLACK_PCT:.0f}\u00a0point of {AROUND_PCT:.0f}\u00a0% number {within}. One series is drawn; two others, published "
            f"for {formats.number(len(checked))} of these years, differ from it by at most "
            f"{formats.number(checked['check_deviation_pct'].max(), 2)} points."
        ),
        alt=(
            f"Bars of yearly growth: negative to {frame[frame['growth_pct'] < 0]['year'][frame['year'] < FIRST_YEAR].max()} but for two years, "
            f"{span} in {years(then)} with a mean of {mean_then}, lower afterwards with a mean of {mean_later}; "
            f"a dashed line marks {AROUND_PCT:.0f} per cent."
        ),
        description=f"Real growth by year, per cent: {values}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The rate of each year."""
    return {
        f"year-{row['year']}": f"{row['year']}: {formats.percent(row['growth_pct'], 1)}, grade {row['grade']}"
        for row in frame.to_dict("records")
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """A bar a year, the article's figure as a line, the means of both periods as levels."""
    then, later = then_and_since(frame)
    ax = panel.axes(left=11, right=3, top=6, bottom=7)
    first, last = int(frame["year"].min()), int(frame["year"].max())
    ax.set_xlim(first - 0.8, last + 0.8)
    ax.set_ylim(-13.5, 15)
    ticks = range(-10, 16, 5)
    ax.set_yticks(ticks, [formats.percent(tick) if tick == 15 else formats.number(tick) for tick in ticks])
    ax.grid(axis="y", color=style.RULE, linewidth=0.5)
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_visible(False)
    years_mm = (panel.width - 14) / (last - first + 1.6)
    ticks_x = range(1991, last + 1, 3)
    ax.set_xticks(
        ticks_x, charts.thinned([str(year) for year in ticks_x], [year * years_mm for year in ticks_x])
    )
    ax.tick_params(axis="x", length=0)
    ax.axhline(0, color=style.GREY, linewidth=0.8)
    in_then, in_later = set(then["year"]), set(later["year"])
    for year, growth in zip(frame["year"], frame["growth_pct"], strict=True):
        color = style.BLUE if year in in_then else style.ORANGE if year in in_later else "#b4bdc6"
        ax.bar(year, growth, width=0.68, color=color, gid=f"year-{year}", zorder=3)
    published = PUBLISHED.year + (PUBLISHED.timetuple().tm_yday - 1) / 365 - 0.5
    ax.axhline(AROUND_PCT, color=style.INK, linewidth=1.0, linestyle=(0, (4, 2)), gid="around", zorder=4)
    said = f"“around {AROUND_PCT:.0f}\u00a0% since {FIRST_YEAR}”"
    if style.text_width(said, style.TEXT_SIZE) > (FIRST_YEAR - first) * years_mm:
        said = said.replace(" since", "\nsince")
    ax.text(
        first - 0.6,
        AROUND_PCT + 0.35,
        said,
        size=style.TEXT_SIZE,
        va="bottom",
    )
    ax.plot([published] * 2, [0, 14.6], color=style.GREY, linewidth=0.8, gid="article", zorder=2)
    ax.text(published + 0.25, 14.7, "article, July 2011", size=style.TEXT_SIZE, color=style.GREY, va="top")
    for part, color, height in ((then, style.BLUE, -1.0), (later, style.ORANGE, -3.3)):
        mean = arithmetic_mean_pct(part["growth_pct"])
        ends = [part["year"].min() - 0.4, part["year"].max() + 0.4]
        ax.plot(ends, [height] * 2, color=color, linewidth=1.2, gid=f"mean-{part['year'].min()}")
        ax.text(
            ends[0] if part is then else sum(ends) / 2,
            height - 0.5,
            f"mean {years(part)}: {formats.percent(mean, 1)}",
            size=style.SUBTITLE_SIZE,
            color=color,
            weight="semibold",
            ha="left" if part is then else "center",
            va="top",
            bbox={"facecolor": style.WHITE, "edgecolor": "none", "pad": 0.4},
        )
