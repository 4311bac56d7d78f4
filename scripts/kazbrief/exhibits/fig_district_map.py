"""People by district: a disc a district at its seat, its area the people, its colour the largest group."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.patches import Circle

from kazbrief.exhibits import charts, maps, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, series
from kazbrief.measures.frames import rows
from kazbrief.measures.people import KAZAKH, RUSSIAN, national_shares_of

LABELS = entry("fig-district-map").labels
# Radius of a disc of a million people as part of the map's width.
RADIUS = 0.031
# The Kazakh share from which a class begins, per cent, where Kazakhs are the largest group.
CLASSES = ((80, "#0f3d6e"), (60, "#3f78b4"), (0, "#86aed4"))
GROUPS = {RUSSIAN: style.ORANGE, "Uzbek": style.GREEN, "Uyghur": style.BROWN}
KEY_ROOM = 1.2e5
SIZES = (1_000_000, 100_000, 20_000)
# A name farther from its disc than so many millimetres has a line to it.
FAR = 9.0
# Where the keys begin, as part of the width, and their height in millimetres.
KEY_LEFT, KEY_HEIGHT = 0.235, 33.0


def colour(row: Any) -> str:
    """The colour of a district."""
    if row.largest_group != KAZAKH:
        return GROUPS[row.largest_group]
    return next(tone for low, tone in CLASSES if row.kazakh_pct >= low)


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
        "people": number(frame["population"].sum()),
        "kazakhs": percent(national[KAZAKH], 1),
        "russians": percent(national[RUSSIAN], 1),
        "each_russian": "; ".join(
            f"{row.district} ({row.oblast}) {percent(row.russian_pct, 1)}" for row in rows(russian)
        ),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """People and shares of each district."""
    return {
        f"disc-{row.district_id}": f"{row.district}, {row.oblast}: {number(row.population)} people, "
        f"Kazakhs {percent(row.kazakh_pct, 1)}, Russians {percent(row.russian_pct, 1)}"
        + (
            ""
            if row.largest_group in (KAZAKH, RUSSIAN)
            else f", {row.largest_group}s {percent(row.largest_pct, 1)}"
        )
        + f", grade {row.grade}"
        for row in rows(frame)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Oblasts behind, the largest disc first, names of some towns; keys of area and colour, and the nation as a bar."""
    chart = maps.of_oblasts(panel, layers, "oblasts_2022", KEY_ROOM)
    for shape in chart.units(layers["oblasts_2022"]).values():
        chart.area(shape, facecolor=style.WHITE, edgecolor=style.SILVER, linewidth=0.6, zorder=2)
    per_person = (RADIUS * panel.width) ** 2 / 1e6
    for place, row in enumerate(rows(frame)):
        x, y = maps.project(row.longitude, row.latitude)
        radius = math.sqrt(row.population * per_person)
        disc = Circle(
            (x, y), radius * chart.millimetre, facecolor=colour(row), edgecolor=style.WHITE, linewidth=0.35
        )
        disc.set(gid=f"disc-{row.district_id}", zorder=4 + place / len(frame))
        chart.ax.add_artist(disc)
    towns = frame.drop_duplicates("district").set_index("district")
    for name, (off, align) in LABELS.items():
        seat = maps.project(*towns.loc[name, ["longitude", "latitude"]])
        if math.hypot(*off) > FAR:
            chart.line([seat, chart.moved(*seat, off)], zorder=6)
        chart.label(*chart.moved(*seat, off), maps.short(name), ha=align, weight="semibold")
    chart.scale_bar(x=panel.width - 48)
    _key(panel, per_person)
    _nation(panel, frame)
    chart.names(layers)


def _key(panel: Panel, per_person: float) -> None:
    """Colours in a column, discs of some sizes beside it."""
    texts = ["80 % and over", "60 to under 80 %", "under 60 %"]
    entries = [("Kazakhs largest", "")]
    entries += [(text, tone) for text, (_, tone) in zip(texts, CLASSES, strict=True)]
    entries += [(f"{group}s largest", tone) for group, tone in GROUPS.items()]
    key = panel.canvas(left=KEY_LEFT * panel.width, right=0, top=panel.height - KEY_HEIGHT, bottom=0)
    for place, (text, tone) in enumerate(entries):
        y = KEY_HEIGHT - 2 - maps.KEY_ROW * place
        if tone:
            key.add_artist(Circle((1.6, y), 1.4, facecolor=tone, edgecolor="none"))
        weight = "regular" if tone else "semibold"
        charts.beside(key, 4.2 if tone else 0.0, y, text, size=style.SMALL_SIZE, weight=weight)
    for place, people in enumerate(SIZES):
        radius, x = math.sqrt(people * per_person), 66.0 + (0.0, 16.0, 28.0)[place]
        key.add_artist(Circle((x, 12 - radius), radius, facecolor="none", edgecolor=style.INK, linewidth=0.6))
        key.text(x, 13.2, number(people), size=style.FOOT_SIZE, ha="center", va="baseline")


def _nation(panel: Panel, frame: pd.DataFrame) -> None:
    """The whole country as a bar."""
    national = national_shares_of(frame)
    parts = [(KAZAKH, style.BLUE), ("Others", style.RULE), (RUSSIAN, style.ORANGE)]
    ax = panel.canvas(left=2, right=panel.width - 57, top=1, bottom=panel.height - 9)
    left = 0.0
    for group, tone in parts:
        width = 55 * national[group] / 100
        ax.barh(1.8, width, left=left, height=3.4, color=tone, edgecolor=style.WHITE, linewidth=0.5)
        ink = style.INK if group == "Others" else style.WHITE
        ax.text(
            left + width / 2,
            1.8,
            number(national[group]),
            size=style.FOOT_SIZE,
            color=ink,
            ha="center",
            va="center_baseline",
        )
        left += width
    charts.beside(ax, 0, 5.6, "Kazakhs, others and Russians in the country, %", size=style.FOOT_SIZE)
