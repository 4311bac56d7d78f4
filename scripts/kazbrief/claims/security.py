"""Claims on arms, forces and alliances."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from kazbrief.claims.finding import Finding, Tables, Verdict
from kazbrief.claims.rules import (
    by_a_tenth,
    by_number,
    conclude,
    evidence,
    pick,
    pick_one,
    sensitivity,
    since,
)
from kazbrief.errors import KazbriefError
from kazbrief.formats import capital, count, number, ordinal, percent, series
from kazbrief.measures.ranks import rank_limits, rank_values
from kazbrief.measures.thresholds import BY_FAR_TIMES_SECOND, HALF_PCT, PUBLISHED

IN_PRINT, AFTER, LATEST = "2006-2010", "2011-2015", "2020-2024"
NEAR_FUTURE_YEARS = 5
FACILITY = ("bilateral KZ-RU facility",)
TREATY = ("bilateral KZ-RU military treaty", "bilateral KZ-RU treaty")
# SIPRI has no spending of Uzbekistan after 2003.
SILENT = ("UZB",)
NAMES = {"UZB": "Uzbekistan"}


def _dash(period: str) -> str:
    return period.replace("-", "\u2013")


def _arms(tables: Tables, period: str) -> pd.Series:
    return pick_one(tables, "arms_share", recipient="Kazakhstan", period=period)


def c14(tables: Tables) -> Finding:
    """ "By far": half of the deliveries or more, and twice the second supplier's."""

    def rule(period: str, factor: float = 1.0) -> Verdict:
        row = _arms(tables, period)
        second = BY_FAR_TIMES_SECOND * factor * row["largest_other_tiv_million"]
        far = bool(row["share_pct"] >= HALF_PCT * factor and row["tiv_million"] >= second)
        return by_number([far, row["rank"] == 1])

    row, latest = _arms(tables, IN_PRINT), _arms(tables, LATEST)
    verdict = rule(IN_PRINT)
    variants = [
        *by_a_tenth(lambda factor: rule(IN_PRINT, factor)),
        *(
            (f"the years {_dash(period)}", rule(period))
            for period in ("2005-2009", "2000-2004", "1995-2011", "2008-2010")
        ),
    ]
    second_pct = 100 * row["largest_other_tiv_million"] / row["total_tiv_million"]
    return conclude(
        verdict,
        variants,
        [row],
        value=float(row["share_pct"]),
        unit="% of arms imports by SIPRI volume",
        year=_dash(IN_PRINT),
        reason=(
            f"Russia delivered {percent(row['share_pct'])} of major arms in {_dash(IN_PRINT)} by SIPRI volume, the "
            f"next supplier, {row['largest_other']}, {percent(second_pct)}. The volume is not money."
        ),
        state_2025=since(f"{percent(latest['share_pct'])} in {_dash(LATEST)}", latest),
        decimals=0,
    )


def _members(tables: Tables, year: int) -> pd.DataFrame:
    spells = tables["csto_members"]
    return spells[(spells["from_year"] <= year) & (spells["to_year"].isna() | (spells["to_year"] >= year))]


def _countries(tables: Tables, year: int) -> list[str]:
    return sorted(set(_members(tables, year)["country"]))


def c17(tables: Tables) -> Finding:
    """Second after Russia in reported spending, and in personnel, among the members of 2010."""
    countries = _countries(tables, 2010)
    silent = [country for country in countries if country in SILENT]

    def spending(year: int, measure: str = "constant_2023_usd") -> pd.DataFrame:
        reporting = [country for country in _countries(tables, year) if country not in SILENT]
        rows = pick(tables, "military_expenditure", year=year, measure=measure, country=reporting)
        return rows.set_index("country")

    def rank(values: pd.Series) -> int:
        return int(rank_values(values)["KAZ"])

    money = spending(2010)
    men = pick(tables, "armed_forces", series="active_and_paramilitary", year=2010, country=countries)
    men = men.set_index("country")
    by_money, by_men = rank(money["value"]), rank(men["persons_high"])
    names = series([NAMES[country] for country in silent])
    # A member of which nothing is known may have spent nothing or more than all others.
    unknown = [pd.concat([money["value"], pd.Series(limit, index=silent)]) for limit in (0.0, float("inf"))]
    worst = int(rank_limits(*unknown)["worst_rank"]["KAZ"])

    def rule(spending_rank: int, personnel_rank: int = by_men) -> Verdict:
        return by_number([spending_rank == 2, personnel_rank == 2])

    verdict = rule(by_money)
    variants = [
        ("spending of 2009", rule(rank(spending(2009)["value"]))),
        ("spending as a share of GDP", rule(rank(spending(2010, "share_of_gdp")["value"]))),
    ]
    if silent:
        variants += [
            (f"{names}, which reports no spending, placed above Kazakhstan", rule(worst)),
            (f"{names} left out", rule(by_money, rank(men["persons_high"].drop(silent)))),
        ]
    last = int(tables["military_expenditure"]["year"].max())
    return conclude(
        verdict,
        variants,
        [money, men, _members(tables, 2010)],
        value=by_money,
        value_high=by_men,
        unit="rank among the members, by reported spending and by personnel",
        year="2010",
        reason=(
            f"{capital(ordinal(by_money))} in 2010 among the members that report spending to SIPRI"
            + (f" ({names}, then a member, does not)" if silent else "")
            + f", and {ordinal(by_men)} by personnel, paramilitaries included "
            f"({number(men['persons_high']['KAZ'])}). Equipment was not tested."
        ),
        state_2025=since(
            f"{capital(ordinal(rank(spending(last)['value'])))} by reported spending in {last}",
            spending(last),
        ),
        decimals=0,
    )


