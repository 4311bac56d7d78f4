"""The table ``military_expenditure``: military spending of present and former CSTO members."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, country, number, text, year

TABLE = Table(
    name="military_expenditure",
    title="Military expenditure",
    description=(
        "Military spending in constant US dollars of 2023, in 2010 as a share of GDP too, from SIPRI: only the "
        "values that the briefing's ranks and their checks use, since the database may not be reprinted."
    ),
    columns=(
        country(),
        year(),
        text("measure", "Measure", "What is measured.", allowed=("constant_2023_usd", "share_of_gdp")),
        number("value", "Value", "Military expenditure.", "see unit", minimum=0, maximum=1_000_000),
        text("unit", "Unit", "Unit of the value.", allowed=("million US dollars of 2023", "per cent of GDP")),
        SOURCE_ID,
        GRADE,
    ),
    key=("country", "measure", "year"),
    foreign_keys=(FROM_SOURCES,),
    licences=("other-at",),
    terms="SIPRI Military Expenditure Database, copyright SIPRI: cite it; the database may not be reprinted",
    caution="Excludes military pensions; nothing for Uzbekistan after 2003. Six significant digits are kept.",
)
