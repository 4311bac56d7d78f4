"""The table ``pipeline_lengths``: every published length of a route or of a part of it."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, number, text
from kazbrief.tables.pipelines import OF_PIPELINE, PIPELINE_ID

TABLE = Table(
    name="pipeline_lengths",
    title="Published lengths of the routes",
    description="Published lengths; where sources differ, each has its row.",
    columns=(
        PIPELINE_ID,
        text("part", "Part", "Total, a country as ISO 3166-1 alpha-3 code, or a section."),
        number("length_km", "Length", "Length.", "kilometre", minimum=1, maximum=10_000),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("pipeline_id", "part", "source_id", "length_km"),
    foreign_keys=(OF_PIPELINE, FROM_SOURCES),
)
