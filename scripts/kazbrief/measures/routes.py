"""Routes of oil and gas: kilometres in each country, lengths in print, and the lines that leave the country."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from kazbrief.measures import geodesic
from kazbrief.measures.geodesic import AT_SEA, SECTIONS, TOTAL, compare_lengths

TANKER = "tanker"
PUBLISHED = "published"
# The territory that the paper is about comes first.
TERRITORIES = ("Russia", "Kazakhstan", "other countries", AT_SEA)
NAMED = {"RUS": "Russia", "KAZ": "Kazakhstan", AT_SEA: AT_SEA}
# Lines that carry Kazakhstan's crude out of the country or to its export outlets.
ROUTES = (
    "CPC",
    "UAS",
    "KEN_ORS",
    "KEN_ATY",
    "KEN_KUM",
    "KUM_KAR",
    "PAV_SHY",
    "ATA_ALA",
    "UZE_AKT",
    "KAL_AKT",
    "AKT_BAK",
    "AKT_MAK",
    "BTC",
    "BAK_SUP",
    "BAK_NOV",
)
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


def route_lengths(
    pipeline_waypoints: pd.DataFrame, pipelines: pd.DataFrame, countries: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Geodesic length of each route by country, the legs of tankers counted as at sea.

    Parameters
    ----------
    pipeline_waypoints
        As in `geodesic.route_lengths`.
    pipelines
        ``pipeline_id`` and ``mode`` (pipeline, tanker, rail).
    countries
        Polygons, EPSG:4326, with the code in ``country``.

    Returns
    -------
    DataFrame
        As `geodesic.route_lengths`.

    Raises
    ------
    KazbriefError
        As `geodesic.route_lengths`.
    """
    tankers = pipelines.loc[pipelines["mode"] == TANKER, "pipeline_id"]
    return geodesic.route_lengths(pipeline_waypoints, countries, list(tankers))


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
    points = pipeline_waypoints[pipeline_waypoints["pipeline_id"].isin(ROUTES)].copy()
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
