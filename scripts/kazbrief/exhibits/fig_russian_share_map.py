"""The map of the Russian share by oblast: the latest published figure, its date and its basis.

A figure of a territory that has been divided since is drawn for that territory, not for its parts.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from kazbrief import formats
from kazbrief.exhibits import maps, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.russian_share import CENSUS_YEAR, LIMITS, OLD_REGISTER, areas
from kazbrief.tables.boundaries import DISCLAIMER

COLOURS = style.RUST
HATCH = "//////"
KEY_ROOM = 1.25e5
# Cities and small areas: millimetres from centre to label.
CITY_LABELS = {"Astana": (8.5, -5.5), "Almaty city": (5.0, -9.5), "Shymkent": (11.5, -7.0)}
MOVED = {
    "Abai": (-3.8, 0.0),
    "Akmola": (1.5, 2.5),
    "Almaty oblast": (6.0, 2.5),
    "Atyrau": (-3.6, 4.0),
    "Karaganda": (13.0, -4.5),
    "Kostanay": (1.2, 3.0),
    "North Kazakhstan": (-2.5, 3.5),
    "Turkistan": (-4.5, -9.5),
    "West Kazakhstan": (2.2, 0.0),
}
# Names too long for one line of their place.
BROKEN = ("North Kazakhstan",)


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the figures shown."""
    shown = areas(frame)
    known = shown[shown["share_pct"].notna()]
    top, low = known.iloc[0], known.iloc[-1]
    quarter = known[known["share_pct"] > 25]
    majority = known[known["share_pct"] > 50]["area"].map(_names).tolist()
    old = known[known["basis"] == OLD_REGISTER]
    moved = known[known["moves"] == 1]["area"].map(_names).tolist()
    unknown = shown[shown["share_pct"].isna()]["area"].map(_names).tolist()
    register = "; ".join(
        f"{row['oblast']} {formats.number(row['register_share_pct'])}"
        for row in known[known["register_share_pct"].notna()].to_dict("records")
    )
    values = "; ".join(
        f"{_names(row['area'])} {formats.percent(row['share_pct'], 1)} ({row['basis']}, {row['date']})"
        for row in known.to_dict("records")
    )
    return Words(
        finding=(
            f"Russians are a majority in {formats.series(majority) if majority else 'none'} of {len(known)} areas and more than "
            f"a quarter in {formats.count(len(quarter))}, most in {_names(top['area'])} ({formats.percent(top['share_pct'])})"
        ),
        subtitle="Russian share of the population by oblast, per cent, latest published figure (year in brackets), boundaries of June 2022",
        note=(
            f"hatched: register of before the census of {CENSUS_YEAR}, {len(old)} areas; plain: the census or the register corrected by it. "
            f"The two must not be compared: where both are published the old register stands higher ({register}). "
            + (
                f"On the census base {formats.series(moved)} (*) would be a class lower. "
                if moved
                else "No area would change its class on the census base. "
            )
            + "Dashed: oblasts of today with one figure for both. "
            + (f"No figure: {formats.series(unknown)}. " if unknown else "")
            + DISCLAIMER
        ),
        alt=(
            f"Map of Kazakhstan shaded by the Russian share: darkest in {_names(top['area'])} ({formats.percent(top['share_pct'])}), then "
            f"{formats.series(quarter['area'].iloc[1:].map(_names).tolist())}; lightest in {_names(low['area'])} ({formats.percent(low['share_pct'])}). "
            f"Hatching marks {len(old)} areas with a figure of before the census."
        ),
        description=f"Russian share by area, highest first: {values}.",
    )


