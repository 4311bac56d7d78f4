"""How many people live in raions of each class of the Kazakh share, and which group is the largest there."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from kazbrief import formats
from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.raions import CLASSES, MAJORITY, SHARE_CLASSES, UNKNOWN, UNREAD, oblasts_in_order

COLOURS = dict(zip(CLASSES, (*style.TEAL, style.NO_DATA), strict=True))
HATCHES = {"Russian": "//////", "Uzbek": "xxxx", UNREAD: "||||", "Kazakh": ""}
# Narrower segments have no room for a figure: per cent.
LABELLED = 5.0


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the people counted."""
    people = frame["population"].sum()
    by_class = 100 * frame.groupby("kazakh_share_bin")["population"].sum() / people
    by_group = frame.groupby("largest_group")["population"].sum()
    high = by_class[list(MAJORITY)].sum()
    lowest = frame[frame["kazakh_share_bin"] == SHARE_CLASSES[0]].groupby("oblast")["share_pct"].sum()
    worst = lowest.idxmax()
    russian = frame[frame["largest_group"] == "Russian"]
    rows = []
    for name in oblasts_in_order(frame)[::-1]:
        own = frame[frame["oblast"] == name].groupby("kazakh_share_bin")["share_pct"].sum()
        rows.append(
            f"{name}: "
            + ", ".join(f"{label} {formats.percent(own[label])}" for label in CLASSES if label in own.index)
        )
    return Words(
        finding=(
            f"{formats.percent(high)} of the people live where Kazakhs are at least 60\u00a0%; "
            f"in {worst} {formats.percent(lowest.max())} live where they are under 40\u00a0%"
        ),
        subtitle="People by the Kazakh share of their raion or city (classes of about 2023), per cent of each oblast's population of early 2025",
        note=(
            f"Russians are the largest group in {russian['raions'].sum()} raions and cities with {formats.number(russian['population'].sum() / 1e6, 1)} million "
            f"people, Uzbeks in {frame.loc[frame['largest_group'] == 'Uzbek', 'raions'].sum()} with {formats.number(by_group['Uzbek'] / 1e6, 1)} million; "
            f"for {formats.number(by_group[UNREAD] / 1e6, 1)} million the largest group could not be read. "
            f"The class is unknown for {formats.percent(by_class[UNKNOWN])} of the people. Kazakhs count as the largest group wherever they are over half."
        ),
        alt=(
            f"One stacked bar for each of {frame['oblast'].nunique()} oblasts and cities, from {oblasts_in_order(frame)[0]}, wholly in the highest class, "
            f"to {worst}, where {formats.percent(lowest.max())} live in raions with under 40\u00a0% Kazakhs; hatching shows where Russians are the largest group."
        ),
        description=f"People by class of their raion's Kazakh share, per cent of each oblast: {'; '.join(rows)}.",
    )


