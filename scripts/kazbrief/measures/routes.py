"""Routes of oil and gas: kilometres in each country, lengths in print, and the lines that leave the country."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, pick_one, require, require_range, weakest
from kazbrief.measures.geodesic import CRS, GEOD, TOTAL, line_lengths
from kazbrief.measures.oil_lines import pipeline_flows

TANKER = "tanker"
AT_SEA = "at sea"
# Published lengths of a part of a route that ends where the route does, by the place where the part begins.
SECTIONS = {("UAS", "Atyrau-Samara"): "Atyrau"}
SCHEMATIC = "schematic"
QUALITIES = ("surveyed", "traced", "coarse", SCHEMATIC)
"""How well a line is known, best first."""
_POINTS = ("pipeline_id", "sequence", "latitude", "longitude", "source_id", "grade")
PUBLISHED = "published"
# The territory that the paper is about comes first.
TERRITORIES = ("Russia", "Kazakhstan", "other countries", AT_SEA)
NAMED = {"RUS": "Russia", "KAZ": "Kazakhstan", AT_SEA: AT_SEA}
EXITS = ("CPC", "UAS", "ATA_ALA")
# Names that fit the margin of a figure.
SHORT = {
    "AKT_BAK": "Aktau–Baku, tankers",
    "AKT_MAK": "Aktau–Makhachkala, tankers",
    "ATA_ALA": "Atasu–Alashankou",
    "BBS": "Beineu–Bozoy–Shymkent",
    "BUK_URA": "Bukhara–Ural",
    "CAC_3": "Central Asia–Center, west",
    "CAC_E": "Central Asia–Center, east",
    "CAGP": "Central Asia–China",
    "CPC": "CPC, Tengiz–Novorossiysk",
    "KAL_AKT": "Kalamkas–Aktau",
    "KEN_ATY": "Kenkiyak–Atyrau",
    "KEN_KUM": "Kenkiyak–Kumkol",
    "KRC_ATY": "Karachaganak–Atyrau",
    "SARYARKA": "SaryArka",
    "SOYUZ": "Soyuz",
    "BAK_NOV": "Baku–Novorossiysk",
    "BAK_SUP": "Baku–Supsa",
    "TON2": "Tuymazy–Omsk–Novosibirsk 2",
    "UZE_AKT": "Uzen–Aktau",
}


def route_points(route_vertices: pd.DataFrame, pipeline_waypoints: pd.DataFrame) -> pd.DataFrame:
    """The points of every route, in order: vertices of lines, and named places where there is no line.

    Parameters
    ----------
    route_vertices
        One row a vertex: ``pipeline_id``, ``sequence``, ``latitude``, ``longitude`` (degrees), ``quality``,
        ``source_id``, ``grade``.
    pipeline_waypoints
        One row a named place of the routes without a line: the same but for ``quality``, which is schematic.

    Returns
    -------
    DataFrame
        The columns of the vertices, by route and sequence; schematic points have the grade C.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a coordinate outside its range, a route in both tables, and a route of one
        point or without length.
    """
    require(route_vertices, (*_POINTS, "quality"), "route_vertices")
    require(pipeline_waypoints, _POINTS, "pipeline_waypoints")
    both = sorted(set(route_vertices["pipeline_id"]) & set(pipeline_waypoints["pipeline_id"]))
    if both:
        raise KazbriefError(
            f"pipeline_waypoints: found places of {both[0]}, which has vertices, expected one or the other"
        )
    # The grade of a place says how sure the place is, not the course between two.
    named = pipeline_waypoints.assign(quality=SCHEMATIC, grade="C")
    points: pd.DataFrame = pd.concat([route_vertices, named], join="inner", ignore_index=True)
    require_range(points["latitude"], -90, 90, "points of the routes: column latitude")
    require_range(points["longitude"], -180, 180, "points of the routes: column longitude")
    of_route = points.groupby("pipeline_id")
    if (of_route.size() < 2).any():
        raise KazbriefError(
            f"points of the routes: found one for {of_route.size().idxmin()}, expected two at least"
        )
    extent = of_route[["latitude", "longitude"]].nunique().max(axis=1)
    if (extent < 2).any():
        raise KazbriefError(
            f"points of the routes: found all of {extent.idxmin()} at one place, expected a line"
        )
    return points.sort_values(["pipeline_id", "sequence"], ignore_index=True)


def route_lines(route_vertices: pd.DataFrame, pipeline_waypoints: pd.DataFrame) -> pd.DataFrame:
    """How well the line of each route is known.

    Parameters are those of `route_points`.

    Returns
    -------
    DataFrame
        One row a route: ``pipeline_id``, ``quality`` (surveyed, traced, coarse, schematic: the weakest of its
        points), ``points``, ``longest_straight_km`` (longest piece between two points), ``source_id``, ``grade``.
    """
    rows = []
    for route, own in route_points(route_vertices, pipeline_waypoints).groupby("pipeline_id"):
        rows.append(
            {
                "pipeline_id": route,
                "quality": max(own["quality"], key=QUALITIES.index),
                "points": len(own),
                "longest_straight_km": max(GEOD.line_lengths(own["longitude"], own["latitude"])) / 1000,
                "source_id": joined(own["source_id"]),
                "grade": weakest(own["grade"]),
            }
        )
    return pd.DataFrame(rows)


def route_lengths(
    route_vertices: pd.DataFrame,
    pipeline_waypoints: pd.DataFrame,
    pipelines: pd.DataFrame,
    oil_places: pd.DataFrame,
    countries: gpd.GeoDataFrame,
) -> pd.DataFrame:
    """Geodesic length of each route: in each country, of its sections, and whole (WGS 84).

    Parameters
    ----------
    route_vertices, pipeline_waypoints
        As in `route_points`.
    pipelines
        ``pipeline_id``, ``mode`` (pipeline, tanker, rail) and ``countries``. The whole length of a tanker's route
        is at sea; a line lies in the countries listed and in no other.
    oil_places
        ``place``, ``latitude``, ``longitude``, ``preferred``: where the sections of `SECTIONS` begin.
    countries
        Polygons with the territorial sea, EPSG:4326, with the code in ``country``.

    Returns
    -------
    DataFrame
        One row a route and part, longest part first, the total last: ``pipeline_id``, ``part`` (a country's code,
        ``at sea``, a section, or ``total``), ``length_km``, ``share_pct`` (of the whole route), ``source_id``,
        ``grade`` (of the points).

    Raises
    ------
    KazbriefError
        As `route_points`, for polygons that are not in EPSG:4326 or that overlap on a route, and for a line in a
        country that ``pipelines`` doesn't list for it.
    """
    points = route_points(route_vertices, pipeline_waypoints)
    chains = {
        route: shapely.LineString(own[["longitude", "latitude"]].to_numpy())
        for route, own in points.groupby("pipeline_id")
    }
    lines = gpd.GeoDataFrame({"pipeline_id": list(chains)}, geometry=list(chains.values()), crs=CRS)
    known = pipelines.set_index("pipeline_id")
    table = line_lengths(lines, countries)
    total, tanker = table["part"] == TOTAL, table["pipeline_id"].map(known["mode"]) == TANKER
    parts, whole = table[~total & ~tanker], table[total]
    _check_countries(parts, known["countries"])
    at_sea = table[total & tanker].assign(part=AT_SEA)
    sections = _sections(points, oil_places)
    table = pd.concat([parts, at_sea, sections, whole]).sort_values(
        "pipeline_id", kind="stable", ignore_index=True
    )
    of_whole = whole.set_index("pipeline_id")["length_km"]
    own, of = points.groupby("pipeline_id"), table["pipeline_id"]
    return table[["pipeline_id", "part", "length_km"]].assign(
        share_pct=100 * table["length_km"] / of.map(of_whole),
        source_id=of.map(own["source_id"].agg(joined)),
        grade=of.map(own["grade"].agg(weakest)),
    )


def _check_countries(parts: pd.DataFrame, listed: pd.Series) -> None:
    """Refuse kilometres in a country that a route is not said to cross."""
    for route, part, length in zip(parts["pipeline_id"], parts["part"], parts["length_km"], strict=True):
        allowed = dict.fromkeys(str(listed.get(route)).split(";"))
        if part not in allowed:
            raise KazbriefError(
                f"points of the routes: found {length:.1f} km of {route} in {part}, "
                f"expected {', '.join(allowed)} (table pipelines, column countries)"
            )


def _sections(points: pd.DataFrame, oil_places: pd.DataFrame) -> pd.DataFrame:
    """The lengths of `SECTIONS`, from the point of the route next to the place to the route's end."""
    rows = []
    for (route, part), place in SECTIONS.items():
        own = points[points["pipeline_id"] == route]
        if len(own):
            start = pick_one(oil_places, place=place, preferred=1)
            x, y = own["longitude"].to_numpy(), own["latitude"].to_numpy()
            away = GEOD.inv(x, y, np.full(len(x), start["longitude"]), np.full(len(y), start["latitude"]))[2]
            length = GEOD.line_length(x[np.argmin(away) :], y[np.argmin(away) :]) / 1000
            rows.append({"pipeline_id": route, "part": part, "length_km": length})
    return pd.DataFrame(rows)


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


