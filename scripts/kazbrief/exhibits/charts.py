"""What charts share: axes of values, names and years, marks, texts, thresholds, keys, and places of labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from matplotlib.axes import Axes

from kazbrief.exhibits import style
from kazbrief.exhibits.sheet import NoRoom, Panel

if TYPE_CHECKING:
    import pandas as pd

DASHED = (0, (4, 2))
KEY_ROW = 4.8


def plate(pad: float = 0.4) -> dict[str, Any]:
    """Ground under a text (its ``bbox``), so that no line of the grid runs through it; ``pad`` in points."""
    return {"facecolor": style.GROUND, "edgecolor": "none", "pad": pad}


def text(
    ax: Axes, x: float, y: float, words: str, *, bold: bool = False, ground: bool = True, **options: Any
) -> None:
    """Text at a place of a chart, by default from the left, centred on its line, and on ground of its own."""
    look = {"size": style.SMALL_SIZE, "weight": "semibold" if bold else "regular", "va": "center_baseline"}
    ax.text(x, y, words, **{**look, **({"bbox": plate()} if ground else {}), **options})


def figure(ax: Axes, x: float, y: float, words: str, color: str, **options: Any) -> None:
    """A figure of the data in bold and in its colour, about a place."""
    text(ax, x, y, words, bold=True, **{"color": color, "ha": "center", "va": "center", **options})


def near(ax: Axes, x: float, y: float, words: str, away: tuple[float, float], **options: Any) -> None:
    """Text some points ``away`` from a mark: right or left of it, or centred above or below it."""
    look: dict[str, Any] = {
        "size": style.SMALL_SIZE,
        "ha": "left" if away[0] > 0 else "right" if away[0] < 0 else "center",
        "va": "bottom" if away[1] > 0 else "top" if away[1] < 0 else "center_baseline",
        "bbox": plate(),
        "textcoords": "offset points",
        "annotation_clip": False,
    }
    ax.annotate(words, (x, y), away, **{**look, **options})


def per_mm(ax: Axes) -> tuple[float, float]:
    """How many units of its (linear) axes a millimetre is, across and up."""
    box, millimetre = ax.get_window_extent(), ax.get_figure(root=True).dpi / 25.4  # type: ignore[union-attr]
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    return (right - left) / box.width * millimetre, (top - bottom) / box.height * millimetre


def value_axis(ax: Axes, ticks: Sequence[float], *, axis: Literal["x", "y"] = "x", unit: str = "") -> None:
    """Ticks in figures with a thin line of the grid each; the last one bears the unit."""
    texts = [f"{tick:,g}".replace("-", "\u2212") for tick in ticks]
    texts[-1] += unit
    (ax.set_xticks if axis == "x" else ax.set_yticks)(ticks, texts)
    ax.grid(axis=axis)


def year_axis(ax: Axes, first: int, last: int, *, pad: float = 0.7) -> None:
    """An axis of years from ``first`` to ``last``, as many of them named as there is room for, the last among them."""
    ax.set_xlim(first - pad, last + pad)
    room = per_mm(ax)[0] * (style.text_width("2000", style.TEXT_SIZE) + 1.5)
    step = next(step for step in (1, 2, 3, 5, 10, 20, 50) if step >= room)
    years = range(last, first - 1, -step)
    moments(ax, years, years)


def moments(ax: Axes, places: Sequence[float], names: Iterable[object], **options: Any) -> None:
    """The names of years or dates under an axis of time, without strokes."""
    ax.set_xticks(places, [str(name) for name in names], **options)
    ax.tick_params(axis="x", length=0)


def name_axis(ax: Axes, names: Sequence[str], *, edge: float = 0.7) -> None:
    """The names of rows at the left of a chart, from the bottom, in ink; `room_for` says how wide they are."""
    ax.set_ylim(-edge, len(names) - 1 + edge)
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(axis="y", labelcolor=style.INK)


def bare(ax: Axes) -> None:
    """Leave an axis without ticks and without its line."""
    ax.set(xticks=[], yticks=[])
    ax.minorticks_off()
    ax.spines["bottom"].set_visible(False)


def room_for(names: Iterable[str]) -> float:
    """The room that names take as labels of an axis, in millimetres."""
    return max(style.text_width(name, style.TEXT_SIZE) for name in names) + 2.5


def threshold(ax: Axes, value: float, gid: str, *, axis: Literal["x", "y"] = "x", **options: Any) -> None:
    """A dashed line across the chart at a value; its label is a text of its own."""
    line = ax.axvline if axis == "x" else ax.axhline
    line(value, **{"color": style.INK, "linewidth": 0.9, "linestyle": DASHED, "gid": gid, **options})


def mark(ax: Axes, x: float, y: float, marker: str = "o", **options: Any) -> None:
    """One mark, by default round; the options are those of `marks`."""
    marks(ax, [x], y, marker, **options)


def marks(
    ax: Axes,
    xs: Sequence[float] | pd.Series,
    y: float,
    marker: str = "o",
    *,
    fill: str,
    edge: str | None = None,
    size: float = 4.4,
    width: float = 0.8,
    **options: Any,
) -> None:
    """Marks on one level; ``edge`` is the colour of their outline where it is not that of the fill."""
    look: dict[str, Any] = {
        "markerfacecolor": fill,
        "markeredgecolor": edge or fill,
        "markeredgewidth": width,
    }
    ax.plot(xs, [y] * len(xs), marker=marker, linestyle="none", markersize=size, **look, **options)


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Places at least ``gap`` apart, in the order of the wanted ones and as near to them as can be.

    Neighbours that are too close form a block about the mean of what they want (least squares, by pooling).
    """
    blocks: list[tuple[float, list[int]]] = []
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    for rank, number in enumerate(order):
        blocks.append((wanted[number] - rank * gap, [number]))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (first, members), (second, others) = blocks[-2:]
            mean = (first * len(members) + second * len(others)) / (len(members) + len(others))
            blocks[-2:] = [(mean, members + others)]
    starts = [start for start, members in blocks for _ in members]
    places = {
        number: start + rank * gap for rank, (number, start) in enumerate(zip(order, starts, strict=True))
    }
    return [places[number] for number in range(len(wanted))]


