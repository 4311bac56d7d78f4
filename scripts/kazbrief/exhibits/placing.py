"""Where the words of a map stand: in their area, clear of all that is drawn, off borders where that can be.

Geometry only: shapes and sizes are in one unit, the metres of a map.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Spot = tuple[float, float]
# How far apart the places are that are tried, in heights of the text: inside an area, near a shape.
_WIDE, _NARROW = 0.5, 0.25
# What a line across something, and a text on a border, cost in heights of the text.
_CROSSING, _ON_BORDER = 2.0, 2.0
# What it costs that the middle of a text lies aside, as part of how far: of two texts as near, the centred one is taken.
_ASIDE = 0.1


def box(spot: Spot, width: float, height: float) -> BaseGeometry:
    """The ground of a text about its middle."""
    (x, y), across, up = spot, width / 2, height / 2
    return shapely.box(x - across, y - up, x + across, y + up)


def _fitting(free: BaseGeometry, width: float, height: float, step: float) -> tuple[Any, Any]:
    """Places where a text lies on free ground alone, and its box at each."""
    if free.is_empty:
        return np.empty((0, 2)), np.empty(0, dtype=object)
    x0, y0, x1, y1 = free.bounds
    step *= height
    xs, ys = np.meshgrid(np.arange(x0, x1 + step, step), np.arange(y0, y1 + step, step))
    shapely.prepare(free)
    # A box on free ground has its middle and its corners there, and a point is quickly told.
    on_ground = shapely.contains_xy(free, xs, ys)
    x, y = xs[on_ground], ys[on_ground]
    for across, up in itertools.product((-width / 2, width / 2), (-height / 2, height / 2)):
        on_ground = shapely.intersects_xy(free, x + across, y + up)
        x, y = x[on_ground], y[on_ground]
    boxes = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    fits = shapely.contains(free, boxes)
    return np.column_stack([x, y])[fits], boxes[fits]


def inside(free: BaseGeometry, width: float, height: float) -> Spot | None:
    """The middle of a text that lies on free ground, as far from its edge as can be; nothing where there is no room.

    Examples
    --------
    >>> x, y = inside(shapely.box(3, 0, 9, 3), 4, 1)
    >>> 5 < x < 7 and 1 < y < 2
    True
    """
    spots, boxes = _fitting(free, width, height, _WIDE)
    if not len(spots):
        return None
    x, y = spots[int(np.argmax(shapely.distance(boxes, free.boundary)))]
    return float(x), float(y)


def near(
    shape: BaseGeometry,
    free: BaseGeometry,
    width: float,
    height: float,
    borders: BaseGeometry | None = None,
    *,
    apart: bool = False,
    reaches: Sequence[float] = (1.5, 3.0, 6.0),
) -> Spot | None:
    """The middle of a text near to a shape and on free ground; nothing where there is no room.

    A place where the text lies on a border, or where a line from it to the shape would cross something, counts as
    some heights of the text farther away. Places are tried within some widths of the text, then farther away.

    Parameters
    ----------
    apart
        Whether a place nearer to something else than to the shape counts as farther away, too.
    """
    best: Spot | None = None
    for reach in reaches:
        within = shapely.buffer(shape, reach * width)
        spots, boxes = _fitting(shapely.intersection(within, free), width, height, _NARROW)
        if not len(spots):
            continue
        away, aside = shapely.distance(boxes, shape), shapely.distance(shapely.points(spots), shape.centroid)
        # The nearest place with all that can be added to it: those beyond are not looked at.
        most = height * (apart + _CROSSING + (_ON_BORDER if borders is not None else 0.0))
        bare = away + _ASIDE * aside
        near_enough = bare <= (bare.min() + most) * (1 + 1e-9)
        spots, boxes, away, aside = (all_[near_enough] for all_ in (spots, boxes, away, aside))
        # The line may cross what the shape itself lies on.
        taken = shapely.difference(shapely.envelope(within), free)
        crossed = shapely.difference(taken, shapely.buffer(shape, height / 2))
        shapely.prepare(crossed)
        cost = away + (height * shapely.dwithin(crossed, boxes, away / 2) if apart else 0.0)
        cost += height * _CROSSING * shapely.intersects(crossed, shapely.shortest_line(boxes, shape))
        if borders is not None:
            cost += height * _ON_BORDER * shapely.intersects(borders, boxes)
        cost += _ASIDE * aside
        x, y = spots[int(np.argmin(cost))]
        best = float(x), float(y)
        if cost.min() <= reach * width - np.hypot(width, height):
            break  # none farther away can be better
    return best
