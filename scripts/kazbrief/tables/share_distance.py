"""The derived table ``share_distance``: the Kazakh share of each oblast by distance from the Russian border."""

from kazbrief.tables.base import (
    FROM_SOURCES,
    GRADE,
    SOURCE_ID,
    Table,
    number,
    oblast,
    of_oblast,
    percent,
    truth,
    whole,
)

_KM = "kilometre"

TABLE = Table(
    name="share_distance",
    title="Kazakh share by distance from the border with Russia",
    description=(
        "Bounds of the Kazakh share and geodesic distance from the border: of the centroid of the oblast's "
        "area, and of its nearest and farthest place. Where in the oblast its people live is not known here."
    ),
    columns=(
        oblast(),
        number(
            "border_km", "Distance", "Distance of the centroid of the area.", _KM, minimum=0, maximum=3_000
        ),
        number("nearest_km", "Nearest", "Distance of the nearest place.", _KM, minimum=0, maximum=3_000),
        number("farthest_km", "Farthest", "Distance of the farthest place.", _KM, minimum=0, maximum=3_000),
        truth("borders_russia", "Borders Russia", "The oblast lies on the border."),
        whole("population", "Population", "Population of the raions.", "persons", minimum=1),
        percent("lower_pct", "Lower bound", "Lowest Kazakh share that the raions' classes allow."),
        percent("upper_pct", "Upper bound", "Highest Kazakh share that the raions' classes allow."),
        percent("midpoint_pct", "Midpoint", "Middle of the bounds, not an estimate."),
        SOURCE_ID,
        GRADE,
    ),
    key=("oblast",),
    foreign_keys=(of_oblast(), FROM_SOURCES),
    derived=True,
)
