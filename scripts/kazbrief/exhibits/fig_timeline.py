"""Treaties, sites, alliance, NATO steps and exercises on one axis of time: what was documented, and no more."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values, years
from kazbrief.formats import count, series
from kazbrief.measures.events import held_and_planned, moment
from kazbrief.measures.frames import rows
from kazbrief.measures.thresholds import LAST_FULL_YEAR, PUBLISHED_AT

FIRST, LAST = 1992, 2027
# Lanes from the top, with their colours; an agreement goes to the lane of its kind, an exercise to its framework's.
LANES = {
    "treaties": ("Treaties and programmes with Russia", style.ORANGE),
    "sites": ("Sites used by Russia", style.ORANGE),
    "csto": ("CSTO", style.GREY),
    "west": ("NATO and the United States", style.BLUE),
    "ex-russia": ("Exercises with Russia alone", style.ORANGE),
    "ex-csto": ("CSTO exercises", style.GREY),
    "ex-sco": ("SCO exercises", style.SAND),
    "ex-steppe": ("Steppe Eagle (NATO partners)", style.BLUE),
    "ex-other": ("Exercise of neighbours without Russia", style.INK),
}
LABELS = entry("fig-timeline").labels
# In millimetres: from one row of labels to the next, kept free beside a label, below the axis, at both sides.
ROW, GAP, BOTTOM = 3.6, 1.6, 6.0
LEFT, RIGHT = 1.0, 2.0


def values(frame: pd.DataFrame) -> Values:
    """What the words name: events by lane, and the first and last of the exercises."""
    held, planned = held_and_planned(frame)
    csto, steppe = (held[held["lane"] == lane]["year"] for lane in ("ex-csto", "ex-steppe"))
    titles = {lane: title for lane, (title, _) in LANES.items()}
    by_lane = {lane: list(rows(frame[frame["lane"] == lane])) for lane in LANES}
    exercises = {lane: (held["lane"] == lane).sum() for lane in LANES}
    return {
        **{lane: len(by_lane[lane]) for lane in ("treaties", "sites", "csto", "west")},
        "years": years(frame["date"]),
        "lanes": len(LANES),
        "last_steppe": steppe.max(),
        "steppe_years": f"from {steppe.min()} to {steppe.max()}",
        "csto_years": f"from {csto.min()} to {csto.max()}",
        "csto_since": count((csto > steppe.max()).sum()),
        "year_before": LAST_FULL_YEAR,
        "csto_before": count((csto == LAST_FULL_YEAR).sum()),
        "held": len(held),
        "planned": ", ".join(planned["event"]),
        "exercises": series([f"{number} {titles[lane]}" for lane, number in exercises.items() if number]),
        "each_lane": "; ".join(
            f"{titles[lane]}: " + ", ".join(f"{row.date} {row.event}" for row in events)
            for lane, events in by_lane.items()
        ),
    }


def label(event: str) -> str:
    """What the drawing prints beside an event; nothing for most."""
    beginnings = (beginning for beginning in LABELS if event.startswith(beginning))
    return str(LABELS.get(max(beginnings, key=len, default=""), ""))


def gid(event: Any) -> str:
    """An event's id in the drawing."""
    words = "".join(sign if sign.isalnum() else " " for sign in event.event.lower()).split()
    return "-".join([event.lane, event.date, *words[:6]])


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Date and full title of each event."""
    return {gid(row): f"{row.date}: {row.event}, grade {row.grade}" for row in rows(frame)}


class Place(NamedTuple):
    """An event on its lane, in millimetres: its mark, and its label, where it has one, with both ends and its row."""

    event: Any
    x: float
    text: str = ""
    begin: float = 0.0
    end: float = 0.0
    row: int = -1


def places(events: pd.DataFrame, year_mm: float, right: float) -> list[Place]:
    """The events of a lane that ends at ``right``; labels in rows from the bottom, so that no two touch."""
    taken: list[float] = []
    result = []
    for event in rows(events):
        x, text = (moment(event.date) - FIRST) * year_mm, label(event.event)
        if not text:
            result.append(Place(event, x))
            continue
        width = style.text_width(text, style.FOOT_SIZE) + 1.2
        # Right of the mark, or left of it at the edge.
        begin, end = (x - width, x) if x + width > right else (x, x + width)
        row = next((row for row, until in enumerate(taken) if begin >= until), len(taken))
        taken[row:] = [end + GAP, *taken[row + 1 :]]
        result.append(Place(event, x, text, begin, end, row))
    return result


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Lanes from treaties to exercises; a mark an event, labels in rows above it, tied by a thin line."""
    width, height = panel.width - LEFT - RIGHT, panel.height - BOTTOM
    year_mm = width / (LAST - FIRST)
    ax = panel.axes(left=LEFT, right=RIGHT, top=0, bottom=BOTTOM)
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    ax.set_yticks([])
    ax.spines["bottom"].set_visible(False)
    ticks = range(1995, LAST, 5)
    ax.set_xticks([(year - FIRST) * year_mm for year in ticks], [str(year) for year in ticks])
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="x")
    plate: dict[str, Any] = {"va": "baseline", "bbox": charts.plate(0.2)}
    base = height + 1.2
    for lane, (title, color) in LANES.items():
        events = places(frame[frame["lane"] == lane], year_mm, width)
        top = base - 1.2 - 4.2
        ax.text(0, top, title, size=style.TEXT_SIZE, weight="semibold", zorder=6, **plate)
        base = top - 2.6 - (max((place.row for place in events), default=-1) + 1) * ROW
        ax.plot([0, width], [base, base], color=style.RULE, linewidth=0.8, zorder=1)
        for event, x, text, begin, _, row in events:
            if text:
                level = base + 1.9 + row * ROW
                ax.plot([x, x], [base, level + 1.8], color=color, linewidth=0.5, zorder=3)
                start = begin + (0.7 if begin == x else 0.4)
                ax.text(start, level, text, size=style.FOOT_SIZE, zorder=4, **plate)
            look: dict[str, Any] = {"fill": color, "edge": style.WHITE, "width": 0.5}
            if event.status != "documented":
                look = {"fill": style.WHITE, "edge": color, "width": 0.9}
            charts.mark(ax, x, base, size=4.2, gid=gid(event), zorder=5, **look)
    article = (PUBLISHED_AT - FIRST) * year_mm
    line: dict[str, Any] = {"color": style.INK, "linewidth": 0.7, "linestyle": charts.DASHED, "zorder": 0}
    ax.plot([article, article], [base - 1.2, height], gid="article", **line)
    note: dict[str, Any] = {"size": style.FOOT_SIZE, "color": style.GREY, **plate}
    ax.text(article + 0.8, height - 2.6, "article, July 2011", **note)
