"""Russia's share of arms imports by five-year period: Kazakhstan, and its peers beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, series, span
from kazbrief.measures.frames import rows
from kazbrief.measures.shares import (
    PEERS,
    PERIODS,
    SMALL_TOTAL_TIV,
    SUBJECT,
    by_period,
    lowest,
    of_kazakhstan,
)

WIDE, DEEP = 80.0, 56.0
"""The room of the large chart: its width where the small ones stand beside it, its height where they stand below."""


def values(frame: pd.DataFrame) -> Values:
    """What the words name: Kazakhstan's first, lowest and last share, and every share of its peers."""
    own = of_kazakhstan(frame)
    ends = {"first": own.iloc[0], "lowest": lowest(own), "last": own.iloc[-1]}
    of_peers = {name: by_period(frame, name).dropna(subset="share_pct") for name in PEERS}
    return {
        **{name: percent(row["share_pct"]) for name, row in ends.items()},
        **{f"{name}_period": span(row["period"]) for name, row in ends.items()},
        "small_total": number(SMALL_TOTAL_TIV),
        "peers": series(PEERS),
        "each_period": "; ".join(f"{span(row.period)}: {percent(row.share_pct)}" for row in rows(own)),
        "each_peer": "; ".join(
            f"{name}: " + ", ".join(f"{span(row.period)} {number(row.share_pct)}" for row in rows(shares))
            for name, shares in of_peers.items()
        ),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Share and total of each point."""
    return {
        f"point-{row.recipient.lower()}-{row.period}": f"{row.recipient}, {span(row.period)}: "
        f"{percent(row.share_pct)} of {number(row.total_tiv_million)} million TIV, grade {row.grade}"
        for row in rows(frame.dropna(subset="share_pct"))
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Kazakhstan large, on the left or above; six peers in small charts of the same scale."""
    beside, above = (0.0, DEEP) if panel.narrow else (WIDE, 0.0)
    large = panel.part(left=0, top=0, width=beside or panel.width, height=above or panel.height)
    _large(large.axes(left=10, right=2 if panel.narrow else 0, top=7, bottom=10), of_kazakhstan(frame))
    width, height = (panel.width - beside) / 2, (panel.height - above) / 3
    for place, name in enumerate(PEERS):
        row, column = divmod(place, 2)
        left, top = beside + column * width, above + row * height
        right = panel.width - (beside + (column + 1) * width)
        bottom = panel.height - above - (row + 1) * height
        ax = panel.axes(left=left + 9, right=right + 1.5, top=top + 7, bottom=bottom + 5.5)
        _small(ax, by_period(frame, name), name)


def _large(ax: Axes, own: pd.DataFrame) -> None:
    """Kazakhstan's chart, each point with its figure, the lowest below its point."""
    _line(ax, own, SUBJECT, color=style.ORANGE, width=2.0, size=5.5)
    charts.value_axis(ax, range(0, 101, 25), axis="y", unit=" %")
    ax.set_xticks(range(len(PERIODS)), [f"{period[:4]}\u2013\n{period[5:]}" for period in PERIODS])
    ax.set_title(SUBJECT, loc="left", size=style.SUBTITLE_SIZE, weight="semibold", pad=3)
    figure: dict[str, Any] = {"color": style.ORANGE, "weight": "semibold", "size": style.SUBTITLE_SIZE}
    for row in rows(own):
        x, share, text = row.Index, row.share_pct, number(row.share_pct)
        if share == own["share_pct"].min():
            ax.text(x, share - 5.5, text, ha="center", va="top", **figure)
        else:
            ax.text(x + 0.08, share + 3.5, text, ha="left" if x else "center", va="bottom", **figure)


def _small(ax: Axes, own: pd.DataFrame, name: str) -> None:
    """The chart of a peer, with the first and the last period alone on its axis."""
    _line(ax, own, name, color=style.GREY, width=1.3, size=3.8)
    charts.value_axis(ax, range(0, 101, 50), axis="y", unit=" %")
    ax.set_xticks([0, len(PERIODS) - 1], [span(PERIODS[0]), span(PERIODS[-1])])
    first, last = ax.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    ax.tick_params(labelsize=style.FOOT_SIZE)
    ax.set_title(name, loc="left", size=style.TEXT_SIZE, weight="semibold", pad=3)


def _line(ax: Axes, own: pd.DataFrame, name: str, *, color: str, width: float, size: float) -> None:
    """The shares of a recipient as a line with points, hollow where little was delivered."""
    ax.set_xlim(-0.45, len(PERIODS) - 0.5)
    ax.set_ylim(0, 110)
    ax.plot(own.index, own["share_pct"], color=color, linewidth=width, gid=f"line-{name.lower()}", zorder=3)
    for row in rows(own.dropna(subset="share_pct")):
        point: dict[str, Any] = {
            "gid": f"point-{name.lower()}-{row.period}",
            "zorder": 4,
            "clip_on": False,
            "width": 1.0,
        }
        fill = style.WHITE if row.small else color
        charts.mark(ax, row.Index, row.share_pct, fill=fill, edge=color, size=size, **point)
