"""The national composition of Kazakhstan from the census of 1926 to the register of 2025, and what moved it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief import formats
from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, percent_range
from kazbrief.measures.composition import CENSUS, REVISED, series
from kazbrief.measures.frames import rows
from kazbrief.measures.oil import moment
from kazbrief.measures.people import EVENT

# Colour and line of each group.
GROUPS: dict[str, tuple[str, Any]] = {
    "Kazakh": (style.KAZAKHSTAN, "-"),
    "Russian": (style.RUSSIA, "-"),
    "Ukrainian": (style.MUTED, (0, (4, 1.5))),
    "German": (style.OTHER_TWO, (0, (1.5, 1))),
    "Uzbek": (style.OTHER_ONE, "-"),
}
# Wider ranges of conflicting figures can be seen; narrower ones are stated in the data: points.
SEEN = 0.4
# Figures at the turning points of the two largest groups: years, and whether they stand above the line.
TURNS = {"Kazakh": {1926: True, 1959: False}, "Russian": {1926: False, 1959: True}}
HIGHEST, ROW = 76.0, 3.5


def shares(frame: pd.DataFrame) -> pd.DataFrame:
    """The shares that are drawn: censuses as published then, and registers."""
    return frame[~frame["basis"].isin((EVENT, REVISED))].astype({"year": int})


def spell(row: Any) -> str:
    """The years of an event."""
    return row.date[:4] if pd.isna(row.until) else f"{row.date[:4]}–{str(row.until)[2:4]}"


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the two largest groups at their ends and turns, conflicts, events, each group's figures."""
    drawn, events = shares(frame), list(rows(frame[frame["basis"] == EVENT]))
    kazakh, russian = series(drawn, "Kazakh")["share_pct"], series(drawn, "Russian")["share_pct"]
    first, behind = kazakh.index[0], kazakh.index[kazakh < russian]
    latest = drawn.sort_values("date").groupby("ethnic_group")["share_pct"].last()
    small = drawn.loc[drawn["ethnic_group"].isin(list(GROUPS)[2:]), "share_pct"]
    conflicts = drawn.loc[(drawn["high_pct"] - drawn["low_pct"]) >= SEEN, "year"]
    counted = frame[frame["basis"] != EVENT]
    each = counted.assign(
        text=[
            f"{row.date} {number(row.share_pct, 1)}{'' if row.basis == CENSUS else f' ({row.basis})'}"
            for row in rows(counted)
        ]
    )
    return {
        "first": first,
        "lowest": kazakh.idxmin(),
        "highest": russian.idxmax(),
        "last": drawn["year"].max(),
        "behind_first": behind[0],
        "behind_last": behind[-1],
        "kazakhs_first": percent(kazakh[first]),
        "kazakhs_lowest": percent(kazakh.min()),
        "kazakhs_last": percent(latest["Kazakh"]),
        "russians_first": percent(russian[first]),
        "russians_highest": percent(russian.max()),
        "russians_last": percent(latest["Russian"]),
        "groups": formats.series([f"{group}s" for group in GROUPS]),
        "small": formats.series([f"{group}s" for group in list(GROUPS)[2:]]),
        "small_highest": percent(small.max()),
        "disputed": formats.series([str(year) for year in sorted(conflicts.unique())]),
        "events": "; ".join(f"{row.text} {spell(row)}: {row.detail}" for row in events),
        "each": "; ".join(
            f"{group}: {', '.join(each.loc[each['ethnic_group'] == group, 'text'])}" for group in GROUPS
        ),
    }


