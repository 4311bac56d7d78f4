"""Claims on population and ethnic composition."""

from __future__ import annotations

import pandas as pd

from kazbrief.claims.finding import CONTRADICTED, PARTLY, SUPPORTED, Finding, Tables, Verdict
from kazbrief.claims.rules import (
    at_most_partly,
    by_a_tenth,
    by_number,
    conclude,
    pick,
    pick_one,
    since,
    within,
    within_per_cent,
)
from kazbrief.formats import number, percent, series
from kazbrief.measures.diversity import fractionalisation
from kazbrief.measures.thresholds import (
    DIVERSE,
    EXACT_SHARE,
    EXTREMELY_DIVERSE,
    HALF_PCT,
    LOCATION_QUOTIENT,
    MAINLY_PCT,
    NAMED_GROUP_PCT,
    POPULATION,
    ROUND_SHARE,
    WHOLE_REMAINDER,
)

ALL = "All"
REVISED = "census, base revised about 1999"
NAMED = ("Ukrainian", "German", "Belarusian", "Tatar", "Uzbek")
REPUBLICS = [
    "Armenia",
    "Azerbaijan",
    "Byelorussia",
    "Estonia",
    "Georgia",
    "Kazakhstan",
    "Kirghizia",
    "Latvia",
    "Lithuania",
    "Moldavia",
    "RSFSR",
    "Tajikistan",
    "Turkmenia",
    "Ukraine",
    "Uzbekistan",
]
NORTH = ["Akmola", "Kostanay", "North Kazakhstan", "Pavlodar"]
SOUTH_AND_WEST = [
    "Aktobe",
    "Almaty oblast",
    "Atyrau",
    "Kyzylorda",
    "Mangystau",
    "South Kazakhstan",
    "West Kazakhstan",
    "Zhambyl",
]
NORTH_AND_EAST = ["Akmola", "East Kazakhstan", "Karaganda", "Kostanay", "North Kazakhstan", "Pavlodar"]


def _groups(tables: Tables, census: str, groups: list[str]) -> pd.DataFrame:
    """The preferred counts of a census, indexed by group."""
    rows = pick(
        tables, "ethnic_national", date=census, basis="census", preferred=1, ethnic_group=[*groups, ALL]
    )
    return rows.set_index("ethnic_group")


def _shares(rows: pd.DataFrame) -> pd.Series:
    """Shares of the groups in per cent, from counts of one census."""
    people = rows["population"].astype("float64")
    return 100 * people.drop(ALL) / people[ALL]


def _revised(tables: Tables, group: str) -> float:
    """A group's share in 1989 on the base revised about 1999, as printed."""
    rows = pick(tables, "ethnic_national", date="1989", basis=REVISED, ethnic_group=group)
    return float(rows["share_pct"].dropna().iloc[0])


def _latest_share(tables: Tables, group: str) -> str:
    """The latest share of a group in print, as a sentence; empty when there is none."""
    table = tables["ethnic_national"]
    rows = table[(table["ethnic_group"] == group) & table["share_pct"].notna()]
    rows = rows[rows["basis"] == "register after 2021 census"].sort_values("date")
    if rows.empty:
        return ""
    last = rows.iloc[-1]
    return since(
        f"{group}s were {percent(last['share_pct'], 1)} of the population in {last['date'][:4]}", last
    )


def c34(tables: Tables) -> Finding:
    """25 per cent against the census of 2009."""
    stated = 25.0
    rows = _groups(tables, "2009", ["Russian"])
    share = float(_shares(rows)["Russian"])
    estimate = pick_one(
        tables, "ethnic_national", date="2009", basis="current estimate", ethnic_group="Russian"
    )
    verdict = within(stated, share, ROUND_SHARE)
    variants = [
        *by_a_tenth(lambda factor: within(stated, share, ROUND_SHARE.scaled(factor))),
        ("the share as printed", within(stated, float(rows["share_pct"]["Russian"]), ROUND_SHARE)),
        (
            f"the current estimate of 2009 ({percent(estimate['share_pct'])})",
            within(stated, float(estimate["share_pct"]), ROUND_SHARE),
        ),
    ]
    return conclude(
        verdict,
        variants,
        [rows],
        value=share,
        unit="% of the population",
        year="2009",
        reason=(
            f"The census of 2009, published in 2010, gave {percent(share, 1)}; the article is "
            f"{number(abs(stated - share), 1)} points {'above' if stated > share else 'below'} it."
        ),
        state_2025=_latest_share(tables, "Russian"),
    )


