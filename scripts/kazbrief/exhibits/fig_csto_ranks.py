"""Military spending of the members of the CSTO by year, and their personnel: values and Kazakhstan's rank."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, number_range, ranked_range, series
from kazbrief.measures.forces import COUNTRIES, SUBJECT, of_kazakhstan, panel_of, passed
from kazbrief.measures.frames import rows

# The measures of the figure with the digits that a value under 10 is printed with.
DECIMALS = {"spending": 2, "personnel": 0}
HEADINGS = (", active and paramilitary", ", active only")
SPENT, PERSONS = (0.04, 250.0), (6.0, 2600.0)
# Thousand persons up to which there is room right of a mark.
BESIDE = 500.0
# In millimetres: from one member to the next, and from a chart's left edge to ranks, names and values.
ROW = 4.4
RANKS, NAMES, VALUES = 1.0, 8.5, 28.0
# The width of the spending beside the personnel, its height above it; room for the words at the ends of its lines.
WIDE, DEEP, ENDS = 104.0, 76.0, 34.0


def rank(row: Any) -> str:
    """A rank, or the range of ranks."""
    return number_range(row.best_rank, row.worst_rank)


def value(row: Any) -> str:
    """A value or its limits as printed, with three digits or so."""
    if pd.isna(row.low):
        return "not published"

    def printed(end: float) -> str:
        places = 0 if end >= 100 else 1 if end >= 10 else DECIMALS[row.measure]
        return number(end, places).removesuffix(".0")

    return "\u2013".join(dict.fromkeys((printed(row.low), printed(row.high))))


def values(frame: pd.DataFrame) -> Values:
    """What the words name: Kazakhstan's rank among the members in each chart, and the values of all."""
    missing = frame[frame["low"].isna() & (frame["year"] == frame["year"].min())]
    texts: dict[str, Any] = {
        "silent": series([COUNTRIES[country] for country in missing["country"].unique()]),
        "passed": series([f"{COUNTRIES[country]} from {year}" for country, year in passed(frame).items()]),
    }
    for name in DECIMALS:
        for latest, moment in enumerate(("then", "latest")):
            own, chart = of_kazakhstan(frame, name, bool(latest)), f"{name}_{moment}"
            members = list(rows(panel_of(frame, name, bool(latest))))
            texts[chart] = ranked_range(own["best_rank"], own["worst_rank"]).text
            texts[f"{chart}_year"] = own["year"]
            texts[f"{chart}_members"] = len(members)
            each = (f"{COUNTRIES[row.country]} {value(row)} (rank {rank(row)})" for row in members)
            texts[f"{chart}_each"] = "; ".join(each)
    return texts


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Value and rank of each member."""
    units = {"spending": "billion US$ of 2023", "personnel": "thousand"}
    texts = {}
    for row in rows(frame.dropna(subset="low")):
        what = f"{value(row)} ({units[row.measure]}), rank {rank(row)}"
        texts[gid(row)] = f"{COUNTRIES[row.country]}, {row.year}: {what}, grade {row.grade}"
    return texts


def gid(row: Any) -> str:
    """The id of the mark of a member and year."""
    return f"{row.measure}-{row.year}-{row.country}"


def color(country: str) -> str:
    """The colour of a member."""
    return {SUBJECT: style.KAZAKHSTAN, "RUS": style.RUSSIA}.get(country, style.MUTED)


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Spending as lines between the ranks of both years, on the left or above; personnel as two dot plots."""
    lines, dots = panel.split(WIDE, DEEP)
    _spending(lines, frame)
    _title(dots, "Military personnel, thousand")
    top = 6.0
    for latest in (False, True):
        members = panel_of(frame, "personnel", latest)
        height = ROW * len(members)
        _chart(dots.part(top=top + 5.0, height=height), members, HEADINGS[latest])
        top += 5.0 + height + 5.5


def _title(panel: Panel, words: str) -> None:
    panel.text(1.0, panel.height - 3.2, words, size=style.SUBTITLE_SIZE, weight="semibold", va="baseline")


def _spending(panel: Panel, frame: pd.DataFrame) -> None:
    """A line a member through the years, with rank, name and value at both ends, the ranks under a heading."""
    _title(panel, "Military spending, billion US$ of 2023")
    ax = panel.axes(left=ENDS, right=ENDS, top=13.0, bottom=2.0)
    spent = frame[frame["measure"] == "spending"].assign(level=lambda own: np.log(own["low"]))
    first, last = int(spent["year"].min()), int(spent["year"].max())
    ax.set(xlim=(first, last), ylim=np.log(SPENT))
    charts.bare(ax)
    mm = charts.per_mm(ax)
    for country, own in spent.dropna(subset="low").groupby("country"):
        shade, wide = color(str(country)), 2.0 if country in (SUBJECT, "RUS") else 1.2
        ax.plot(own["year"], own["level"], color=shade, linewidth=wide, clip_on=False, zorder=3)
        point: dict[str, Any] = {"fill": shade, "size": 1.4 + wide, "clip_on": False, "zorder": 4}
        for row in rows(own):
            charts.mark(ax, row.year, row.level, gid=gid(row), **point)
    for latest, year in ((False, first), (True, last)):
        members = panel_of(frame, "spending", latest).dropna(subset="low")
        levels = charts.spread([float(np.log(low)) / mm[1] for low in members["low"]], 3.6)
        # Columns of rank, name and value, from the edge or from the line.
        edge, inward = (last, (3, 10)) if latest else (first, (1 - ENDS, 8 - ENDS))
        x = [edge + at * mm[0] for at in inward]
        head = np.log(SPENT[1]) + 1.5 * mm[1]
        for at, words in zip(x, ("rank", str(year)), strict=True):
            charts.text(ax, at, head, words, color=style.MUTED, va="bottom", ground=False)
        for row, level in zip(rows(members), levels, strict=True):
            look: dict[str, Any] = {"color": color(row.country), "bold": row.country == SUBJECT}
            for at, words in zip(x, (rank(row), f"{COUNTRIES[row.country]} {value(row)}"), strict=True):
                charts.text(ax, at, level * mm[1], words, ground=False, **look)


def _chart(panel: Panel, members: pd.DataFrame, definition: str) -> None:
    """The members of one year, best rank first: rank, name, and value as a point, or as a bar between its limits."""
    ax = panel.axes(left=VALUES, right=4.0, top=0.0, bottom=0.0)
    ax.set(xscale="log", xlim=PERSONS, ylim=(len(members) - 0.5, -0.5))
    charts.bare(ax)
    cells: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "ground": False}
    columns = [(x - VALUES) / (panel.width - VALUES - 4.0) for x in (RANKS, NAMES)]
    for x, words in zip(columns, ("rank", f"{members['year'].iloc[0]}{definition}"), strict=True):
        charts.text(ax, x, -1.1, words, color=style.MUTED, **cells)
    for y, row in enumerate(rows(members)):
        shade, bold = color(row.country), row.country == SUBJECT
        for x, cell in zip(columns, (rank(row), COUNTRIES[row.country]), strict=True):
            charts.text(ax, x, y, cell, color=shade, bold=bold, **cells)
        if row.low < row.high:
            ends = [row.low, row.high]
            ax.plot(ends, [y, y], color=shade, linewidth=6, solid_capstyle="butt", gid=gid(row), zorder=5)
        else:
            charts.mark(ax, row.low, y, fill=shade, size=6, width=1.0, gid=gid(row), zorder=5)
        end, away = (row.high, (5, 0)) if row.high < BESIDE else (row.low, (-5, 0))
        charts.near(ax, end, y, value(row), away, color=shade, weight="semibold" if bold else "regular")
