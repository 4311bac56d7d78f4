"""Claims on arms, forces and alliances."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.claims.decisions import Finding, Trial, Verdict, by_number, conclude, since, tried
from kazbrief.errors import KazbriefError
from kazbrief.formats import capital, count, number, ordinal, percent, series, span
from kazbrief.measures.forces import COUNTRIES, PERSONNEL, SPENDING, members, spells_in
from kazbrief.measures.frames import pick
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
    second_pct = 100 * row["largest_other_tiv_million"] / row["total_tiv_million"]
    return conclude(
        tried(rule, IN_PRINT, others={f"the years {span(period)}": period for period in periods}),
        row,
        value=float(row["share_pct"]),
        unit="% of arms imports by SIPRI volume",
        year=span(IN_PRINT),
        reason=(
            f"Russia delivered {percent(row['share_pct'])} of major arms in {span(IN_PRINT)} by SIPRI volume, the "
            f"next supplier, {row['largest_other']}, {percent(second_pct)}. The volume is not money."
        ),
        state_2025=since(f"{percent(latest['share_pct'])} in {span(LATEST)}", latest),
        decimals=0,
    )


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
        value_high=by_men,
        unit="rank among the members, by reported spending and by personnel",
        year=str(year),
        reason=(
            f"{capital(ordinal(by_money))} in {year} among the members that report spending to SIPRI"
            + (f" ({names}, then a member, does not)" if silent else "")
            + f", and {ordinal(by_men)} by personnel, paramilitaries included "
            f"({number(men['persons_high']['KAZ'])}). Equipment was not tested."
        ),
        state_2025=since(f"{capital(ordinal(rank(now['value'])))} by reported spending in {last}", now),
        decimals=0,
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


def _fields(arms: pd.Series) -> dict[str, Any]:
    return {
        "value": float(arms["share_pct"]),
        "unit": "% of arms imports from Russia",
        "year": span(arms["period"]),
        "decimals": 0,
    }


def c53(csto_members: pd.DataFrame, agreements: pd.DataFrame, arms_share: pd.DataFrame) -> Finding:
    """Anchored to Russia when the article appeared: membership, leased facilities, arms."""
    facilities = _dated(agreements, FACILITY, "1991", PUBLISHED.isoformat())
    spells, arms = pick(csto_members, country="KAZ"), period_of(arms_share, IN_PRINT)
    member = "KAZ" in members(csto_members, PUBLISHED.year)
    now = period_of(arms_share, LATEST)
    still = "Still a member" if "KAZ" in members(csto_members, int(LATEST[-4:])) else "No longer a member"
    return conclude(
        _anchored(arms_share, member, IN_PRINT, "2005-2009", "1995-2011"),
        spells,
        facilities,
        arms,
        **_fields(arms),
        reason=(
            f"{'Member' if member else 'Not a member'} of the CSTO; {count(len(facilities))} dated agreements, protocols "
            f"and ratifications on facilities leased to Russia were found; {percent(arms['share_pct'])} of arms imports "
            f"came from Russia in {span(IN_PRINT)}. Programmes with NATO and the United States ran beside them."
        ),
        state_2025=since(
            f"{still} of the CSTO; {percent(now['share_pct'])} of arms imports in {span(LATEST)}", spells, now
        ),
    )


def c52(csto_members: pd.DataFrame, agreements: pd.DataFrame, arms_share: pd.DataFrame) -> Finding:
    """No change of orientation in the five years after the article."""
    end = PUBLISHED.replace(year=PUBLISHED.year + NEAR_FUTURE_YEARS)
    treaties = _dated(agreements, TREATY, PUBLISHED.isoformat(), end.isoformat())
    years = range(PUBLISHED.year, end.year + 1)
    member = all("KAZ" in members(csto_members, year) for year in years)
    arms = period_of(arms_share, AFTER)
    return conclude(
        _anchored(arms_share, member, AFTER, "2010-2014", "2015-2019"),
        pick(csto_members, country="KAZ"),
        treaties,
        arms,
        **_fields(arms),
        reason=(
            f"To July {end.year} Kazakhstan {'stayed in' if member else 'left'} the CSTO; "
            f"{count(len(treaties))} new treaties or protocols with Russia were found; {percent(arms['share_pct'])} of "
            f"arms imports came from Russia in {span(AFTER)}."
        ),
    )
