"""The orderings that the paper's words rest on: each a name, a sentence and a pure function over clean tables.

A superlative or comparison in prose names one of these; when data change and it no longer holds, `kazbrief check`
fails at the sentence that says it. Functions answer True only when the ordering is certain: with bounds, when it
holds for all values inside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from kazbrief import inputs
from kazbrief.measures import forces
from kazbrief.measures.composition import national_shares, series
from kazbrief.measures.forces import csto_ranks
from kazbrief.measures.growth import growth_by_year, then_and_since
from kazbrief.measures.oil import in_print_and_recent, shares_with_both_ends
from kazbrief.measures.shares import five_year_shares, of_kazakhstan
from kazbrief.measures.thresholds import PUBLISHED

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Check:
    """A named ordering: what it says, the tables that it reads, and the function that tells whether it holds."""

    id: str
    says: str
    tables: tuple[str, ...]
    holds: Callable[[Tables], bool]


CHECKS: dict[str, Check] = {}
"""All checks by id."""


def check(says: str, *tables: str) -> Callable[[Callable[[Tables], bool]], Callable[[Tables], bool]]:
    """Register a function as the check named like it, hyphens for underscores."""

    def register(function: Callable[[Tables], bool]) -> Callable[[Tables], bool]:
        name = function.__name__.replace("_", "-")
        CHECKS[name] = Check(name, says, tables, function)
        return function

    return register


def _arms(tables: Tables, period: str) -> pd.Series:
    rows = tables["arms_share"]
    return rows[(rows["recipient"] == "Kazakhstan") & (rows["period"] == period)].iloc[0]


def _five_year_shares(tables: Tables) -> pd.Series:
    """Russia's share of Kazakhstan's arms imports in the periods that the figure shows, in order of time."""
    own = of_kazakhstan(five_year_shares(tables["arms_share"]))
    return own.set_index("period")["share_pct"]


@check(
    "Russia's share of arms imports was higher in the latest five years than in the last five before the article",
    "arms_share",
)
def arms_share_above_2011(tables: Tables) -> bool:
    """Compare 2006-2010 with the latest period shown."""
    return bool(_five_year_shares(tables).iloc[-1] > _arms(tables, "2006-2010")["share_pct"])


@check(
    "Russia's share of arms imports in 2006-2010 lay in the lower third of the range that the periods since 1995 span",
    "arms_share",
)
def arms_share_near_low_2011(tables: Tables) -> bool:
    """Place 2006-2010 between the lowest and the highest period."""
    shares = _five_year_shares(tables)
    return bool(_arms(tables, "2006-2010")["share_pct"] <= shares.min() + (shares.max() - shares.min()) / 3)


@check(
    "the period with Russia's lowest share of arms imports has a lower share, and more deliveries from others, than the one before it",
    "arms_share",
)
def arms_share_fell_as_others_grew(tables: Tables) -> bool:
    """Compare the lowest period with the one before it."""
    shares = _five_year_shares(tables)
    place = int(shares.to_numpy().argmin())
    if place == 0:
        return False
    before, lowest = (_arms(tables, period) for period in shares.index[place - 1 : place + 1])
    others = [row["total_tiv_million"] - row["tiv_million"] for row in (before, lowest)]
    return bool(lowest["share_pct"] < before["share_pct"] and others[1] > others[0])


@check(
    "the lowest possible share of oil through Russia from 2022 on is above the highest possible one of every earlier year that has one beside a lowest",
    "oil_share",
)
def oil_share_above_2011(tables: Tables) -> bool:
    """Compare the ranges, end against end."""
    shares = shares_with_both_ends(tables["oil_share"])
    recent = in_print_and_recent(shares)[1]
    earlier = shares[shares["year"] < recent["year"].min()]
    return bool(recent["low_pct"].min() > earlier["high_pct"].max())


def _oil_rose(tables: Tables, route: str) -> bool:
    """Whether the lowest volume of the latest year of the share is above the highest of the last year in print."""
    years = shares_with_both_ends(tables["oil_share"])["year"]
    first, last = years[years < PUBLISHED.year].iloc[-1], years.iloc[-1]
    rows = tables["oil_exports"]
    rows = rows[(rows["route"] == route) & (rows["period"] == "year")]
    volumes = rows.groupby("year")["volume_mt"]
    return bool(volumes.min()[last] > volumes.max()[first])


@check(
    "oil exports were larger in the latest year than in the last year in print in 2011",
    "oil_share",
    "oil_exports",
)
def oil_exports_rose(tables: Tables) -> bool:
    """Compare the published totals."""
    return _oil_rose(tables, "total_exports")


@check(
    "more Kazakh oil ran to Novorossiysk in the latest year than in the last year in print in 2011",
    "oil_share",
    "oil_exports",
)
def oil_to_novorossiysk_rose(tables: Tables) -> bool:
    """Compare the published volumes of the line."""
    return _oil_rose(tables, "cpc")


@check(
    "in every year and network less oil can flow with Russian territory closed than with it open", "oil_flow"
)
def oil_flow_falls_without_russia(tables: Tables) -> bool:
    """Compare the largest flows, the upper end closed against the lower end open."""
    flows = tables["oil_flow"].set_index(["year", "fields", "russia"])
    return bool(
        (flows["high_mt"].xs("closed", level="russia") < flows["low_mt"].xs("open", level="russia")).all()
    )


def _growth(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The years of real growth that the article speaks of, and those since."""
    return then_and_since(growth_by_year(tables["gdp_growth"]))


