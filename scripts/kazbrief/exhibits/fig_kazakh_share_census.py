"""The map of the Kazakh share by oblast from the latest census table, in the boundaries of its time."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
from matplotlib.axes import Axes

from kazbrief import formats
from kazbrief.exhibits import maps, style
from kazbrief.exhibits.fig_kazakh_share_map import COLOURS, KEY_ROOM
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.oblasts import LIMITS
from kazbrief.tables.boundaries import DISCLAIMER

# A name too long for one line of its place.
BROKEN = ("South Kazakhstan",)


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the shares plotted."""
    ordered = frame.sort_values(["share_pct", "unit"])
    lowest, highest = ordered.iloc[0], ordered.iloc[-1]
    census, scheme = frame["census"].iloc[0], frame["scheme"].iloc[0]
    ends = f"{formats.percent(lowest['share_pct'])} in {lowest['unit']} to {formats.percent(highest['share_pct'])} in {highest['unit']}"
    values = "; ".join(
        f"{row['unit']} {formats.percent(row['share_pct'], 1)}" for row in ordered.to_dict("records")
    )
    return Words(
        finding=f"At the census of {census} the Kazakh share ran from {ends}",
        subtitle=f"Kazakh share of the population by oblast, per cent, census of {census}",
        note=f"boundaries of the scheme of {scheme}. {DISCLAIMER}",
        alt=(
            f"Map of {len(frame)} oblasts and cities of Kazakhstan shaded by the Kazakh share at the census of {census}: "
            f"from {ends}."
        ),
        description=f"Kazakh share by oblast at the census of {census}, lowest first: {values}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The share of each area."""
    return {
        f"area-{row['iso_3166_2']}": f"{row['unit']}: {formats.percent(row['share_pct'], 1)}, grade {row['grade']}"
        for row in frame.to_dict("records")
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Units shaded by class, each with its share; closed class limits in the key."""
    ax, drawn = maps.oblasts(panel, layers, f"oblasts_{frame['scheme'].iloc[0]}", KEY_ROOM)
    shapes = drawn.set_index("unit").geometry
    values = frame.set_index("unit")
    for name in sorted(shapes.index, key=lambda unit: unit in maps.CITY_LABELS):
        known = name in values.index
        colour = COLOURS[int(values.loc[name, "class"]) - 1] if known else style.NO_DATA
        gid = f"area-{values.loc[name, 'iso_3166_2']}" if known else None
        maps.area(ax, shapes[name], gid, facecolor=colour, edgecolor=style.WHITE, linewidth=0.7, zorder=4)
        figure = formats.number(values.loc[name, "share_pct"]) if known else "no data"
        maps.unit_label(
            ax,
            panel,
            name,
            shapes[name],
            figure,
            broken=name in BROKEN,
            color=style.WHITE if colour == COLOURS[-1] else style.INK,
        )
    maps.scale_bar(ax, panel, x=panel.width - 48, y=4)
    _key(ax, panel, missing=bool(set(shapes.index) - set(values.index)))


def _key(ax: Axes, panel: Panel, *, missing: bool) -> None:
    """Closed class limits, from the lowest class up; no data where there is none."""
    classes = [
        (colour, "", f"{low:.0f} to under {high:.0f}" if high < LIMITS[-1] else f"{low:.0f} to {high:.0f}")
        for colour, low, high in zip(COLOURS, LIMITS[:-1], LIMITS[1:], strict=True)
    ]
    if missing:
        classes.append((style.NO_DATA, "", "no data"))
    maps.class_key(ax, panel, "Kazakh share, %", classes)
