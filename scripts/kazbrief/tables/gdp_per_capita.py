"""The table ``gdp_per_capita``: income per head, four series."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, country, number, text, year

TABLE = Table(
    name="gdp_per_capita",
    title="Income per head",
    description=(
        "Gross domestic product or gross national income per head in the five Central Asian states and "
        "Russia: GDP at purchasing-power parity in constant prices, GNI at purchasing-power parity in "
        "current prices, GDP in current US dollars, GNI by the Atlas method."
    ),
    columns=(
        country(),
        year(),
        text(
            "series",
            "Series",
            "Series; never compare across them.",
            allowed=("gdp_ppp_constant", "gni_ppp_current", "gdp_usd_current", "gni_atlas_current"),
        ),
        number("value", "Value", "Income per head.", "see unit", minimum=0, maximum=200_000),
        text(
            "unit",
            "Unit",
            "Unit of the value.",
            allowed=("international $", "current international $", "current US$"),
        ),
        text(
            "value_type",
            "Type of value",
            "Published, or derived from two series of the World Bank.",
            allowed=("published", "derived"),
        ),
        SOURCE_ID,
        GRADE,
    ),
    key=("country", "series", "year"),
    foreign_keys=(FROM_SOURCES,),
    terms="World Bank: CC BY 4.0",
    caution="The base year of the constant prices is not confirmed (its text says 2015).",
)