def _dated(tables: Tables, kinds: tuple[str, ...], after: str, until: str) -> pd.DataFrame:
    """Agreements of some kinds that were signed after one day and not after another.

    Raises
    ------
    KazbriefError
        When there is none: the table holds what was found, so that absence decides nothing.
    """
    agreements = tables["agreements"]
    dates = agreements["date"]
    rows = agreements[agreements["kind"].isin(kinds) & (dates > after) & (dates.str.ljust(10, "~") <= until)]
    if rows.empty:
        raise KazbriefError(
            f"table agreements: found none of the kind {' or '.join(kinds)} from {after} to {until}, expected one, for a "
            "claim is decided by it"
        )
    return rows


class _Anchors(NamedTuple):
    """Membership in the CSTO, and Russia's part of arms imports, with the verdict on both and a dated agreement."""

    verdict: Verdict
    member: bool
    arms_pct: float
    sensitivity: str
    grade: str
    source_ids: tuple[str, ...]


def _anchored(
    tables: Tables, years: range, dated: pd.DataFrame, period: str, other_periods: tuple[str, ...]
) -> _Anchors:
    """Membership through the years, a dated agreement, and half of arms imports from Russia."""
    spells = pick(tables, "csto_members", country="KAZ")
    member = all("KAZ" in _countries(tables, year) for year in years)

    def rule(arms_period: str, factor: float = 1.0) -> Verdict:
        half = bool(_arms(tables, arms_period)["share_pct"] >= HALF_PCT * factor)
        # The dated agreement is there: without one `_dated` refuses to decide.
        return by_number([member, True, half])

    verdict, row = rule(period), _arms(tables, period)
    variants = [
        *by_a_tenth(lambda factor: rule(period, factor)),
        *((f"arms imports of {_dash(other)}", rule(other)) for other in other_periods),
    ]
    return _Anchors(
        verdict,
        member,
        float(row["share_pct"]),
        sensitivity(verdict, variants),
        *evidence(spells, dated, row),
    )


def c53(tables: Tables) -> Finding:
    """Anchored to Russia when the article appeared: membership, leased facilities, arms."""
    facilities = _dated(tables, FACILITY, "1991", PUBLISHED.isoformat())
    found = _anchored(
        tables, range(PUBLISHED.year, PUBLISHED.year + 1), facilities, IN_PRINT, ("2005-2009", "1995-2011")
    )
    still = "Still a member" if "KAZ" in _countries(tables, int(LATEST[-4:])) else "No longer a member"
    return Finding(
        value=found.arms_pct,
        unit="% of arms imports from Russia",
        year=_dash(IN_PRINT),
        verdict=found.verdict,
        grade=found.grade,
        reason=(
            f"{'Member' if found.member else 'Not a member'} of the CSTO; {count(len(facilities))} dated agreements, protocols "
            f"and ratifications on facilities leased to Russia were found; {percent(found.arms_pct)} of arms imports came from Russia in "
            f"{_dash(IN_PRINT)}. Programmes with NATO and the United States ran beside them."
        ),
        source_ids=found.source_ids,
        sensitivity=found.sensitivity,
        state_2025=since(
            f"{still} of the CSTO; {percent(_arms(tables, LATEST)['share_pct'])} of arms imports in {_dash(LATEST)}",
            pd.concat([pick(tables, "csto_members", country="KAZ"), _arms(tables, LATEST).to_frame().T]),
        ),
        decimals=0,
    )


def c52(tables: Tables) -> Finding:
    """No change of orientation in the five years after the article."""
    end = PUBLISHED.replace(year=PUBLISHED.year + NEAR_FUTURE_YEARS)
    treaties = _dated(tables, TREATY, PUBLISHED.isoformat(), end.isoformat())
    found = _anchored(
        tables, range(PUBLISHED.year, end.year + 1), treaties, AFTER, ("2010-2014", "2015-2019")
    )
    return Finding(
        value=found.arms_pct,
        unit="% of arms imports from Russia",
        year=_dash(AFTER),
        verdict=found.verdict,
        grade=found.grade,
        reason=(
            f"To July {end.year} Kazakhstan {'stayed in' if found.member else 'left'} the CSTO; "
            f"{count(len(treaties))} new treaties or protocols with Russia were found; {percent(found.arms_pct)} of "
            f"arms imports came from Russia in {_dash(AFTER)}."
        ),
        source_ids=found.source_ids,
        sensitivity=found.sensitivity,
        decimals=0,
    )
