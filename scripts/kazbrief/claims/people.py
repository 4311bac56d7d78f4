"""Claims on population and ethnic composition."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kazbrief.claims.decisions import (
    CONTRADICTED,
    PARTLY,
    SUPPORTED,
    Finding,
    State,
    Verdict,
    at_most_partly,
    by_number,
    conclude,
    near,
    since,
    tried,
)
from kazbrief.errors import KazbriefError
from kazbrief.formats import number, percent, percent_range, series
from kazbrief.measures import thresholds
from kazbrief.measures.composition import ALL, CENSUS, REVISED
from kazbrief.measures.diversity import fractionalisation
from kazbrief.measures.frames import pick, pick_one
from kazbrief.measures.people import PARTS, TURKIC, living_in, nation, national_diversity
from kazbrief.measures.republics import REPUBLICS
from kazbrief.measures.russian_share import russians_about_2009

NAMED = ("Ukrainian", "German", "Belarusian", "Tatar", "Uzbek")
NORTH = ["Akmola", "Kostanay", "North Kazakhstan", "Pavlodar"]
EAST, CENTRE = "East Kazakhstan", "Karaganda"
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
NORTH_AND_EAST = [*NORTH, EAST, CENTRE]


def _groups(ethnic_national: pd.DataFrame, census: str, groups: Sequence[str]) -> pd.DataFrame:
    """The preferred counts of a census, indexed by group."""
    rows = pick(ethnic_national, date=census, basis=CENSUS, preferred=1, ethnic_group=[*groups, ALL])
    return rows.set_index("ethnic_group")


def _shares(rows: pd.DataFrame) -> pd.Series:
    """Shares of the groups in per cent, from counts of one census."""
    people = rows["population"].astype("float64")
    return 100 * people.drop(ALL) / people[ALL]


def _revised(ethnic_national: pd.DataFrame, group: str) -> float:
    """A group's share in 1989 on the base revised about 1999, as printed."""
    rows = pick(ethnic_national, date="1989", basis=REVISED, ethnic_group=group)
    return float(rows["share_pct"].dropna().iloc[0])


def _now(oblast_people: pd.DataFrame, group: str) -> str:
    """The share of a group by the count of 2025, as a sentence."""
    rows = nation(oblast_people).loc[[group]]
    return since(
        f"{group}s were {percent(rows['share_pct'][group], 1)} of the population at the start of 2025", rows
    )


