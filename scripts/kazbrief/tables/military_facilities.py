"""The table ``military_facilities``: Russian-used ranges and sites in Kazakhstan."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, number, text, year

TABLE = Table(
    name="military_facilities",
    title="Military ranges and sites",
    description="Ranges, the cosmodrome and other sites that Russia uses or used in Kazakhstan.",
    columns=(
        text(
            "facility_id", "Identifier", "Identifier of the site.", pattern="[a-z0-9_]+", says="an identifier"
        ),
        text("name", "Name", "Name of the site."),
        number("latitude", "Latitude", "Latitude, WGS 84.", "degree", minimum=40, maximum=56, required=False),
        number(
            "longitude", "Longitude", "Longitude, WGS 84.", "degree", minimum=45, maximum=88, required=False
        ),
        text("region", "Region", "Oblasts in which it lies.", required=False),
        text("function", "Function", "What it serves for."),
        text("instruments", "Instruments", "Agreements and dates.", required=False),
        text(
            "status",
            "Status",
            "In use, ended, or reported by a single weak source.",
            allowed=("in use", "ended", "reported"),
        ),
        number("area_ha", "Area", "Leased area.", "hectare", minimum=0, maximum=20_000_000, required=False),
        year("area_year", "Year of the area", "Year that the area refers to.", required=False),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("facility_id",),
    foreign_keys=(FROM_SOURCES,),
    caution="Points only: outlines are not published.",
)
