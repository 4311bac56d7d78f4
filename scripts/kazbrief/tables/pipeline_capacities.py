"""The table ``pipeline_capacities``: published capacities of the routes by year."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, number, text, year
from kazbrief.tables.pipelines import OF_PIPELINE, PIPELINE_ID, UNITS

TABLE = Table(
    name="pipeline_capacities",
    title="Capacities of the routes by year",
    description="Published capacities; where sources differ for a year, each has its row.",
    columns=(
        PIPELINE_ID,
        year(),
        number("capacity", "Capacity", "Capacity.", "see capacity_unit", minimum=0, maximum=2_000),
        text("capacity_unit", "Unit of capacity", "Unit of the capacity.", allowed=UNITS),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("pipeline_id", "year", "source_id"),
    foreign_keys=(OF_PIPELINE, FROM_SOURCES),
)
