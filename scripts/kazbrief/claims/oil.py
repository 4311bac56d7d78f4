"""Claims on the routes of oil."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from kazbrief.claims.finding import Finding, Tables, Verdict
from kazbrief.claims.rules import (
    Variants,
    at_most_partly,
    by_a_tenth,
    by_number,
    conclude,
    pick,
    pick_one,
    reaches,
    since,
)
from kazbrief.errors import KazbriefError
from kazbrief.formats import number, percent, percent_range
from kazbrief.measures.oil_share import reference_range
from kazbrief.measures.thresholds import ALMOST_ALL_PCT, MONOPOLY_PCT, OTHER_DIRECTIONS_PCT, PUBLISHED

LAST_FULL_YEAR = 2009


class _Share(NamedTuple):
    """The share of oil exports that crosses Russia: the last volumes in print, other values, today's."""

    row: pd.Series
    low: float
    high: float
    others: list[tuple[str, float, float]]
    now: str


def _share(tables: Tables) -> _Share:
    """The last year in print that has both limits, with the statements and the earlier year beside it.

    Raises
    ------
    KazbriefError
        When the volumes of 2009 no longer give both limits: an older year would decide in their place.
    """
    known = reference_range(tables["oil_share"], tables["oil_share_statements"], before=PUBLISHED.year)
    volumes, statements = known[known["basis"] == "volumes"].iloc[0], known[known["basis"] == "statement"]
    if volumes["year"] != LAST_FULL_YEAR:
        raise KazbriefError(
            f"table oil_share: found {volumes['year']} as the last year before {PUBLISHED.year} with both limits, "
            f"expected {LAST_FULL_YEAR}"
        )
    table = tables["oil_share"]
    complete = table[table["low_pct"].notna() & table["high_pct"].notna()]
    earlier, now = complete[complete["year"] < LAST_FULL_YEAR].tail(1), complete.iloc[-1]
    others = [
        (
            f"a published estimate for {row['year']} ({percent(row['low_pct'])})",
            row["low_pct"],
            row["high_pct"],
        )
        for _, row in statements.iterrows()
    ]
    others += [
        (f"the volumes of {row['year']}", row["low_pct"], row["high_pct"]) for _, row in earlier.iterrows()
    ]
    return _Share(
        volumes,
        float(volumes["low_pct"]),
        float(volumes["high_pct"]),
        others,
        since(f"{percent_range(now['low_pct'], now['high_pct'])} in {now['year']}", now),
    )


def _tried(share: _Share, rule: Callable[[float, float, float], Verdict]) -> tuple[Verdict, Variants]:
    """A rule of low limit, high limit and factor on the threshold: its verdict, and the variants tried."""
    variants = [
        *by_a_tenth(lambda factor: rule(share.low, share.high, factor)),
        *((label, rule(low, high, 1.0)) for label, low, high in share.others),
    ]
    return rule(share.low, share.high, 1.0), variants


def c48(tables: Tables) -> Finding:
    """ "Almost all" against the limits of the share that crosses Russia."""
    share = _share(tables)
    verdict, variants = _tried(share, lambda low, high, factor: reaches(low, high, ALMOST_ALL_PCT * factor))
    return conclude(
        verdict,
        variants,
        [share.row],
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


def m30(tables: Tables) -> Finding:
    """A monopoly, read as nine tenths of oil exports."""
    share = _share(tables)
    verdict, variants = _tried(share, lambda low, high, factor: reaches(low, high, MONOPOLY_PCT * factor))
    gas = pick_one(tables, "oil_events", date="2009-12-14")
    return conclude(
        verdict,
        variants,
        [share.row, gas],
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


def m03(tables: Tables) -> Finding:
    """Several directions in oil: the share that avoids Russia; the rest of the sentence is a judgement."""
    share = _share(tables)

    def rule(low: float, high: float, factor: float) -> Verdict:
        return at_most_partly(reaches(100 - high, 100 - low, OTHER_DIRECTIONS_PCT * factor))

    verdict, variants = _tried(share, rule)
    return conclude(
        verdict,
        variants,
        [share.row],
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


def c51(tables: Tables) -> Finding:
    """Baku-Tbilisi-Ceyhan against the line to China: all oil, and oil from Kazakhstan."""
    year = LAST_FULL_YEAR

    def volume(route: str) -> pd.Series:
        return pick_one(tables, "oil_exports", year=year, period="year", route=route)

    total, own, china = (
        volume(route) for route in ("btc_total_throughput", "btc_kazakh_oil", "atasu-alashankou")
    )
    all_mt, own_mt, china_mt = (float(row["volume_mt"]) for row in (total, own, china))

    def rule(factor: float = 1.0) -> Verdict:
        return by_number([all_mt > factor * china_mt, own_mt > factor * china_mt])

    capacity = {
        pipeline: pick(tables, "pipeline_capacities", pipeline_id=pipeline, capacity_unit="Mt/y").iloc[-1]
        for pipeline in ("BTC", "ATA_ALA")
    }
    verdict = rule()
    variants = [
        *by_a_tenth(rule),
        ("all oil alone", by_number([all_mt > china_mt])),
        ("oil from Kazakhstan alone", by_number([own_mt > china_mt])),
        ("capacity", by_number([bool(capacity["BTC"]["capacity"] > capacity["ATA_ALA"]["capacity"])])),
    ]
    recent = tables["oil_exports"]
    recent = recent[(recent["period"] == "year") & recent["route"].isin(["aktau_baku", "atasu-alashankou"])]
    latest = recent[recent["year"] == recent["year"].max()]
    recent = latest.groupby("route")["volume_mt"].max()
    return conclude(
        verdict,
        variants,
        [total, own, china],
        value=own_mt,
        value_high=all_mt,
        unit="Mt through Baku-Tbilisi-Ceyhan, from Kazakhstan and in all",
        year=str(year),
        reason=(
            f"Baku-Tbilisi-Ceyhan carried {number(all_mt)} Mt in {year}, {number(own_mt, 1)} Mt of it from Kazakhstan; "
            f"the line to China carried {number(china_mt, 1)} Mt."
        ),
        state_2025=since(
            f"Oil from Kazakhstan by Aktau and Baku {number(recent['aktau_baku'], 1)} Mt, by the line to China "
            f"{number(recent['atasu-alashankou'], 1)} Mt, in {latest['year'].max()}"
            if len(recent) == 2
            else "",
            latest,
        ),
    )
