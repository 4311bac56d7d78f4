"""What happened on the routes of oil since 2021: attacks, stops, orders and new outlets, in a lane a route."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.errors import KazbriefError
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
# Events crowd from the split on: that time has a part of its own. The first takes this share of the width.
SPLIT, LAST, BEFORE = 2025.0, 2026.5, 0.42
# In millimetres: a lane's title, from one row of labels to the next, below the axis; a year with ticks by quarter.
HEAD, ROW, BOTTOM, WIDE_YEAR = 6.6, 3.5, 6.0, 45.0
# What a reader counts is raised by the size of an attack's cross, above another mark that it would hide.
MARK = 2.6
COUNTED = tuple(kind for _, kinds, *_ in LOOKS[:2] for kind in kinds)
MONTHS = ("", "April", "July", "October")


def label(row: Any) -> str:
    """What the drawing prints beside an event; nothing for some.

    Raises
    ------
    KazbriefError
        For a number in it that neither the event's text nor its volume has, rounded as printed.
    """
    text = str(next((text for beginning, text in LABELS.items() if row.event.startswith(beginning)), ""))
    known = [float(number) for number in _numbers(f"{row.event} {row.volume}")]
    for number in _numbers(text):
        decimals = len(number.partition(".")[2])
        if float(number) not in [round(value, decimals) for value in known]:
            raise KazbriefError(
                f"fig_oil_events.yml: found the label {text!r}, expected a number of the event "
                f"{row.event!r} ({row.volume}) in place of {number}"
            )
    return text


def _numbers(text: str) -> list[str]:
    return [found.replace(",", "") for found in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)]


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


def placed(events: pd.DataFrame, first: float, year_mm: float, right: float) -> pd.DataFrame:
    """The events of a lane that ends at ``right``, with mark (``x``, ``lift``) and label (``words``, ``begin``, ``row``).

    Lengths are in millimetres. Labels are in rows from the bottom, so that no two touch; without words there is none.
    """
    x = (events["date"].map(moment) - first) * year_mm
    words = pd.Series([label(row) for row in rows(events)], events.index, dtype=str)
    width = words.map(lambda text: style.text_width(text, style.SMALL_SIZE) + 1.0)
    frame = events.assign(x=x, words=words, begin=x.where(x + width <= right, right - width), row=-1)
    counted = frame.loc[frame["kind"].isin(COUNTED), "x"].sort_values()
    frame["lift"] = pd.Series(lifts(counted), counted.index).reindex(frame.index, fill_value=0)
    told = frame[words != ""].sort_values("begin")
    ends = told["begin"] + width[told.index]
    frame.loc[told.index, "row"] = charts.stacked(told["begin"].tolist(), ends.tolist())
    return frame


def lifts(places: pd.Series) -> list[int]:
    """How often each mark is raised, of marks at places in millimetres from the left, so that none hides another.

    >>> lifts(pd.Series([0.0, 1.0, 2.0, 3.0]))
    [0, 1, 2, 0]
    """
    found: list[int] = []
    for place in places:
        near = {lift for other, lift in zip(places, found, strict=False) if place - other < MARK}
        found.append(next(lift for lift in range(len(near) + 1) if lift not in near))
    return found


def _height(lane: pd.DataFrame) -> float:
    """The room of a lane's marks and labels, in millimetres."""
    return float(ROW * (lane["row"].max() + 1) + MARK * lane["lift"].max())


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Lanes from CPC to the fields; the crowded time since the split in a part of its own, drawn wider."""
    samples = [charts.mark_sample(words, marker, *colours) for words, _, marker, *colours in LOOKS]
    top = charts.key(panel, samples, left=1.0) + 1.0
    body = panel.part(top=top)
    parts = body.split(body.width * BEFORE, body.height / 2, gap=2.0)
    spans = ((math.floor(2 * moment(frame["date"].min())) / 2, SPLIT), (SPLIT, LAST))
    when, lanes = frame["date"].map(moment), []
    for part, (first, last) in zip(parts, spans, strict=True):
        own, right = frame[(when >= first) & (when < last)], part.width - 3.0
        year_mm = right / (last - first)
        lanes.append({lane: placed(lane_of(own, lane), first, year_mm, right) for lane in LANES})
    room = {lane: max(_height(own[lane]) for own in lanes if len(own[lane])) for lane in LANES}
    for part, span, placed_ in zip(parts, spans, lanes, strict=True):
        _part(part, span, placed_, room, named=panel.narrow or part is parts[0])


def _part(
    panel: Panel,
    span: tuple[float, float],
    lanes: dict[str, pd.DataFrame],
    room: dict[str, float],
    *,
    named: bool,
) -> None:
    """The lanes of a part of the time, with a tick a year, or a quarter where that is wide."""
    ax = panel.axes(left=1.0, right=2.0, top=0.0, bottom=BOTTOM)
    width, height = panel.width - 3.0, panel.height - BOTTOM
    ax.set(xlim=(0, width), ylim=(0, height), yticks=[])
    ax.spines["bottom"].set_visible(False)
    year_mm = width / (span[1] - span[0])
    step = 4 if year_mm > WIDE_YEAR else 1
    ticks = [tick / step for tick in range(math.ceil(step * span[0]), math.ceil(step * span[1]))]
    names = [MONTHS[int(4 * (tick % 1))] or str(int(tick)) for tick in ticks]
    charts.moments(ax, [(tick - span[0]) * year_mm for tick in ticks], names, ha="left")
    ax.grid(axis="x")
    spare = (height - sum(HEAD + labels for labels in room.values())) / len(LANES)
    base = height
    for lane, own in lanes.items():
        if named:
            charts.text(ax, 0.4, base - 3.4, lane, bold=True, size=style.TEXT_SIZE, va="baseline", zorder=6)
        base -= HEAD + room[lane] + spare
        ax.plot([0, width], [base + spare / 2] * 2, color=style.GRID, linewidth=0.8, zorder=1)
        raised = MARK * own["lift"].max()
        for row in rows(own):
            _event(ax, row, base + spare / 2, raised)


def _event(ax: Axes, row: Any, base: float, raised: float) -> None:
    """An event's mark on the line of its lane, or raised, and its label above all marks."""
    marker, fill, edge = look(row.kind)
    if row.words:
        level = base + 2.2 + raised + row.row * ROW
        ax.plot([row.x] * 2, [base, level + 1.8], color=style.FAINT, linewidth=0.5, zorder=3)
        charts.text(ax, row.begin + 0.6, level, row.words, va="baseline", bbox=charts.plate(0.1), zorder=4)
    attack = marker == "X"
    size, width = (7.6, 0.5) if attack else (4.4, 0.8)
    how: dict[str, Any] = {"size": size, "width": width, "clip_on": False, "zorder": 5 + attack}
    charts.mark(ax, row.x, base + MARK * row.lift, marker, fill=fill, edge=edge, gid=gid(row), **how)
