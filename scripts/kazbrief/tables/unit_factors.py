"""The table ``unit_factors``: barrels a tonne, stream by stream."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, number, text

TABLE = Table(
    name="unit_factors",
    title="Conversion factors of oil",
    description="Barrels a tonne implied by sources that print one quantity in both units.",
    columns=(
        text("stream", "Stream", "Oil and period."),
        number("factor", "Factor", "Conversion factor.", "see unit", minimum=6, maximum=9),
        text(
            "unit",
            "Unit",
            "Unit of the factor.",
            allowed=("barrels a tonne", "barrels of oil equivalent a tonne"),
        ),
        text("basis", "Basis", "The two quantities."),
        SOURCE_ID,
        GRADE,
    ),
    key=("stream",),
    foreign_keys=(FROM_SOURCES,),
)
