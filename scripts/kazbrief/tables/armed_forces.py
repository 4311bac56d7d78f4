"""The table ``armed_forces``: military personnel, two series that do not join."""

from collections.abc import Iterable

import pandas as pd

from kazbrief.tables.base import (
    FROM_SOURCES,
    GRADE,
    NOTE,
    SOURCE_ID,
    Fault,
    Table,
    country,
    text,
    whole,
    year,
)


def low_is_not_above_high(frame: pd.DataFrame) -> Iterable[Fault]:
    """The lower figure is not above the upper one."""
    for row in frame[frame["persons_low"] > frame["persons_high"]].itertuples():
        yield Fault(
            row.Index, "persons_low", f"{row.persons_low:,}", f"at most persons_high, {row.persons_high:,}"
        )


TABLE = Table(
    name="armed_forces",
    title="Military personnel",
    description=(
        "Personnel of present and former CSTO members and Turkmenistan: active with paramilitaries (World "
        "Bank after the IISS), and the estimates of 2025 in the World Factbook, which differ in scope."
    ),
    columns=(
        country(),
        year(),
        text(
            "series",
            "Series",
            "Series; the two must not be joined.",
            allowed=("active_and_paramilitary", "active_2025"),
        ),
        whole("persons_low", "Personnel, low", "Lower figure.", "persons", minimum=0, maximum=5_000_000),
        whole(
            "persons_high",
            "Personnel, high",
            "Upper figure; the same as the lower where one is given.",
            "persons",
            minimum=0,
            maximum=5_000_000,
        ),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("country", "series", "year"),
    foreign_keys=(FROM_SOURCES,),
    rules=(low_is_not_above_high,),
    terms="World Bank (after the IISS): CC BY 4.0; World Factbook: public domain",
    caution="The series with paramilitaries and that of 2025 count different people.",
)
