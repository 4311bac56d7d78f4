"""The table ``oil_places``: fields, refineries, ports and hubs of the oil and gas routes."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, country, flag, number, text

TABLE = Table(
    name="oil_places",
    title="Fields, refineries, ports and hubs",
    description=(
        "Coordinates of oil and gas places. Preferred = 0: a conflicting coordinate that is not used."
    ),
    columns=(
        text("place", "Place", "Name of the place."),
        text(
            "kind",
            "Kind",
            "Kind of place.",
            allowed=("field", "refinery", "gas plant", "port", "terminal", "hub", "border"),
        ),
        country(),
        number("latitude", "Latitude", "Latitude, WGS 84.", "degree", minimum=35, maximum=60),
        number("longitude", "Longitude", "Longitude, WGS 84.", "degree", minimum=20, maximum=90),
        flag("preferred", "Preferred", "1 for the coordinate to use."),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("place",),
    foreign_keys=(FROM_SOURCES,),
    licences=("CC-BY-4.0", "ODbL-1.0"),
    terms="GeoNames CC BY 4.0; Global Energy Monitor CC BY 4.0; OpenStreetMap ODbL",
    caution="Many are city centroids.",
)
