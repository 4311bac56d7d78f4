"""The table ``leased_land``: published areas and rents of the leased ranges."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, number, text, year

TABLE = Table(
    name="leased_land",
    title="Leased land and rents",
    description="Published areas, rents and other figures of the ranges and the cosmodrome leased to Russia.",
    columns=(
        year(),
        text("item", "Item", "What the figure is."),
        number("value", "Value", "Figure as published.", "see unit", minimum=0, maximum=100_000),
        text(
            "unit",
            "Unit",
            "Unit of the value; rents are a year.",
            allowed=("million ha", "thousand ha", "million US$", "per cent", "persons"),
        ),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("year", "item", "source_id"),
    foreign_keys=(FROM_SOURCES,),
    caution="The published totals do not reconcile (11.0 - 1.6 - 0.3 = 9.1, against 8.6 million ha in 2023).",
)
