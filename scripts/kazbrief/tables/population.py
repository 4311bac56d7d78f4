"""The table ``population``: population of Kazakhstan in several bases."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, moment, text, whole

TABLE = Table(
    name="population",
    title="Population of Kazakhstan",
    description=(
        "Population as announced at the time, and the World Bank's series, which was revised upward later. "
        "What was known in 2011 is to be compared with official estimates of 2010 and 2011 only."
    ),
    columns=(
        moment("date", "Date", "Date of the figure"),
        text(
            "basis",
            "Basis",
            "Kind of figure.",
            allowed=(
                "census",
                "census, present population",
                "census, base revised about 1999",
                "census, preliminary",
                "official estimate",
                "mid-year estimate, revised",
                "press",
                "CIA estimate",
            ),
        ),
        whole(
            "population",
            "Population",
            "Population of Kazakhstan.",
            "persons",
            minimum=1_000_000,
            maximum=50_000_000,
        ),
        text("wording", "Wording", "Word that limits the number in the source.", required=False),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("date", "basis", "source_id"),
    foreign_keys=(FROM_SOURCES,),
    caution="The revised series gives 16.84 million for 2010, against 16.37 million announced then.",
)
