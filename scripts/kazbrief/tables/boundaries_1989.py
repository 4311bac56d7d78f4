"""The table ``boundaries_1989``: which unit of January 1989 each oblast of today stands for."""

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
    oblast,
    of_oblast,
    split,
    text,
)


def units_stay_together(frame: pd.DataFrame) -> Iterable[Fault]:
    """A unit of 1989 stands in one block alone: else a part of it would be counted in another."""
    block_of: dict[str, str] = {}
    for line, block in frame["unit"].items():
        for unit in split(block):
            if block_of.setdefault(unit, block) != block:
                found = f"{unit!r} in {block!r} and in {block_of[unit]!r}"
                yield Fault(line, "unit", found, "each unit of 1989 in one block")


TABLE = Table(
    name="boundaries_1989",
    title="Oblasts of today as units of January 1989",
    description=(
        "The approximate boundaries of January 1989: the oblasts and cities of 2022 that together stand for "
        "a unit of that time."
    ),
    columns=(
        oblast(),
        text(
            "unit",
            "Unit of 1989",
            "Unit of January 1989 that the oblast stands for or is a part of; several, separated by "
            "semicolons, where whole oblasts can't tell them apart.",
        ),
        NOTE,
        SOURCE_ID,
        GRADE,
    ),
    key=("oblast",),
    foreign_keys=(
        of_oblast(),
        ForeignKey(("unit",), "units", ("unit",), fixed={"scheme": "1989"}, separated=True),
        FROM_SOURCES,
    ),
    rules=(units_stay_together,),
    caution=(
        "Approximate: transfers of raions between 1989 and 1999 are left out, and the limits of the cities "
        "are those of about 2022. Totals may be added up by these units, not divided."
    ),
)
