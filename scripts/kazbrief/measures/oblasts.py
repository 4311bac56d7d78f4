"""The Kazakh share of each oblast: its bounds in classes, the published points beside them, the latest census."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kazbrief.measures.bounds import class_of, compare_points
from kazbrief.measures.census import kazakh_shares
from kazbrief.measures.crosswalk import comparable
from kazbrief.measures.thresholds import HALF_PCT
from kazbrief.tables.catalogue import SCHEMES

SCHEME = SCHEMES[0]
# Limits of the classes of the Kazakh share, per cent.
LIMITS = (0.0, 50.0, 65.0, 80.0, 100.0)
# Classes of the raions are 20 points wide: a wider bound holds raions whose class is unknown.
WIDE_POINTS = 20.0
# The bases of published points that are held against the bounds, from the firmest.
POINT_BASES = ("census", "register after 2021 census", "register before 2021 census")
FIRST_POINT_YEAR = 2021


def classed_bounds(ethnic_bounds: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The bound of each oblast with its class.

    Returns
    -------
    DataFrame
        ``oblast``, ``iso_3166_2``, ``lower_pct``, ``upper_pct``, ``midpoint_pct`` (per cent), ``class``
        (1 = lowest), ``wide`` (1 when the bound is wider than the raions' classes), ``source_id``, ``grade``.
    """
    codes = units[units["scheme"] == SCHEME].set_index("unit")["iso_3166_2"]
    midpoints = ethnic_bounds["midpoint_pct"]
    places = np.clip(np.digitize(midpoints, LIMITS[1:-1], right=True) + 1, 1, len(LIMITS) - 1)
    width = ethnic_bounds["upper_pct"] - ethnic_bounds["lower_pct"]
    frame = ethnic_bounds.assign(
        iso_3166_2=ethnic_bounds["oblast"].map(codes),
        **{"class": places},
        wide=(width > WIDE_POINTS + 0.5).astype(int),
    )
    limits = ["lower_pct", "upper_pct", "midpoint_pct"]
    columns = ["oblast", "iso_3166_2", *limits, "class", "wide", "source_id", "grade"]
    return frame[columns].reset_index(drop=True)


def bounds_and_points(
    ethnic_bounds: pd.DataFrame, ethnic_shares: pd.DataFrame, crosswalk: pd.DataFrame
) -> pd.DataFrame:
    """Bounds of every oblast and the published shares of 2021 to 2023, one row each.

    Returns
    -------
    DataFrame
        ``oblast``, ``kind`` (``bound`` or a basis), ``lower_pct``, ``upper_pct`` (per cent; equal for a
        published point), ``date`` (of a point; empty for a bound), ``inside`` (1 when a point lies inside its
        bound), ``source_id``, ``grade``.
    """
    points = comparable(ethnic_shares, crosswalk, SCHEME)
    points = points[
        points["basis"].isin(POINT_BASES)
        & (points["preferred"] == 1)
        & points["share_pct"].notna()
        & (points["ethnic_group"] == "Kazakh")
        & (points["date"].str[:4].astype(int) >= FIRST_POINT_YEAR)
    ]
    compared = compare_points(ethnic_bounds, points)
    share = compared["share_pct"]
    rows = pd.concat(
        [
            ethnic_bounds.assign(kind="bound", date=None),
            compared.assign(kind=compared["basis"], lower_pct=share, upper_pct=share),
        ]
    )
    columns = ["oblast", "kind", "lower_pct", "upper_pct", "date", "inside", "source_id", "grade"]
    return rows[columns].astype({"inside": "boolean"}).astype({"inside": "Int64"}).reset_index(drop=True)


def bounds_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The bounds alone, lowest midpoint first."""
    bounds = frame[frame["kind"] == "bound"]
    middle = (bounds["lower_pct"] + bounds["upper_pct"]) / 2
    return bounds.assign(middle=middle).sort_values(["middle", "oblast"])


def by_half(bounds: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The rows whose group is certainly a majority, certainly a minority, and those of which that is open."""
    majority, minority = bounds["lower_pct"] > HALF_PCT, bounds["upper_pct"] < HALF_PCT
    return bounds[majority], bounds[minority], bounds[~majority & ~minority]


def points_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The published points alone."""
    return frame[frame["kind"] != "bound"]


def latest_census(ethnic_census: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The share of each unit by the latest census.

    Returns
    -------
    DataFrame
        ``census``, ``scheme``, ``unit``, ``iso_3166_2``, ``kazakh`` and ``total`` (persons), ``share_pct`` (per
        cent), ``class`` (1 = lowest; a class holds its lower limit), ``source_id``, ``grade``.
    """
    shares = kazakh_shares(ethnic_census[ethnic_census["census"] == ethnic_census["census"].max()])
    codes = units.set_index(["scheme", "unit"])["iso_3166_2"].rename("iso_3166_2")
    frame = shares.join(codes, on=["scheme", "unit"])
    frame["class"] = class_of(frame["share_pct"], LIMITS) + 1
    people = ["kazakh", "total", "share_pct", "class"]
    columns = ["census", "scheme", "unit", "iso_3166_2", *people, "source_id", "grade"]
    return frame[columns].reset_index(drop=True)
