"""Claims on arms, forces and alliances."""

from __future__ import annotations

import pandas as pd

from kazbrief.claims.decisions import (
    Finding,
    State,
    Trial,
    Verdict,
    by_number,
    conclude,
    firmest,
    since,
    tried,
)
from kazbrief.errors import KazbriefError
from kazbrief.formats import capital, count, number, ordinal, percent, series, span
from kazbrief.measures.events import exercises_by_partner, held
from kazbrief.measures.forces import COUNTRIES, PERSONNEL, SPENDING, members, spells_in
from kazbrief.measures.frames import pick, pick_one
from kazbrief.measures.ranks import rank_limits, rank_values
from kazbrief.measures.shares import IN_PRINT, PERIODS, period_of
from kazbrief.measures.thresholds import BY_FAR_TIMES_SECOND, HALF_PCT, LAST_FULL_YEAR, PUBLISHED

AFTER, LATEST = "2011-2015", PERIODS[-1]
NEAR_FUTURE_YEARS = 5
FACILITY = ("bilateral KZ-RU facility",)
TREATY = ("bilateral KZ-RU military treaty", "bilateral KZ-RU treaty")
# SIPRI has no spending of Uzbekistan after 2003.
SILENT = ("UZB",)


def c14(arms_share: pd.DataFrame) -> Finding:
    """ "By far": half of the deliveries or more, and twice the second supplier's."""

    def rule(period: str, factor: float = 1.0) -> Verdict:
        row = period_of(arms_share, period)
        second = BY_FAR_TIMES_SECOND * factor * row["largest_other_tiv_million"]
        far = bool(row["share_pct"] >= HALF_PCT * factor and row["tiv_million"] >= second)
        return by_number([far, row["rank"] == 1])

    row, latest = period_of(arms_share, IN_PRINT), period_of(arms_share, LATEST)
    periods = ("2005-2009", "2000-2004", "1995-2011", "2008-2010")
    return conclude(
        tried(rule, IN_PRINT, others={f"the years {span(period)}": period for period in periods}),
        row,
        value=float(row["share_pct"]),
        year=span(IN_PRINT),
        decimals=0,
        second=row["largest_other"],
        second_share=percent(100 * row["largest_other_tiv_million"] / row["total_tiv_million"]),
        now=_arms_now(latest),
    )


def _arms_now(latest: pd.Series, *rows: pd.DataFrame, **says: str) -> State:
    """Russia's share in the latest period."""
    return since(*rows, latest, share=percent(latest["share_pct"]), years=span(LATEST), **says)


def c17(
    csto_members: pd.DataFrame, military_expenditure: pd.DataFrame, armed_forces: pd.DataFrame
) -> Finding:
    """Second after Russia in reported spending, and in personnel, among the members of 2010."""
    year = LAST_FULL_YEAR
    countries = members(csto_members, year)
    silent = [country for country in countries if country in SILENT]

    def spending(year: int, measure: str = SPENDING[0]) -> pd.DataFrame:
        reporting = [country for country in members(csto_members, year) if country not in SILENT]
        rows = pick(military_expenditure, year=year, measure=measure, country=reporting)
        return rows.set_index("country")

    def rank(values: pd.Series) -> int:
        return int(rank_values(values)["KAZ"])

    def rule(spending_rank: int, personnel_rank: int) -> Verdict:
        return by_number([spending_rank == 2, personnel_rank == 2])

    money = spending(year)
    men = pick(armed_forces, series=PERSONNEL[0], year=year, country=countries).set_index("country")
    by_money, by_men = rank(money["value"]), rank(men["persons_high"])
    names = series([COUNTRIES[country] for country in silent])
    others = {
        "spending of 2009": (rank(spending(year - 1)["value"]), by_men),
        "spending as a share of GDP": (rank(spending(year, "share_of_gdp")["value"]), by_men),
    }
    if silent:
        # A member of which nothing is known may have spent nothing or more than all others.
        unknown = [
            pd.concat([money["value"], pd.Series(limit, index=silent)]) for limit in (0.0, float("inf"))
        ]
        worst = int(rank_limits(*unknown)["worst_rank"]["KAZ"])
        others[f"{names}, which reports no spending, placed above Kazakhstan"] = (worst, by_men)
        others[f"{names} left out"] = (by_money, rank(men["persons_high"].drop(silent)))
    last = int(military_expenditure["year"].max())
    now = spending(last)
    return conclude(
        tried(rule, by_money, by_men, others=others, tenths=False),
        money,
        men,
        spells_in(csto_members, year),
        value=by_money,
        high=by_men,
        year=year,
        decimals=0,
        by_money=capital(ordinal(by_money)),
        by_men=ordinal(by_men),
        silent=names,
        men=number(men["persons_high"]["KAZ"]),
        now=since(now, rank=capital(ordinal(rank(now["value"]))), year=last),
    )


