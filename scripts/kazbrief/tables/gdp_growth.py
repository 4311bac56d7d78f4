"""The table ``gdp_growth``: yearly growth of real gross domestic product, three series."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, country, number, text, year

SERIES = ("wdi_growth", "wdi_constant_usd", "imf_weo")
"""Series that must not be mixed or averaged with one another."""

TABLE = Table(
    name="gdp_growth",
    title="Growth of real GDP",
    description=(
        "Yearly growth of real gross domestic product in the five Central Asian states and Russia. Three "
        "series: World Bank growth rates as published (to 2022), rates derived from the World Bank's GDP in "
        "constant US dollars (to 2024), and the IMF's World Economic Outlook of April 2019."
    ),
    columns=(
        country(),
        year(),
        text("series", "Series", "Series; never average across them.", allowed=SERIES),
        number("growth_pct", "Growth", "Growth over the year before.", "per cent", minimum=-60, maximum=60),
        text(
            "value_type",
            "Type of value",
            "Published, derived from levels, or a projection of that vintage.",
            allowed=("published", "derived", "projection"),
        ),
        text("vintage", "Vintage", "Edition of the series."),
        SOURCE_ID,
        GRADE,
    ),
    key=("country", "series", "year"),
    foreign_keys=(FROM_SOURCES,),
    terms="World Bank: CC BY 4.0; IMF: cite the World Economic Outlook",
    caution="The IMF series is a projection from 2019 on.",
)