def _russians_in(tables: Tables, units: list[str]) -> pd.DataFrame:
    """Russians in oblasts about 2009: the census share where it is preferred, else the register of 2010.

    Returns
    -------
    DataFrame
        ``unit``, ``russians``, ``population`` (census of 2009), ``source_id``, ``grade``.
    """
    people = pick(
        tables, "oblast_population", scheme="1999", date="2009", basis="census", area="all", unit=units
    )
    shares = tables["ethnic_shares"]
    shares = shares[
        (shares["scheme"] == "1999") & (shares["ethnic_group"] == "Russian") & shares["share_pct"].notna()
    ]
    shares = shares[shares["date"].str[:4].isin(["2009", "2010"])]
    # An undated share of about 2010 stands in where neither census nor register has a preferred one.
    ranks = pd.Series(float("nan"), index=shares.index)
    for order, (basis, preferred) in enumerate(
        (("census", 1), ("register before 2021 census", 1), ("undated", 0))
    ):
        ranks[(shares["basis"] == basis) & (shares["preferred"] == preferred)] = order
    shares = shares.assign(order=ranks).dropna(subset="order")
    shares = shares.sort_values(["unit", "order", "date"]).drop_duplicates("unit")
    shares = pick({"ethnic_shares": shares}, "ethnic_shares", unit=units)
    joined = people[["unit", "population", "source_id", "grade"]].merge(
        shares, on="unit", suffixes=("", "_share")
    )
    return pd.DataFrame(
        {
            "unit": joined["unit"],
            "russians": joined["population"].astype("float64") * joined["share_pct"] / 100,
            "population": joined["population"].astype("float64"),
            "source_id": joined["source_id"] + ";" + joined["source_id_share"],
            "grade": joined[["grade", "grade_share"]].max(axis=1),
        }
    )


def c35(tables: Tables) -> Finding:
    """The part of all Russians that lived in four northern oblasts."""
    national = _groups(tables, "2009", ["Russian"])
    russians, everybody = (float(national["population"][group]) for group in ("Russian", ALL))

    def rule(units: list[str], factor: float = 1.0) -> tuple[Verdict, float, float]:
        there = _russians_in(tables, units)
        share = 100 * there["russians"].sum() / russians
        quotient = share / (100 * there["population"].sum() / everybody)
        if share >= MAINLY_PCT * factor:
            return SUPPORTED, share, quotient
        return (PARTLY if quotient >= LOCATION_QUOTIENT * factor else CONTRADICTED), share, quotient

    verdict, share, quotient = rule(NORTH)
    wider = rule([*NORTH, "East Kazakhstan", "Karaganda"])
    variants = [
        *by_a_tenth(lambda factor: rule(NORTH, factor)[0]),
        ("East Kazakhstan counted as north", rule([*NORTH, "East Kazakhstan"])[0]),
        ("East Kazakhstan and Karaganda counted as north", wider[0]),
    ]
    return conclude(
        verdict,
        variants,
        [national, _russians_in(tables, NORTH)],
        value=share,
        unit="% of all Russians",
        year="2009",
        reason=(
            f"About {percent(share)} of Russians lived in the four northern oblasts, {number(quotient, 1)} times those "
            f"oblasts' share of all residents, and {percent(wider[1])} in the north, centre and east together. "
            "Indicative: census and register are mixed."
        ),
        decimals=0,
    )


