"""Sites that Russia leases or leased in Kazakhstan: squares of their area on the map, and the area of 2005 in squares."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pandas as pd
import shapely
from matplotlib.patches import Rectangle

from kazbrief.exhibits import charts, maps, style
from kazbrief.exhibits.sheet import Layers, NoRoom, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, series
from kazbrief.measures.frames import pick_one, rows
from kazbrief.measures.sites import WEST, balance, sites

# The window in metres of the map: the centre and the west of the country.
WINDOW = (-1.66e6, -8.2e5, 7.4e5, 6.6e5)
# Small squares in a row, and hectares of one.
ACROSS, ONE_MHA = 10, 0.1
# Millimetres: the squares beside the map or below it, and a line of the call-outs under the map, the key.
BESIDE, BELOW, CALL_LINE, KEY_WIDTH = 50.0, 52.0, 3.1, 53.0


def values(frame: pd.DataFrame) -> Values:
    """What the words name: areas leased then and now, how they fail to add up, and each site."""
    drawn, land = sites(frame), balance(frame)
    largest = drawn.sort_values("area_mha").dropna(subset="area_mha").iloc[-1]
    return {
        **{name: number(getattr(land, name), 1) for name in land._fields},
        "less": percent(100 * (1 - land.after / land.before)),
        "year": int(pick_one(frame, row="total", name="after")["area_year"]),
        "sites": len(drawn),
        "ended_names": series(drawn.loc[drawn["status"] == "ended", "name"].tolist()),
        "largest": largest["name"],
        "largest_area": number(largest["area_mha"], 1),
        "squares": round(land.before / ONE_MHA),
        "kept": round(land.after / ONE_MHA),
        "each_site": "; ".join(about(row, "million hectares") for row in rows(drawn)),
    }


def dates(row: Any) -> str:
    """Until when, or since when and until when where a step says so; use that ended may have begun before its agreement."""
    if row.status == "ended":
        return f"until {str(row.last_date)[:4]}"
    return f"from {str(row.from_date)[:4]}" + ("" if pd.isna(row.until) else f", to {row.until:.0f}")


def area(row: Any, unit: str) -> str:
    """The area of a site as printed; nothing where none is published."""
    if pd.isna(row.area_mha):
        return ""
    returned = " returned" if row.status == "ended" else ""
    return f"{'together ' if row.basis == 'remainder' else ''}{number(row.area_mha, 1)}\u00a0{unit}{returned}"


def about(row: Any, unit: str) -> str:
    """Name, state, dates and area of a site."""
    return ", ".join(filter(None, (f"{row.name}: {row.status}", dates(row), area(row, unit))))


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Name, state, dates and area of each site; the number of hectares of each run of squares."""
    texts = {gid(row): f"{about(row, 'Mha')}, grade {row.grade}" for row in rows(sites(frame))}
    return texts | {f"area-{name}": f"{text}: {number(mha, 1)} Mha" for name, text, mha, *_ in runs(frame)}


def gid(row: Any) -> str:
    """The id of a site's mark."""
    return f"site-{row.Index.replace('_', '-')}"


def runs(frame: pd.DataFrame) -> list[tuple[str, str, float, str, str, str]]:
    """The area leased in 2005 in parts: name, text, million hectares, fill, edge and hatch."""
    land = balance(frame)
    west = float(sites(frame)["area_mha"][WEST])
    leased, hollow, grey = style.RUSSIA, style.GROUND, style.MUTED
    return [
        ("sary-shagan", "Sary-Shagan, leased", land.after - west, leased, leased, ""),
        ("west", "western ranges, leased", west, style.RUSSIA_LIGHT, leased, ""),
        ("returned", "returned in 2015", land.returned, hollow, leased, ""),
        ("emba", "returned with Emba", land.emba, hollow, leased, "/////"),
        ("unexplained", "not accounted for", land.unexplained, style.GRID, grey, ""),
    ]


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """The map on the left or above, its call-outs under it, the squares of 2005 on the right or below."""
    left, right = panel.split(panel.width - BESIDE, panel.height - BELOW, gap=4.0)
    _sites(left, frame, layers)
    _squares(right, frame)


