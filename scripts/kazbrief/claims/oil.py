"""Claims on the routes of oil."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from kazbrief.claims.decisions import (
    Finding,
    Trial,
    Verdict,
    at_most_partly,
    by_number,
    conclude,
    reaches,
    since,
    tried,
)
from kazbrief.errors import KazbriefError
from kazbrief.formats import number, percent, percent_range
from kazbrief.measures.frames import pick, pick_one
from kazbrief.measures.oil import shares_with_both_ends
from kazbrief.measures.oil_share import reference_range
from kazbrief.measures.thresholds import ALMOST_ALL_PCT, MONOPOLY_PCT, OTHER_DIRECTIONS_PCT, PUBLISHED

# The last year of which volumes of all routes were in print when the article appeared.
LAST_VOLUMES = 2009


class _Share(NamedTuple):
    """The share of oil exports that crosses Russia: limits from the last volumes in print, others by label, today's."""

    row: pd.Series
    low: float
    high: float
    others: dict[str, tuple[float, float]]
    now: str


def _share(oil_share: pd.DataFrame, oil_share_statements: pd.DataFrame) -> _Share:
    """The last year in print that has both limits, with the statements and the earlier year beside it.

    Raises
    ------
    KazbriefError
        When the volumes of 2009 no longer give both limits: an older year would decide in their place.
    """
    known = reference_range(oil_share, oil_share_statements, before=PUBLISHED.year)
    volumes, statements = known[known["basis"] == "volumes"].iloc[0], known[known["basis"] == "statement"]
    if volumes["year"] != LAST_VOLUMES:
        raise KazbriefError(
            f"table oil_share: found {volumes['year']} as the last year before {PUBLISHED.year} with both limits, "
            f"expected {LAST_VOLUMES}"
        )
    complete = shares_with_both_ends(oil_share)
    earlier, now = complete[complete["year"] < LAST_VOLUMES].tail(1), complete.iloc[-1]
    others = {
        f"a published estimate for {row['year']} ({percent(row['low_pct'])})": (
            row["low_pct"],
            row["high_pct"],
        )
        for _, row in statements.iterrows()
    } | {f"the volumes of {row['year']}": (row["low_pct"], row["high_pct"]) for _, row in earlier.iterrows()}
    now_pct = f"{percent_range(now['low_pct'], now['high_pct'])} in {now['year']}"
    return _Share(volumes, float(volumes["low_pct"]), float(volumes["high_pct"]), others, since(now_pct, now))


def _tried(share: _Share, rule: Callable[..., Verdict]) -> Trial:
    """A rule of low limit, high limit and factor on the threshold, tried on all that is known of the share."""
    return tried(rule, share.low, share.high, others=share.others)


def c48(oil_share: pd.DataFrame, oil_share_statements: pd.DataFrame) -> Finding:
    """ "Almost all" against the limits of the share that crosses Russia."""
    share = _share(oil_share, oil_share_statements)
    return conclude(
        _tried(share, lambda low, high, factor=1.0: reaches(low, high, ALMOST_ALL_PCT * factor)),
        share.row,
        value=share.low,
        value_high=share.high,
        unit="% of oil exports",
        year=str(share.row["year"]),
        reason=(
            f"Published volumes of {share.row['year']} put the share that crossed Russia at "
            f"{percent_range(share.low, share.high)}; \u201calmost all\u201d is read as {percent(ALMOST_ALL_PCT)}."
        ),
        state_2025=share.now,
        decimals=0,
    )


def m30(oil_share: pd.DataFrame, oil_share_statements: pd.DataFrame, oil_events: pd.DataFrame) -> Finding:
    """A monopoly, read as nine tenths of oil exports."""
    share = _share(oil_share, oil_share_statements)
    return conclude(
        _tried(share, lambda low, high, factor=1.0: reaches(low, high, MONOPOLY_PCT * factor)),
        share.row,
        pick_one(oil_events, date="2009-12-14"),
        value=share.low,
        value_high=share.high,
        unit="% of oil exports",
        year=str(share.row["year"]),
        reason=(
            f"At least {percent(100 - share.high)} of oil exports avoided Russia in {share.row['year']}, and a gas "
            "pipeline to China was opened in December 2009; a monopoly is read as "
            f"{percent(MONOPOLY_PCT)} or more."
        ),
        state_2025=f"Share of oil exports that crosses Russia: {share.now}",
        decimals=0,
    )


def m03(oil_share: pd.DataFrame, oil_share_statements: pd.DataFrame) -> Finding:
    """Several directions in oil: the share that avoids Russia; the rest of the sentence is a judgement."""
    share = _share(oil_share, oil_share_statements)

    def rule(low: float, high: float, factor: float = 1.0) -> Verdict:
        return at_most_partly(reaches(100 - high, 100 - low, OTHER_DIRECTIONS_PCT * factor))

    return conclude(
        _tried(share, rule),
        share.row,
        value=100 - share.high,
        value_high=100 - share.low,
        unit="% of oil exports that avoid Russia",
        year=str(share.row["year"]),
        reason=(
            f"{percent_range(100 - share.high, 100 - share.low)} of oil exports avoided Russia in "
            f"{share.row['year']}. How tenaciously the policy was pursued is a judgement and is not tested."
        ),
        state_2025=f"Share of oil exports that crosses Russia: {share.now}",
        decimals=0,
    )


def c51(oil_exports: pd.DataFrame, pipeline_capacities: pd.DataFrame) -> Finding:
    """Baku-Tbilisi-Ceyhan against the line to China: all oil, and oil from Kazakhstan."""
    routes = ("btc_total_throughput", "btc_kazakh_oil", "atasu-alashankou")
    rows = [pick_one(oil_exports, year=LAST_VOLUMES, period="year", route=route) for route in routes]
    all_mt, own_mt, china_mt = (float(row["volume_mt"]) for row in rows)

    def rule(pairs: list[tuple[float, float]], factor: float = 1.0) -> Verdict:
        return by_number([more > factor * less for more, less in pairs])

    btc, line = (
        pick(pipeline_capacities, pipeline_id=pipeline, capacity_unit="Mt/y").iloc[-1]["capacity"]
        for pipeline in ("BTC", "ATA_ALA")
    )
    recent = oil_exports[oil_exports["period"] == "year"]
    recent = recent[recent["route"].isin(["aktau_baku", "atasu-alashankou"])]
    latest = recent[recent["year"] == recent["year"].max()]
    volumes = latest.groupby("route")["volume_mt"].max()
    return conclude(
        tried(
            rule,
            [(all_mt, china_mt), (own_mt, china_mt)],
            others={
                "all oil alone": [(all_mt, china_mt)],
                "oil from Kazakhstan alone": [(own_mt, china_mt)],
                "capacity": [(btc, line)],
            },
        ),
        *rows,
        value=own_mt,
        value_high=all_mt,
        unit="Mt through Baku-Tbilisi-Ceyhan, from Kazakhstan and in all",
        year=str(LAST_VOLUMES),
        reason=(
            f"Baku-Tbilisi-Ceyhan carried {number(all_mt)} Mt in {LAST_VOLUMES}, {number(own_mt, 1)} Mt of it from "
            f"Kazakhstan; the line to China carried {number(china_mt, 1)} Mt."
        ),
        state_2025=since(
            f"Oil from Kazakhstan by Aktau and Baku {number(volumes['aktau_baku'], 1)} Mt, by the line to China "
            f"{number(volumes['atasu-alashankou'], 1)} Mt, in {latest['year'].max()}"
            if len(volumes) == 2
            else "",
            latest,
        ),
    )
