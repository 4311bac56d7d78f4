"""Geodesic distance of places from a border."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from kazbrief.measures.frames import require, require_free, require_range
from kazbrief.measures.geodesic import GEOD, legs, require_lines

# The border is cut into pieces of 223 metres at most, short enough to be straight and flat.
_PIECE_DEGREES = 0.002
_PIECE_CHORD = 3.6e-5
# The nearest place by the straight line through a sphere is that on the ellipsoid within less than this part.
_SLACK = 0.01


def border_distance(points: pd.DataFrame, border: gpd.GeoSeries | gpd.GeoDataFrame) -> pd.DataFrame:
    """Geodesic distance (WGS 84) from each point to the nearest place of the border.

    Parameters
    ----------
    points
        ``longitude``, ``latitude`` (degrees), and any other columns.
    border
        Lines in longitude and latitude (EPSG:4326 or OGC:CRS84); points are joined by geodesics, also two far ones.

    Returns
    -------
    DataFrame
        ``points`` with ``border_km``.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a coordinate off the Earth, an empty border, a border in another reference
        system, or one that `kazbrief.measures.geodesic.densify` refuses.

    Examples
    --------
    >>> equator = gpd.GeoSeries([shapely.LineString([(60, 0), (61, 0)])], crs="EPSG:4326")
    >>> border_distance(pd.DataFrame({"longitude": [60.5], "latitude": [1.0]}), equator)["border_km"].round(1).tolist()
    [110.6]
    """
    require(points, ("longitude", "latitude"), "points")
    require_free(points, "border_km", "points")
    places = [
        require_range(points[name], -limit, limit, f"points: column {name}")
        for name, limit in (("longitude", 180), ("latitude", 90))
    ]
    first, last, _ = legs(shapely.segmentize(require_lines(border, "border"), _PIECE_DEGREES))
    start = _directions(first)
    way = _directions(last) - start
    squares = np.maximum((way**2).sum(axis=1), np.finfo("float64").tiny)
    kilometres = []
    for place in np.column_stack(places):
        to_place = _directions(place[None, :])[0] - start
        chords = np.sqrt((to_place**2).sum(axis=1))
        # The nearest place may lie on a piece that starts farther away by its length.
        near = chords <= chords.min() * (1 + _SLACK) + _PIECE_CHORD
        share = np.clip((to_place[near] * way[near]).sum(axis=1) / squares[near], 0, 1)[:, None]
        foot = first[near] + share * (last[near] - first[near])
        there = np.broadcast_to(place, foot.shape)
        kilometres.append(GEOD.inv(*there.T, *foot.T)[2].min() / 1000)
    return points.assign(border_km=kilometres)


def _directions(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Unit vectors from the Earth's centre to places in longitude and latitude."""
    longitude, latitude = np.radians(degrees).T
    flat = np.cos(latitude)
    return np.column_stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])
