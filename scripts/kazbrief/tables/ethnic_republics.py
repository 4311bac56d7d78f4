"""The table ``ethnic_republics``: titular and Russian shares of the Soviet republics."""

from kazbrief.tables.base import (
    FROM_SOURCES,
    GRADE,
    NOTE,
    SOURCE_ID,
    Table,
    country,
    flag,
    percent,
    text,
    whole,
    year,
)
from kazbrief.tables.rules import one_preferred

TABLE = Table(
    name="ethnic_republics",
    title="Titular and Russian shares of the Soviet republics",
    description=(
        "Shares and counts of the titular nationality and of Russians in the union republics, censuses of "
        "1979 and 1989 (Kirghizia also earlier). Preferred = 1: the more precise figure that is not marked "
        "as doubtful. Ukraine and Latvia have none for 1979."
    ),
    columns=(
        year("year", "Census", "Year of the census."),
        text("republic", "Republic", "Union republic."),
        country("country", "Country", "The state of today."),
        text("ethnic_group", "Ethnic group", "Ethnic group; All is the whole population."),
        text(
            "role",
            "Role",
            "Titular nationality, Russians, or all; in the RSFSR Russians are the titular nationality.",
            allowed=("titular", "Russian", "all"),
        ),
        percent("share_pct", "Share", "Share in the population of the republic, as printed.", required=False),
        whole(
            "population",
            "Population",
            "Members of the group.",
            "persons",
            minimum=0,
            maximum=200_000_000,
            required=False,
        ),
        flag("preferred", "Preferred", "1 for the row to use."),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("year", "republic", "role", "source_id"),
    foreign_keys=(FROM_SOURCES,),
    rules=(one_preferred("year", "republic", "role"),),
    caution="Several shares of 1989 are rounded to whole per cent.",
)
