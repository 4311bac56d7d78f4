"""The derived table ``arms_share``: Russia's share in the arms imports of each recipient."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, number, percent, text, truth, whole

_TIV = "million SIPRI trend-indicator values"

TABLE = Table(
    name="arms_share",
    title="Russian share of arms imports",
    description="Share of Russia in the arms imports of each recipient and period, and the next supplier.",
    columns=(
        text("recipient", "Recipient", "Recipient, in SIPRI's spelling."),
        text("period", "Period", "First and last delivery year.", pattern=r"\d{4}-\d{4}", says="a period"),
        text("supplier", "Supplier", "Supplier whose share it is."),
        number("tiv_million", "Volume", "Deliveries of the supplier.", _TIV, minimum=0),
        number("total_tiv_million", "Total", "Deliveries of all suppliers.", _TIV, minimum=0),
        percent("share_pct", "Share", "Share of the supplier."),
        whole("rank", "Rank", "Rank of the supplier by volume.", minimum=1, required=False),
        text("largest_other", "Largest other", "Largest other supplier.", required=False),
        number(
            "largest_other_tiv_million", "Volume of the largest other", "Its deliveries.", _TIV, minimum=0
        ),
        truth(
            "small", "Small", "True when the total is so small that one or two deliveries decide the share."
        ),
        SOURCE_ID,
        GRADE,
    ),
    key=("recipient", "period"),
    foreign_keys=(FROM_SOURCES,),
    derived=True,
    licences=("other-at",),
    terms="derived from the SIPRI Arms Transfers Database, copyright SIPRI: cite it",
)
