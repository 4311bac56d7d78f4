"""The length of the border with Russia against the ruler it is walked with, beside the published lengths."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import NoRoom, Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.frames import weakest
from kazbrief.measures.ruler import (
    CLAIM,
    MAPPED,
    MEASURED,
    PUBLISHED,
    fractal_dimension,
    of_kind,
    ruler_of,
    without_ruler,
)

# Names of single lengths that fit beside their mark.
NAMES = {
    "Ministry of Foreign Affairs of Kyrgyzstan, consular page": "Kyrgyz foreign ministry",
    "Natural Earth 1:110m, shared arcs": "Natural Earth 1:110m",
    "Natural Earth 1:50m, shared arcs": "Natural Earth 1:50m",
    "Natural Earth 1:10m, shared arcs": "Natural Earth 1:10m",
    "Republic of Kazakhstan (olympic.kz)": "olympic.kz",
    'Sovereign Limits ("more than 7,800")': "Sovereign Limits: “more than”",
}
SHORT_NAMES = {
    "Ministry of Foreign Affairs of Kyrgyzstan, consular page": "Kyrgyz ministry",
    "Natural Earth 1:110m, shared arcs": "1:110 million",
    "Natural Earth 1:50m, shared arcs": "1:50 million",
    "Natural Earth 1:10m, shared arcs": "1:10 million",
    'Sovereign Limits ("more than 7,800")': "Sovereign Limits",
    "CIA World Factbook": "World Factbook",
}
Y_LIMITS = (3600.0, 8300.0)


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the lengths plotted."""
    walked = of_kind(frame, MEASURED).set_index("ruler_km")["length_km"]
    claim = float(of_kind(frame, CLAIM)["length_km"].iloc[0])
    ruler = ruler_of(of_kind(frame, MEASURED), claim)
    published, mapped = of_kind(frame, PUBLISHED), of_kind(frame, MAPPED)
    finest, coarsest = walked.index.min(), walked.index.max()
    low, high = published["length_km"].min(), published["length_km"].max()
    values = "; ".join(
        f"{formats.number(r, 1).removesuffix('.0')} km: {formats.number(length)} km"
        for r, length in zip(walked.index, walked, strict=True)
    )
    stated = "; ".join(
        f"{row['origin']} {formats.number(row['length_km'])} km"
        for row in pd.concat([published, mapped]).to_dict("records")
    )
    return Words(
        finding=(
            f"{formats.number(claim)} km is the border walked in steps of about {formats.number(ruler)} km; "
            f"{'all' if low > claim else formats.number(int((published['length_km'] > claim).sum())) + ' of'} {len(published)} "
            f"published lengths are longer, {'' if low > claim else 'up to '}{formats.number(low) + ' to ' if low > claim else ''}{formats.number(high)} km"
        ),
        subtitle="Length of the border between Kazakhstan and Russia by length of the ruler, kilometres, both scales logarithmic",
        note=(
            f"a ruler of fixed length steps along the border line, sea part included; the finer it is, the longer the line (Richardson 1961; divider dimension "
            f"{formats.number(fractal_dimension(of_kind(frame, MEASURED)), 2)} for rulers of {formats.number(finest, 1)} to {formats.number(coarsest)} km). "
            f"Published lengths tell no ruler: marks at the right edge, {len(published)} of {formats.number(low)} to {formats.number(high)} km, some of them lower "
            "limits or rounded. Lengths on the maps of Natural Earth are sums over their lines."
        ),
        alt=(
            f"Falling curve on logarithmic scales: {formats.number(walked[finest])} km with a ruler of {formats.number(finest * 1000)} m, "
            f"{formats.number(walked[coarsest])} km with one of {formats.number(coarsest)} km. A dashed line at the article's {formats.number(claim)} km meets it at about "
            f"{formats.number(ruler)} km; published lengths stand between {formats.number(low)} and {formats.number(high)} km."
        ),
        description=f"Length by ruler: {values}. Without a ruler: {stated}; the article {formats.number(claim)} km.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The lengths and their sources: of the curve, of the article, and of each length without a ruler."""
    walked = of_kind(frame, MEASURED).sort_values("ruler_km")
    claim = of_kind(frame, CLAIM).iloc[0]
    texts = {
        "line-walked": "; ".join(
            f"ruler {row['ruler_km']:g} km: {formats.number(row['length_km'])} km"
            for row in walked.to_dict("records")
        ),
        "line-article": f"{claim['origin']}: {formats.number(claim['length_km'])} km",
    }
    for own in without_ruler(frame):
        first = own.iloc[0]
        names = "; ".join(
            row["origin"] + ("" if pd.isna(row["year"]) else f", {row['year']:.0f}")
            for row in own.to_dict("records")
        )
        texts[_gid(own)] = f"{formats.number(first['length_km'])} km: {names}, grade {weakest(own['grade'])}"
    return texts


def _gid(own: pd.DataFrame) -> str:
    return f"length-{own['kind'].iloc[0]}-{own['length_km'].iloc[0]:.0f}"


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """The curve on the left, lengths without a ruler as marks in a strip on the right."""
    low, high = Y_LIMITS
    strip, narrowest = 39.0 if panel.narrow else 62.0, 30.0
    if panel.width - 11 - strip < narrowest:
        raise NoRoom(f"the curve would be narrower than {narrowest:.0f} mm")
    ax = panel.axes(left=11, right=strip, top=3, bottom=10)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlim(0.17, 240)
    ax.set_ylim(low, high)
    ticks = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
    decade = (panel.width - 11 - strip) / np.log10(240 / 0.17)
    ax.set_xticks(
        ticks, charts.thinned([f"{tick:g}" for tick in ticks], [decade * np.log10(tick) for tick in ticks])
    )
    ax.set_yticks(range(4000, 8001, 1000), [formats.number(tick) for tick in range(4000, 8001, 1000)])
    ax.minorticks_off()
    ax.set_xlabel("ruler, km", size=style.TEXT_SIZE)
    ax.grid(axis="y", color=style.RULE, linewidth=0.5)
    ax.spines["left"].set_visible(False)
    walked = of_kind(frame, MEASURED)
    ax.plot(
        walked["ruler_km"],
        walked["length_km"],
        "o-",
        color=style.BLUE,
        markersize=3.6,
        linewidth=1.6,
        gid="line-walked",
        zorder=4,
    )
    claim = float(of_kind(frame, CLAIM)["length_km"].iloc[0])
    ruler = ruler_of(walked, claim)
    ax.plot(
        [0.17, 240],
        [claim, claim],
        color=style.ORANGE,
        linewidth=1.2,
        linestyle=(0, (4, 2)),
        gid="line-article",
    )
    ax.plot([ruler, ruler], [low, claim], color=style.ORANGE, linewidth=0.8, zorder=2)
    ax.plot(
        [ruler],
        [claim],
        "o",
        markersize=6,
        markerfacecolor=style.WHITE,
        markeredgecolor=style.ORANGE,
        zorder=5,
    )
    ax.text(
        0.19,
        claim * 0.99,
        f"the article:{chr(10) if panel.narrow else ' '}{formats.number(claim)} km",
        color=style.ORANGE,
        size=style.TEXT_SIZE,
        weight="semibold",
        va="top",
    )
    _strip(panel, frame, strip)


def _strip(panel: Panel, frame: pd.DataFrame, width: float) -> None:
    """Lengths without a ruler as marks on the height of the curve's scale, with their names drawn apart."""
    top, bottom = 3.0, 10.0
    ax = panel.axes(left=panel.width - width + 3, right=0, top=top, bottom=bottom)
    height = panel.height - top - bottom
    ax.set_axis_off()
    ax.set_xlim(0, width - 3)
    ax.set_ylim(0, height)
    low, high = np.log(Y_LIMITS)
    groups = without_ruler(frame)
    lengths = [float(own["length_km"].iloc[0]) for own in groups]
    wanted = [float((np.log(length) - low) / (high - low) * height) for length in lengths]
    for own, length, y, place in zip(groups, lengths, wanted, charts.spread(wanted, 3.4), strict=True):
        mapped = own["kind"].iloc[0] == MAPPED
        ax.plot(
            [2],
            [y],
            "s" if mapped else "D",
            markersize=4,
            markerfacecolor=style.WHITE if mapped else style.INK,
            markeredgecolor=style.INK,
            markeredgewidth=0.8,
            gid=_gid(own),
        )
        name_at = 16.2 if panel.narrow else 17.5
        ax.plot([3.4, 7.6], [y, place], color=style.RULE, linewidth=0.6)
        ax.text(8.4, place, f"{formats.number(length)}", size=style.SMALL_SIZE, va="center_baseline")
        ax.text(
            name_at,
            place,
            _name(own, short=panel.narrow),
            size=style.SMALL_SIZE,
            color=style.GREY,
            va="center_baseline",
        )
    if not panel.narrow:
        ax.text(0.5, -4.6, "no ruler told:", size=style.SMALL_SIZE, va="center_baseline", color=style.GREY)
    first = 2.0 if panel.narrow else 19.5
    for x, marker, fill, text in (
        (first, "D", style.INK, "published"),
        (first + 17.5, "s", style.WHITE, "on maps"),
    ):
        ax.plot(
            [x],
            [-4.4],
            marker,
            markersize=4,
            markerfacecolor=fill,
            markeredgecolor=style.INK,
            markeredgewidth=0.8,
            clip_on=False,
        )
        ax.text(x + 2, -4.6, text, size=style.SMALL_SIZE, va="center_baseline", color=style.GREY)


def _name(own: pd.DataFrame, *, short: bool) -> str:
    """Who gives a length, and (unless short) when: the name of one, the number of several."""
    if short:
        origin = str(own["origin"].iloc[0])
        return SHORT_NAMES.get(origin, NAMES.get(origin, origin)) if len(own) == 1 else f"{len(own)} sources"
    years = own["year"].dropna().astype(int)
    span = (
        "" if years.empty else f", {years.min()}" + (f"–{years.max()}" if years.max() > years.min() else "")
    )
    origin = str(own["origin"].iloc[0])
    return (NAMES.get(origin, origin) if len(own) == 1 else f"{len(own)} sources") + span
