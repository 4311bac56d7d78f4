"""The derived table ``route_lengths``: geodesic length of each route, by country and whole."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, number, percent, text
from kazbrief.tables.pipelines import OF_PIPELINE, PIPELINE_ID

TABLE = Table(
    name="route_lengths",
    title="Geodesic length of the routes",
    description=(
        "Length of each route on the ellipsoid (WGS 84) along its named places, in each country and whole."
    ),
    columns=(
        PIPELINE_ID,
        text("part", "Part", "A country as ISO 3166-1 alpha-3 code, at sea, a section, or total."),
        number("length_km", "Length", "Geodesic length.", "kilometre", minimum=0, maximum=10_000),
        percent("share_pct", "Share", "Share of the whole route."),
        SOURCE_ID,
        GRADE,
    ),
    key=("pipeline_id", "part"),
    foreign_keys=(OF_PIPELINE, FROM_SOURCES),
    caution="Routes are schematic chains of places, so these lengths fall short of the pipe's.",
    derived=True,
)