def short_name(route: str, name: str) -> str:
    """A route's name as figures and tables print it."""
    return SHORT.get(route, name.replace("-", "–"))


def route_kilometres(
    route_lengths: pd.DataFrame,
    route_lines: pd.DataFrame,
    pipeline_lengths: pd.DataFrame,
    pipelines: pd.DataFrame,
) -> pd.DataFrame:
    """Kilometres of each route by territory, and every published length of the whole route.

    Returns
    -------
    DataFrame
        ``pipeline_id``, ``name``, ``commodity``, ``quality`` (of `route_lines`), ``territory`` (Russia, Kazakhstan, other countries, at sea; or
        ``published``), ``length_km``, ``deviation_pct`` (geodesic less published, of the published, on rows
        of published lengths), ``source_id``, ``grade``.
    """
    routes = pipelines.set_index("pipeline_id")
    sections = {part for _, part in SECTIONS}
    parts = route_lengths[~route_lengths["part"].isin({TOTAL, *sections})]
    territories = parts.assign(territory=parts["part"].map(NAMED).fillna("other countries"))
    keys = ["pipeline_id", "territory", "source_id", "grade"]
    own = territories.groupby(keys, as_index=False)["length_km"].sum()
    compared = compare_lengths(route_lengths, pipeline_lengths)
    printed = compared[compared["part"] == TOTAL].rename(columns={"published_km": "length_km"})
    frame = pd.concat([own, printed.assign(territory=PUBLISHED)])
    frame["name"] = [short_name(route, routes.loc[route, "name"]) for route in frame["pipeline_id"]]
    frame["commodity"] = frame["pipeline_id"].map(routes["commodity"])
    frame["quality"] = frame["pipeline_id"].map(route_lines.set_index("pipeline_id")["quality"])
    order = {territory: place for place, territory in enumerate((*TERRITORIES, PUBLISHED))}
    frame = frame.assign(place=frame["territory"].map(order)).sort_values(
        ["pipeline_id", "place", "length_km", "source_id"]
    )
    lengths = ["territory", "length_km", "deviation_pct"]
    columns = ["pipeline_id", "name", "commodity", "quality", *lengths, "source_id", "grade"]
    return frame[columns].round(6).reset_index(drop=True)


