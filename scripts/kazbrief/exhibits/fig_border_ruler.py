"""The length of the border with Russia against the ruler it is walked with, beside the published lengths."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values, years
from kazbrief.formats import number
from kazbrief.measures.frames import rows, weakest
from kazbrief.measures.ruler import (
    CLAIM,
    MAPPED,
    MEASURED,
    PUBLISHED,
    fractal_dimension,
    of_kind,
    ruler_of_claim,
    without_ruler,
)

NAMES = entry("fig-border-ruler").labels
X_LIMITS, Y_LIMITS = (0.17, 240.0), (3600.0, 8300.0)
TICKS = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
# In millimetres: margins of curve and strip; the strip of names on a wide and on a narrow sheet.
LEFT, TOP, BOTTOM = 11.0, 3.0, 10.0
STRIPS = (66.0, 39.0)


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the ruler that gives the article's length, the ends of the curve, lengths in print."""
    claim, ruler = ruler_of_claim(frame)
    walked, published = of_kind(frame, MEASURED), of_kind(frame, PUBLISHED)
    by_ruler = walked.set_index("ruler_km")["length_km"]
    finest, coarsest = by_ruler.index.min(), by_ruler.index.max()
    low, high = (number(end) for end in (published["length_km"].min(), published["length_km"].max()))
    longer = (published["length_km"] > claim).sum()
    sources = pd.concat([published, of_kind(frame, MAPPED)])
    return {
        "claim": number(claim),
        "ruler": number(ruler),
        "published": len(published),
        "longer": "All" if longer == len(published) else f"{longer} of",
        "low": low,
        "high": high,
        "dimension": number(fractal_dimension(walked), 2),
        "finest_m": number(finest * 1000),
        "coarsest": number(coarsest),
        "longest": number(by_ruler[finest]),
        "shortest": number(by_ruler[coarsest]),
        "each_ruler": "; ".join(
            f"{number(row.ruler_km, 1).removesuffix('.0')} km: {number(row.length_km)} km"
            for row in rows(walked)
        ),
        "each_source": "; ".join(f"{row.origin} {number(row.length_km)} km" for row in rows(sources)),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The lengths and their sources: of the curve, of the article, and of each length without a ruler."""
    texts = {
        f"ruler-{place}": f"ruler {row.ruler_km:g} km: {number(row.length_km)} km, grade {row.grade}"
        for place, row in enumerate(rows(of_kind(frame, MEASURED)), 1)
    }
    claim = next(rows(of_kind(frame, CLAIM)))
    texts["line-article"] = f"{claim.origin}: {number(claim.length_km)} km"
    for own in without_ruler(frame):
        names = (f"{row.origin}{'' if pd.isna(row.year) else f', {row.year:.0f}'}" for row in rows(own))
        texts[gid(own)] = (
            f"{number(own['length_km'].iloc[0])} km: {'; '.join(names)}, grade {weakest(own['grade'])}"
        )
    return texts


def gid(own: pd.DataFrame) -> str:
    """The id of the mark of a length without a ruler."""
    return f"length-{own['kind'].iloc[0]}-{own['length_km'].iloc[0]:.0f}"


def name(own: pd.DataFrame, *, short: bool) -> str:
    """Who gives a length, and (unless short) when: the name of one, the number of several."""
    origin = own["origin"].iloc[0]
    who = NAMES.get(origin, (origin, origin))[short] if len(own) == 1 else f"{len(own)} sources"
    dates = own["year"].dropna()
    return who if short or dates.empty else f"{who}, {years(dates)}"


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """The curve on the left, lengths without a ruler as marks in a strip on the right."""
    strip = STRIPS[panel.narrow]
    width = panel.width - LEFT - strip
    ax = panel.axes(left=LEFT, right=strip, top=TOP, bottom=BOTTOM)
    ax.set(xscale="log", yscale="log", xlim=X_LIMITS, ylim=Y_LIMITS)
    decade = width / np.log10(X_LIMITS[1] / X_LIMITS[0])
    centres = [decade * np.log10(tick) for tick in TICKS]
    ax.set_xticks(TICKS, charts.thinned([f"{tick:g}" for tick in TICKS], centres))
    charts.value_axis(ax, range(4000, 8001, 1000), axis="y")
    ax.minorticks_off()
    ax.set_xlabel("ruler, km", size=style.TEXT_SIZE)
    walked = of_kind(frame, MEASURED)
    ax.plot(walked["ruler_km"], walked["length_km"], color=style.OTHER_ONE, linewidth=1.6, zorder=3)
    dot: dict[str, Any] = {"fill": style.OTHER_ONE, "size": 3.8, "zorder": 4}
    for place, row in enumerate(rows(walked), 1):
        charts.mark(ax, row.ruler_km, row.length_km, gid=f"ruler-{place}", **dot)
    claim, ruler = ruler_of_claim(frame)
    line: dict[str, Any] = {"color": style.INK, "linewidth": 1.2, "linestyle": charts.DASHED}
    ax.plot(X_LIMITS, [claim, claim], gid="line-article", **line)
    ax.plot([ruler, ruler], [Y_LIMITS[0], claim], color=style.INK, linewidth=0.8, zorder=2)
    charts.mark(ax, ruler, claim, fill=style.GROUND, edge=style.INK, size=6, width=1.0, zorder=5)
    break_ = "\n" if panel.narrow else " "
    charts.text(ax, 0.19, claim * 0.985, f"the article:{break_}{number(claim)} km", bold=True, va="top")
    _strip(panel, frame, strip)


def _strip(panel: Panel, frame: pd.DataFrame, width: float) -> None:
    """Lengths without a ruler as marks on the height of the curve's scale, with their names drawn apart."""
    ax = panel.canvas(left=panel.width - width + 3, right=0, top=TOP, bottom=BOTTOM)
    low, high = np.log(Y_LIMITS)
    lengths = [(float(own["length_km"].iloc[0]), own) for own in without_ruler(frame)]
    scale = (panel.height - TOP - BOTTOM) / (high - low)
    levels = [float((np.log(length) - low) * scale) for length, _ in lengths]
    looks = {PUBLISHED: ("D", style.INK), MAPPED: ("s", style.GROUND)}
    grey: dict[str, Any] = {"color": style.MUTED, "ground": False}
    for (length, own), y, place in zip(lengths, levels, charts.spread(levels, 3.4), strict=True):
        marker, fill = looks[own["kind"].iloc[0]]
        charts.mark(ax, 2, y, marker, fill=fill, edge=style.INK, size=4, gid=gid(own))
        ax.plot([3.4, 7.6], [y, place], color=style.GRID, linewidth=0.6)
        charts.text(ax, 8.4, place, number(length), ground=False)
        charts.text(ax, 16.2 if panel.narrow else 17.5, place, name(own, short=panel.narrow), **grey)
    if not panel.narrow:
        charts.text(ax, 0.5, -4.6, "no ruler told:", **grey)
    first = 2.0 if panel.narrow else 21.0
    for x, kind, words in ((first, PUBLISHED, "published"), (first + 17.5, MAPPED, "on maps")):
        marker, fill = looks[kind]
        charts.mark(ax, x, -4.4, marker, fill=fill, edge=style.INK, size=4, clip_on=False)
        charts.text(ax, x + 2, -4.6, words, **grey)
