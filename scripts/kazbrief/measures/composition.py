"""Ethnic composition by census: one share a group, and the range of what other sources print for the same count."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from kazbrief.measures.frames import joined, require, weakest

Row = Mapping[Hashable, Any]

ALL = "All"
_KEY = ["date", "basis", "ethnic_group"]
_COLUMNS = (*_KEY, "population", "share_pct", "preferred", "source_id", "grade")
FIRST_YEAR = 1926
GROUPS = ("Kazakh", "Russian", "Ukrainian", "German", "Uzbek")
CENSUS = "census"
REVISED = "census, base revised about 1999"
BASES = (CENSUS, REVISED, "register before 2021 census", "register after 2021 census")


def last_digit(value: float) -> float:
    """The unit of the last digit that a printed number tells: 1000 for 2,900,000 less its zeros is 100,000."""
    if value == 0:
        return 1.0
    if value != round(value):
        return 10.0 ** -len(f"{value:.6f}".rstrip("0").partition(".")[2])
    unit = 1.0
    while value % (unit * 10) == 0:
        unit *= 10
    return unit


def shares_by_census(ethnic_national: pd.DataFrame) -> pd.DataFrame:
    """The share of each group by date and basis, with the range of the conflicting figures.

    The share is the preferred one as printed, else the preferred count over the preferred total of the same
    date and basis: totals of another basis are never used. Where no row of a group is preferred, its printed
    share with the most digits stands, and ``preferred`` is 0. A figure of another source conflicts when it
    differs from the preferred one by more than a unit of its own last printed digit; the range then takes it
    in. So rounding is no conflict.

    Parameters
    ----------
    ethnic_national
        ``date``, ``basis``, ``ethnic_group`` ("All" for totals), ``population``, ``share_pct``, ``preferred``,
        ``source_id``, ``grade``.

    Returns
    -------
    DataFrame
        One row a date, basis and group that has a share, in the order given: ``date``, ``basis``,
        ``ethnic_group``, ``share_pct``, ``low_pct``, ``high_pct``, ``preferred`` (0 or 1), ``source_id``
        (also of the total and of the conflicting rows), ``grade``.

    Raises
    ------
    KazbriefError
        For a missing column or no rows.
    """
    require(ethnic_national, _COLUMNS, "composition of the nation")
    figures = ethnic_national[list(_COLUMNS)].astype({"population": "float64", "share_pct": "float64"})
    totals = figures[(figures["ethnic_group"] == ALL) & figures["population"].notna()]
    total_of: dict[tuple[Any, Any], Row] = {
        (row["date"], row["basis"]): row
        for row in totals[::-1].sort_values("preferred", kind="stable").to_dict("records")
    }
    of_group: dict[tuple[Any, ...], list[Row]] = {}
    for row in figures[figures["ethnic_group"] != ALL].to_dict("records"):
        of_group.setdefault(tuple(row[name] for name in _KEY), []).append(row)
    rows = [
        dict(zip(_KEY, key, strict=True)) | share
        for key, own in of_group.items()
        if (share := _one_share(own, total_of.get(key[:2], {})))
    ]
    columns = [*_KEY, "share_pct", "low_pct", "high_pct", "preferred", "source_id", "grade"]
    return pd.DataFrame(rows, columns=columns)


def _one_share(figures: Sequence[Row], total: Row) -> dict[str, Any]:
    """Share, range and sources of the figures of one group, date and basis; nothing when none gives a share."""
    people = float(total.get("population", math.nan))

    def share_of(row: Row) -> float:
        return float(100 * row["population"] / people if math.isnan(row["share_pct"]) else row["share_pct"])

    usable = [row for row in figures if not math.isnan(share_of(row))]
    if not usable:
        return {}
    chosen = min(usable, key=lambda row: (-row["preferred"], last_digit(share_of(row))))
    low = high = share = share_of(chosen)
    count = share / 100 * people if math.isnan(chosen["population"]) else chosen["population"]
    cited = [chosen]
    for row in figures:
        if row is chosen:
            continue
        for value, reference, scale in (
            (row["share_pct"], share, 1.0),
            (row["population"], count, 100 / people),
        ):
            # What is missing differs from nothing.
            if not math.isnan(value * scale) and abs(value - reference) > last_digit(value):
                low, high = min(low, value * scale), max(high, value * scale)
                cited.append(row)
    divided_by = [total] if math.isnan(chosen["share_pct"]) else []
    return {
        "share_pct": share,
        "low_pct": low,
        "high_pct": high,
        "preferred": int(chosen["preferred"]),
        "source_id": joined(row["source_id"] for row in (*cited, *divided_by)),
        "grade": weakest(row["grade"] for row in (chosen, *divided_by)),
    }


def national_shares(ethnic_national: pd.DataFrame) -> pd.DataFrame:
    """The shares of five groups by date and basis, with the range of conflicting figures.

    Returns
    -------
    DataFrame
        ``date``, ``year``, ``basis``, ``ethnic_group``, ``share_pct``, ``low_pct``, ``high_pct`` (per cent),
        ``source_id``, ``grade``.
    """
    shares = shares_by_census(ethnic_national)
    year = shares["date"].str[:4].astype(int)
    kept = shares["ethnic_group"].isin(GROUPS) & shares["basis"].isin(BASES) & (year >= FIRST_YEAR)
    columns = ["date", "year", "basis", "ethnic_group", "share_pct", "low_pct", "high_pct"]
    frame = shares.assign(year=year)[kept][[*columns, "source_id", "grade"]]
    order = frame.assign(rank=frame["ethnic_group"].map(GROUPS.index))
    order = order.sort_values(["rank", "date", "basis"], kind="stable")
    return order.drop(columns="rank").reset_index(drop=True)


def series(frame: pd.DataFrame, group: str, basis: str = CENSUS) -> pd.DataFrame:
    """The shares of a group on one basis, in order of time, indexed by year."""
    rows = frame[(frame["ethnic_group"] == group) & (frame["basis"] == basis)]
    return rows.sort_values("date").set_index("year")
