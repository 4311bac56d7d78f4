"""The table ``pipelines``: export and transit routes for oil and gas."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, ForeignKey, Table, number, text, year

COUNTRIES = text(
    "countries",
    "Countries",
    "Countries crossed, in order, as ISO 3166-1 alpha-3 codes separated by semicolons.",
    required=False,
    pattern="[A-Z]{3}(;[A-Z]{3})*",
    says="country codes such as KAZ;RUS",
)
UNITS = ("Mt/y", "kb/d", "bcm/y")
"""Units of capacity: million tonnes a year, thousand barrels a day, billion cubic metres a year."""
OF_PIPELINE = ForeignKey(("pipeline_id",), "pipelines", ("pipeline_id",))
PIPELINE_ID = text(
    "pipeline_id", "Route", "Identifier of the route.", pattern="[A-Z0-9_]+", says="an identifier such as CPC"
)

TABLE = Table(
    name="pipelines",
    title="Oil and gas routes",
    description="Pipelines, tanker legs and rail that carry oil or gas out of or through Kazakhstan.",
    columns=(
        PIPELINE_ID,
        text("name", "Name", "Name of the route."),
        text("commodity", "Commodity", "Oil (with condensate) or gas.", allowed=("oil", "gas")),
        text("operator", "Operator", "Operating company or companies.", required=False),
        text("origin", "Origin", "Where the route begins."),
        text("terminus", "Terminus", "Where it ends."),
        COUNTRIES,
        text(
            "crosses_russia", "Crosses Russia", "Whether it crosses Russia.", allowed=("yes", "no", "partly")
        ),
        year("start_year", "Start year", "Year in which it began to work.", required=False),
        number(
            "capacity",
            "Capacity",
            "Latest published capacity.",
            "see capacity_unit",
            minimum=0,
            required=False,
        ),
        text("capacity_unit", "Unit of capacity", "Unit of the capacity.", allowed=UNITS, required=False),
        year("capacity_year", "Year of the capacity", "Year that the capacity refers to.", required=False),
        text("status", "Status", "Latest published status.", allowed=("operating", "mothballed", "idle")),
        text("mode", "Mode", "Kind of transport.", allowed=("pipeline", "tanker", "rail")),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("pipeline_id",),
    foreign_keys=(FROM_SOURCES,),
)
