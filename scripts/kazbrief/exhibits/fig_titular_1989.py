"""The titular nationality's share in each of the fifteen union republics, censuses of 1979 and 1989."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, series
from kazbrief.measures.frames import rows
from kazbrief.measures.republics import YEARS, limits, minorities, shares_of
from kazbrief.measures.thresholds import HALF_PCT

SUBJECT = "Kazakhstan"
COLOURS = {SUBJECT: style.KAZAKHSTAN, "RSFSR": style.RUSSIA}
BEFORE, THEN = YEARS


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the minorities of each census, Kazakhstan's share, and that of each republic."""
    before, then = shares_of(frame, BEFORE), shares_of(frame, THEN)
    few, few_before = minorities(frame, THEN), minorities(frame, BEFORE)
    others = [name for name in few_before if name not in few]
    return {
        "before": BEFORE,
        "then": THEN,
        "republics": len(then),
        "minorities_then": f"{series(few)} {'was the only republic' if len(few) == 1 else 'were the republics'}",
        "others_before": f"{series(others) or 'no other'} {'was' if len(others) == 1 else 'were'}",
        "limited": series(limits(frame, BEFORE)),
        "names_then": series(few),
        "names_before": series(few_before),
        "lowest_then": percent(then[few[0]], 1),
        "highest": str(then.index[-1]),
        "highest_then": percent(then.iloc[-1], 1),
        "each": "; ".join(
            f"{name} {BEFORE} {'no figure' if pd.isna(before[name]) else number(before[name], 1)}, "
            f"{THEN} {number(then[name], 1)}"
            for name in then.index
        ),
    }


def figure(row: Any) -> str:
    """A share in whole per cent, the digits that all sources have."""
    at_least = "\u2265\u2009" if row.value_type == "lower limit" else ""
    return f"{at_least}{number(row.share_pct)}"


def gid(row: Any) -> str:
    """The id of the point of a republic and census."""
    return f"point-{charts.slug(row.republic)}-{row.year}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The figure of each republic and census that has one."""
    return {
        gid(row): f"{row.republic}, {row.year}: {row.ethnic_group} {figure(row)}\u00a0%, grade {row.grade}"
        for row in rows(frame[frame["share_pct"].notna()])
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Two points a republic and a line between them; a named gap where 1979 is missing."""
    names = [str(name) for name in shares_of(frame, THEN).index]
    left = charts.room_for(names)
    entries = [
        charts.mark_sample(f"census of {year}", "o", fill, style.MUTED)
        for year, fill in zip(YEARS, (style.GROUND, style.MUTED), strict=True)
    ]
    ax = panel.axes(left=left, right=8, top=charts.key(panel, entries, left=left) + 3, bottom=6)
    ax.set_xlim(26, 100)
    charts.value_axis(ax, range(30, 101, 10), unit=" %")
    charts.name_axis(ax, names)
    ax.get_yticklabels()[names.index(SUBJECT)].set_fontweight("semibold")
    charts.threshold(ax, HALF_PCT, "half")
    of = {(row.republic, row.year): row for row in rows(frame)}
    for place, name in enumerate(names):
        first: Any = of.get((name, BEFORE))
        last = of[name, THEN]
        look: dict[str, Any] = {"edge": COLOURS.get(name, style.MUTED), "size": 5.5, "width": 1.2}
        known = first is not None and pd.notna(first.share_pct)
        away = 5 if not known or last.share_pct >= first.share_pct else -5
        if known:
            ends = [first.share_pct, last.share_pct]
            ax.plot(ends, [place, place], color=look["edge"], linewidth=1.6, zorder=2)
            charts.mark(ax, first.share_pct, place, fill=style.GROUND, zorder=3, gid=gid(first), **look)
            charts.near(ax, first.share_pct, place, figure(first), (-away, 0), color=style.MUTED)
        charts.mark(ax, last.share_pct, place, fill=look["edge"], zorder=4, gid=gid(last), **look)
        words = figure(last) if known else f"{figure(last)} ({BEFORE}: no figure)"
        charts.near(ax, last.share_pct, place, words, (away, 0), color=look["edge"])
