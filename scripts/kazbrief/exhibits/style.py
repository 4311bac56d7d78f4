"""The house style of the exhibits, in one place: palette, type, settings of matplotlib, and how lines are broken.

Lengths are in millimetres, type in points. The fonts come from the package ``font-source-sans-pro`` (OFL).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.font_manager as fonts
import uharfbuzz
from matplotlib.textpath import TextToPath

MM = 1 / 25.4
POINTS_PER_MM = 72 / 25.4

FAMILY = "Source Sans Pro"

# The colour key of all exhibits: a colour is used by its role, and stands nowhere else.
GROUND = "#ffffff"
INK = "#1b2530"
"""Text, and what the article says."""
MUTED = "#56616d"
"""Text of the second order, and marks of others."""
FAINT = "#87919b"
"""Marks of others that stand back; too light for text."""
GRID = "#c6ced6"
"""Lines that help the eye and say nothing."""
RUSSIA = "#c05010"
KAZAKHSTAN = "#17497f"
OTHER_ONE = "#2a7060"
OTHER_TWO = "#7d5f2c"
CHARTS = (GROUND, INK, MUTED, FAINT, GRID, RUSSIA, KAZAKHSTAN, OTHER_ONE, OTHER_TWO)
"""The colours of charts; the page turns them for dark screens."""
# Of maps.
WATER = "#dbe7f0"
LAND = "#f1efeb"
NEIGHBOUR = "#aaa79f"
COAST = "#9db8cb"
SEA_NAME = "#3a6486"
NO_DATA = "#a3a3a3"
# Lighter tones: capacity about what is carried, classes of the Kazakh share, a part of what Russia leases.
KAZAKHSTAN_LIGHT, KAZAKHSTAN_MIDDLE = "#5c8bbe", "#2f6cab"
RUSSIA_LIGHT = "#f0b48c"
ELSEWHERE_LIGHT = "#7f8891"
# Classes of the Kazakh share, low to high.
TEAL = ("#ece4cc", "#b5d2c8", "#6fa8b8", "#245f8f")

FINDING_SIZE = 12.0
SUBTITLE_SIZE = 9.0
TEXT_SIZE = 8.2
SMALL_SIZE = 8.0
FOOT_SIZE = 7.2
"""Of note, source and licence under a drawing."""
LINE = 1.28
MARGIN = 1.0
HALO = 2.2
"""How wide the outline of a text with a halo is, in points; half of it shows."""

SETTINGS: dict[str, Any] = {
    "font.family": [FAMILY],
    "font.size": TEXT_SIZE,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": GRID,
    "axes.linewidth": 0.6,
    "axes.spines.left": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": GRID,
    "grid.linewidth": 0.5,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": TEXT_SIZE,
    "ytick.labelsize": TEXT_SIZE,
    "xtick.major.size": 2.5,
    "ytick.major.size": 0,
    "xtick.major.width": 0.6,
    "hatch.linewidth": 0.5,
    "text.parse_math": False,
    "pdf.fonttype": 42,
    "savefig.facecolor": GROUND,
}


def font_folder() -> Path:
    """Where the cuts of the house font lie."""
    return Path(str(files("font_source_sans_pro") / "files"))


def font_file(cut: str) -> Path:
    """A cut of the house font: Regular, Semibold, Bold or It."""
    return font_folder() / f"SourceSansPro-{cut}.ttf"


@functools.cache
def register_fonts() -> None:
    """Make the house fonts known to matplotlib; once a process."""
    for cut in ("Regular", "Semibold", "Bold", "It"):
        fonts.fontManager.addfont(font_file(cut))


@contextmanager
def house(exhibit_id: str, *, text: str = "letters") -> Iterator[None]:
    """Draw in the house style, and in nothing else: settings of the user's own matplotlib don't count.

    The exhibit's id is the salt that makes the SVG's inner ids its own and repeatable.
    """
    register_fonts()
    kind = {"letters": "none", "paths": "path"}[text]
    settings: dict[Any, Any] = {**SETTINGS, "svg.hashsalt": exhibit_id, "svg.fonttype": kind}
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield


@functools.cache
def extent(text: str, size: float, weight: str | int = "regular") -> tuple[float, float, float]:
    """Width, height and depth of a line of text in points, from the font's own advances."""
    register_fonts()
    properties = fonts.FontProperties(family=FAMILY, weight=weight, size=size)
    width, height, depth = TextToPath().get_text_width_height_descent(text, properties, ismath=False)
    return float(width), float(height), float(depth)


@functools.cache
def _font(weight: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(font_file(weight.capitalize()).read_bytes()))


def text_width(text: str, size: float, weight: str = "regular") -> float:
    """The set width of a line of text in millimetres."""
    line, font = uharfbuzz.Buffer(), _font(weight)
    line.add_str(text)
    line.guess_segment_properties()
    uharfbuzz.shape(font, line)
    advances = sum(place.x_advance for place in line.glyph_positions or ())
    return float(advances / font.face.upem * size / POINTS_PER_MM)


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
