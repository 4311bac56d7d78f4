"""People by district: a disc a district at its seat, its area the people, its colour the largest group."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import shapely
from matplotlib.patches import Circle

from kazbrief.exhibits import charts, maps, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, NoRoom, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, series
from kazbrief.measures.frames import rows
from kazbrief.measures.people import KAZAKH, OTHERS, RUSSIAN, national_shares_of

LABELS = entry("fig-district-map").labels
# The radius of a disc of a million people, in millimetres, on a wide and on a narrow sheet.
RADIUS, RADIUS_NARROW = 5.0, 3.5
# The Kazakh share from which a class begins, per cent, where Kazakhs are the largest group.
CLASSES = (
    (80, "80 % and over", style.KAZAKHSTAN),
    (60, "60 to under 80 %", style.KAZAKHSTAN_MIDDLE),
    (0, "under 60 %", style.KAZAKHSTAN_LIGHT),
)
GROUPS = {RUSSIAN: style.RUSSIA, "Uzbek": style.OTHER_ONE, "Uyghur": style.OTHER_TWO}
SIZES = (1_000_000, 100_000, 20_000)
# Millimetres: between parts, for the title of an enlarged part, the bar of the country, the rows of the key.
GAP, TITLE, ROW = 2.0, 4.6, 4.0
BAR, BAR_NARROW = 6.0, 9.4


def color(row: Any) -> str:
    """The colour of a district's disc: of its largest group, and of the class of the Kazakh share."""
    if row.largest_group == KAZAKH:
        return next(tone for low, _, tone in CLASSES if row.kazakh_pct >= low)
    return GROUPS[row.largest_group]


def edged(tone: str) -> dict[str, Any]:
    """A colour with the edge that goes with it; that of Russians is dark, which grey print keeps."""
    edge, width = (style.INK, 0.55) if tone == style.RUSSIA else (style.GROUND, 0.35)
    return {"facecolor": tone, "edgecolor": edge, "linewidth": width}


