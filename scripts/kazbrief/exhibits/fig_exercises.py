"""Military exercises as stacks of dots, a row for each partner: what was found, and no more."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.measures.events import PARTNERS, held
from kazbrief.measures.frames import rows
from kazbrief.measures.thresholds import PUBLISHED_AT

COLORS = {
    "csto": style.MUTED,
    "russia": style.RUSSIA,
    "sco": style.OTHER_TWO,
    "nato": style.OTHER_ONE,
    "neighbours": style.INK,
}
# In millimetres: the room of a row's title and below the axis, from one dot of a stack to the next, a row's least room.
TITLE, BOTTOM, STEP, LEAST = 5.6, 6.0, 2.7, 4.0


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the last year with NATO members, and the exercises of each row."""
    of = {title: frame[frame["partner"] == partner] for partner, title in PARTNERS.items()}
    return {
        "nato_last": held(frame, "nato", named=True)["year"].max(),
        "years": f"{frame['year'].min()}\u2013{frame['year'].max()}",
        "lanes": len(PARTNERS),
        "each_row": "; ".join(
            f"{title}, {len(own)} from {own['year'].min()} to {own['year'].max()}"
            for title, own in of.items()
        ),
        "each": "; ".join(
            f"{title}: " + ", ".join(f"{row.start} {row.name}" for row in rows(own))
            for title, own in of.items()
        ),
    }


def gid(row: Any) -> str:
    """The id of an exercise's dot."""
    return f"dot-{row.partner}-{row.year}-{row.place}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Name, date and host of each exercise."""
    return {
        gid(row): f"{row.name}, {row.start}, {row.host}: {row.status}"
        f"{'' if row.named else ', part of Kazakhstan not told'}, grade {row.grade}"
        for row in rows(frame)
    }


def look(row: Any, color: str) -> dict[str, Any]:
    """A dot, hollow where the sources don't name Kazakhstan; a small diamond for what was only planned."""
    if row.status == "planned":
        return {"marker": "D", "fill": style.GROUND, "edge": color, "size": 3.6, "width": 0.8}
    return {"fill": color if row.named else style.GROUND, "edge": color, "size": 5.2, "width": 0.9}


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Rows of stacks on one axis of time, each as high as its highest stack."""
    first, last = int(frame["year"].min()) - 1, int(frame["year"].max()) + 1
    samples = [
        charts.mark_sample("held, Kazakhstan named", "o", style.MUTED, style.MUTED),
        charts.mark_sample("held, the framework alone named", "o", style.GROUND, style.MUTED),
        charts.mark_sample("planned", "D", style.GROUND, style.MUTED, size=3.6),
    ]
    top = charts.key(panel, samples, left=0.5)
    height = panel.height - BOTTOM - top
    ax = panel.axes(left=1, right=1, top=top, bottom=BOTTOM)
    ax.set(xlim=(first, last), ylim=(0, height), yticks=[])
    ticks = range(first - first % 5 + 5, last, 5)
    charts.moments(ax, ticks, ticks)
    ax.grid(axis="x")
    stacks = {name: STEP * frame.loc[frame["partner"] == name, "place"].max() for name in PARTNERS}
    rooms = {name: TITLE + max(LEAST, stack) for name, stack in stacks.items()}
    gap = (height - sum(rooms.values())) / len(PARTNERS)
    base = height
    for partner, title in PARTNERS.items():
        own, color = frame[frame["partner"] == partner], COLORS[partner]
        base -= rooms[partner] + gap
        level = base + rooms[partner] - TITLE + 2.2
        head: dict[str, Any] = {"size": style.TEXT_SIZE, "color": color, "va": "baseline", "zorder": 5}
        charts.text(ax, first, level, f"{title}, {len(own)}", bold=True, **head)
        ax.plot([first, last], [base] * 2, color=style.GRID, linewidth=0.8, zorder=1)
        for row in rows(own):
            y = base + STEP * (row.place - 0.5)
            charts.mark(ax, row.year, y, gid=gid(row), zorder=4, **look(row, color))
    charts.threshold(ax, PUBLISHED_AT, "article", linewidth=0.7, zorder=0)
    charts.text(ax, PUBLISHED_AT + 0.2, height - 2.8, "the article, July 2011", va="baseline")
