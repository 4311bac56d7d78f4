"""What figures, prose and claims take from the oil tables: closed shares, and what each line carries and could carry."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, weakest
from kazbrief.measures.oil_share import CLOSED, TOTAL
from kazbrief.measures.oil_volumes import BAKU, OilVolumes, Volume
from kazbrief.measures.thresholds import LAST_FULL_YEAR, PUBLISHED, RECENT_SINCE

Row = Mapping[Hashable, Any]

# The scope of a statement about all exports, in the table of statements.
ALL_EXPORTS = "all exports through Russia"
CHINA_LINE = "ATA_ALA"
# The route of oil_exports that tells how much of Kazakhstan's oil a line carries, by line. What is shipped to Baku
# goes on by Baku-Tbilisi-Ceyhan.
ROUTE_OF = {
    "CPC": "cpc",
    "UAS": "atyrau-samara",
    CHINA_LINE: "atasu-alashankou",
    "AKT_BAK": BAKU,
    "AKT_MAK": "aktau_makhachkala",
    "BTC": BAKU,
    "KEN_ATY": "kenkiyak-atyrau",
    "KEN_KUM": "kenkiyak-kumkol",
    "RAIL": "rail",
}
# The route that counts all oil in a line, whoever's.
ALL_OIL_OF = {"CPC": "cpc_total_throughput", "BTC": "btc_total_throughput"}


def closed_shares(oil_share: pd.DataFrame) -> pd.DataFrame:
    """The years whose range is closed: both ends rest on exports and on both big lines.

    Returns
    -------
    DataFrame
        The rows of ``oil_share`` with the state "closed", by year.
    """
    return oil_share[oil_share["state"] == CLOSED].reset_index(drop=True)


def in_print_and_recent(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The last year in print when the article appeared (July 2011), and the years from 2022 on."""
    return frame[frame["year"] < PUBLISHED.year].tail(1), frame[frame["year"] >= RECENT_SINCE]


def last_full_year(oil_exports: pd.DataFrame) -> int:
    """The last year whose total of exports was published.

    Raises
    ------
    KazbriefError
        When none was.
    """
    found = OilVolumes(oil_exports).latest(TOTAL)
    if found is None:
        raise KazbriefError("table oil_exports: found no published total of exports, expected one")
    return found[0]


def transit_to_china(oil_transit: pd.DataFrame, year: int) -> pd.Series | None:
    """The row of Russian oil carried to China in a year, the best grade first; nothing where there is none."""
    whole = (oil_transit["year"] == year) & (oil_transit["period"] == "year")
    carried = oil_transit["value_type"].isin(["reported", "derived", "estimate"])
    rows = oil_transit[whole & carried & (oil_transit["destination"] == "China")]
    return None if rows.empty else rows.sort_values("grade", kind="stable").iloc[0]


def pipeline_flows(
    oil_exports: pd.DataFrame, oil_transit: pd.DataFrame, pipelines: pd.DataFrame
) -> pd.DataFrame:
    """What each line of oil carries: the last full year, or the last year known before it.

    Returns
    -------
    DataFrame
        ``pipeline_id``, ``year``, ``kazakh_low_mt``, ``kazakh_high_mt`` (Kazakhstan's oil in the line, million
        tonnes a year; two values where sources differ), ``other_mt`` (Russian and other oil in the line; 0 where
        none is known), ``flow_mt`` (all oil, the middle where sources differ), ``capacity_mt`` (of the table
        pipelines; missing where none is published in tonnes), ``source_id``, ``grade`` (of the volumes).
    """
    volumes, last = OilVolumes(oil_exports), last_full_year(oil_exports)
    tonnes = pipelines[pipelines["capacity_unit"] == "Mt/y"].set_index("pipeline_id")["capacity"]
    made = []
    for line, route in ROUTE_OF.items():
        found = volumes.latest(route, last)
        if found is None or line not in set(pipelines["pipeline_id"]):
            continue
        year, own = found
        middle = (own.low + own.high) / 2
        other, sources, grades = _other_oil(volumes, oil_transit, line, year, middle)
        made.append(
            {
                "pipeline_id": line,
                "year": year,
                "kazakh_low_mt": own.low,
                "kazakh_high_mt": own.high,
                "other_mt": other,
                "flow_mt": middle + other,
                "capacity_mt": tonnes.get(line),
                "source_id": joined([own.source_id, *sources]),
                "grade": weakest([own.grade, *grades]),
            }
        )
    return pd.DataFrame(made).astype({"capacity_mt": "float64"})


def _other_oil(
    volumes: OilVolumes, oil_transit: pd.DataFrame, line: str, year: int, own_mt: float
) -> tuple[float, list[str], list[str]]:
    """Oil of others in a line, Mt, with its sources and grades."""
    if line == CHINA_LINE:
        row = transit_to_china(oil_transit, year)
        return (0.0, [], []) if row is None else (float(row["volume_mt"]), [row["source_id"]], [row["grade"]])
    whole: Volume | None = None
    if line in ALL_OIL_OF:
        whole = volumes.published(ALL_OIL_OF[line], year) or volumes.rate(ALL_OIL_OF[line], year)
    return (max(whole.low - own_mt, 0.0), [whole.source_id], [whole.grade]) if whole else (0.0, [], [])


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
