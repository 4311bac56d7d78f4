"""Claims on growth, income and well-being."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from kazbrief.claims.decisions import (
    SUPPORTED,
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


def _first(indicators: pd.DataFrame) -> dict[str, bool]:
    """In which series Kazakhstan is first of the states given."""
    values = indicators.pivot(index="country", columns="series", values="value")
    return {label: bool(rank_values(values[name])["KAZ"] == 1) for name, label in LABELS.items()}


def _first_of_five(
    gdp_per_capita: pd.DataFrame, hdi: pd.DataFrame, reason: str, also: dict[str, list[bool]]
) -> Finding:
    """The rank of 2010 by five series, held against each series alone and against the year before."""
    rows, before = (indicators(gdp_per_capita, hdi, LAST_FULL_YEAR - back) for back in (0, 1))
    first = _first(rows)
    alone = {f"{label} alone": [is_first] for label, is_first in first.items()}
    others = {**alone, "the values of 2009": list(_first(before).values()), **also}
    number_first, known = sum(first.values()), len(first)
    incomes = rows[rows["series"] != HDI].pivot(index="country", columns="series", values="value")
    next_pct = [100 * values.drop("KAZ").max() / values["KAZ"] for _, values in incomes.items()]
    last = int(hdi.loc[hdi["country"].isin(CENTRAL_ASIA), "year"].max())
    latest = pick(hdi, year=last, country=list(CENTRAL_ASIA))
    rank = int(rank_values(latest.set_index("country")["hdi"])["KAZ"])
    return conclude(
        tried(by_number, list(first.values()), others=others, tenths=False),
        rows,
        value=number_first,
        unit=f"of {known} series in which it is first of the five states",
        year=str(LAST_FULL_YEAR),
        reason=reason.format(
            first="all" if number_first == known else f"{count(number_first) if number_first else 'none'} of",
            series=count(known),
            next=percent_range(min(next_pct), max(next_pct)),
        ),
        state_2025=since(f"{capital(ordinal(rank))} of the five by {LABELS[HDI]} in {last}", latest),
        decimals=0,
    )


def c01(gdp_per_capita: pd.DataFrame, hdi: pd.DataFrame) -> Finding:
    """First of the five states in 2010; "model" is a judgement, which caps the verdict."""
    finding = _first_of_five(
        gdp_per_capita,
        hdi,
        "First of the five Central Asian states in {first} {series} income and development series for 2010 "
        "(the next has {next} of its income). Whether that makes it a model is a judgement and is not tested.",
        {},
    )
    if finding.verdict != SUPPORTED:
        return finding
    sensitivity = finding.sensitivity[0].lower() + finding.sensitivity[1:]
    capped = f"The rank is {sensitivity} The cap is a convention."
    return replace(finding, verdict=at_most_partly(finding.verdict), sensitivity=capped)


def c33(gdp_per_capita: pd.DataFrame, hdi: pd.DataFrame) -> Finding:
    """First of the five states in 2010 by income and development; Russia as a regional state is another reading."""
    with_russia = _first(indicators(gdp_per_capita, hdi, LAST_FULL_YEAR, ["RUS"]))
    return _first_of_five(
        gdp_per_capita,
        hdi,
        "First of the five Central Asian states in {first} {series} income and development series for 2010; "
        "the next has {next} of its income.",
        {"Russia counted as a regional state": list(with_russia.values())},
    )


def c02(gdp_growth: pd.DataFrame) -> Finding:
    """Mean growth around 8 per cent, and growth in every year that deserves "continuous"."""
    half = growth.AROUND_PCT / 2

    def rates(series: str, first: int, last: int) -> pd.DataFrame:
        return pick(gdp_growth, country=growth.COUNTRY, series=series, year=range(first, last + 1))

    def rule(series: str, first: int, last: int, factor: float = 1.0) -> Verdict:
        yearly = rates(series, first, last)["growth_pct"]
        mean = growth.arithmetic_mean_pct(yearly)
        around = near(growth.AROUND_PCT, AROUND_RATE)(mean, factor)
        return joint([around, by_number([yearly.min() > 0, yearly.min() >= half * factor])])

    years = (growth.FIRST_YEAR, LAST_FULL_YEAR)
    rows = rates(growth.LEADING, *years)
    yearly = rows.set_index("year")["growth_pct"]
    slow = yearly[yearly < half].sort_index()
    mean = percent(growth.arithmetic_mean_pct(yearly), 1)
    growing = "in every year" if yearly.min() > 0 else "not in every year"
    but = ", ".join(f"{percent(rate, 1)} in {year}" for year, rate in slow.items())
    own = (gdp_growth["country"] == growth.COUNTRY) & (gdp_growth["series"] == growth.LEADING)
    later = gdp_growth[own & (gdp_growth["year"] > LAST_FULL_YEAR)]
    return conclude(
        tried(
            rule,
            growth.LEADING,
            *years,
            others={
                **{label: (series, *years) for series, label in growth.OTHERS.items()},
                "2001\u20132010": (growth.LEADING, 2001, 2010),
                "2000\u20132009": (growth.LEADING, 2000, 2009),
                "2000\u20132007": (growth.LEADING, 2000, 2007),
            },
        ),
        rows,
        value=growth.arithmetic_mean_pct(yearly),
        unit="% a year, mean growth of real GDP",
        year="\u2013".join(map(str, years)),
        reason=f"Mean growth was {mean} a year, and output grew {growing}"
        + (f", but much less in some: {but}." if but else "."),
        state_2025=since(
            f"Mean growth of {percent(growth.arithmetic_mean_pct(later['growth_pct']), 1)} a year in "
            f"{later['year'].min()}\u2013{later['year'].max()}"
            if len(later)
            else "",
            later,
        ),
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
    return conclude(
        tried(
            by_number,
            rises(earned) + rises(developed),
            others={
                "a rise of a tenth asked for": rises(earned, 1.1) + rises(developed, 1.1),
                "income alone": rises(earned),
                f"{LABELS[HDI]} alone": rises(developed),
                LABELS["gdp_usd_current"]: rises(in_dollars),
            },
            tenths=False,
        ),
        income,
        index,
        value=float(gain[2000]),
        unit="% growth of real income per head since 2000",
        year=str(LAST_FULL_YEAR),
        reason=(
            f"Real income per head was {percent(gain[2000])} higher in 2010 than in 2000 and "
            f"{percent(gain[1991])} higher than in 1991; the Human Development Index "
            f"went from {number(developed[2000], 3)} (2000) to {number(developed[2010], 3)}. Causes are not tested."
        ),
        state_2025=since(
            f"Human Development Index of {number(float(latest['hdi']), 3)} in {latest['year']}", latest
        ),
        decimals=0,
    )
