"""The map of the Russian share by oblast: the latest published figure, its date and its basis.

A figure of a territory that has been divided since is drawn for that territory, not for its parts.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
import shapely
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from kazbrief.exhibits import charts, maps, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import count, number, percent, series
from kazbrief.measures.frames import rows
from kazbrief.measures.russian_share import CENSUS_YEAR, LIMITS, OLD_REGISTER, areas
from kazbrief.measures.thresholds import HALF_PCT

COLOURS = style.RUST
KEY_ROOM = 1.25e5
QUARTER_PCT = 25
DASHES = (0, (3, 2))
OFF = entry("fig-russian-share-map").labels
# A name too long for one line of its place.
BROKEN = {"North Kazakhstan": "North\nKazakhstan"}


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the ends, how many areas stand above a half and a quarter, and what rests on an old base."""
    shown = areas(frame)
    shown = shown.assign(names=[series(area.split(";")) for area in shown["area"]])
    published = shown[shown["share_pct"].notna()]
    highest, *_, lowest = rows(published)
    above_quarter = published.loc[published["share_pct"] > QUARTER_PCT, "names"].tolist()
    moved = series(published.loc[published["moves"] == 1, "names"].tolist())
    both = rows(published[published["register_share_pct"].notna()])
    return {
        "majority": series(published.loc[published["share_pct"] > HALF_PCT, "names"].tolist()) or "none",
        "areas": len(published),
        "above_quarter": count(len(above_quarter)),
        "highest": highest.names,
        "high": percent(highest.share_pct),
        "next": series(above_quarter[1:]),
        "lowest": lowest.names,
        "low": percent(lowest.share_pct),
        "census": CENSUS_YEAR,
        "old": (published["basis"] == OLD_REGISTER).sum(),
        "both": "; ".join(f"{row.oblast} {number(row.register_share_pct)}" for row in both),
        "moving": f"On the census base {moved} (*) would be a class lower"
        if moved
        else "No area would change its class on the census base",
        "unknown": series(shown.loc[shown["share_pct"].isna(), "names"].tolist()),
        "each_share": "; ".join(f"{row.names} {share(row)}" for row in rows(published)),
    }


def share(row: Any) -> str:
    """A figure with its basis and date."""
    return f"{percent(row.share_pct, 1)} ({row.basis}, {row.date})"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Figure, basis and date of each area."""
    return {
        f"area-{row.iso_3166_2}": f"{row.oblast}: "
        + ("no figure" if pd.isna(row.share_pct) else f"{share(row)}, grade {row.grade}")
        for row in rows(frame)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Areas shaded by class, hatched where the basis is an old register, each with its figure and year."""
    chart = maps.of_oblasts(panel, layers, "oblasts_2022", KEY_ROOM)
    shapes = chart.units(layers["oblasts_2022"])
    gids = {row.oblast: f"area-{row.iso_3166_2}" for row in rows(frame)}
    for row in sorted(areas(frame).to_dict("records"), key=lambda row: row["area"] in maps.CITIES):
        members = row["area"].split(";")
        colour = style.NO_DATA if pd.isna(row["share_pct"]) else COLOURS[int(row["class"]) - 1]
        whole = shapely.union_all([shapes[name] for name in members])
        _area(chart, {gids[name]: shapes[name] for name in members}, whole, row, colour)
        year = f"{'*' if row['moves'] else ''} ({str(row['date'])[:4]})"
        chart.unit_label(
            members[0],
            whole,
            " +\n".join(BROKEN.get(name, maps.short(name)) for name in members),
            "no data" if pd.isna(row["share_pct"]) else f"{number(row['share_pct'])}{year}",
            OFF,
            color=style.WHITE if colour in COLOURS[-2:] else style.INK,
            ground=colour if row["basis"] == OLD_REGISTER else None,
        )
    # The lowest class is nearly as pale as the neighbours: the outline keeps them apart.
    outline = shapely.union_all(list(shapes.values()))
    chart.area(outline, facecolor="none", edgecolor=style.GREY, linewidth=0.7, zorder=6)
    chart.scale_bar(x=panel.width - 48)
    _key(chart, missing=bool(frame["share_pct"].isna().any()))


def _area(chart: maps.Map, shapes: dict[str, Any], whole: Any, row: dict[Any, Any], colour: str) -> None:
    """An area with its outline and hatching; oblasts of today that share a figure are parted by a dashed line."""
    city = row["area"] in maps.CITIES
    outline: dict[str, Any] = {
        "edgecolor": style.INK if city else style.WHITE,
        "linewidth": 0.5 if city else 0.9,
        "hatch": maps.HATCH if row["basis"] == OLD_REGISTER else None,
        "hatchcolor": (*to_rgb(style.INK), 0.35),
    }
    if len(shapes) == 1:
        chart.area(whole, *shapes, facecolor=colour, zorder=6 if city else 4, **outline)
        return
    for gid, shape in shapes.items():
        chart.area(shape, gid, facecolor=colour, edgecolor=colour, linewidth=0.3, zorder=4)
    chart.area(whole, facecolor="none", zorder=5, **outline)
    one, other, *_ = shapes.values()
    inner = shapely.line_merge(shapely.intersection(one.boundary, other.boundary))
    chart.area(inner, facecolor="none", edgecolor=style.INK, linewidth=0.7, linestyle=DASHES, zorder=6)


def _key(chart: maps.Map, *, missing: bool) -> None:
    """Closed class limits, the hatching and the dashed line; no data only where there is some."""
    classes = [
        (colour, "", f"{low:.0f} to under {high:.0f}" if high < LIMITS[-1] else f"{low:.0f} and more")
        for colour, (low, high) in zip(COLOURS, pairwise(LIMITS), strict=True)
    ]
    if missing:
        classes.append((style.NO_DATA, "", "no data"))
    key = chart.class_key("Russian share, %", classes, width=75)
    x, y = 33.0, maps.KEY_FOOT + 1.3
    charts.box_entry(key, x, y + maps.KEY_ROW, "old register", style.WHITE, maps.HATCH)
    key.add_line(Line2D([x, x + 5.5], [y + 1, y + 1], color=style.INK, linewidth=0.7, linestyle=DASHES))
    key.text(x + 7.2, y, "one figure for both", size=style.SMALL_SIZE, va="baseline")
