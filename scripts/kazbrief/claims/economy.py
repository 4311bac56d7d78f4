"""Claims on growth, income and well-being."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.claims.decisions import (
    Finding,
    Verdict,
    at_most_partly,
    by_number,
    conclude,
    joint,
    near,
    since,
    tried,
)
from kazbrief.formats import capital, count, number, ordinal, percent, percent_range
from kazbrief.measures import growth
from kazbrief.measures.development import CENTRAL_ASIA, HDI, indicators
from kazbrief.measures.frames import pick, pick_one
from kazbrief.measures.ranks import rank_values
from kazbrief.measures.thresholds import AROUND_RATE, LAST_FULL_YEAR

LABELS = {
    "gdp_ppp_constant": "real GDP at purchasing power",
    "gni_ppp_current": "GNI at purchasing power",
    "gdp_usd_current": "GDP in US dollars",
    "gni_atlas_current": "GNI by the Atlas method",
    HDI: "the Human Development Index",
}


def _first(indicators: pd.DataFrame) -> list[bool]:
    """Series by series, whether Kazakhstan is first of the states given."""
    values = indicators.pivot(index="country", columns="series", values="value")
    return [bool(rank_values(values[name])["KAZ"] == 1) for name in LABELS]


def _first_of_five(
    gdp_per_capita: pd.DataFrame, hdi: pd.DataFrame, also: dict[str, Any], judged: bool = False
) -> Finding:
    """The rank of 2010 by five series, held against each series alone and against the year before.

    A sentence that holds a judgement is ``judged``: partly supported at most.
    """

    def rule(passed: list[bool], judged: bool = judged) -> Verdict:
        return at_most_partly(by_number(passed)) if judged else by_number(passed)

    rows, before = (indicators(gdp_per_capita, hdi, LAST_FULL_YEAR - back) for back in (0, 1))
    first = _first(rows)
    alone = {f"{label} alone": [is_first] for label, is_first in zip(LABELS.values(), first, strict=True)}
    incomes = rows[rows["series"] != HDI].pivot(index="country", columns="series", values="value")
    next_pct = [float(100 * own.drop("KAZ").max() / own["KAZ"]) for _, own in incomes.items()]
    last = int(hdi.loc[hdi["country"].isin(CENTRAL_ASIA), "year"].max())
    latest = pick(hdi, year=last, country=list(CENTRAL_ASIA))
    return conclude(
        tried(rule, first, others={**alone, "the values of 2009": _first(before), **also}, tenths=False),
        rows,
        value=sum(first),
        year=LAST_FULL_YEAR,
        decimals=0,
        first="all" if all(first) else f"{count(sum(first)) if any(first) else 'none'} of",
        series=count(len(first)),
        next=percent_range(min(next_pct), max(next_pct)),
        now=since(
            latest,
            rank=capital(ordinal(int(rank_values(latest.set_index("country")["hdi"])["KAZ"]))),
            year=last,
        ),
    )


def c01(gdp_per_capita: pd.DataFrame, hdi: pd.DataFrame) -> Finding:
    """First of the five states in 2010; "model" is a judgement, which caps the verdict."""
    first = _first(indicators(gdp_per_capita, hdi, LAST_FULL_YEAR))
    return _first_of_five(
        gdp_per_capita, hdi, {"the word \u201cmodel\u201d left aside": (first, False)}, judged=True
    )


def c33(gdp_per_capita: pd.DataFrame, hdi: pd.DataFrame) -> Finding:
    """First of the five states in 2010 by income and development; Russia as a regional state is another reading."""
    with_russia = _first(indicators(gdp_per_capita, hdi, LAST_FULL_YEAR, ["RUS"]))
    return _first_of_five(gdp_per_capita, hdi, {"Russia counted as a regional state": with_russia})


def c02(gdp_growth: pd.DataFrame) -> Finding:
    """Mean growth around 8 per cent, and growth in every year that deserves "continuous"."""
    half = growth.AROUND_PCT / 2

    def rates(series: str, first: int, last: int) -> pd.Series:
        rows = pick(gdp_growth, country=growth.COUNTRY, series=series, year=range(first, last + 1))
        return rows.set_index("year")["growth_pct"].sort_index()

    def rule(series: str, first: int, last: int, factor: float = 1.0) -> Verdict:
        yearly = rates(series, first, last)
        around = near(growth.AROUND_PCT, AROUND_RATE)(growth.arithmetic_mean_pct(yearly), factor)
        return joint([around, by_number([yearly.min() > 0, yearly.min() >= half * factor])])

    years = (growth.FIRST_YEAR, LAST_FULL_YEAR)
    yearly = rates(growth.LEADING, *years)
    mean = growth.arithmetic_mean_pct(yearly)
    slow = yearly[yearly < half]
    own = pick(gdp_growth, country=growth.COUNTRY, series=growth.LEADING)
    later = own[own["year"] > LAST_FULL_YEAR]
    others = {label: (series, *years) for series, label in growth.OTHERS.items()}
    for first, last in ((2001, 2010), (2000, 2009), (2000, 2007)):
        others[f"{first}\u2013{last}"] = (growth.LEADING, first, last)
    return conclude(
        tried(rule, growth.LEADING, *years, others=others),
        own[own["year"].between(*years)],
        value=mean,
        year="\u2013".join(map(str, years)),
        growing="in every year" if yearly.min() > 0 else "not in every year",
        slow=", ".join(f"{percent(rate, 1)} in {year}" for year, rate in slow.items()),
        now=since(
            later,
            mean=percent(growth.arithmetic_mean_pct(later["growth_pct"]), 1),
            first=later["year"].min(),
            last=later["year"].max(),
        )
        if len(later)
        else None,
    )


def c32(gdp_per_capita: pd.DataFrame, hdi: pd.DataFrame) -> Finding:
    """Income and development of 2010 against 1991 and 2000."""
    years = [1991, 2000, LAST_FULL_YEAR]

    def income_in(series: str) -> pd.DataFrame:
        return pick(gdp_per_capita, country="KAZ", series=series, year=years)

    def rises(values: pd.Series, factor: float = 1.0) -> list[bool]:
        return [bool(values[LAST_FULL_YEAR] > factor * values[year]) for year in years[:-1]]

    income, index = income_in("gdp_ppp_constant"), pick(hdi, country="KAZ", year=years)
    earned, developed = income.set_index("year")["value"], index.set_index("year")["hdi"]
    in_dollars = income_in("gdp_usd_current").set_index("year")["value"]
    gain = {year: 100 * (earned[LAST_FULL_YEAR] / earned[year] - 1) for year in years}
    latest = pick_one(hdi, country="KAZ", year=int(hdi["year"].max()))
    others = {
        "a rise of a tenth asked for": rises(earned, 1.1) + rises(developed, 1.1),
        "income alone": rises(earned),
        f"{LABELS[HDI]} alone": rises(developed),
        LABELS["gdp_usd_current"]: rises(in_dollars),
    }
    return conclude(
        tried(by_number, rises(earned) + rises(developed), others=others, tenths=False),
        income,
        index,
        value=float(gain[2000]),
        year=LAST_FULL_YEAR,
        decimals=0,
        since_1991=percent(gain[1991]),
        index_2000=number(developed[2000], 3),
        index=number(developed[LAST_FULL_YEAR], 3),
        now=since(latest, index=number(float(latest["hdi"]), 3), year=latest["year"]),
    )
