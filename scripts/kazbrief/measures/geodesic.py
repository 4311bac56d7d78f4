"""Length of the routes on the ellipsoid, whole and in each country, from their named places.

A route is a chain of geodesic lines (WGS 84) from place to place: schematic, and so shorter than the pipe.
`compare_lengths` shows by how much.
"""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, require, require_range, weakest

GEOD = Geod(ellps="WGS84")
CRS = "EPSG:4326"
AT_SEA = "at sea"
OUTSIDE = "outside"
TOTAL = "total"
# Published lengths of a part of a route, by the places where the part begins and ends here.
SECTIONS = {("UAS", "Atyrau-Samara"): ("Atyrau", "Samara line station (GEM end point)")}

_COLUMNS = ("pipeline_id", "sequence", "place", "latitude", "longitude", "country", "source_id", "grade")
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
    chain = [(longitudes[0], latitudes[0])]
    azimuth, _, metres = GEOD.inv(longitudes[:-1], latitudes[:-1], longitudes[1:], latitudes[1:])
    for i, length in enumerate(metres):
        between = int(np.ceil(length / 1000 / step_km)) - 1
        if between > 0:
            ways = length * np.arange(1, between + 1) / (between + 1)
            x, y, _ = GEOD.fwd(
                np.full(between, longitudes[i]),
                np.full(between, latitudes[i]),
                np.full(between, azimuth[i]),
                ways,
            )
            chain.extend(zip(x, y, strict=True))
        chain.append((longitudes[i + 1], latitudes[i + 1]))
    return np.array(chain, dtype="float64")


def _ordered(waypoints: pd.DataFrame) -> pd.DataFrame:
    require(waypoints, _COLUMNS, "waypoints")
    require_range(waypoints["latitude"], -90, 90, "waypoints: column latitude")
    require_range(waypoints["longitude"], -180, 180, "waypoints: column longitude")
    places = waypoints.sort_values(["pipeline_id", "sequence"], ignore_index=True)
    counts = places["pipeline_id"].value_counts()
    if (counts < 2).any():
        raise KazbriefError(f"waypoints: found one place for {counts.idxmin()}, expected at least two")
    return places


def route_lines(waypoints: pd.DataFrame, step_km: float = 25.0) -> gpd.GeoDataFrame:
    """Each route as one geodesic line.

    Parameters
    ----------
    waypoints
        One row a place: ``pipeline_id``, ``sequence``, ``place``, ``latitude``, ``longitude`` (degrees),
        ``country``, ``source_id``, ``grade``.
    step_km
        Largest distance between two points of a line.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one row a route, sorted: ``pipeline_id``, ``length_km`` (geodesic), ``source_id``,
        ``grade`` (the weakest of its places), ``geometry`` (LineString).

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a coordinate outside its range, or a route of one place.
    """
    rows = []
    for route, places in _ordered(waypoints).groupby("pipeline_id", sort=True):
        longitudes, latitudes = (places[name].to_numpy(dtype="float64") for name in ("longitude", "latitude"))
        rows.append(
            {
                "pipeline_id": route,
                "length_km": GEOD.line_length(longitudes, latitudes) / 1000,
                "source_id": joined(places["source_id"]),
                "grade": weakest(places["grade"]),
                "geometry": shapely.LineString(densify(longitudes, latitudes, step_km)),
            }
        )
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)


def _segments(waypoints: pd.DataFrame, tankers: Collection[str]) -> gpd.GeoDataFrame:
    """One row from each place to the next: route, number, ends, the country that its ends name, the line."""
    places = _ordered(waypoints)
    following = places.shift(-1)
    pairs = places["pipeline_id"] == following["pipeline_id"]
    here, there = places[pairs].reset_index(drop=True), following[pairs].reset_index(drop=True)
    fallback = []
    for one, other in zip(here["country"], there["country"], strict=True):
        shared = [code for code in str(one).split("/") if code in str(other).split("/")]
        fallback.append(shared[0] if shared else str(one).split("/")[-1])
    ends = zip(here["longitude"], here["latitude"], there["longitude"], there["latitude"], strict=True)
    lines = [shapely.LineString(densify(np.array([a, c]), np.array([b, d]))) for a, b, c, d in ends]
    return gpd.GeoDataFrame(
        {
            "pipeline_id": here["pipeline_id"],
            "segment": here.groupby("pipeline_id").cumcount(),
            "from_place": here["place"],
            "to_place": there["place"],
            "fallback": fallback,
            "tanker": here["pipeline_id"].isin(list(tankers)),
        },
        geometry=lines,
        crs=CRS,
    )