def _names(area: str) -> str:
    return formats.series(area.split(";"))


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Figure, basis and date of each area."""
    return {
        f"area-{row['iso_3166_2']}": f"{row['oblast']}: "
        + (
            f"{formats.percent(row['share_pct'], 1)} ({row['basis']}, {row['date']}), grade {row['grade']}"
            if pd.notna(row["share_pct"])
            else "no figure"
        )
        for row in frame.to_dict("records")
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Areas shaded by class, hatched where the basis is an old register, each with its figure and year."""
    ax, drawn = maps.oblasts(panel, layers, "oblasts_2022", KEY_ROOM)
    shapes = drawn.set_index("oblast").geometry
    codes = frame.set_index("oblast")["iso_3166_2"]
    for row in sorted(areas(frame).to_dict("records"), key=lambda row: row["area"] in CITY_LABELS):
        members = row["area"].split(";")
        known = pd.notna(row["share_pct"])
        colour = COLOURS[int(row["class"]) - 1] if known else style.NO_DATA
        hatched = row["basis"] == OLD_REGISTER
        city = row["area"] in CITY_LABELS
        whole = shapely.union_all(shapes[members].to_numpy())
        outline: dict[str, Any] = {
            "edgecolor": style.INK if city else style.WHITE,
            "linewidth": 0.5 if city else 0.9,
            "hatch": HATCH if hatched else None,
            "hatchcolor": (*to_rgb(style.INK), 0.35),
        }
        if len(members) == 1:
            maps.area(
                ax,
                whole,
                f"area-{codes[members[0]]}",
                facecolor=colour,
                zorder=6 if city else 4,
                **outline,
            )
        else:
            for name in members:
                maps.area(
                    ax,
                    shapes[name],
                    f"area-{codes[name]}",
                    facecolor=colour,
                    edgecolor=colour,
                    linewidth=0.3,
                    zorder=4,
                )
            maps.area(ax, whole, facecolor="none", zorder=5, **outline)
            inner = shapely.intersection(shapes[members[0]].boundary, shapes[members[1]].boundary)
            maps.area(
                ax,
                shapely.line_merge(inner),
                facecolor="none",
                edgecolor=style.INK,
                linewidth=0.7,
                linestyle=(0, (3, 2)),
                zorder=6,
            )
        _label(ax, panel, row, whole, colour, city=city)
    # The lowest class is nearly as pale as the neighbours: the outline keeps them apart.
    outline = shapely.union_all(shapes.to_numpy())
    maps.area(ax, outline, facecolor="none", edgecolor=style.GREY, linewidth=0.7, zorder=6)
    maps.scale_bar(ax, panel, x=panel.width - 48, y=4)
    _key(ax, panel, frame)


def _label(
    ax: Axes,
    panel: Panel,
    row: Mapping[Hashable, Any],
    shape: shapely.Geometry,
    colour: str,
    *,
    city: bool,
) -> None:
    """Name, share and year at an area, beside it for a city."""
    names = [name.removesuffix(" oblast").removesuffix(" city") for name in row["area"].split(";")]
    year = str(row["date"])[:4]
    figure = (
        f"{formats.number(row['share_pct'])}{'*' if row['moves'] else ''} ({year})"
        if pd.notna(row["share_pct"])
        else "no data"
    )
    millimetre = maps.metres_per_mm(ax, panel)
    centre = shape.centroid if city else shape.representative_point()
    first = str(row["area"]).split(";")[0]
    dx, dy = CITY_LABELS.get(first, MOVED.get(first, (0.0, 0.0)))
    x, y = centre.x + dx * millimetre, centre.y + dy * millimetre
    if city:
        ax.plot([centre.x, x], [centre.y, y], color=style.INK, linewidth=0.5, zorder=7)
        maps.label(ax, x, y, f"{names[0]} {figure}", ground=style.WHITE, weight="semibold")
        return
    name = " +\n".join(names)
    if first in BROKEN:
        name = name.replace(" ", "\n", 1)
    light = colour in COLOURS[-2:]
    maps.label(
        ax,
        x,
        y,
        f"{name}\n{figure}",
        color=style.WHITE if light else style.INK,
        ground=colour if row["basis"] == OLD_REGISTER else None,
    )


def _key(ax: Axes, panel: Panel, frame: pd.DataFrame) -> None:
    """Closed class limits, the hatching and the dashed line; no data only where there is some."""
    classes = [
        (colour, "", f"{low:.0f} to under {high:.0f}" if high < 100 else f"{low:.0f} and more")
        for colour, low, high in zip(COLOURS, LIMITS[:-1], LIMITS[1:], strict=True)
    ]
    if frame["share_pct"].isna().any():
        classes.append((style.NO_DATA, "", "no data"))
    key = maps.class_key(ax, panel, "Russian share, %", classes, width=75)
    x, y = 33.0, maps.KEY_FOOT + 1.3
    maps.key_entry(key, x, y + maps.KEY_ROW, style.WHITE, HATCH, "old register")
    dashes = (0, (3, 2))
    key.add_line(Line2D([x, x + 5.5], [y + 1, y + 1], color=style.INK, linewidth=0.7, linestyle=dashes))
    key.text(x + 7.2, y, "one figure for both", size=style.SMALL_SIZE, va="baseline")
