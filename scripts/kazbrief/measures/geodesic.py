"""Length of lines on the ellipsoid (WGS 84), whole and in each country."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS as ReferenceSystem
from pyproj import Geod
from pyproj.exceptions import ProjError

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import ABOVE_0, require, require_names, require_range

GEOD = Geod(ellps="WGS84")
CRS = "EPSG:4326"
OUTSIDE = "outside"
TOTAL = "total"
_RESULT = ("part", "length_km", "share_pct")

# Between points of a geodesic this far apart the straight chord on the map is off by some metres at most.
_STEP_KM = 10.0
# Boundaries simplified one by one may overlap by slivers; countries must not claim more than this twice.
_SLACK_KM = 0.05
# A millimetre: what cutting lines leaves over by rounding.
_SPECK_KM = 1e-6
# Nearer to a pole, a straight line between points of a geodesic on the map is another line.
_FARTHEST = 89.0


def require_degrees(layer: gpd.GeoSeries | gpd.GeoDataFrame, name: str) -> gpd.GeoSeries:
    """The geometries of a layer, refused unless they are in longitude and latitude of WGS 84 and on the Earth.

    EPSG:4326 and OGC:CRS84 differ by the order of their axes alone; in memory longitude always comes first.

    Raises
    ------
    KazbriefError
        For what is no layer, another or no reference system, or a coordinate that is no number or off the Earth.
    """
    shapes = _geometries(layer, name)
    wanted = ReferenceSystem(CRS)
    if shapes.crs is None or not (
        shapes.crs.to_epsg() == 4326 or shapes.crs.equals(wanted, ignore_axis_order=True)
    ):
        raise KazbriefError(f"{name}: found the reference system {shapes.crs}, expected {CRS}")
    _require_on_earth(shapely.get_coordinates(shapes.to_numpy()), name)
    return shapes


def _geometries(layer: gpd.GeoSeries | gpd.GeoDataFrame, name: str) -> gpd.GeoSeries:
    if isinstance(layer, gpd.GeoSeries) or (
        isinstance(layer, gpd.GeoDataFrame) and layer.active_geometry_name
    ):
        return layer.geometry
    found = f"{type(layer).__name__} without geometries"
    raise KazbriefError(f"{name}: found {found}, expected a GeoDataFrame")


def require_lines(layer: gpd.GeoSeries | gpd.GeoDataFrame, name: str) -> np.ndarray:
    """The LineStrings of a layer in degrees, as chains of points of geodesics; empty ones are left out.

    Those of MultiLineStrings come one by one. Neighbouring points are at most 10 km apart: a line of two far points
    is the geodesic between them, as in `line_lengths`.

    Raises
    ------
    KazbriefError
        As `require_degrees`, for other geometries, or none, and for lines that `densify` refuses.
    """
    parts = shapely.get_parts(require_degrees(layer, name).to_numpy())
    parts = parts[~shapely.is_empty(parts)]
    kinds = sorted({part.geom_type for part in parts} - {"LineString", "LinearRing"})
    if kinds or not len(parts):
        expected = "lines" if kinds else "at least one"
        raise KazbriefError(f"{name}: found {', '.join(kinds) or 'no lines'}, expected {expected}")
    return _chains(parts, name)


def _chains(lines: np.ndarray, name: str) -> np.ndarray:
    """LineStrings as chains of points of geodesics."""
    return np.array(
        [shapely.LineString(_dense(shapely.get_coordinates(line), _STEP_KM, name)) for line in lines]
    )


def _require_on_earth(points: np.ndarray, name: str) -> None:
    off = ~((np.abs(points[:, 0]) <= 180) & (np.abs(points[:, 1]) <= 90))
    if off.any():
        longitude, latitude = points[off][0]
        raise KazbriefError(
            f"{name}: found a point at longitude {longitude:g}, latitude {latitude:g}, expected -180 to 180 and -90 to 90 "
            "(are they exchanged, or is the reference system another?)"
        )


def geodesic_km(lines: np.ndarray | gpd.GeoSeries) -> np.ndarray:
    """The geodesic length of each line (WGS 84), in kilometres; 0 for other and empty geometries.

    Parameters
    ----------
    lines
        LineStrings or MultiLineStrings in EPSG:4326 (longitude, latitude).

    Raises
    ------
    KazbriefError
        For what is no geometry, a layer in another reference system, or a point off the Earth.
    """
    if isinstance(lines, gpd.GeoSeries | gpd.GeoDataFrame):
        lines = require_degrees(lines, "lines").to_numpy()
    shapes = np.atleast_1d(np.asarray(lines, dtype=object))
    strange = shapes[~(shapely.is_geometry(shapes) | shapely.is_missing(shapes))]
    if len(strange):
        raise KazbriefError(f"lines: found {strange[0]!r}, expected geometries")
    parts, owner = shapely.get_parts(shapes, return_index=True)
    linear = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    parts, owner = parts[linear], owner[linear]
    points, part = shapely.get_coordinates(parts, return_index=True)
    _require_on_earth(points, "lines")
    same = part[1:] == part[:-1]
    first, second = points[:-1][same], points[1:][same]
    metres = GEOD.inv(first[:, 0], first[:, 1], second[:, 0], second[:, 1])[2] if len(first) else np.empty(0)
    sums = np.bincount(owner[part[1:][same]], weights=metres, minlength=len(shapes))
    kilometres: np.ndarray = sums / 1000
    return kilometres


def densify(longitudes: np.ndarray, latitudes: np.ndarray, step_km: float = _STEP_KM) -> np.ndarray:
    """The points of a chain of geodesic lines, at most so far apart: an array of longitude and latitude.

    The points given are kept exactly. Maps should draw geodesics so: a straight line between two far points
    of a map is another line.

    Raises
    ------
    KazbriefError
        For fewer than two points, one that is off the Earth, as many longitudes as latitudes not given, a step that
        is not positive, a chain over the meridian of 180 degrees, where a line on the map would run round the world, or
        within a degree of a pole, where it would run astray.
    """
    points = [require_range(own, -np.inf, np.inf, "line").to_numpy() for own in (longitudes, latitudes)]
    longitudes, latitudes = points
    if len(longitudes) != len(latitudes):
        raise KazbriefError(
            f"line: found {len(longitudes)} longitudes and {len(latitudes)} latitudes, expected as many of both"
        )
    _require_on_earth(np.column_stack(points), "line")
    step = require_range(pd.Series([step_km]), ABOVE_0, np.inf, "line: step in km").iloc[0]
    if len(longitudes) < 2:
        raise KazbriefError(f"line: found {len(longitudes)} points, expected at least 2 points")
    return _dense(np.column_stack(points), float(step), "line")


def _dense(points: np.ndarray, step_km: float, name: str) -> np.ndarray:
    """As `densify`, of points on the Earth."""
    longitudes, latitudes = points.T
    if (np.abs(np.diff(longitudes)) > 180).any():
        raise KazbriefError(
            f"{name}: found two points on both sides of the meridian of 180 degrees, expected a line cut there"
        )
    azimuth, _, metres = GEOD.inv(longitudes[:-1], latitudes[:-1], longitudes[1:], latitudes[1:])
    counts = np.maximum(np.ceil(metres / 1000 / step_km).astype("int64"), 1)
    leg = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(leg)) - np.repeat(np.cumsum(counts) - counts, counts)
    x, y, _ = GEOD.fwd(longitudes[leg], latitudes[leg], azimuth[leg], metres[leg] * step / counts[leg])
    x[step == 0], y[step == 0] = longitudes[:-1], latitudes[:-1]
    # A leg along the meridian of 180 degrees stays on its side of the map.
    x -= 360 * np.round((x - longitudes[leg]) / 360)
    chain = np.column_stack([np.append(x, longitudes[-1]), np.append(y, latitudes[-1])])
    farthest = chain[np.abs(chain[:, 1]).argmax()]
    if abs(farthest[1]) > _FARTHEST:
        raise KazbriefError(
            f"{name}: found a line that comes to latitude {farthest[1]:.4g}, expected none within a degree of a pole "
            "(it can't be followed on a map of longitude and latitude)"
        )
    return chain


def line_lengths(
    lines: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    key: str = "pipeline_id",
    *,
    country: str = "country",
) -> pd.DataFrame:
    """Geodesic length of lines of any origin in each country, such as routes traced by others.

    Parameters
    ----------
    lines
        LineStrings or MultiLineStrings in any reference system, one feature a route or a part of it; points
        are joined by geodesics (WGS 84), also two far ones. What a route runs along twice counts twice.
    countries
        Polygons in longitude and latitude (EPSG:4326 or OGC:CRS84) that don't overlap: those of
        ``kazbrief.load_geo("countries")`` reach as far as the maps of the briefing do.
    key
        The column of ``lines`` that names a route; features of one name are added up.
    country
        The column of ``countries`` that names a polygon.

    Returns
    -------
    DataFrame
        One row a route and part, routes in the order given, longest part first, the total last: ``key``, ``part``
        (a country's name, ``outside`` for what lies in no polygon, or ``total``), ``length_km``, ``share_pct`` (of
        the whole route). The parts add up to the total.

    Raises
    ------
    KazbriefError
        For no rows, a missing column or name, kilometres in a polygon without a name, a key or a country named like
        what the result adds, a reference system that is missing or lies nowhere, a geometry that is empty, no line,
        off the Earth or shorter than a millimetre, a line that `densify` refuses, a polygon that crosses itself, or
        polygons that overlap on a line.

    Examples
    --------
    >>> halves = gpd.GeoDataFrame({"country": ["W", "E"]}, geometry=[shapely.box(0, -1, 1, 1), shapely.box(1, -1, 2, 1)], crs=4326)
    >>> road = gpd.GeoDataFrame({"road": ["R1"]}, geometry=[shapely.LineString([(0.5, 0), (2, 0)])], crs=4326)
    >>> line_lengths(road, halves, key="road").round(1)[["road", "part", "length_km"]].to_dict("split")["data"]
    [['R1', 'E', 111.3], ['R1', 'W', 55.7], ['R1', 'total', 167.0]]
    """
    shapes = _geometries(lines, "lines")
    require(lines, (key,), "lines")
    require_names(lines, (key,), "lines")
    if key in (*_RESULT, shapes.name):
        raise KazbriefError(
            f"lines: found the key {key!r}, which the result uses itself, expected another name of the column"
        )
    if shapes.crs is None:
        raise KazbriefError("lines: found no reference system, expected one, such as EPSG:4326")
    names = lines[key].to_numpy(dtype=object)
    unfit = ~shapes.geom_type.isin(["LineString", "MultiLineString", "LinearRing"]) | shapes.is_empty
    if unfit.any():
        shape = shapes[unfit].iloc[0]
        kind = "no geometry" if shape is None else shape.geom_type
        what = f"an empty {kind}" if kind.endswith("LineString") else kind
        raise KazbriefError(f"lines: found {what} for {names[unfit][0]}, expected lines")
    try:
        drawn = shapes.to_crs(CRS) if shapes.crs.is_geographic or shapes.crs.is_projected else None
    except ProjError:
        drawn = None
    if drawn is None:
        raise KazbriefError(
            f"lines: found the reference system {shapes.crs.name}, expected one of places on the Earth"
        )
    _require_on_earth(shapely.get_coordinates(drawn.to_numpy()), "lines")
    single, owner = shapely.get_parts(drawn.to_numpy(), return_index=True)
    drawn_parts = ~shapely.is_empty(single)
    keys, chains = _untangled(names[owner[drawn_parts]], _chains(single[drawn_parts], "lines"))
    pieces = _cut_at_borders(keys, chains, countries, country)
    # Routes are counted rather than sorted: their names may be of any kind.
    number = {name: place for place, name in enumerate(dict.fromkeys(names))}
    whole = np.bincount([number[name] for name in keys], weights=geodesic_km(chains))
    if not (whole > _SPECK_KM).all():
        raise KazbriefError(
            f"lines: found no length in {list(number)[int(whole.argmin())]}, expected different points"
        )
    parts = (
        pieces.assign(route=pieces["key"].map(number))
        .groupby(["route", "part"])["length_km"]
        .sum()
        .reset_index()
    )
    parts = parts.sort_values("length_km", ascending=False, kind="stable")
    total = pd.DataFrame({"route": range(len(whole)), "part": TOTAL, "length_km": whole})
    table = pd.concat([parts, total]).sort_values("route", kind="stable", ignore_index=True)
    table["share_pct"] = 100 * table["length_km"] / whole[table["route"]]
    routes = pd.Series(list(number), dtype=lines[key].dtype)[table.pop("route")]
    table.insert(0, key, routes.to_numpy())
    return table


def _untangled(keys: np.ndarray, lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lines with their keys, those that meet themselves in single legs: cutting a line drops what it covers twice."""
    simple = shapely.is_simple(lines)
    points, line = shapely.get_coordinates(lines[~simple], return_index=True)
    inside = line[1:] == line[:-1]
    legs = shapely.linestrings(np.stack([points[:-1][inside], points[1:][inside]], axis=1))
    return np.append(keys[simple], keys[~simple][line[1:][inside]]), np.append(lines[simple], legs)


