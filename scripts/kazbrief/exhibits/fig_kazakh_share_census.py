"""The map of the Kazakh share by oblast from the latest census table, in the boundaries of its time."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from kazbrief.exhibits import maps, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent
from kazbrief.measures.census import LIMITS
from kazbrief.measures.frames import rows

COLOURS = style.TEAL
# Metres of the map kept free in the south for the key.
KEY_ROOM = 9e4
# A name too long for one line of its place.
BROKEN = {"South Kazakhstan": "South\nKazakhstan"}


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the census, the ends, and each share."""
    ordered = list(rows(frame.sort_values(["share_pct", "unit"])))
    lowest, highest = ordered[0], ordered[-1]
    return {
        "census": lowest.census,
        "scheme": lowest.scheme,
        "units": len(frame),
        "lowest": lowest.unit,
        "low": percent(lowest.share_pct),
        "highest": highest.unit,
        "high": percent(highest.share_pct),
        "each_share": "; ".join(f"{row.unit} {percent(row.share_pct, 1)}" for row in ordered),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The share of each area."""
    return {
        f"area-{row.iso_3166_2}": f"{row.unit}: {percent(row.share_pct, 1)}, grade {row.grade}"
        for row in rows(frame)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Units shaded by class, each with its share; closed class limits in the key."""
    layer = f"oblasts_{frame['scheme'].iloc[0]}"
    chart = maps.of_oblasts(panel, layers, layer, KEY_ROOM)
    shapes = chart.units(layers[layer])
    by_unit = {row["unit"]: row for row in frame.to_dict("records")}
    for name, shape in shapes.items():
        row = by_unit.get(name)
        colour = COLOURS[row["class"] - 1] if row else style.NO_DATA
        gid = f"area-{row['iso_3166_2']}" if row else None
        chart.area(shape, gid, facecolor=colour, edgecolor=style.WHITE, linewidth=0.7, zorder=4)
        figure = number(row["share_pct"]) if row else "no data"
        ink = style.WHITE if colour == COLOURS[-1] else style.INK
        chart.unit_label(name, shape, BROKEN.get(name, maps.short(name)), figure, color=ink)
    chart.scale_bar(x=panel.width - 48)
    classes = [
        (colour, "", f"{low:.0f} to under {high:.0f}" if high < LIMITS[-1] else f"{low:.0f} to {high:.0f}")
        for colour, (low, high) in zip(COLOURS, pairwise(LIMITS), strict=True)
    ]
    if len(by_unit) < len(shapes):
        classes.append((style.NO_DATA, "", "no data"))
    chart.class_key("Kazakh share, %", classes)
