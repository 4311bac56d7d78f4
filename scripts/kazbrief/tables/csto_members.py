"""The table ``csto_members``: membership in the Collective Security Treaty and its organisation."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, country, year

TABLE = Table(
    name="csto_members",
    title="Members of the CSTO",
    description=(
        "Spells of membership in the Collective Security Treaty of 1992, an organisation (CSTO) from 2002."
    ),
    columns=(
        country(),
        year("from_year", "From", "First year of the spell."),
        year("to_year", "To", "Last year of the spell; empty when it lasts.", required=False),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("country", "from_year"),
    foreign_keys=(FROM_SOURCES,),
    caution="Only the states that the briefing compares.",
)
