"""The national composition of Kazakhstan from the census of 1926 to the register of 2025."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief import formats
from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.composition import CENSUS, series

FIRST, LAST = 1926, 2025
# Colour, place of the name (year, per cent) and its alignment.
GROUPS: dict[str, tuple[str, float, float, str]] = {
    "Kazakh": (style.BLUE, 1999.5, 61.5, "right"),
    "Russian": (style.ORANGE, 2000.5, 33.0, "left"),
    "Ukrainian": (style.INK, 1941.0, 13.2, "left"),
    "German": (style.BROWN, 1970.0, 3.2, "center"),
    "Uzbek": (style.GREEN, 2003.0, 5.4, "center"),
}
# Other bases than the census as published then: name and marker.
BASES: dict[str, tuple[str, str]] = {
    CENSUS: ("census, as published then", "o"),
    "census, base revised about 1999": ("census of 1989, base revised about 1999", "^"),
    "register before 2021 census": ("register before the census of 2021", "s"),
    "register after 2021 census": ("register after it", "D"),
}
# Wider ranges of conflicting figures can be seen; narrower ones are stated in the data: points.
SEEN = 0.4


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the shares plotted."""
    kazakh, russian = series(frame, "Kazakh")["share_pct"], series(frame, "Russian")["share_pct"]
    years = kazakh.index.tolist()
    first, last = years[0], years[-1]
    lowest = years[kazakh.tolist().index(kazakh.min())]
    behind = [year for year in years if kazakh[year] < russian[year]]
    revised = frame[frame["basis"] == "census, base revised about 1999"].set_index("ethnic_group")[
        "share_pct"
    ]
    conflicts = frame[(frame["high_pct"] - frame["low_pct"]) >= SEEN]
    disputed = formats.series([str(year) for year in sorted(conflicts["year"].unique())])
    small = list(GROUPS)[2:]
    highest = frame.loc[frame["ethnic_group"].isin(small), "share_pct"].max()
    values = []
    for group in GROUPS:
        own = frame[frame["ethnic_group"] == group]
        listed = ", ".join(
            f"{row['date']} {formats.number(row['share_pct'], 1)}"
            + ("" if row["basis"] == CENSUS else f" ({row['basis']})")
            for row in own.to_dict("records")
        )
        values.append(f"{group}: {listed}")
    return Words(
        finding=(
            f"Kazakhs fell from {formats.percent(kazakh[first])} in {first} to {formats.percent(kazakh[lowest])} in {lowest} and rose to "
            f"{formats.percent(kazakh[last])} in {last}; Russians were more in the censuses of {behind[0]} to {behind[-1]}"
        ),
        subtitle=f"Shares of {formats.series([f'{group}s' for group in GROUPS])} in the population of Kazakhstan, per cent, {FIRST}–{LAST}",
        note=(
            f"lines join censuses as published then; upright strokes span conflicting figures ({disputed}). On the base revised about 1999 Kazakhs were "
            f"{formats.number(revised['Kazakh'], 1)} and Russians {formats.number(revised['Russian'], 1)}\u00a0% in 1989. Registers are not comparable "
            "with censuses. 1926 without the Karakalpak autonomous oblast."
        ),
        alt=(
            f"Line chart of five groups. The Kazakh line falls from {formats.percent(kazakh[first])} in {first} to {formats.percent(kazakh[lowest])} in {lowest} "
            f"and rises to {formats.percent(kazakh[last])} in {last}; the Russian line rises from {formats.percent(russian[first])} to "
            f"{formats.percent(russian.max())} in {russian.idxmax()} and falls to {formats.percent(russian[last])}; "
            f"{formats.series([f'{group}s' for group in small])} never have more than {formats.percent(highest)}."
        ),
        description=f"Shares in per cent, by census unless another basis is named. {'; '.join(values)}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The share of each group, date and basis, with the range where figures conflict."""
    texts = {}
    for row in frame.to_dict("records"):
        text = f"{row['ethnic_group']}s, {row['date']}: {formats.percent(row['share_pct'], 1)}"
        if row["high_pct"] - row["low_pct"] >= SEEN:
            text += f" (other figures {formats.percent_range(row['low_pct'], row['high_pct'], 1)})"
        texts[_gid(row)] = f"{text}, {BASES[row['basis']][0]}, grade {row['grade']}"
    return texts


def _gid(row: Mapping[Hashable, Any]) -> str:
    place = list(BASES).index(row["basis"])
    return f"point-{charts.slug(row['ethnic_group'])}-{row['date']}-{place}"


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """A line a group through the censuses, other bases as marks of their own."""
    entries = [
        (name, marker, style.GREY if basis == CENSUS else style.WHITE, style.GREY)
        for basis, (name, marker) in BASES.items()
    ]
    ax = panel.axes(left=9, right=8, top=charts.marker_key(panel, entries, left=9) + 2, bottom=6)
    ax.set_xlim(FIRST - 2, LAST + 1)
    ax.set_ylim(0, 76)
    ax.set_yticks(range(0, 71, 10), [f"{tick} %" if tick == 70 else str(tick) for tick in range(0, 71, 10)])
    ax.grid(axis="y", color=style.RULE, linewidth=0.5)
    ax.spines["left"].set_visible(False)
    years = series(frame, "Kazakh").index.tolist()
    millimetre = (LAST - FIRST + 3) / (panel.width - 17)
    ax.set_xticks(years, charts.thinned([str(year) for year in years], [year / millimetre for year in years]))
    for group, (colour, year, share, align) in GROUPS.items():
        own = series(frame, group)
        ax.plot(
            own.index,
            own["share_pct"],
            color=colour,
            linewidth=1.6,
            gid=f"line-{charts.slug(group)}",
            zorder=3,
        )
        for row in frame[frame["ethnic_group"] == group].to_dict("records"):
            _point(ax, row["year"] + _part_of_year(row["date"]), row, colour)
        ax.text(
            year,
            share,
            f"{group}s",
            color=colour,
            size=style.SUBTITLE_SIZE,
            weight="semibold",
            ha=align,
            va="center",
        )
    _ends(ax, frame)


def _part_of_year(date: str) -> float:
    """The part of the year gone by, from the month of a full date."""
    return (int(date[5:7]) - 1) / 12 if len(date) > 4 else 0.0


def _point(ax: Axes, x: float, row: Mapping[Hashable, Any], colour: str) -> None:
    basis = str(row["basis"])
    if row["high_pct"] > row["low_pct"]:
        ax.plot(
            [x, x],
            [row["low_pct"], row["high_pct"]],
            color=colour,
            linewidth=3.4,
            solid_capstyle="butt",
            alpha=0.45,
            zorder=2,
            gid=f"range-{charts.slug(str(row['ethnic_group']))}-{row['date']}",
        )
    ax.plot(
        [x],
        [row["share_pct"]],
        BASES[basis][1],
        markersize=4.2,
        markerfacecolor=colour if basis == CENSUS else style.WHITE,
        markeredgecolor=colour,
        markeredgewidth=0.9,
        zorder=4 if basis == CENSUS else 3.5,
        gid=_gid(row),
    )


def _ends(ax: Axes, frame: pd.DataFrame) -> None:
    """The figures of the two largest groups at the turning points and at the end."""
    for group, years, above in (
        ("Kazakh", (1926, 1959, 1989), (True, False, True)),
        ("Russian", (1926, 1959, 1989), (False, True, False)),
    ):
        own = series(frame, group)["share_pct"]
        for year, high in zip(years, above, strict=True):
            turns = year == years[-1]  # the line goes on steeply: the figure stands left of it
            ax.text(
                year + 1 if turns else year,
                own[year] + (2.0 if high else -2.0),
                formats.number(own[year], 1),
                size=style.SMALL_SIZE,
                color=GROUPS[group][0],
                ha="right" if turns else "center",
                va="bottom" if high else "top",
            )
        latest = frame[frame["ethnic_group"] == group].sort_values("date").iloc[-1]
        ax.text(
            LAST + 1.8,
            latest["share_pct"],
            formats.number(latest["share_pct"], 1),
            size=style.SMALL_SIZE,
            color=GROUPS[group][0],
            va="center",
        )
