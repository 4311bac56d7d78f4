"""Distance of the oblasts from the border with Russia, and how the Kazakh share goes with it.

Raions have no coordinates here, so the people of an oblast stand at one point: the centroid of its area, or
any other point that the caller gives. In large oblasts that is a coarse place.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Transformer

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import BORDER_SOURCE, require, require_range
from kazbrief.measures.geodesic import GEOD
from kazbrief.measures.projection import CRS

# Polygons that meet the border may stand off it by rounding: some hundred metres in degrees.
_TOUCH_DEGREES = 0.005
# About a kilometre: detail that a distance of tens of kilometres doesn't need.
_PIECE_DEGREES = 0.01


def oblast_points(oblasts: gpd.GeoDataFrame) -> pd.DataFrame:
    """One point for each oblast: the centroid of its area, taken where areas are true.

    Parameters
    ----------
    oblasts
        Polygons with ``oblast``, in any reference system.

    Returns
    -------
    DataFrame
        ``oblast``, ``longitude``, ``latitude`` (degrees, EPSG:4326), in the order given.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, or no reference system.
    """
    require(oblasts, ("oblast", "geometry"), "oblasts")
    if oblasts.crs is None:
        raise KazbriefError("oblasts: found no reference system, expected one such as EPSG:4326")
    points = oblasts.geometry.to_crs(CRS).centroid.to_crs("EPSG:4326")
    return pd.DataFrame(
        {"oblast": oblasts["oblast"], "longitude": points.x, "latitude": points.y}
    ).reset_index(drop=True)


def border_distance(points: pd.DataFrame, border: gpd.GeoSeries) -> pd.DataFrame:
    """Geodesic distance from each point to the nearest place of the border.

    Each distance is measured on a map that is true to distance from that point (azimuthal equidistant on
    WGS 84), so it is the geodesic one as far as the border's vertices are close to each other.

    Parameters
    ----------
    points
        ``oblast``, ``longitude``, ``latitude`` (degrees).
    border
        Lines, EPSG:4326.

    Returns
    -------
    DataFrame
        ``points`` with ``border_km``.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a coordinate outside its range, an empty border, or a border in
        another reference system.
    """
    require(points, ("oblast", "longitude", "latitude"), "points")
    require_range(points["longitude"], -180, 180, "points: column longitude")
    require_range(points["latitude"], -90, 90, "points: column latitude")
    line, origin = _line(border), shapely.Point(0, 0)
    kilometres = []
    for longitude, latitude in zip(points["longitude"], points["latitude"], strict=True):
        around = f"+proj=aeqd +lon_0={longitude:.9f} +lat_0={latitude:.9f} +datum=WGS84 +units=m"
        project = Transformer.from_crs("EPSG:4326", around, always_xy=True).transform
        flat = shapely.transform(line, project, interleaved=False)
        kilometres.append(shapely.distance(origin, flat) / 1000)
    return points.assign(border_km=kilometres)


def _line(border: gpd.GeoSeries) -> shapely.Geometry:
    if border.crs is None or border.crs.to_epsg() != 4326:
        raise KazbriefError(f"border: found the reference system {border.crs}, expected EPSG:4326")
    line = shapely.union_all(np.asarray(border, dtype=object))
    if line.is_empty:
        raise KazbriefError("border: found no lines, expected at least one")
    return line


def distance_range(oblasts: gpd.GeoDataFrame, border: gpd.GeoSeries) -> pd.DataFrame:
    """The nearest and the farthest place of each oblast from the border, over the corners of its outline.

    Each corner is paired with the nearest point of the border, which is cut into pieces of about a kilometre,
    by the angle at the Earth's centre; the distance of the pair is the geodesic one on WGS 84.

    Parameters
    ----------
    oblasts
        Polygons with ``oblast``, EPSG:4326.
    border
        Lines, EPSG:4326.

    Returns
    -------
    DataFrame
        ``oblast``, ``nearest_km`` (0 where the oblast lies on the border), ``farthest_km``, ``borders_russia``
        (bool: it lies on the border).

    Raises
    ------
    KazbriefError
        For a missing column, no rows, an empty border, or another reference system.
    """
    require(oblasts, ("oblast", "geometry"), "oblasts")
    if oblasts.crs is None or oblasts.crs.to_epsg() != 4326:
        raise KazbriefError(f"oblasts: found the reference system {oblasts.crs}, expected EPSG:4326")
    meets = shapely.dwithin(oblasts.geometry.to_numpy(), _line(border), _TOUCH_DEGREES)
    line = shapely.get_coordinates(shapely.segmentize(border.to_numpy(), _PIECE_DEGREES))
    rows = []
    for outline in oblasts.geometry.simplify(_PIECE_DEGREES):
        corners = shapely.get_coordinates(outline)
        nearest = line[np.argmax(_directions(corners) @ _directions(line).T, axis=1)]
        metres = GEOD.inv(corners[:, 0], corners[:, 1], nearest[:, 0], nearest[:, 1])[2]
        rows.append((metres.min() / 1000, metres.max() / 1000))
    frame = pd.DataFrame(rows, columns=["nearest_km", "farthest_km"])
    frame["nearest_km"] = frame["nearest_km"].mask(meets, 0.0)
    return frame.assign(borders_russia=meets, oblast=oblasts["oblast"].to_numpy())


def _directions(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Unit vectors from the Earth's centre to places in longitude and latitude."""
    longitude, latitude = np.radians(degrees).T
    flat = np.cos(latitude)
    return np.column_stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])


