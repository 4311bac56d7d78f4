"""The orderings that the paper's words rest on: each a function over clean tables that says what it tests.

A superlative or comparison in prose names one of these, hyphens for underscores; when data change and it no longer
holds, `kazbrief check` fails at the sentence that says it and quotes the first line of the function. Functions
answer True only when the ordering is certain: with bounds, when it holds for all values inside them.
"""

from __future__ import annotations

import pandas as pd

from kazbrief import inputs
from kazbrief.measures import forces, people, republics, shares
from kazbrief.measures.composition import national_shares, series
from kazbrief.measures.development import indicators
from kazbrief.measures.frames import pick
from kazbrief.measures.growth import growth_by_year, then_and_since
from kazbrief.measures.oil import closed_shares, in_print_and_recent
from kazbrief.measures.oil_lines import line_to_china, measured_year
from kazbrief.measures.oil_volumes import published
from kazbrief.measures.thresholds import HALF_PCT, LAST_FULL_YEAR, PUBLISHED


def checks() -> dict[str, str]:
    """The dotted path of each check by its name in prose."""
    return {name.replace("_", "-"): path for name, path in inputs.paths_of(__name__, "bool").items()}


def _five_year_shares(arms_share: pd.DataFrame) -> pd.Series:
    """Russia's share of Kazakhstan's arms imports in the periods that the figure shows, in order of time."""
    own = shares.of_kazakhstan(shares.five_year_shares(arms_share))
    return own.set_index("period")["share_pct"]


def arms_share_above_2011(arms_share: pd.DataFrame) -> bool:
    """Russia's share of arms imports was higher in the latest five years than in the last five before the
    article.
    """
    before = shares.period_of(arms_share, shares.IN_PRINT)
    return bool(_five_year_shares(arms_share).iloc[-1] > before["share_pct"])


def arms_share_fell_as_others_grew(arms_share: pd.DataFrame) -> bool:
    """The period with Russia's lowest share of arms imports has a lower share, and more deliveries from
    others, than the one before it.
    """
    of_periods = _five_year_shares(arms_share)
    place = int(of_periods.to_numpy().argmin())
    if place == 0:
        return False
    pair = of_periods.index[place - 1 : place + 1]
    before, lowest = (shares.period_of(arms_share, period) for period in pair)
    others = [row["total_tiv_million"] - row["tiv_million"] for row in (before, lowest)]
    return bool(lowest["share_pct"] < before["share_pct"] and others[1] > others[0])


def arms_low_in_every_window(arms_share: pd.DataFrame, arms_yearly: pd.DataFrame) -> bool:
    """No window of five years that the yearly deliveries cover has a lower Russian share than the lowest
    period shown.
    """
    lowest = _five_year_shares(arms_share).min()
    return bool(shares.rolling_shares(arms_yearly)["share_pct"].min() >= lowest - 1e-6)


def oil_share_above_2011(oil_share: pd.DataFrame) -> bool:
    """The lowest possible share of oil through Russia from 2022 on is above the highest possible one of the
    last year in print in 2011 and of each year to that of the article.
    """
    in_print, recent = in_print_and_recent(closed_shares(oil_share))
    then = oil_share[oil_share["year"].between(in_print["year"].item(), PUBLISHED.year)]
    return bool(then["high_pct"].notna().all() and recent["low_pct"].min() > then["high_pct"].max())


def oil_flow_falls_without_russia(oil_flow: pd.DataFrame) -> bool:
    """In every year and network less oil can flow with Russian territory closed than with it open."""
    flows = oil_flow.set_index(["year", "fields", "russia"])
    closed, opened = (flows.xs(state, level="russia") for state in ("closed", "open"))
    return bool((closed["high_mt"] < opened["low_mt"]).all())


def growth_more_than_halved(gdp_growth: pd.DataFrame) -> bool:
    """Mean growth since 2011 is less than half of the mean from 2000 to 2010."""
    then, since = then_and_since(growth_by_year(gdp_growth))
    return bool(since["growth_pct"].mean() < then["growth_pct"].mean() / 2)


def output_grew_2000_2010(gdp_growth: pd.DataFrame) -> bool:
    """Output grew in every year from 2000 to 2010."""
    return bool((then_and_since(growth_by_year(gdp_growth))[0]["growth_pct"] > 0).all())


def first_in_central_asia_2010(gdp_per_capita: pd.DataFrame, hdi: pd.DataFrame) -> bool:
    """In 2010 Kazakhstan had the highest income per head, in every series, and the highest development
    index of Central Asia.
    """
    values = indicators(gdp_per_capita, hdi, LAST_FULL_YEAR).pivot(
        index="series", columns="country", values="value"
    )
    return bool((values.drop(columns="KAZ").max(axis=1) < values["KAZ"]).all())


def no_majority_1989(ethnic_national: pd.DataFrame) -> bool:
    """In the census of 1989 neither Kazakhs nor Russians were more than half of the population."""
    frame = national_shares(ethnic_national)
    return all(series(frame, group)["share_pct"][1989] < HALF_PCT for group in ("Kazakh", "Russian"))


