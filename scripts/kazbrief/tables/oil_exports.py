"""The table ``oil_exports``: Kazakhstan's oil exports by route and year, as published."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, number, text, year

TABLE = Table(
    name="oil_exports",
    title="Oil exports by route",
    description=(
        "Published volumes of oil by route, with totals of exports and production. Where sources differ, "
        "each has its row; none is preferred: limits computed from them take the widening one."
    ),
    columns=(
        year(),
        text(
            "period", "Period", "Part of the year (year, Jan-Oct, H1 ...) or the span that the source gives."
        ),
        text(
            "route",
            "Route",
            "Route or total: total_exports, all_through_russia, production; cpc is Kazakhstan's oil in the "
            "line, cpc_total_throughput holds Russian oil as well.",
            pattern="[a-z][a-z0-9_-]*",
            says="a route in small letters such as cpc or aktau_sea",
        ),
        text(
            "crosses_russia",
            "Crosses Russia",
            "Whether the route crosses the territory of Russia; empty for totals.",
            allowed=("yes", "no", "partial", "unknown"),
            required=False,
        ),
        number("volume_mt", "Volume", "Volume of oil.", "million tonnes", minimum=0, maximum=120),
        text(
            "value_type",
            "Type of value",
            "Reported, derived by arithmetic from reported figures, estimate, plan or quota.",
            allowed=("reported", "derived", "estimate", "plan", "quota"),
        ),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("year", "period", "route", "value_type", "source_id"),
    foreign_keys=(FROM_SOURCES,),
    caution=(
        "Aktau and rail are not split by destination in most years. Bypassing_russian_ports seems to include "
        "oil through Druzhba, which does cross Russia."
    ),
)
