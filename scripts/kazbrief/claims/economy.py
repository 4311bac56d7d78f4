"""Claims on growth, income and well-being."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from kazbrief.claims.finding import SUPPORTED, Finding, Tables, Verdict
from kazbrief.claims.rules import (
    Variants,
    at_most_partly,
    by_a_tenth,
    by_number,
    conclude,
    joint,
    pick,
    pick_one,
    since,
    within,
)
from kazbrief.formats import capital, count, number, ordinal, percent, percent_range
from kazbrief.measures.growth import arithmetic_mean_pct
from kazbrief.measures.ranks import rank_values
from kazbrief.measures.thresholds import AROUND_RATE

CENTRAL_ASIA = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
INCOME = {
    "gdp_ppp_constant": "real GDP at purchasing power",
    "gni_ppp_current": "GNI at purchasing power",
    "gdp_usd_current": "GDP in US dollars",
    "gni_atlas_current": "GNI by the Atlas method",
}
HDI = "the Human Development Index"
STATED_GROWTH_PCT = 8.0


class _Standing(NamedTuple):
    """Kazakhstan among the five in one year: its rank by series, and the next state's part of its income."""

    first: dict[str, bool]
    next_pct: list[float]
    rows: pd.DataFrame


def _standing(tables: Tables, year: int, others: tuple[str, ...] = ()) -> _Standing:
    countries = [*CENTRAL_ASIA, *others]
    columns = {
        label: pick(tables, "gdp_per_capita", series=series, year=year, country=countries)
        for series, label in INCOME.items()
    }
    columns[HDI] = pick(tables, "hdi", year=year, country=countries).rename(columns={"hdi": "value"})
    first, following = {}, []
    for label, rows in columns.items():
        values = rows.set_index("country")["value"]
        first[label] = bool(rank_values(values)["KAZ"] == 1)
        if label != HDI:
            following.append(float(100 * values.drop("KAZ").max() / values["KAZ"]))
    return _Standing(first, following, pd.concat(columns.values()))


def _first_of_five(tables: Tables, reason: str, also: Variants = ()) -> Finding:
    """The rank of 2010 by five series, held against each series alone and against the year before."""
    standing, before = _standing(tables, 2010), _standing(tables, 2009)
    first, verdict = sum(standing.first.values()), by_number(standing.first.values())
    variants: Variants = [
        *((f"{label} alone", by_number([is_first])) for label, is_first in standing.first.items()),
        ("the values of 2009", by_number(before.first.values())),
        *also,
    ]
    index = tables["hdi"]
    last = int(index.loc[index["country"].isin(CENTRAL_ASIA), "year"].max())
    index = pick(tables, "hdi", year=last, country=CENTRAL_ASIA)
    now = index.set_index("country")["hdi"]
    rank = int(rank_values(now)["KAZ"])
    return conclude(
        verdict,
        variants,
        [standing.rows],
        value=first,
        unit=f"of {len(standing.first)} series in which it is first of the five states",
        year="2010",
        reason=reason.format(
            first="all" if first == len(standing.first) else f"{count(first) if first else 'none'} of",
            series=count(len(standing.first)),
            next=percent_range(min(standing.next_pct), max(standing.next_pct)),
        ),
        state_2025=since(f"{capital(ordinal(rank))} of the five by {HDI} in {last}", index),
        decimals=0,
    )


def c01(tables: Tables) -> Finding:
    """First of the five states in 2010; "model" is a judgement, which caps the verdict."""
    found = _first_of_five(
        tables,
        "First of the five Central Asian states in {first} {series} income and development series for 2010 "
        "(the next has {next} of its income). Whether that makes it a model is a judgement and is not tested.",
    )
    return replace(found, verdict=at_most_partly(found.verdict), sensitivity=_capped(found))


def _capped(found: Finding) -> str:
    if found.verdict != SUPPORTED:
        return found.sensitivity
    return "The rank is " + found.sensitivity[0].lower() + found.sensitivity[1:] + " The cap is a convention."


def c33(tables: Tables) -> Finding:
    """First of the five states in 2010 by income and development; Russia as a regional state is another reading."""
    with_russia = _standing(tables, 2010, ("RUS",))
    return _first_of_five(
        tables,
        "First of the five Central Asian states in {first} {series} income and development series for 2010; "
        "the next has {next} of its income.",
        [("Russia counted as a regional state", by_number(with_russia.first.values()))],
    )


