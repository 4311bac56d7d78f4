"""The house style of the exhibits, in one place: sizes, type, palette and the anatomy of a figure.

Anatomy: a left-aligned finding, a grey subtitle, the drawing, then note, source line and licence at the foot.
Lengths are in millimetres, type in points. The fonts come from the packages ``font-source-sans-pro`` (OFL).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import matplotlib as mpl
import matplotlib.font_manager as fonts
from matplotlib.axes import Axes
from matplotlib.figure import Figure, FigureBase
from matplotlib.text import Text
from matplotlib.textpath import TextToPath

from kazbrief.errors import KazbriefError
from kazbrief.exhibits.record import Exhibit

MM = 1 / 25.4
POINTS_PER_MM = 72 / 25.4

FULL_WIDTH = 166.0
# Drawings narrower than this (in millimetres) set one below the other what wider ones set side by side.
NARROW = 110.0
FAMILY = "Source Sans Pro"

INK = "#1b2530"
GREY = "#56616d"
RULE = "#c6ced6"
PALE = "#edf0f3"
WATER = "#dbe7f0"
LAND = "#f1efeb"
BLUE = "#1d5b99"
ORANGE = "#b84a12"
SAND = "#e0a458"
BROWN = "#836638"
GREEN = "#2a7060"
WHITE = "#ffffff"
NO_DATA = "#a3a3a3"

# Ramps of classes, low to high: one for the Kazakh share, one for the Russian.
TEAL = ("#ece4cc", "#b5d2c8", "#6fa8b8", "#245f8f")
RUST = ("#f8ecd2", "#efd3a7", "#e0a266", "#ab5620", "#7d3414")

FINDING_SIZE = 12.0
SUBTITLE_SIZE = 9.0
TEXT_SIZE = 8.2
SMALL_SIZE = 7.4
FOOT_SIZE = 7.2
LINE = 1.28
MARGIN = 1.0

SETTINGS: dict[str, Any] = {
    "font.family": [FAMILY],
    "font.size": TEXT_SIZE,
    "text.color": INK,
    "axes.labelcolor": GREY,
    "axes.edgecolor": RULE,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelsize": TEXT_SIZE,
    "ytick.labelsize": TEXT_SIZE,
    "xtick.major.size": 2.5,
    "ytick.major.size": 0,
    "xtick.major.width": 0.6,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "pdf.fonttype": 42,
    "savefig.facecolor": WHITE,
}


@functools.cache
def register_fonts() -> None:
    """Make the house fonts known to matplotlib; once a process."""
    folder = files("font_source_sans_pro") / "files"
    for cut in ("Regular", "Semibold", "Bold", "It"):
        fonts.fontManager.addfont(str(folder / f"SourceSansPro-{cut}.ttf"))


@contextmanager
def house(exhibit_id: str) -> Iterator[None]:
    """Draw in the house style; the exhibit's id is the salt that makes the SVG's inner ids its own and repeatable."""
    register_fonts()
    settings: dict[Any, Any] = {**SETTINGS, "svg.hashsalt": exhibit_id}
    with mpl.rc_context(settings):
        yield


@functools.cache
def text_width(text: str, size: float, weight: str = "regular") -> float:
    """The set width of a line of text in millimetres, from the font's own advances."""
    register_fonts()
    properties = fonts.FontProperties(family=FAMILY, weight=weight, size=size)
    width, _, _ = TextToPath().get_text_width_height_descent(text, properties, ismath=False)
    return float(width) / POINTS_PER_MM


def _filled(words: Sequence[str], width: float, size: float, weight: str) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def wrap(
    text: str, width: float, size: float, weight: str = "regular", fullest_last: float = 0.5
) -> list[str]:
    """Break text into as few lines as ``width`` millimetres allow.

    When the last line comes out shorter than ``fullest_last`` of the first, the others are drawn in
    until it is not, or until a line more would be needed.
    """
    words = text.split(" ")  # a no-break space holds
    lines = best = _filled(words, width, size, weight)
    narrower = width
    while len(best) > 1 and len(best[-1]) < fullest_last * len(best[0]) and narrower > 0.6 * width:
        narrower -= 2.0
        best = _filled(words, narrower, size, weight)
        if len(best) > len(lines):
            return lines
    return best


