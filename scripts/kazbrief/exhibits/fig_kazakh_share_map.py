"""The map of the Kazakh share by oblast: colour by the bound's midpoint, hatching where a bound is wide."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
from matplotlib.axes import Axes

from kazbrief import formats
from kazbrief.exhibits import maps, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.frames import rows
from kazbrief.measures.oblasts import LIMITS, WIDE_POINTS
from kazbrief.tables.boundaries import DISCLAIMER

COLOURS = style.TEAL
# Metres of the map kept free in the south for the key.
KEY_ROOM = 9e4
HATCH = "//////"


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the bounds plotted."""
    ordered = frame.sort_values(["midpoint_pct", "oblast"])
    lowest, highest = ordered.iloc[0], ordered.iloc[-1]
    low, high = (formats.percent_range(row["lower_pct"], row["upper_pct"]) for row in (lowest, highest))
    wide = ordered[ordered["wide"] == 1]["oblast"].tolist()
    below = ordered[ordered["class"] == 1]["oblast"].tolist()
    values = "; ".join(
        f"{row.oblast} {formats.percent_range(row.lower_pct, row.upper_pct)}" for row in rows(ordered)
    )
    return Words(
        finding=f"The Kazakh share runs from {low} in {lowest['oblast']} to {high} in {highest['oblast']}",
        subtitle="Kazakh share of the population by oblast, per cent, about 2023; figures are the bounds, colour is the class of their midpoint",
        note=(
            "bounds from the published classes of raions, weighted by population (early 2025). "
            + (
                f"Hatched: bound wider than {WIDE_POINTS:.0f} points ({formats.series(wide)}). "
                if wide
                else ""
            )
            + "Boundaries of June 2022. "
            + DISCLAIMER
        ),
        alt=(
            f"Map of {len(frame)} oblasts and cities of Kazakhstan shaded by the Kazakh share: lightest in {formats.series(below)}, "
            f"darkest in the west and south; lowest {lowest['oblast']} ({low}), highest {highest['oblast']} ({high})."
        ),
        description=f"Bounds of the Kazakh share by oblast, lowest midpoint first: {values}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The bound of each area."""
    return {
        f"area-{row['iso_3166_2']}": f"{row['oblast']}: {formats.percent_range(row['lower_pct'], row['upper_pct'])}, grade {row['grade']}"
        for row in frame.to_dict("records")
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Oblasts shaded by class, each with its bound in figures; closed class limits in the key."""
    ax, drawn = maps.oblasts(panel, layers, "oblasts_2022", KEY_ROOM)
    values, shapes = frame.set_index("oblast"), drawn.set_index("oblast")
    for name in sorted(shapes.index, key=lambda oblast: oblast in maps.CITY_LABELS):
        row, shape = values.loc[name], shapes.loc[name].geometry
        colour = COLOURS[int(row["class"]) - 1]
        maps.area(
            ax,
            shape,
            f"area-{row['iso_3166_2']}",
            facecolor=colour,
            edgecolor=style.WHITE,
            linewidth=0.7,
            zorder=4,
        )
        if row["wide"]:
            maps.area(
                ax,
                shape,
                facecolor="none",
                edgecolor=style.INK,
                hatch=HATCH,
                linewidth=0,
                zorder=5,
                alpha=0.35,
            )
        bound = formats.percent_range(row["lower_pct"], row["upper_pct"]).removesuffix("\u00a0%")
        maps.unit_label(
            ax,
            panel,
            name,
            shape,
            bound,
            color=style.WHITE if colour == COLOURS[-1] else style.INK,
            ground=colour if row["wide"] else None,
        )
    maps.scale_bar(ax, panel, x=panel.width - 48, y=4)
    _key(ax, panel, bool(frame["wide"].any()))


def _key(ax: Axes, panel: Panel, hatched: bool) -> None:
    """Closed class limits, from the lowest class up."""
    classes = [
        (colour, "", f"{'over ' if low else ''}{low:.0f} to {high:.0f}")
        for colour, low, high in zip(COLOURS, LIMITS[:-1], LIMITS[1:], strict=True)
    ]
    if hatched:
        classes.append((style.WHITE, HATCH, f"wider than {WIDE_POINTS:.0f} points"))
    maps.class_key(ax, panel, "Midpoint, %", classes)
