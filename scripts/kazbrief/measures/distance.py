"""Geodesic distance of places from a border."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from kazbrief.measures.frames import require, require_free, require_range
from kazbrief.measures.geodesic import GEOD, require_lines

# The border is cut into pieces of about 200 metres: what a distance can miss of it is some metres.
_PIECE_DEGREES = 0.002
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
    line = shapely.get_coordinates(shapely.segmentize(require_lines(border, "border"), _PIECE_DEGREES))
    directions = _directions(line)
    kilometres = []
    for place in np.column_stack(places):
        # Squared chords; their rounding may let in some places more, and none less.
        chords = 2 - 2 * (directions @ _directions(place[None, :])[0])
        near = line[chords <= chords.min() * (1 + _SLACK) ** 2 + 1e-13]
        there = np.broadcast_to(place, near.shape)
        kilometres.append(GEOD.inv(there[:, 0], there[:, 1], near[:, 0], near[:, 1])[2].min() / 1000)
    return points.assign(border_km=kilometres)


def _directions(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Unit vectors from the Earth's centre to places in longitude and latitude."""
    longitude, latitude = np.radians(degrees).T
    flat = np.cos(latitude)
    return np.column_stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])
