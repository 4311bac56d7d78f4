"""Claims on population and ethnic composition."""

from __future__ import annotations

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
from kazbrief.formats import count, number, percent, percent_range, series
from kazbrief.measures import thresholds
from kazbrief.measures.composition import ALL, CENSUS, REVISED
from kazbrief.measures.diversity import fractionalisation
from kazbrief.measures.frames import pick, pick_one
from kazbrief.measures.people import (
    KAZAKH,
    PARTS,
    RUSSIAN,
    TURKIC,
    living_in,
    more_russians,
    nation,
    national_diversity,
)
from kazbrief.measures.republics import REPUBLICS, YEARS
from kazbrief.measures.russian_share import russians_about_2009

NAMED = ("Ukrainian", "German", "Belarusian", "Tatar", "Uzbek")
NORTH = ["Akmola", "Kostanay", "North Kazakhstan", "Pavlodar"]
EAST, CENTRE = "East Kazakhstan", "Karaganda"
NORTH_AND_EAST = [*NORTH, EAST, CENTRE]
SOUTH_AND_WEST = ["Aktobe", "Almaty oblast", "Atyrau", "Kyzylorda", "Mangystau", "South Kazakhstan"]
SOUTH_AND_WEST += ["West Kazakhstan", "Zhambyl"]


def _census(ethnic_national: pd.DataFrame, census: str, *groups: str) -> tuple[pd.DataFrame, pd.Series]:
    """The preferred counts of a census by group, and the groups' shares in per cent from counts of one base."""
    rows = pick(ethnic_national, date=census, basis=CENSUS, preferred=1, ethnic_group=[*groups, ALL])
    rows = rows.set_index("ethnic_group")
    people = rows["population"].astype("float64")
    return rows, 100 * people.drop(ALL) / people[ALL]


def _revised(ethnic_national: pd.DataFrame, *groups: str) -> float:
    """The share of some groups in 1989 on the base revised about 1999, as printed."""
    rows = pick(ethnic_national, date="1989", basis=REVISED, ethnic_group=list(groups))
    return float(rows.dropna(subset="share_pct").drop_duplicates("ethnic_group")["share_pct"].sum())


def _base(revised: float) -> str:
    return f"the base revised about 1999 ({percent(revised, 1)})"


def _now(oblast_people: pd.DataFrame, *groups: str) -> State:
    """The share of some groups by the count of 2025, and what they leave."""
    rows = nation(oblast_people).loc[list(groups)]
    share = float(rows["share_pct"].sum())
    return since(rows, share=percent(share, 1), rest=percent(100 - share, 1))


