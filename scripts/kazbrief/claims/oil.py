"""Claims on the routes of oil."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from kazbrief.claims.decisions import (
    Finding,
    State,
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
from kazbrief.measures.oil_volumes import BAKU, BTC, OilVolumes, Volume, published
from kazbrief.measures.thresholds import (
    ALMOST_ALL_PCT,
    LAST_FULL_YEAR,
    MONOPOLY_PCT,
    OTHER_DIRECTIONS_PCT,
    PUBLISHED,
)

# The last year of which volumes of all routes were in print when the article appeared.
LAST_VOLUMES = 2009
CHINA = "atasu-alashankou"


class _Share(NamedTuple):
    """A share of oil exports: the row of the last year in print for all routes, its limits, others by label, what is known since."""

    row: pd.Series
    low: float
    high: float
    others: dict[str, tuple[float, float]]
    now: State

    def rest(self) -> _Share:
        """The share of the exports that is left."""
        others = {label: (100 - high, 100 - low) for label, (low, high) in self.others.items()}
        return self._replace(low=100 - self.high, high=100 - self.low, others=others)


def _through_russia(oil_share: pd.DataFrame, oil_events: pd.DataFrame) -> _Share:
    """The last year in print for all routes, with what was stated, the closed year before, and 2010 as known later beside them.

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
    today = since(now, share=percent_range(now["low_pct"], now["high_pct"]), year=now["year"])
    return _Share(volumes, float(volumes["low_pct"]), float(volumes["high_pct"]), others, today)


def _reaching(
    share: _Share, threshold_pct: float, *rows: pd.Series, judged: str = "", **says: Any
) -> Finding:
    """Whether a share reaches a threshold, in the limits of the last year in print and in others.

    A sentence with a judgement, whose words are ``judged``, is partly supported at most.
    """

    def rule(low: float, high: float, factor: float = 1.0, cap: bool = bool(judged)) -> Verdict:
        verdict = reaches(low, high, threshold_pct * factor)
        return at_most_partly(verdict) if cap else verdict

    aside = {f"{judged} left aside": (share.low, share.high, 1.0, False)} if judged else {}
    return conclude(
        tried(rule, share.low, share.high, others={**aside, **share.others}),
        share.row,
        *rows,
        value=share.low,
        high=share.high,
        year=share.row["year"],
        decimals=0,
        now=share.now,
        **says,
    )


def c48(oil_share: pd.DataFrame, oil_events: pd.DataFrame) -> Finding:
    """ "Almost all" against the limits of the share that crosses Russia, with what was stated for and against."""
    share, stated = _through_russia(oil_share, oil_events), statements_in_print(oil_events)
    against, promise = (pick_one(stated, date=date) for date in ("2010-12", "2011-03-17"))
    almost_all, estimate = percent(ALMOST_ALL_PCT), percent(against["share_pct"])
    return _reaching(share, ALMOST_ALL_PCT, against, promise, almost_all=almost_all, estimate=estimate)


def m30(oil_share: pd.DataFrame, oil_events: pd.DataFrame) -> Finding:
    """A monopoly, read as nine tenths of oil exports: the share of C48 again, and a gas pipeline."""
    share = _through_russia(oil_share, oil_events)
    gas, monopoly = pick_one(oil_events, date="2009-12-14"), percent(MONOPOLY_PCT)
    return _reaching(share, MONOPOLY_PCT, gas, avoiding=percent(100 - share.high), monopoly=monopoly)


def m03(oil_share: pd.DataFrame, oil_events: pd.DataFrame) -> Finding:
    """Several directions in oil: the share that avoids Russia; the rest of the sentence is a judgement."""
    share = _through_russia(oil_share, oil_events).rest()
    return _reaching(share, OTHER_DIRECTIONS_PCT, judged="\u201ctenaciously\u201d")


def _in_last_year(oil_exports: pd.DataFrame, *routes: str) -> tuple[int, list[Volume]]:
    """The last full year in which the volume of each route was published, with the volumes."""
    volumes = OilVolumes(oil_exports)
    for year in range(last_full_year(oil_exports), LAST_VOLUMES, -1):
        found = [volumes.published(route, year) for route in routes]
        if all(found):
            return year, [volume for volume in found if volume]
    raise KazbriefError(f"table oil_exports: found no year with {', '.join(routes)}, expected one")


def c50(oil_exports: pd.DataFrame) -> State:
    """What is shipped to Baku, from where it goes on by Baku-Tbilisi-Ceyhan."""
    year, (baku,) = _in_last_year(oil_exports, BAKU)
    return since(baku.evidence, volume=number_range(baku.low, baku.high, 1), year=year)


def c51(oil_exports: pd.DataFrame, pipeline_capacities: pd.DataFrame) -> Finding:
    """Baku-Tbilisi-Ceyhan against the line to China: all oil, and oil from Kazakhstan."""
    routes = ("btc_total_throughput", BTC, CHINA)
    rows = [published(oil_exports, route, LAST_VOLUMES) for route in routes]
    all_mt, own_mt, china_mt = (row.low for row in rows)

    def rule(pairs: list[tuple[float, float]], factor: float = 1.0) -> Verdict:
        return by_number([more > factor * less for more, less in pairs])

    btc, line = (
        pick(pipeline_capacities, pipeline_id=pipeline, capacity_unit="Mt/y").iloc[-1]["capacity"]
        for pipeline in ("BTC", "ATA_ALA")
    )
    year, today = _in_last_year(oil_exports, BAKU, CHINA)
    baku, china = (number_range(volume.low, volume.high, 1) for volume in today)
    others = {
        "all oil alone": [(all_mt, china_mt)],
        "oil from Kazakhstan alone": [(own_mt, china_mt)],
        "capacity": [(btc, line)],
    }
    return conclude(
        tried(rule, [(all_mt, china_mt), (own_mt, china_mt)], others=others),
        *(row.evidence for row in rows),
        value=own_mt,
        high=all_mt,
        year=LAST_VOLUMES,
        all=number(all_mt),
        own=number(own_mt, 1),
        china=number(china_mt, 1),
        now=since(*(volume.evidence for volume in today), baku=baku, china=china, year=year),
    )
