"""The table of routes: what each carries, whose territory it crosses, how long it is and how sure that is."""

from __future__ import annotations

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits.words import Words
from kazbrief.markdown import literal
from kazbrief.measures.routes import short_name

# The heading says "a year"; thousand barrels a day are no yearly unit, and keep theirs.
UNITS = {"Mt/y": "Mt", "bcm/y": "bcm"}


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the routes listed."""
    crossing = frame[frame["crosses_russia"] == "yes"]
    oil = frame[frame["commodity"] == "oil"]
    working = frame[frame["status"].str.startswith("operating")]
    without = int(frame["capacity"].isna().sum())
    listed = "; ".join(
        f"{row['name']}: crosses Russia {row['crosses_russia']}, {row['status']}"
        for row in frame.to_dict("records")
    )
    return Words(
        finding=f"Of {len(frame)} routes of oil and gas {len(crossing)} cross Russia; {len(working)} are in operation",
        subtitle="Routes of Kazakhstan's oil and gas: territory, latest published capacity, status, length on the ellipsoid between named places and in print",
        note=(
            f"capacities in million tonnes (Mt) or billion cubic metres (bcm) a year, or thousand barrels a day (kb/d), as published; for {formats.count(without)} routes none was found. "
            "Lengths between named places fall short of the pipe's. Sources of each row are in the data file."
        ),
        alt=f"Table of {len(frame)} routes, {len(oil)} of oil and {len(frame) - len(oil)} of gas, with territory, capacity, status and length.",
        description=f"Routes: {listed}.",
    )


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """A row a route, as Markdown."""
    return [
        [
            literal(short_name(row["pipeline_id"], row["name"])),
            row["commodity"] + ("" if row["mode"] == "pipeline" else f", {row['mode']}"),
            ", ".join(dict.fromkeys(str(row["countries"]).split(";"))) if pd.notna(row["countries"]) else "",
            row["crosses_russia"],
            _capacity(row),
            literal(str(row["status"]).partition(";")[0]),
            "" if pd.isna(row["geodesic_km"]) else formats.number(row["geodesic_km"]),
            _span(row["published_low_km"], row["published_high_km"]),
            f"[{row['grade']}]{{.grade}}",
        ]
        for _, row in frame.iterrows()
    ]


def _capacity(row: pd.Series) -> str:
    if pd.isna(row["capacity"]):
        return ""
    amount = formats.number(row["capacity"], 1).removesuffix(".0")
    year = f" ({int(row['capacity_year'])})" if pd.notna(row["capacity_year"]) else ""
    return f"{amount}\u00a0{UNITS.get(row['capacity_unit'], row['capacity_unit'])}{year}"


def _span(low: float, high: float) -> str:
    if pd.isna(low):
        return ""
    ends = dict.fromkeys(formats.number(value) for value in (low, high))
    return "\u2013".join(ends)
