"""What could still flow out of Kazakhstan if Russian territory closed: maximum flow in three years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief import formats
from kazbrief.exhibits import style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.oil import Row, open_and_closed, remaining_pct

FIELDS = {"all": "From all fields", "western": "From the western fields"}
# The names of the links in a cut, as the drawing prints them.
SHORT = {
    "loading at Aktau": "loading at Aktau",
    "Atasu-Alashankou": "Atasu–Alashankou",
    "Atyrau-Kenkiyak": "Atyrau–Kenkiyak",
    "Atyrau-Samara": "Atyrau–Samara",
    "condensate to Orenburg": "Orenburg",
}


def amount(row: Row) -> str:
    """A flow or its range, million tonnes."""
    low, high = formats.number(row["low_mt"]), formats.number(row["high_mt"])
    return low if low == high else f"{low}\u2013{high}"


def carried(frame: pd.DataFrame) -> str:
    """The links that stand at a volume carried, with the years in which they do."""
    years: dict[str, set[int]] = {}
    for row in frame.to_dict("records"):
        for name in row["carried"].split(";"):
            years.setdefault(name, set()).add(row["year"])
    return formats.series(
        [
            f"{SHORT.get(name, name)} ({', '.join(str(year) for year in sorted(found))})"
            for name, found in sorted(years.items())
            if name
        ]
    )


def cut(row: Row) -> str:
    """The links of a minimum cut."""
    return formats.series([SHORT.get(name, name) for name in row["cut"].split(";")])


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the flows plotted."""
    years = sorted(frame["year"].unique())
    first, last = years[0], years[-1]
    rest = [
        formats.percent_range(*remaining_pct(*open_and_closed(frame, year, "all"))) for year in (first, last)
    ]
    western = formats.percent_range(*remaining_pct(*open_and_closed(frame, last, "western")))
    latest = open_and_closed(frame, last, "all")
    listed = "; ".join(
        f"{row['year']}, {row['fields']} fields, Russian territory {row['russia']}: {amount(row)} Mt, limited by {cut(row)}"
        for row in frame.to_dict("records")
    )
    return Words(
        finding=(
            f"Without Russian territory the outlets of {last} could take {rest[1]} of what they can take with it, "
            f"and {western} from the western fields"
        ),
        subtitle=f"Maximum flow from fields to outlets with Russian territory open and closed, million tonnes a year (Mt/y), capacities of {formats.series([str(year) for year in years])}",
        note=(
            f"what could flow, not what would; in {first} the share was {rest[0]}. Under the bars: what limits the flow without Russian territory "
            "(minimum cut). Ranges: it is unknown how much of the rail crosses Russia. Links of unpublished capacity count as without limit; volumes carried "
            f"stand in at {carried(frame)}. Russian transit on Atasu–Alashankou would leave less room."
        ),
        alt=(
            f"Paired bars for {formats.series([str(year) for year in years])}. From all fields in {last}: {amount(latest[0])} million tonnes with Russian territory open, "
            f"{amount(latest[1])} with it closed, limited by {cut(latest[1])}. The western fields keep less."
        ),
        description=f"Maximum flow by year: {listed}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The flow of each bar, and what limits it."""
    return {
        f"{row['fields']}-{row['year']}-{row['russia']}": f"{row['year']}, {FIELDS[row['fields']].lower()}, Russian territory {row['russia']}: "
        f"{amount(row)} Mt a year, limited by {cut(row)}, grade {row['grade']}"
        for row in frame.to_dict("records")
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """Two rows of paired bars on one scale: all fields above, the western ones below."""
    years = sorted(frame["year"].unique())
    gap, block = 7.0, (panel.height - 6.0) / 2
    for number, (fields, title) in enumerate(FIELDS.items()):
        top = number * block
        ax = panel.axes(left=13, right=3, top=top + gap, bottom=panel.height - top - block + 1.0)
        ax.set_xlim(0, 130)
        ax.set_ylim(len(years) - 0.42, -0.55)
        ax.set_yticks(range(len(years)), [str(year) for year in years])
        ax.tick_params(axis="y", labelcolor=style.INK)
        ticks = range(0, 121, 20)
        ax.set_xticks(
            ticks, [f"{t} Mt/y" if t == 120 else str(t) for t in ticks] if number else [""] * len(ticks)
        )
        if not number:
            ax.tick_params(axis="x", length=0)
        ax.grid(axis="x", color=style.RULE, linewidth=0.5)
        ax.spines["left"].set_visible(False)
        panel.text(
            1.0,
            panel.height - top - gap + 2.2,
            title,
            size=style.SUBTITLE_SIZE,
            weight="semibold",
            va="baseline",
        )
        for y, year in enumerate(years):
            open_, closed = open_and_closed(frame, year, fields)
            _bars(ax, y, open_, closed, f"{fields}-{year}")
            if y == 0 and number == 0:
                inside: dict[str, Any] = {"size": style.SMALL_SIZE, "va": "center_baseline", "zorder": 5}
                ax.text(1, y - 0.3, "Russian territory open", color=style.INK, **inside)
                ax.text(1, y - 0.02, "closed", color=style.WHITE, weight="semibold", **inside)


def _bars(ax: Axes, y: int, open_: Row, closed: Row, gid: str) -> None:
    ax.barh(y - 0.3, open_["high_mt"], height=0.27, color="#f0c9b3", gid=f"{gid}-open", zorder=3)
    ax.barh(y - 0.02, closed["low_mt"], height=0.27, color=style.BLUE, gid=f"{gid}-closed", zorder=3)
    if closed["high_mt"] > closed["low_mt"]:
        ax.barh(
            y - 0.02,
            closed["high_mt"] - closed["low_mt"],
            left=closed["low_mt"],
            height=0.27,
            facecolor=style.WHITE,
            edgecolor=style.BLUE,
            hatch="//////",
            linewidth=0.6,
            gid=f"{gid}-rail",
            zorder=3,
        )
    plate = {"facecolor": style.WHITE, "edgecolor": "none", "pad": 0.4}
    ax.text(
        open_["high_mt"] + 1,
        y - 0.3,
        amount(open_),
        size=style.TEXT_SIZE,
        color=style.ORANGE,
        weight="semibold",
        va="center_baseline",
        bbox=plate,
    )
    ax.text(
        closed["high_mt"] + 1,
        y - 0.02,
        amount(closed),
        size=style.TEXT_SIZE,
        color=style.BLUE,
        weight="semibold",
        va="center_baseline",
        bbox=plate,
    )
    ax.text(
        0.5,
        y + 0.29,
        cut(closed),
        size=style.SMALL_SIZE,
        color=style.GREY,
        va="center_baseline",
        bbox=plate,
    )