def gid(row: Mapping[Hashable, Any]) -> str:
    """The id of the part of a bar that a row stands for."""
    return "-".join(
        ["bar", *(charts.slug(row[key]) for key in ("oblast", "kazakh_share_bin", "largest_group"))]
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """People, class and largest group of each part of a bar."""
    return {
        gid(
            row
        ): f"{row['oblast']}: {formats.percent(row['share_pct'], 1)} or {formats.number(row['population'])} people; Kazakh share "
        f"{row['kazakh_share_bin'].replace('-', '–')}{'' if row['kazakh_share_bin'] == UNKNOWN else chr(160) + '%'}; "
        f"largest group {row['largest_group']}; grade {row['grade']}"
        for row in frame.to_dict("records")
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """A bar an oblast from the lowest class to the highest; hatching for the largest group."""
    names = oblasts_in_order(frame)
    left = charts.room_for(names)
    top = _key(panel, left) + 5.5
    ax = panel.axes(left=left, right=15, top=top, bottom=6)
    ax.set_ylim(-0.6, len(names) - 0.4)
    ax.set_xlim(0, 100)
    ax.set_xticks(
        range(0, 101, 20), [f"{tick} %" if tick == 100 else str(tick) for tick in range(0, 101, 20)]
    )
    ax.set_yticks(range(len(names)), list(names[::-1]))
    ax.get_yaxis().set_tick_params(labelcolor=style.INK)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    for place, name in enumerate(names[::-1]):
        rows = frame[frame["oblast"] == name]
        _bar(ax, place, rows, 100 / (panel.width - left - 15))
        ax.text(
            101.2,
            place,
            formats.number(rows["population"].sum() / 1e6, 2),
            size=style.SMALL_SIZE,
            color=style.GREY,
            va="center_baseline",
            clip_on=False,
        )
    panel.text(
        panel.width - 14.0,
        panel.height - top + 1.4,
        "million",
        size=style.FOOT_SIZE,
        color=style.GREY,
    )


def _bar(ax: Axes, place: int, rows: pd.DataFrame, per_mm: float) -> None:
    """The bar of one oblast; ``per_mm`` is the per cent that a millimetre of it stands for."""
    left = 0.0
    for share_class in CLASSES:
        own = rows[rows["kazakh_share_bin"] == share_class]
        whole = own["share_pct"].sum()
        for row in own.to_dict("records"):
            ax.barh(
                place,
                row["share_pct"],
                left=left,
                height=0.8,
                color=COLOURS[share_class],
                edgecolor=style.INK if HATCHES[row["largest_group"]] else "none",
                hatch=HATCHES[row["largest_group"]],
                linewidth=0,
                gid=gid(row),
            )
            left += row["share_pct"]
        if len(own):
            ax.plot([left, left], [place - 0.4, place + 0.4], color=style.WHITE, linewidth=0.8)
        if whole >= LABELLED:
            text = formats.number(whole)
            if own["largest_group"].ne("Kazakh").any():
                plate = (style.text_width(text, style.FOOT_SIZE) + 0.8) * per_mm
                ax.barh(place, plate, left=left - (whole + plate) / 2, height=0.8, color=COLOURS[share_class])
            ax.text(
                left - whole / 2,
                place,
                text,
                size=style.FOOT_SIZE,
                color=style.WHITE if COLOURS[share_class] == style.TEAL[-1] else style.INK,
                ha="center",
                va="center_baseline",
            )


def _key(panel: Panel, left: float) -> float:
    """Classes first, then the largest groups, each in as many rows as needed; the height of both."""
    labels = {name: f"{name} %".replace("-", "–") for name in SHARE_CLASSES} | {UNKNOWN: "unknown"}
    groups = {"Russian": "Russians", "Uzbek": "Uzbeks", UNREAD: "not read", "Kazakh": "Kazakhs"}
    parts = (
        ("Kazakh share", [(labels[name], COLOURS[name], "") for name in CLASSES]),
        ("Largest group", [(text, style.WHITE, HATCHES[group]) for group, text in groups.items()]),
    )
    title = 21.0
    placed = []
    rows = 0
    for name, entries in parts:
        widths = [7.0 + style.text_width(text, style.SMALL_SIZE) for text, *_ in entries]
        places = charts.flow(widths, panel.width - left - title, gap=4.5)
        placed.append((name, rows, places, entries))
        rows += 1 + max(row for _, row in places)
    height = charts.KEY_ROW * rows
    key = panel.axes(left=left, right=0, top=0.5, bottom=panel.height - 0.5 - height)
    key.set_xlim(0, panel.width - left)
    key.set_ylim(0, height)
    key.set_axis_off()
    for name, first, places, entries in placed:
        y = height - charts.KEY_ROW * (first + 1) + 1.3
        key.text(0, y, name, size=style.SMALL_SIZE, weight="semibold", va="baseline")
        for (x, row), (text, colour, hatch) in zip(places, entries, strict=True):
            _swatch(key, title + x, y - charts.KEY_ROW * row, text, colour, hatch)
    return height


def _swatch(key: Axes, x: float, y: float, text: str, colour: str, hatch: str) -> None:
    box = Rectangle((x, y - 0.6), 5.5, 3.2, facecolor=colour, edgecolor=style.INK, hatch=hatch, linewidth=0.4)
    key.add_patch(box)
    key.text(x + 7.0, y, text, size=style.SMALL_SIZE, va="baseline")