def split_by_country(
    waypoints: pd.DataFrame, countries: gpd.GeoDataFrame | None = None, tankers: Collection[str] = ()
) -> gpd.GeoDataFrame:
    """Cut each segment of each route at the borders.

    Parameters
    ----------
    waypoints
        As in `route_lines`; ``country`` is an ISO 3166-1 alpha-3 code, or two with a slash for a place on
        their border.
    countries
        Polygons, EPSG:4326, with the code in ``country``. What lies in none of them (offshore, or all when
        there are no polygons) goes to the country that both ends of the segment name, else to that of its
        start. Kashagan lies in the sea and is assigned so, by the code in its row.
    tankers
        Routes by ship: their whole length counts as ``at sea``.

    Returns
    -------
    GeoDataFrame
        EPSG:4326: ``pipeline_id``, ``segment`` (0 = from the first place to the second), ``from_place``,
        ``to_place``, ``country``, ``length_km`` (geodesic), ``geometry``.

    Raises
    ------
    KazbriefError
        As `route_lines`; for polygons that are not in EPSG:4326 or that overlap on a route.
    """
    segments = _segments(waypoints, tankers)
    segments["length_km"] = geodesic_km(segments.geometry.to_numpy())
    lengths = segments.groupby("pipeline_id")["length_km"].sum()
    if (lengths <= 0).any():
        raise KazbriefError(
            f"waypoints: found all places of {lengths.idxmin()} at one point, expected a line"
        )
    pieces = [segments[segments["tanker"]].assign(country=AT_SEA)]
    by_land = segments[~segments["tanker"]]
    if countries is None:
        pieces.append(by_land.assign(country=by_land["fallback"]))
    else:
        pieces.extend(_cut(by_land, countries))
    table = pd.concat([piece for piece in pieces if len(piece)], ignore_index=True)
    table = table.sort_values(["pipeline_id", "segment"], kind="stable", ignore_index=True)
    columns = ["pipeline_id", "segment", "from_place", "to_place", "country", "length_km", "geometry"]
    return gpd.GeoDataFrame(table[columns], geometry="geometry", crs=CRS)


def _cut(segments: gpd.GeoDataFrame, countries: gpd.GeoDataFrame) -> list[gpd.GeoDataFrame]:
    """The pieces of segments inside each country, then what is in none, by the fallback."""
    require(countries, ("country", "geometry"), "countries")
    if countries.crs is None or countries.crs.to_epsg() != 4326:
        raise KazbriefError(f"countries: found the reference system {countries.crs}, expected EPSG:4326")
    lines, polygons = segments.geometry.to_numpy(), countries.geometry.to_numpy()
    # The geometries that are asked about get prepared, so the few large ones ask.
    polygon, line = shapely.STRtree(lines).query(polygons, predicate="intersects")
    in_order = np.lexsort((polygon, line))
    polygon, line = polygon[in_order], line[in_order]
    shapely.prepare(polygons)
    whole = shapely.covers(polygons[polygon], lines[line])
    inside = lines[line].copy()
    inside[~whole] = shapely.intersection(lines[line[~whole]], polygons[polygon[~whole]])
    found = segments.iloc[line].assign(
        country=countries["country"].to_numpy()[polygon], length_km=geodesic_km(inside)
    )
    found = found.set_geometry(gpd.GeoSeries(inside, index=found.index, crs=CRS))
    claimed = np.bincount(line, weights=found["length_km"], minlength=len(segments))
    # Segments wholly inside one country have no rest; the others may lie partly in none.
    left = lines.copy()
    left[line[whole]] = shapely.LineString()
    for number, place in zip(line[~whole], polygon[~whole], strict=True):
        left[number] = shapely.difference(left[number], polygons[place])
    rest = segments.assign(country=segments["fallback"], length_km=geodesic_km(left))
    rest = rest.set_geometry(gpd.GeoSeries(left, index=rest.index, crs=CRS))
    surplus = claimed + rest["length_km"].to_numpy() - segments["length_km"].to_numpy()
    if (surplus > _SLACK_KM).any():
        row = segments.iloc[int(np.argmax(surplus))]
        raise KazbriefError(
            f"countries: found overlapping polygons between {row['from_place']} and {row['to_place']} "
            f"({row['pipeline_id']}), expected each place in one country"
        )
    return [piece[piece["length_km"] > _SPECK_KM] for piece in (found, rest)]