def routes_of(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a route: name, commodity, quality, kilometres by territory, ``total``, most Russian kilometres first."""
    own = frame[frame["territory"] != PUBLISHED]
    wide = own.pivot_table(
        index=["pipeline_id", "name", "commodity", "quality"],
        columns="territory",
        values="length_km",
        aggfunc="sum",
    ).reindex(columns=list(TERRITORIES))
    wide = wide.fillna(0.0).assign(total=wide.sum(axis=1)).reset_index()
    return wide.sort_values(["Russia", "total"], ascending=False, kind="stable").reset_index(drop=True)


def published_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of published lengths."""
    return frame[frame["territory"] == PUBLISHED]


def routes_mapped(
    pipelines: pd.DataFrame,
    route_vertices: pd.DataFrame,
    pipeline_waypoints: pd.DataFrame,
    oil_exports: pd.DataFrame,
    oil_transit: pd.DataFrame,
    gas_flows: pd.DataFrame,
    oil_places: pd.DataFrame,
) -> pd.DataFrame:
    """What the map of routes shows: a row a route with its line, then a row a place.

    Returns
    -------
    DataFrame
        ``kind`` (route, or that of the place), ``pipeline_id`` (empty for places), ``name``, ``commodity`` (oil, gas;
        empty for places), ``crosses_russia``, ``mode``, ``status``, ``quality`` (of `route_lines`), ``capacity``,
        ``flow_low``, ``flow_high`` (oil of Kazakhstan, or all gas; two values where sources differ), ``other_flow``
        (oil of others in the line), million tonnes or billion cubic metres a year, empty where none was published so;
        ``flow_year``; ``geometry`` (points in degrees, WGS 84, as well-known text); ``source_id`` (of the line or the
        place), ``route_source_id``, ``flow_source_id``, ``grade`` (the weakest of them).
    """
    points = route_points(route_vertices, pipeline_waypoints)
    shapes = {
        route: f"LINESTRING ({', '.join(f'{x:g} {y:g}' for x, y in zip(own['longitude'], own['latitude'], strict=True))})"
        for route, own in points.groupby("pipeline_id")
    }
    drawn = route_lines(route_vertices, pipeline_waypoints).rename(columns={"grade": "line_grade"})
    oil = pipeline_flows(oil_exports, oil_transit, pipelines).rename(
        columns={"kazakh_low_mt": "flow_low", "kazakh_high_mt": "flow_high", "other_mt": "other_flow"}
    )
    carried = pd.concat([oil, _gas_carried(gas_flows)]).rename(
        columns={"year": "flow_year", "source_id": "flow_source_id", "grade": "flow_grade"}
    )
    routes = pipelines.rename(columns={"source_id": "route_source_id"}).merge(drawn, on="pipeline_id")
    flow = ["flow_low", "flow_high", "other_flow", "flow_year", "flow_source_id", "flow_grade"]
    routes = routes.merge(carried[["pipeline_id", *flow]], on="pipeline_id", how="left")
    yearly = routes["capacity_unit"].isin(["Mt/y", "bcm/y"])
    grades = routes[["grade", "line_grade", "flow_grade"]]
    routes = routes.assign(
        kind="route",
        capacity=routes["capacity"].where(yearly),
        geometry=routes["pipeline_id"].map(shapes),
        grade=[weakest(own) for own in grades.itertuples(index=False)],
    )
    places = oil_places[oil_places["preferred"] == 1]
    at = zip(places["longitude"], places["latitude"], strict=True)
    places = places.assign(geometry=[f"POINT ({x:g} {y:g})" for x, y in at]).rename(columns={"place": "name"})
    of_route = ["pipeline_id", "name", "commodity", "crosses_russia", "mode", "status", "quality", "capacity"]
    sources = ["source_id", "route_source_id", "flow_source_id", "grade"]
    frame = pd.concat([routes, places[["kind", "name", "geometry", "source_id", "grade"]]])
    return frame[["kind", *of_route, *flow[:4], "geometry", *sources]].reset_index(drop=True)


def _gas_carried(gas_flows: pd.DataFrame) -> pd.DataFrame:
    """The gas of each pipeline in the last year for which all of it was reported."""
    whole = (gas_flows["period"] == "year") & (gas_flows["value_type"] == "reported")
    rows = gas_flows[whole & gas_flows["pipeline_id"].notna()]
    last = rows[rows["year"] == rows.groupby("pipeline_id")["year"].transform("max")]
    flows = last.groupby("pipeline_id", as_index=False).agg(
        year=("year", "max"),
        flow_low=("volume_bcm", "sum"),
        source_id=("source_id", joined),
        grade=("grade", weakest),
    )
    return flows.assign(flow_high=flows["flow_low"], other_flow=0.0)


def in_tonnes(pipelines: pd.DataFrame) -> pd.DataFrame:
    """The routes with ``capacity_mt``: the capacity where it was published in million tonnes a year."""
    return pipelines.assign(
        capacity_mt=pipelines["capacity"].where(pipelines["capacity_unit"].astype(str).str.startswith("Mt/y"))
    )


def working(frame: pd.DataFrame) -> pd.DataFrame:
    """The routes of `routes_mapped` or `in_tonnes` that work, by identifier."""
    routes = frame.set_index("pipeline_id")
    return routes[routes["status"] == "operating"]


def exits(frame: pd.DataFrame) -> pd.DataFrame:
    """The working pipelines that leave Kazakhstan with its oil, one row each, by identifier."""
    routes = working(frame)
    return routes.loc[[name for name in EXITS if name in routes.index]]


def routes_listed(
    pipelines: pd.DataFrame,
    route_lengths: pd.DataFrame,
    route_lines: pd.DataFrame,
    pipeline_lengths: pd.DataFrame,
) -> pd.DataFrame:
    """One row a route.

    Returns
    -------
    DataFrame
        ``pipeline_id``, ``name``, ``commodity``, ``mode``, ``countries``, ``crosses_russia``, ``start_year``,
        ``capacity``, ``capacity_unit``, ``capacity_year``, ``status``, ``quality``, ``longest_straight_km`` (of the
        line), ``geodesic_km``, ``published_low_km``, ``published_high_km`` (of the whole route; empty = none found),
        ``source_id``, ``length_source_id``, ``grade``.
    """
    whole = route_lengths[route_lengths["part"] == TOTAL].set_index("pipeline_id")
    in_print = pipeline_lengths[pipeline_lengths["part"] == TOTAL].groupby("pipeline_id")
    of, lines = pipelines["pipeline_id"], route_lines.set_index("pipeline_id")
    frame = pipelines.assign(
        quality=of.map(lines["quality"]),
        longest_straight_km=of.map(lines["longest_straight_km"]),
        geodesic_km=of.map(whole["length_km"]),
        published_low_km=of.map(in_print["length_km"].min()),
        published_high_km=of.map(in_print["length_km"].max()),
        length_source_id=of.map(in_print["source_id"].agg(";".join)),
    )
    frame["order"] = frame["commodity"].map({"oil": 0, "gas": 1})
    frame["shown"] = [short_name(*pair) for pair in zip(of, frame["name"], strict=True)]
    frame = frame.sort_values(["order", "shown"], kind="stable")
    of_route = ["pipeline_id", "name", "commodity", "mode", "countries", "crosses_russia", "start_year"]
    capacity = ["capacity", "capacity_unit", "capacity_year", "status"]
    lengths = ["quality", "longest_straight_km", "geodesic_km", "published_low_km", "published_high_km"]
    columns = [*of_route, *capacity, *lengths, "source_id", "length_source_id", "grade"]
    return frame[columns].round(6).reset_index(drop=True)