def _cut_at_borders(
    keys: np.ndarray, lines: np.ndarray, countries: gpd.GeoDataFrame, country: str
) -> pd.DataFrame:
    """The kilometres of each line in each country that it touches, and outside of all: ``key``, ``part``, ``length_km``."""
    polygons = require_degrees(countries, "countries").to_numpy()
    require(countries, (country,), "countries")
    names = countries[country].astype("object").to_numpy()
    if country == countries.geometry.name:
        raise KazbriefError(
            f"countries: found the geometries in column {country}, expected names of countries"
        )
    require_names(countries, (country,), "countries", gaps=True)
    reserved = [name for name in (OUTSIDE, TOTAL) if name in set(names)]
    if reserved:
        raise KazbriefError(
            f"countries: found a country named {reserved[0]}, expected another name: the result uses it"
        )
    for polygon, name in zip(polygons, names, strict=True):
        kind = "no geometry" if polygon is None else polygon.geom_type
        if kind not in ("Polygon", "MultiPolygon"):
            raise KazbriefError(f"countries: found {kind} for {name}, expected polygons")
        if not polygon.is_valid:
            raise KazbriefError(
                f"countries: found a polygon of {name} that crosses itself ({shapely.is_valid_reason(polygon)}), "
                "expected valid ones (make_valid of geopandas mends them)"
            )
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
            "expected each place in one country (a line along a border lies in two)"
        )
    frame = pd.DataFrame(
        {
            "key": np.concatenate([keys[line], keys]),
            "part": np.concatenate([names[polygon], np.repeat(OUTSIDE, len(lines)).astype(object)]),
            "length_km": np.concatenate([inside, rest]),
        }
    )
    frame = frame[frame["length_km"] > _SPECK_KM]
    unnamed = frame[frame["part"].isna() | frame["part"].astype(str).str.strip().eq("")]
    if len(unnamed):
        raise KazbriefError(
            f"countries: found {unnamed['length_km'].iloc[0]:.1f} km of {unnamed['key'].iloc[0]} in a polygon without a name, "
            f"expected one in column {country}"
        )
    return frame
