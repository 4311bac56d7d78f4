"""The table ``border_length``: lengths of the border between Kazakhstan and Russia."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, number, text, year

TABLE = Table(
    name="border_length",
    title="Length of the border with Russia",
    description="Published and measured lengths; a measured length depends on the scale of the line.",
    columns=(
        text("origin", "Origin", "Who gives the length."),
        year("year", "Year", "Year of the statement or data.", required=False),
        text(
            "part",
            "Part",
            "Part of the border.",
            allowed=("whole border", "land, river and lake", "dry land"),
        ),
        text(
            "kind",
            "Kind",
            "Published, measured on a data set, or the text under test.",
            allowed=("published", "measured", "text under test"),
        ),
        number("length_km", "Length", "Length.", "kilometre", minimum=1_000, maximum=20_000),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("origin", "part"),
    foreign_keys=(FROM_SOURCES,),
)
