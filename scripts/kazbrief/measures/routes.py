"""Routes of oil and gas: kilometres in each country, lengths in print, and the lines that leave the country."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, require, require_range, weakest
from kazbrief.measures.geodesic import CRS, TOTAL, cut_at_borders, densify, geodesic_km

TANKER = "tanker"
AT_SEA = "at sea"
# Published lengths of a part of a route, by the places where the part begins and ends here.
SECTIONS = {("UAS", "Atyrau-Samara"): ("Atyrau", "Samara line station (GEM end point)")}
_WAYPOINTS = ("pipeline_id", "sequence", "place", "latitude", "longitude", "country", "source_id", "grade")
PUBLISHED = "published"
# The territory that the paper is about comes first.
TERRITORIES = ("Russia", "Kazakhstan", "other countries", AT_SEA)
NAMED = {"RUS": "Russia", "KAZ": "Kazakhstan", AT_SEA: AT_SEA}
# Lines of oil that carry none of Kazakhstan's crude out: a feeder of the CPC, and a line of Russian oil.
ELSEWHERE = ("KRC_ATY", "OMS_PAV")
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


def _segments(waypoints: pd.DataFrame, tankers: pd.Series) -> gpd.GeoDataFrame:
    """One row from each place to the next: route, number, ends, the country that its ends name, the line."""
    places = waypoints.sort_values(["pipeline_id", "sequence"], ignore_index=True)
    following = places.shift(-1)
    pairs = places["pipeline_id"] == following["pipeline_id"]
    here, there = places[pairs].reset_index(drop=True), following[pairs].reset_index(drop=True)
    fallback = []
    for one, other in zip(here["country"], there["country"], strict=True):
        shared = [code for code in str(one).split("/") if code in str(other).split("/")]
        fallback.append(shared[0] if shared else str(one).split("/")[-1])
    ends = zip(here["longitude"], here["latitude"], there["longitude"], there["latitude"], strict=True)
    lines = [shapely.LineString(densify(np.array([a, c]), np.array([b, d]))) for a, b, c, d in ends]
    frame = pd.DataFrame(
        {
            "pipeline_id": here["pipeline_id"],
            "segment": here.groupby("pipeline_id").cumcount(),
            "from_place": here["place"],
            "to_place": there["place"],
            "fallback": fallback,
            "tanker": here["pipeline_id"].isin(tankers),
            "length_km": geodesic_km(np.array(lines)),
        }
    )
    return gpd.GeoDataFrame(frame, geometry=lines, crs=CRS)


def route_lengths(
    pipeline_waypoints: pd.DataFrame, pipelines: pd.DataFrame, countries: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Geodesic length of each route: in each country, of its named sections, and whole.

    A route is a chain of geodesic lines (WGS 84) from place to place: schematic, and so shorter than the pipe;
    `compare_lengths` shows by how much.

    Parameters
    ----------
    pipeline_waypoints
        One row a place: ``pipeline_id``, ``sequence``, ``place``, ``latitude``, ``longitude`` (degrees),
        ``country`` (ISO 3166-1 alpha-3 code, or two with a slash for a place on their border), ``source_id``,
        ``grade``.
    pipelines
        ``pipeline_id`` and ``mode`` (pipeline, tanker, rail). The whole length of a tanker's route is at sea.
    countries
        Polygons, EPSG:4326, with the code in ``country``. What lies in none of them (offshore) goes to the
        country that both ends of the segment name, else to that of its start. Kashagan lies in the sea and is
        assigned so, by the code in its row.

    Returns
    -------
    DataFrame
        One row a route and part, countries in the order of the segments, the total last: ``pipeline_id``,
        ``part`` (a country's code, ``at sea``, a section of `SECTIONS`, or ``total``), ``length_km``,
        ``share_pct`` (of the whole route), ``source_id``, ``grade`` (of the places).

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a coordinate outside its range, a route of one place or without length,
        and for polygons that are not in EPSG:4326 or that overlap on a route.
    """
    require(pipeline_waypoints, _WAYPOINTS, "waypoints")
    require_range(pipeline_waypoints["latitude"], -90, 90, "waypoints: column latitude")
    require_range(pipeline_waypoints["longitude"], -180, 180, "waypoints: column longitude")
    counts = pipeline_waypoints["pipeline_id"].value_counts()
    if (counts < 2).any():
        raise KazbriefError(f"waypoints: found one place for {counts.idxmin()}, expected at least two")
    tankers = pipelines.loc[pipelines["mode"] == TANKER, "pipeline_id"]
    segments = _segments(pipeline_waypoints, tankers)
    drawn = segments.groupby("pipeline_id")["length_km"].sum()
    if (drawn <= 0).any():
        raise KazbriefError(f"waypoints: found all places of {drawn.idxmin()} at one point, expected a line")
    at_sea, on_land = segments[segments["tanker"]], segments[~segments["tanker"]]
    pieces = pd.concat([at_sea.assign(country=AT_SEA), cut_at_borders(on_land, countries)])
    pieces = pieces.sort_values(["pipeline_id", "segment"], kind="stable").rename(columns={"country": "part"})
    whole = pieces.groupby("pipeline_id")["length_km"].sum()
    lengths = pieces.groupby(["pipeline_id", "part"], sort=False)["length_km"].sum().reset_index()
    rows: list[pd.DataFrame] = [lengths]
    for (route, part), (start, end) in SECTIONS.items():
        own = pieces[pieces["pipeline_id"] == route]
        starts = own.loc[own["from_place"] == start, "segment"]
        ends = own.loc[own["to_place"] == end, "segment"]
        if len(starts) and len(ends):
            length = own[own["segment"].between(starts.iloc[0], ends.iloc[0])]["length_km"].sum()
            rows.append(pd.DataFrame([{"pipeline_id": route, "part": part, "length_km": length}]))
    rows.append(whole.reset_index().assign(part=TOTAL))
    table: pd.DataFrame = pd.concat(rows, ignore_index=True).sort_values(
        "pipeline_id", kind="stable", ignore_index=True
    )
    places, of = pipeline_waypoints.groupby("pipeline_id"), table["pipeline_id"]
    return table[["pipeline_id", "part", "length_km"]].assign(
        share_pct=100 * table["length_km"] / of.map(whole),
        source_id=of.map(places["source_id"].agg(joined)),
        grade=of.map(places["grade"].agg(weakest)),
    )


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
    route_lengths: pd.DataFrame, pipeline_lengths: pd.DataFrame, pipelines: pd.DataFrame
) -> pd.DataFrame:
    """Kilometres of each route by territory, and every published length of the whole route.

    Returns
    -------
    DataFrame
        ``pipeline_id``, ``name``, ``commodity``, ``territory`` (Russia, Kazakhstan, other countries, at sea; or
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
    order = {territory: place for place, territory in enumerate((*TERRITORIES, PUBLISHED))}
    frame = frame.assign(place=frame["territory"].map(order)).sort_values(
        ["pipeline_id", "place", "length_km", "source_id"]
    )
    lengths = ["territory", "length_km", "deviation_pct"]
    columns = ["pipeline_id", "name", "commodity", *lengths, "source_id", "grade"]
    return frame[columns].round(6).reset_index(drop=True)


def routes_of(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a route: name, commodity, kilometres by territory, ``total``, most Russian kilometres first."""
    own = frame[frame["territory"] != PUBLISHED]
    wide = own.pivot_table(
        index=["pipeline_id", "name", "commodity"], columns="territory", values="length_km", aggfunc="sum"
    ).reindex(columns=list(TERRITORIES))
    wide = wide.fillna(0.0).assign(total=wide.sum(axis=1)).reset_index()
    return wide.sort_values(["Russia", "total"], ascending=False, kind="stable").reset_index(drop=True)


