"""The titular nationality's share in each union republic, by census."""

from __future__ import annotations

import pandas as pd

from kazbrief.measures.thresholds import HALF_PCT

YEARS = (1979, 1989)
REPUBLICS = 15


def titular_shares(ethnic_republics: pd.DataFrame) -> pd.DataFrame:
    """The titular share of each republic in both censuses, one row each, also where none is published.

    Returns
    -------
    DataFrame
        ``republic``, ``country``, ``year``, ``ethnic_group``, ``share_pct`` (per cent; empty where no figure was
        found), ``value_type`` (published, lower limit), ``source_id``, ``grade``.
    """
    kept = ethnic_republics[
        (ethnic_republics["role"] == "titular")
        & ethnic_republics["year"].isin(YEARS)
        & (ethnic_republics["preferred"] == 1)
        & ethnic_republics["share_pct"].notna()
    ]
    keys = kept[["republic", "country"]].drop_duplicates().merge(pd.DataFrame({"year": YEARS}), how="cross")
    frame = keys.merge(kept.drop(columns="country"), on=["republic", "year"], how="left")
    order = frame[frame["year"] == YEARS[1]].sort_values(["share_pct", "republic"])["republic"].tolist()
    frame["place"] = frame["republic"].map(order.index)
    columns = ["republic", "country", "year", "ethnic_group", "share_pct", "value_type", "source_id", "grade"]
    return frame.sort_values(["place", "year"])[columns].reset_index(drop=True)


def shares_of(frame: pd.DataFrame, year: int) -> pd.Series:
    """The shares of one census by republic, lowest of 1989 first."""
    return frame[frame["year"] == year].set_index("republic")["share_pct"]


def minorities(frame: pd.DataFrame, year: int) -> list[str]:
    """The republics where the titular nationality had less than half."""
    own = shares_of(frame, year)
    return [str(name) for name in own.index[own < HALF_PCT]]


def limits(frame: pd.DataFrame, year: int) -> list[str]:
    """The republics of which a census gives a lower limit alone."""
    of_year = frame[(frame["year"] == year) & (frame["value_type"] == "lower limit")]
    return sorted(of_year["republic"].astype(str))
