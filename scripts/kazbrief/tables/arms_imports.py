"""The table ``arms_imports``: deliveries of major arms by recipient, supplier and period."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, number, text

TABLE = Table(
    name="arms_imports",
    title="Arms imports by supplier and period",
    description=(
        "Sums of SIPRI's trend-indicator values (TIV) over periods of delivery years, 1995-2024. The periods "
        "from 1995 do not overlap one another; the others do."
    ),
    columns=(
        text("recipient", "Recipient", "Recipient, in SIPRI's spelling."),
        text(
            "period",
            "Period",
            "First and last delivery year.",
            pattern=r"\d{4}-\d{4}",
            says="a period such as 2010-2014",
        ),
        text(
            "period_set",
            "Set of periods",
            'Set that the period belongs to; periods of one five-year set do not overlap. "other" holds shorter and longer ones.',
            allowed=("five years from 1995", "five years from 2006", "other"),
        ),
        text("supplier", "Supplier", "Supplier, in SIPRI's spelling."),
        number(
            "tiv_million",
            "Volume",
            "Volume of deliveries: an index of military value, not money.",
            "million SIPRI trend-indicator values",
            minimum=0,
            maximum=100_000,
        ),
        SOURCE_ID,
        GRADE,
    ),
    key=("recipient", "period", "supplier"),
    foreign_keys=(FROM_SOURCES,),
    licences=("other-at",),
    terms=(
        "derived from the SIPRI Arms Transfers Database, copyright SIPRI: cite it; the register is not "
        "reprinted"
    ),
    caution="TIV is a volume index; no deliveries to Kazakhstan are listed for 1992-94, 1998 and 2003.",
)
