"""Length of lines on the ellipsoid (WGS 84), whole and in each country."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import require

GEOD = Geod(ellps="WGS84")
CRS = "EPSG:4326"
OUTSIDE = "outside"
TOTAL = "total"

# Between points of a geodesic this far apart the straight chord on the map is off by some metres at most.
_STEP_KM = 10.0
# Boundaries simplified one by one may overlap by slivers; countries must not claim more than this twice.
_SLACK_KM = 0.05
# A millimetre: what cutting lines leaves over by rounding.
_SPECK_KM = 1e-6


def geodesic_km(lines: np.ndarray | gpd.GeoSeries) -> np.ndarray:
    """The geodesic length of each line (WGS 84), in kilometres; 0 for other and empty geometries.

    Parameters
    ----------
    lines
        LineStrings or MultiLineStrings in EPSG:4326 (longitude, latitude).
    """
    parts, owner = shapely.get_parts(np.asarray(lines, dtype=object), return_index=True)
    linear = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    parts, owner = parts[linear], owner[linear]
    points, part = shapely.get_coordinates(parts, return_index=True)
    same = part[1:] == part[:-1]
    first, second = points[:-1][same], points[1:][same]
    metres = GEOD.inv(first[:, 0], first[:, 1], second[:, 0], second[:, 1])[2] if len(first) else np.empty(0)
    sums = np.bincount(owner[part[1:][same]], weights=metres, minlength=len(lines))
    kilometres: np.ndarray = sums / 1000
    return kilometres


def densify(longitudes: np.ndarray, latitudes: np.ndarray, step_km: float = _STEP_KM) -> np.ndarray:
    """The points of a chain of geodesic lines, at most so far apart: an array of longitude and latitude.

    The points given are kept exactly. Maps should draw geodesics so: a straight line between two far points
    of a map is another line.

    Raises
    ------
    KazbriefError
        For fewer than two points, a step that is not positive, or a chain over the meridian of 180 degrees,
        where a line on the map would run round the world.
    """
    if len(longitudes) < 2 or not step_km > 0:
        raise KazbriefError(
            f"line: found {len(longitudes)} points and a step of {step_km:g} km, "
            "expected at least 2 points and a step above 0 km"
        )
    if (np.abs(np.diff(longitudes)) > 180).any():
        raise KazbriefError(
            "line: found two points on both sides of the meridian of 180 degrees, expected a line cut there"
        )
    azimuth, _, metres = GEOD.inv(longitudes[:-1], latitudes[:-1], longitudes[1:], latitudes[1:])
    counts = np.maximum(np.ceil(metres / 1000 / step_km).astype("int64"), 1)
    leg = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(leg)) - np.repeat(np.cumsum(counts) - counts, counts)
    x, y, _ = GEOD.fwd(longitudes[leg], latitudes[leg], azimuth[leg], metres[leg] * step / counts[leg])
    x[step == 0], y[step == 0] = longitudes[:-1], latitudes[:-1]
    return np.column_stack([np.append(x, longitudes[-1]), np.append(y, latitudes[-1])])


def line_lengths(
    lines: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, key: str = "pipeline_id"
) -> pd.DataFrame:
    """Geodesic length of lines of any origin in each country, such as routes traced by others.

    Parameters
    ----------
    lines
        LineStrings or MultiLineStrings in any reference system, one feature a route or a part of it; points
        are joined by geodesics (WGS 84).
    countries
        Polygons, EPSG:4326, with the code in ``country``: those of ``kazbrief.load_geo("countries")`` reach
        as far as the maps of the briefing do.
    key
        The column of ``lines`` that names a route; features of one name are added up.

    Returns
    -------
    DataFrame
        One row a route and part, longest part first, the total last: ``key``, ``part`` (a country's code,
        ``outside`` for what lies in no polygon, or ``total``), ``length_km``, ``share_pct`` (of the whole
        route).

    Raises
    ------
    KazbriefError
        For no rows, a missing column or name, no reference system, an empty geometry or one that is no line, a
        line over the meridian of 180 degrees, or polygons that overlap on a line.
    """
    require(lines, (key, lines.geometry.name), "lines")
    if lines.crs is None:
        raise KazbriefError("lines: found no reference system, expected one, such as EPSG:4326")
    if lines[key].isna().any():
        raise KazbriefError(f"lines: column {key}: found an empty name, expected the name of a route")
    drawn = gpd.GeoDataFrame({key: lines[key]}, geometry=lines.geometry.to_crs(CRS))
    unfit = ~drawn.geom_type.isin(["LineString", "MultiLineString"]) | drawn.is_empty
    if unfit.any():
        kind = drawn.geom_type[unfit].iloc[0] or "no geometry"
        what = f"an empty {kind}" if kind.endswith("LineString") else kind
        raise KazbriefError(f"lines: found {what} for {drawn[key][unfit].iloc[0]}, expected lines")
    whole_lines = drawn.explode(ignore_index=True)
    chains = [shapely.LineString(densify(*shapely.get_coordinates(line).T)) for line in whole_lines.geometry]
    pieces = _cut_at_borders(whole_lines[key].to_numpy(), np.array(chains), countries)
    parts = pieces.groupby(["key", "part"])["length_km"].sum().rename_axis([key, "part"]).reset_index()
    parts = parts.sort_values("length_km", ascending=False, kind="stable")
    whole = pd.Series(geodesic_km(np.array(chains))).groupby(whole_lines[key]).sum().rename("length_km")
    table: pd.DataFrame = pd.concat([parts, whole.reset_index().assign(part=TOTAL)])
    table = table.sort_values(key, kind="stable", ignore_index=True)[[key, "part", "length_km"]]
    table["share_pct"] = 100 * table["length_km"] / table[key].map(whole)
    return table


def _cut_at_borders(keys: np.ndarray, lines: np.ndarray, countries: gpd.GeoDataFrame) -> pd.DataFrame:
    """The kilometres of each line in each country that it touches, and outside of all: ``key``, ``part``, ``length_km``."""
    require(countries, ("country", "geometry"), "countries")
    if countries.crs is None or countries.crs.to_epsg() != 4326:
        raise KazbriefError(f"countries: found the reference system {countries.crs}, expected EPSG:4326")
    polygons = countries.geometry.to_numpy()
    # The geometries that are asked about get prepared, so the few large ones ask.
    polygon, line = shapely.STRtree(lines).query(polygons, predicate="intersects")
    shapely.prepare(polygons)
    whole = shapely.covers(polygons[polygon], lines[line])
    parts = lines[line].copy()
    parts[~whole] = shapely.intersection(lines[line[~whole]], polygons[polygon[~whole]])
    # Lines wholly inside one country have no rest; the others may lie partly in none.
    left = lines.copy()
    left[line[whole]] = shapely.LineString()
    for number, place in zip(line[~whole], polygon[~whole], strict=True):
        left[number] = shapely.difference(left[number], polygons[place])
    inside, rest = geodesic_km(parts), geodesic_km(left)
    surplus = np.bincount(line, weights=inside, minlength=len(lines)) + rest - geodesic_km(lines)
    if (surplus > _SLACK_KM).any():
        raise KazbriefError(
            f"countries: found overlapping polygons on {keys[int(np.argmax(surplus))]}, "
            "expected each place in one country"
        )
    frame = pd.DataFrame(
        {
            "key": np.concatenate([keys[line], keys]),
            "part": np.concatenate(
                [countries["country"].to_numpy()[polygon], np.repeat(OUTSIDE, len(lines))]
            ),
            "length_km": np.concatenate([inside, rest]),
        }
    )
    return frame[frame["length_km"] > _SPECK_KM]