def c34(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """25 per cent against the census of 2009."""
    stated = 25.0

    rows = _groups(ethnic_national, "2009", ["Russian"])
    share = float(_shares(rows)["Russian"])
    estimate = pick_one(ethnic_national, date="2009", basis="current estimate", ethnic_group="Russian")
    return conclude(
        tried(
            near(stated, thresholds.ROUND_SHARE),
            share,
            others={
                "the share as printed": float(rows["share_pct"]["Russian"]),
                f"the current estimate of 2009 ({percent(estimate['share_pct'])})": float(
                    estimate["share_pct"]
                ),
            },
        ),
        rows,
        value=share,
        unit="% of the population",
        year="2009",
        reason=(
            f"The census of 2009, published in 2010, gave {percent(share, 1)}; the article is "
            f"{number(abs(stated - share), 1)} points {'above' if stated > share else 'below'} it."
        ),
        state_2025=_now(oblast_people, "Russian"),
    )


def c35(
    ethnic_national: pd.DataFrame,
    ethnic_shares: pd.DataFrame,
    oblast_population: pd.DataFrame,
    oblast_people: pd.DataFrame,
) -> Finding:
    """The part of all Russians that lived in four northern oblasts."""
    national = _groups(ethnic_national, "2009", ["Russian"])
    russians, everybody = (float(national["population"][group]) for group in ("Russian", ALL))

    def living_there(units: list[str]) -> pd.DataFrame:
        return russians_about_2009(oblast_population, ethnic_shares, units)

    def measured(units: list[str]) -> tuple[float, float]:
        there = living_there(units)
        share = 100 * there["russians"].sum() / russians
        return share, share / (100 * there["population"].sum() / everybody)

    def rule(units: list[str], factor: float = 1.0) -> Verdict:
        share, quotient = measured(units)
        if share >= thresholds.MAINLY_PCT * factor:
            return SUPPORTED
        return PARTLY if quotient >= thresholds.LOCATION_QUOTIENT * factor else CONTRADICTED

    share, quotient = measured(NORTH)
    now = living_in(oblast_people, "Russian", ["north"])
    wider = living_in(oblast_people, "Russian", ["north", "east", "centre"])
    return conclude(
        tried(
            rule,
            NORTH,
            others={
                "East Kazakhstan counted as north": [*NORTH, EAST],
                "East Kazakhstan and Karaganda counted as north": NORTH_AND_EAST,
            },
        ),
        national,
        living_there(NORTH),
        value=share,
        unit="% of all Russians",
        year="2009",
        reason=(
            f"About {percent(share)} of Russians lived in the four northern oblasts, {number(quotient, 1)} times those "
            f"oblasts' share of all residents, and {percent(measured(NORTH_AND_EAST)[0])} in the north, centre and east "
            "together. Indicative: census and register are mixed."
        ),
        state_2025=since(
            f"At the start of 2025 the four oblasts had {percent(now['of_group_pct'])} of Russians, "
            f"{number(now['quotient'], 1)} times their share of all residents; with the east and centre "
            f"{percent(wider['of_group_pct'])}",
            wider,
        ),
        decimals=0,
    )


def c37(population: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """16.3 million against the agency's figure for 1 January 2011."""
    stated = 16_300_000

    def on(date: str, basis: str = "official estimate") -> pd.Series:
        return pick_one(population, date=date, basis=basis)

    row, now = on("2011-01-01"), nation(oblast_people).loc[[ALL]]
    people = float(row["population"])
    return conclude(
        tried(
            near(stated, thresholds.POPULATION, per_cent=True),
            people,
            others={
                "1 October 2010": on("2010-10-01")["population"],
                "1 February 2011": on("2011-02-01")["population"],
                "the series revised later, which was not in print": on("2010", "mid-year estimate, revised")[
                    "population"
                ],
            },
        ),
        row,
        value=people / 1e6,
        unit="million",
        year="2011",
        reason=(
            f"{percent(100 * abs(stated / people - 1), 1)} {'below' if stated < people else 'above'} the official "
            f"{number(people / 1e6, 2)} million at 1 January 2011."
        ),
        state_2025=since(f"{number(now['population'][ALL] / 1e6, 2)} million at the start of 2025", now),
        decimals=2,
    )


def _in_1989(
    ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame, group: str, stated: float
) -> Finding:
    """A share with one decimal against the census of 1989, permanent population."""
    rows = _groups(ethnic_national, "1989", [group])
    share, revised = float(_shares(rows)[group]), _revised(ethnic_national, group)
    return conclude(
        tried(
            near(stated, thresholds.EXACT_SHARE),
            share,
            others={f"the base revised about 1999 ({percent(revised, 1)})": revised},
        ),
        rows,
        value=share,
        unit="% of the population",
        year="1989",
        reason=(
            f"{percent(share, 1)} in the census of January 1989, permanent population; a later recalculation gives "
            f"{percent(revised, 1)}."
        ),
        state_2025=_now(oblast_people, group),
    )


def c38(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """Kazakhs in 1989."""
    return _in_1989(ethnic_national, oblast_people, "Kazakh", 39.7)


def c39(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """Russians in 1989."""
    return _in_1989(ethnic_national, oblast_people, "Russian", 37.8)


def c40(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """What Kazakhs and Russians leave in 1989, and the groups named."""
    stated = 22.0
    rows = _groups(ethnic_national, "1989", ["Kazakh", "Russian", *NAMED])
    shares = _shares(rows)
    rest = float(100 - shares["Kazakh"] - shares["Russian"])
    revised = 100 - _revised(ethnic_national, "Kazakh") - _revised(ethnic_national, "Russian")
    smallest = float(shares[list(NAMED)].min())

    now = nation(oblast_people).loc[["Kazakh", "Russian"]]

    def rule(remainder: float, factor: float = 1.0) -> Verdict:
        as_stated = near(stated, thresholds.WHOLE_REMAINDER)(remainder, factor) == SUPPORTED
        return by_number([as_stated, smallest >= thresholds.NAMED_GROUP_PCT * factor])

    return conclude(
        tried(rule, rest, others={f"the base revised about 1999 ({percent(revised, 1)})": revised}),
        rows,
        value=rest,
        unit="% of the population",
        year="1989",
        reason=(
            f"Kazakhs and Russians leave {percent(rest, 1)} in the census of 1989; each of the five groups named had "
            f"{percent(smallest, 1)} or more. Koreans and others are not named."
        ),
        state_2025=since(f"They left {percent(100 - now['share_pct'].sum(), 1)} at the start of 2025", now),
    )


def c42(ethnic_republics: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """Titular nationalities under half of their republics."""
    titular = pick(ethnic_republics, role="titular", preferred=1, year=[1979, 1989]).set_index("republic")
    before, census = titular[titular["year"] == 1979], titular[titular["year"] == 1989]
    if len(census) != REPUBLICS:
        raise KazbriefError(
            f"table ethnic_republics: found {len(census)} titular shares of 1989, expected {REPUBLICS}"
        )

    def minorities(rows: pd.DataFrame, factor: float = 1.0) -> list[str]:
        return sorted(rows.index[rows["share_pct"] < thresholds.HALF_PCT * factor])

    def rule(rows: pd.DataFrame, factor: float = 1.0) -> Verdict:
        those = minorities(rows, factor)
        return by_number(["Kazakhstan" in those, those == ["Kazakhstan"]])

    those, lowest = minorities(census), census["share_pct"].nsmallest(2)
    return conclude(
        tried(
            rule,
            census,
            others={f"the census of 1979 ({len(before)} of {REPUBLICS} republics known)": before},
        ),
        census,
        value=len(those),
        unit=f"of {len(census)} republics with a titular nationality under half",
        year="1989",
        reason=(
            f"In the census of 1989 the titular nationality was under half in {series(those) or 'no republic'}; the two "
            f"lowest shares were {percent(lowest.iloc[0], 1)} ({lowest.index[0]}) and {percent(lowest.iloc[1], 1)} "
            f"({lowest.index[1]}). In 1979 it was so in {series(minorities(before)) or 'none'}."
        ),
        state_2025=_now(oblast_people, "Kazakh"),
        decimals=0,
    )


def c45(oblast_people: pd.DataFrame) -> State:
    """Kazakhs and other Turkic groups by the count, in the oblasts of today that cover the ten listed about."""
    units = [*PARTS["south"], *PARTS["west"], "Abai", "Ulytau"]
    rows = pick(oblast_people, oblast=units, ethnic_group=list(TURKIC))
    shares = rows.groupby("oblast")["share_pct"].sum()
    return since(
        f"At the start of 2025 Kazakhs and six other Turkic groups were {percent_range(shares.min(), shares.max())} of "
        f"the people in each of the {len(shares)} oblasts and cities on about that land",
        rows,
    )


def c46(oblast_population: pd.DataFrame) -> Finding:
    """Urban shares of the south and west against those of the north and east, census of 1999."""
    printed = ("1999", "census, as printed in 2009")

    def rows(units: list[str], date: str, basis: str) -> pd.DataFrame:
        areas = ["all", "urban"]
        return pick(oblast_population, scheme="1999", date=date, basis=basis, area=areas, unit=units)

    def parts(units: list[str], date: str = printed[0], basis: str = printed[1]) -> pd.DataFrame:
        wide = rows(units, date, basis).pivot(index="unit", columns="area", values="population")
        return wide.loc[units].astype("float64")

    def mean(places: pd.DataFrame) -> float:
        return float((100 * places["urban"] / places["all"]).mean())

    def pooled(places: pd.DataFrame) -> float:
        return float(100 * places["urban"].sum() / places["all"].sum())

    def rule(south: float, north: float) -> Verdict:
        return at_most_partly(SUPPORTED if south < north else CONTRADICTED)

    south, north = parts(SOUTH_AND_WEST), parts(NORTH_AND_EAST)
    with_almaty = parts([*SOUTH_AND_WEST, "Almaty city"])
    later = (parts(units, "2009", CENSUS) for units in (SOUTH_AND_WEST, NORTH_AND_EAST))
    urban = 100 * south["urban"] / south["all"]
    return conclude(
        tried(
            rule,
            pooled(south),
            pooled(north),
            others={
                "a gap of a tenth asked for": (pooled(south), 0.9 * pooled(north)),
                "a mean of the oblasts' shares": (mean(south), mean(north)),
                "Almaty city counted as south": (pooled(with_almaty), pooled(north)),
                "the census of 2009": tuple(map(pooled, later)),
            },
            tenths=False,
        ),
        rows([*SOUTH_AND_WEST, *NORTH_AND_EAST], *printed),
        value=pooled(south),
        unit="% urban in the southern and western oblasts",
        year="1999",
        reason=(
            f"In 1999 the southern and western oblasts together were {percent(pooled(south))} urban, the northern and "
            f"eastern ones {percent(pooled(north))}, with exceptions ({urban.idxmax()} {percent(urban.max())}). Industry "
            "was not tested."
        ),
        decimals=0,
    )


def m17(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """The chance that two residents are of different groups, census of 2009."""

    def counts(census: str) -> pd.DataFrame:
        of_census = (ethnic_national["date"] == census) & (ethnic_national["basis"] == CENSUS)
        groups = ethnic_national.loc[of_census & (ethnic_national["preferred"] == 1), "ethnic_group"]
        return _groups(ethnic_national, census, sorted({"Kazakh", "Russian", *groups} - {ALL}))

    def rule(value: float, factor: float = 1.0) -> Verdict:
        return by_number(
            [value >= thresholds.EXTREMELY_DIVERSE * factor, value >= thresholds.DIVERSE * factor]
        )

    rows = counts("2009")
    value, before = (fractionalisation(_shares(groups)) for groups in (rows, counts("1989")))
    return conclude(
        tried(rule, value, others={f"the census of 1989 ({number(before, 2)})": before}),
        rows,
        value=value,
        unit="chance that two residents are of different groups",
        year="2009",
        reason=(
            f"Two residents drawn at random were of different ethnic groups with a chance of {number(value, 2)} in 2009 "
            f"and {number(before, 2)} in 1989; \u201cextremely\u201d is read as {number(thresholds.EXTREMELY_DIVERSE, 2)}."
        ),
        state_2025=since(
            f"{number(national_diversity(oblast_people), 2)} by the count of 2025", nation(oblast_people)
        ),
        decimals=2,
    )
