"""The titular nationality's share in each of the fifteen union republics, censuses of 1979 and 1989."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.republics import YEARS, minorities, shares_of, without_figure

REPUBLICS = 15
SUBJECT = "Kazakhstan"


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the shares plotted."""
    then, before = minorities(frame, YEARS[1]), minorities(frame, YEARS[0])
    others = [name for name in before if name not in then]
    own = shares_of(frame, YEARS[1])
    rounded = frame[frame["rounded"] == 1]
    marked = "; ".join(
        f"{year}: {formats.series(rounded[rounded['year'] == year]['republic'].sort_values().tolist())}"
        for year in YEARS
        if (rounded["year"] == year).any()
    )
    values = "; ".join(
        f"{name} {YEARS[0]} {'no figure' if pd.isna(shares_of(frame, YEARS[0])[name]) else formats.number(shares_of(frame, YEARS[0])[name], 1)}, "
        f"{YEARS[1]} {formats.number(own[name], 1)}"
        for name in own.index
    )
    only = (
        f"{formats.series(then)} was the only republic"
        if len(then) == 1
        else f"{formats.series(then)} were the republics"
    )
    return Words(
        finding=(
            f"In {YEARS[1]} {only} whose titular nationality was a minority; "
            f"in {YEARS[0]} {formats.series(others) if others else 'no other'} {'was' if len(others) == 1 else 'were'} one as well"
        ),
        subtitle=f"Share of the titular nationality in the population of the {len(own)} union republics, per cent, Soviet censuses of {YEARS[0]} and {YEARS[1]}",
        note=(
            f"no figure of {YEARS[0]} was found for {formats.series(without_figure(frame, YEARS[0]))}. Rounded to whole per cent in the source ({marked}). "
            f"Kazakhs were {formats.number(shares_of(frame, YEARS[0])[SUBJECT], 1)}\u00a0% in {YEARS[0]} and {formats.number(own[SUBJECT], 1)}\u00a0% in {YEARS[1]} "
            "as published then."
        ),
        alt=(
            f"Pairs of points for {len(own)} republics. Left of the line at half in {YEARS[1]}: {formats.series(then)} ({formats.percent(own[then[0]], 1)}); "
            f"in {YEARS[0]}: {formats.series(before)}. Highest: {own.index[-1]} ({formats.percent(own.iloc[-1], 1)})."
        ),
        description=f"Titular shares in per cent: {values}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The figure of each republic and census that has one."""
    return {
        _gid(row["republic"], row["year"]): f"{row['republic']}, {row['year']}: {row['ethnic_group']} "
        f"{formats.number(row['share_pct'], 0 if row['rounded'] else 1)}\u00a0%, grade {row['grade']}"
        for row in frame[frame["share_pct"].notna()].to_dict("records")
    }


def _gid(republic: str, year: int) -> str:
    return f"point-{charts.slug(republic)}-{year}"


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """Two points a republic and a line between them; a named gap where 1979 is missing."""
    before, then = shares_of(frame, YEARS[0]), shares_of(frame, YEARS[1])
    left = charts.room_for(then.index)
    entries = [
        (f"census of {YEARS[0]}", "o", style.WHITE, style.GREY),
        (f"census of {YEARS[1]}", "o", style.GREY, style.GREY),
    ]
    ax = panel.axes(left=left, right=8, top=charts.marker_key(panel, entries, left=left) + 3, bottom=6)
    ax.set_ylim(-0.7, len(then) - 0.3)
    ax.set_xlim(26, 100)
    ax.set_xticks(
        range(30, 101, 10), [f"{tick} %" if tick == 100 else str(tick) for tick in range(30, 101, 10)]
    )
    ax.set_yticks(range(len(then)), then.index.tolist())
    ax.get_yaxis().set_tick_params(labelcolor=style.INK)
    for tick in ax.get_yticklabels():
        tick.set_fontweight("semibold" if tick.get_text() == SUBJECT else "regular")
    ax.grid(axis="x", color=style.RULE, linewidth=0.5)
    ax.axvline(50, color=style.INK, linewidth=0.9, linestyle=(0, (4, 2)), gid="half")
    ax.spines["left"].set_visible(False)
    for place, name in enumerate(then.index):
        colour = style.ORANGE if then[name] < 50 else style.BLUE
        first, last = before[name], then[name]
        known = pd.notna(first)
        if known:
            ax.plot([first, last], [place, place], color=colour, linewidth=1.6, alpha=0.5, zorder=2)
            ax.plot(
                [first],
                [place],
                "o",
                markersize=5.5,
                markerfacecolor=style.WHITE,
                markeredgecolor=colour,
                markeredgewidth=1.2,
                zorder=3,
                gid=_gid(str(name), YEARS[0]),
            )
        ax.plot(
            [last],
            [place],
            "o",
            markersize=5.5,
            color=colour,
            zorder=4,
            gid=_gid(str(name), YEARS[1]),
        )
        rises = not known or last >= first
        plate = {"facecolor": style.WHITE, "edgecolor": "none", "pad": 0.6}
        ax.annotate(
            _figure(frame, str(name), YEARS[1]) + ("" if known else f" ({YEARS[0]}: no figure)"),
            (last, place),
            xytext=(5.0 if rises else -5.0, 0),
            textcoords="offset points",
            size=style.SMALL_SIZE,
            color=colour,
            bbox=plate,
            ha="left" if rises else "right",
            va="center_baseline",
        )
        if known:
            ax.annotate(
                _figure(frame, str(name), YEARS[0]),
                (first, place),
                xytext=(-5.0 if rises else 5.0, 0),
                textcoords="offset points",
                size=style.SMALL_SIZE,
                color=style.GREY,
                bbox=plate,
                ha="right" if rises else "left",
                va="center_baseline",
            )


def _figure(frame: pd.DataFrame, republic: str, year: int) -> str:
    """A share with the digits that its source has."""
    row = frame[(frame["republic"] == republic) & (frame["year"] == year)].iloc[0]
    return formats.number(row["share_pct"], 0 if row["rounded"] else 1)