def route_lengths(
    waypoints: pd.DataFrame, countries: gpd.GeoDataFrame | None = None, tankers: Collection[str] = ()
) -> pd.DataFrame:
    """Geodesic length of each route: in each country, of its named sections, and whole.

    Parameters and errors are those of `split_by_country`.

    Returns
    -------
    DataFrame
        One row a route and part, countries in the order of the segments, the total last: ``pipeline_id``, ``part`` (a
        country's code, ``at sea``, a section of `SECTIONS`, or ``total``), ``length_km``, ``share_pct`` (of
        the whole route), ``source_id``, ``grade`` (of the places).
    """
    pieces = split_by_country(waypoints, countries, tankers)
    parts = pieces.groupby(["pipeline_id", "country"], sort=False)["length_km"].sum().reset_index()
    whole = pieces.groupby("pipeline_id")["length_km"].sum()
    rows = [parts.rename(columns={"country": "part"})]
    for (route, part), (start, end) in SECTIONS.items():
        segments = pieces[pieces["pipeline_id"] == route]
        starts = segments.loc[segments["from_place"] == start, "segment"]
        ends = segments.loc[segments["to_place"] == end, "segment"]
        if len(starts) and len(ends):
            between = segments[segments["segment"].between(starts.iloc[0], ends.iloc[0])]
            rows.append(
                pd.DataFrame([{"pipeline_id": route, "part": part, "length_km": between["length_km"].sum()}])
            )
    rows.append(whole.rename("length_km").reset_index().assign(part=TOTAL))
    table = pd.concat(rows, ignore_index=True).sort_values("pipeline_id", kind="stable", ignore_index=True)
    places = waypoints.groupby("pipeline_id")
    return pd.DataFrame(
        {
            "pipeline_id": table["pipeline_id"],
            "part": table["part"],
            "length_km": table["length_km"],
            "share_pct": 100 * table["length_km"] / table["pipeline_id"].map(whole),
            "source_id": table["pipeline_id"].map(places["source_id"].agg(joined)),
            "grade": table["pipeline_id"].map(places["grade"].agg(weakest)),
        }
    )


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
    segments = drawn.explode(ignore_index=True)
    chains = [shapely.LineString(densify(*shapely.get_coordinates(line).T)) for line in segments.geometry]
    segments = segments.set_geometry(gpd.GeoSeries(chains, crs=CRS)).assign(
        pipeline_id=segments[key], from_place="its start", to_place="its end", fallback=OUTSIDE
    )
    segments["length_km"] = geodesic_km(segments.geometry.to_numpy())
    pieces = pd.concat(_cut(segments, countries))
    parts = pieces.groupby([key, "country"])["length_km"].sum().rename_axis([key, "part"]).reset_index()
    parts = parts.sort_values("length_km", ascending=False, kind="stable")
    whole = segments.groupby(key)["length_km"].sum()
    table = pd.DataFrame(pd.concat([parts, whole.reset_index().assign(part=TOTAL)]))
    table = table.sort_values(key, kind="stable", ignore_index=True)[[key, "part", "length_km"]]
    table["share_pct"] = 100 * table["length_km"] / table[key].map(whole)
    return table


def compare_lengths(lengths: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Each published length beside the geodesic one of the same route and part.

    Parameters
    ----------
    lengths
        From `route_lengths`.
    published
        Rows of ``pipeline_lengths``: ``pipeline_id``, ``part``, ``length_km``, ``source_id``, ``grade``. Rows
        without a counterpart (another part, a route without places) are left out.

    Returns
    -------
    DataFrame
        In the order of ``published``: ``pipeline_id``, ``part``, ``geodesic_km``, ``published_km``,
        ``deviation_km`` and ``deviation_pct`` (geodesic less published, of the published), ``source_id`` and
        ``grade`` of the published length.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, or a published length that is not positive.
    """
    keys = ["pipeline_id", "part"]
    require(lengths, (*keys, "length_km"), "lengths of the routes")
    require(published, (*keys, "length_km", "source_id", "grade"), "published lengths")
    if not (published["length_km"] > 0).all():
        raise KazbriefError("published lengths: found a length that is not positive, expected kilometres")
    both = published.merge(
        lengths[[*keys, "length_km"]].rename(columns={"length_km": "geodesic_km"}), on=keys, how="inner"
    ).rename(columns={"length_km": "published_km"})
    deviation = both["geodesic_km"] - both["published_km"]
    return both.assign(deviation_km=deviation, deviation_pct=100 * deviation / both["published_km"])[
        [*keys, "geodesic_km", "published_km", "deviation_km", "deviation_pct", "source_id", "grade"]
    ]