def c37(tables: Tables) -> Finding:
    """16.3 million against the agency's figure for 1 January 2011."""
    stated = 16_300_000

    def estimate(date: str, basis: str = "official estimate") -> float:
        return float(pick_one(tables, "population", date=date, basis=basis)["population"])

    row = pick_one(tables, "population", date="2011-01-01", basis="official estimate")
    found = float(row["population"])
    verdict = within_per_cent(stated, found, POPULATION)
    variants = [
        *by_a_tenth(lambda factor: within_per_cent(stated, found, POPULATION.scaled(factor))),
        ("1 October 2010", within_per_cent(stated, estimate("2010-10-01"), POPULATION)),
        ("1 February 2011", within_per_cent(stated, estimate("2011-02-01"), POPULATION)),
        (
            "the series revised later, which was not in print",
            within_per_cent(stated, estimate("2010", "mid-year estimate, revised"), POPULATION),
        ),
    ]
    now = pick_one(tables, "population", date="2025", basis="official estimate")
    wording = "more than " if pd.notna(now["wording"]) else ""
    return conclude(
        verdict,
        variants,
        [row],
        value=found / 1e6,
        unit="million",
        year="2011",
        reason=(
            f"{percent(100 * abs(stated / found - 1), 1)} {'below' if stated < found else 'above'} the official "
            f"{number(found / 1e6, 2)} million at 1 January 2011."
        ),
        state_2025=since(
            f"{wording.capitalize()}{number(float(now['population']) / 1e6, 1)} million in 2025", now
        ),
        decimals=2,
    )


def _in_1989(tables: Tables, group: str, stated: float) -> Finding:
    """A share with one decimal against the census of 1989, permanent population."""
    rows = _groups(tables, "1989", [group])
    share, revised = float(_shares(rows)[group]), _revised(tables, group)
    verdict = within(stated, share, EXACT_SHARE)
    variants = [
        *by_a_tenth(lambda factor: within(stated, share, EXACT_SHARE.scaled(factor))),
        (f"the base revised about 1999 ({percent(revised, 1)})", within(stated, revised, EXACT_SHARE)),
    ]
    return conclude(
        verdict,
        variants,
        [rows],
        value=share,
        unit="% of the population",
        year="1989",
        reason=(
            f"{percent(share, 1)} in the census of January 1989, permanent population; a later recalculation gives "
            f"{percent(revised, 1)}."
        ),
        state_2025=_latest_share(tables, group),
    )


def c38(tables: Tables) -> Finding:
    """Kazakhs in 1989."""
    return _in_1989(tables, "Kazakh", 39.7)


def c39(tables: Tables) -> Finding:
    """Russians in 1989."""
    return _in_1989(tables, "Russian", 37.8)


def c40(tables: Tables) -> Finding:
    """What Kazakhs and Russians leave in 1989, and the groups named."""
    stated = 22.0
    rows = _groups(tables, "1989", ["Kazakh", "Russian", *NAMED])
    shares = _shares(rows)
    rest = float(100 - shares["Kazakh"] - shares["Russian"])
    revised = 100 - _revised(tables, "Kazakh") - _revised(tables, "Russian")
    smallest = float(shares[list(NAMED)].min())

    def rule(remainder: float, factor: float = 1.0) -> Verdict:
        near = within(stated, remainder, WHOLE_REMAINDER.scaled(factor)) == SUPPORTED
        return by_number([near, smallest >= NAMED_GROUP_PCT * factor])

    verdict = rule(rest)
    variants = [
        *by_a_tenth(lambda factor: rule(rest, factor)),
        (f"the base revised about 1999 ({percent(revised, 1)})", rule(revised)),
    ]
    return conclude(
        verdict,
        variants,
        [rows],
        value=rest,
        unit="% of the population",
        year="1989",
        reason=(
            f"Kazakhs and Russians leave {percent(rest, 1)} in the census of 1989; each of the five groups named had "
            f"{percent(smallest, 1)} or more. Koreans and others are not named."
        ),
    )


def c42(tables: Tables) -> Finding:
    """Titular nationalities under half of their republics."""
    census = pick(
        tables, "ethnic_republics", year=1989, role="titular", preferred=1, republic=REPUBLICS
    ).set_index("republic")
    before = pick(tables, "ethnic_republics", year=1979, role="titular", preferred=1).set_index("republic")

    def minorities(rows: pd.DataFrame, factor: float = 1.0) -> list[str]:
        return sorted(rows.index[rows["share_pct"] < HALF_PCT * factor])

    def rule(rows: pd.DataFrame, factor: float = 1.0) -> Verdict:
        found = minorities(rows, factor)
        return by_number(["Kazakhstan" in found, found == ["Kazakhstan"]])

    found, verdict = minorities(census), rule(census)
    variants = [
        *by_a_tenth(lambda factor: rule(census, factor)),
        (f"the census of 1979 ({len(before)} of {len(REPUBLICS)} republics known)", rule(before)),
    ]
    lowest = census["share_pct"].nsmallest(2)
    return conclude(
        verdict,
        variants,
        [census],
        value=len(found),
        unit=f"of {len(census)} republics with a titular nationality under half",
        year="1989",
        reason=(
            f"In the census of 1989 the titular nationality was under half in {series(found) or 'no republic'}; the two "
            f"lowest shares were {percent(lowest.iloc[0], 1)} ({lowest.index[0]}) and {percent(lowest.iloc[1], 1)} "
            f"({lowest.index[1]}). In 1979 it was so in {series(minorities(before)) or 'none'}."
        ),
        state_2025=_latest_share(tables, "Kazakh"),
        decimals=0,
    )


