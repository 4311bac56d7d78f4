"""What the oil figures plot: the share of exports that crosses Russia, and what flows without Russian territory."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from kazbrief.measures.thresholds import LAST_FULL_YEAR, PUBLISHED, RECENT_SINCE

Row = Mapping[Hashable, Any]

# The scope of a statement about all exports, in the table of statements.
ALL_EXPORTS = "all exports through Russia"


def shares_with_both_ends(oil_share: pd.DataFrame) -> pd.DataFrame:
    """The years for which both ends of the range can be computed.

    Returns
    -------
    DataFrame
        ``year``, ``period`` (``year`` or the months covered), ``low_pct``, ``high_pct`` (per cent of the tonnes
        exported), ``method``, ``source_id``, ``grade``.
    """
    both = oil_share[oil_share["low_pct"].notna() & oil_share["high_pct"].notna()]
    columns = ["year", "period", "low_pct", "high_pct", "method", "source_id", "grade"]
    return both[columns].reset_index(drop=True)


def in_print_and_recent(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The last year in print when the article appeared (July 2011), and the years from 2022 on."""
    return frame[frame["year"] < PUBLISHED.year].tail(1), frame[frame["year"] >= RECENT_SINCE]


def statements_in_print(oil_share_statements: pd.DataFrame, since: int) -> pd.DataFrame:
    """The shares of all exports that somebody stated for a year or a later one before the article, by year."""
    years = oil_share_statements["year"].between(since, LAST_FULL_YEAR)
    stated = oil_share_statements[years & (oil_share_statements["scope"] == ALL_EXPORTS)]
    return stated.sort_values("year", kind="stable")


def flows(oil_flow: pd.DataFrame, oil_network: pd.DataFrame) -> pd.DataFrame:
    """Maximum flow by year, set of fields and scenario, and what in its cut is no published capacity.

    Returns
    -------
    DataFrame
        ``year``, ``fields`` (all, western), ``russia`` (open, closed), ``low_mt``, ``high_mt`` (million tonnes
        a year), ``cut`` (links of the minimum cut, ``;``-separated), ``carried`` (those of them that stand at
        a volume carried), ``source_id``, ``grade``.
    """
    stand_ins = oil_network.loc[oil_network["basis"] == "volume carried", ["year", "name"]]
    carried = set(map(tuple, stand_ins.to_numpy()))
    frame = oil_flow.assign(
        carried=[
            ";".join(name for name in row["cut"].split(";") if (row["year"], name) in carried)
            for row in oil_flow.to_dict("records")
        ]
    )
    columns = ["year", "fields", "russia", "low_mt", "high_mt", "cut", "carried", "source_id", "grade"]
    return frame[columns].sort_values(["fields", "year", "russia"]).reset_index(drop=True)


def open_and_closed(frame: pd.DataFrame, year: int, fields: str) -> tuple[Row, Row]:
    """The rows of one year and set of fields: Russian territory open, closed."""
    rows = frame[(frame["year"] == year) & (frame["fields"] == fields)]
    by_state = {row["russia"]: row for row in rows.to_dict("records")}
    return by_state["open"], by_state["closed"]


def remaining_pct(open_: Row, closed: Row) -> tuple[float, float]:
    """What remains when Russian territory is closed, per cent, low and high."""
    return 100 * closed["low_mt"] / open_["high_mt"], 100 * closed["high_mt"] / open_["high_mt"]
