"""How many people live in raions of each class of the Kazakh share, and which group is the largest there."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent
from kazbrief.measures.frames import rows
from kazbrief.measures.raions import CLASSES, MAJORITY, SHARE_CLASSES, UNKNOWN, UNREAD, oblasts_in_order

LABELS = {name: f"{name} %".replace("-", "–") for name in SHARE_CLASSES} | {UNKNOWN: UNKNOWN}
COLOURS = dict(zip(CLASSES, (*style.TEAL, style.NO_DATA), strict=True))
HATCHES = {"Russian": "//////", "Uzbek": "xxxx", UNREAD: "||||", "Kazakh": ""}
GROUPS = {"Russian": "Russians", "Uzbek": "Uzbeks", UNREAD: UNREAD, "Kazakh": "Kazakhs"}
# Narrower segments have no room for a figure: per cent.
LABELLED = 5.0
# Room for the figures beside the bars, and for the titles of the key.
RIGHT, TITLE = 15.0, 21.0


def values(frame: pd.DataFrame) -> Values:
    """What the words name: people by class and by largest group, the oblast with most in the lowest class."""
    by_class = 100 * frame.groupby("kazakh_share_bin")["population"].sum() / frame["population"].sum()
    groups = frame.groupby("largest_group")[["population", "raions"]].sum()
    shares = frame.pivot_table("share_pct", "oblast", "kazakh_share_bin", "sum")
    lowest, names = shares[SHARE_CLASSES[0]], oblasts_in_order(frame)

    def million(group: str) -> str:
        return number(groups["population"][group] / 1e6, 1)

    return {
        "high": percent(by_class[list(MAJORITY)].sum()),
        "lowest": str(lowest.idxmax()),
        "lowest_share": percent(lowest.max()),
        "highest": names[0],
        "oblasts": len(names),
        "russian_raions": groups["raions"]["Russian"],
        "russian_people": million("Russian"),
        "uzbek_raions": groups["raions"]["Uzbek"],
        "uzbek_people": million("Uzbek"),
        "unread_people": million(UNREAD),
        "unknown": percent(by_class[UNKNOWN]),
        "each": "; ".join(
            f"{name}: "
            + ", ".join(f"{c} {percent(shares[c][name])}" for c in CLASSES if shares[c].notna()[name])
            for name in names[::-1]
        ),
    }


def gid(row: Any) -> str:
    """The id of the part of a bar that a row stands for."""
    parts = (row.oblast, row.kazakh_share_bin, row.largest_group)
    return "-".join(["bar", *map(charts.slug, parts)])


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """People, class and largest group of each part of a bar."""
    return {
        gid(row): f"{row.oblast}: {percent(row.share_pct, 1)} or {number(row.population)} people; "
        f"Kazakh share {LABELS[row.kazakh_share_bin].replace(' %', chr(160) + '%')}; "
        f"largest group {row.largest_group}; grade {row.grade}"
        for row in rows(frame)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A bar an oblast from the lowest class to the highest; hatching for the largest group."""
    names = oblasts_in_order(frame)[::-1]
    left = charts.room_for(names)
    top = _key(panel, left) + 5.5
    ax = panel.axes(left=left, right=RIGHT, top=top, bottom=6)
    ax.set_ylim(-0.6, len(names) - 0.4)
    ax.set_xlim(0, 100)
    charts.value_axis(ax, range(0, 101, 20), unit=" %")
    ax.grid(visible=False)
    charts.name_axis(ax, range(len(names)), names)
    ax.spines["bottom"].set_visible(False)
    for place, name in enumerate(names):
        own = frame[frame["oblast"] == name]
        _bar(ax, place, own, 100 / (panel.width - left - RIGHT))
        people = number(own["population"].sum() / 1e6, 2)
        charts.beside(ax, 101.2, place, people, size=style.SMALL_SIZE, color=style.GREY)
    million: dict[str, Any] = {"size": style.FOOT_SIZE, "color": style.GREY}
    panel.text(panel.width - RIGHT + 1, panel.height - top + 1.4, "million", **million)


def _bar(ax: Axes, place: int, frame: pd.DataFrame, per_mm: float) -> None:
    """The bar of one oblast; ``per_mm`` is the per cent that a millimetre of it stands for."""
    left = 0.0
    for name in CLASSES:
        own, colour = frame[frame["kazakh_share_bin"] == name], COLOURS[name]
        for row in rows(own):
            hatch = HATCHES[row.largest_group]
            how: dict[str, Any] = {
                "hatch": hatch,
                "edgecolor": style.INK if hatch else "none",
                "linewidth": 0,
            }
            ax.barh(place, row.share_pct, left=left, height=0.8, color=colour, gid=gid(row), **how)
            left += row.share_pct
        if own.empty:
            continue
        ax.plot([left, left], [place - 0.4, place + 0.4], color=style.WHITE, linewidth=0.8)
        whole = own["share_pct"].sum()
        if whole >= LABELLED:
            text, middle = number(whole), left - whole / 2
            if own["largest_group"].ne("Kazakh").any():
                ground = (style.text_width(text, style.FOOT_SIZE) + 0.8) * per_mm
                ax.barh(place, ground, left=middle - ground / 2, height=0.8, color=colour)
            ink = style.WHITE if colour == style.TEAL[-1] else style.INK
            ax.text(middle, place, text, size=style.FOOT_SIZE, color=ink, ha="center", va="center_baseline")


def _key(panel: Panel, left: float) -> float:
    """Classes first, then the largest groups, each in as many rows as needed; the height of both."""
    parts = (
        ("Kazakh share", [(text, COLOURS[name], "") for name, text in LABELS.items()]),
        ("Largest group", [(text, style.WHITE, HATCHES[group]) for group, text in GROUPS.items()]),
    )
    placed: list[tuple[str, float, float, str, str]] = []
    row = 0
    for title, entries in parts:
        placed.append((title, 0.0, row, "", ""))
        widths = [7.0 + style.text_width(text, style.SMALL_SIZE) for text, *_ in entries]
        places = charts.flow(widths, panel.width - left - TITLE, gap=4.5)
        placed += [
            (text, TITLE + x, row + down, colour, hatch)
            for (x, down), (text, colour, hatch) in zip(places, entries, strict=True)
        ]
        row += 1 + max(down for _, down in places)
    height = charts.KEY_ROW * row
    key = panel.canvas(left=left, right=0, top=0.5, bottom=panel.height - 0.5 - height)
    for text, x, down, colour, hatch in placed:
        y = height - charts.KEY_ROW * (down + 1) + 1.3
        if colour:
            charts.box_entry(key, x, y, text, colour, hatch, edge=style.INK, gap=1.5)
        else:
            key.text(x, y, text, size=style.SMALL_SIZE, weight="semibold", va="baseline")
    return height
