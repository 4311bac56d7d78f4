"""The derived table ``route_lengths``: kilometres of each route in each country."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from kazbrief.measures import geodesic

TANKER = "tanker"


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