@dataclass(frozen=True)
class Line:
    """A line of furniture: its text and how it is set."""

    text: str
    size: float
    color: str
    weight: str = "regular"
    gap: float = 0.0  # millimetres above it

    @property
    def height(self) -> float:
        """The space that the line takes, in millimetres."""
        return self.gap + self.size * LINE / POINTS_PER_MM


def _set(
    text: str,
    width: float,
    size: float,
    color: str,
    weight: str = "regular",
    gap: float = 0.0,
    fullest_last: float = 0.1,
) -> list[Line]:
    return [
        Line(line, size, color, weight, gap if number == 0 else 0.0)
        for number, line in enumerate(wrap(text, width, size, weight, fullest_last))
    ]


def header(exhibit: Exhibit, width: float) -> list[Line]:
    """Finding and subtitle, broken to the width."""
    inner = width - 2 * MARGIN
    return [
        *_set(exhibit.finding, inner, FINDING_SIZE, INK, "bold", fullest_last=0.5),
        *_set(exhibit.subtitle, inner, SUBTITLE_SIZE, GREY, gap=0.8, fullest_last=0.3),
    ]


def footer(exhibit: Exhibit, width: float) -> list[Line]:
    """Note, source line and licence, broken to the width."""
    inner = width - 2 * MARGIN
    note = _set("Note: " + exhibit.note, inner, FOOT_SIZE, GREY, gap=1.6) if exhibit.note else []
    return [
        *note,
        *_set(exhibit.source_line, inner, FOOT_SIZE, GREY, gap=0.9 if note else 1.6),
        *_set(exhibit.licence_line, inner, FOOT_SIZE, GREY, gap=0.9),
    ]


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
    places = [start for start, members in blocks for _ in members]
    found = {
        number: place + rank * gap for rank, (number, place) in enumerate(zip(order, places, strict=True))
    }
    return [found[number] for number in range(len(wanted))]


def thinned(labels: Sequence[str], centres: Sequence[float], gap: float = 1.0) -> list[str]:
    """Labels of an axis at places in millimetres, those emptied that would run into the one before."""
    kept: list[str] = []
    end = float("-inf")
    for label, centre in zip(labels, centres, strict=True):
        half = text_width(label, TEXT_SIZE) / 2
        fits = centre - half >= end + gap
        kept.append(label if fits else "")
        end = centre + half if fits else end
    return kept


class NoRoom(KazbriefError):
    """A drawing has no room at the size that was asked for."""


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


def slug(name: str) -> str:
    """A name as a part of an element's id: signs that markup could read become their numbers."""
    return re.sub(r"[^\w-]", lambda sign: f"_{ord(sign[0]):x}", name.lower().replace(" ", "-"))


@dataclass(frozen=True)
class Panel:
    """The place of the drawing on a sheet: a (sub)figure, its size in millimetres, and the language of names."""

    figure: FigureBase
    width: float
    height: float
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, unit: str) -> str:
        """The name of an oblast or city in the language of the drawing; English when there is no other."""
        return self.names.get(unit, unit)

    @property
    def narrow(self) -> bool:
        """Whether there is no room for things side by side: a column of print or a phone."""
        return self.width < NARROW

    def label_room(self, units: Iterable[str]) -> float:
        """The room that the names of units take as labels of an axis, in millimetres."""
        return max(text_width(self.name(unit), TEXT_SIZE) for unit in units) + 2.5

    def axes(self, *, left: float, right: float, top: float, bottom: float, **options: Any) -> Axes:
        """Axes inside the panel, placed by their margins in millimetres.

        Raises
        ------
        NoRoom
            When the margins leave nothing.
        """
        if left + right >= self.width or top + bottom >= self.height:
            raise NoRoom(f"margins leave no room in {self.width:.0f} x {self.height:.0f} mm")
        place = (
            left / self.width,
            bottom / self.height,
            1 - (left + right) / self.width,
            1 - (top + bottom) / self.height,
        )
        return self.figure.add_axes(place, **options)

    def text(self, x: float, y: float, text: str, **options: Any) -> Text:
        """Text at a place in millimetres from the panel's lower left corner."""
        return self.figure.text(x / self.width, y / self.height, text, **options)


