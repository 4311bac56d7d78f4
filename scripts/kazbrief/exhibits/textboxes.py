"""The boxes of the text in a drawn SVG: which are too small, which leave the sheet, which lie on each other.

The boxes are measured from the file itself: place, anchor and size of each ``text`` element, and the width and
height of its letters in the house font. So what a reader gets is what is checked.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from xml.etree import ElementTree

from kazbrief.exhibits import style

SMALLEST_PT = 7.0
# Letters that touch by less than this, in points, are set close and not on each other.
SLACK_PT = 0.6
# Two texts on one line that are nearer than this read as one.
LETTER_GAP_PT = 1.0
_SVG = "{http://www.w3.org/2000/svg}"
_SIZE = re.compile(r"(?:font-size: *|font: *(?:\S+ )*?)(\d+(?:\.\d+)?)px")
_WEIGHT = re.compile(r"(?:font-weight: *|font: *)(\d{3}|bold)\b")
_ANCHOR = re.compile(r"text-anchor: *(\w+)")
_PLACE = re.compile(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)")


@dataclass(frozen=True)
class Box:
    """A line of text and the box of its letters in points, y downwards from the top of the drawing."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def collides(self, other: Box) -> bool:
        """Whether the two lie on each other, or run into each other on one line."""
        gap = max(self.left, other.left) - min(self.right, other.right)
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        one_line = shared > min(self.bottom - self.top, other.bottom - other.top) / 2
        return shared > SLACK_PT and gap < (LETTER_GAP_PT if one_line else -SLACK_PT)


def sheet_of(svg: str) -> tuple[float, float, float]:
    """Width, top and bottom of the drawing's coordinates, in points of the layout."""
    _, top, width, height = (float(part) for part in ElementTree.fromstring(svg).attrib["viewBox"].split())
    return width, top, top + height


def boxes(svg: str) -> list[Box]:
    """The boxes of all text elements of an SVG that matplotlib wrote with real text.

    Raises
    ------
    ValueError
        For a text element whose size isn't told, or one that is turned: the house style has none.
    """
    found = []
    for element in ElementTree.fromstring(svg).iter(f"{_SVG}text"):
        text = "".join(element.itertext())
        if not text.strip():
            continue
        css, transform = element.attrib["style"], element.attrib.get("transform", "")
        turned = re.search(r"rotate\((-?[\d.]+)", transform)
        size = _SIZE.search(css)
        if size is None or (turned and float(turned[1]) % 360):
            raise ValueError(f"text {text!r}: its size is not told or it is turned")
        place = _PLACE.search(transform)
        x, y = (float(v) for v in place.groups()) if place else (float(element.attrib[k]) for k in "xy")
        found.append(_box(text, x, y, css, float(size[1])))
    return found


def _box(text: str, x: float, y: float, css: str, size: float) -> Box:
    weight = _WEIGHT.search(css)
    anchor = _ANCHOR.search(css)
    cut = "regular" if weight is None else weight[1] if weight[1] == "bold" else int(weight[1])
    width, height, descent = style.extent(text, size, cut)
    left = x - {"middle": width / 2, "end": width}.get(anchor[1] if anchor else "start", 0.0)
    return Box(text, size, left, y - (height - descent), left + width, y + descent)


def faults(svg: str, scale: float = 1.0) -> list[str]:
    """What is wrong with the text of a drawing, one sentence each; nothing when it can be printed.

    Parameters
    ----------
    svg
        The drawing.
    scale
        How much larger it is printed than laid out.
    """
    width, top, bottom = sheet_of(svg)
    found = boxes(svg)
    small = [
        f"{box.text!r} is set in {box.size * scale:g} pt, less than {SMALLEST_PT:g}"
        for box in found
        if box.size * scale < SMALLEST_PT - 1e-6
    ]
    outside = [
        f"{box.text!r} leaves the sheet"
        for box in found
        if box.left < -SLACK_PT
        or box.top < top - SLACK_PT
        or box.right > width + SLACK_PT
        or box.bottom > bottom + SLACK_PT
    ]
    crossed = [
        f"{one.text!r} lies on {other.text!r}"
        for one, other in itertools.combinations(found, 2)
        if one.collides(other)
    ]
    return small + outside + crossed