def gid(row: Any) -> str:
    """The id of the mark of a group, date and basis, or of an event."""
    if row.basis == EVENT:
        return f"event-{row.date}"
    return f"{charts.slug(row.basis)}-{charts.slug(row.ethnic_group)}-{row.date}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The share of each group, date and basis, with the range where figures conflict; each event."""
    texts = {}
    for row in rows(shares(frame)):
        text = f"{row.ethnic_group}s, {row.date}: {percent(row.share_pct, 1)}"
        if row.high_pct - row.low_pct >= SEEN:
            text += f" (other figures {percent_range(row.low_pct, row.high_pct, 1)})"
        texts[gid(row)] = f"{text}, {row.basis}, grade {row.grade}"
    for row in rows(frame[frame["basis"] == EVENT]):
        texts[gid(row)] = f"{row.text}, {spell(row)}: {row.detail}, grade {row.grade}"
    return texts


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A line a group through the censuses, registers as marks, events as bands behind, end values at the right."""
    samples = [
        charts.mark_sample("census", "o", style.MUTED, style.MUTED),
        charts.mark_sample("register", "D", style.GROUND, style.MUTED, size=3.8),
    ]
    drawn, events = shares(frame), frame[frame["basis"] == EVENT]
    right = style.text_width("Ukrainians 00.0", style.SMALL_SIZE) + 3
    top = charts.key(panel, samples, left=9) + 4 * ROW
    ax = panel.axes(left=9, right=right, top=top, bottom=6)
    first, last = int(drawn["year"].min()), int(drawn["year"].max())
    ax.set(xlim=(first - 3, last + 1), ylim=(0, HIGHEST))
    charts.value_axis(ax, range(0, 71, 10), axis="y", unit=" %")
    mm = charts.per_mm(ax)
    years = series(drawn, "Kazakh").index.tolist()
    charts.moments(ax, years, charts.thinned(list(map(str, years)), [year / mm[0] for year in years]))
    _events(ax, events, mm)
    for group, (colour, line) in GROUPS.items():
        own = series(drawn, group)["share_pct"]
        ax.plot(own.index, own, color=colour, linewidth=1.6, linestyle=line, zorder=3)
        for year, above in TURNS.get(group, {}).items():
            away = (4 * (year == first), 4 if above else -4)
            charts.near(ax, year, own[year], number(own[year], 1), away, color=colour)
    for row in rows(drawn):
        _point(ax, row, GROUPS[row.ethnic_group][0])
    latest = drawn.sort_values("date").groupby("ethnic_group")["share_pct"].last()[list(GROUPS)]
    levels = charts.spread([share / mm[1] for share in latest], 3.3)
    for name, share, level in zip(GROUPS, latest, levels, strict=True):
        words = f"{name}s {number(share, 1)}"
        charts.text(ax, last + 3 * mm[0], level * mm[1], words, color=GROUPS[name][0], ground=False)


def _events(ax: Axes, events: pd.DataFrame, mm: tuple[float, float]) -> None:
    """The years of events as bands, their names in rows above."""
    edge = ax.get_xlim()[1]
    begins = [moment(row.date) if len(row.date) > 4 else float(row.date) for row in rows(events)]
    words = [f"{row.text} {spell(row)}" for row in rows(events)]
    widths = [style.text_width(text, style.SMALL_SIZE) * mm[0] for text in words]
    starts = [begin - max(0.0, begin + width - edge) for begin, width in zip(begins, widths, strict=True)]
    ends = [start + width for start, width in zip(starts, widths, strict=True)]
    places = charts.stacked(starts, ends, mm[0])
    band: dict[str, Any] = {"align": "edge", "color": style.GRID, "alpha": 0.45, "linewidth": 0, "zorder": 1}
    line: dict[str, Any] = {"color": style.FAINT, "linewidth": 0.8, "clip_on": False, "zorder": 1}
    for row, begin, start, text, place in zip(rows(events), begins, starts, words, places, strict=True):
        top = HIGHEST + (place * ROW + 0.2) * mm[1]
        if pd.notna(row.until):
            ax.bar(begin, HIGHEST, width=float(str(row.until)[:4]) + 1 - begin, **band)
        ax.plot([begin, begin], [0, top], gid=gid(row), **line)
        charts.text(ax, start, top + 0.3 * mm[1], text, color=style.MUTED, va="bottom", ground=False)


def _point(ax: Axes, row: Any, colour: str) -> None:
    """A figure at its date, with a stroke over the range where figures conflict."""
    x = row.year + ((int(row.date[5:7]) - 1) / 12 if len(row.date) > 4 else 0.0)
    if row.high_pct - row.low_pct >= SEEN:
        line: dict[str, Any] = {"color": colour, "linewidth": 3.0, "solid_capstyle": "butt", "zorder": 2}
        ax.plot([x, x], [row.low_pct, row.high_pct], **line)
    marker, fill, size = ("o", colour, 4.2) if row.basis == CENSUS else ("D", style.GROUND, 3.4)
    look: dict[str, Any] = {"fill": fill, "edge": colour, "size": size, "width": 0.9, "zorder": 4}
    charts.mark(ax, x, row.share_pct, marker, gid=gid(row), **look)
