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
# The look of a mark, by kind: its text in the key, its kinds, marker, fill and edge.
LOOKS = (
    ("attack", ("attack",), "X", style.OTHER_TWO, style.GROUND),
    ("order or court of Russia", ("order", "court"), "s", style.RUSSIA, style.GROUND),
    ("storm, fire, fault", ("disruption",), "o", style.FAINT, style.GROUND),
    ("agreement, shift, other", (), "D", style.GROUND, style.MUTED),
)
LABELS = entry("fig-oil-events").labels
# Events crowd from the split on: that time has a part of its own. The first takes this share of the width, or height.
SPLIT, LAST, BEFORE, UPPER = 2025.5, 2026.5, 0.52, 0.46
# In millimetres: a lane's title, from one row of labels to the next, below the axis; a year with ticks by quarter.
HEAD, ROW, BOTTOM, WIDE_YEAR = 6.6, 3.5, 6.0, 60.0
MONTHS = ("January", "April", "July", "October")


def label(event: str) -> str:
    """What the drawing prints beside an event; nothing for some."""
    return str(next((text for beginning, text in LABELS.items() if event.startswith(beginning)), ""))


def look(kind: str) -> tuple[str, str, str]:
    """Marker, fill and edge of a kind of event."""
    return next((own for _, kinds, *own in LOOKS if kind in kinds), LOOKS[-1][2:])  # type: ignore[return-value]


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
    """An event on its lane, in millimetres: its mark, and its label, where it has one, with its start, width and row."""

    event: Any
    x: float
    text: str = ""
    begin: float = 0.0
    width: float = 0.0
    row: int = -1


def places(events: pd.DataFrame, first: float, year_mm: float, right: float) -> list[Place]:
    """The events of a lane that ends at ``right``; labels in rows from the bottom, so that no two touch."""
    found = []
    for event in rows(events):
        x, words = (moment(event.date) - first) * year_mm, label(event.event)
        width = style.text_width(words, style.SMALL_SIZE) + 1.0
        found.append(Place(event, x, words, min(x, right - width), width))
    told = sorted((place for place in found if place.text), key=lambda place: place.begin)
    levels = charts.stacked([place.begin for place in told], [place.begin + place.width for place in told])
    silent = [place for place in found if not place.text]
    return silent + [place._replace(row=row) for place, row in zip(told, levels, strict=True)]


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Lanes from CPC to the fields; the crowded time since the split in a part of its own, drawn wider."""
    samples = [charts.mark_sample(words, marker, *colours) for words, _, marker, *colours in LOOKS]
    top = charts.key(panel, samples, left=1.0) + 1.0
    first, when = math.floor(2 * moment(frame["date"].min())) / 2, frame["date"].map(moment)
    height = panel.height - top
    if panel.narrow:
        parts = [panel.part(left=0, top=top + at * height, width=panel.width, height=share * height)
                 for at, share in ((0.0, UPPER), (UPPER, 1 - UPPER))]  # fmt: skip
    else:
        wide = panel.width * BEFORE
        parts = [panel.part(left=0, top=top, width=wide, height=height),
                 panel.part(left=wide + 2, top=top, width=panel.width - wide - 2, height=height)]  # fmt: skip
    spans = ((first, SPLIT), (SPLIT, LAST))
    ends = [(part.width - 3.0) / (end - begin) for part, (begin, end) in zip(parts, spans, strict=True)]
    lanes = [
        {lane: places(lane_of(frame[(when >= begin) & (when < end)], lane), begin, year_mm, part.width - 3)
         for lane in LANES}
        for part, (begin, end), year_mm in zip(parts, spans, ends, strict=True)
    ]  # fmt: skip
    rooms = [
        {lane: 1 + max((place.row for place in own), default=-1) for lane, own in part.items()}
        for part in lanes
    ]
    if not panel.narrow:
        rooms = [{lane: max(part[lane] for part in rooms) for lane in LANES}] * 2
    for part, (begin, end), own, room in zip(parts, spans, lanes, rooms, strict=True):
        named = panel.narrow or begin == first
        _part(part, (begin, end), own, room, named=named)


def _part(
    panel: Panel,
    span: tuple[float, float],
    lanes: dict[str, list[Place]],
    room: dict[str, int],
    *,
    named: bool,
) -> None:
    """The lanes of a part of the time, with a tick a year, or a quarter where that is wide."""
    ax = panel.axes(left=1.0, right=2.0, top=0.0, bottom=BOTTOM)
    width, height = panel.width - 3.0, panel.height - BOTTOM
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    ax.set_yticks([])
    ax.spines["bottom"].set_visible(False)
    year_mm = width / (span[1] - span[0])
    quarters = [span[0] + step / 4 for step in range(math.ceil(4 * (span[1] - span[0])))]
    ticks = [tick for tick in quarters if tick % 1 == 0 or year_mm > WIDE_YEAR]
    names = [
        str(int(tick)) if tick % 1 == 0 else f"{MONTHS[int(4 * (tick % 1))]} {int(tick)}" for tick in ticks
    ]
    ax.set_xticks([(tick - span[0]) * year_mm for tick in ticks], names, ha="left")
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="x")
    spare = (height - sum(HEAD + ROW * rows_ for rows_ in room.values())) / len(LANES)
    base = height
    for lane, own in lanes.items():
        if named:
            charts.text(ax, 0.4, base - 3.4, lane, bold=True, size=style.TEXT_SIZE, va="baseline", zorder=6)
        base -= HEAD + ROW * room[lane] + spare
        level = base + spare / 2
        ax.plot([0, width], [level, level], color=style.GRID, linewidth=0.8, zorder=1)
        for place in own:
            _event(ax, place, level)


def _event(ax: Axes, place: Place, base: float) -> None:
    """An event's mark on the line of its lane, and its label above."""
    marker, fill, edge = look(place.event.kind)
    if place.text:
        level = base + 2.2 + place.row * ROW
        ax.plot([place.x] * 2, [base, level + 1.8], color=style.FAINT, linewidth=0.5, zorder=3)
        charts.text(ax, place.begin + 0.6, level, place.text, va="baseline", bbox=charts.plate(0.1), zorder=4)
    size = 7.6 if marker == "X" else 4.4
    charts.mark(
        ax,
        place.x,
        base,
        marker,
        fill=fill,
        edge=edge,
        size=size,
        width=0.5 if marker == "X" else 0.8,
        gid=gid(place.event),
        zorder=5,
    )
