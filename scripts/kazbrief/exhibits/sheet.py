"""The sheet of a figure: its size, its lines of furniture, and the panel that a drawing gets between them.

Anatomy: a left-aligned finding, a grey subtitle, the drawing, then note, source line and licence at the foot.
Lengths are in millimetres, type in points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure, FigureBase
from matplotlib.text import Text

from kazbrief.errors import KazbriefError
from kazbrief.exhibits import style
from kazbrief.exhibits.record import Exhibit

if TYPE_CHECKING:  # charts have no layers, and need not wait for geopandas
    import geopandas as gpd

Layers = Mapping[str, "gpd.GeoDataFrame"]
"""The boundary layers that a drawing takes, by name."""

FULL_WIDTH = 166.0
NARROW = 110.0
"""Drawings narrower than this set one below the other what wider ones set side by side."""


class NoRoom(KazbriefError):
    """A drawing has no room at the size that was asked for."""


@dataclass(frozen=True)
class Size:
    """How large a figure is laid out, in millimetres, and how much larger it is then shown.

    ``height`` is that of the whole sheet; without it the drawing has the height of its register entry, ``stretch``
    times.
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


@dataclass(frozen=True)
class Panel:
    """The place of a drawing on a sheet: a (sub)figure, the place's size, and where its lower left corner lies."""

    figure: FigureBase
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    whole: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if not self.whole[0]:
            object.__setattr__(self, "whole", (self.width, self.height))

    @property
    def narrow(self) -> bool:
        """Whether there is no room for things side by side: a column of print or a phone."""
        return self.whole[0] < NARROW

    def part(
        self, *, left: float = 0.0, top: float = 0.0, width: float | None = None, height: float | None = None
    ) -> Panel:
        """A smaller panel inside, for one of several charts; without a width or height it reaches to the end."""
        width = self.width - left if width is None else width
        height = self.height - top if height is None else height
        y = self.y + self.height - top - height
        return Panel(self.figure, width, height, self.x + left, y, self.whole)

    def split(self, width: float, height: float, gap: float = 0.0) -> tuple[Panel, Panel]:
        """Two parts: one so wide and the other beside it, or, on a narrow sheet, one so high and the other below."""
        if self.narrow:
            return self.part(height=height), self.part(top=height)
        return self.part(width=width), self.part(left=width + gap)

    def axes(self, *, left: float, right: float, top: float, bottom: float, **options: Any) -> Axes:
        """Axes inside the panel, placed by their margins.

        Raises
        ------
        NoRoom
            When the margins leave nothing.
        """
        if left + right >= self.width or top + bottom >= self.height:
            raise NoRoom(f"margins leave no room in {self.width:.0f} x {self.height:.0f} mm")
        across, up = self.whole
        left, bottom = self.x + left, self.y + bottom
        right, top = across - (self.x + self.width) + right, up - (self.y + self.height) + top
        place = (left / across, bottom / up, 1 - (left + right) / across, 1 - (top + bottom) / up)
        return self.figure.add_axes(place, **options)

    def canvas(self, *, left: float, right: float, top: float, bottom: float) -> Axes:
        """Axes without a frame whose units are millimetres from their lower left corner, for keys and call-outs."""
        ax = self.axes(left=left, right=right, top=top, bottom=bottom)
        ax.set_xlim(0, self.width - left - right)
        ax.set_ylim(0, self.height - top - bottom)
        ax.set_axis_off()
        return ax

    def text(self, x: float, y: float, text: str, **options: Any) -> Text:
        """Text at a place in millimetres from the panel's lower left corner."""
        across, up = self.whole
        return self.figure.text((self.x + x) / across, (self.y + y) / up, text, **options)


@dataclass(frozen=True)
class Line:
    """A line of furniture: its text and how it is set; ``gap`` is the space above it."""

    text: str
    size: float
    color: str
    weight: str = "regular"
    gap: float = 0.0

    @property
    def height(self) -> float:
        """The space that the line takes, in millimetres."""
        return self.gap + self.size * style.LINE / style.POINTS_PER_MM


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
        Line(line, size, color, weight, 0.0 if number else gap)
        for number, line in enumerate(style.wrap(text, width, size, weight, fullest_last))
    ]


def header(exhibit: Exhibit, width: float) -> list[Line]:
    """Finding and subtitle, broken to the width."""
    inner = width - 2 * style.MARGIN
    return [
        *_set(exhibit.words.finding, inner, style.FINDING_SIZE, style.INK, "bold", fullest_last=0.5),
        *_set(exhibit.words.subtitle, inner, style.SUBTITLE_SIZE, style.MUTED, gap=0.8, fullest_last=0.3),
    ]


def footer(exhibit: Exhibit, width: float) -> list[Line]:
    """Note, source line and licence, broken to the width."""
    inner, size = width - 2 * style.MARGIN, style.FOOT_SIZE
    note = (
        _set(f"Note: {exhibit.words.note}", inner, size, style.MUTED, gap=1.6) if exhibit.words.note else []
    )
    return [
        *note,
        *_set(exhibit.source_line, inner, size, style.MUTED, gap=0.9 if note else 1.6),
        *_set(exhibit.licence_line, inner, size, style.MUTED, gap=0.9),
    ]


def furniture_height(above: Sequence[Line], below: Sequence[Line]) -> tuple[float, float]:
    """The room of the lines above and below the drawing, in millimetres."""
    top = sum(line.height for line in above) + (2.2 if above else 0.0)
    return top, sum(line.height for line in below) + (0.8 if below else 0.0)


def furniture(width: float, height: float, above: Sequence[Line], below: Sequence[Line]) -> Figure:
    """The lines above and below a drawing of ``width`` x ``height`` millimetres, on a sheet of that size: outside of it."""
    figure, panel = sheet(width, height)
    _write(panel, above, start=height + furniture_height(above, below)[0])
    _write(panel, below, start=0.0)
    return figure


def sheet(width: float, height: float) -> tuple[Figure, Panel]:
    """A figure of ``width`` x ``height`` millimetres, and the panel that fills it."""
    figure = Figure(figsize=(width * style.MM, height * style.MM))
    return figure, Panel(figure, width, height)


def _write(panel: Panel, lines: Sequence[Line], *, start: float) -> None:
    y = start
    for line in lines:
        y -= line.height
        baseline = y + line.size * (style.LINE - 1.0) / style.POINTS_PER_MM
        how = {"size": line.size, "color": line.color, "weight": line.weight}
        panel.text(style.MARGIN, baseline, line.text, va="baseline", **how)
