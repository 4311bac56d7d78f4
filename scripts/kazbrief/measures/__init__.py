"""Measures: pure functions from tables and layers to frames; their parameters are named after what they read."""

from __future__ import annotations

from kazbrief.tables import CENSUS

DERIVED: dict[str, str] = {
    "ethnic_bounds": "bounds:ethnic_bounds",
    "oil_share": "oil_share:oil_share",
    "arms_share": "shares:arms_share",
    "share_distance": "distance:share_distance",
    "border_ruler": "ruler:border_ruler",
    "route_lengths": "routes:route_lengths",
    "oil_flow": "flow:flow_scenarios",
}
if CENSUS:
    DERIVED["census_check"] = "census:census_check"
DERIVED = {name: f"kazbrief.measures.{path}" for name, path in DERIVED.items()}
"""The measure that makes each derived table."""