def c46(tables: Tables) -> Finding:
    """Urban shares of the south and west against those of the north and east, census of 1999."""

    def rows(units: list[str], date: str, basis: str) -> pd.DataFrame:
        return pick(
            tables,
            "oblast_population",
            scheme="1999",
            date=date,
            basis=basis,
            area=["all", "urban"],
            unit=units,
        )

    def parts(
        units: list[str], date: str = "1999", basis: str = "census, as printed in 2009"
    ) -> pd.DataFrame:
        table = rows(units, date, basis).pivot(index="unit", columns="area", values="population")
        return table.loc[units].astype("float64")

    def mean(table: pd.DataFrame) -> float:
        return float((100 * table["urban"] / table["all"]).mean())

    def pooled(table: pd.DataFrame) -> float:
        return float(100 * table["urban"].sum() / table["all"].sum())

    def rule(south: float, north: float) -> Verdict:
        return at_most_partly(SUPPORTED if south < north else CONTRADICTED)

    south, north = parts(SOUTH_AND_WEST), parts(NORTH_AND_EAST)
    later = [parts(units, "2009", "census") for units in (SOUTH_AND_WEST, NORTH_AND_EAST)]
    found, other = pooled(south), pooled(north)
    verdict = rule(found, other)
    variants = [
        ("a gap of a tenth asked for", rule(found, 0.9 * other)),
        ("a mean of the oblasts' shares", rule(mean(south), mean(north))),
        ("Almaty city counted as south", rule(pooled(parts([*SOUTH_AND_WEST, "Almaty city"])), other)),
        ("the census of 2009", rule(*map(pooled, later))),
    ]
    urban = 100 * south["urban"] / south["all"]
    return conclude(
        verdict,
        variants,
        [rows([*SOUTH_AND_WEST, *NORTH_AND_EAST], "1999", "census, as printed in 2009")],
        value=found,
        unit="% urban in the southern and western oblasts",
        year="1999",
        reason=(
            f"In 1999 the southern and western oblasts together were {percent(found)} urban, the northern and eastern "
            f"ones {percent(other)}, with exceptions ({urban.idxmax()} {percent(urban.max())}). Industry was not tested."
        ),
        decimals=0,
    )


def m17(tables: Tables) -> Finding:
    """The chance that two residents are of different groups, census of 2009."""

    def diversity(census: str) -> tuple[float, pd.DataFrame]:
        table = tables["ethnic_national"]
        groups = table[(table["date"] == census) & (table["basis"] == "census") & (table["preferred"] == 1)]
        rows = _groups(tables, census, sorted({"Kazakh", "Russian", *groups["ethnic_group"]} - {ALL}))
        return fractionalisation(_shares(rows)), rows

    def rule(value: float, factor: float = 1.0) -> Verdict:
        return by_number([value >= EXTREMELY_DIVERSE * factor, value >= DIVERSE * factor])

    value, rows = diversity("2009")
    before = diversity("1989")[0]
    verdict = rule(value)
    variants = [
        *by_a_tenth(lambda factor: rule(value, factor)),
        (f"the census of 1989 ({number(before, 2)})", rule(before)),
    ]
    return conclude(
        verdict,
        variants,
        [rows],
        value=value,
        unit="chance that two residents are of different groups",
        year="2009",
        reason=(
            f"Two residents drawn at random were of different ethnic groups with a chance of {number(value, 2)} in 2009 "
            f"and {number(before, 2)} in 1989; \u201cextremely\u201d is read as {number(EXTREMELY_DIVERSE, 2)}."
        ),
        state_2025=_latest_share(tables, "Kazakh"),
        decimals=2,
    )