def share_distance(
    ethnic_bounds: pd.DataFrame, oblasts_2022: gpd.GeoDataFrame, border: gpd.GeoDataFrame
) -> pd.DataFrame:
    """The table ``share_distance``: bounds of the Kazakh share by distance from the border with Russia.

    Returns
    -------
    DataFrame
        Nearest first: the columns of ``ethnic_bounds``, ``border_km`` (of the centroid) and the columns of
        `distance_range`.

    Raises
    ------
    KazbriefError
        For an oblast that is in one frame only, and as `border_distance` and `distance_range`.
    """
    lone = sorted(set(ethnic_bounds["oblast"]) ^ set(oblasts_2022["oblast"]))
    if lone:
        raise KazbriefError(f"bounds and oblasts: found {lone[0]} in one of them, expected the same oblasts")
    centres = border_distance(oblast_points(oblasts_2022), border.geometry)
    reach = distance_range(oblasts_2022, border.geometry)
    frame = ethnic_bounds.merge(centres, on="oblast").merge(reach, on="oblast")
    return frame.assign(source_id=frame["source_id"] + ";" + BORDER_SOURCE).sort_values(
        ["border_km", "oblast"], ignore_index=True
    )


def nearest_first(share_distance: pd.DataFrame) -> pd.DataFrame:
    """Distance and bounds of every oblast, nearest first.

    Returns
    -------
    DataFrame
        ``oblast``, ``border_km`` (of the centroid of its area), ``nearest_km``, ``farthest_km``,
        ``borders_russia`` (1 when it lies on the border), ``lower_pct``, ``upper_pct``, ``midpoint_pct``
        (Kazakh share, per cent), ``source_id``, ``grade``.
    """
    distances = ["border_km", "nearest_km", "farthest_km", "borders_russia"]
    columns = ["oblast", *distances, "lower_pct", "upper_pct", "midpoint_pct", "source_id", "grade"]
    frame = share_distance.sort_values(["border_km", "oblast"])[columns]
    return frame.astype({"borders_russia": int}).reset_index(drop=True)


def rank_correlations(shares: pd.DataFrame) -> pd.DataFrame:
    """Spearman's rank correlation of the distance with the lower limit, the midpoint and the upper limit.

    Three values and not one, since the shares are known only within limits; they show whether the finding
    hangs on the place inside the bounds, but do not enclose what other shares inside them would give.

    Parameters
    ----------
    shares
        From `share_distance`: ``border_km``, ``lower_pct``, ``midpoint_pct``, ``upper_pct``.

    Returns
    -------
    DataFrame
        ``limit`` (lower, midpoint, upper), ``spearman`` (-1 to 1, ties with mean ranks), ``oblasts``.

    Raises
    ------
    KazbriefError
        For a missing column, or when all distances or all shares are equal.
    """
    limits = ("lower", "midpoint", "upper")
    require(shares, ("border_km", *(f"{limit}_pct" for limit in limits)), "shares by distance")
    distance = shares["border_km"].rank()
    rows = []
    for limit in limits:
        share = shares[f"{limit}_pct"].rank()
        if distance.nunique() < 2 or share.nunique() < 2:
            raise KazbriefError("shares by distance: found equal values only, expected some that differ")
        rows.append(
            {"limit": limit, "spearman": float(np.corrcoef(distance, share)[0, 1]), "oblasts": len(shares)}
        )
    return pd.DataFrame(rows)
