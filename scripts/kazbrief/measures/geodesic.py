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
from kazbrief.measures.frames import ABOVE_0, require, require_names, require_range, shown

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
# A line of more points is a mistake of the step.
_MOST_POINTS = 5_000_000
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
    """The LineStrings of a layer in degrees, as chains of points of geodesics; those without length are left out.

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
    parts = parts[_have_length(parts)]
    if kinds or not len(parts):
        expected = "lines" if kinds else "at least one of different points"
        raise KazbriefError(f"{name}: found {', '.join(kinds) or 'no lines'}, expected {expected}")
    return _chains(parts, name)


def _have_length(lines: np.ndarray) -> np.ndarray:
    """Which lines have two different points."""
    long: np.ndarray = shapely.length(lines) > 0
    return long


def legs(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first and the last point of each leg of LineStrings, and which of the lines it belongs to."""
    points, line = shapely.get_coordinates(lines, return_index=True)
    inside = line[1:] == line[:-1]
    return points[:-1][inside], points[1:][inside], line[1:][inside]


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
    """The geodesic length of each line (WGS 84), in kilometres; 0 for points, polygons and empty geometries.

    Parameters
    ----------
    lines
        Lines in EPSG:4326 (longitude, latitude): LineStrings, LinearRings, or several of them in one geometry, of which
        each counts.

    Returns
    -------
    ndarray
        float64, kilometres, one a line.

    Raises
    ------
    KazbriefError
        For what is no geometry, a missing one among them, a layer in another reference system, or a point off the Earth.
    """
    if isinstance(lines, gpd.GeoSeries | gpd.GeoDataFrame):
        lines = require_degrees(lines, "lines").to_numpy()
    shapes = np.atleast_1d(np.asarray(lines, dtype=object))
    strange = shapes[~shapely.is_geometry(shapes)]
    if len(strange) or shapes.ndim > 1:
        found = shown(strange[0]) if len(strange) else f"a table of {shapes.ndim} dimensions"
        raise KazbriefError(f"lines: found {found}, expected geometries")
    parts, owner = shapes, np.arange(len(shapes))
    # Collections may hold collections.
    while (shapely.get_type_id(parts) >= shapely.GeometryType.MULTIPOINT).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    linear = shapely.get_dimensions(parts) == 1
    first, second, part = legs(parts[linear])
    _require_on_earth(np.concatenate([first, second]), "lines")
    metres = GEOD.inv(*first.T, *second.T)[2] if len(first) else np.empty(0)
    kilometres: np.ndarray = np.bincount(owner[linear][part], weights=metres, minlength=len(shapes)) / 1000
    return kilometres


def densify(longitudes: np.ndarray, latitudes: np.ndarray, step_km: float = _STEP_KM) -> np.ndarray:
    """The points of a chain of geodesic lines (WGS 84), at most so far apart.

    The points given are kept exactly. Maps should draw geodesics so: a straight line between two far points
    of a map is another line.

    Parameters
    ----------
    longitudes, latitudes
        The points given, degrees.
    step_km
        How far apart points may be, kilometres.

    Returns
    -------
    ndarray
        float64, one row a point: longitude and latitude, degrees.

    Raises
    ------
    KazbriefError
        For fewer than two points, one that is off the Earth, another number of longitudes than of latitudes, a step that
        is not positive or makes more than five million points, a chain over the meridian of 180 degrees, where a line on
        the map would run round the world, or one within a degree of a pole, where it would run astray.

    Examples
    --------
    >>> densify([0, 0], [0, 1], step_km=60).round(3).tolist()
    [[0.0, 0.0], [0.0, 0.5], [0.0, 1.0]]
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
    azimuth, back, metres = GEOD.inv(longitudes[:-1], latitudes[:-1], longitudes[1:], latitudes[1:])
    farthest = _farthest(latitudes, azimuth, back, metres)
    if abs(farthest) > _FARTHEST:
        raise KazbriefError(
            f"{name}: found a line that comes to latitude {farthest:.4g}, expected none within a degree of a pole "
            "(it can't be followed on a map of longitude and latitude)"
        )
    pieces = np.maximum(np.ceil(metres / 1000 / step_km), 1)
    if pieces.sum() > _MOST_POINTS:
        raise KazbriefError(
            f"{name}: found a step of {step_km:g} km, which makes {pieces.sum():.3g} points of the line, "
            f"expected {_MOST_POINTS:,} at most"
        )
    counts = pieces.astype("int64")
    leg = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(leg)) - np.repeat(np.cumsum(counts) - counts, counts)
    x, y, _ = GEOD.fwd(longitudes[leg], latitudes[leg], azimuth[leg], metres[leg] * step / counts[leg])
    x[step == 0], y[step == 0] = longitudes[:-1], latitudes[:-1]
    # A leg along the meridian of 180 degrees stays on its side of the map.
    x -= 360 * np.round((x - longitudes[leg]) / 360)
    return np.column_stack([np.append(x, longitudes[-1]), np.append(y, latitudes[-1])])


def _farthest(latitudes: np.ndarray, azimuth: np.ndarray, back: np.ndarray, metres: np.ndarray) -> float:
    """The latitude farthest from the equator on the legs of a line, whose ends see each other at these azimuths."""
    azimuth, back = np.radians(azimuth), np.radians(back)
    # Clairaut: a leg whose ends see each other towards one pole turns between them, where it runs due east or west.
    turning = (np.cos(azimuth) * np.cos(back) > 0) & (metres > 0)
    reduced = np.cos(np.arctan((1 - GEOD.f) * np.tan(np.radians(latitudes[:-1])))) * np.abs(np.sin(azimuth))
    turns = np.degrees(np.arctan(np.tan(np.arccos(reduced)) / (1 - GEOD.f))) * np.sign(np.cos(azimuth))
    reached = np.append(latitudes, turns[turning])
    return float(reached[np.abs(reached).argmax()])


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
            f"lines: found the reference system {shapes.crs.name} ({shapes.crs.type_name}), expected one of places on the "
            f"Earth by longitude and latitude or on a map, such as {CRS}"
        )
    _require_on_earth(shapely.get_coordinates(drawn.to_numpy()), "lines")
    single, owner = shapely.get_parts(drawn.to_numpy(), return_index=True)
    measured = _have_length(single)
    keys, chains = _untangled(names[owner[measured]], _chains(single[measured], "lines"))
    # Routes are counted rather than sorted: their names may be of any kind.
    number = {name: place for place, name in enumerate(dict.fromkeys(names))}
    whole = np.bincount([number[name] for name in keys], weights=geodesic_km(chains), minlength=len(number))
    if not (whole > _SPECK_KM).all():
        raise KazbriefError(
            f"lines: found no length in {list(number)[int(whole.argmin())]}, expected different points"
        )
    pieces = _cut_at_borders(keys, chains, countries, country)
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
    first, last, line = legs(lines[~simple])
    single = shapely.linestrings(np.stack([first, last], axis=1))
    return np.append(keys[simple], keys[~simple][line]), np.append(lines[simple], single)


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
