"""The table of routes: what each carries, whose territory it crosses, how long it is and how sure that is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits.words import Values
from kazbrief.formats import count, number, number_range
from kazbrief.markdown import literal
from kazbrief.measures.frames import rows
from kazbrief.measures.routes import short_name

# The heading says "a year"; thousand barrels a day are no yearly unit, and keep theirs.
UNITS = {"Mt/y": "Mt", "bcm/y": "bcm"}


def values(frame: pd.DataFrame) -> Values:
    """What the words name: how many routes there are of each kind, and where each runs."""
    each = (f"{row.name}: crosses Russia {row.crosses_russia}, {row.status}" for row in rows(frame))
    return {
        "routes": len(frame),
        "crossing": (frame["crosses_russia"] == "yes").sum(),
        "working": frame["status"].str.startswith("operating").sum(),
        "oil": (frame["commodity"] == "oil").sum(),
        "gas": (frame["commodity"] != "oil").sum(),
        "without": count(frame["capacity"].isna().sum()),
        "each_route": "; ".join(each),
    }


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """A row a route, as Markdown."""
    return [
        [
            literal(short_name(row.pipeline_id, row.name)),
            row.commodity + ("" if row.mode == "pipeline" else f", {row.mode}"),
            "" if pd.isna(row.countries) else ", ".join(dict.fromkeys(row.countries.split(";"))),
            row.crosses_russia,
            _capacity(row),
            literal(row.status.partition(";")[0]),
            "" if pd.isna(row.quality) else row.quality,
            "" if pd.isna(row.geodesic_km) else number(row.geodesic_km),
            ""
            if pd.isna(row.published_low_km)
            else number_range(row.published_low_km, row.published_high_km),
            f"[{row.grade}]{{.grade}}",
        ]
        for row in rows(frame)
    ]


def _capacity(row: Any) -> str:
    if pd.isna(row.capacity):
        return ""
    amount = number(row.capacity, 1).removesuffix(".0")
    year = "" if pd.isna(row.capacity_year) else f" ({row.capacity_year:.0f})"
    return f"{amount}\u00a0{UNITS.get(row.capacity_unit, row.capacity_unit)}{year}"