def kazakhs_two_in_five_to_seven_in_ten(ethnic_national: pd.DataFrame) -> bool:
    """Kazakhs were about two in five in the census of 1989 and seven in ten in that of 2021, within a
    point.
    """
    kazakhs = series(national_shares(ethnic_national), "Kazakh")["share_pct"]
    return bool(abs(kazakhs[1989] - 40) <= 1 and abs(kazakhs[2021] - 70) <= 1)


def kazakhs_alone_short_of_half_1989(ethnic_republics: pd.DataFrame) -> bool:
    """In the census of 1989 Kazakhstan alone of the fifteen republics had a titular share under a half."""
    frame = republics.titular_shares(ethnic_republics)
    known = republics.shares_of(frame, 1989).notna().sum()
    return bool(known == republics.REPUBLICS) and republics.minorities(frame, 1989) == ["Kazakhstan"]


def kazakh_majority_in_most_oblasts(oblast_people: pd.DataFrame) -> bool:
    """By the count Kazakhs are more than half in most oblasts, and not in some."""
    minority, oblasts = people.without_majority(oblast_people), oblast_people["oblast"].nunique()
    return 0 < len(minority) < oblasts / 2


def kazakh_spending_fell(
    military_expenditure: pd.DataFrame, armed_forces: pd.DataFrame, csto_members: pd.DataFrame
) -> bool:
    """Kazakhstan's military spending at constant prices is lower in the latest year than in 2010."""
    frame = forces.csto_ranks(military_expenditure, armed_forces, csto_members)
    then, now = (forces.of_kazakhstan(frame, "spending", latest) for latest in (False, True))
    return bool(now["high"] < then["low"])


def oil_moved_to_cpc_before_2022(oil_exports: pd.DataFrame) -> bool:
    """From 2013 to 2018 the Kazakh oil in CPC rose, and that in the line to China fell, by more than they did later."""
    cpc = [published(oil_exports, "cpc", year).low for year in (2013, 2018, 2022)]
    china = [published(oil_exports, "atasu-alashankou", year).low for year in (2013, 2018, 2022)]
    return cpc[1] - cpc[0] > abs(cpc[2] - cpc[1]) and china[0] - china[1] > abs(china[1] - china[2])


def china_line_nine_tenths_russian(
    oil_exports: pd.DataFrame, oil_transit: pd.DataFrame, pipeline_capacities: pd.DataFrame
) -> bool:
    """In the last year with both volumes of grade A nine tenths of the oil to China, within two points, were Russian."""
    line = line_to_china(oil_exports, oil_transit, pipeline_capacities)
    oil = pick(line, year=measured_year(line)).set_index("owner")["high_mt"]
    return bool(abs(100 * oil["Russia"] / oil.sum() - 90) <= 2)


def arms_others_most_in_latest_year(arms_yearly: pd.DataFrame) -> bool:
    """In the latest year suppliers other than Russia delivered more than in any year that the table has."""
    others = (arms_yearly["total_tiv_million"] - arms_yearly["tiv_million"]).set_axis(arms_yearly["year"])
    return bool(others.idxmax() == others.index.max())


def russians_in_north_under_half(oblast_people: pd.DataFrame) -> bool:
    """Less than half of the Russians, and more than in any other part of the country, live in the north."""
    rows = pick(people.by_part(oblast_people), ethnic_group=people.RUSSIAN)
    in_part = rows.set_index("part")["of_group_pct"]
    return bool(in_part.idxmax() == "north" and in_part["north"] < HALF_PCT)


def russians_nine_tenths_of_loss_2019(migration: pd.DataFrame) -> bool:
    """Of the balance of migration of 2019 nine tenths, within three points, were ethnic Russians."""
    of_year = pick(migration, year=2019, period="year", partner="all countries").set_index("ethnic_group")
    return bool(abs(100 * of_year["balance"]["ethnic Russians"] / of_year["balance"]["all"] - 90) <= 3)


def more_came_than_left(migration: pd.DataFrame) -> bool:
    """In the latest year the balance with all countries is positive, and far fewer left than in 2019."""
    rows = pick(migration, period="year", ethnic_group="all", partner="all countries").set_index("year")
    latest = rows.index.max()
    return bool(rows["balance"][latest] > 0 and rows["departed"][latest] < rows["departed"][2019] / 2)


def oil_cpc_over_half(oil_share: pd.DataFrame, oil_exports: pd.DataFrame) -> bool:
    """In the latest year more than half of the exports left by CPC."""
    latest = closed_shares(oil_share)["year"].iloc[-1]
    cpc, exports = (published(oil_exports, route, latest) for route in ("cpc", "total_exports"))
    return bool(100 * cpc.low / exports.high > HALF_PCT)


def russians_ahead_in_few(oblast_people: pd.DataFrame) -> bool:
    """In at least one oblast, and in fewer than a quarter of them, there are more Russians than Kazakhs."""
    ahead, oblasts = people.more_russians(oblast_people), oblast_people["oblast"].nunique()
    return 0 < len(ahead) < oblasts / 4