def stacked(begins: Sequence[float], ends: Sequence[float], gap: float = 1.4) -> list[int]:
    """The rows, from 0 at the bottom, of labels that are tied to what lies under their beginnings, in order of these.

    Labels of one row are ``gap`` apart. One stands above all that begin under it, so that no tie runs through a text.
    """
    found = [0] * len(begins)
    for place in reversed(range(len(begins))):
        later = range(place + 1, len(begins))
        found[place] = 1 + max(
            (found[other] for other in later if begins[other] < ends[place] + gap), default=-1
        )
    return found


def thinned(labels: Sequence[str], centres: Sequence[float], gap: float = 1.0) -> list[str]:
    """Labels of an axis at places in millimetres, those emptied that would run into the one before."""
    kept: list[str] = []
    end = float("-inf")
    for label, centre in zip(labels, centres, strict=True):
        half = style.text_width(label, style.TEXT_SIZE) / 2
        fits = centre - half >= end + gap
        kept.append(label if fits else "")
        end = centre + half if fits else end
    return kept


def flow(widths: Sequence[float], room: float, gap: float) -> list[tuple[float, int]]:
    """Places of the entries of a key, each its start in millimetres and its row, filled from the left.

    Raises
    ------
    NoRoom
        When an entry alone is wider than the room.
    """
    places: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for width in widths:
        if width > room:
            raise NoRoom(f"an entry of the key is {width:.0f} mm wide, with room for {room:.0f}")
        if x and x + width > room:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += width + gap
    return places


class Sample(NamedTuple):
    """An entry of a key: its text, how many millimetres that is indented, and what draws the sample before it.

    The last takes a canvas, the left edge of the entry, and the level of its middle.
    """

    text: str
    indent: float
    draw: Callable[[Axes, float, float], object]


def mark_sample(
    text: str, marker: str, fill: str, edge: str, *, indent: float = 3.6, **options: Any
) -> Sample:
    """A mark as an entry of a key."""
    look = {"fill": fill, "edge": edge, "size": 4.6, "width": 0.9, **options}
    return Sample(text, indent, lambda key, x, y: mark(key, x + 1.2, y, marker, **look))


def bar_sample(text: str, **options: Any) -> Sample:
    """A piece of a bar as an entry of a key."""
    return Sample(text, 6.2, lambda key, x, y: key.bar(x + 2.5, -3.0, width=5, bottom=y + 1.5, **options))


def key(
    panel: Panel, samples: Sequence[Sample], *, left: float, right: float = 0.0, top: float = 0.5
) -> float:
    """A key at the top of a panel, its entries in rows from the left; how far down it reaches, in millimetres.

    Raises
    ------
    NoRoom
        When an entry is wider than the panel.
    """
    widths = [sample.indent + style.text_width(sample.text, style.SMALL_SIZE) for sample in samples]
    places = flow(widths, panel.width - left - right, gap=5.0)
    height = KEY_ROW * (1 + max(down for _, down in places))
    ax = panel.canvas(left=left, right=right, top=top, bottom=panel.height - top - height)
    for (x, down), sample in zip(places, samples, strict=True):
        y = height - KEY_ROW * (down + 0.5)
        sample.draw(ax, x, y)
        text(ax, x + sample.indent, y, sample.text, ground=False)
    return height + top


def slug(name: str) -> str:
    """A name as a part of an element's id: signs that markup could read become their numbers."""
    return re.sub(r"[^\w-]", lambda sign: f"_{ord(sign[0]):x}", name.lower().replace(" ", "-"))
