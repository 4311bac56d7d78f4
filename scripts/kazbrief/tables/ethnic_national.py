"""The table ``ethnic_national``: ethnic composition of Kazakhstan by date and basis."""

from collections.abc import Iterable

import pandas as pd

from kazbrief.tables.base import (
    FROM_SOURCES,
    GRADE,
    NOTE,
    SOURCE_ID,
    Fault,
    Table,
    flag,
    moment,
    percent,
    text,
    whole,
)
from kazbrief.tables.rules import one_filled, one_preferred

BASES = (
    "census",
    "census by mother tongue",
    "census with Karakalpak AO",
    "census, present population",
    "census, base revised about 1999",
    "census, preliminary",
    "register before 2021 census",
    "register after 2021 census",
    "current estimate",
)
"""Bases; figures of one must not be divided by totals of another."""

ALL = "All"
"""The row of the whole population."""

# The total of 1989 is printed in thousands, and shares are rounded.
_TOLERANCE = 1.001


def groups_fit_into_the_total(frame: pd.DataFrame) -> Iterable[Fault]:
    """The preferred groups of a date and basis do not exceed its preferred total, nor 100 per cent."""
    preferred = frame[frame["preferred"] == 1]
    for (date, basis), rows in preferred.groupby(["date", "basis"], sort=False):
        groups, total = rows[rows["ethnic_group"] != ALL], rows.loc[rows["ethnic_group"] == ALL, "population"]
        people = groups["population"].sum()
        if total.notna().any() and people > total.iloc[0] * _TOLERANCE:
            found = f"groups of {date} ({basis}) that sum to {people:,}"
            yield Fault(rows.index[0], "population", found, f"at most the total, {total.iloc[0]:,}")
        share = groups["share_pct"].sum()
        if share > 100.5:
            found = f"shares of {date} ({basis}) that sum to {share:.1f}"
            yield Fault(rows.index[0], "share_pct", found, "at most 100.5")


TABLE = Table(
    name="ethnic_national",
    title="Ethnic composition of Kazakhstan",
    description=(
        "Counts and shares of ethnic groups, 1897-2025, by census or register, with the basis of each. Every "
        "published figure has its row; preferred = 1 marks the one to use: the complete and precise one of "
        "the census as published then, or of the register."
    ),
    columns=(
        moment("date", "Date", "Census year, or date of the register or estimate"),
        text("basis", "Basis", "What was counted.", allowed=BASES),
        text("ethnic_group", "Ethnic group", "Ethnic group; All is the whole population."),
        whole(
            "population",
            "Population",
            "Members of the group.",
            "persons",
            minimum=0,
            maximum=30_000_000,
            required=False,
        ),
        percent("share_pct", "Share", "Share in the population, as printed.", required=False),
        flag("preferred", "Preferred", "1 for the row to use, 0 for a conflicting or less precise one."),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("date", "basis", "ethnic_group", "source_id"),
    foreign_keys=(FROM_SOURCES,),
    rules=(
        one_filled("share_pct", "population"),
        one_preferred("date", "basis", "ethnic_group"),
        groups_fit_into_the_total,
    ),
    caution=(
        "The census of 1989 has three bases. 1970 Russians and 1939 Kazakhs have conflicting digits. 1926 "
        "stands with and without the Karakalpak AO; 1897 is by mother tongue."
    ),
)
