"""The share of Kazakhstan's crude-oil exports that crosses Russian territory, by year, as a range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import style
from kazbrief.exhibits.record import Words
from kazbrief.measures.frames import rows
from kazbrief.measures.oil import in_print_and_recent
from kazbrief.measures.thresholds import ALMOST_ALL_PCT, PUBLISHED

DATA = "kazbrief.measures.oil:shares_with_both_ends"
HEIGHT = 77.0


def range_of(frame: pd.DataFrame) -> str:
    """The range that encloses all years of a frame."""
    return formats.percent_range(frame["low_pct"].min(), frame["high_pct"].max())


def years(frame: pd.DataFrame) -> str:
    """First and last year of a frame."""
    return f"{frame['year'].min()}\u2013{frame['year'].max()}"


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the years plotted."""
    in_print, recent = in_print_and_recent(frame)
    values = "; ".join(
        f"{row.year}: {formats.percent_range(row.low_pct, row.high_pct)}" for row in rows(frame)
    )
    return Words(
        finding=(
            f"When “almost all” was written, the latest figures, of {in_print['year'].item()}, allowed {range_of(in_print)}; "
            f"from {recent['year'].min()} the share of oil exports that crosses Russia is {range_of(recent)}"
        ),
        subtitle=(
            "Share of Kazakhstan's crude-oil exports that crosses Russian territory, per cent of tonnes, "
            f"lowest and highest value that the published routes allow, {years(frame)}"
        ),
        note=(
            "the lower end counts the routes known to cross Russia, the upper end all routes not known to avoid it; "
            f"“almost all” is read as {formats.percent(ALMOST_ALL_PCT)}. Years without both ends are left out."
        ),
        alt=(
            f"Range bars by year. In {in_print['year'].item()} the share that crosses Russia lies within {range_of(in_print)}; "
            f"in {years(recent)} it is {range_of(recent)}. A line at {formats.percent(ALMOST_ALL_PCT)} stands for almost all."
        ),
        description=f"Share of crude-oil exports crossing Russian territory, low to high, by year: {values}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The range of each year."""
    return {
        f"year-{row['year']}": f"{row['year'] if row['period'] == 'year' else str(row['year']) + ', ' + row['period']}: "
        f"{formats.percent_range(row['low_pct'], row['high_pct'])}, grade {row['grade']}"
        for row in frame.to_dict("records")
    }


def draw(panel: style.Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """A bar a year from low to high, the threshold as a line, the date of the article marked."""
    printed = [
        f"{row.year}" if row.period == "year" else f"{row.year}, {row.period.replace('-', chr(8211))}"
        for row in rows(frame)
    ]
    left = max(style.text_width(text, style.TEXT_SIZE) for text in printed) + 2.5
    ax = panel.axes(left=left, right=12, top=5, bottom=6)
    places: list[float] = []
    for year, before in zip(frame["year"], [None, *frame["year"]], strict=False):
        # Years without figures, and the article's date, leave a wider gap.
        places.append(0.0 if before is None else places[-1] + (1.0 if year == before + 1 else 1.5))
    ax.set_xlim(40, 101)
    ax.set_ylim(places[-1] + 0.6, -0.6)
    ax.set_xticks(
        range(40, 101, 10), [f"{tick} %" if tick == 100 else str(tick) for tick in range(40, 101, 10)]
    )
    ax.grid(axis="x", color=style.RULE, linewidth=0.5)
    ax.spines["left"].set_visible(False)
    ax.set_yticks(places, printed)
    ax.tick_params(axis="y", labelcolor=style.INK)
    ax.axvline(ALMOST_ALL_PCT, color=style.INK, linewidth=1.0, linestyle=(0, (4, 2)), gid="threshold")
    ax.text(
        ALMOST_ALL_PCT,
        -0.75,
        f"“almost all”, read as {formats.percent(ALMOST_ALL_PCT)}",
        size=style.TEXT_SIZE,
        ha="center",
        va="bottom",
    )
    earlier = [place for place, year in zip(places, frame["year"], strict=True) if year < PUBLISHED.year]
    article = earlier[-1] + 0.75
    ax.axhline(article, color=style.GREY, linewidth=0.8, gid="article")
    ax.text(40.5, article + 0.06, "article, July 2011", size=style.SMALL_SIZE, color=style.GREY, va="top")
    recent = set(in_print_and_recent(frame)[1]["year"])
    for place, row in zip(places, rows(frame), strict=True):
        color = style.ORANGE if row.year in recent else style.BLUE
        low, high = float(row.low_pct), float(row.high_pct)
        ax.barh(
            place, max(high - low, 0.6), left=low, height=0.62, color=color, gid=f"year-{row.year}", zorder=3
        )
        ends: dict[str, Any] = {
            "size": style.TEXT_SIZE,
            "color": color,
            "weight": "semibold",
            "va": "center_baseline",
        }
        plate = {"facecolor": style.WHITE, "edgecolor": "none", "pad": 0.4}
        if high - low > 5:
            ax.text(low - 0.8, place, formats.number(low), ha="right", **ends)
            ax.text(high + 0.8, place, formats.number(high), ha="left", bbox=plate, zorder=4, **ends)
        else:
            both = formats.percent_range(low, high).removesuffix("\u00a0%")
            ax.text(max(high, low + 0.6) + 0.8, place, both, ha="left", **ends)
