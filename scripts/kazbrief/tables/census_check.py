"""The derived table ``census_check``: a census held against what was known before it was added."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, flag, number, text, year

TABLE = Table(
    name="census_check",
    title="Checks of the census tables",
    description=(
        "Every Kazakh share of ethnic_census beside the bound of its oblast from the raions' classes, every sum "
        "of a group beside the published national count, and every total beside the published population."
    ),
    columns=(
        year("census", "Census", "Year of the census."),
        text(
            "comparison",
            "Comparison",
            "What the figure is held against.",
            allowed=("bounds of the raions", "national count", "population of the oblast"),
        ),
        text("place", "Place", "Oblast or city in the scheme of the census, or Kazakhstan."),
        text("ethnic_group", "Ethnic group", "Ethnic group, or All for the whole population."),
        text("unit", "Unit", "Unit of the figures.", allowed=("per cent", "persons")),
        number("found", "Found", "Figure of the census table.", "see the column unit", minimum=0),
        number("lowest", "Lowest", "Lowest figure expected.", "see the column unit", minimum=0),
        number("highest", "Highest", "Highest figure expected.", "see the column unit", minimum=0),
        number(
            "difference",
            "Difference",
            "How far outside: negative below the lowest, positive above the highest, 0 inside.",
            "see the column unit",
        ),
        flag("agrees", "Agrees", "1 when the figure lies inside."),
        SOURCE_ID,
        GRADE,
    ),
    key=("census", "comparison", "place", "ethnic_group"),
    foreign_keys=(FROM_SOURCES,),
    caution=(
        "The classes of the raions are of about 2023: a share of an earlier census may well lie outside the "
        "bound without a fault in either, as shares have changed."
    ),
    derived=True,
)
