"""The table ``raions``: population of the raions and cities, and the class of their Kazakh share."""

from collections.abc import Iterable

import pandas as pd

from kazbrief.tables.base import (
    FROM_SOURCES,
    GRADE,
    NOTE,
    SOURCE_ID,
    Fault,
    Table,
    number,
    oblast,
    of_oblast,
    text,
    whole,
)

SHARE_CLASSES = ("below 40", "40-60", "60-80", "80-100")
"""Classes of the Kazakh share, per cent, as the source prints them."""

# "More than 20.3 million" at 1 January 2025 (source S_ORDA25).
NATIONAL_POPULATION = 20_300_000
TOLERANCE = 0.01


def codes_agree_with_oblasts(frame: pd.DataFrame) -> Iterable[Fault]:
    """The first two digits of the KATO code are the same in the whole oblast, and in no other."""
    prefixes = frame["kato"].str[:2]
    usual = prefixes.groupby(frame["oblast"]).agg(lambda values: values.mode().iloc[0])
    for line, name, prefix in zip(frame.index, frame["oblast"], prefixes, strict=True):
        if prefix != usual[name]:
            yield Fault(
                line, "kato", f"a code of {prefix}.... in {name}", f"{usual[name]}.... as in its other raions"
            )


def total_is_the_nation(frame: pd.DataFrame) -> Iterable[Fault]:
    """The raions together have about the population of the country."""
    total = int(frame["population"].sum())
    if abs(total / NATIONAL_POPULATION - 1) > TOLERANCE:
        expected = f"{NATIONAL_POPULATION:,} (published total) within {TOLERANCE:.0%}"
        yield Fault(None, "population", f"a sum of {total:,}", expected)


TABLE = Table(
    name="raions",
    title="Raions: population and class of the Kazakh share",
    description=(
        "Raions and cities of the divisions of 2024. Population of about early 2025, undated in its source; "
        "the class of the Kazakh share of about 2023. Grade B: the sums agree with published national and "
        "oblast figures; C: the class is unknown or the sources conflict."
    ),
    columns=(
        text("kato", "KATO code", "Code of the raion or city (KATO).", pattern="[0-9]{6}", says="six digits"),
        oblast(),
        text("raion", "Raion", "Name of the raion or city."),
        text("name_ru", "Name in Russian", "Name in Russian."),
        text("name_kk", "Name in Kazakh", "Name in Kazakh."),
        whole("population", "Population", "Resident population.", "persons", minimum=0, maximum=3_000_000),
        number("area_km2", "Area", "Area.", "square kilometre", minimum=0, maximum=200_000),
        text(
            "kazakh_share_bin",
            "Class of the Kazakh share",
            "Class of the share of Kazakhs in the population, per cent; empty when unknown. The source says "
            "that the lowest raion has 21 per cent.",
            allowed=SHARE_CLASSES,
            required=False,
        ),
        text(
            "largest_group",
            "Largest ethnic group",
            "Largest ethnic group, read from the colours of a map; empty when unread.",
            allowed=("Kazakh", "Russian", "Uzbek"),
            required=False,
        ),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("kato",),
    foreign_keys=(of_oblast(), FROM_SOURCES),
    rules=(codes_agree_with_oblasts, total_is_the_nation),
    caution=(
        "Only classes of the share are known, so shares of groups of raions are bounds, not values. Nura in "
        "Astana has the population 1: a gap in the source."
    ),
)
