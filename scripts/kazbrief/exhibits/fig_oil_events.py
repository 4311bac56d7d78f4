"""What happened on the routes of oil since 2021: attacks, stops, orders and new outlets, in a lane a route."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values, years
from kazbrief.formats import count, series
from kazbrief.measures.frames import rows
from kazbrief.measures.oil import ATTACKED_SINCE, attacks, moment

# Lanes from the top, with the routes of each.
LANES = {
    "CPC to Novorossiysk": ("CPC",),
    "Atyrau–Samara and on to Germany": ("Samara",),
    "China": ("China",),
    "Caspian Sea and Baku": ("Caspian",),
    "Fields, gas plants, all routes": ("fields", "gas", "all"),
}
# The look of a mark, by kind: its text in the key, its kinds, marker and colour.
LOOKS = (
    ("attack", ("attack",), "X", style.INK),
    ("order or court of Russia", ("order", "court"), "s", style.ORANGE),
    ("storm, fire, fault", ("disruption",), "o", style.GREY),
    ("agreement, shift, other", (), "D", style.BLUE),
)
LABELS = entry("fig-oil-events").labels
LAST = 2026.6
# In millimetres: from one row of labels to the next, kept free beside a label, below the axis.
ROW, GAP, BOTTOM = 3.4, 1.4, 6.0


def label(event: str) -> str:
    """What the drawing prints beside an event; nothing for some."""
    return str(next((text for beginning, text in LABELS.items() if event.startswith(beginning)), ""))


def look(kind: str) -> tuple[str, str]:
    """Marker and colour of a kind of event."""
    return next(((marker, colour) for _, kinds, marker, colour in LOOKS if kind in kinds), LOOKS[-1][2:])


def lane_of(frame: pd.DataFrame, lane: str) -> pd.DataFrame:
    """The events of a lane."""
    return frame[frame["route"].isin(LANES[lane])]


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the attacks on CPC, and all events by lane."""
    on_cpc = attacks(frame, "CPC")
    of_years = on_cpc["date"].str[:4].astype(int)
    (stop,) = frame.loc[frame["event"].str.startswith("Russia confirms"), "date"]
    return {
        "attacks": count(len(on_cpc)),
        "first_year": of_years.min(),
        "recent": count((of_years >= ATTACKED_SINCE).sum()),
        "since": ATTACKED_SINCE,
        "years": years(frame["date"]),
        "stop": f"{pd.Timestamp(stop):%B %Y}",
        "lanes": len(LANES),
        "each_lane": series([f"{len(lane_of(frame, lane))} events on {lane}" for lane in LANES]),
        "each": "; ".join(f"{row.date} {row.event}" for row in rows(frame)),
    }


def gid(row: Any) -> str:
    """An event's id in the drawing."""
    words = "".join(sign if sign.isalnum() else " " for sign in row.event.lower()).split()
    return "-".join([row.kind, row.date, *words[:4]])


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Date, text and volume of each event."""
    return {
        gid(row): f"{row.date}: {row.event}"
        + (f" ({row.volume})" if pd.notna(row.volume) else "")
        + f", grade {row.grade}"
        for row in rows(frame)
    }


class Place(NamedTuple):
    """An event on its lane, in millimetres: its mark, and its label, where it has one, with its start and row."""

    event: Any
    x: float
    text: str = ""
    begin: float = 0.0
    row: int = -1


def places(events: pd.DataFrame, first: float, year_mm: float, right: float) -> list[Place]:
    """The events of a lane that ends at ``right``; labels in rows from the bottom, so that no two touch."""
    taken: list[float] = []
    result = []
    for event in rows(events):
        x, text = (moment(event.date) - first) * year_mm, label(event.event)
        if not text:
            result.append(Place(event, x))
            continue
        width = style.text_width(text, style.FOOT_SIZE) + 1.6
        begin = x - width if x + width > right else x
        row = next((row for row, until in enumerate(taken) if begin >= until), len(taken))
        taken[row:] = [begin + width + GAP, *taken[row + 1 :]]
        result.append(Place(event, x, text, begin, row))
    return result


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Lanes from CPC to the fields; a mark an event, labels in rows above it, tied by a thin line."""
    samples = [charts.mark_sample(text, marker, colour, style.WHITE) for text, _, marker, colour in LOOKS]
    top = charts.key(panel, samples, left=1.0) + 1.0
    width, height = panel.width - 3.0, panel.height - BOTTOM - top
    first = math.floor(2 * moment(frame["date"].min())) / 2
    year_mm = width / (LAST - first)
    ax = panel.axes(left=1.0, right=2.0, top=top, bottom=BOTTOM)
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    ax.set_yticks([])
    ax.spines["bottom"].set_visible(False)
    ticks = range(math.ceil(first), int(LAST) + 1)
    ax.set_xticks([(year - first) * year_mm for year in ticks], [str(year) for year in ticks], ha="left")
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="x")
    base = height + 1.0
    for lane in LANES:
        events = places(lane_of(frame, lane), first, year_mm, width)
        head = base - 5.0
        ax.text(0.6, head, lane, size=style.TEXT_SIZE, weight="semibold", va="baseline", bbox=charts.plate(0.2),
                zorder=6)  # fmt: skip
        base = head - 2.4 - (max((place.row for place in events), default=-1) + 1) * ROW
        ax.plot([0, width], [base, base], color=style.RULE, linewidth=0.8, zorder=1)
        for place in events:
            _event(ax, place, base)


def _event(ax: Axes, place: Place, base: float) -> None:
    """An event's mark on the line of its lane, and its label above."""
    marker, colour = look(place.event.kind)
    if place.text:
        level = base + 1.9 + place.row * ROW
        ax.plot([place.x] * 2, [base, level + 1.8], color=colour, linewidth=0.4, zorder=3)
        start = place.begin + (0.8 if place.begin == place.x else 0.4)
        ax.text(
            start, level, place.text, size=style.FOOT_SIZE, va="baseline", bbox=charts.plate(0.1), zorder=4
        )
    charts.mark(ax, place.x, base, marker, fill=colour, edge=style.WHITE, size=6.4 if marker == "X" else 4.6, width=0.4, gid=gid(place.event),
                zorder=5)  # fmt: skip
