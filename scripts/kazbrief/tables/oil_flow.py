"""The derived table ``oil_flow``: maximum flow of oil to the outlets, with and without Russian territory."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, number, text, year

_MT = "million tonnes a year"

TABLE = Table(
    name="oil_flow",
    title="Maximum flow of oil out of the country",
    description=(
        "Largest flow that the links of the table oil_network can take from fields to outlets, with Russian "
        "territory open and closed, and the minimum cut that limits it."
    ),
    columns=(
        year(),
        text(
            "fields",
            "Fields",
            "All fields, or the western ones, which reach outlets by Atyrau or Aktau.",
            allowed=("all", "western"),
        ),
        text(
            "russia",
            "Russia",
            "Links across Russian territory: open or closed.",
            allowed=("open", "closed"),
        ),
        number("low_mt", "Low", "Without the links of which it is unknown if they cross.", _MT, minimum=0),
        number("high_mt", "High", "With these links.", _MT, minimum=0),
        text("cut", "Minimum cut", "Links that limit the higher value, separated by semicolons."),
        SOURCE_ID,
        GRADE,
    ),
    key=("year", "fields", "russia"),
    foreign_keys=(FROM_SOURCES,),
    caution="What could flow through the published capacities, not what would.",
    derived=True,
)