def c02(tables: Tables) -> Finding:
    """Mean growth around 8 per cent, and growth in every year that deserves "continuous"."""

    def rule(series: str, first: int, last: int, factor: float = 1.0) -> Verdict:
        rates = pick(tables, "gdp_growth", country="KAZ", series=series, year=range(first, last + 1))[
            "growth_pct"
        ]
        around = within(STATED_GROWTH_PCT, arithmetic_mean_pct(rates), AROUND_RATE.scaled(factor))
        steady = by_number([rates.min() > 0, rates.min() >= STATED_GROWTH_PCT / 2 * factor])
        return joint([around, steady])

    rows = pick(tables, "gdp_growth", country="KAZ", series="wdi_growth", year=range(2000, 2011))
    rates = rows.set_index("year")["growth_pct"]
    mean = arithmetic_mean_pct(rates)
    slow = rates[rates < STATED_GROWTH_PCT / 2].sort_index()
    verdict = rule("wdi_growth", 2000, 2010)
    variants = [
        *by_a_tenth(lambda factor: rule("wdi_growth", 2000, 2010, factor)),
        ("World Bank levels in constant dollars", rule("wdi_constant_usd", 2000, 2010)),
        ("the IMF series", rule("imf_weo", 2000, 2010)),
        ("2001\u20132010", rule("wdi_growth", 2001, 2010)),
        ("2000\u20132009", rule("wdi_growth", 2000, 2009)),
        ("2000\u20132007", rule("wdi_growth", 2000, 2007)),
    ]
    years = tables["gdp_growth"]
    later = years[
        (years["country"] == "KAZ") & (years["series"] == "wdi_constant_usd") & (years["year"] > 2010)
    ]
    growing = "in every year" if rates.min() > 0 else "not in every year"
    but = ", ".join(f"{percent(rate, 1)} in {year}" for year, rate in slow.items())
    return conclude(
        verdict,
        variants,
        [rows],
        value=mean,
        unit="% a year, mean growth of real GDP",
        year="2000\u20132010",
        reason=f"Mean growth was {percent(mean, 1)} a year, and output grew {growing}"
        + (f", but much less in some: {but}." if but else "."),
        state_2025=since(
            f"Mean growth of {percent(arithmetic_mean_pct(later['growth_pct']), 1)} a year in "
            f"{later['year'].min()}\u2013{later['year'].max()}"
            if len(later)
            else "",
            later,
        ),
    )


def c32(tables: Tables) -> Finding:
    """Income and development of 2010 against 1991 and 2000."""
    years = [1991, 2000, 2010]

    def series(name: str, **where: object) -> pd.Series:
        value = "hdi" if name == "hdi" else "value"
        return pick(tables, name, country="KAZ", year=years, **where).set_index("year")[value]

    def rises(values: pd.Series, factor: float = 1.0) -> list[bool]:
        return [bool(values[2010] > factor * values[year]) for year in (1991, 2000)]

    income = pick(tables, "gdp_per_capita", country="KAZ", series="gdp_ppp_constant", year=years)
    index = pick(tables, "hdi", country="KAZ", year=years)
    earned, developed = income.set_index("year")["value"], index.set_index("year")["hdi"]
    verdict = by_number(rises(earned) + rises(developed))
    variants = [
        ("a rise of a tenth asked for", by_number(rises(earned, 1.1) + rises(developed, 1.1))),
        ("income alone", by_number(rises(earned))),
        (f"{HDI} alone", by_number(rises(developed))),
        (INCOME["gdp_usd_current"], by_number(rises(series("gdp_per_capita", series="gdp_usd_current")))),
    ]
    growth = 100 * (earned[2010] / earned[2000] - 1)
    latest = pick_one(tables, "hdi", country="KAZ", year=int(tables["hdi"]["year"].max()))
    return conclude(
        verdict,
        variants,
        [income, index],
        value=float(growth),
        unit="% growth of real income per head since 2000",
        year="2010",
        reason=(
            f"Real income per head was {percent(growth)} higher in 2010 than in 2000 and "
            f"{percent(100 * (earned[2010] / earned[1991] - 1))} higher than in 1991; the Human Development Index "
            f"went from {number(developed[2000], 3)} (2000) to {number(developed[2010], 3)}. Causes are not tested."
        ),
        state_2025=since(
            f"Human Development Index of {number(float(latest['hdi']), 3)} in {latest['year']}", latest
        ),
        decimals=0,
    )
