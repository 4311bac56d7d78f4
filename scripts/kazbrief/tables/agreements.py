"""The table ``agreements``: treaties and steps between Kazakhstan, Russia, the CSTO and NATO."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, moment, text

TABLE = Table(
    name="agreements",
    title="Agreements and milestones",
    description="Treaties, leases, plans and milestones in security and energy, 1992-2025, as far as found.",
    columns=(
        moment("date", "Date", "Date of signature or event"),
        text("title", "Title", "What was agreed or happened."),
        text(
            "kind",
            "Kind",
            "Kind of agreement or step.",
            allowed=(
                "multilateral alliance",
                "CSTO milestone",
                "Kazakhstan-NATO",
                "Kazakhstan-US",
                "Kazakhstan-Azerbaijan energy",
                "bilateral KZ-RU treaty",
                "bilateral KZ-RU declaration",
                "bilateral KZ-RU military",
                "bilateral KZ-RU military treaty",
                "bilateral KZ-RU military-technical",
                "bilateral KZ-RU facility",
                "bilateral KZ-RU border",
                "bilateral KZ-RU energy",
                "bilateral KZ-RU energy/border",
            ),
        ),
        text("parties", "Parties", "Parties: country codes or names, separated by semicolons."),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("date", "title"),
    foreign_keys=(FROM_SOURCES,),
    caution="What was found, not a register of treaties.",
)
