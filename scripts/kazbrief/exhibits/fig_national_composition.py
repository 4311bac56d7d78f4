"""The national composition of Kazakhstan from the census of 1926 to the register of 2025."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief import formats
from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, percent_range
from kazbrief.measures.composition import CENSUS, series
from kazbrief.measures.frames import rows

FIRST, LAST = 1926, 2025
# Colour, place of the name (year, per cent) and its alignment.
GROUPS: dict[str, tuple[str, float, float, str]] = {
    "Kazakh": (style.BLUE, 1999.5, 61.5, "right"),
    "Russian": (style.ORANGE, 2000.5, 33.0, "left"),
    "Ukrainian": (style.INK, 1941.0, 13.2, "left"),
    "German": (style.BROWN, 1970.0, 3.2, "center"),
    "Uzbek": (style.GREEN, 2003.0, 5.4, "center"),
}
SMALL = list(GROUPS)[2:]
REVISED = "census, base revised about 1999"
# Other bases than the census as published then: name and marker.
BASES: dict[str, tuple[str, str]] = {
    CENSUS: ("census, as published then", "o"),
    REVISED: ("census of 1989, base revised about 1999", "^"),
    "register before 2021 census": ("register before the census of 2021", "s"),
    "register after 2021 census": ("register after it", "D"),
}
# Wider ranges of conflicting figures can be seen; narrower ones are stated in the data: points.
SEEN = 0.4
# Figures at the turning points of the two largest groups: the side of the line, and how the text is aligned.
TURNS = {1926: ("center", 0), 1959: ("center", 0), 1989: ("right", 1)}
ABOVE = {"Kazakh": (1926, 1989), "Russian": (1959,)}


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the two largest groups at their ends and turns, conflicts, and each group's figures."""
    kazakh, russian = series(frame, "Kazakh")["share_pct"], series(frame, "Russian")["share_pct"]
    first, last = kazakh.index[0], kazakh.index[-1]
    behind = kazakh.index[kazakh < russian]
    revised = frame[frame["basis"] == REVISED].set_index("ethnic_group")["share_pct"]
    conflicts = frame[(frame["high_pct"] - frame["low_pct"]) >= SEEN]
    each = frame.assign(
        text=[
            f"{row.date} {number(row.share_pct, 1)}{'' if row.basis == CENSUS else f' ({row.basis})'}"
            for row in rows(frame)
        ]
    )
    return {
        "first": first,
        "last": last,
        "lowest": kazakh.idxmin(),
        "highest": russian.idxmax(),
        "behind_first": behind[0],
        "behind_last": behind[-1],
        "kazakhs_first": percent(kazakh[first]),
        "kazakhs_lowest": percent(kazakh.min()),
        "kazakhs_last": percent(kazakh[last]),
        "russians_first": percent(russian[first]),
        "russians_highest": percent(russian.max()),
        "russians_last": percent(russian[last]),
        "kazakhs_revised": number(revised["Kazakh"], 1),
        "russians_revised": number(revised["Russian"], 1),
        "groups": formats.series([f"{group}s" for group in GROUPS]),
        "small": formats.series([f"{group}s" for group in SMALL]),
        "small_highest": percent(frame.loc[frame["ethnic_group"].isin(SMALL), "share_pct"].max()),
        "years": f"{FIRST}–{LAST}",
        "disputed": formats.series([str(year) for year in sorted(conflicts["year"].unique())]),
        "each": "; ".join(
            f"{group}: {', '.join(each.loc[each['ethnic_group'] == group, 'text'])}" for group in GROUPS
        ),
    }


def gid(row: Any) -> str:
    """The id of the mark of a group, date and basis."""
    return f"point-{charts.slug(row.ethnic_group)}-{row.date}-{list(BASES).index(row.basis)}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The share of each group, date and basis, with the range where figures conflict."""
    texts = {}
    for row in rows(frame):
        text = f"{row.ethnic_group}s, {row.date}: {percent(row.share_pct, 1)}"
        if row.high_pct - row.low_pct >= SEEN:
            text += f" (other figures {percent_range(row.low_pct, row.high_pct, 1)})"
        texts[gid(row)] = f"{text}, {BASES[row.basis][0]}, grade {row.grade}"
    return texts


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A line a group through the censuses, other bases as marks of their own."""
    entries = [
        charts.mark_sample(name, marker, style.GREY if basis == CENSUS else style.WHITE, style.GREY)
        for basis, (name, marker) in BASES.items()
    ]
    ax = panel.axes(left=9, right=8, top=charts.key(panel, entries, left=9) + 2, bottom=6)
    ax.set_xlim(FIRST - 2, LAST + 1)
    ax.set_ylim(0, 76)
    charts.value_axis(ax, range(0, 71, 10), axis="y", unit=" %")
    years = series(frame, "Kazakh").index.tolist()
    millimetre = (LAST - FIRST + 3) / (panel.width - 17)
    ax.set_xticks(years, charts.thinned([str(year) for year in years], [year / millimetre for year in years]))
    for group, (colour, year, share, align) in GROUPS.items():
        own = series(frame, group)["share_pct"]
        ax.plot(own.index, own, color=colour, linewidth=1.6, gid=f"line-{charts.slug(group)}", zorder=3)
        for row in rows(frame[frame["ethnic_group"] == group]):
            _point(ax, row, colour)
        how: dict[str, Any] = {"size": style.SUBTITLE_SIZE, "weight": "semibold", "ha": align, "va": "center"}
        ax.text(year, share, f"{group}s", color=colour, **how)
    small: dict[str, Any] = {"size": style.SMALL_SIZE}
    for group, above in ABOVE.items():
        own, small["color"] = series(frame, group)["share_pct"], GROUPS[group][0]
        for year, (align, right) in TURNS.items():
            place = (
                {"y": own[year] + 2.0, "va": "bottom"}
                if year in above
                else {"y": own[year] - 2.0, "va": "top"}
            )
            ax.text(x=year + right, s=number(own[year], 1), ha=align, **place, **small)
        latest = frame[frame["ethnic_group"] == group].sort_values("date")["share_pct"].iloc[-1]
        ax.text(LAST + 1.8, latest, number(latest, 1), va="center", **small)


def _point(ax: Axes, row: Any, colour: str) -> None:
    """A figure at its date, with a stroke over the range where figures conflict."""
    x = row.year + ((int(row.date[5:7]) - 1) / 12 if len(row.date) > 4 else 0.0)
    if row.high_pct > row.low_pct:
        stroke: dict[str, Any] = {"linewidth": 3.4, "solid_capstyle": "butt", "alpha": 0.45, "zorder": 2}
        name = f"range-{charts.slug(row.ethnic_group)}-{row.date}"
        ax.plot([x, x], [row.low_pct, row.high_pct], color=colour, gid=name, **stroke)
    census = row.basis == CENSUS
    fill, order = (colour, 4) if census else (style.WHITE, 3.5)
    how: dict[str, Any] = {"fill": fill, "edge": colour, "size": 4.2, "width": 0.9, "zorder": order}
    charts.mark(ax, x, row.share_pct, BASES[row.basis][1], gid=gid(row), **how)
