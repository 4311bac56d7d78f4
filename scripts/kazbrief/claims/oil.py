"""Claims on the routes of oil."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from kazbrief.claims.decisions import (
    Finding,
    Verdict,
    at_most_partly,
    by_number,
    conclude,
    reaches,
    since,
    tried,
)
from kazbrief.errors import KazbriefError
from kazbrief.formats import number, number_range, percent, percent_range
from kazbrief.measures.frames import pick, pick_one
from kazbrief.measures.oil import closed_shares, in_print_and_recent, statements_in_print
from kazbrief.measures.oil_lines import last_full_year
from kazbrief.measures.oil_volumes import BAKU, BTC, OilVolumes, published
from kazbrief.measures.thresholds import (
    ALMOST_ALL_PCT,
    LAST_FULL_YEAR,
    MONOPOLY_PCT,
    OTHER_DIRECTIONS_PCT,
    PUBLISHED,
)

# The last year of which volumes of all routes were in print when the article appeared.
LAST_VOLUMES = 2009


class _Share(NamedTuple):
    """A share of oil exports: the row of the last volumes in print, its limits, others by label, what is known since."""

    row: pd.Series
    low: float
    high: float
    others: dict[str, tuple[float, float]]
    since: str

    def rest(self) -> _Share:
        """The share of the exports that is left."""
        others = {label: (100 - high, 100 - low) for label, (low, high) in self.others.items()}
        return self._replace(low=100 - self.high, high=100 - self.low, others=others)


def _through_russia(oil_share: pd.DataFrame, oil_events: pd.DataFrame) -> _Share:
    """The last volumes in print, with what was stated, the closed year before, and 2010 as known later beside them.

    Raises
    ------
    KazbriefError
        When the volumes of 2009 no longer close: an older year would decide in their place.
    """
    complete = closed_shares(oil_share)
    in_print = in_print_and_recent(complete)[0]
    if in_print["year"].tolist() != [LAST_VOLUMES]:
        raise KazbriefError(
            f"table oil_share: found {in_print['year'].max()} as the last closed year before {PUBLISHED.year}, "
            f"expected {LAST_VOLUMES}"
        )
    volumes, now = in_print.iloc[0], complete.iloc[-1]
    said = statements_in_print(oil_events).dropna(subset="share_pct")
    others = {
        f"a published estimate of {row['date'][:4]} ({percent(row['share_pct'])})": (row["share_pct"],) * 2
        for _, row in said.iterrows()
    }
    beside = [
        *complete[complete["year"] < LAST_VOLUMES].tail(1).iterrows(),
        *pick(oil_share, year=LAST_FULL_YEAR).dropna(subset=["low_pct", "high_pct"]).iterrows(),
    ]
    for _, row in beside:
        later = ", known later" if row["year"] > LAST_VOLUMES else ""
        others[f"the volumes of {row['year']}{later}"] = (row["low_pct"], row["high_pct"])
    today = since(f"{percent_range(now['low_pct'], now['high_pct'])} in {now['year']}", now)
    return _Share(volumes, float(volumes["low_pct"]), float(volumes["high_pct"]), others, today)


def _reaching(
    share: _Share, threshold_pct: float, *rows: pd.Series, capped: bool = False, **fields: Any
) -> Finding:
    """Whether a share reaches a threshold, in the limits of the last volumes and in others."""

    def rule(low: float, high: float, factor: float = 1.0) -> Verdict:
        verdict = reaches(low, high, threshold_pct * factor)
        return at_most_partly(verdict) if capped else verdict

    return conclude(
        tried(rule, share.low, share.high, others=share.others),
        share.row,
        *rows,
        value=share.low,
        value_high=share.high,
        year=str(share.row["year"]),
        decimals=0,
        **fields,
    )


def c48(oil_share: pd.DataFrame, oil_events: pd.DataFrame) -> Finding:
    """ "Almost all" against the limits of the share that crosses Russia, with what was stated for and against."""
    share = _through_russia(oil_share, oil_events)
    against, promise = (
        pick_one(statements_in_print(oil_events), date=date) for date in ("2010-12", "2011-03-17")
    )
    return _reaching(
        share,
        ALMOST_ALL_PCT,
        against,
        promise,
        unit="% of oil exports",
        reason=(
            f"The last volumes in print, of {share.row['year']}, put the share that crossed Russia at "
            f"{percent_range(share.low, share.high)}; \u201calmost all\u201d is read as {percent(ALMOST_ALL_PCT)}. Against "
            f"the sentence: around {percent(against['share_pct'])} by an estimate of December 2010. For it: in March 2011 "
            "President Nazarbayev promised Russia the transit of \u201cpractically the entire oil\u201d."
        ),
        state_2025=share.since,
    )


def m30(oil_share: pd.DataFrame, oil_events: pd.DataFrame) -> Finding:
    """A monopoly, read as nine tenths of oil exports: the share of C48 again, and a gas pipeline."""
    share = _through_russia(oil_share, oil_events)
    return _reaching(
        share,
        MONOPOLY_PCT,
        pick_one(oil_events, date="2009-12-14"),
        unit="% of oil exports",
        reason=(
            f"At least {percent(100 - share.high)} of oil exports avoided Russia in {share.row['year']}, and a gas "
            "pipeline to China was opened in December 2009; a monopoly is read as "
            f"{percent(MONOPOLY_PCT)} or more. The share is that of C48."
        ),
        state_2025=f"Share of oil exports that crosses Russia: {share.since}",
    )


def m03(oil_share: pd.DataFrame, oil_events: pd.DataFrame) -> Finding:
    """Several directions in oil: the share that avoids Russia; the rest of the sentence is a judgement."""
    share = _through_russia(oil_share, oil_events).rest()
    return _reaching(
        share,
        OTHER_DIRECTIONS_PCT,
        capped=True,
        unit="% of oil exports that avoid Russia",
        reason=(
            f"{percent_range(share.low, share.high)} of oil exports avoided Russia in {share.row['year']}. How "
            "tenaciously the policy was pursued is a judgement and is not tested. The share is the rest of that of C48."
        ),
        state_2025=f"Share of oil exports that crosses Russia: {share.since}",
    )


def c51(oil_exports: pd.DataFrame, pipeline_capacities: pd.DataFrame) -> Finding:
    """Baku-Tbilisi-Ceyhan against the line to China: all oil, and oil from Kazakhstan."""
    routes = ("btc_total_throughput", BTC, "atasu-alashankou")
    rows = [published(oil_exports, route, LAST_VOLUMES) for route in routes]
    all_mt, own_mt, china_mt = (row.low for row in rows)

    def rule(pairs: list[tuple[float, float]], factor: float = 1.0) -> Verdict:
        return by_number([more > factor * less for more, less in pairs])

    btc, line = (
        pick(pipeline_capacities, pipeline_id=pipeline, capacity_unit="Mt/y").iloc[-1]["capacity"]
        for pipeline in ("BTC", "ATA_ALA")
    )
    volumes, now = OilVolumes(oil_exports), (BAKU, "atasu-alashankou")
    latest = next(
        year
        for year in range(last_full_year(oil_exports), 0, -1)
        if all(volumes.published(route, year) for route in now)
    )
    today = [published(oil_exports, route, latest) for route in now]
    baku, china = (number_range(volume.low, volume.high, 1) for volume in today)
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
        *(row.evidence for row in rows),
        value=own_mt,
        value_high=all_mt,
        unit="Mt through Baku-Tbilisi-Ceyhan, from Kazakhstan and in all",
        year=str(LAST_VOLUMES),
        reason=(
            f"Baku-Tbilisi-Ceyhan carried {number(all_mt)} Mt in {LAST_VOLUMES}, {number(own_mt, 1)} Mt of it from "
            f"Kazakhstan; the line to China carried {number(china_mt, 1)} Mt."
        ),
        state_2025=since(
            f"Oil from Kazakhstan by Aktau and Baku {baku} Mt, by the line to China {china} Mt, in {latest}",
            *(volume.evidence for volume in today),
        ),
    )
