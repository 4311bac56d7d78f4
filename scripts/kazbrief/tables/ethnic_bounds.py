"""The derived table ``ethnic_bounds``: bounds of each oblast's Kazakh share."""

from kazbrief.tables.base import (
    FROM_SOURCES,
    GRADE,
    SOURCE_ID,
    Table,
    number,
    oblast,
    of_oblast,
    percent,
    whole,
)

TABLE = Table(
    name="ethnic_bounds",
    title="Bounds of the Kazakh share by oblast",
    description=(
        "Population-weighted sums of the lower and upper limits of the raions' classes (method of bounds); a "
        "raion of unknown class counts from 0 to 100."
    ),
    columns=(
        oblast(),
        whole("population", "Population", "Population of the raions.", "persons", minimum=1),
        whole("known_population", "Known population", "In raions of known class.", "persons", minimum=0),
        percent("lower_pct", "Lower bound", "Lowest Kazakh share that the classes allow."),
        percent("upper_pct", "Upper bound", "Highest Kazakh share that the classes allow."),
        percent(
            "midpoint_pct", "Midpoint", "Middle of the bounds: a place to put a colour, not an estimate."
        ),
        number("width_pct", "Width", "Upper less lower bound.", "percentage points", minimum=0, maximum=100),
        whole("raions", "Raions", "Number of raions and cities.", "raions", minimum=1),
        whole("raions_unknown", "Raions unknown", "Number of unknown class.", "raions", minimum=0),
        SOURCE_ID,
        GRADE,
    ),
    key=("oblast",),
    caution=(
        "A bound is no error margin: any share inside it agrees with the classes. A known national share of the "
        "same date and population can narrow the bounds, as the oblasts have to add up to it "
        "(kazbrief.measures.bounds.narrowed_bounds); that of 2023 narrows none: what one oblast "
        "can hold is small beside what the classes leave open in all the others."
    ),
    foreign_keys=(of_oblast(), FROM_SOURCES),
    derived=True,
)