@check("mean growth since 2011 is less than half of the mean from 2000 to 2010", "gdp_growth")
def growth_more_than_halved(tables: Tables) -> bool:
    """Compare the means."""
    then, since = _growth(tables)
    return bool(since["growth_pct"].mean() < then["growth_pct"].mean() / 2)


@check("output grew in every year from 2000 to 2010", "gdp_growth")
def output_grew_2000_2010(tables: Tables) -> bool:
    """Look for a year without growth."""
    return bool((_growth(tables)[0]["growth_pct"] > 0).all())


@check(
    "in 2010 Kazakhstan had the highest income per head, in every series, and the highest development index of Central Asia",
    "gdp_per_capita",
    "hdi",
)
def first_in_central_asia_2010(tables: Tables) -> bool:
    """Look for a state with more, in each series of 2010."""
    states = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
    incomes, index = (tables[name] for name in ("gdp_per_capita", "hdi"))
    rows = pd.concat([incomes, index.rename(columns={"hdi": "value"}).assign(series="hdi")])
    values = rows[(rows["year"] == 2010) & rows["country"].isin(states)].pivot(
        index="series", columns="country", values="value"
    )
    return bool((values.drop(columns="KAZ").max(axis=1) < values["KAZ"]).all())


def _census(tables: Tables, group: str, year: int) -> float:
    """A group's share of Kazakhstan's population in a census, per cent."""
    national = national_shares(tables["ethnic_national"])
    return float(series(national, group)["share_pct"][year])


@check(
    "in the census of 1989 neither Kazakhs nor Russians were more than half of the population",
    "ethnic_national",
)
def no_majority_1989(tables: Tables) -> bool:
    """Compare both shares with a half."""
    return max(_census(tables, "Kazakh", 1989), _census(tables, "Russian", 1989)) < 50


@check(
    "Kazakhs were about two in five in the census of 1989 and seven in ten in that of 2021", "ethnic_national"
)
def kazakhs_two_in_five_to_seven_in_ten(tables: Tables) -> bool:
    """Compare with 40 and 70 per cent, within a point."""
    shares = (_census(tables, "Kazakh", 1989), _census(tables, "Kazakh", 2021))
    return abs(shares[0] - 40) <= 1 and abs(shares[1] - 70) <= 1


@check(
    "in the census of 1989 Kazakhstan alone of the fifteen republics had a titular share under a half",
    "ethnic_republics",
)
def kazakhs_alone_short_of_half_1989(tables: Tables) -> bool:
    """List the republics under a half."""
    rows = tables["ethnic_republics"]
    titular = rows[(rows["year"] == 1989) & (rows["role"] == "titular") & (rows["preferred"] == 1)]
    titular = titular.dropna(subset="share_pct")
    under = titular.loc[titular["share_pct"] < 50, "country"]
    return titular["country"].nunique() == 15 and set(under) == {"KAZ"}


@check(
    "the lower bound of the Kazakh share is above a half in some oblasts, and the upper one below it in others",
    "ethnic_bounds",
)
def kazakh_majority_in_some_oblasts(tables: Tables) -> bool:
    """Look for oblasts on either side of a half."""
    bounds = tables["ethnic_bounds"]
    return bool((bounds["lower_pct"] > 50).any() and (bounds["upper_pct"] < 50).any())


@check(
    "the raions in which Russians are the largest group lie in five oblasts of the north and east", "raions"
)
def russian_raions_in_five_oblasts(tables: Tables) -> bool:
    """Name the oblasts of these raions."""
    north_and_east = {
        "Abai",
        "Akmola",
        "East Kazakhstan",
        "Karaganda",
        "Kostanay",
        "North Kazakhstan",
        "Pavlodar",
    }
    raions = tables["raions"]
    found = set(raions.loc[raions["largest_group"] == "Russian", "oblast"])
    return len(found) == 5 and found <= north_and_east


def _csto_rank(tables: Tables, measure: str, *, latest: bool) -> tuple[int, int]:
    """Kazakhstan's best and worst possible rank among the members of the CSTO."""
    frame = inputs.call(csto_ranks, tables)
    row = forces.of_kazakhstan(frame, measure, latest)
    return int(row["best_rank"]), int(row["worst_rank"])


@check(
    "by reported spending Kazakhstan's rank in the CSTO is worse in the latest year than it can have been in 2010",
    "csto_members",
    "military_expenditure",
    "armed_forces",
)
def csto_spending_rank_fell(tables: Tables) -> bool:
    """Compare the best rank of the latest year with the worst of 2010."""
    return _csto_rank(tables, "spending", latest=True)[0] > _csto_rank(tables, "spending", latest=False)[1]
