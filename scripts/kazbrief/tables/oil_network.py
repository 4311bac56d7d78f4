"""The table ``oil_network``: links of the oil export network and their capacities in three years."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, number, text, year
from kazbrief.tables.pipelines import OF_PIPELINE

TABLE = Table(
    name="oil_network",
    title="Links of the oil export network",
    description=(
        "Directed links between fields, hubs and outlets with the capacity of the time: the network whose "
        "maximum flow is computed with and without Russian territory."
    ),
    columns=(
        year(),
        text("tail", "From", "Place where the link begins."),
        text("head", "To", "Place where it ends."),
        text("name", "Name", "Name of the link."),
        text("pipeline_id", "Route", "Route of the table pipelines that it is part of.", required=False),
        number(
            "capacity_mt",
            "Capacity",
            "Capacity of the link; empty where none was published, which counts as no limit.",
            "million tonnes a year",
            minimum=0,
            maximum=200,
            required=False,
        ),
        text(
            "crosses_russia",
            "Crosses Russia",
            "Whether the link crosses Russia.",
            allowed=("yes", "no", "unknown"),
        ),
        text(
            "basis",
            "Basis",
            "Published capacity, volume carried in its place, or not published.",
            allowed=("published capacity", "volume carried", "not published"),
        ),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("year", "tail", "head"),
    foreign_keys=(OF_PIPELINE, FROM_SOURCES),
    caution="Fields are joined schematically; local lines and refineries at home are left out.",
)
