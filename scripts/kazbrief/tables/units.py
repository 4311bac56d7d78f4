"""The table ``units``: oblasts and cities of republican significance in four administrative schemes."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Column, Table, number, text

SCHEMES = ("1989", "1999", "2018", "2022")
"""Administrative schemes: January 1989, the census of 1999, after June 2018, since June 2022."""


def scheme(name: str = "scheme", title: str = "Scheme") -> Column:
    """A column of administrative schemes."""
    return text(name, title, "Administrative scheme that the unit belongs to.", allowed=SCHEMES)


TABLE = Table(
    name="units",
    title="Administrative units",
    description=(
        "Oblasts and cities of republican significance in the schemes of January 1989, 1999, 2018 and 2022, "
        "with codes, names in three languages and official areas."
    ),
    columns=(
        scheme(),
        text("unit", "Unit", "Name of the unit in this project."),
        text(
            "iso_3166_2",
            "ISO 3166-2",
            "ISO 3166-2 code: since 29 November 2022 for the scheme of 2022, before it for 2018 and 1999.",
            required=False,
            pattern=r"KZ-([0-9]{2}|[A-Z]{3})",
            says="an ISO 3166-2 code such as KZ-10 or KZ-AKM",
        ),
        text(
            "kato_prefix",
            "KATO prefix",
            "First two digits of the KATO codes in the unit (scheme of 2022).",
            required=False,
            pattern="[0-9]{2}",
            says="two digits",
        ),
        text("name_en", "Name in English", "Name in English."),
        text("name_kk", "Name in Kazakh", "Name in Kazakh.", required=False),
        text("name_ru", "Name in Russian", "Name in Russian.", required=False),
        text("kind", "Kind", "Oblast or city of republican significance.", allowed=("oblast", "city")),
        number(
            "area_km2",
            "Area",
            "Official area.",
            "square kilometre",
            minimum=1,
            maximum=500_000,
            required=False,
        ),
        text(
            "area_precision",
            "Precision of the area",
            "How the area is known; derived means a difference of two published areas.",
            allowed=("exact", "rounded", "derived", "older limits"),
            required=False,
        ),
        text("centre", "Centre", "Administrative centre.", required=False),
        text(
            "exists_from",
            "Exists from",
            "When the unit came into being, as the source says it.",
            required=False,
        ),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("scheme", "unit"),
    foreign_keys=(FROM_SOURCES,),
    caution="Several official areas are rounded; the area of Astana is that of older city limits.",
)
