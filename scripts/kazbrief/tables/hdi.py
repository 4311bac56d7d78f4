"""The table ``hdi``: the Human Development Index of UNDP."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, country, number, year

TABLE = Table(
    name="hdi",
    title="Human Development Index",
    description=(
        "Human Development Index of UNDP, edition of 2025, Central Asian states, Russia, Armenia, Belarus."
    ),
    columns=(
        country(),
        year(),
        number("hdi", "Human Development Index", "Index from 0 to 1.", "index", minimum=0, maximum=1),
        SOURCE_ID,
        GRADE,
    ),
    key=("country", "year"),
    foreign_keys=(FROM_SOURCES,),
    terms="UNDP through Systema Globalis (Gapminder): CC BY 4.0",
)
