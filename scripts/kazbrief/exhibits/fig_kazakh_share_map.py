"""The map of the Kazakh share by oblast: colour by the bound's midpoint, hatching where a bound is wide."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from kazbrief.exhibits import maps, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, number_range, percent_range, series
from kazbrief.measures.frames import rows
from kazbrief.measures.oblasts import LIMITS, WIDE_POINTS

COLOURS = style.TEAL
# Metres of the map kept free in the south for the key.
KEY_ROOM = 9e4


def bound(row: Any) -> str:
    """The bound of an oblast."""
    return percent_range(row.lower_pct, row.upper_pct)


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the ends, the lightest and the hatched oblasts, and each bound."""
    ordered = frame.sort_values(["midpoint_pct", "oblast"])
    bounds = {row.oblast: bound(row) for row in rows(ordered)}
    lowest, *_, highest = bounds
    return {
        "oblasts": len(frame),
        "lowest": lowest,
        "low": bounds[lowest],
        "highest": highest,
        "high": bounds[highest],
        "wide_points": number(WIDE_POINTS),
        "wide": series(ordered.loc[ordered["wide"] == 1, "oblast"].tolist()),
        "lightest": series(ordered.loc[ordered["class"] == 1, "oblast"].tolist()),
        "each_bound": "; ".join(f"{oblast} {text}" for oblast, text in bounds.items()),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The bound of each area."""
    return {f"area-{row.iso_3166_2}": f"{row.oblast}: {bound(row)}, grade {row.grade}" for row in rows(frame)}


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Oblasts shaded by class, each with its bound in figures; closed class limits in the key."""
    chart = maps.of_oblasts(panel, layers, "oblasts_2022", KEY_ROOM)
    shapes = chart.units(layers["oblasts_2022"])
    by_oblast = {row["oblast"]: row for row in frame.to_dict("records")}
    for name, shape in shapes.items():
        row = by_oblast[name]
        colour = COLOURS[row["class"] - 1]
        gid = f"area-{row['iso_3166_2']}"
        chart.area(shape, gid, facecolor=colour, edgecolor=style.WHITE, linewidth=0.7, zorder=4)
        if row["wide"]:
            chart.area(
                shape,
                facecolor="none",
                edgecolor=style.INK,
                hatch=maps.HATCH,
                linewidth=0,
                zorder=5,
                alpha=0.35,
            )
        chart.unit_label(
            name,
            shape,
            maps.short(name),
            number_range(row["lower_pct"], row["upper_pct"]),
            color=style.WHITE if colour == COLOURS[-1] else style.INK,
            ground=colour if row["wide"] else None,
        )
    chart.scale_bar(x=panel.width - 48)
    classes = [
        (colour, "", f"{'over ' if low else ''}{low:.0f} to {high:.0f}")
        for colour, (low, high) in zip(COLOURS, pairwise(LIMITS), strict=True)
    ]
    if frame["wide"].any():
        classes.append((style.WHITE, maps.HATCH, f"wider than {number(WIDE_POINTS)} points"))
    chart.class_key("Midpoint, %", classes)
