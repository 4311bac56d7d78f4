"""Kazakhs, Russians and others in each oblast by the count of 2025, with what was known in 2011."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, series
from kazbrief.measures.frames import rows
from kazbrief.measures.people import COUNT, KAZAKH, OTHERS, RUSSIAN, without_majority
from kazbrief.measures.thresholds import HALF_PCT

COLOURS = {KAZAKH: style.KAZAKHSTAN, OTHERS: style.FAINT, RUSSIAN: style.RUSSIA}
BASES = {"census": ("census of 2009", "o"), "register before 2021 census": ("register of 2010", "D")}
# Narrower segments have no room for a figure: per cent.
LABELLED = 4.0
RIGHT = 15.0


def _shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Shares by the count, a row an oblast and a column a group, highest Kazakh share last."""
    counted = frame[frame["kind"] == COUNT].pivot(index="oblast", columns="ethnic_group", values="share_pct")
    return counted.sort_values(KAZAKH)


def values(frame: pd.DataFrame) -> Values:
    """What the words name: where Kazakhs are a majority, the ends, and each oblast."""
    shares = _shares(frame)
    kazakhs, minority = shares[KAZAKH], without_majority(frame[frame["kind"] == COUNT])
    return {
        "majority": len(shares) - len(minority),
        "oblasts": len(shares),
        "minority": series(minority) or "none",
        "before": frame.loc[frame["kind"] != COUNT, "oblast"].nunique(),
        "first": kazakhs.index[0],
        "first_share": percent(kazakhs.iloc[0]),
        "last": kazakhs.index[-1],
        "last_share": percent(kazakhs.iloc[-1]),
        "each": "; ".join(
            f"{name} {number(row[KAZAKH], 1)} and {percent(row[RUSSIAN], 1)}"
            for name, row in shares.iterrows()
        ),
    }


def gid(row: Any) -> str:
    """The id of a part of a bar, or of an older point."""
    return "-".join(map(charts.slug, ("bar" if row.kind == COUNT else "point", row.oblast, row.ethnic_group)))


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """People and share of each part of a bar; share, date and basis of each older point."""
    texts = {}
    for row in rows(frame):
        what = row.ethnic_group if row.ethnic_group == OTHERS else f"{row.ethnic_group}s"
        more = f"{number(row.population)} people" if row.kind == COUNT else f"{row.kind}, {row.date}"
        texts[gid(row)] = f"{row.oblast}: {what} {percent(row.share_pct, 1)} ({more}), grade {row.grade}"
    return texts


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A bar an oblast: Kazakhs from the left, Russians from the right, others between."""
    names = _shares(frame).index.tolist()[::-1]
    left = charts.room_for(names)
    bars = [
        charts.bar_sample(text, color=colour, edgecolor="none")
        for text, colour in zip(("Kazakhs", "others", "Russians"), COLOURS.values(), strict=True)
    ]
    points = [charts.mark_sample(text, marker, style.GROUND, style.INK) for text, marker in BASES.values()]
    top = charts.key(panel, [*bars, *points], left=left) + 5.5
    ax = panel.axes(left=left, right=RIGHT, top=top, bottom=6)
    ax.set_xlim(0, 100)
    charts.value_axis(ax, range(0, 101, 25), unit=" %")
    ax.grid(visible=False)
    charts.name_axis(ax, names, edge=0.6)
    charts.threshold(ax, HALF_PCT, "half", color=style.GROUND, zorder=4)
    counted = frame[frame["kind"] == COUNT]
    people = counted.groupby("oblast")["population"].sum() / 1e6
    shares = _shares(frame)
    for row in rows(frame):
        place, share = names.index(row.oblast), row.share_pct
        from_right = row.ethnic_group == RUSSIAN
        if row.kind != COUNT:
            look: dict[str, Any] = {"fill": style.GROUND, "edge": style.INK, "size": 3.2, "zorder": 6}
            x = 100 - share if from_right else share
            charts.mark(ax, x, place, BASES[row.kind][1], gid=gid(row), **look)
            continue
        start = {KAZAKH: 0.0, OTHERS: shares.at[row.oblast, KAZAKH]}.get(row.ethnic_group, 100 - share)
        colour = COLOURS[row.ethnic_group]
        bar: dict[str, Any] = {"color": colour, "edgecolor": style.GROUND, "linewidth": 0.5}
        ax.barh(place, share, left=start, height=0.8, gid=gid(row), **bar)
        inside: dict[str, Any] = {"color": style.GROUND, "ground": False, "zorder": 7}
        if row.ethnic_group == KAZAKH:
            charts.text(ax, 1.5, place, number(share), **inside)
        elif from_right and share >= LABELLED:
            charts.text(ax, 98.8, place, number(share), ha="right", **inside)
    for name, millions in people.items():
        charts.text(ax, 101.2, names.index(name), number(millions, 2), color=style.MUTED)
    unit: dict[str, Any] = {"size": style.SMALL_SIZE, "color": style.MUTED}
    panel.text(panel.width - RIGHT + 1, panel.height - top + 1.4, "million", **unit)