def _sites(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A mark a site, with a line down to its words outside the map, from west to east."""
    drawn = sites(frame).sort_values("longitude")
    column = panel.width / len(drawn)
    texts = [
        [
            line
            for part in filter(None, (row.name, area(row, "Mha"), dates(row)))
            for line in style.wrap(part, column - 1, maps.SIZE)
        ]
        for row in rows(drawn)
    ]
    under = CALL_LINE * max(map(len, texts)) + 2.0
    upper = panel.part(height=panel.height - under)
    chart = maps.on_base(upper, layers, WINDOW)
    chart.country(layers["oblasts_2022"], edge=style.GRID)
    words = panel.canvas(left=0, right=0, top=0, bottom=0)
    for place, (row, lines) in enumerate(zip(rows(drawn), texts, strict=True)):
        x, y = maps.project(row.longitude, row.latitude)
        fill = style.GROUND if row.status == "ended" else style.RUSSIA_LIGHT
        shape = shapely.Point(x, y)
        if pd.isna(row.area_mha):
            look: dict[str, Any] = {"fill": fill, "edge": style.RUSSIA, "size": 6, "width": 1.1}
            chart.mark(shape, "^", gid=gid(row), **look)
        else:
            half = sqrt(row.area_mha * 1e10) / 2
            look = {"facecolor": fill, "edgecolor": style.RUSSIA, "linewidth": 1.1, "zorder": 5}
            look["linestyle"] = charts.DASHED if row.place == "schematic" else "-"
            shape = shapely.box(x - half, y - half, x + half, y + half)
            chart.area(shape, gid(row), **look)
        end = shapely.Point(chart.at(place * column + 1, 0))
        chart.line(shapely.get_coordinates(shapely.shortest_line(shape, end)))
        words.text(place * column + 0.5, under - 1, "\n".join(lines), size=maps.SIZE, va="top")
    chart.scale_bar()
    chart.seas(layers)
    chart.names(layers)


def _squares(panel: Panel, frame: pd.DataFrame) -> None:
    """The area of 2005 as small squares, row by row from the top, and their key under them or beside them."""
    top = panel.height - 9.5
    step = min(3.7, (panel.width - KEY_WIDTH) / ACROSS) if panel.narrow else 3.7
    deep = step * balance(frame).before / ONE_MHA / ACROSS
    x, y = (ACROSS * step + 4.0, top - 1.6) if panel.narrow else (0.0, top - deep - 3.5)
    if y < 4.3 * (len(runs(frame)) - 1):
        raise NoRoom(f"the squares have no room in {panel.height:.0f} mm")
    ax = panel.canvas(left=0, right=0, top=0, bottom=0)
    ax.text(0, panel.height - 3.4, "Ranges leased in 2005", weight="bold", size=maps.SIZE)
    told = f"{number(balance(frame).before, 1)} Mha, and what became of them"
    ax.text(0, panel.height - 7.2, told, size=maps.SIZE, color=style.MUTED)
    end = 0
    for name, text, mha, fill, line, hatch in runs(frame):
        look: dict[str, Any] = {"facecolor": fill, "edgecolor": line, "linewidth": 0.6, "hatch": hatch}
        first, end = end, end + round(mha / ONE_MHA)
        for place in range(first, end):
            down, across = divmod(place, ACROSS)
            corner = across * step, top - (down + 1) * step
            gid_ = f"area-{name}" if place == first else None
            ax.add_patch(Rectangle(corner, step - 0.5, step - 0.5, gid=gid_, **look))
        ax.add_patch(Rectangle((x, y - 1.6), 5.5, 3.2, **look))
        charts.text(ax, x + 7.2, y, f"{text}, {number(mha, 1)} Mha", size=maps.SIZE, ground=False)
        y -= 4.3
