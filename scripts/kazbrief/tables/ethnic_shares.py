"""The table ``ethnic_shares``: published shares of ethnic groups by oblast, each with its basis."""

from collections.abc import Iterable

import pandas as pd

from kazbrief.tables.base import (
    FROM_SOURCES,
    GRADE,
    NOTE,
    SOURCE_ID,
    Fault,
    ForeignKey,
    Table,
    flag,
    moment,
    percent,
    text,
    whole,
)
from kazbrief.tables.rules import one_filled, one_preferred
from kazbrief.tables.units import scheme

BASES = ("census", "register before 2021 census", "register after 2021 census", "undated")
"""Bases that must never be mixed in one sum or one comparison."""

# Published shares are rounded, so a complete set may exceed 100 a little (West Kazakhstan: 100.22).
_MOST = 100.5


def preferred_shares_fit(frame: pd.DataFrame) -> Iterable[Fault]:
    """The preferred shares of a unit at one date and basis do not exceed the whole."""
    preferred = frame[frame["preferred"] == 1]
    for (_, unit, date, basis), rows in preferred.groupby(["scheme", "unit", "date", "basis"], sort=False):
        total = rows["share_pct"].sum()
        if total > _MOST:
            found = f"shares of {unit}, {date} ({basis}), that sum to {total:.2f}"
            yield Fault(rows.index[0], "share_pct", found, f"at most {_MOST:g}")


TABLE = Table(
    name="ethnic_shares",
    title="Published shares of ethnic groups by oblast",
    description=(
        "Shares (or counts) of ethnic groups in single oblasts, as published, each in the administrative "
        "scheme and on the basis that it refers to. Preferred = 1: dated, not marked as doubtful, and the "
        "more precise where two sources print one figure. Rows that cannot be dated even to a year are left "
        "out."
    ),
    columns=(
        scheme(),
        text("unit", "Unit", "Oblast or city of that scheme."),
        moment("date", "Date", "Date that the figure refers to"),
        text(
            "basis",
            "Basis",
            "Census; register of 1 January before or after its correction by the census of 2021; or undated.",
            allowed=BASES,
        ),
        text("ethnic_group", "Ethnic group", "Ethnic group; Other is the rest as the source prints it."),
        percent("share_pct", "Share", "Share in the population.", required=False),
        whole(
            "population",
            "Population",
            "Members of the group.",
            "persons",
            minimum=0,
            maximum=20_000_000,
            required=False,
        ),
        text(
            "value_type",
            "Type of value",
            "Published as it stands, or derived here by dividing a published count by a published total.",
            allowed=("published", "derived"),
        ),
        flag("preferred", "Preferred", "1 for the row to use, 0 for a conflicting or doubtful one."),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("scheme", "unit", "date", "basis", "ethnic_group", "source_id"),
    foreign_keys=(ForeignKey(("scheme", "unit"), "units", ("scheme", "unit")), FROM_SOURCES),
    rules=(
        one_filled("share_pct", "population"),
        one_preferred("scheme", "unit", "date", "basis", "ethnic_group"),
        preferred_shares_fit,
    ),
    caution=(
        "Never compare or add figures of different bases; most bases are inferred from the figures "
        "themselves."
    ),
)
