"""The table ``ethnic_census``: ethnic groups by oblast from a census, where the project has such a table.

No complete official table could be read for this edition, so the raw file isn't there; CONTRIBUTING.md says how
to add one. The catalogue lists this table when ``data/raw/ethnic_census.csv`` exists.
"""

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
    text,
    whole,
    year,
)

ALL = "All"
"""The row of the whole population."""

SCHEMES = ("1999", "2018", "2022")
"""Schemes with exact boundaries: those of the censuses of 1999 and 2009, of 2021, and of later ones."""


def groups_fit_into_the_total(frame: pd.DataFrame) -> Iterable[Fault]:
    """Every unit has its total once, and its groups do not exceed it."""
    for (census, _, unit), rows in frame.groupby(["census", "scheme", "unit"], sort=False):
        totals, groups = rows[rows["ethnic_group"] == ALL], rows[rows["ethnic_group"] != ALL]
        if totals.empty:
            yield Fault(
                rows.index[0],
                "ethnic_group",
                f"no row {ALL!r} for {unit}, {census}",
                "the total of each unit",
            )
        elif groups["population"].sum() > totals["population"].iloc[0]:
            found = f"groups of {unit}, {census}, that sum to {groups['population'].sum():,}"
            expected = f"at most the total, {totals['population'].iloc[0]:,}"
            yield Fault(totals.index[0], "population", found, expected)


def a_census_has_one_scheme(frame: pd.DataFrame) -> Iterable[Fault]:
    """All rows of a census are units of one administrative scheme."""
    for census, rows in frame.groupby("census", sort=False):
        strange = rows[rows["scheme"] != rows["scheme"].iloc[0]]
        if len(strange):
            found = f"{strange['scheme'].iloc[0]!r} in the census of {census}"
            yield Fault(strange.index[0], "scheme", found, f"{rows['scheme'].iloc[0]!r} as in its other rows")


TABLE = Table(
    name="ethnic_census",
    title="Ethnic groups by oblast, censuses",
    description=(
        "Counts of ethnic groups in every oblast and city from the tables of a census, in the scheme of its time."
    ),
    columns=(
        year("census", "Census", "Year of the census."),
        text("scheme", "Scheme", "Administrative scheme of the census.", allowed=SCHEMES),
        text("unit", "Unit", "Oblast or city of that scheme."),
        text("ethnic_group", "Ethnic group", f"Ethnic group, or {ALL} for the whole population."),
        whole("population", "Population", "Members of the group.", "persons", minimum=0, maximum=20_000_000),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("census", "scheme", "unit", "ethnic_group"),
    foreign_keys=(ForeignKey(("scheme", "unit"), "units", ("scheme", "unit")), FROM_SOURCES),
    rules=(a_census_has_one_scheme, groups_fit_into_the_total),
)
