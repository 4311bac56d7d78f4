"""The table ``pipeline_waypoints``: the named places that the routes touch, in order."""

from collections.abc import Iterable

import pandas as pd

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Fault, Table, number, text, whole
from kazbrief.tables.pipelines import OF_PIPELINE, PIPELINE_ID


def sequences_have_no_gap(frame: pd.DataFrame) -> Iterable[Fault]:
    """The places of a route are numbered 1, 2, 3 ..."""
    for route, rows in frame.groupby("pipeline_id", sort=False):
        for expected, row in enumerate(rows.sort_values("sequence").itertuples(), start=1):
            if row.sequence != expected:
                found = f"{row.sequence} on {route}"
                yield Fault(row.Index, "sequence", found, f"{expected} (numbers without gaps)")
                break


TABLE = Table(
    name="pipeline_waypoints",
    title="Waypoints of the oil and gas routes",
    description=(
        "Named places on each route, in order. The grade is that of the coordinate; between the places the "
        "line is schematic and may be 10-90 km off."
    ),
    columns=(
        PIPELINE_ID,
        whole("sequence", "Sequence", "Place in the order of the route, from 1.", minimum=1, maximum=999),
        text("place", "Place", "Name of the place."),
        text(
            "role",
            "Role",
            "What the place is for the route.",
            allowed=("start", "town", "station", "field", "near_border", "border", "end"),
        ),
        number("latitude", "Latitude", "Latitude, WGS 84.", "degree", minimum=35, maximum=60),
        number("longitude", "Longitude", "Longitude, WGS 84.", "degree", minimum=20, maximum=90),
        text(
            "country",
            "Country",
            "Country as ISO 3166-1 alpha-3 code; at a border both, in the order of flow.",
            pattern="[A-Z]{3}(/[A-Z]{3})?",
            says="a country code such as KAZ, or KAZ/RUS at a border",
        ),
        text(
            "coordinate_class",
            "Class of the coordinate",
            "Where the coordinate comes from.",
            allowed=("gazetteer", "computed_border", "gem_endpoint", "gem_field", "osm_anchor"),
        ),
        text(
            "coordinate_key",
            "Key of the coordinate",
            "Identifier of the coordinate in its source.",
            required=False,
        ),
        SOURCE_ID,
        GRADE,
    ),
    key=("pipeline_id", "sequence"),
    foreign_keys=(OF_PIPELINE, FROM_SOURCES),
    rules=(sequences_have_no_gap,),
    licences=("CC-BY-4.0", "ODbL-1.0"),
    terms=(
        "coordinates: GeoNames CC BY 4.0, OpenStreetMap ODbL, Global Energy Monitor CC BY 4.0, Natural Earth"
    ),
    caution="Schematic: use for maps of the whole country, not for the course of a line.",
)
