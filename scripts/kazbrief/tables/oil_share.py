"""The derived table ``oil_share``: limits of the share of oil exports that crosses Russia."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, number, percent, text, year

_MT = "million tonnes"

TABLE = Table(
    name="oil_share",
    title="Share of oil exports that crosses Russia",
    description=(
        "Lowest and highest share by year that the published volumes allow; empty where none is known."
    ),
    columns=(
        year(),
        text("period", "Period", "The year, or the part of it that the volumes cover."),
        percent("low_pct", "Low share", "Lowest share that the volumes allow.", required=False),
        percent("high_pct", "High share", "Highest share that the volumes allow.", required=False),
        number(
            "through_low_mt",
            "Low volume",
            "Volume that crosses Russia at least.",
            _MT,
            minimum=0,
            required=False,
        ),
        number(
            "through_high_mt",
            "High volume",
            "Volume that crosses Russia at most.",
            _MT,
            minimum=0,
            required=False,
        ),
        number(
            "total_low_mt",
            "Low total",
            "Smallest published total of exports.",
            _MT,
            minimum=0,
            required=False,
        ),
        number(
            "total_high_mt",
            "High total",
            "Largest published total of exports.",
            _MT,
            minimum=0,
            required=False,
        ),
        text("method", "Method", "The arithmetic in words."),
        SOURCE_ID,
        GRADE,
    ),
    key=("year", "period"),
    foreign_keys=(FROM_SOURCES,),
    derived=True,
)
