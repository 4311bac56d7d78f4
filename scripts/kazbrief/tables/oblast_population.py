"""The table ``oblast_population``: population by oblast, without ethnic groups."""

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
    moment,
    text,
    whole,
)
from kazbrief.tables.units import scheme


def urban_and_rural_add_up(frame: pd.DataFrame) -> Iterable[Fault]:
    """Where urban and rural population stand, they sum to the total of the same source."""
    key = ["scheme", "unit", "date", "basis", "source_id"]
    for (_, unit, date, *_), rows in frame.groupby(key, sort=False):
        parts = rows.set_index("area")["population"]
        if {"all", "urban", "rural"} <= set(parts.index) and parts["urban"] + parts["rural"] != parts["all"]:
            line = rows.index[rows["area"] == "all"][0]
            found = f"{parts['all']:,} in {unit}, {date}"
            yield Fault(line, "population", found, f"urban + rural = {parts['urban'] + parts['rural']:,}")


TABLE = Table(
    name="oblast_population",
    title="Population by oblast",
    description="Population of the oblasts in the scheme of the time: censuses, and estimates at 1 January.",
    columns=(
        scheme(),
        text("unit", "Unit", "Oblast or city of that scheme."),
        moment("date", "Date", "Date of the count or estimate"),
        text(
            "basis",
            "Basis",
            "Census; the census of 1999 as the volume of 2009 prints it; current estimate at 1 January "
            "(base of the last census then); or estimate after the census of 2021.",
            allowed=(
                "census",
                "census, as printed in 2009",
                "current estimate",
                "estimate after the 2021 census",
            ),
        ),
        text("area", "Area", "All, urban or rural population.", allowed=("all", "urban", "rural")),
        whole("population", "Population", "Resident population.", "persons", minimum=0, maximum=10_000_000),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("scheme", "unit", "date", "basis", "area", "source_id"),
    foreign_keys=(ForeignKey(("scheme", "unit"), "units", ("scheme", "unit")), FROM_SOURCES),
    rules=(urban_and_rural_add_up,),
    caution=(
        "The totals of 1999 as printed in 2009 sum to 28,155 more than the census of 1999: no denominator "
        "for counts of 1999."
    ),
)
