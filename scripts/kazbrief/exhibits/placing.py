"""Where the names of a map stand: in their area, clear of all that is drawn, as far from both as can be.

Geometry only: shapes and sizes are in one unit, the metres of a map.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

# Places tried along each side of an area.
_STEPS = 48
# What a line across something, and a text on a border, cost in heights of the text.
_CROSSING, _ON_BORDER = 2.0, 2.0


def _fitting(
    area: BaseGeometry, free: BaseGeometry, width: float, height: float
) -> tuple[np.ndarray, np.ndarray]:
    """Places over an area's extent where a text lies on free ground alone, and its box at each."""
    if area.is_empty or free.is_empty:
        return np.empty((0, 2)), np.empty(0, dtype=object)
    x0, y0, x1, y1 = area.bounds
    xs, ys = np.meshgrid(np.linspace(x0, x1, _STEPS), np.linspace(y0, y1, _STEPS))
    x, y = xs.ravel(), ys.ravel()
    boxes = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    shapely.prepare(free)
    fits = shapely.contains(free, boxes)
    return np.column_stack([x, y])[fits], boxes[fits]


def inside(
    area: BaseGeometry, width: float, height: float, taken: Iterable[BaseGeometry] = ()
) -> tuple[float, float] | None:
    """The middle of a text that lies inside an area and on nothing that is taken, as far from both as can be.

    Returns
    -------
    tuple or None
        Nothing where there is no room.

    Examples
    --------
    >>> x, y = inside(shapely.box(0, 0, 9, 3), 4, 1, [shapely.box(0, 0, 3, 3)])
    >>> 5 < x < 7 and 1 < y < 2
    True
    """
    free = shapely.difference(area, shapely.union_all(list(taken)))
    places, boxes = _fitting(free, free, width, height)
    if not len(places):
        return None
    x, y = places[int(np.argmax(shapely.distance(boxes, free.boundary)))]
    return float(x), float(y)


def beside(
    shape: BaseGeometry, area: BaseGeometry, width: float, height: float, taken: Iterable[BaseGeometry] = ()
) -> tuple[float, float] | None:
    """The middle of a text next to a shape and not on it; nothing where only farther away than its height is room."""
    free = shapely.difference(area, shapely.union_all([shape, *taken]))
    near = shapely.intersection(free, shapely.box(*shapely.buffer(shapely.envelope(shape), width).bounds))
    places, boxes = _fitting(near, free, width, height)
    if not len(places):
        return None
    away = shapely.distance(boxes, shape)
    x, y = places[int(np.argmin(away))]
    return (float(x), float(y)) if away.min() <= height else None


def near(
    point: BaseGeometry,
    area: BaseGeometry,
    width: float,
    height: float,
    taken: Iterable[BaseGeometry] = (),
    borders: Iterable[BaseGeometry] = (),
) -> tuple[float, float] | None:
    """The middle of a text whose box is near to a point, in an area and on nothing that is taken.

    A place where the text lies on a border, or where a line from it to the point would cross something, counts as
    some heights of the text farther away.

    Returns
    -------
    tuple or None
        Nothing where there is no room.
    """
    obstacles = shapely.union_all(list(taken))
    reach = shapely.buffer(point, 4 * width).intersection(area)
    free = shapely.difference(reach, obstacles)
    places, boxes = _fitting(reach, free, width, height)
    if not len(places):
        return None
    # The line may cross what the point itself lies on.
    between = shapely.difference(obstacles, shapely.buffer(point, height / 2))
    crossing = shapely.intersects(between, shapely.shortest_line(boxes, point))
    on_border = shapely.intersects(shapely.union_all(list(borders)), boxes)
    cost = shapely.distance(boxes, point) + height * (_CROSSING * crossing + _ON_BORDER * on_border)
    x, y = places[int(np.argmin(cost))]
    return float(x), float(y)