def values(frame: pd.DataFrame) -> Values:
    """What the words name: districts by largest group, the nation, and where Russians are the largest group."""
    groups = frame["largest_group"].value_counts()
    russian = frame[frame["largest_group"] == RUSSIAN].sort_values(["oblast", "district"])
    others = frame[~frame["largest_group"].isin([KAZAKH, RUSSIAN])]
    national = national_shares_of(frame)
    return {
        "districts": len(frame),
        "kazakh_districts": groups[KAZAKH],
        "russian_districts": groups[RUSSIAN],
        "others": series([f"{row.district} ({row.largest_group}s)" for row in rows(others)]),
        "largest": series(frame["district"].head(3).tolist()),
        "span": LABELS["kilometres"],
        "people": number(frame["population"].sum()),
        "kazakhs": percent(national[KAZAKH], 1),
        "russians": percent(national[RUSSIAN], 1),
        "each_russian": "; ".join(
            f"{row.district} ({row.oblast}) {percent(row.russian_pct, 1)}" for row in rows(russian)
        ),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """People and shares of each district."""
    texts = {}
    for row in rows(frame):
        known = row.largest_group in (KAZAKH, RUSSIAN)
        other = "" if known else f", {row.largest_group}s {percent(row.largest_pct, 1)}"
        texts[f"disc-{row.district_id}"] = (
            f"{row.district}, {row.oblast}: {number(row.population)} people, Kazakhs {percent(row.kazakh_pct, 1)}, "
            f"Russians {percent(row.russian_pct, 1)}{other}, grade {row.grade}"
        )
    return texts


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """The country as a bar over its map; beside or below, three cities enlarged with what lies around, and the key."""
    above = BAR_NARROW if panel.narrow else BAR
    _nation(panel.part(height=above), frame)
    main, cells = _parts(panel.part(top=above))
    radius = RADIUS_NARROW if panel.narrow else RADIUS
    layers, frame = maps.in_metres(layers), frame.assign(point=maps.points(frame))
    towns = frame.drop_duplicates("district").set_index("district")
    chart = _map(main, frame, layers, maps.around(layers["oblasts_2022"]), radius)
    chart.seas(layers)
    for name in LABELS["narrow" if panel.narrow else "towns"]:
        disc = _disc(towns.loc[name], chart, radius)
        chart.label_near(disc, maps.short(name), apart=True, weight="semibold")
    chart.scale_bar()
    chart.names(layers)
    for cell, city in zip(cells, LABELS["cities"], strict=False):
        cell.text(0, cell.height - 3.4, f"Around {maps.short(city)}", size=maps.SIZE, weight="bold")
        within = cell.part(top=TITLE)
        window = maps.about(tuple(towns.loc[city, ["longitude", "latitude"]]), LABELS["kilometres"])
        enlarged = _map(within, frame, layers, window, radius, ids=False)
        enlarged.edge()
        shown = shapely.contains(enlarged.frame, frame["point"].to_numpy())
        for row in rows(frame[shown & (frame["district"] != city)]):
            enlarged.label_near(_disc(row, enlarged, radius), row.district, apart=True)
    _key(cells[-1], radius)


def _parts(room: Panel) -> tuple[Panel, list[Panel]]:
    """The map, and four cells: below it in a row or, on a narrow sheet, two by two; beside it on a flat one."""
    flat = room.height < 0.6 * room.width
    across = 2 if flat or room.narrow else 4
    side = room.height / 2 - TITLE - GAP / 2 if flat else (room.width + GAP) / across - GAP
    wide, high = across * (side + GAP), 4 // across * (side + TITLE + GAP)
    width, height = (room.width - wide, room.height) if flat else (room.width, room.height - high)
    if min(width, height) < side:
        raise NoRoom(f"the map has no room by the enlarged cities, {side:.0f} mm each")
    left, top = (width + GAP, 0.0) if flat else (0.0, height + GAP)
    cells = []
    for place in range(4):
        down, aside = divmod(place, across)
        x, y = left + aside * (side + GAP), top + down * (side + TITLE + GAP)
        cells.append(room.part(left=x, top=y, width=side, height=side + TITLE))
    return room.part(width=width, height=height), cells


def _disc(row: Any, chart: maps.Map, radius: float) -> shapely.Polygon:
    """The ground of a district's disc."""
    size = radius * math.sqrt(row.population / 1e6) * chart.millimetre
    return row.point.buffer(size)


def _map(
    panel: Panel, frame: pd.DataFrame, layers: Layers, window: maps.Window, radius: float, *, ids: bool = True
) -> maps.Map:
    """Oblasts, and the discs on them, the largest first."""
    chart = maps.on_base(panel, layers, window)
    chart.country(layers["oblasts_2022"], edge=style.FAINT)
    levels = maps.DATA + np.arange(len(frame)) / len(frame)
    shown = shapely.contains(chart.frame, frame["point"].to_numpy())
    for row in rows(frame.assign(level=levels)[shown]):
        gid, size = f"disc-{row.district_id}" if ids else None, radius * math.sqrt(row.population / 1e6)
        chart.disc(row.point.coords[0], size, gid=gid, zorder=row.level, **edged(color(row)))
    return chart


def _key(panel: Panel, radius: float) -> None:
    """Colours in a column, and under it discs of some sizes, each in the next larger one."""
    entries = [(f"Kazakhs, {text}", tone) for _, text, tone in CLASSES]
    entries += [(f"{group}s", tone) for group, tone in GROUPS.items()]
    if panel.height < ROW * len(entries) + 2 * TITLE + max(2 * radius, 9.6):
        raise NoRoom(f"the key has no room in {panel.height:.0f} mm")
    key = panel.canvas(left=0, right=0, top=0, bottom=0)
    key.text(0, panel.height - 3.4, "Largest group", size=maps.SIZE, weight="bold")
    for place, (text, tone) in enumerate(entries, 1):
        y = panel.height - 2.2 - ROW * place
        key.add_artist(Circle((1.6, y), 1.4, **edged(tone)))
        charts.text(key, 4.2, y, text, size=maps.SIZE, ground=False)
    middle = radius + 0.2
    for place, people in enumerate(reversed(SIZES)):
        size, y = radius * math.sqrt(people / 1e6), 1.6 + 3.2 * place
        key.add_artist(Circle((middle, size + 0.2), size, fill=False, edgecolor=style.INK, linewidth=0.6))
        key.plot([middle, middle + radius + 2], [2 * size + 0.2, y], color=style.INK, linewidth=0.4)
        charts.text(key, middle + radius + 2.6, y, number(people), size=maps.SIZE, ground=False)
    key.text(0, max(2 * radius, 9.6) + 1.2, "People", size=maps.SIZE, weight="bold")


def _nation(panel: Panel, frame: pd.DataFrame) -> None:
    """The whole country as a bar."""
    national = national_shares_of(frame)
    parts = (
        (KAZAKH, "Kazakhs", "\u00a0% of all people", style.KAZAKHSTAN, style.GROUND),
        (OTHERS, "others", "", style.GRID, style.INK),
        (RUSSIAN, "Russians", "", style.RUSSIA, style.GROUND),
    )
    ax = panel.canvas(left=0, right=0, top=0, bottom=1.6)
    middle, left, between = (panel.height - 1.6) / 2, 0.0, "\n" if panel.narrow else " "
    for group, name, unit, tone, ink in parts:
        width = panel.width * national[group] / 100
        ax.barh(middle, width, left=left, height=2 * middle, color=tone)
        text = f"{name}{between}{number(national[group])}{unit}"
        ax.text(left + width / 2, middle, text, size=maps.SIZE, color=ink, ha="center", va="center")
        left += width
