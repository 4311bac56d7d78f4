"""The derived table ``border_ruler``: length of the border with Russia by the ruler it is walked with."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, number, whole

TABLE = Table(
    name="border_ruler",
    title="Length of the border with Russia by ruler",
    description=(
        "The border line, sea part included, walked with rulers of fixed length (Richardson 1961): number of "
        "steps times the ruler, and the rest. The line is true to about ten metres."
    ),
    columns=(
        number("ruler_km", "Ruler", "Length of the ruler.", "kilometre", minimum=0.01, maximum=5_000),
        number("length_km", "Length", "Length found.", "kilometre", minimum=1_000, maximum=20_000),
        whole("steps", "Steps", "Full steps of the ruler.", "steps", minimum=0),
        SOURCE_ID,
        GRADE,
    ),
    key=("ruler_km",),
    foreign_keys=(FROM_SOURCES,),
    derived=True,
)