@dataclass(frozen=True)
class Size:
    """How large a figure is laid out, in millimetres, and how much larger it is then shown.

    ``height`` is that of the whole sheet; without it the drawing has the height that its module asks for,
    ``stretch`` times.
    """

    width: float
    height: float | None = None
    scale: float = 1.0
    stretch: float = 1.0


FULL = Size(FULL_WIDTH)
COLUMN = Size(80.0)
# For a phone: on a screen 358 pixels wide the smallest type is shown at 7 points or more.
PHONE = Size(95.0)
# Each name with the layouts that are tried in turn: a narrow drawing grows in height until its text lies free, a
# slide shows the largest type for which there is room.
SIZES: dict[str, tuple[Size, ...]] = {
    "column": tuple(Size(80.0, stretch=stretch) for stretch in (1.0, 1.25, 1.6, 2.0, 2.5)),
    "one-and-a-half": tuple(Size(120.0, stretch=stretch) for stretch in (1.0, 1.25, 1.6)),
    "full": (FULL,),
    "slide": tuple(Size(254.0 / scale, 142.875 / scale, scale) for scale in (1.6, 1.45, 1.3, 1.15, 1.0)),
}


def furniture_height(above: Sequence[Line], below: Sequence[Line]) -> tuple[float, float]:
    """The room of the lines above and below the drawing, in millimetres."""
    top = sum(line.height for line in above) + (2.2 if above else 0.0)
    return top, sum(line.height for line in below) + (0.8 if below else 0.0)


KEY_ROW = 4.8


def marker_key(
    panel: Panel, entries: Sequence[tuple[str, str, str, str]], *, left: float, top: float = 0.5
) -> float:
    """A key of marks: text, marker, fill and edge of each, in rows from the left; its height in millimetres.

    Raises
    ------
    NoRoom
        When an entry is wider than the panel.
    """
    room = panel.width - left
    widths = [3.6 + text_width(text, SMALL_SIZE) for text, *_ in entries]
    places = flow(widths, room, gap=5.0)
    height = KEY_ROW * (1 + max(row for _, row in places))
    ax = panel.axes(left=left, right=0, top=top, bottom=panel.height - top - height)
    ax.set_xlim(0, room)
    ax.set_ylim(height, 0)
    ax.set_axis_off()
    for (x, row), (text, marker, fill, edge) in zip(places, entries, strict=True):
        y = KEY_ROW * (row + 0.5)
        ax.plot(
            [x + 1.2],
            [y],
            marker,
            markersize=4.6,
            markerfacecolor=fill,
            markeredgecolor=edge,
            markeredgewidth=0.9,
        )
        ax.text(x + 3.6, y, text, size=SMALL_SIZE, va="center_baseline")
    return height + top


def sheet(
    width: float,
    height: float,
    above: Sequence[Line] = (),
    below: Sequence[Line] = (),
    names: Mapping[str, str] | None = None,
) -> tuple[Figure, Panel]:
    """A figure with a drawing of ``width`` x ``height`` millimetres between lines of furniture."""
    top, bottom = furniture_height(above, below)
    total = height + top + bottom
    names = names or {}
    figure = Figure(figsize=(width * MM, total * MM))
    if not above and not below:
        return figure, Panel(figure, width, height, names)
    grid = figure.add_gridspec(3, 1, height_ratios=[top or 1e-6, height, bottom or 1e-6], hspace=0)
    grid.update(left=0, right=1, bottom=0, top=1)
    panel = figure.add_subfigure(grid[1])
    panel.set_facecolor("none")
    whole = Panel(figure, width, total)
    _write(whole, above, start=total)
    _write(whole, below, start=bottom)
    return figure, Panel(panel, width, height, names)


def _write(panel: Panel, lines: Sequence[Line], *, start: float) -> None:
    y = start
    for line in lines:
        y -= line.height
        descent = line.size * (LINE - 1.0) / POINTS_PER_MM
        panel.text(
            MARGIN,
            y + descent,
            line.text,
            size=line.size,
            color=line.color,
            weight=line.weight,
            va="baseline",
        )