def c34(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """25 per cent against the census of 2009."""
    stated = 25.0
    rows, shares = _census(ethnic_national, "2009", RUSSIAN)
    share = float(shares[RUSSIAN])
    estimate = pick_one(ethnic_national, date="2009", basis="current estimate", ethnic_group=RUSSIAN)[
        "share_pct"
    ]
    others = {
        "the share as printed": rows["share_pct"][RUSSIAN],
        f"the current estimate of 2009 ({percent(estimate)})": estimate,
    }
    return conclude(
        tried(near(stated, thresholds.ROUND_SHARE), share, others=others),
        rows,
        value=share,
        year=2009,
        distance=number(abs(stated - share), 1),
        side="above" if stated > share else "below",
        now=_now(oblast_people, RUSSIAN),
    )


def c35(
    ethnic_national: pd.DataFrame,
    ethnic_shares: pd.DataFrame,
    oblast_population: pd.DataFrame,
    oblast_people: pd.DataFrame,
) -> Finding:
    """The part of all Russians that lived in four northern oblasts."""
    national, _ = _census(ethnic_national, "2009", RUSSIAN)
    whole = national["population"].astype("float64")
    known = russians_about_2009(oblast_population, ethnic_shares, NORTH_AND_EAST)

    def measured(units: list[str]) -> tuple[float, float]:
        there = pick(known, unit=units)
        share = 100 * there["russians"].sum() / whole[RUSSIAN]
        return share, share / (100 * there["population"].sum() / whole[ALL])

    def rule(units: list[str], factor: float = 1.0) -> Verdict:
        share, quotient = measured(units)
        if share >= thresholds.MAINLY_PCT * factor:
            return SUPPORTED
        return PARTLY if quotient >= thresholds.LOCATION_QUOTIENT * factor else CONTRADICTED

    share, quotient = measured(NORTH)
    north = living_in(oblast_people, RUSSIAN, ["north"])
    wider = living_in(oblast_people, RUSSIAN, ["north", "east", "centre"])
    others = {
        "East Kazakhstan counted as north": [*NORTH, EAST],
        "East Kazakhstan and Karaganda counted as north": NORTH_AND_EAST,
    }
    return conclude(
        tried(rule, NORTH, others=others),
        national,
        pick(known, unit=NORTH),
        value=share,
        year=2009,
        decimals=0,
        times=number(quotient, 1),
        wider=percent(measured(NORTH_AND_EAST)[0]),
        now=since(
            wider,
            north=percent(north["of_group_pct"]),
            times=number(north["quotient"], 1),
            wider=percent(wider["of_group_pct"]),
        ),
    )


def c36(oblast_people: pd.DataFrame) -> State:
    """Russians in the country, and where they are more than Kazakhs."""
    share, ahead = _now(oblast_people, RUSSIAN), more_russians(oblast_people)
    return since(
        *share.rows, **share.says, ahead=f"{count(len(ahead))} of {oblast_people['oblast'].nunique()}"
    )


def c37(population: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """16.3 million against the agency's figure for 1 January 2011."""
    stated = 16_300_000

    def on(date: str, basis: str = "official estimate") -> pd.Series:
        return pick_one(population, date=date, basis=basis)

    row, now = on("2011-01-01"), nation(oblast_people).loc[[ALL]]
    people = float(row["population"])
    others = {
        "1 October 2010": on("2010-10-01")["population"],
        "1 February 2011": on("2011-02-01")["population"],
        "the series revised later, which was not in print": on("2010", "mid-year estimate, revised")[
            "population"
        ],
    }
    return conclude(
        tried(near(stated, thresholds.POPULATION, per_cent=True), people, others=others),
        row,
        value=people / 1e6,
        year=2011,
        decimals=2,
        distance=percent(100 * abs(stated / people - 1), 1),
        side="below" if stated < people else "above",
        now=since(now, people=number(now["population"][ALL] / 1e6, 2)),
    )


def _in_1989(
    ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame, group: str, stated: float
) -> Finding:
    """A share with one decimal against the census of 1989, permanent population."""
    rows, shares = _census(ethnic_national, "1989", group)
    revised = _revised(ethnic_national, group)
    return conclude(
        tried(near(stated, thresholds.EXACT_SHARE), float(shares[group]), others={_base(revised): revised}),
        rows,
        value=float(shares[group]),
        year=1989,
        revised=percent(revised, 1),
        now=_now(oblast_people, group),
    )


def c38(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """Kazakhs in 1989."""
    return _in_1989(ethnic_national, oblast_people, KAZAKH, 39.7)


def c39(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """Russians in 1989."""
    return _in_1989(ethnic_national, oblast_people, RUSSIAN, 37.8)


def c40(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """What Kazakhs and Russians leave in 1989, and the groups named."""
    rows, shares = _census(ethnic_national, "1989", KAZAKH, RUSSIAN, *NAMED)
    rest, smallest = float(100 - shares[KAZAKH] - shares[RUSSIAN]), float(shares[list(NAMED)].min())
    revised = 100 - _revised(ethnic_national, KAZAKH, RUSSIAN)

    def rule(remainder: float, factor: float = 1.0) -> Verdict:
        as_stated = near(22.0, thresholds.WHOLE_REMAINDER)(remainder, factor) == SUPPORTED
        return by_number([as_stated, smallest >= thresholds.NAMED_GROUP_PCT * factor])

    return conclude(
        tried(rule, rest, others={_base(revised): revised}),
        rows,
        value=rest,
        year=1989,
        smallest=percent(smallest, 1),
        now=_now(oblast_people, KAZAKH, RUSSIAN),
    )


def c42(ethnic_republics: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """Titular nationalities under half of their republics."""
    titular = pick(ethnic_republics, role="titular", preferred=1, year=list(YEARS)).set_index("republic")
    before, census = (titular[titular["year"] == year] for year in YEARS)
    if len(census) != REPUBLICS:
        raise KazbriefError(
            f"table ethnic_republics: found {len(census)} titular shares of 1989, expected {REPUBLICS}"
        )

    def minorities(rows: pd.DataFrame, factor: float = 1.0) -> list[str]:
        return sorted(rows.index[rows["share_pct"] < thresholds.HALF_PCT * factor])

    def rule(rows: pd.DataFrame, factor: float = 1.0) -> Verdict:
        those = minorities(rows, factor)
        return by_number(["Kazakhstan" in those, those == ["Kazakhstan"]])

    lowest = census["share_pct"].nsmallest(2)
    others = {f"the census of 1979 ({len(before)} of {REPUBLICS} republics known)": before}
    return conclude(
        tried(rule, census, others=others),
        census,
        value=len(minorities(census)),
        year=YEARS[1],
        decimals=0,
        those=series(minorities(census)) or "no republic",
        lowest=series([f"{percent(share, 1)} ({name})" for name, share in lowest.items()]),
        before=series(minorities(before)) or "none",
        now=_now(oblast_people, KAZAKH),
    )


def c45(oblast_people: pd.DataFrame) -> State:
    """Kazakhs and other Turkic groups by the count, in the oblasts of today that cover the ten listed about."""
    units = [*PARTS["south"], *PARTS["west"], "Abai", "Ulytau"]
    rows = pick(oblast_people, oblast=units, ethnic_group=list(TURKIC))
    shares = rows.groupby("oblast")["share_pct"].sum()
    city = pick(oblast_people, oblast="Almaty city", ethnic_group=list(TURKIC))["share_pct"].sum()
    return since(
        rows, shares=percent_range(shares.min(), shares.max()), oblasts=len(shares), almaty=percent(city)
    )


def c46(oblast_population: pd.DataFrame) -> Finding:
    """Urban shares of the south and west against those of the north and east, census of 1999."""
    printed = ("1999", "census, as printed in 2009")

    def rows(units: list[str], date: str, basis: str) -> pd.DataFrame:
        return pick(
            oblast_population, scheme="1999", date=date, basis=basis, area=["all", "urban"], unit=units
        )

    def parts(units: list[str], date: str = printed[0], basis: str = printed[1]) -> pd.DataFrame:
        wide = rows(units, date, basis).pivot(index="unit", columns="area", values="population")
        return wide.loc[units].astype("float64")

    def pooled(places: pd.DataFrame) -> float:
        return float(100 * places["urban"].sum() / places["all"].sum())

    def rule(south: float, north: float, judged: bool = True) -> Verdict:
        verdict = SUPPORTED if south < north else CONTRADICTED
        return at_most_partly(verdict) if judged else verdict

    both = south, north = parts(SOUTH_AND_WEST), parts(NORTH_AND_EAST)
    later = (parts(units, "2009", CENSUS) for units in (SOUTH_AND_WEST, NORTH_AND_EAST))
    urban = 100 * south["urban"] / south["all"]
    pair = (pooled(south), pooled(north))
    others = {
        "industry left aside": (*pair, False),
        "a gap of a tenth asked for": (pair[0], 0.9 * pair[1]),
        "a mean of the oblasts' shares": tuple((100 * own["urban"] / own["all"]).mean() for own in both),
        "Almaty city counted as south": (pooled(parts([*SOUTH_AND_WEST, "Almaty city"])), pair[1]),
        "the census of 2009": tuple(map(pooled, later)),
    }
    return conclude(
        tried(rule, *pair, others=others, tenths=False),
        rows([*SOUTH_AND_WEST, *NORTH_AND_EAST], *printed),
        value=pair[0],
        year=1999,
        decimals=0,
        north=percent(pair[1]),
        exception=f"{urban.idxmax()} {percent(urban.max())}",
    )


def m17(ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame) -> Finding:
    """The chance that two residents are of different groups, census of 2009."""

    def counted(census: str) -> tuple[pd.DataFrame, float]:
        of_census = (ethnic_national["date"] == census) & (ethnic_national["basis"] == CENSUS)
        groups = set(ethnic_national.loc[of_census & (ethnic_national["preferred"] == 1), "ethnic_group"])
        rows, shares = _census(ethnic_national, census, *sorted({KAZAKH, RUSSIAN, *groups} - {ALL}))
        return rows, fractionalisation(shares)

    def rule(value: float, factor: float = 1.0) -> Verdict:
        limits = (thresholds.EXTREMELY_DIVERSE, thresholds.DIVERSE)
        return by_number([value >= limit * factor for limit in limits])

    (rows, value), (_, before) = counted("2009"), counted("1989")
    return conclude(
        tried(rule, value, others={f"the census of 1989 ({number(before, 2)})": before}),
        rows,
        value=value,
        year=2009,
        decimals=2,
        before=number(before, 2),
        extremely=number(thresholds.EXTREMELY_DIVERSE, 2),
        now=since(nation(oblast_people), chance=number(national_diversity(oblast_people), 2)),
    )
