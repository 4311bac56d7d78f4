"""The table ``oil_share_statements``: shares of oil exports by route as somebody stated them."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, percent, text, year

TABLE = Table(
    name="oil_share_statements",
    title="Published statements of the share of oil exports by route",
    description="Shares that a source states in words, beside those computed from volumes in oil_share.",
    columns=(
        year(),
        text(
            "scope",
            "Scope",
            "Which part of the exports the share is.",
            allowed=(
                "all exports through Russia",
                "exports through CPC",
                "exports through Russia other than CPC",
            ),
        ),
        percent("share_pct", "Share", "Share of Kazakhstan's oil exports."),
        text("wording", "Wording", "Word that limits the number in the source.", required=False),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("year", "scope", "source_id"),
    foreign_keys=(FROM_SOURCES,),
)
