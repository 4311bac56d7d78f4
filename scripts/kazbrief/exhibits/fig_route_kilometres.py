"""Kilometres of each route in Russia, Kazakhstan and elsewhere, beside the lengths in print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.routes import AT_SEA, PUBLISHED, TERRITORIES, published_of, routes_of

COLOURS = dict(zip(TERRITORIES, (style.ORANGE, style.BLUE, "#b4bdc6", style.WHITE), strict=True))
SUBJECT = "CPC"
GROUPS = (("oil", "Crude oil"), ("gas", "Natural gas"))


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the lengths plotted."""
    routes = routes_of(frame)
    crossing = routes[routes["Russia"] > 0]
    subject = routes[routes["pipeline_id"] == SUBJECT].iloc[0]
    gap = published_of(frame)["deviation_pct"]
    compared = published_of(frame)["pipeline_id"].nunique()
    listed = "; ".join(
        f"{row['name']}: "
        + ", ".join(f"{formats.number(row[t])} in {t}" for t in TERRITORIES if row[t] > 0).replace(
            f"in {AT_SEA}", AT_SEA
        )
        for _, row in routes.iterrows()
    )
    ends = f"from {formats.number(-gap.min(), 1)} % shorter to {formats.number(gap.max(), 1)} % longer"
    return Words(
        finding=(
            f"Of the {formats.number(subject['total'])} km of the CPC line {formats.number(subject['Russia'])} lie in Russia; "
            f"{len(crossing)} of the {len(routes)} routes drawn have kilometres there"
        ),
        subtitle="Length of oil and gas routes by territory crossed, kilometres on the ellipsoid between named places; marks: published lengths",
        note=(
            "routes are schematic, chains of named places joined by geodesic lines, and so come out shorter than the pipe: against "
            f"{len(gap)} published lengths of {formats.number(compared)} routes, {ends} (median {formats.number(gap.median(), 1)}\u00a0%). "
            "At right: geodesic less published, per cent. Only kilometres between the places listed count; no line is followed beyond them."
        ).replace(" %", "\u00a0%"),
        alt=(
            f"Stacked horizontal bars, one for each of {len(routes)} routes, split into kilometres in Russia, Kazakhstan, other countries and at sea. "
            f"{subject['name']}: {formats.number(subject['Russia'])} of {formats.number(subject['total'])} kilometres in Russia. Marks for published lengths stand mostly to the right of the bars' ends."
        ),
        description=f"Kilometres by route: {listed}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Kilometres of each part of a bar, and the published lengths of a route."""
    texts: dict[str, str] = {}
    for row in frame.to_dict("records"):
        name = mark_name(row["pipeline_id"], row["territory"])
        what = row["territory"] if row["territory"] in (AT_SEA, PUBLISHED) else f"in {row['territory']}"
        told = f"{formats.number(row['length_km'])} km {what}, grade {row['grade']}"
        texts[name] = f"{texts[name]}; {told}" if name in texts else f"{row['name']}: {told}"
    return texts


def mark_name(route: str, territory: str) -> str:
    """A part's id in the drawing."""
    return charts.slug(f"{route.replace('_', '-')}-{territory}")


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """A stacked bar a route, oil above gas; Russian kilometres from zero, published lengths as marks."""
    routes, printed = routes_of(frame), published_of(frame)
    left = 1.0 if panel.narrow else 41.0
    ax = panel.axes(left=41, right=16, top=7 + _key(panel, left), bottom=7)
    beside = 1.0 + 2.2 / (panel.width - 41 - 16)
    top = 0.0
    rows: list[tuple[float, pd.Series]] = []
    heads: list[tuple[float, str]] = []
    for commodity, title in GROUPS:
        heads.append((top, title))
        top += 1.0
        for _, row in routes[routes["commodity"] == commodity].iterrows():
            rows.append((top, row))
            top += 1.0
        top += 0.3
    ax.set_ylim(top - 0.5, -0.7)
    ax.set_xlim(0, 2900)
    ticks = range(0, 2501, 1000 if panel.narrow else 500)
    ax.set_xticks(ticks, [f"{tick:,} km" if tick == ticks[-1] else f"{tick:,}" for tick in ticks])
    ax.grid(axis="x", color=style.RULE, linewidth=0.5)
    ax.spines["left"].set_visible(False)
    ax.set_yticks([y for y, _ in rows], [row["name"] for _, row in rows])
    ax.tick_params(axis="y", labelcolor=style.INK)
    across = ax.get_yaxis_transform()
    for y, title in heads:
        ax.text(
            -0.005,
            y,
            title,
            transform=across,
            size=style.TEXT_SIZE,
            weight="bold",
            ha="right",
            va="center_baseline",
        )
    for y, row in rows:
        start = 0.0
        for territory in TERRITORIES:
            if row[territory] > 0:
                ax.barh(
                    y,
                    row[territory],
                    left=start,
                    height=0.66,
                    facecolor=COLOURS[territory],
                    edgecolor=style.GREY if territory == AT_SEA else "none",
                    linewidth=0.5,
                    linestyle=(0, (2, 1.2)) if territory == AT_SEA else "-",
                    gid=mark_name(row["pipeline_id"], territory),
                    zorder=3,
                )
                if territory == "Russia" and row[territory] > (300 if panel.narrow else 140):
                    ax.text(
                        row[territory] - 18,
                        y,
                        formats.number(row[territory]),
                        color=style.WHITE,
                        weight="semibold",
                        size=style.FOOT_SIZE,
                        ha="right",
                        va="center_baseline",
                        zorder=5,
                    )
                start += row[territory]
        own = printed[printed["pipeline_id"] == row["pipeline_id"]]
        if len(own):
            ax.plot(
                own["length_km"],
                [y] * len(own),
                linestyle="none",
                marker="D",
                markersize=3.6,
                markerfacecolor=style.WHITE,
                markeredgecolor=style.INK,
                markeredgewidth=0.8,
                gid=mark_name(row["pipeline_id"], PUBLISHED),
                zorder=6,
            )
            low, high = own["deviation_pct"].min(), own["deviation_pct"].max()
            ends = list(dict.fromkeys(signed(value) for value in (high, low)))
            ax.text(
                beside,
                y,
                " to ".join(ends),
                transform=across,
                size=style.FOOT_SIZE,
                color=style.GREY,
                va="center_baseline",
            )
    ax.text(
        beside, -0.95, "deviation, %", transform=across, size=style.FOOT_SIZE, color=style.GREY, va="bottom"
    )


def signed(value: float) -> str:
    """A deviation with its sign, whole per cent."""
    text = formats.number(value)
    return text if value < 0 or text == "0" else f"+{text}"


def _key(panel: Panel, left: float) -> float:
    """Colours of the territories and the mark of published lengths, in rows from the left; its height."""
    texts = [*TERRITORIES, "published length"]
    room = panel.width - left - 2
    places = charts.flow([6.2 + style.text_width(text, style.TEXT_SIZE) for text in texts], room, gap=5.0)
    height = 6.0 * (1 + max(row for _, row in places))
    key = panel.axes(left=left, right=2, top=1, bottom=panel.height - 1 - height)
    key.set_axis_off()
    key.set_xlim(0, room)
    key.set_ylim(height, 0)
    for (x, row), text in zip(places, texts, strict=True):
        y = 6.0 * row + 3.0
        if text in COLOURS:
            key.bar(
                x + 2.5,
                3.0,
                width=5,
                bottom=y - 1.5,
                facecolor=COLOURS[text],
                edgecolor=style.GREY if text == AT_SEA else "none",
                linewidth=0.5,
                linestyle=(0, (2, 1.2)) if text == AT_SEA else "-",
            )
        else:
            mark: dict[str, Any] = {"markersize": 3.6, "markeredgewidth": 0.8}
            key.plot([x + 3.4], [y], "D", markerfacecolor=style.WHITE, markeredgecolor=style.INK, **mark)
        key.text(x + 6.2, y, text, size=style.TEXT_SIZE, va="center_baseline")
    return height
