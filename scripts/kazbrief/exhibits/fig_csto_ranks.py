"""Military spending and personnel of the members of the CSTO: values and Kazakhstan's rank, 2010 and latest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, number_range, ranked_range, series
from kazbrief.measures.forces import COUNTRIES, SUBJECT, of_kazakhstan, panel_of
from kazbrief.measures.frames import rows


@dataclass(frozen=True)
class Column:
    """One column of the figure: what is compared, and how it is printed."""

    title: str
    unit: str
    definitions: tuple[str, str]  # of 2010 and of the latest year: that of personnel changes
    decimals: int
    limits: tuple[float, float]
    ticks: tuple[float, ...]


COLUMNS = {
    "spending": Column(
        "Military spending", "billion US$ of 2023", ("", ""), 2, (0.02, 900), (0.1, 1, 10, 100)
    ),
    "personnel": Column(
        "Military personnel",
        "thousand",
        (", active and paramilitary", ", active only"),
        0,
        (4, 9000),
        (10, 100, 1000),
    ),
}
# In millimetres: from one member to the next, and from a chart's left edge to ranks, names and values.
ROW = 4.1
RANKS, NAMES, VALUES = 1.0, 8.5, 30.0


def rank(row: Any) -> str:
    """A rank, or the range of ranks."""
    return number_range(row.best_rank, row.worst_rank)


def value(row: Any) -> str:
    """A value or its limits as printed, with three digits or so."""
    if pd.isna(row.low):
        return "not published"

    def printed(end: float) -> str:
        places = 0 if end >= 100 else 1 if end >= 10 else COLUMNS[row.measure].decimals
        return number(end, places).removesuffix(".0")

    return "\u2013".join(dict.fromkeys((printed(row.low), printed(row.high))))


def values(frame: pd.DataFrame) -> Values:
    """What the words name: Kazakhstan's rank among the members in each chart, and the values of all."""
    texts: dict[str, Any] = {
        "silent": series([COUNTRIES[country] for country in frame[frame["low"].isna()]["country"].unique()])
    }
    for name in COLUMNS:
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
    return {
        f"{row.measure}-{row.year}-{row.country}": f"{COUNTRIES[row.country]}, {row.year}: {value(row)} "
        f"({COLUMNS[row.measure].unit}), rank {rank(row)}, grade {row.grade}"
        for row in rows(frame.dropna(subset="low"))
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Two columns (spending, personnel) of two dot plots (2010, latest) on a scale that each column shares."""
    width = panel.width if panel.narrow else panel.width / 2
    left, top = 0.0, 6.0
    for name, column in COLUMNS.items():
        title = {"size": style.SUBTITLE_SIZE, "weight": "semibold", "va": "baseline"}
        panel.text(left + 1.0, panel.height - top + 2.8, f"{column.title}, {column.unit}", **title)
        for latest in (False, True):
            members = panel_of(frame, name, latest)
            height = ROW * len(members)
            part = panel.part(left=left, top=top + 5.0, width=width, height=height)
            _chart(part, column, members, column.definitions[latest])
            top += 5.0 + height + 6.5
        left, top = (0.0, top + 5.0) if panel.narrow else (width, 6.0)


def _chart(panel: Panel, column: Column, members: pd.DataFrame, definition: str) -> None:
    """The members of one year, best rank first: rank, name, and value as a point, or as a bar between its limits."""
    heading = f"{members['year'].iloc[0]}{definition}"
    panel.text(1.0, panel.height + 1.6, heading, size=style.TEXT_SIZE, color=style.GREY, va="baseline")
    ax = panel.axes(left=VALUES, right=4.0, top=0.0, bottom=0.0)
    ax.set_xscale("log")
    ax.set_xlim(*column.limits)
    ax.set_ylim(len(members) - 0.5, -0.5)
    charts.value_axis(ax, column.ticks)
    ax.minorticks_off()
    ax.tick_params(axis="x", labelsize=style.FOOT_SIZE, pad=1.5, length=0)
    ax.spines["bottom"].set_visible(False)
    ax.set_yticks([])
    cells: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "clip_on": False}
    for y, row in enumerate(rows(members)):
        own = row.country == SUBJECT
        color = style.ORANGE if own else style.GREY
        text: dict[str, Any] = {
            "color": color if own else style.INK,
            "weight": "bold" if own else "regular",
            "size": style.TEXT_SIZE,
        }
        for x, cell in ((RANKS, rank(row)), (NAMES, COUNTRIES[row.country])):
            charts.beside(ax, (x - VALUES) / (panel.width - VALUES - 4.0), y, cell, **text, **cells)
        gid = f"{row.measure}-{row.year}-{row.country}"
        if pd.isna(row.low):
            absent: dict[str, Any] = {"size": style.FOOT_SIZE, "color": style.GREY, "style": "italic"}
            charts.beside(ax, column.limits[0] * 1.15, y, value(row), **absent)
            continue
        if row.low < row.high:
            ends = [row.low, row.high]
            ax.plot(ends, [y, y], color=color, linewidth=4.5, solid_capstyle="butt", gid=gid, zorder=5)
        else:
            charts.mark(ax, row.low, y, fill=color, size=6, width=1.0, gid=gid, zorder=5)
        text |= {"va": "center_baseline", "bbox": charts.plate(0.3)}
        ax.annotate(value(row), (row.high, y), (5, 0), textcoords="offset points", **text)