def _dated(agreements: pd.DataFrame, kinds: tuple[str, ...], after: str, until: str) -> pd.DataFrame:
    """Agreements of some kinds that were signed after one day and not after another.

    Raises
    ------
    KazbriefError
        When there is none: the table holds what was found, so that absence decides nothing.
    """
    dates = agreements["date"]
    rows = agreements[agreements["kind"].isin(kinds) & (dates > after) & (dates.str.ljust(10, "~") <= until)]
    if rows.empty:
        raise KazbriefError(
            f"table agreements: found none of the kind {' or '.join(kinds)} from {after} to {until}, expected one"
        )
    return rows


def _anchored(arms_share: pd.DataFrame, member: bool, period: str, *others: str) -> Trial:
    """Membership, a dated agreement, and half of arms imports from Russia in a period, or in others."""

    def rule(arms_period: str, factor: float = 1.0) -> Verdict:
        half = bool(period_of(arms_share, arms_period)["share_pct"] >= HALF_PCT * factor)
        # The dated agreement is there: without one `_dated` refuses to decide.
        return by_number([member, True, half])

    return tried(rule, period, others={f"arms imports of {span(other)}": other for other in others})


def c53(csto_members: pd.DataFrame, agreements: pd.DataFrame, arms_share: pd.DataFrame) -> Finding:
    """Anchored to Russia when the article appeared: membership, leased facilities, arms."""
    facilities = _dated(agreements, FACILITY, "1991", PUBLISHED.isoformat())
    spells, arms = pick(csto_members, country="KAZ"), period_of(arms_share, IN_PRINT)
    member = "KAZ" in members(csto_members, PUBLISHED.year)
    still = "Still a" if "KAZ" in members(csto_members, int(LATEST[-4:])) else "No longer a"
    return conclude(
        _anchored(arms_share, member, IN_PRINT, "2005-2009", "1995-2011"),
        spells,
        firmest(facilities),
        arms,
        value=float(arms["share_pct"]),
        year=span(IN_PRINT),
        decimals=0,
        member="Member" if member else "Not a member",
        facilities=count(len(facilities)),
        now=_arms_now(period_of(arms_share, LATEST), spells, still=still),
    )


def c52(csto_members: pd.DataFrame, agreements: pd.DataFrame, arms_share: pd.DataFrame) -> Finding:
    """No change of orientation in the five years after the article."""
    end = PUBLISHED.replace(year=PUBLISHED.year + NEAR_FUTURE_YEARS)
    treaties = _dated(agreements, TREATY, PUBLISHED.isoformat(), end.isoformat())
    returned = pick_one(agreements, date="2015-04-16")
    member = all("KAZ" in members(csto_members, year) for year in range(PUBLISHED.year, end.year + 1))
    arms = period_of(arms_share, AFTER)
    return conclude(
        _anchored(arms_share, member, AFTER, "2010-2014", "2015-2019"),
        pick(csto_members, country="KAZ"),
        firmest(treaties),
        arms,
        returned,
        value=float(arms["share_pct"]),
        year=span(AFTER),
        decimals=0,
        end=end.year,
        stayed="stayed in" if member else "left",
        treaties=count(len(treaties)),
    )


def c08(exercises: pd.DataFrame) -> State:
    """The CSTO's exercises of the last year of which any was found."""
    latest = _latest(exercises, "csto")
    return since(latest, number=capital(count(len(latest))), year=latest["year"].max())


def _latest(exercises: pd.DataFrame, *partners: str) -> pd.DataFrame:
    """The exercises that were held with some partners, of the last year of which one with the first was found."""
    found = exercises_by_partner(exercises)
    year = held(found, partners[0])["year"].max()
    return pd.concat([held(found[found["year"] == year], partner) for partner in partners])


def c20(exercises: pd.DataFrame) -> State:
    """The latest exercise found with NATO's members whose sources name Kazakhstan."""
    latest = held(exercises_by_partner(exercises), "nato", named=True).sort_values("start").iloc[-1]
    return since(latest, name=latest["name"])


def m06(exercises: pd.DataFrame) -> State:
    """The exercises of the last year by partner."""
    latest = _latest(exercises, "csto", "nato", "neighbours")
    numbers = latest["partner"].value_counts()
    return since(
        latest, year=latest["year"].max(), **{str(name): count(number) for name, number in numbers.items()}
    )


def c12(leased_land: pd.DataFrame, agreements: pd.DataFrame) -> State:
    """The land leased in 2023, and the agreements that have ended."""
    land = pick_one(leased_land, item="three ranges: area leased")
    ended = pick(agreements, title=["Protocol ending the Emba lease", "Balkhash node agreement ends"])
    return since(land, ended, land=number(land["value"], 1), year=land["year"])


def m10(csto_deployment: pd.DataFrame) -> State:
    """The deployment of January 2022."""
    row = pick_one(csto_deployment, item="troops deployed")
    return since(row, qualifier=row["qualifier"], troops=number(row["value"]))