def published_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of published lengths."""
    return frame[frame["territory"] == PUBLISHED]


def oil_waypoints(pipelines: pd.DataFrame, pipeline_waypoints: pd.DataFrame) -> pd.DataFrame:
    """The waypoints of the oil routes, with what a map shows of each route.

    Returns
    -------
    DataFrame
        ``pipeline_id``, ``name``, ``crosses_russia``, ``mode``, ``status``, ``capacity_mt`` (million tonnes a year,
        empty when unknown), ``sequence``, ``place``, ``longitude``, ``latitude`` (degrees, WGS 84), ``source_id``,
        ``route_source_id``, ``grade``.
    """
    routes = pipelines.set_index("pipeline_id")
    oil = set(pipelines.loc[pipelines["commodity"] == "oil", "pipeline_id"]).difference(ELSEWHERE)
    points = pipeline_waypoints[pipeline_waypoints["pipeline_id"].isin(oil)].copy()
    of = points["pipeline_id"]
    for column in ("name", "crosses_russia", "mode", "status"):
        points[column] = of.map(routes[column])
    in_tonnes = routes["capacity"].where(routes["capacity_unit"].astype(str).str.startswith("Mt/y"))
    points["capacity_mt"] = of.map(in_tonnes)
    points["route_source_id"] = of.map(routes["source_id"])
    of_route = ["pipeline_id", "name", "crosses_russia", "mode", "status", "capacity_mt"]
    of_place = ["sequence", "place", "longitude", "latitude"]
    columns = [*of_route, *of_place, "source_id", "route_source_id", "grade"]
    return points[columns].sort_values(["pipeline_id", "sequence"]).reset_index(drop=True)


def working(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a route of `oil_waypoints` that works, with its capacity."""
    routes = frame.groupby("pipeline_id", sort=False).first()
    return routes[routes["status"].str.startswith("operating")]


def exits(frame: pd.DataFrame) -> pd.DataFrame:
    """The working pipelines that leave Kazakhstan with its oil, one row each, by identifier."""
    routes = working(frame)
    return routes.loc[[name for name in EXITS if name in routes.index]]


def routes_listed(
    pipelines: pd.DataFrame, route_lengths: pd.DataFrame, pipeline_lengths: pd.DataFrame
) -> pd.DataFrame:
    """One row a route.

    Returns
    -------
    DataFrame
        ``pipeline_id``, ``name``, ``commodity``, ``mode``, ``countries``, ``crosses_russia``, ``start_year``,
        ``capacity``, ``capacity_unit``, ``capacity_year``, ``status``, ``geodesic_km``, ``published_low_km``,
        ``published_high_km`` (of the whole route; empty = none found), ``source_id``, ``length_source_id``,
        ``grade``.
    """
    whole = route_lengths[route_lengths["part"] == TOTAL].set_index("pipeline_id")
    in_print = pipeline_lengths[pipeline_lengths["part"] == TOTAL].groupby("pipeline_id")
    of = pipelines["pipeline_id"]
    frame = pipelines.assign(
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
    lengths = ["geodesic_km", "published_low_km", "published_high_km"]
    columns = [*of_route, *capacity, *lengths, "source_id", "length_source_id", "grade"]
    return frame[columns].round(6).reset_index(drop=True)
