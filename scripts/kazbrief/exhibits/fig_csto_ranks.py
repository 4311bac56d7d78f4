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
SPENT, PERSONS = (0.03, 320.0), (6.0, 2600.0)
# Thousand persons up to which there is room right of a mark.
BESIDE = 500.0
# In millimetres: from one member to the next, and from a chart's left edge to ranks, names and values.
ROW = 4.4
RANKS, NAMES, VALUES = 1.0, 8.5, 28.0
# The width of the spending beside the personnel, its height above it; room for names at the right of its lines.
WIDE, DEEP, ENDS = 92.0, 76.0, 31.0


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
    return {
        gid(
            row
        ): f"{COUNTRIES[row.country]}, {row.year}: {value(row)} ({units[row.measure]}), rank {rank(row)}, "
        f"grade {row.grade}"
        for row in rows(frame.dropna(subset="low"))
    }


def gid(row: Any) -> str:
    """The id of the mark of a member and year."""
    return f"{row.measure}-{row.year}-{row.country}"


def color(country: str) -> str:
    """The colour of a member."""
    return {SUBJECT: style.BLUE, "RUS": style.ORANGE}.get(country, style.GREY)


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Spending as lines, on the left or above; personnel as two dot plots, on the right or below."""
    beside, above = (0.0, DEEP) if panel.narrow else (WIDE, 0.0)
    part = panel.part(left=0, top=0, width=beside or panel.width, height=above or panel.height)
    _spending(part, frame)
    top = above + 6.0
    panel.text(beside + 1.0, panel.height - top + 2.8, "Military personnel, thousand", **_title())
    for latest in (False, True):
        members = panel_of(frame, "personnel", latest)
        height = ROW * len(members)
        part = panel.part(left=beside, top=top + 5.0, width=panel.width - beside, height=height)
        _chart(part, members, HEADINGS[latest])
        top += 5.0 + height + 5.5


def _title() -> dict[str, Any]:
    return {"size": style.SUBTITLE_SIZE, "weight": "semibold", "va": "baseline"}


def _spending(panel: Panel, frame: pd.DataFrame) -> None:
    """A line a member, with rank, name and value of the last year at its right end."""
    panel.text(1.0, panel.height - 3.2, "Military spending, billion US$ of 2023", **_title())
    spent = frame[frame["measure"] == "spending"]
    first, last = int(spent["year"].min()), int(spent["year"].max())
    ax = panel.axes(left=12.0, right=ENDS, top=9.0, bottom=6.0)
    ax.set_xlim(first - 0.6, last + 0.3)
    ax.set_yscale("log")
    ax.set_ylim(*SPENT)
    ax.minorticks_off()
    charts.value_axis(ax, (0.1, 1, 10, 100), axis="y")
    ax.set_xticks(range(first, last + 1, 7))
    for country, own in spent.dropna(subset="low").groupby("country"):
        strong = country in (SUBJECT, "RUS")
        shade = color(str(country))
        ax.plot(own["year"], own["low"], color=shade, linewidth=2.0 if strong else 1.2, zorder=3)
        for row in rows(own):
            charts.mark(
                ax, row.year, row.low, fill=shade, size=3.2 if strong else 2.2, gid=gid(row), zorder=4
            )
    text: dict[str, Any] = {"size": style.TEXT_SIZE, "textcoords": "offset points", "annotation_clip": False}
    start = of_kazakhstan(frame, "spending", False)
    begin: dict[str, Any] = {"ha": "center", "va": "bottom", "color": color(SUBJECT), "weight": "semibold"}
    ax.annotate(f"rank {rank(start)}", (first, start["low"]), (8, 9), **begin, **text)
    per_unit = (panel.height - 15.0) / np.log(SPENT[1] / SPENT[0])
    latest = panel_of(frame, "spending", True).dropna(subset="low")
    levels = charts.spread([float(np.log(low) * per_unit) for low in latest["low"]], 3.5)
    for row, level in zip(rows(latest), levels, strict=True):
        end: dict[str, Any] = {
            "color": color(row.country),
            "weight": "semibold" if row.country == SUBJECT else "regular",
        }
        words = f"{rank(row)}  {COUNTRIES[row.country]} {value(row)}"
        place = (last, float(np.exp(level / per_unit)))
        ax.annotate(words, place, (6, 0), va="center_baseline", **end, **text)


def _chart(panel: Panel, members: pd.DataFrame, definition: str) -> None:
    """The members of one year, best rank first: rank, name, and value as a point, or as a bar between its limits."""
    heading = f"{members['year'].iloc[0]}{definition}"
    for x, words in ((RANKS, "rank"), (NAMES, heading)):
        panel.text(x, panel.height + 1.4, words, size=style.TEXT_SIZE, color=style.GREY, va="baseline")
    ax = panel.axes(left=VALUES, right=4.0, top=0.0, bottom=0.0)
    ax.set_xscale("log")
    ax.set_xlim(*PERSONS)
    ax.set_ylim(len(members) - 0.5, -0.5)
    charts.value_axis(ax, (10, 100, 1000))
    ax.minorticks_off()
    ax.tick_params(axis="x", labelsize=style.FOOT_SIZE, pad=1.5, length=0)
    ax.spines["bottom"].set_visible(False)
    ax.set_yticks([])
    cells: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "clip_on": False}
    for y, row in enumerate(rows(members)):
        shade = color(row.country)
        text: dict[str, Any] = {
            "color": shade if row.country == SUBJECT else style.INK,
            "weight": "semibold" if row.country == SUBJECT else "regular",
            "size": style.TEXT_SIZE,
        }
        for x, cell in ((RANKS, rank(row)), (NAMES, COUNTRIES[row.country])):
            charts.beside(ax, (x - VALUES) / (panel.width - VALUES - 4.0), y, cell, **text, **cells)
        if row.low < row.high:
            ends = [row.low, row.high]
            ax.plot(ends, [y, y], color=shade, linewidth=6, solid_capstyle="butt", gid=gid(row), zorder=5)
        else:
            charts.mark(ax, row.low, y, fill=shade, size=6, width=1.0, gid=gid(row), zorder=5)
        text |= {"va": "center_baseline", "bbox": charts.plate(0.3)}
        right = row.high < BESIDE
        place, off = ((row.high, y), (5, 0)) if right else ((row.low, y), (-5, 0))
        side = "left" if right else "right"
        ax.annotate(value(row), place, off, textcoords="offset points", ha=side, **text)
