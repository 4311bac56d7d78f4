"""The table ``crosswalk``: which unit of one administrative scheme went into which of the next."""

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
)
from kazbrief.tables.units import scheme


def exact_links_stand_alone(frame: pd.DataFrame) -> Iterable[Fault]:
    """A unit that goes wholly into one other cannot go into a second one."""
    for (unit, target), links in frame.groupby(["from_unit", "to_scheme"], sort=False):
        for origin, rows in links.groupby("from_scheme", sort=False):
            exact = rows[rows["link"] == "exact"]
            if len(exact) and len(rows) > 1:
                found = f"an exact link beside {len(rows) - 1} more from {unit} of {origin} to {target}"
                yield Fault(exact.index[0], "link", found, "one exact link, or partial ones only")


TABLE = Table(
    name="crosswalk",
    title="Crosswalk of administrative schemes",
    description=(
        "Steps between the schemes of 1989, 1999, 2018 and 2022, in both directions. Exact: the whole of "
        "the first unit lies in the second, so its totals carry over by addition. Partial: only a part of "
        "it does, so its totals cannot be divided between the units."
    ),
    columns=(
        scheme("from_scheme", "From scheme"),
        text("from_unit", "From unit", "Unit whose territory is followed."),
        scheme("to_scheme", "To scheme"),
        text("to_unit", "To unit", "Unit of the other scheme that holds it or a part of it."),
        text(
            "link", "Link", "Whether the whole first unit lies in the second.", allowed=("exact", "partial")
        ),
        moment("date", "Date", "When the change took place", required=False),
        NOTE,
        SOURCE_ID,
        GRADE,
    ),
    key=("from_scheme", "from_unit", "to_scheme", "to_unit"),
    foreign_keys=(
        ForeignKey(("from_scheme", "from_unit"), "units", ("scheme", "unit")),
        ForeignKey(("to_scheme", "to_unit"), "units", ("scheme", "unit")),
        FROM_SOURCES,
    ),
    rules=(exact_links_stand_alone,),
    caution=(
        "Small transfers between oblasts are not verified where the note says so; city limits have grown."
    ),
)
