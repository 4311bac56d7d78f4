"""What is certain about the Kazakh share of each oblast, with the published figures drawn over it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import style
from kazbrief.exhibits.record import Words
from kazbrief.measures.frames import rows
from kazbrief.measures.oblasts import bounds_of, points_of

DATA = "kazbrief.measures.oblasts:bounds_and_points"
HEIGHT = 86.0

# How each basis is drawn, from the firmest; the mark differs in shape as well as in colour.
BASES: dict[str, tuple[str, str, str]] = {
    "census": ("census of 2021", "o", style.ORANGE),
    "register after 2021 census": ("register after the census (2023)", "D", style.INK),
    "register before 2021 census": ("register before the census (2021–2022)", "s", style.WHITE),
}


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the bounds and points plotted."""
    bounds = bounds_of(frame)
    points = points_of(frame)
    majority = bounds[bounds["lower_pct"] > 50]
    minority = bounds[bounds["upper_pct"] < 50]
    inside = int(points["inside"].sum())
    dates = f"{points['date'].str[:4].min()}–{points['date'].str[:4].max()}"
    outside = points[points["inside"] == 0]["oblast"].tolist()
    agreement = (
        f"all {len(points)} published points lie inside their bounds"
        if not outside
        else f"{inside} of {len(points)} published points lie inside; not {formats.series(sorted(set(outside)))}"
    )
    values = "; ".join(
        f"{row.oblast} {formats.percent_range(row.lower_pct, row.upper_pct)}" for row in rows(bounds)
    )
    return Words(
        finding=(
            f"Kazakhs are certainly a majority in {len(majority)} of {len(bounds)} oblasts and cities, and certainly not in "
            f"{formats.series(minority['oblast'].tolist()) if len(minority) else 'none'}"
        ),
        subtitle=f"Kazakh share of the population, per cent: bounds from raion data of about 2023 (bars) and published figures of {dates} (marks)",
        note=(
            "a bar runs from the lowest to the highest share that the raions' published classes allow, weighted by population "
            f"(method of bounds, Duncan and Davis 1953). It is no error margin: the true share lies inside. {formats.capital(agreement)}."
        ),
        alt=(
            f"Horizontal bars, one for each of {len(bounds)} oblasts and cities, from {bounds.iloc[0]['oblast']} "
            f"({formats.percent_range(bounds.iloc[0]['lower_pct'], bounds.iloc[0]['upper_pct'])}) to {bounds.iloc[-1]['oblast']} "
            f"({formats.percent_range(bounds.iloc[-1]['lower_pct'], bounds.iloc[-1]['upper_pct'])}); marks show {len(points)} published figures."
        ),
        description=f"Bounds of the Kazakh share by oblast: {values}.",
    )


def gid(row: Mapping[Hashable, Any]) -> str:
    """The id of the bar or point of a row."""
    name = style.slug(row["oblast"])
    return (
        f"bound-{name}" if row["kind"] == "bound" else f"point-{name}-{style.slug(row['kind'])}-{row['date']}"
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The bound of each bar and the share of each point, with its basis and date."""
    return {
        gid(
            row
        ): f"{row['oblast']}: {formats.percent_range(row['lower_pct'], row['upper_pct'], 0 if row['kind'] == 'bound' else 1)} "
        f"({row['kind']}{', ' + row['date'] if pd.notna(row['date']) else ''}), grade {row['grade']}"
        for row in frame.to_dict("records")
    }


def draw(panel: style.Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """A bar an oblast from bound to bound, its ends in figures, published points over it."""
    bounds = bounds_of(frame)
    shown = {basis: mark for basis, mark in BASES.items() if (frame["kind"] == basis).any()}
    entries = [(name, marker, fill, style.INK) for name, marker, fill in shown.values()]
    left = panel.label_room(bounds["oblast"])
    ax = panel.axes(left=left, right=8, top=style.marker_key(panel, entries, left=left) + 3, bottom=6)
    ax.set_ylim(-0.7, len(bounds) - 0.3)
    ax.set_xlim(15, 104)
    ax.set_xticks(
        range(20, 101, 20), [f"{tick} %" if tick == 100 else str(tick) for tick in range(20, 101, 20)]
    )
    ax.set_yticks(range(len(bounds)), [panel.name(name) for name in bounds["oblast"]])
    ax.get_yaxis().set_tick_params(labelcolor=style.INK)
    ax.grid(axis="x", color=style.RULE, linewidth=0.5)
    ax.axvline(50, color=style.INK, linewidth=0.9, linestyle=(0, (4, 2)), gid="half")
    ax.spines["left"].set_visible(False)
    place = {row.oblast: number for number, row in enumerate(rows(bounds))}
    plate = {"facecolor": style.WHITE, "edgecolor": "none", "pad": 0.8}
    for row in rows(bounds):
        y = place[row.oblast]
        ax.barh(
            y,
            row.upper_pct - row.lower_pct,
            left=row.lower_pct,
            height=0.66,
            color="#b9d0e6",
            edgecolor="none",
            gid=gid(row._asdict()),
        )
        ax.text(
            row.lower_pct - 0.7,
            y,
            formats.number(row.lower_pct),
            bbox=plate,
            size=style.FOOT_SIZE,
            color=style.GREY,
            ha="right",
            va="center",
        )
        ax.text(
            row.upper_pct + 0.7,
            y,
            formats.number(row.upper_pct),
            bbox=plate,
            size=style.FOOT_SIZE,
            color=style.GREY,
            ha="left",
            va="center",
        )
    for row in rows(points_of(frame)):
        _, marker, fill = BASES[row.kind]
        ax.plot(
            [row.lower_pct],
            [place[row.oblast]],
            marker,
            markersize=4.4,
            markerfacecolor=fill,
            markeredgecolor=style.INK,
            markeredgewidth=0.8,
            gid=gid(row._asdict()),
            zorder=5,
        )
