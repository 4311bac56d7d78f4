"""Measures: pure functions from clean tables to derived ones. The register says which table each one makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kazbrief.tables import CENSUS


@dataclass(frozen=True)
class Derivation:
    """A derived table: its name, the function that makes it, and the tables and layers that it takes, in order."""

    table: str
    module: str
    function: str
    tables: tuple[str, ...]
    layers: tuple[str, ...] = ()

    @property
    def module_name(self) -> str:
        """The module of the function."""
        return f"kazbrief.measures.{self.module}"

    def load(self) -> Callable[..., Any]:
        """Import the function."""
        function: Callable[..., Any] = getattr(import_module(self.module_name), self.function)
        return function


DERIVATIONS: tuple[Derivation, ...] = (
    Derivation("ethnic_bounds", "bounds", "ethnic_bounds", ("raions",)),
    Derivation("oil_share", "oil_share", "oil_share", ("oil_exports",)),
    Derivation("arms_share", "shares", "arms_share", ("arms_imports",)),
    Derivation(
        "share_distance", "distance", "share_distance", ("ethnic_bounds",), ("oblasts_2022", "border")
    ),
    Derivation("border_ruler", "ruler", "border_ruler", (), ("border",)),
    Derivation(
        "route_lengths", "routes", "route_lengths", ("pipeline_waypoints", "pipelines"), ("countries",)
    ),
    Derivation("oil_flow", "flow", "flow_scenarios", ("oil_network",)),
)
if CENSUS:
    known = ("ethnic_census", "raions", "crosswalk", "ethnic_national", "oblast_population")
    DERIVATIONS += (Derivation("census_check", "census", "census_check", known),)
