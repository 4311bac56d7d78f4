"""The Kazakh share of each oblast against the distance from the border with Russia: bounds against bounds."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.distance import rank_correlations

COLOURS = {1: style.ORANGE, 0: style.BLUE}
MARKERS = {1: "o", 0: "D"}


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the bounds plotted."""
    near = frame[frame["borders_russia"] == 1].sort_values("midpoint_pct")
    low, high = near.iloc[0], near.iloc[-1]
    correlations = rank_correlations(frame)["spearman"]
    values = "; ".join(
        f"{row['oblast']} {formats.number(row['border_km'])} km ({formats.number(row['nearest_km'])}–{formats.number(row['farthest_km'])}), "
        f"{formats.percent_range(row['lower_pct'], row['upper_pct'])}"
        for row in frame.to_dict("records")
    )
    return Words(
        finding=(
            f"Nearness to Russia alone does not tell the Kazakh share: on the border it runs from "
            f"{formats.percent_range(low['lower_pct'], low['upper_pct'])} in {low['oblast']} to "
            f"{formats.percent_range(high['lower_pct'], high['upper_pct'])} in {high['oblast']}"
        ),
        subtitle="Kazakh share of the population (bounds, per cent, about 2023) by distance of the oblast from the border with Russia, kilometres",
        note=(
            "points stand at the centroid of the oblast's area, lines run from its nearest to its farthest place: where in the oblast its people live is not "
            "known here. Bars are the bounds that the raions' classes allow. Spearman's rank correlation of distance and share is "
            f"{formats.number(correlations.min(), 2)} to {formats.number(correlations.max(), 2)} (at the lower limits, midpoints and upper limits)."
        ),
        alt=(
            f"{len(frame)} oblasts and cities in rows by distance from the Russian border, {formats.number(frame['border_km'].min())} to "
            f"{formats.number(frame['border_km'].max())} km, with a bar for the share. The {len(near)} oblasts on the border have both the lowest ({low['oblast']}) and the highest share ({high['oblast']}); "
            "the bars show no clear slope."
        ),
        description=f"Distance of the centroid (nearest to farthest place) and bounds of the Kazakh share, nearest first: {values}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The distances and the bound of each oblast, at its two marks."""
    texts = {}
    for row in frame.to_dict("records"):
        name, grade = charts.slug(row["oblast"]), f"grade {row['grade']}"
        reach = f"{formats.number(row['nearest_km'])}–{formats.number(row['farthest_km'])}"
        texts[f"centre-{name}"] = (
            f"{row['oblast']}: {formats.number(row['border_km'])} km from the border ({reach}), {grade}"
        )
        texts[f"bound-{name}"] = (
            f"{row['oblast']}: {formats.percent_range(row['lower_pct'], row['upper_pct'])}, {grade}"
        )
    return texts


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """A row an oblast, nearest first: its distance on the left, its share on the right."""
    left, gap, right = charts.room_for(frame["oblast"]), 9.0, 6.0
    entries = [
        (text, MARKERS[borders], COLOURS[borders], COLOURS[borders])
        for borders, text in ((1, "on the border"), (0, "not on the border"))
    ]
    top = charts.marker_key(panel, entries, left=left) + 8
    half = (panel.width - left - gap - right) / 2
    distance = panel.axes(left=left, right=panel.width - left - half, top=top, bottom=6)
    share = panel.axes(left=left + half + gap, right=right, top=top, bottom=6)
    places = range(len(frame))
    for ax, title in ((distance, "Distance, km"), (share, "Kazakh share, %")):
        ax.set_ylim(len(frame) - 0.4, -0.6)
        ax.grid(axis="x", color=style.RULE, linewidth=0.5)
        ax.spines["left"].set_visible(False)
        ax.set_title(title, loc="left", size=style.TEXT_SIZE, color=style.INK, weight="semibold", pad=5)
    distance.set_xlim(-15, 1300)
    distance.set_xticks(range(0, 1201, 400), [f"{tick:,}" for tick in range(0, 1201, 400)])
    distance.set_yticks(places, list(frame["oblast"]))
    distance.get_yaxis().set_tick_params(labelcolor=style.INK)
    share.set_xlim(20, 101)
    share.set_xticks(range(20, 101, 20))
    share.set_yticks([])
    share.axvline(50, color=style.INK, linewidth=0.9, linestyle=(0, (4, 2)), gid="half")
    for place, row in enumerate(frame.to_dict("records")):
        colour = COLOURS[row["borders_russia"]]
        name = charts.slug(row["oblast"])
        distance.plot(
            [row["nearest_km"], row["farthest_km"]],
            [place, place],
            color=colour,
            linewidth=1.2,
            solid_capstyle="butt",
            gid=f"reach-{name}",
        )
        distance.plot(
            [row["border_km"]],
            [place],
            MARKERS[row["borders_russia"]],
            markersize=5,
            color=colour,
            gid=f"centre-{name}",
        )
        share.barh(
            place,
            row["upper_pct"] - row["lower_pct"],
            left=row["lower_pct"],
            height=0.6,
            color=colour,
            edgecolor="none",
            gid=f"bound-{name}",
        )
