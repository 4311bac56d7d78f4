"""The map of the Kazakh share by oblast from the latest census table, in the boundaries of its time."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pandas as pd

from kazbrief.exhibits import charts, maps, style
from kazbrief.exhibits.sheet import Layers, NoRoom, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent
from kazbrief.measures.census import LIMITS
from kazbrief.measures.frames import rows

COLOURS = style.TEAL


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
    """The key of the closed classes, and units shaded by them, each with its name and share where there is room."""
    samples = [
        charts.bar_sample(
            f"{low:.0f} to under {high:.0f} %" if high < LIMITS[-1] else f"{low:.0f} to {high:.0f} %",
            color=colour,
        )
        for colour, (low, high) in zip(COLOURS, pairwise(LIMITS), strict=True)
    ]
    down = charts.key(panel, [*samples, charts.bar_sample("no data", color=style.NO_DATA)], left=0)
    place = panel.part(left=0, top=down + 1, width=panel.width, height=panel.height - down - 1)
    oblasts = layers[f"oblasts_{frame['scheme'].iloc[0]}"]
    chart = maps.on_base(place, layers, maps.around(oblasts))
    chart.country(oblasts)
    shapes = chart.shapes(oblasts).set_index("unit").geometry
    by_unit = frame.set_index("unit").to_dict("index")
    for name, shape in shapes.items():
        row = by_unit.get(name)
        colour = COLOURS[row["class"] - 1] if row else style.NO_DATA
        gid = f"area-{row['iso_3166_2']}" if row else None
        chart.area(shape, gid, facecolor=colour, edgecolor=style.GROUND, linewidth=0.7, zorder=2.5)
    chart.scale_bar()
    for name, shape in sorted(shapes.items(), key=lambda item: -item[1].area):
        row = by_unit.get(name)
        figure = number(row["share_pct"]) if row else "no data"
        ink = style.GROUND if row and row["class"] == len(COLOURS) else style.INK
        words = maps.short(name)
        texts = [f"{words} {figure}", f"{words}\n{figure}", words.replace(" ", "\n") + f"\n{figure}", figure]
        if not chart.label_inside(shape, texts, color=ink):
            with suppress(NoRoom):
                chart.label_near(shape.centroid, texts[0])
    chart.seas(layers)
    chart.names(layers)
