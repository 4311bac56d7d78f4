"""The tables of this edition: one module each, with schema, keys and rules.

This catalogue is light on purpose: it knows names and dependencies without importing pandas or pandera.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kazbrief import paths
from kazbrief.errors import no_such
from kazbrief.listing import make_callable

if TYPE_CHECKING:
    from kazbrief.tables.base import Table

NEEDS: dict[str, tuple[str, ...]] = {
    "sources": (),
    "units": ("sources",),
    "crosswalk": ("units", "sources"),
    "boundaries_1989": ("units", "sources"),
    "raions": ("units", "sources"),
    "ethnic_shares": ("units", "sources"),
    "oil_exports": ("sources",),
    "oil_share_statements": ("sources",),
    "pipelines": ("sources",),
    "pipeline_waypoints": ("pipelines", "sources"),
    "pipeline_lengths": ("pipelines", "sources"),
    "pipeline_capacities": ("pipelines", "sources"),
    "arms_imports": ("sources",),
    "ethnic_national": ("sources",),
    "ethnic_republics": ("sources",),
    "oblast_population": ("units", "sources"),
    "gdp_growth": ("sources",),
    "gdp_per_capita": ("sources",),
    "hdi": ("sources",),
    "population": ("sources",),
    "military_expenditure": ("sources",),
    "armed_forces": ("sources",),
    "csto_members": ("sources",),
    "exercises": ("sources",),
    "agreements": ("sources",),
    "military_facilities": ("sources",),
    "leased_land": ("sources",),
    "border_length": ("sources",),
    "oil_places": ("sources",),
    "oil_events": ("sources",),
    "unit_factors": ("sources",),
    "oil_network": ("pipelines", "sources"),
    "claims": ("sources",),
    "unknowns": ("sources",),
    "ethnic_bounds": ("units", "sources"),
    "oil_share": ("sources",),
    "arms_share": ("sources",),
    "share_distance": ("units", "sources"),
    "border_ruler": ("sources",),
    "route_lengths": ("pipelines", "sources"),
    "oil_flow": ("sources",),
}
"""The tables that each table's foreign keys lead to; a table stands after those it needs."""

CENSUS = paths.brings("ethnic_census")
"""Whether the project has a census table (CONTRIBUTING.md says how to add one); its check comes with it."""
if CENSUS:
    NEEDS |= {"ethnic_census": ("units", "sources"), "census_check": ("sources",)}

DERIVED = frozenset(
    {
        "ethnic_bounds",
        "oil_share",
        "arms_share",
        "share_distance",
        "border_ruler",
        "route_lengths",
        "oil_flow",
        "census_check",
    }
)
"""Tables that are computed from others: no raw file."""

NAMES = tuple(NEEDS)
RAW = tuple(name for name in NAMES if name not in DERIVED)

make_callable(__name__)


def get(name: str) -> Table:
    """The record of a table.

    Raises
    ------
    KazbriefError
        When there is no such table.
    """
    if name not in NEEDS:
        raise no_such("table", name, NAMES, "kazbrief data list")
    table: Table = import_module(f"kazbrief.tables.{name}").TABLE
    return table
